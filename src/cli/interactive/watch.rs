//! Watches the scene's file and the files that it names, on a thread of its own.
//!
//! Knows when files have changed and come to rest; nothing of what that means to the program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::mistake::Mistakes;
use crate::scene::{Document, NamedFile, Scene};

/// How often files are looked at.
const PACE: Duration = Duration::from_millis(300);
/// How often while one is changing: what is written in pieces is read when it is whole.
const REST: Duration = Duration::from_millis(100);
/// Files have come to rest when they were the same for so many looks.
const SAME: u32 = 2;
/// A file that is gone or empty is most likely about to be written.
const SAME_IF_EMPTY: u32 = 5;

/// What a file holds now.
pub(super) struct Reading {
    /// Its text and the files that it names; `None` where it cannot be read.
    pub(super) source: Option<Source>,
    /// The scene, or what is wrong.
    pub(super) scene: Result<Scene, Mistakes>,
}

/// All that a scene is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// Its text.
    pub(super) document: Document,
    /// The files that the text names.
    pub(super) named: Vec<NamedFile>,
}

impl Reading {
    /// Reads a file.
    pub(super) fn of(path: &Path) -> Self {
        let document = match Document::load(path) {
            Ok(document) => document,
            Err(mistakes) => {
                return Self {
                    source: None,
                    scene: Err(mistakes),
                };
            }
        };
        let (scene, named) = document.scene_and_files();
        Self {
            source: Some(Source { document, named }),
            scene,
        }
    }

    /// Whether it is the right scene that was read from this.
    pub(super) fn is_known(&self, source: &Source) -> bool {
        self.scene.is_ok() && self.source.as_ref() == Some(source)
    }
}

/// A thread that watches; it ends when this is dropped.
pub(super) struct Watch {
    readings: Receiver<Reading>,
    _stop: Sender<()>,
}

impl Watch {
    /// Watches the file from which a scene was read. Whenever it was changed, be it before this, and
    /// whenever it is right again, it is read, and `wake` is called.
    pub(super) fn begin(
        path: PathBuf,
        source: Source,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let (sender, readings) = mpsc::channel();
        let tell = move |reading| {
            let is_heard = sender.send(reading).is_ok();
            wake();
            is_heard
        };
        thread::Builder::new()
            .name("watch".into())
            .spawn(move || watch(&path, source, &stopped, tell))?;
        Ok(Self {
            readings,
            _stop: stop,
        })
    }

    /// What was read since this was asked last, if anything.
    pub(super) fn latest(&self) -> Option<Reading> {
        self.readings.try_iter().last()
    }
}

fn watch(path: &Path, mut known: Source, stopped: &Receiver<()>, tell: impl Fn(Reading) -> bool) {
    let mut was_right = true;
    let mut paths = vec![path.to_path_buf()];
    let mut seen = stamps(&paths);
    // How many looks are left until what is there has come to rest; 0 once it was read.
    let mut left = SAME;
    loop {
        let pause = if left == 0 { PACE } else { REST };
        if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let now = stamps(&paths);
        if now != seen {
            let is_whole = now.iter().all(Stamp::is_whole);
            left = if is_whole { SAME } else { SAME_IF_EMPTY };
            seen = now;
        } else if left > 1 {
            left -= 1;
        } else if left == 1 {
            let reading = Reading::of(path);
            if stamps(&paths) != seen {
                continue;
            }
            left = 0;
            let named = reading.source.iter().flat_map(|source| &source.named);
            let named = named.map(|file| file.path.clone());
            paths = std::iter::once(path.to_path_buf()).chain(named).collect();
            seen = stamps(&paths);
            let is_old = was_right && reading.is_known(&known);
            was_right = reading.scene.is_ok();
            if let (true, Some(source)) = (was_right, &reading.source) {
                known = source.clone();
            }
            if !is_old && !tell(reading) {
                return;
            }
        }
    }
}

/// What tells one state of a file from another without reading it; `None` where there is none.
#[derive(Debug, PartialEq, Eq)]
struct Stamp(Option<(u64, Version)>);

impl Stamp {
    fn is_whole(&self) -> bool {
        self.0.is_some_and(|(length, _)| length > 0)
    }
}

fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    let stamp = |path: &PathBuf| {
        let file = fs::metadata(path).ok();
        Stamp(file.map(|file| (file.len(), version(&file))))
    };
    paths.iter().map(stamp).collect()
}

/// Which file it is, where the system says, and when it was written last.
type Version = [i64; 3];

#[cfg(unix)]
fn version(file: &fs::Metadata) -> Version {
    use std::os::unix::fs::MetadataExt;
    [file.ino() as i64, file.mtime(), file.mtime_nsec()]
}

#[cfg(windows)]
fn version(file: &fs::Metadata) -> Version {
    use std::os::windows::fs::MetadataExt;
    [0, 0, file.last_write_time() as i64]
}

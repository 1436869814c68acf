//! The file of the scene on the screen: read again when it changes, and saved.
//!
//! Knows what is on disk; what that means to the program is news for `app`.

use std::path::{Path, PathBuf};

use super::watch::{Reading, Source, Watch};
use crate::app::News;
use crate::app::overlay::Question;
use crate::mistake::Mistakes;
use crate::scene::{self, Document, NamedFile, Place, Scene};
use crate::terminal::Waker;

/// The text behind the scene on the screen.
pub(super) struct SceneFile {
    /// What was read or written last and is right.
    source: Source,
    /// Whether what was read since has mistakes, or nothing could be read.
    is_broken: bool,
    waker: Option<Waker>,
    watch: Option<Watch>,
}

impl SceneFile {
    /// The file of a document that was just read, with the files that it names.
    pub(super) fn new(document: Document, named: Vec<NamedFile>) -> Self {
        Self {
            source: Source { document, named },
            is_broken: false,
            waker: None,
            watch: None,
        }
    }

    /// The file of a scene that was not open before, and the scene.
    pub(super) fn open(name: &str) -> Result<(Self, Scene), Mistakes> {
        let document = Document::find(name)?;
        let (scene, named) = document.scene_and_files();
        Ok((Self::new(document, named), scene?))
    }

    /// What was read or written last and is right.
    pub(super) fn document(&self) -> &Document {
        &self.source.document
    }

    /// Watches the file from now on; `waker` is called when there is something to hear.
    pub(super) fn begin(&mut self, waker: Waker) {
        self.waker = Some(waker);
        self.watch();
    }

    /// Watches the file no longer, and gives back what was called.
    pub(super) fn rest(&mut self) -> Option<Waker> {
        self.watch = None;
        self.waker.take()
    }

    fn watch(&mut self) {
        // Without a thread to watch it, a file can still be read again by hand.
        self.watch = match (&self.source.document.place, self.waker.clone()) {
            (Place::File(path), Some(waker)) => {
                let source = self.source.clone();
                Watch::begin(path.clone(), source, move || waker.wake()).ok()
            }
            _ => None,
        };
    }

    /// What has happened to the file since this was asked last.
    pub(super) fn news(&mut self) -> Option<News> {
        let reading = self.watch.as_ref()?.latest()?;
        self.take_in(reading)
    }

    /// Looks at the file now.
    pub(super) fn reread(&mut self) -> Option<News> {
        match &self.source.document.place {
            Place::File(path) => self.take_in(Reading::of(path)),
            Place::Builtin | Place::Stream | Place::Picture(_) => None,
        }
    }

    fn take_in(&mut self, reading: Reading) -> Option<News> {
        let was_broken = std::mem::replace(&mut self.is_broken, reading.scene.is_err());
        if reading.is_known(&self.source) {
            return was_broken.then_some(News::Mended);
        }
        let scene = match reading.scene {
            Ok(scene) => scene,
            Err(_) if reading.source.is_none() && self.is_gone() => return Some(News::Gone),
            Err(mistakes) => return Some(News::Broken(mistakes)),
        };
        self.source = reading.source?;
        Some(News::Changed(Box::new(scene)))
    }

    fn is_gone(&self) -> bool {
        match &self.source.document.place {
            Place::File(path) => path.try_exists().is_ok_and(|exists| !exists),
            Place::Builtin | Place::Stream | Place::Picture(_) => false,
        }
    }

    /// Saves a scene in the file of this name, or in its own; over what it does not know only if that
    /// was agreed to.
    pub(super) fn save(&mut self, scene: &Scene, name: Option<String>, over: bool) -> News {
        let own = &self.source.document;
        let path = match (&name, &own.place) {
            (Some(name), _) => PathBuf::from(name),
            (None, Place::File(path)) => path.clone(),
            (None, Place::Builtin) => {
                return News::Unnamed(format!("{}.toml", own.origin));
            }
            (None, Place::Stream | Place::Picture(_)) => {
                return News::Unnamed("scene.toml".to_owned());
            }
        };
        if path.exists() && !path.is_file() && !path.is_dir() {
            return News::NotSaved {
                name: path.display().to_string(),
                reason: "it is a pipe or a device".to_owned(),
            };
        }
        match self.in_the_way(&path) {
            Some(text) if !over => return News::Asked(Question::before_saving(text, name)),
            _ => {}
        }
        match self.write(scene, &path) {
            Ok(scene) => News::Saved(Box::new(scene)),
            Err(reason) => News::NotSaved {
                name: path.display().to_string(),
                reason,
            },
        }
    }

    /// Why the file at a path may be dear to someone, as a question.
    fn in_the_way(&self, path: &Path) -> Option<String> {
        if !path.exists() || path.is_dir() {
            return None;
        }
        let shown = path.display();
        if scene::is_read_only(path) {
            return Some(format!("`{shown}` is read-only. Write over it?"));
        }
        match &self.source.document.place {
            Place::File(own) if own == path => {
                let is_known = Document::load(path).is_ok_and(|now| now == self.source.document);
                (!is_known).then(|| {
                    format!("`{shown}` has changed on disk since it was read. Write over it?")
                })
            }
            _ => Some(format!("`{shown}` exists already. Write over it?")),
        }
    }

    /// Writes the scene, whole or not at all; gives it as it reads back, or why that cannot be.
    fn write(&mut self, scene: &Scene, path: &Path) -> Result<Scene, String> {
        let place = Place::File(path.to_path_buf());
        let first = |mistakes: Mistakes| {
            let mistake = mistakes.list.into_iter().next();
            mistake.map_or_else(String::new, |mistake| mistake.message)
        };
        let (document, _) = self
            .source
            .document
            .with_changes(scene, place)
            .map_err(first)?;
        scene::save(path, document.text.as_bytes())?;
        let (scene, named) = document.scene_and_files();
        let scene = scene.map_err(first)?;
        self.source = Source { document, named };
        self.is_broken = false;
        // What it wrote itself is nothing to hear of.
        self.watch();
        Ok(scene)
    }
}

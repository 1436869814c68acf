//! Files: read whole, bounded, and with a word on what was looked for; written whole or not at all.
//!
//! The only part of `scene` that touches the file system.

mod save;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub use self::save::{is_read_only, is_same_file, save};
use super::library::Embedded;
use crate::mistake::{Mistake, Mistakes, escaped, nearest};

/// No file is longer, so that none takes memory without bound.
pub const LONGEST_FILE: usize = 16 << 20;

/// Where a scene finds the files that it names.
pub trait Files {
    /// The bytes of the file of this name.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, and where it was looked for.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;
}

/// Files in a folder: those beside a scene. Where there is none of a name, the table of a built-in
/// scene is found under the name that this gives it, so that a built-in scene can be saved anywhere.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.0.join(name);
        read_file(&path).or_else(|error| {
            let builtin = Embedded.read(name);
            builtin.map_err(|_| format!("cannot read `{}`: {}", path.display(), reason(&error)))
        })
    }
}

/// The bytes of the file at a path.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, Mistakes> {
    let origin = path.display().to_string();
    read_file(path).map_err(|error| Mistakes::new(&origin, "", vec![unreadable(path, &error)]))
}

/// The text of a stream, which mistakes call by this name.
pub(super) fn read_bounded_text(origin: &str, stream: impl Read) -> Result<String, Mistakes> {
    let bytes = read_bounded(stream)
        .map_err(|error| Mistakes::new(origin, "", vec![cannot_be_read(&error)]))?;
    text_of(origin, bytes)
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let file_type = fs::metadata(path)?.file_type();
    // Opening a folder succeeds on some systems, and reading it then fails in obscure words.
    if file_type.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if file_type.is_file() {
        read_bounded(File::open(path)?)
    } else if is_own_stream(path) && !is_device(file_type) {
        // What the shell has opened for the program comes when it comes.
        read_bounded(File::open(path)?)
    } else if is_device(file_type) {
        // A terminal or a source of zeros never ends.
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is a device, not a file",
        ))
    } else {
        read_in_time(path)
    }
}

/// Whether a path names a stream that the process began with, as shells give it for `<(command)`.
fn is_own_stream(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == "/dev/stdin"
}

#[cfg(unix)]
fn is_device(file_type: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    file_type.is_char_device() || file_type.is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: fs::FileType) -> bool {
    false
}

/// Reads a pipe that has a name. It opens only when someone writes into it, and ends only when they are
/// done, which may be never.
fn read_in_time(path: &Path) -> io::Result<Vec<u8>> {
    const PATIENCE: Duration = Duration::from_millis(500);
    let (sender, receiver) = mpsc::channel();
    let path = path.to_path_buf();
    thread::spawn(move || {
        // Where no one waits any longer, the text is not wanted.
        let _ = sender.send(File::open(path).and_then(read_bounded));
    });
    let read = receiver.recv_timeout(PATIENCE);
    read.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn read_bounded(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream
        .take(LONGEST_FILE as u64 + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() > LONGEST_FILE {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The bytes as text, or the mistake at the first byte that is none.
pub(super) fn text_of(origin: &str, bytes: Vec<u8>) -> Result<String, Mistakes> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let byte = bytes.get(at).copied().unwrap_or(0);
        // A few lines around the place are enough to show it.
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(at + 200)]).into_owned();
        let message = format!("the byte 0x{byte:02x} is not UTF-8");
        let mistake = Mistake::at(at..at + 1, message).help("save the file as UTF-8 text");
        Mistakes::new(origin, shown, vec![mistake])
    })
}

/// Why a scene's file cannot be read, and which one may have been meant.
fn unreadable(path: &Path, error: &io::Error) -> Mistake {
    let mistake = cannot_be_read(error);
    if error.kind() != io::ErrorKind::NotFound {
        return mistake;
    }
    match neighbour(path) {
        Some(meant) => mistake.help(format!("did you mean `{}`?", meant.display())),
        None => mistake,
    }
}

fn cannot_be_read(error: &io::Error) -> Mistake {
    let message = format!("cannot be read: {}", reason(error));
    if error.kind() == io::ErrorKind::FileTooLarge {
        // There is such a file, so the mistake has a place.
        Mistake::at(0..0, message).help("a scene is at most 16 MiB long")
    } else {
        Mistake::whole(message)
    }
}

/// The file in the same folder whose name is nearest.
fn neighbour(path: &Path) -> Option<PathBuf> {
    /// A folder may hold millions of files.
    const MOST: usize = 1000;
    let folder = path.parent()?;
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let entries = fs::read_dir(here).ok()?.take(MOST).flatten();
    let names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "toml")
        })
        .collect();
    let wanted = path.file_stem()?.to_str()?;
    let stems = names.iter().filter_map(|name| name.strip_suffix(".toml"));
    let meant = nearest(wanted, stems)?;
    Some(folder.join(format!("{meant}.toml")))
}

/// The reason in plain words, without the system's number.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        io::ErrorKind::TimedOut => "it is a pipe that no one writes to and closes".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::FileTooLarge => "it is longer than 16 MiB".into(),
        _ => escaped(&error.to_string()),
    }
}

//! Reading files: whole, bounded, and with a word on what was looked for.
//!
//! The only part of `scene` that touches the file system.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

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
    } else {
        read_bounded(open_in_time(path)?)
    }
}

/// Opens a pipe or a device. A named pipe opens only when someone writes into it, which may be never.
fn open_in_time(path: &Path) -> io::Result<File> {
    const PATIENCE: Duration = Duration::from_millis(500);
    let (sender, receiver) = mpsc::channel();
    let path = path.to_path_buf();
    thread::spawn(move || {
        // Where no one waits any longer, the file is not wanted.
        let _ = sender.send(File::open(path));
    });
    let opened = receiver.recv_timeout(PATIENCE);
    opened.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
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
        io::ErrorKind::TimedOut => "it is a pipe into which no one writes".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::FileTooLarge => "it is longer than 16 MiB".into(),
        _ => escaped(&error.to_string()),
    }
}

/// Writes a file whole or not at all: what reads it never sees half of it, and what fails leaves it
/// as it was.
///
/// # Errors
///
/// Why it cannot be written, in plain words.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    write(path, bytes).map_err(|error| unwritable(path, &error))
}

/// Why a file cannot be written: what is missing is its folder.
fn unwritable(path: &Path, error: &io::Error) -> String {
    let folder = path.parent().unwrap_or(Path::new("")).display();
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no folder `{folder}`"),
        io::ErrorKind::NotADirectory => format!("`{folder}` is no folder"),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        _ => reason(error),
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays one, and its target changes.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    match fs::metadata(&target) {
        // A pipe or a device cannot be replaced by a file.
        Ok(existing) if !existing.is_file() => fs::write(&target, bytes),
        Ok(existing) => replace(&target, bytes, Some(existing.permissions())),
        Err(_) => replace(&target, bytes, None),
    }
}

fn replace(target: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = target.with_file_name(name);
    let written = write_new(&beside, bytes, permissions).and_then(|()| fs::rename(&beside, target));
    if written.is_err() {
        // What cannot be removed either is at least not the file itself.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = File::create(path)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

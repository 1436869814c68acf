//! Saving: what reads a file never sees half of it, what fails leaves it as it was, and what it had
//! besides its text (owner, mode, links to it, extended attributes) it keeps.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::reason;

/// Writes a file whole or not at all.
///
/// # Errors
///
/// Why it cannot be written, in plain words.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    write(path, bytes).map_err(|error| unwritable(path, &error))
}

/// Whether there is a file that its owner has protected from being written.
pub fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.permissions().readonly())
}

/// Whether two paths lead to one file that is there.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}

/// Why a file cannot be written: what is missing is its folder.
fn unwritable(path: &Path, error: &io::Error) -> String {
    let folder = path.parent().unwrap_or(Path::new(""));
    let is_here = folder.as_os_str().is_empty();
    let folder = folder.display();
    match error.kind() {
        io::ErrorKind::NotFound if is_here => "the current folder was removed".into(),
        io::ErrorKind::NotFound => format!("there is no folder `{folder}`"),
        io::ErrorKind::NotADirectory => format!("`{folder}` is no folder"),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        io::ErrorKind::QuotaExceeded => "there is no room left for this user".into(),
        io::ErrorKind::FileTooLarge => "it would be larger than files may be here".into(),
        io::ErrorKind::InvalidFilename => "the name is too long".into(),
        _ => reason(error),
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = at_the_end_of_links(path)?;
    let existing = match fs::metadata(&target) {
        Ok(existing) => existing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return replace(&target, bytes, false);
        }
        Err(error) => return Err(error),
    };
    if !existing.is_file() || !can_be_replaced(&existing) {
        return write_over(&target, bytes);
    }
    replace(&target, bytes, true).or_else(|error| match error.kind() {
        // Where no file can be made beside it, or none that has all that it has.
        io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported => write_over(&target, bytes),
        _ => Err(error),
    })
}

/// Where a path leads; a link stays one, and what it names is written, be it there or not.
fn at_the_end_of_links(path: &Path) -> io::Result<PathBuf> {
    /// As many as systems follow.
    const MOST: usize = 40;
    let mut path = path.to_path_buf();
    for _ in 0..MOST {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its links go round in a circle"))
}

/// Writes a new file beside the old one, which then takes its place.
fn replace(target: &Path, bytes: &[u8], was_there: bool) -> io::Result<()> {
    // A name of its own: that of the file may be as long as names can be.
    let beside = target.with_file_name(format!(".descent-tui-{}.tmp", std::process::id()));
    let written = write_new(&beside, bytes, was_there.then_some(target))
        .and_then(|()| fs::rename(&beside, target));
    if written.is_err() {
        // What cannot be removed either is at least not the file itself.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8], like: Option<&Path>) -> io::Result<()> {
    let mut file = File::create(path)?;
    if let Some(like) = like {
        keep(&File::open(like)?, &file)?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// Writes over a file in its place; what fails puts back what was there. What is no file, such as a pipe,
/// is written to as it is.
fn write_over(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if !path.is_file() {
        return fs::write(path, bytes);
    }
    let before = fs::read(path);
    let write = |bytes: &[u8]| {
        let mut file = File::options().write(true).open(path)?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_all()
    };
    let written = write(bytes);
    if let (Err(_), Ok(before)) = (&written, before) {
        // There was room for it a moment ago.
        let _ = write(&before);
    }
    written
}

/// Whether a file is of one name only, so that another may take its place.
#[cfg(unix)]
fn can_be_replaced(file: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) == 1
}

#[cfg(not(unix))]
fn can_be_replaced(_: &fs::Metadata) -> bool {
    true
}

/// Gives a new file what an old one has besides its text.
#[cfg(unix)]
fn keep(old: &File, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (had, has) = (old.metadata()?, new.metadata()?);
    if (had.uid(), had.gid()) != (has.uid(), has.gid()) {
        fchown(new, Some(had.uid()), Some(had.gid()))?;
    }
    attributes::copy(old, new)?;
    new.set_permissions(had.permissions())
}

#[cfg(not(unix))]
fn keep(old: &File, new: &File) -> io::Result<()> {
    new.set_permissions(old.metadata()?.permissions())
}

/// Extended attributes, which hold access lists and labels.
#[cfg(unix)]
mod attributes {
    use std::fs::File;
    use std::io;

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    use rustix::io::Errno;

    /// No name and no value is longer on any system.
    const LONGEST: usize = 1 << 16;

    /// Copies all of them; the error `Unsupported` says that one cannot be.
    pub(super) fn copy(old: &File, new: &File) -> io::Result<()> {
        let mut names = vec![0_u8; LONGEST];
        let length = match flistxattr(old, &mut names[..]) {
            Ok(length) => length,
            // A file system without them has none to keep.
            Err(Errno::NOTSUP) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let mut value = vec![0_u8; LONGEST];
        let names = names[..length].split(|&byte| byte == 0);
        for name in names.filter(|name| !name.is_empty()) {
            let length = fgetxattr(old, name, &mut value[..])?;
            fsetxattr(new, name, &value[..length], XattrFlags::empty())
                .map_err(|_| io::Error::from(io::ErrorKind::Unsupported))?;
        }
        Ok(())
    }
}

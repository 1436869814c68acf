//! The terminal as a source of keys.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;

/// The terminal as a source of keys: standard input, or the controlling terminal if that is another thing.
pub(in crate::terminal) fn open() -> io::Result<File> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        Ok(File::from(stdin.as_fd().try_clone_to_owned()?))
    } else {
        File::open("/dev/tty")
    }
}

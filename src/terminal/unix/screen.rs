//! The terminal as something to write to, without ever being stuck in it.
//!
//! A terminal that takes nothing any more, such as the far end of a line that broke, would hold whoever
//! writes to it for ever. So the screen is opened anew for writing without waiting; the open file that is
//! shared with the shell keeps its own mode.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::termios::{QueueSelector, tcflush, ttyname};

/// How often it is asked whether writing is still wanted while the terminal takes nothing.
const LOOK: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 20_000_000,
};

/// The terminal, to be written to.
#[derive(Debug)]
pub(in crate::terminal) struct Screen(File);

impl Screen {
    /// The terminal that standard output is.
    pub(in crate::terminal) fn open() -> io::Result<Self> {
        let stdout = io::stdout();
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let own = ttyname(&stdout, Vec::new())
            .and_then(|path| rustix::fs::open(path, flags, Mode::empty()));
        Ok(Self(match own {
            Ok(own) => File::from(own),
            // A terminal of someone else's, or one without a name here.
            Err(_) => File::from(stdout.as_fd().try_clone_to_owned()?),
        }))
    }

    /// Writes all of it, unless it is no longer wanted while the terminal takes nothing. Whether all
    /// of it was written.
    pub(in crate::terminal) fn write(
        &self,
        mut bytes: &[u8],
        is_wanted: impl Fn() -> bool,
    ) -> io::Result<bool> {
        while !bytes.is_empty() {
            if !self.is_ready() {
                if !is_wanted() {
                    return Ok(false);
                }
                continue;
            }
            match (&self.0).write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = &bytes[written..],
                Err(error) => match error.kind() {
                    io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock => {}
                    _ => return Err(error),
                },
            }
        }
        Ok(true)
    }

    /// Writes all of it if the terminal takes it before so long.
    pub(in crate::terminal) fn write_within(
        &self,
        bytes: &[u8],
        patience: Duration,
    ) -> io::Result<bool> {
        let start = Instant::now();
        self.write(bytes, || start.elapsed() < patience)
    }

    /// Drops what was written and not yet taken, so that there is room for the last word.
    pub(in crate::terminal) fn drop_untaken(&self) {
        // Without room there is none.
        let _ = tcflush(&self.0, QueueSelector::OFlush);
    }

    /// Whether the terminal takes something, be it an error; waits a little for it.
    fn is_ready(&self) -> bool {
        let mut screen = [PollFd::new(&self.0, PollFlags::OUT)];
        // Where it cannot be asked, writing tells.
        poll(&mut screen, Some(&LOOK))
            .map_or_else(|error| error != rustix::io::Errno::INTR, |ready| ready > 0)
    }
}

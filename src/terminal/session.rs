//! Taking the terminal and giving it back, in one place.
//!
//! Whatever ends the program comes by [`restore`]: the end of the loop, an error, a panic in any thread, a
//! signal. It can be called at any time and any number of times.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, TryLockError};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Alternate screen, cursor hidden, keys told apart as far as the terminal can, pastes marked.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[>1u\x1b[?2004h";
/// Presses, drags and the wheel, in numbers rather than bytes.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// What is left open is closed, then everything taken is given back, the last first.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[0m\
    \x1b[?1006l\x1b[?1002l\x1b[?1000l\
    \x1b[?2004l\x1b[<1u\x1b[?25h\x1b[?1049l";

/// How long a frame that is being written is waited for before the terminal is given back.
const PATIENCE: Duration = Duration::from_millis(100);

static TAKEN: AtomicBool = AtomicBool::new(false);
static PANICKED: AtomicBool = AtomicBool::new(false);
static WRITING: Mutex<()> = Mutex::new(());
static SCREEN: OnceLock<File> = OnceLock::new();

/// The terminal, taken; dropping it gives it back.
#[derive(Debug)]
pub(super) struct Session(());

impl Session {
    /// Takes the terminal. From now on a panic in any thread gives it back before its message is
    /// printed, and then calls `after`.
    pub(super) fn take(after: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        if SCREEN.get().is_none() {
            // A handle of our own has no buffer and no lock that a dying thread could hold.
            let screen = File::from(io::stdout().as_fd().try_clone_to_owned()?);
            // Another thread can only have put the same handle there.
            let _ = SCREEN.set(screen);
        }
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICKED.store(true, Ordering::SeqCst);
            restore();
            previous(info);
            after();
        }));
        let session = Self(());
        session.retake()?;
        Ok(session)
    }

    /// Takes the terminal again after it was given back, or after a stop that nobody announced.
    pub(super) fn retake(&self) -> io::Result<()> {
        if PANICKED.load(Ordering::SeqCst) {
            return Ok(());
        }
        // Whoever had the terminal in between may have changed its modes, so they are set anew.
        disable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        self.write(TAKE)
    }

    /// Gives the terminal back for a while.
    #[expect(
        clippy::unused_self,
        reason = "only who has taken the terminal may give it back"
    )]
    pub(super) fn give_back(&self) {
        restore();
    }

    /// Listens to the mouse, or leaves it to the terminal.
    pub(super) fn set_mouse(&self, on: bool) -> io::Result<()> {
        self.write(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Writes to the terminal; nothing once it has been given back.
    #[expect(
        clippy::unused_self,
        reason = "only who has taken the terminal may write to it"
    )]
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let _writing = WRITING
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if TAKEN.load(Ordering::SeqCst) {
            put(bytes)
        } else {
            Ok(())
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was found; does nothing if it is not taken. Errors are ignored:
/// nothing better could be done.
pub(super) fn restore() {
    let _writing = wait_for_frame();
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = put(GIVE_BACK);
        let _ = disable_raw_mode();
    }
}

/// Lets a frame out that another thread is writing, unless the terminal does not take it.
fn wait_for_frame() -> Option<MutexGuard<'static, ()>> {
    const STEP: Duration = Duration::from_millis(1);
    let mut waited = Duration::ZERO;
    loop {
        match WRITING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if waited >= PATIENCE => return None,
            Err(TryLockError::WouldBlock) => {
                thread::sleep(STEP);
                waited += STEP;
            }
        }
    }
}

/// Writes all of it, also to a terminal that another program has left in non-blocking mode.
fn put(mut bytes: &[u8]) -> io::Result<()> {
    let Some(mut screen) = SCREEN.get() else {
        return Ok(());
    };
    while !bytes.is_empty() {
        match screen.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(1));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

//! Taking the terminal and giving it back, in one place.
//!
//! Whatever ends the program comes by [`restore`]: the end of the loop, an error, a panic in any thread, a
//! signal. It can be called at any time and any number of times.

use std::io;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, TryLockError};
use std::thread;
use std::time::Duration;

use super::pixels::DELETE_ALL;
use super::system::screen::Screen;
use super::system::{enter_raw, leave_raw};

/// Alternate screen, cursor hidden, pastes marked.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h";
/// Keys told apart as far as the terminal can: laid upon the terminal's stack of such flags.
const PUSH_KEYS: &[u8] = b"\x1b[>1u";
/// The same flags where they lie on the stack already.
const SET_KEYS: &[u8] = b"\x1b[=1;1u";
/// Presses, moves and the wheel, in numbers rather than bytes.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1003h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l";
/// What is left open is closed, then everything taken is given back, the last first.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[0m\
    \x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\
    \x1b[?2004l\x1b[<1u\x1b[?25h\x1b[?1049l";

/// How long a frame that is being written is waited for before the terminal is given back.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long the terminal has to take what gives it back; a slow line that works has it much sooner.
const LAST_PATIENCE: Duration = Duration::from_secs(1);

static TAKEN: AtomicBool = AtomicBool::new(false);
static PANICKED: AtomicBool = AtomicBool::new(false);
static HURRIED: AtomicBool = AtomicBool::new(false);
static HAS_IMAGES: AtomicBool = AtomicBool::new(false);
static WRITING: Mutex<()> = Mutex::new(());
static SCREEN: OnceLock<Screen> = OnceLock::new();

/// The terminal, taken; dropping it gives it back.
#[derive(Debug)]
pub(super) struct Session(());

impl Session {
    /// Takes the terminal. From now on a panic in any thread gives it back before its message is
    /// printed, and then calls `after`.
    pub(super) fn take(after: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        if SCREEN.get().is_none() {
            // A handle of our own has no buffer and no lock that a dying thread could hold. Another
            // thread can only have put the same there.
            let _ = SCREEN.set(Screen::open()?);
        }
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICKED.store(true, Ordering::SeqCst);
            hurry();
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
        leave_raw()?;
        let was_taken = TAKEN.swap(true, Ordering::SeqCst);
        enter_raw()?;
        let keys = if was_taken { SET_KEYS } else { PUSH_KEYS };
        self.write(&[TAKE, keys].concat())
    }

    /// Gives the terminal back for a while.
    #[expect(
        clippy::unused_self,
        reason = "only who has taken the terminal may give it back"
    )]
    pub(super) fn give_back(&self) {
        restore();
    }

    /// From now on the terminal may have images, which are deleted before it is given back.
    #[expect(
        clippy::unused_self,
        reason = "only who has taken the terminal may show images"
    )]
    pub(super) fn note_images(&self) {
        HAS_IMAGES.store(true, Ordering::SeqCst);
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
        match SCREEN.get() {
            Some(screen) if TAKEN.load(Ordering::SeqCst) => {
                let is_wanted = || !HURRIED.load(Ordering::SeqCst);
                screen.write(bytes, is_wanted).map(drop)
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// The terminal is about to be given back, and a terminal that takes nothing is no longer waited for.
pub(super) fn hurry() {
    HURRIED.store(true, Ordering::SeqCst);
}

/// Gives the terminal back as it was found; does nothing if it is not taken. Errors are ignored:
/// nothing better could be done.
pub(super) fn restore() {
    let _writing = wait_for_frame();
    if TAKEN.swap(false, Ordering::SeqCst) {
        if let Some(screen) = SCREEN.get() {
            say_goodbye(screen);
        }
        // The line's own modes are given back whether or not the terminal takes anything.
        let _ = leave_raw();
    }
}

fn say_goodbye(screen: &Screen) {
    let patience = if HURRIED.load(Ordering::SeqCst) {
        PATIENCE
    } else {
        LAST_PATIENCE
    };
    let images = HAS_IMAGES.load(Ordering::SeqCst);
    let images = if images { DELETE_ALL } else { &[] };
    let goodbye = [images, GIVE_BACK].concat();
    if !matches!(screen.write_within(&goodbye, patience), Ok(true)) {
        // What it has not taken is of no use any more; what comes now it will see when it goes on.
        screen.drop_untaken();
        let _ = screen.write_within(GIVE_BACK, PATIENCE);
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

//! The console of Windows 10 and later, which speaks the sequences of other terminals once it is asked to: the same bytes come
//! in and go out.

pub(super) mod keyboard;
pub(super) mod screen;
pub(super) mod signals;

use std::io;
use std::sync::Mutex;
use std::sync::PoisonError;

use crossterm_winapi::{ConsoleMode, Handle, HandleType};
use ratatui::crossterm::terminal::{self, disable_raw_mode, enable_raw_mode};

/// Keys and mouse come as sequences.
const SEQUENCES_IN: u32 = 0x0200;
/// Sequences that are written are obeyed, and a line that is full does not begin another.
const SEQUENCES_OUT: u32 = 0x0004 | 0x0008;

/// The modes of both sides as they were found.
static FOUND: Mutex<Option<[u32; 2]>> = Mutex::new(None);

fn console(side: HandleType) -> io::Result<ConsoleMode> {
    Ok(ConsoleMode::from(Handle::new(side)?))
}

fn sides() -> io::Result<[ConsoleMode; 2]> {
    Ok([
        console(HandleType::CurrentInputHandle)?,
        console(HandleType::CurrentOutputHandle)?,
    ])
}

/// Makes every key bytes of its own.
pub(super) fn enter_raw() -> io::Result<()> {
    let [input, output] = sides()?;
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if found.is_none() {
        *found = Some([input.mode()?, output.mode()?]);
    }
    enable_raw_mode()?;
    input.set_mode(input.mode()? | SEQUENCES_IN)?;
    output.set_mode(output.mode()? | SEQUENCES_OUT)
}

/// Gives the console its modes back.
pub(super) fn leave_raw() -> io::Result<()> {
    disable_raw_mode()?;
    let found = FOUND.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(modes) = found {
        for (side, mode) in sides()?.iter().zip(modes) {
            side.set_mode(mode)?;
        }
    }
    Ok(())
}

/// The size of the screen in cells; the console does not tell pixels.
pub(super) fn size() -> [(u16, u16); 2] {
    [terminal::size().unwrap_or((0, 0)), (0, 0)]
}

/// No shell of Windows continues a process that stopped.
pub(super) fn is_orphaned() -> bool {
    true
}

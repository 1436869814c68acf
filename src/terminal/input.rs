//! What comes in from the terminal: bytes become keys, mouse events, pastes and replies.
//!
//! Replies to queries are told apart from keys here, so that a late one never acts as a key press.

mod csi;
mod parser;
mod reply;

use super::Background;
use super::pixels::PixelReply;
use crate::app::key::Key;

pub(super) use parser::Parser;

/// What happens to a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key is pressed, or repeats because it is held.
    Key(Key),
    /// The mouse does something.
    Mouse(Mouse),
    /// A text is pasted.
    Paste(String),
    /// The screen has this many columns and rows from now on.
    Resize(u16, u16),
    /// The terminal says that its background is dark or light.
    Background(Background),
    /// The terminal says something of the pixels that it draws.
    Pixels(PixelReply),
}

/// Something that the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it does.
    pub kind: MouseKind,
    /// Column of the pointer, counted from 0 and inside of the screen.
    pub column: u16,
    /// Row of the pointer likewise.
    pub row: u16,
    /// Whether Control is held.
    pub ctrl: bool,
}

/// What the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// A button goes down.
    Press(Button),
    /// The pointer moves while a button is down.
    Drag(Button),
    /// The pointer moves while none is.
    Move,
    /// A button goes up.
    Release(Button),
    /// The wheel turns away from the user.
    ScrollUp,
    /// The wheel turns towards the user.
    ScrollDown,
}

/// A button of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// The first.
    Left,
    /// The wheel.
    Middle,
    /// The second.
    Right,
}

#[cfg(test)]
mod tests;

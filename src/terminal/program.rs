//! What a program on the screen is to the loop that runs it.

use std::time::Duration;

use ratatui::buffer::Buffer;

use super::input::Input;
use super::message::Waker;
use super::pixels::PixelChoice;
use crate::ui::color::ColorDepth;
use crate::ui::{CellSize, Layer};

/// A program on the screen.
pub trait Program {
    /// Called once before anything else; `waker` lets other threads of the program wake it.
    fn begin(&mut self, waker: Waker) {
        let _ = waker;
    }

    /// Something happened.
    fn input(&mut self, input: Input);

    /// Time has passed, or the program was woken; `now` is the time since the beginning.
    fn tick(&mut self, now: Duration);

    /// When the program wants to be ticked next; `None` while nothing moves.
    fn next_tick(&self) -> Option<Duration>;

    /// Whether what was drawn last is out of date.
    fn needs_drawing(&self) -> bool;

    /// Draws onto an empty buffer of the screen's size, which can be any, also nothing at all. Where the terminal
    /// draws pixels its cells have a size, and the program can return layers of them to lie over the cells.
    fn draw(&mut self, buffer: &mut Buffer, cell: Option<CellSize>) -> Vec<Layer>;

    /// What the program asks of the terminal; asked after each input and tick until it is `None`.
    fn control(&mut self) -> Option<Control>;

    /// Whether the mouse is the program's rather than the terminal's.
    fn wants_mouse(&self) -> bool {
        true
    }
}

/// What a program can ask of the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// Give the terminal back and end.
    Leave,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Draw all of the screen again.
    Redraw,
    /// Put a text on the clipboard, where the terminal lets programs do so.
    Copy(String),
}

/// How a program is run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// How many colours to show.
    pub depth: ColorDepth,
    /// Whether to ask the terminal if it is dark or light.
    pub ask_background: bool,
    /// Whether lines are drawn in pixels.
    pub pixels: PixelChoice,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The program asked to leave.
    Left,
    /// By this signal.
    Signal(i32),
    /// The terminal went away.
    Gone,
    /// A thread panicked; its message has been printed.
    Panicked,
}

impl Ending {
    /// The exit status that says so.
    pub fn status(self) -> u8 {
        match self {
            Self::Left => 0,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(1),
            // The same as the hang-up that mostly comes with it.
            Self::Gone => 129,
            Self::Panicked => 101,
        }
    }
}

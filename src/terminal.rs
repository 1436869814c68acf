//! Taking the terminal and giving it back, events, capabilities, output.
//!
//! The only module that knows the terminal, and the only one that reads the clock. A program is
//! handed to [`run`], which takes the terminal, calls the program with what happens, shows what it
//! draws, and gives the terminal back as it was found, whatever happens.

mod capabilities;
mod input;
mod keyboard;
mod message;
mod output;
mod pixels;
mod program;
mod run;
mod session;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

pub use capabilities::{
    Background, ColorChoice, background, color_depth, pixels, refusal, speaks_utf8,
};
pub use input::{Button, Input, Mouse, MouseKind};
pub use message::Waker;
pub use output::{Output, line};
pub use pixels::{PixelChoice, PixelReply, Pixels};
pub use program::{Control, Ending, Options, Program};
pub use run::run;
pub use system::signals::survive_file_size_limit;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

//! The program in a pseudo-terminal: what it shows, and that it gives the terminal back as it found it,
//! whatever ends it.
//!
//! Nothing here waits for a time to pass: every wait is for a text to stand on the screen, or for the
//! process to end, and fails with the screen if it does not come.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

#[path = "terminal/probe.rs"]
mod probe;
#[path = "terminal/pty.rs"]
mod pty;

#[path = "terminal/comes_and_goes.rs"]
mod comes_and_goes;
#[path = "terminal/listens.rs"]
mod listens;
#[path = "terminal/files.rs"]
mod files;
#[path = "terminal/pixels.rs"]
mod pixels;
#[path = "terminal/program.rs"]
mod program;

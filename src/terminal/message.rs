//! Everything that the loop is told, from whichever thread: one channel brings it all.

use std::sync::mpsc::Sender;

/// What the loop is told.
#[cfg_attr(not(unix), expect(dead_code, reason = "signals are a matter of Unix"))]
#[derive(Debug, Clone, Copy)]
pub(super) enum Message {
    /// A piece of input has come, to be taken from the keyboard's own channel.
    Input,
    /// The terminal went away.
    Gone,
    /// The screen has another size.
    Resized,
    /// The process shall stop.
    Stop,
    /// The process was continued.
    Continued,
    /// The process shall end by this signal.
    End(i32),
    /// A thread panicked.
    Panicked,
    /// The program's own thread calls.
    Woken,
}

/// Wakes the program from another thread, which then is ticked.
#[derive(Debug, Clone)]
pub struct Waker(pub(super) Sender<Message>);

impl Waker {
    /// Wakes the program; without effect once it has ended.
    pub fn wake(&self) {
        let _ = self.0.send(Message::Woken);
    }
}

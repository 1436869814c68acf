//! Signals, on a thread of their own, so that the program also ends when its main thread is stuck.

use std::io;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::message::Message;
use super::session::restore;

/// How long the main thread has to leave by itself.
const GRACE: Duration = Duration::from_millis(500);
/// How long giving the terminal back may take then.
const LAST_GRACE: Duration = Duration::from_millis(200);

/// Reports signals as messages from now on.
pub(super) fn report(sender: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in signals.forever() {
                let message = match signal {
                    SIGWINCH => Message::Resized,
                    SIGTSTP => Message::Stop,
                    SIGCONT => Message::Continued,
                    ending => Message::End(ending),
                };
                let ending = matches!(message, Message::End(_));
                // Nobody listens any more when the program is already leaving.
                let _ = sender.send(message);
                if ending {
                    thread::sleep(GRACE);
                    leave(signal);
                }
            }
        })?;
    Ok(())
}

/// Stops the process until it is continued.
pub(super) fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(SIGTSTP)
}

/// Ends the process without its main thread.
#[expect(
    clippy::exit,
    reason = "the main thread did not leave when it was told to"
)]
fn leave(signal: i32) {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        restore();
        let _ = done.send(());
    });
    let _ = wait.recv_timeout(LAST_GRACE);
    std::process::exit(128 + signal);
}

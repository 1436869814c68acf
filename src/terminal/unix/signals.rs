//! Signals, on a thread of their own, so that the program also ends when its main thread is stuck.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPIPE, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use crate::terminal::message::Message;
use crate::terminal::session::{hurry, restore};

/// The signals that end a process which does not say otherwise. One for files that grow too long is not
/// among them: that is an error of writing.
const ENDING: &[i32] = &[
    SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGABRT, SIGXCPU, SIGPIPE,
    SIGVTALRM, SIGPROF,
];

/// How long the main thread has to leave by itself.
const GRACE: Duration = Duration::from_millis(500);
/// How long giving the terminal back may take then.
const LAST_GRACE: Duration = Duration::from_millis(400);

/// Reports signals as messages from now on.
pub(in crate::terminal) fn report(sender: Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTSTP, SIGCONT, SIGWINCH].iter().chain(ENDING))?;
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
                if ending {
                    hurry();
                }
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

/// Makes a file that grows too long an error of writing instead of the process's end. Where that cannot be,
/// the process ends as it would have.
pub fn survive_file_size_limit() {
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

/// Stops the process until it is continued.
pub(in crate::terminal) fn stop() -> io::Result<()> {
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

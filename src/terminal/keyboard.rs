//! Reading the terminal, on a thread of its own.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::message::Message;

/// The terminal as a source of keys: standard input, or the controlling terminal if that is another thing.
pub(super) fn open() -> io::Result<File> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        Ok(File::from(stdin.as_fd().try_clone_to_owned()?))
    } else {
        File::open("/dev/tty")
    }
}

/// Sends what comes from the terminal as messages, from a thread of its own.
pub(super) fn read(mut keyboard: File, sender: Sender<Message>) -> io::Result<()> {
    let pass_on = move || {
        let mut bytes = vec![0; 1 << 16];
        loop {
            let message = match keyboard.read(&mut bytes) {
                Ok(0) => Message::Gone,
                Ok(count) => Message::Bytes(bytes[..count].to_vec()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    thread::sleep(Duration::from_millis(10));
                    continue;
                }
                Err(_) => Message::Gone,
            };
            let gone = matches!(message, Message::Gone);
            if sender.send(message).is_err() || gone {
                break;
            }
        }
    };
    thread::Builder::new()
        .name("keyboard".into())
        .spawn(pass_on)?;
    Ok(())
}

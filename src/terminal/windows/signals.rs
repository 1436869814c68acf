//! What other systems tell by signals: here only the size of the screen, which is looked at now and then.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crate::terminal::message::Message;

/// How often the size is looked at.
const PACE: Duration = Duration::from_millis(150);

/// Reports another size as a message from now on.
pub(in crate::terminal) fn report(sender: Sender<Message>) -> io::Result<()> {
    let look = move || {
        let mut known = super::size();
        loop {
            thread::sleep(PACE);
            let size = super::size();
            if size != known {
                known = size;
                if sender.send(Message::Resized).is_err() {
                    return;
                }
            }
        }
    };
    thread::Builder::new().name("size".into()).spawn(look)?;
    Ok(())
}

/// Files have no limit of size here.
pub fn survive_file_size_limit() {}

/// A process is not stopped here.
pub(in crate::terminal) fn stop() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

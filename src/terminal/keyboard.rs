//! Reading the terminal, on a thread of its own, and when what came.

use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::message::Message;

/// So many pieces wait at most: while the program does not take them, no more is read, and the terminal
/// has to keep what is typed.
const WAITING: usize = 1024;
/// No piece is longer; the system itself keeps no more for a terminal.
const LONGEST_PIECE: usize = 4096;

/// Bytes that came together.
#[derive(Debug)]
pub(super) struct Piece {
    /// The bytes, at least one.
    pub(super) bytes: Vec<u8>,
    /// When they were read, however late they are taken: what was typed apart stays apart while the
    /// program is busy.
    pub(super) at: Instant,
}

/// Reads the terminal from a thread of its own; each piece is announced by a message.
pub(super) fn read(
    keyboard: impl Read + Send + 'static,
    sender: Sender<Message>,
) -> io::Result<Receiver<Piece>> {
    let (pieces, receiver) = mpsc::sync_channel(WAITING);
    let pass_on = move || {
        let put = |piece| pieces.send(piece).is_ok() && sender.send(Message::Input).is_ok();
        read_all(keyboard, put);
        let _ = sender.send(Message::Gone);
    };
    thread::Builder::new()
        .name("keyboard".into())
        .spawn(pass_on)?;
    Ok(receiver)
}

/// Hands on all that comes until the terminal goes away or nobody wants it.
fn read_all(mut keyboard: impl Read, put: impl Fn(Piece) -> bool) {
    let mut bytes = vec![0; LONGEST_PIECE];
    loop {
        match keyboard.read(&mut bytes) {
            Ok(0) => return,
            Ok(count) => {
                let piece = Piece {
                    bytes: bytes[..count].to_vec(),
                    at: Instant::now(),
                };
                if !put(piece) {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(_) => return,
        }
    }
}

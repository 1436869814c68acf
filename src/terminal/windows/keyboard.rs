//! The console as a source of keys.

use std::io::{self, IsTerminal, Read, Stdin};

/// The key that the standard library takes for the end of a console's input.
const CONTROL_Z: u8 = 0x1a;

/// Standard input, which is the console.
#[derive(Debug)]
pub(in crate::terminal) struct Keyboard(Stdin);

/// The console, if standard input is one.
pub(in crate::terminal) fn open() -> io::Result<Keyboard> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        Ok(Keyboard(stdin))
    } else {
        Err(io::Error::other("standard input is no console"))
    }
}

impl Read for Keyboard {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self.0.read(bytes)? {
            0 if !bytes.is_empty() => {
                bytes[0] = CONTROL_Z;
                Ok(1)
            }
            count => Ok(count),
        }
    }
}

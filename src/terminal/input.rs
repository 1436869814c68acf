//! What comes in from the terminal: bytes become keys, mouse events, pastes and replies.
//!
//! Replies to queries are told apart from keys here, so that a late one never acts as a key press.

mod csi;

use std::str;
use std::time::Duration;

use super::Background;
use crate::app::key::{Code, Key};

/// What happens to a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key is pressed, or repeats because it is held.
    Key(Key),
    /// The mouse does something.
    Mouse(Mouse),
    /// A text is pasted.
    Paste(String),
    /// The screen has this many columns and rows from now on.
    Resize(u16, u16),
    /// The terminal says that its background is dark or light.
    Background(Background),
}

/// Something that the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it does.
    pub kind: MouseKind,
    /// Column of the pointer, counted from 0 and inside of the screen.
    pub column: u16,
    /// Row of the pointer likewise.
    pub row: u16,
    /// Whether Control is held.
    pub ctrl: bool,
}

/// What the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// A button goes down.
    Press(Button),
    /// The pointer moves while a button is down.
    Drag(Button),
    /// A button goes up.
    Release(Button),
    /// The wheel turns away from the user.
    ScrollUp,
    /// The wheel turns towards the user.
    ScrollDown,
}

/// A button of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// The first.
    Left,
    /// The wheel.
    Middle,
    /// The second.
    Right,
}

/// Longest paste that is taken; of a longer one the rest is dropped.
const LONGEST_PASTE: usize = 1 << 20;
/// Longest sequence that is waited for; a longer one is dropped.
const LONGEST_SEQUENCE: usize = 4096;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Turns the terminal's bytes into inputs, however they are cut into pieces.
#[derive(Debug, Default)]
pub(super) struct Parser {
    buffer: Vec<u8>,
}

/// What stands at the beginning of some bytes.
#[derive(Debug, PartialEq)]
enum Found {
    /// An input of so many bytes, or nothing that matters.
    Whole(usize, Option<Input>),
    /// A sequence whose end has not come yet.
    Part,
}

impl Parser {
    /// Takes bytes in.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// All inputs that are complete, in their order.
    pub(super) fn inputs(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        let mut from = 0;
        while let Some(rest) = self.buffer.get(from..).filter(|rest| !rest.is_empty()) {
            match find(rest) {
                Found::Whole(length, input) => {
                    inputs.extend(input);
                    from += length.max(1);
                }
                Found::Part => break,
            }
        }
        self.buffer.drain(..from.min(self.buffer.len()));
        inputs
    }

    /// Whether a sequence has begun whose end is still to come.
    pub(super) fn is_waiting(&self) -> bool {
        !self.buffer.is_empty()
    }

    /// How long the rest of a sequence is waited for. Escape alone is most likely the key; a sequence
    /// that has got further only comes slowly.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_millis(if self.buffer.len() <= 2 { 30 } else { 500 })
    }

    /// The inputs when nothing more comes: an Escape key and what Alt makes of keys look like the
    /// beginnings of sequences.
    pub(super) fn give_up(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        if let Some(text) = self.buffer.strip_prefix(PASTE_BEGINS) {
            inputs.push(paste(text));
        } else if let [ESC, rest @ ..] = self.buffer.as_slice() {
            match rest {
                [] => inputs.push(Input::Key(Key::plain(Code::Esc))),
                [byte] => inputs.extend(with_alt(character(*byte))),
                _ => {}
            }
        }
        self.buffer.clear();
        inputs
    }
}

/// What the bytes, of which there is at least one, begin with.
fn find(bytes: &[u8]) -> Found {
    match bytes {
        [ESC, rest @ ..] => escape(bytes, rest),
        [byte @ (0..=0x1f | 0x7f), ..] => Found::Whole(1, Some(Input::Key(control(*byte)))),
        _ => match utf8(bytes) {
            Utf8::Character(c) => {
                let key = Key::plain(Code::Char(c));
                Found::Whole(c.len_utf8(), (!c.is_control()).then_some(Input::Key(key)))
            }
            Utf8::Part => Found::Part,
            Utf8::Broken => Found::Whole(1, None),
        },
    }
}

/// What an Escape begins.
fn escape(bytes: &[u8], rest: &[u8]) -> Found {
    match rest {
        [] | [b'O'] => Found::Part,
        // Escape was pressed, and then something else.
        [ESC, ..] => Found::Whole(1, Some(Input::Key(Key::plain(Code::Esc)))),
        [b'[', ..] if bytes.starts_with(PASTE_BEGINS) => pasted(bytes),
        [b'[', ..] => csi::find(bytes),
        [b'O', last, ..] => Found::Whole(3, csi::function_key(*last).map(Input::Key)),
        [b']', ..] => text_sequence(bytes, true),
        [b'P' | b'_', ..] => text_sequence(bytes, false),
        _ => match find(rest) {
            Found::Whole(length, input) => Found::Whole(length + 1, with_alt(input)),
            Found::Part => Found::Part,
        },
    }
}

/// A bracketed paste.
fn pasted(bytes: &[u8]) -> Found {
    let text = &bytes[PASTE_BEGINS.len()..];
    let end = text
        .windows(PASTE_ENDS.len())
        .position(|window| window == PASTE_ENDS);
    match end {
        Some(end) => {
            let length = PASTE_BEGINS.len() + end + PASTE_ENDS.len();
            Found::Whole(length, Some(paste(&text[..end])))
        }
        None if text.len() > LONGEST_PASTE => Found::Whole(bytes.len(), Some(paste(text))),
        None => Found::Part,
    }
}

fn paste(text: &[u8]) -> Input {
    let text = &text[..text.len().min(LONGEST_PASTE)];
    Input::Paste(
        String::from_utf8_lossy(text)
            .replace("\r\n", "\n")
            .replace('\r', "\n"),
    )
}

/// A sequence that carries text up to its terminator: replies from the terminal.
fn text_sequence(bytes: &[u8], is_command: bool) -> Found {
    let end = bytes
        .iter()
        .enumerate()
        .skip(2)
        .find_map(|(at, &byte)| match byte {
            BEL => Some((at, at + 1)),
            b'\\' if bytes[at - 1] == ESC => Some((at - 1, at + 1)),
            _ => None,
        });
    match end {
        Some((end, next)) => {
            let reply = is_command
                .then(|| background_reply(&bytes[2..end]))
                .flatten();
            Found::Whole(next, reply.map(Input::Background))
        }
        None if bytes.len() > LONGEST_SEQUENCE => Found::Whole(bytes.len(), None),
        None => Found::Part,
    }
}

/// The reply to the question for the background: `11;rgb:RRRR/GGGG/BBBB`.
fn background_reply(text: &[u8]) -> Option<Background> {
    let text = str::from_utf8(text).ok()?.strip_prefix("11;rgb")?;
    let (_, channels) = text.split_once(':')?;
    let mut shares = channels.split('/').map(|channel| {
        let most = 16f64.powi(i32::try_from(channel.len()).ok()?) - 1.0;
        let value = u32::from_str_radix(channel, 16).ok()?;
        (most > 0.0).then(|| f64::from(value) / most)
    });
    let mut next = || shares.next().flatten();
    let lightness = 0.299 * next()? + 0.587 * next()? + 0.114 * next()?;
    Some(if lightness > 0.5 {
        Background::Light
    } else {
        Background::Dark
    })
}

/// The key of a control byte.
fn control(byte: u8) -> Key {
    let with_ctrl = |c: char| Key::new(Code::Char(c), true, false, false);
    match byte {
        0 => with_ctrl(' '),
        b'\t' => Key::plain(Code::Tab),
        b'\r' | b'\n' => Key::plain(Code::Enter),
        0x08 | 0x7f => Key::plain(Code::Backspace),
        ESC => Key::plain(Code::Esc),
        1..=0x1a => with_ctrl(char::from(byte - 1 + b'a')),
        _ => with_ctrl(char::from(byte - 0x1c + b'4')),
    }
}

fn character(byte: u8) -> Option<Input> {
    match find(&[byte]) {
        Found::Whole(_, input) => input,
        Found::Part => Some(Input::Key(Key::plain(Code::Char(char::from(byte)))))
            .filter(|_| byte.is_ascii_graphic()),
    }
}

fn with_alt(input: Option<Input>) -> Option<Input> {
    match input {
        Some(Input::Key(key)) => Some(Input::Key(Key { alt: true, ..key })),
        other => other,
    }
}

enum Utf8 {
    Character(char),
    Part,
    Broken,
}

/// The character that the bytes begin with.
fn utf8(bytes: &[u8]) -> Utf8 {
    let head = &bytes[..bytes.len().min(4)];
    let valid = match str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() == 0 => {
            return match error.error_len() {
                None => Utf8::Part,
                Some(_) => Utf8::Broken,
            };
        }
        Err(error) => str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    valid.chars().next().map_or(Utf8::Broken, Utf8::Character)
}

#[cfg(test)]
mod tests;

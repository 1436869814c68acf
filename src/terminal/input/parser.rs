//! From bytes to inputs, one byte after the other, however they are cut into pieces.
//!
//! Time matters to one thing alone: an Escape by itself is the key if nothing follows it at once. What has
//! begun beyond doubt as a sequence, a reply or a paste is waited for as long as it takes; a control
//! character ends the waiting, so that a terminal that never finishes a sequence does not hold the keys up.

use std::mem;
use std::time::{Duration, Instant};

use super::{Input, csi, reply};
use crate::app::key::{Code, Key};

/// How long after an Escape what follows still belongs to it.
const PATIENCE: Duration = Duration::from_millis(30);
/// Longest paste that is taken; of a longer one the rest is dropped.
const LONGEST_PASTE: usize = 1 << 20;
/// So much of a sequence is kept; one that is longer means nothing.
const LONGEST_SEQUENCE: usize = 4096;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Turns the terminal's bytes into inputs.
#[derive(Debug, Default)]
pub(in crate::terminal) struct Parser {
    state: State,
    /// What has come of what is open.
    held: Vec<u8>,
    /// When bytes came last.
    heard: Option<Instant>,
    /// Whether the last thing that came was an Escape that was taken for the key.
    was_escape: bool,
    inputs: Vec<Input>,
}

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Nothing.
    #[default]
    Ground,
    /// A character of several bytes; whether Alt is held with it.
    Character { alt: bool },
    /// An Escape.
    Escape,
    /// `ESC [`.
    Control,
    /// `ESC [ M`, and three bytes to come.
    OldMouse,
    /// `ESC O`.
    Function,
    /// `ESC` and this byte: a text follows.
    Text(u8),
    /// An Escape in such a text, which is most likely its end.
    TextEscape(u8),
    /// A paste, and so many bytes of its end mark.
    Paste(usize),
}

impl Parser {
    /// The inputs that are complete with these bytes, which came in one piece at this time.
    pub(in crate::terminal) fn take(&mut self, bytes: &[u8], at: Instant) -> Vec<Input> {
        self.expire(at);
        if mem::take(&mut self.was_escape) && is_rest_of_sequence(bytes) {
            self.state = State::Escape;
        }
        self.heard = Some(at);
        for &byte in bytes {
            self.byte(byte);
        }
        mem::take(&mut self.inputs)
    }

    /// When an Escape becomes the key if nothing more comes; `None` while no time matters.
    pub(in crate::terminal) fn deadline(&self) -> Option<Instant> {
        (self.state == State::Escape).then_some(self.heard? + PATIENCE)
    }

    /// The inputs when nothing more has come by now.
    pub(in crate::terminal) fn wait(&mut self, now: Instant) -> Vec<Input> {
        self.expire(now);
        mem::take(&mut self.inputs)
    }

    fn expire(&mut self, now: Instant) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.state = State::Ground;
            self.was_escape = true;
            self.key(Key::plain(Code::Esc));
        }
    }

    fn byte(&mut self, byte: u8) {
        match self.state {
            State::Paste(matched) => self.paste(byte, matched),
            State::Ground => self.ground(byte, false),
            State::Character { alt } => self.character(byte, alt),
            State::Escape => self.escape(byte),
            State::TextEscape(kind) => self.text_escape(byte, kind),
            // Within anything else, a control character is a key, and what was open is over.
            State::Text(kind) if byte == BEL => self.reply(kind),
            State::Text(kind) if byte == ESC => self.state = State::TextEscape(kind),
            _ if byte < 0x20 || byte == 0x7f => self.anew(byte),
            State::Text(kind) => self.text(byte, kind),
            State::Control => self.control(byte),
            State::OldMouse => self.old_mouse(byte),
            State::Function => self.function(byte),
        }
    }

    /// Drops what is open and takes the byte as the first of something else.
    fn anew(&mut self, byte: u8) {
        self.open(State::Ground);
        self.ground(byte, false);
    }

    fn open(&mut self, state: State) {
        self.held.clear();
        self.state = state;
    }

    fn hold(&mut self, byte: u8) {
        // One more than is ever understood, so that what is too long can be told.
        if self.held.len() <= LONGEST_SEQUENCE {
            self.held.push(byte);
        }
    }

    fn key(&mut self, key: Key) {
        self.inputs.push(Input::Key(key));
    }

    fn ground(&mut self, byte: u8, alt: bool) {
        self.state = State::Ground;
        match byte {
            ESC => self.state = State::Escape,
            0..=0x1f | 0x7f => self.key(with_alt(control_key(byte), alt)),
            0x20..=0x7e => self.key(with_alt(Key::plain(Code::Char(char::from(byte))), alt)),
            _ => {
                self.open(State::Character { alt });
                self.character(byte, alt);
            }
        }
    }

    /// A byte of a character that takes several; bytes that make none are dropped.
    fn character(&mut self, byte: u8, alt: bool) {
        self.held.push(byte);
        match str::from_utf8(&self.held) {
            Ok(text) => {
                let typed = text.chars().find(|c| !c.is_control());
                if let Some(c) = typed {
                    self.key(with_alt(Key::plain(Code::Char(c)), alt));
                }
                self.open(State::Ground);
            }
            Err(error) if error.error_len().is_none() => {}
            Err(_) if self.held.len() == 1 => self.open(State::Ground),
            Err(_) => self.anew(byte),
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            // Escape was pressed, and then something else.
            ESC => self.key(Key::plain(Code::Esc)),
            b'[' => self.open(State::Control),
            b'O' => self.open(State::Function),
            b']' | b'P' | b'_' => self.open(State::Text(byte)),
            _ => self.ground(byte, true),
        }
    }

    fn control(&mut self, byte: u8) {
        match (self.held.as_slice(), byte) {
            ([], b'M') => self.open(State::OldMouse),
            (held, b'$') if !held.is_empty() && held.iter().all(u8::is_ascii_digit) => {
                self.finish_control(byte);
            }
            // With a second bracket, the Linux console's function keys.
            ([], b'[') | (_, 0x20..=0x3f) => self.hold(byte),
            (b"200", b'~') => self.open(State::Paste(0)),
            (_, 0x40..=0x7e) => self.finish_control(byte),
            // No sequence goes on like this.
            _ => self.anew(byte),
        }
    }

    fn finish_control(&mut self, last: u8) {
        if self.held.len() <= LONGEST_SEQUENCE {
            self.inputs.extend(csi::understood(&self.held, last));
        }
        self.open(State::Ground);
    }

    fn old_mouse(&mut self, byte: u8) {
        self.held.push(byte);
        if let [button, column, row] = *self.held {
            self.inputs.extend(csi::old_mouse(button, column, row));
            self.open(State::Ground);
        }
    }

    fn function(&mut self, byte: u8) {
        match byte {
            b'0'..=b'9' | b';' => self.hold(byte),
            b'A'..=b'Z' | b'a'..=b'z' => {
                self.inputs.extend(csi::function(&self.held, byte));
                self.open(State::Ground);
            }
            _ => self.anew(byte),
        }
    }

    fn text(&mut self, byte: u8, kind: u8) {
        if self.held.is_empty() && !reply::can_begin(kind, byte) {
            // Alt was held with what only looks like the beginning of a reply.
            self.key(with_alt(Key::plain(Code::Char(char::from(kind))), true));
            self.anew(byte);
        } else {
            self.hold(byte);
        }
    }

    fn text_escape(&mut self, byte: u8, kind: u8) {
        match byte {
            b'\\' => self.reply(kind),
            ESC | b'[' | b'O' | b']' | b'P' | b'_' => {
                self.open(State::Escape);
                self.escape(byte);
            }
            _ => {
                self.key(Key::plain(Code::Esc));
                self.anew(byte);
            }
        }
    }

    fn reply(&mut self, kind: u8) {
        if self.held.len() <= LONGEST_SEQUENCE {
            self.inputs.extend(reply::understood(kind, &self.held));
        }
        self.open(State::Ground);
    }

    fn paste(&mut self, byte: u8, matched: usize) {
        if byte == PASTE_ENDS[matched] {
            if matched + 1 < PASTE_ENDS.len() {
                self.state = State::Paste(matched + 1);
            } else {
                let text = pasted(&self.held);
                self.inputs.push(Input::Paste(text));
                // A long one does not keep its memory.
                self.held = Vec::new();
                self.state = State::Ground;
            }
            return;
        }
        let again = usize::from(byte == ESC);
        self.state = State::Paste(again);
        let text = PASTE_ENDS[..matched].iter().copied();
        let text = text.chain((again == 0).then_some(byte));
        let room = LONGEST_PASTE - self.held.len();
        self.held.extend(text.take(room));
    }
}

/// Whether the bytes, which came together a while after an Escape, are the rest of its sequence. Nobody
/// types so fast.
fn is_rest_of_sequence(bytes: &[u8]) -> bool {
    match bytes {
        [b'O', last, ..] => csi::function(&[], *last).is_some(),
        [kind @ (b']' | b'P' | b'_'), first, ..] => reply::can_begin(*kind, *first),
        [b'[', body @ ..] => {
            let parameters = body
                .iter()
                .take_while(|byte| (0x20..=0x3f).contains(*byte))
                .count();
            match body.get(parameters) {
                None => parameters > 0,
                Some(last) if parameters == 0 => {
                    *last == b'Z' || csi::function(&[], *last).is_some()
                }
                Some(last) => (0x40..=0x7e).contains(last),
            }
        }
        _ => false,
    }
}

fn pasted(text: &[u8]) -> String {
    String::from_utf8_lossy(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

/// The key of a control byte.
fn control_key(byte: u8) -> Key {
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

/// The key with Alt; of Ctrl-C the way out is one, whatever else is held.
fn with_alt(key: Key, alt: bool) -> Key {
    Key {
        alt: alt && key != control_key(CTRL_C),
        ..key
    }
}

//! Control sequences: `ESC [`, parameters, a final byte.

use super::{Button, Found, Input, LONGEST_SEQUENCE, Mouse, MouseKind};
use crate::app::key::{Code, Key};

/// The sequence that the bytes begin with.
pub(super) fn find(bytes: &[u8]) -> Found {
    let body = &bytes[2..];
    if let [b'M', rest @ ..] = body {
        return match rest {
            [button, column, row, ..] => Found::Whole(6, old_mouse(*button, *column, *row)),
            _ => Found::Part,
        };
    }
    match body.iter().position(|byte| !(0x20..=0x3f).contains(byte)) {
        Some(at) if (0x40..=0x7e).contains(&body[at]) => {
            let input = understood(&body[..at], body[at]);
            Found::Whole(at + 3, input)
        }
        // No sequence goes on like this: what came before is dropped.
        Some(at) => Found::Whole(at + 2, None),
        None if body.len() > LONGEST_SEQUENCE => Found::Whole(bytes.len(), None),
        None => Found::Part,
    }
}

fn understood(parameters: &[u8], last: u8) -> Option<Input> {
    if let [b'<', numbers @ ..] = parameters {
        return mouse(&Numbers::of(numbers), last);
    }
    let numbers = Numbers::of(parameters);
    let (code, modifiers) = match last {
        b'~' => (tilde_key(numbers.get(0)?)?, numbers.entry(1)),
        b'u' => (unicode_key(numbers.get(0)?)?, numbers.entry(1)),
        b'Z' => return Some(Input::Key(Key::plain(Code::BackTab))),
        // With any other first number it is a reply.
        _ if numbers.get(0).is_some_and(|number| number != 1) => return None,
        _ => (function_key(last)?.code, numbers.entry(1)),
    };
    // Kitty's protocol tells presses (1), repeats (2) and releases (3) apart.
    let (held, event) = modifiers;
    if event == Some(3) {
        return None;
    }
    let held = held.unwrap_or(1).saturating_sub(1);
    let (shift, alt, ctrl) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
    Some(Input::Key(Key::new(code, ctrl, alt, shift)))
}

/// The numbers of a sequence: parted by semicolons, each with parts after colons.
struct Numbers(Vec<(Option<u32>, Option<u32>)>);

impl Numbers {
    fn of(parameters: &[u8]) -> Self {
        let number = |text: Option<&[u8]>| {
            std::str::from_utf8(text?)
                .ok()
                .and_then(|digits| digits.parse().ok())
        };
        let entry = |text: &[u8]| {
            let mut parts = text.split(|&byte| byte == b':');
            (number(parts.next()), number(parts.next()))
        };
        Self(parameters.split(|&byte| byte == b';').map(entry).collect())
    }

    fn entry(&self, index: usize) -> (Option<u32>, Option<u32>) {
        self.0.get(index).copied().unwrap_or_default()
    }

    fn get(&self, index: usize) -> Option<u32> {
        self.entry(index).0
    }
}

/// The key of `ESC [ letter` and `ESC O letter`.
pub(super) fn function_key(last: u8) -> Option<Key> {
    Some(Key::plain(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    }))
}

/// The key of `ESC [ number ~`.
fn tilde_key(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23..=24 => Code::F(number as u8 - 12),
        _ => return None,
    })
}

/// The key of kitty's `ESC [ code point ; … u`.
fn unicode_key(code_point: u32) -> Option<Code> {
    Some(match code_point {
        9 => Code::Tab,
        13 | 57414 => Code::Enter,
        27 => Code::Esc,
        8 | 127 => Code::Backspace,
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57421 => Code::PageUp,
        57422 => Code::PageDown,
        57423 => Code::Home,
        57424 => Code::End,
        57425 => Code::Insert,
        57426 => Code::Delete,
        // The number pad's digits and signs.
        57399..=57408 => Code::Char(char::from((code_point - 57399) as u8 + b'0')),
        57409 => Code::Char('.'),
        57410 => Code::Char('/'),
        57411 => Code::Char('*'),
        57412 => Code::Char('-'),
        57413 => Code::Char('+'),
        // The rest of the private area is keys without a text: locks, media, lone modifiers.
        57344..=63743 => return None,
        _ => Code::Char(char::from_u32(code_point).filter(|c| !c.is_control())?),
    })
}

/// A mouse event as `ESC [ < button ; column ; row M`, or `m` when the button goes up.
fn mouse(numbers: &Numbers, last: u8) -> Option<Input> {
    let place = |index| {
        let counted = numbers.get(index)?.saturating_sub(1);
        Some(u16::try_from(counted).unwrap_or(u16::MAX))
    };
    let up = match last {
        b'M' => false,
        b'm' => true,
        _ => return None,
    };
    event(numbers.get(0)?, place(1)?, place(2)?, up)
}

/// A mouse event of terminals that know only bytes; the button that goes up is not told.
fn old_mouse(button: u8, column: u8, row: u8) -> Option<Input> {
    let button = u32::from(button.checked_sub(32)?);
    let place = |byte: u8| u16::from(byte.saturating_sub(33));
    let up = button & 0b1100_0011 == 3;
    event(
        if up { button & !3 } else { button },
        place(column),
        place(row),
        up,
    )
}

fn event(code: u32, column: u16, row: u16, up: bool) -> Option<Input> {
    let button = match code & 3 {
        1 => Button::Middle,
        2 => Button::Right,
        _ => Button::Left,
    };
    let kind = match code & 0b1110_0000 {
        0 if up => MouseKind::Release(button),
        0 => MouseKind::Press(button),
        32 if code & 3 == 3 => return None,
        32 => MouseKind::Drag(button),
        64 => match code & 3 {
            0 => MouseKind::ScrollUp,
            1 => MouseKind::ScrollDown,
            _ => return None,
        },
        _ => return None,
    };
    Some(Input::Mouse(Mouse {
        kind,
        column,
        row,
        ctrl: code & 16 != 0,
    }))
}

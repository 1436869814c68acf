//! Control sequences, `ESC [` or `ESC O`, parameters, a last byte: keys, the mouse, replies.

use super::{Button, Input, Mouse, MouseKind};
use crate::app::key::{Code, Key};
use crate::terminal::pixels::PixelReply;
use crate::ui::CellSize;

/// What a sequence means, by what stands between `ESC [` and its last byte.
pub(super) fn understood(parameters: &[u8], last: u8) -> Option<Input> {
    if let [b'<', numbers @ ..] = parameters {
        return mouse(&Numbers::of(numbers), last);
    }
    if parameters == b"[" {
        // The Linux console's first five function keys.
        let key = matches!(last, b'A'..=b'E').then(|| Key::plain(Code::F(last - b'A' + 1)));
        return key.map(Input::Key);
    }
    if let Some(reply) = reply(parameters, last) {
        return Some(Input::Pixels(reply));
    }
    let numbers = Numbers::of(parameters);
    let (code, modifiers) = match last {
        // How xterm tells any key with modifiers.
        b'~' if numbers.get(0) == Some(27) => (unicode_key(numbers.get(2)?)?, numbers.entry(1)),
        b'~' => (tilde_key(numbers.get(0)?)?, numbers.entry(1)),
        // How rxvt tells those with Shift, with Control and with both.
        b'$' => (tilde_key(numbers.get(0)?)?, (Some(2), None)),
        b'^' => (tilde_key(numbers.get(0)?)?, (Some(5), None)),
        b'@' => (tilde_key(numbers.get(0)?)?, (Some(6), None)),
        b'u' => (unicode_key(numbers.get(0)?)?, numbers.entry(1)),
        b'Z' => return Some(Input::Key(Key::plain(Code::BackTab))),
        // With any other first number it is a reply.
        _ if numbers.get(0).is_some_and(|number| number != 1) => return None,
        _ => (function_key(last)?, numbers.entry(1)),
    };
    key(code, modifiers).map(Input::Key)
}

/// What the terminal says of its pixels: the device attributes, among which sixel is number 4, or the height and
/// width of a cell.
fn reply(parameters: &[u8], last: u8) -> Option<PixelReply> {
    match (parameters, last) {
        ([b'?', attributes @ ..], b'c') => {
            let attributes = Numbers::of(attributes);
            let is_sixel = |entry: &(Option<u32>, Option<u32>)| entry.0 == Some(4);
            // The first says what terminal it is like.
            let mut others = attributes.0.iter().skip(1);
            others.any(is_sixel).then_some(PixelReply::Sixel)
        }
        ([b'6', b';', ..], b't') => {
            let numbers = Numbers::of(parameters);
            let side = |index| {
                u16::try_from(numbers.get(index)?)
                    .ok()
                    .filter(|side| *side > 0)
            };
            let (height, width) = (side(1)?, side(2)?);
            Some(PixelReply::Cell(CellSize { width, height }))
        }
        _ => None,
    }
}

/// What `ESC O`, these parameters and this byte mean.
pub(super) fn function(parameters: &[u8], last: u8) -> Option<Input> {
    let numbers = Numbers::of(parameters);
    let (held, _) = numbers.entry(numbers.0.len().saturating_sub(1));
    key(function_key(last)?, (held, None)).map(Input::Key)
}

/// A key with what is held: the bits above 1 are Shift, Alt, Control, Super, Hyper, Meta and the locks.
/// Kitty's protocol tells presses (1), repeats (2) and releases (3) apart.
fn key(code: Code, (held, event): (Option<u32>, Option<u32>)) -> Option<Key> {
    const OTHERS: u32 = 0b11_1000;
    if event == Some(3) {
        return None;
    }
    let held = held.unwrap_or(1).saturating_sub(1);
    let (shift, alt, ctrl) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
    // The way out is one, whatever else is held.
    if ctrl && matches!(code, Code::Char('c' | 'C')) {
        return Some(Key::new(Code::Char('c'), true, false, false));
    }
    (held & OTHERS == 0).then(|| Key::new(code, ctrl, alt, shift))
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
fn function_key(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
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
pub(super) fn old_mouse(button: u8, column: u8, row: u8) -> Option<Input> {
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
        32 if code & 3 == 3 => MouseKind::Move,
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

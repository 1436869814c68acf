//! Keys by their names: `q`, `space`, `shift-left`, `ctrl-z`.
//!
//! A character carries its own Shift (`A`, `?`), so that one press has one name on every terminal.

use std::fmt;
use std::str::FromStr;

/// A key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether Control is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held; never with a character.
    pub shift: bool,
}

/// Which key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, Shift applied.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow to the left.
    Left,
    /// Arrow to the right.
    Right,
    /// Arrow upwards.
    Up,
    /// Arrow downwards.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, by its number.
    F(u8),
}

/// The names of the keys that are not characters.
const NAMES: &[(&str, Code)] = &[
    ("space", Code::Char(' ')),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backtab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("left", Code::Left),
    ("right", Code::Right),
    ("up", Code::Up),
    ("down", Code::Down),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The key with Shift in its one place: characters carry their own, Tab becomes Shift-Tab.
    pub const fn new(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        match code {
            Code::Char(c) => {
                let c = if shift { c.to_ascii_uppercase() } else { c };
                Self {
                    code: Code::Char(c),
                    ctrl,
                    alt,
                    shift: false,
                }
            }
            Code::Tab | Code::BackTab if shift => Self {
                code: Code::BackTab,
                ctrl,
                alt,
                shift: false,
            },
            Code::BackTab => Self {
                code,
                ctrl,
                alt,
                shift: false,
            },
            _ => Self {
                code,
                ctrl,
                alt,
                shift,
            },
        }
    }
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKey(pub String);

impl fmt::Display for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the name of a key", self.0)
    }
}

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(name: &str) -> Result<Self, UnknownKey> {
        let (mut rest, mut ctrl, mut alt, mut shift) = (name, false, false, false);
        loop {
            let modifier = [
                ("ctrl-", &mut ctrl),
                ("alt-", &mut alt),
                ("shift-", &mut shift),
            ]
            .into_iter()
            .find_map(|(prefix, flag)| Some((rest.strip_prefix(prefix)?, flag)));
            match modifier {
                Some((after, flag)) if !after.is_empty() => {
                    *flag = true;
                    rest = after;
                }
                _ => break,
            }
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.as_str()) {
            (Some(c), "") => Some(Code::Char(c)),
            (Some('f'), number) if number.parse::<u8>().is_ok_and(|n| (1..=24).contains(&n)) => {
                number.parse().ok().map(Code::F)
            }
            _ => NAMES
                .iter()
                .find(|(known, _)| *known == rest)
                .map(|(_, code)| *code),
        };
        code.map(|code| Self::new(code, ctrl, alt, shift))
            .ok_or_else(|| UnknownKey(name.to_owned()))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if held {
                f.write_str(prefix)?;
            }
        }
        match self.code {
            Code::F(number) => write!(f, "f{number}"),
            code => match (NAMES.iter().find(|(_, known)| *known == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, Code::Char(c)) => write!(f, "{c}"),
                (None, _) => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_were() {
        for name in [
            "q",
            "?",
            "-",
            "A",
            "space",
            "ctrl-z",
            "shift-left",
            "f1",
            "backtab",
            "ctrl-alt-x",
            "κ",
        ] {
            let key: Key = name.parse().unwrap();
            assert_eq!(key.to_string(), name);
        }
    }

    #[test]
    fn shift_has_one_place() {
        assert_eq!("shift-a".parse::<Key>(), "A".parse());
        assert_eq!(
            Key::new(Code::Char('?'), false, false, true),
            Key::plain(Code::Char('?'))
        );
        assert_eq!(
            Key::new(Code::Tab, false, false, true),
            Key::plain(Code::BackTab)
        );
        assert!("f99".parse::<Key>().is_err() && "nokey".parse::<Key>().is_err());
    }
}

//! Text to tokens. What no formula may contain becomes a mistake, and reading goes on.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::names::{VARIABLES, begins_name, canonical, continues_name, is_taken};
use crate::mistake::Mistake;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Name(String),
    /// An exponent written as superscript digits.
    Superscript(f64),
    Plus,
    Minus,
    Times,
    Over,
    Power,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Open,
    Close,
    /// Either end of `|a|`: which one, its place says.
    Bar,
    Comma,
    End,
}

/// A token and its bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// After so many mistakes in one text no more are listed.
pub(super) const MOST_MISTAKES: usize = 20;

/// The tokens of a text, `End` last, and whether something between them had to be stepped over, so
/// that their order says little. What is written in another way but clear is a mistake and a token.
pub(super) fn tokens(text: &str, mistakes: &mut Vec<Mistake>) -> (Vec<Token>, bool) {
    let mut lexer = Lexer {
        text,
        at: 0,
        bracketed: false,
        garbled: false,
        mistakes,
    };
    lexer.step_over_left_side();
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next();
        let end = token.kind == Kind::End;
        tokens.push(token);
        if end {
            return (tokens, lexer.garbled);
        }
    }
}

struct Lexer<'a, 'm> {
    text: &'a str,
    at: usize,
    /// Whether brackets other than `(` and `)` were told already.
    bracketed: bool,
    /// Whether anything was stepped over.
    garbled: bool,
    mistakes: &'m mut Vec<Mistake>,
}

impl Lexer<'_, '_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// `J =` or `f(x, y) =` before the formula: one mistake, and what stands right of it is read.
    fn step_over_left_side(&mut self) {
        let Some((left, right)) = self.text.split_once('=') else {
            return;
        };
        let name = left.trim();
        let is_part = |c: char| continues_name(c) || matches!(c, ' ' | ',' | '(' | ')');
        if name.starts_with(begins_name)
            && name.chars().all(is_part)
            && !right.starts_with(['=', '<', '>'])
        {
            let start = left.len() - left.trim_start().len();
            self.at = left.len() + 1;
            let help = format!("leave `{}` out", self.text[start..self.at].trim());
            self.mistake(start, "a formula is no equation", help);
        }
    }

    fn next(&mut self) -> Token {
        loop {
            let skipped = self.rest().len() - self.rest().trim_start().len();
            self.at += skipped;
            let start = self.at;
            let Some(first) = self.rest().chars().next() else {
                return Token {
                    kind: Kind::End,
                    span: start..start,
                };
            };
            if let Some(kind) = self.token(first) {
                return Token {
                    kind,
                    span: start..self.at,
                };
            }
            self.garbled = true;
        }
    }

    /// The token that begins with `first`, or `None` after a mistake that was stepped over.
    fn token(&mut self, first: char) -> Option<Kind> {
        let start = self.at;
        let after_first = start + first.len_utf8();
        if first.is_ascii_digit() || self.is_fraction() {
            return Some(self.number());
        }
        if begins_name(first) {
            return Some(self.name());
        }
        if superscript_digit(first).is_some() {
            self.advance_while(|c| superscript_digit(c).is_some());
            let digits = self.text[start..self.at]
                .chars()
                .filter_map(superscript_digit);
            return Some(Kind::Superscript(
                digits.fold(0.0, |value, digit| value * 10.0 + f64::from(digit)),
            ));
        }
        self.at = after_first;
        let followed_by_equals = self.rest().starts_with('=');
        if first == '`'
            && let Some(length) = self.rest().find('`')
        {
            self.at += length + 1;
            return Some(Kind::Name(self.text[start..self.at].to_owned()));
        }
        let kind = match first {
            '+' => Kind::Plus,
            '-' | '−' => Kind::Minus,
            '*' if self.rest().starts_with('*') => {
                self.at += 1;
                self.mistake(start, "`**` is no operator", "write `^` for a power");
                Kind::Power
            }
            '*' | '·' | '×' | '⋅' | '∙' => Kind::Times,
            '/' | '÷' => Kind::Over,
            '^' => Kind::Power,
            '(' => Kind::Open,
            ')' => Kind::Close,
            ',' => Kind::Comma,
            '|' => Kind::Bar,
            '≤' => Kind::LessEqual,
            '≥' => Kind::GreaterEqual,
            '<' | '>' if followed_by_equals => {
                self.at += 1;
                if first == '<' {
                    Kind::LessEqual
                } else {
                    Kind::GreaterEqual
                }
            }
            '<' => Kind::Less,
            '>' => Kind::Greater,
            '=' if self.rest().starts_with(['<', '>']) => {
                let is_less = self.rest().starts_with('<');
                self.at += 1;
                let (kind, meant) = if is_less {
                    (Kind::LessEqual, "<=")
                } else {
                    (Kind::GreaterEqual, ">=")
                };
                let shown = self.text[start..self.at].to_owned();
                self.mistake(
                    start,
                    format!("unexpected `{shown}`"),
                    format!("write `{meant}`"),
                );
                kind
            }
            '[' | '{' => {
                self.bracket(start);
                Kind::Open
            }
            ']' | '}' => {
                self.bracket(start);
                Kind::Close
            }
            _ => {
                self.unexpected(first, start);
                return None;
            }
        };
        Some(kind)
    }

    /// A name; one of a library, such as `np.sin`, is a mistake and stands for its last part.
    fn name(&mut self) -> Kind {
        let start = self.at;
        let mut last = start;
        self.advance_while(continues_name);
        while let Some(rest) = self.rest().strip_prefix('.')
            && rest.starts_with(begins_name)
        {
            self.at += 1;
            last = self.at;
            self.advance_while(continues_name);
        }
        let name = canonical(&self.text[last..self.at]);
        if last > start {
            let message = format!("`{}` has a point in it", &self.text[start..self.at]);
            let help = if is_taken(&name) || VARIABLES.contains(&name.as_str()) {
                format!("write `{name}`")
            } else {
                "write out what it gives, of `x` and `y`".to_owned()
            };
            self.mistake(start, message, help);
        }
        Kind::Name(name)
    }

    fn is_fraction(&self) -> bool {
        let mut characters = self.rest().chars();
        characters.next() == Some('.') && characters.next().is_some_and(|c| c.is_ascii_digit())
    }

    fn advance_while(&mut self, accepts: impl Fn(char) -> bool) {
        let length = self
            .rest()
            .find(|c| !accepts(c))
            .unwrap_or(self.rest().len());
        self.at += length;
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        self.advance_while(|c| c.is_ascii_digit());
        if self.rest().starts_with('.') {
            self.at += 1;
            self.advance_while(|c| c.is_ascii_digit());
        }
        self.exponent();
        let digits = self.text[start..self.at].replace('−', "-");
        let value = digits.parse::<f64>().unwrap_or(f64::INFINITY);
        if self.is_fraction() {
            self.advance_while(|c| c == '.' || c.is_ascii_digit());
            self.mistake(start, "a number has one decimal point", "remove the others");
        } else if value.is_infinite() {
            self.mistake(
                start,
                "the number is too large",
                "the largest is about 1.8e308",
            );
        }
        Kind::Number(value)
    }

    /// Steps over `e` and digits; an `e` without digits is a name and stays.
    fn exponent(&mut self) {
        let rest = self.rest();
        let Some(after) = rest.strip_prefix(['e', 'E']) else {
            return;
        };
        let sign = after.len() - after.strip_prefix(['+', '-', '−']).unwrap_or(after).len();
        if after[sign..].starts_with(|c: char| c.is_ascii_digit()) {
            self.at += 1 + sign;
            self.advance_while(|c| c.is_ascii_digit());
        }
    }

    fn mistake(&mut self, start: usize, message: impl Into<String>, help: impl Into<String>) {
        if self.mistakes.len() < MOST_MISTAKES {
            self.mistakes
                .push(Mistake::at(start..self.at, message).help(help));
        }
    }

    /// Brackets that stand for parentheses are told once.
    fn bracket(&mut self, start: usize) {
        if !std::mem::replace(&mut self.bracketed, true) {
            let shown = self.text[start..self.at].to_owned();
            self.mistake(start, format!("unexpected `{shown}`"), "write `(` and `)`");
        }
    }

    fn unexpected(&mut self, c: char, start: usize) {
        match c {
            '=' | '!' => self.advance_while(|c| c == '='),
            '&' | '.' => self.advance_while(|other| other == c),
            '#' => self.advance_while(|c| c != '\n'),
            '\\' => self.advance_while(begins_name),
            _ => {}
        }
        let text = &self.text[start..self.at];
        let help = match c {
            '!' if text == "!" => "that a condition fails is `1 - (x > 0)`",
            '=' | '!' | '≠' => "a formula has no `=`; it compares with `<`, `<=`, `>`, `>=`",
            '√' => "write `sqrt(a)`",
            ';' => "arguments are parted by `,`",
            '%' => "a remainder is `mod(a, b)`",
            '&' => "that both hold is the product of two comparisons: `(x > 0)*(y > 0)`",
            '.' => "a number has a digit after its point: `0.5`",
            '#' => "a formula has no comments; the file has them, outside of the quotes",
            '\\' => "LaTeX is not read; write `pi`, `sqrt(a)`, `a/b`",
            _ => "names are letters, digits and `_`; operators are `+ - * / ^`",
        };
        let shown = match c.width() {
            Some(0) => c.escape_unicode().to_string(),
            _ => crate::mistake::escaped(text),
        };
        self.mistake(start, format!("unexpected `{shown}`"), help);
    }
}

fn superscript_digit(c: char) -> Option<u8> {
    let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|own| own == c)?;
    Some(digit as u8)
}

//! A rule as tokens.
//!
//! Knows the signs of a blackboard; nothing of lines or names.

use std::ops::Range;

use super::names::{begins, canonical, continues, superscript};
use crate::mistake::Mistake;

/// A token and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    /// In its one spelling.
    Name(String),
    /// An exponent above the line, as tokens.
    Exponent(Vec<Token>),
    /// Any other sign; of those that have several shapes, one.
    Sign(char),
    /// The end of a statement.
    Break,
}

/// Other shapes of signs.
const SHAPES: &[(&str, char)] = &[
    ("<-", '←'),
    ("<=", '≤'),
    (">=", '≥'),
    ("==", '≡'),
    ("−", '-'),
    ("–", '-'),
    ("·", '*'),
    ("⋅", '*'),
    ("×", '*'),
    ("∥", '‖'),
    ("||", '‖'),
    ("<", '<'),
];

/// Signs that stand for themselves.
const SIGNS: &str = "+-*/^()=,:<>≤≥|‖⟨⟩√∛∇←₁₂∞";

/// Numbers of one sign.
const FRACTIONS: &[(char, f64)] = &[('½', 0.5), ('¼', 0.25), ('¾', 0.75)];

/// The tokens of a rule; what is none is a mistake and left out.
pub(super) fn tokens(text: &str, mistakes: &mut Vec<Mistake>) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        depth: 0,
        tokens: Vec::new(),
    };
    while let Some(first) = lexer.rest().chars().next() {
        lexer.token(first, mistakes);
    }
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Brackets that are open: a comma in them parts no statements.
    depth: usize,
    tokens: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let span = self.at..self.at + length;
        self.at = span.end;
        self.tokens.push(Token { kind, span });
    }

    fn token(&mut self, first: char, mistakes: &mut Vec<Mistake>) {
        match first {
            '\n' | ';' => {
                self.depth = 0;
                self.push(Kind::Break, 1);
            }
            ',' if self.depth == 0 => self.push(Kind::Break, 1),
            '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
            c if c.is_whitespace() => self.at += c.len_utf8(),
            c if c.is_ascii_digit() || (c == '.' && self.is_fraction()) => self.number(mistakes),
            c if superscript(c).is_some() => self.exponent(mistakes),
            c if begins(c) => self.name(),
            c => match FRACTIONS.iter().find(|(sign, _)| *sign == c) {
                Some((_, number)) => self.push(Kind::Number(*number), c.len_utf8()),
                None => self.sign(c, mistakes),
            },
        }
    }

    fn is_fraction(&self) -> bool {
        self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
    }

    fn number(&mut self, mistakes: &mut Vec<Mistake>) {
        let rest = self.rest();
        let digits = |from: usize| {
            let tail = &rest[from..];
            let length = tail.find(|c: char| !c.is_ascii_digit());
            from + length.unwrap_or(tail.len())
        };
        let mut end = digits(0);
        if rest[end..].starts_with('.') {
            end = digits(end + 1);
        }
        if rest[end..].starts_with(['e', 'E']) {
            let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
            let exponent = digits(end + 1 + sign);
            if exponent > end + 1 + sign {
                end = exponent;
            }
        }
        match rest[..end].parse::<f64>() {
            Ok(number) if number.is_finite() => self.push(Kind::Number(number), end),
            _ => {
                let place = self.at..self.at + end;
                mistakes.push(Mistake::at(place, "this is no finite number"));
                self.push(Kind::Number(0.0), end);
            }
        }
    }

    /// What stands above the line behind a factor.
    fn exponent(&mut self, mistakes: &mut Vec<Mistake>) {
        let rest = self.rest();
        let length = rest.find(|c| superscript(c).is_none());
        let length = length.unwrap_or(rest.len());
        let plain: String = rest[..length].chars().filter_map(superscript).collect();
        let span = self.at..self.at + length;
        let mut inner = tokens(&plain, mistakes);
        for token in &mut inner {
            token.span = span.clone();
        }
        self.push(Kind::Exponent(inner), length);
    }

    fn name(&mut self) {
        let rest = self.rest();
        let mut length = rest.find(|c| !continues(c)).unwrap_or(rest.len());
        let mut behind = rest[length..].chars();
        if behind.next() == Some('⁻') && behind.next().and_then(superscript).is_none() {
            length += '⁻'.len_utf8();
        }
        self.push(Kind::Name(canonical(&rest[..length])), length);
    }

    fn sign(&mut self, first: char, mistakes: &mut Vec<Mistake>) {
        let rest = self.rest();
        let shape = SHAPES.iter().find(|(shape, sign)| {
            rest.starts_with(shape) && (*sign != '←' || self.is_behind_a_target())
        });
        let (sign, length) = shape.map_or((first, first.len_utf8()), |(shape, sign)| {
            (*sign, shape.len())
        });
        match sign {
            '(' | '⟨' => self.depth += 1,
            ')' | '⟩' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if shape.is_some() || SIGNS.contains(sign) {
            self.push(Kind::Sign(sign), length);
            return;
        }
        let place = self.at..self.at + length;
        mistakes.push(Mistake::at(
            place,
            format!(
                "unexpected `{}`",
                crate::mistake::escaped(&sign.to_string())
            ),
        ));
        self.at += length;
    }

    /// Whether what was read of the statement is one name: elsewhere `<-` compares with what is negative.
    fn is_behind_a_target(&self) -> bool {
        let is_edge = |token: &Token| matches!(token.kind, Kind::Break | Kind::Sign('(' | ':'));
        match self.tokens.as_slice() {
            [.., edge, name] => is_edge(edge) && matches!(name.kind, Kind::Name(_)),
            [name] => matches!(name.kind, Kind::Name(_)),
            [] => false,
        }
    }
}

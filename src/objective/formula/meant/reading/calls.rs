//! Names, and functions with their arguments, as they are written elsewhere.

use super::super::super::names::{FUNCTIONS, find_function};
use super::super::tokens::Kind;
use super::super::variables::component_at;
use super::super::{Names, words};
use super::pieces::{Level, Piece};
use super::{Reading, raised};
use crate::mistake::nearest;

impl<N: Names> Reading<'_, N> {
    /// A name that was taken, with all that belongs to it.
    pub(super) fn name(&mut self, name: &str) -> Option<Piece> {
        if self.variables.is_array(name) {
            let (index, length) = component_at(self.tokens, self.at)?;
            self.at += length;
            let variable = self.variables.component(index)?;
            return Some(Piece::atom(variable.to_owned()));
        }
        if let Some(variable) = self.variables.named(name) {
            return Some(Piece::atom(variable.to_owned()));
        }
        if name.eq_ignore_ascii_case("if") {
            return self.branch();
        }
        // A component of what is no array.
        if *self.kind() == Kind::Open('[') && !self.is_spaced() && !words::is_function(name) {
            return None;
        }
        if self.names.knows(name) {
            return Some(Piece::atom(name.to_owned()));
        }
        if words::is_function(name) || base_of(name).is_some() {
            return self.function(name);
        }
        if let Some(constant) = words::constant(name) {
            return Some(Piece::atom(constant.to_owned()));
        }
        if let Some(parts) = parts_of(name, self.names) {
            return self.product_of(&parts);
        }
        if matches!(self.kind(), Kind::Open(_)) && name.chars().count() > 2 {
            let near = nearest(name, FUNCTIONS.iter().map(|own| own.name))?;
            self.has_guessed = true;
            return self.function(near);
        }
        if matches!(self.kind(), Kind::Open('(' | '[')) {
            return None;
        }
        // A number at the end is no slip.
        let is_numbered = name.ends_with(|c: char| c.is_ascii_digit());
        if !is_numbered && let Some(near) = self.names.nearest(name) {
            self.has_guessed = true;
            return Some(Piece::atom(near));
        }
        // A parameter that has no value yet.
        Some(Piece::atom(name.to_owned()))
    }

    /// The product of what was written together; a function takes all that follows it.
    fn product_of(&mut self, parts: &[Part]) -> Option<Piece> {
        let (first, rest) = parts.split_first()?;
        match first {
            Part::Function(name) if rest.is_empty() => self.function(name),
            Part::Function(name) => applied(name, &[self.product_of(rest)?]),
            // An exponent is that of the last letter.
            Part::Value(value) if rest.is_empty() => self.raised_by(Piece::atom(value.clone())),
            Part::Value(value) => {
                let rest = self.product_of(rest)?;
                Some(Piece::atom(value.clone()).times(&rest))
            }
        }
    }

    /// `if(c, a, b)`, `if (c) a else b`, `if c then a else b`.
    fn branch(&mut self) -> Option<Piece> {
        let begin = self.at;
        if self.takes(&Kind::Open('(')) {
            let arguments = self.arguments()?;
            if arguments.len() > 1 {
                return applied("if", &arguments);
            }
            let followed = matches!(self.kind(), Kind::Name(_) | Kind::Number(_) | Kind::Open(_));
            if !followed {
                // The parentheses were those of a larger condition.
                self.at = begin;
            }
        }
        let condition = match self
            .tokens
            .get(self.at.wrapping_sub(1))
            .map(|token| &token.kind)
        {
            Some(Kind::Close) if self.at > begin => {
                let end = std::mem::replace(&mut self.at, begin);
                let condition = self.atom()?;
                self.at = end;
                condition
            }
            _ => self.either()?,
        };
        self.takes_word("then");
        let first = self.choice()?;
        if !self.takes_word("else") {
            return None;
        }
        let second = self.choice()?;
        Some(Piece::call("if", &[condition, first, second]))
    }

    /// A function that was named: with its exponent, and its arguments in brackets or without.
    pub(super) fn function(&mut self, name: &str) -> Option<Piece> {
        let exponent = match self.kind() {
            Kind::Raised(exponent) => {
                self.at += 1;
                Some(raised(exponent)?)
            }
            Kind::Operator("^") => {
                self.at += 1;
                let exponent = self.plain_exponent()?;
                // `exp^x` is the power that the function is named after.
                if name == "exp" && !self.begins_operand() {
                    return Some(Piece::call("exp", &[exponent]));
                }
                Some(exponent)
            }
            _ => None,
        };
        let arguments = match self.kind() {
            Kind::Open(_) => {
                self.at += 1;
                self.arguments()?
            }
            _ => vec![self.bare_argument()?],
        };
        match exponent {
            None => applied(name, &arguments),
            Some(exponent) if exponent.text == "-1" => applied(words::inverse(name)?, &arguments),
            Some(exponent) => Some(applied(name, &arguments)?.to_the(&exponent)),
        }
    }

    /// The exponent between a function and its argument: a number, a name or brackets.
    fn plain_exponent(&mut self) -> Option<Piece> {
        let sign = self.operator(&["-", "+"]).map_or("", |(sign, _)| sign);
        let kind = self.kind();
        self.at += 1;
        let piece = match kind {
            Kind::Number(number) => Piece::atom(number.clone()),
            Kind::Name(name) if !words::is_function(name) => {
                let variable = self.variables.named(name);
                Piece::atom(variable.unwrap_or(name).to_owned())
            }
            Kind::Open(bracket) => self.bracketed(*bracket)?,
            _ => return None,
        };
        if sign.is_empty() {
            return Some(piece);
        }
        let text = format!("{sign}{}", piece.at(Level::Power));
        Some(Piece::new(text, Level::Power))
    }

    /// The arguments in brackets that were opened, up to their end.
    fn arguments(&mut self) -> Option<Vec<Piece>> {
        self.bars.push(0);
        let mut arguments = Vec::new();
        loop {
            let argument = self.choice();
            let Some(argument) = argument else {
                self.bars.pop();
                return None;
            };
            arguments.push(argument);
            if !self.takes(&Kind::Comma) && !self.takes(&Kind::Semicolon) {
                break;
            }
        }
        self.bars.pop();
        self.closes().then_some(arguments)
    }

    /// The argument of `sin 2x`: the factors that follow, up to an operator or another function.
    fn bare_argument(&mut self) -> Option<Piece> {
        if let Some((sign, _)) = self.operator(&["+", "-"]) {
            // With a space after it the sign stands between two operands.
            if self.is_spaced() {
                return None;
            }
            let inner = self.deeper(Self::bare_argument)?;
            let text = format!("{sign}{}", inner.at(Level::Sign));
            return Some(Piece::new(text, Level::Sign));
        }
        if !self.begins_operand() && *self.kind() != Kind::Bar {
            return None;
        }
        let mut argument = self.deeper(Self::power)?;
        while self.begins_operand() {
            match self.kind() {
                Kind::Name(name) if words::is_function(name) && !self.names.knows(name) => break,
                Kind::Open(_) => break,
                _ => {}
            }
            let factor = self.power()?;
            argument = argument.times(&factor);
        }
        Some(argument)
    }

    /// A function called behind a point on what stands before it: `x.pow(2)`.
    pub(super) fn method(&mut self, base: Piece, name: &str) -> Option<Piece> {
        let mut arguments = vec![base];
        if self.takes(&Kind::Open('(')) && !self.takes(&Kind::Close) {
            arguments.extend(self.arguments()?);
        }
        words::is_function(name).then(|| applied(name, &arguments))?
    }
}

/// A function of other languages with its arguments, in this one.
fn applied(name: &str, arguments: &[Piece]) -> Option<Piece> {
    if let Some(base) = base_of(name) {
        let [argument] = arguments else {
            return None;
        };
        let base = Piece::atom(base.to_owned());
        return Some(Piece::call("log", &[argument.clone(), base]));
    }
    let own = words::function(name).filter(|own| own.arity.accepts(arguments.len()));
    if let Some(own) = own {
        return Some(Piece::call(own.name, arguments));
    }
    let pattern = words::written_out(name, arguments.len());
    let own = words::function(name).map(|own| own.name);
    let pattern = pattern.or_else(|| words::written_out(own?, arguments.len()))?;
    Some(Piece::from_pattern(pattern, arguments))
}

/// The base of a logarithm that is called `log_3`.
fn base_of(name: &str) -> Option<&str> {
    name.strip_prefix("log_")
        .filter(|base| !base.is_empty() && base.chars().all(char::is_alphanumeric))
}

/// A part of a word that was written together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Part {
    Value(String),
    Function(&'static str),
}

/// The known names that a word is made of, written together: `xy`, `pix`, `xsin`, `sin2x`.
pub(in super::super) fn parts_of(word: &str, names: &impl Names) -> Option<Vec<Part>> {
    if word.len() > 30 || word.contains('_') {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let ends = || rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let function = ends().find_map(|end| find_function(&rest[..end]));
        if let Some(function) = function {
            parts.push(Part::Function(function.name));
            rest = &rest[function.name.len()..];
            let digits = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            if digits > 0 {
                parts.push(Part::Value(rest[..digits].to_owned()));
                rest = &rest[digits..];
            }
            continue;
        }
        // `e` alone is more often a slip than a factor.
        let known = |end: &usize| names.knows(&rest[..*end]) && &rest[..*end] != "e";
        let end = ends().find(known)?;
        parts.push(Part::Value(rest[..end].to_owned()));
        rest = &rest[end..];
    }
    (parts.len() > 1).then_some(parts)
}

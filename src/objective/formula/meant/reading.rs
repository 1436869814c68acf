//! A text read as it was meant, by recursive descent, and written down again in this language.

mod calls;
mod pieces;

use super::Names;
use super::tokens::{Kind, Token};
use super::variables::Variables;
use super::words;
pub(super) use calls::parts_of;
use pieces::{Level, Piece, bare};

/// How deep brackets, signs and powers may be nested.
const DEEPEST: usize = 60;

/// A text while it is read. Every method gives `None` where nothing sensible can be meant.
pub(super) struct Reading<'a, N> {
    tokens: &'a [Token],
    variables: &'a Variables,
    names: &'a N,
    at: usize,
    depth: usize,
    /// Bars that are open in each bracket that is open.
    bars: Vec<usize>,
    has_guessed: bool,
}

impl<'a, N: Names> Reading<'a, N> {
    pub(super) fn new(tokens: &'a [Token], variables: &'a Variables, names: &'a N) -> Self {
        Self {
            tokens,
            variables,
            names,
            at: 0,
            depth: 0,
            bars: vec![0],
            has_guessed: false,
        }
    }

    /// Whether a name was taken for one that is like it.
    pub(super) const fn has_guessed(&self) -> bool {
        self.has_guessed
    }

    /// The whole text.
    pub(super) fn whole(&mut self) -> Option<String> {
        let piece = self.choice()?;
        (*self.kind() == Kind::End).then(|| bare(&piece.text).to_owned())
    }

    fn kind(&self) -> &'a Kind {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> &'a Kind {
        let token = self.tokens.get(self.at + by);
        token.map_or(&Kind::End, |token| &token.kind)
    }

    fn is_spaced(&self) -> bool {
        self.tokens
            .get(self.at)
            .is_some_and(|token| token.is_spaced)
    }

    fn is_after_number(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| matches!(token.kind, Kind::Number(_)))
    }

    /// Takes the next token if it is of this kind.
    fn takes(&mut self, kind: &Kind) -> bool {
        let is_next = self.kind() == kind;
        self.at += usize::from(is_next);
        is_next
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let is_next = matches!(self.kind(), Kind::Name(name) if name.eq_ignore_ascii_case(word));
        self.at += usize::from(is_next);
        is_next
    }

    /// Reads one level deeper.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Option<Piece>) -> Option<Piece> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let piece = read(self);
        self.depth -= 1;
        piece
    }

    /// The next operator, if it is one of these: which, and the spaces around it.
    fn operator(&mut self, wanted: &[&str]) -> Option<(&'static str, bool)> {
        let Kind::Operator(operator) = self.kind() else {
            return None;
        };
        if !wanted.contains(operator) {
            return None;
        }
        let is_spaced = self.is_spaced();
        self.at += 1;
        Some((operator, is_spaced))
    }

    /// `c ? a : b` and `a if c else b`.
    fn choice(&mut self) -> Option<Piece> {
        self.deeper(|this| {
            let first = this.either()?;
            if this.operator(&["?"]).is_some() {
                let second = this.choice()?;
                this.operator(&[":"])?;
                let third = this.choice()?;
                return Some(Piece::call("if", &[first, second, third]));
            }
            if matches!(this.kind(), Kind::Name(word) if word == "if") {
                this.at += 1;
                let condition = this.either()?;
                if !this.takes_word("else") {
                    return None;
                }
                let otherwise = this.choice()?;
                return Some(Piece::call("if", &[condition, first, otherwise]));
            }
            Some(first)
        })
    }

    fn either(&mut self) -> Option<Piece> {
        let mut left = self.both()?;
        while self.takes_or() {
            let right = self.both()?;
            left = Piece::call("max", &[left, right]);
        }
        Some(left)
    }

    /// `or`, `∨`, or a bar where none is open.
    fn takes_or(&mut self) -> bool {
        if self.operator(&["or"]).is_some() {
            return true;
        }
        let is_or = *self.kind() == Kind::Bar && self.bars.last() == Some(&0);
        if is_or {
            self.at += 1;
            self.takes(&Kind::Bar);
        }
        is_or
    }

    fn both(&mut self) -> Option<Piece> {
        let mut left = self.condition()?;
        while self.operator(&["and"]).is_some() {
            self.operator(&["and"]);
            let right = self.condition()?;
            left = left.times(&right);
        }
        Some(left)
    }

    /// Comparisons, each of which may follow another: all of them hold then.
    fn condition(&mut self) -> Option<Piece> {
        if self.operator(&["not"]).is_some() {
            let inner = self.deeper(Self::condition)?;
            return Some(Piece::new(
                format!("(1 - {})", inner.at(Level::Product)),
                Level::Atom,
            ));
        }
        let mut left = self.sum()?;
        let mut all: Option<Piece> = None;
        while let Some((operator, _)) = self.operator(&["<", "<=", ">", ">=", "=>", "==", "!="]) {
            let right = self.sum()?;
            let (a, b) = (left.at(Level::Sum), right.at(Level::Sum));
            let equal = format!("({a} <= {b})*({a} >= {b})");
            let compared = match operator {
                "=>" => Piece::new(format!("{a} >= {b}"), Level::Comparison),
                "==" => Piece::new(equal, Level::Product),
                "!=" => Piece::new(format!("(1 - {equal})"), Level::Atom),
                _ => Piece::new(format!("{a} {operator} {b}"), Level::Comparison),
            };
            all = Some(match all {
                Some(before) => before.times(&compared),
                None => compared,
            });
            left = right;
        }
        Some(all.unwrap_or(left))
    }

    fn sum(&mut self) -> Option<Piece> {
        let mut left = self.product()?;
        while let Some((operator, is_spaced)) = self.operator(&["+", "-"]) {
            let right = self.product()?;
            left = left.joined(operator, is_spaced, &right, Level::Sum);
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Piece> {
        let mut left = self.signed()?;
        loop {
            if let Some((operator, is_spaced)) = self.operator(&["*", "/"]) {
                let right = self.signed()?;
                left = left.joined(operator, is_spaced, &right, Level::Product);
            } else if self.operator(&["%"]).is_some() || self.takes_infix("mod") {
                let right = self.signed()?;
                left = Piece::call("mod", &[left, right]);
            } else if self.operator(&["//"]).is_some() || self.takes_infix("div") {
                let right = self.signed()?;
                let quotient = left.joined("/", false, &right, Level::Product);
                left = Piece::call("floor", &[quotient]);
            } else if self.begins_operand() {
                let right = self.power()?;
                left = left.times(&right);
            } else {
                return Some(left);
            }
        }
    }

    /// A word that stands between two operands.
    fn takes_infix(&mut self, word: &str) -> bool {
        !matches!(self.ahead(1), Kind::Open(_)) && self.takes_word(word)
    }

    /// Whether an operand comes next, so that a product is meant.
    fn begins_operand(&self) -> bool {
        match self.kind() {
            // `1.2.3` is no product.
            Kind::Number(_) => self.is_spaced() || !self.is_after_number(),
            Kind::Open(_) | Kind::Root(_) | Kind::Command(_) => true,
            Kind::Name(name) => !matches!(name.as_str(), "if" | "then" | "else"),
            // Bars that are open are closed first; a bar with none open and a bar after it is `or`.
            Kind::Bar => {
                self.bars.last() == Some(&0) && *self.ahead(1) != Kind::Bar && !self.is_spaced()
            }
            _ => false,
        }
    }

    fn signed(&mut self) -> Option<Piece> {
        match self.operator(&["+", "-"]) {
            Some((sign, _)) => {
                let inner = self.deeper(Self::signed)?;
                Some(Piece::new(
                    format!("{sign}{}", inner.at(Level::Sign)),
                    Level::Sign,
                ))
            }
            None => self.power(),
        }
    }

    /// An operand with its exponents, components and methods.
    fn power(&mut self) -> Option<Piece> {
        let base = self.atom()?;
        self.raised_by(base)
    }

    /// A base with the exponents and methods that follow it.
    fn raised_by(&mut self, mut base: Piece) -> Option<Piece> {
        loop {
            match self.kind() {
                Kind::Raised(exponent) => {
                    self.at += 1;
                    base = base.to_the(&raised(exponent)?);
                }
                Kind::Operator("^") => {
                    self.at += 1;
                    let exponent = self.deeper(Self::exponent)?;
                    return Some(base.to_the(&exponent));
                }
                Kind::Method(name) => {
                    self.at += 1;
                    base = self.method(base, name)?;
                }
                _ => return Some(base),
            }
        }
    }

    /// What stands after `^`: powers group from the right, and a sign may stand before them.
    fn exponent(&mut self) -> Option<Piece> {
        match self.operator(&["+", "-"]) {
            Some((sign, _)) => {
                let inner = self.deeper(Self::exponent)?;
                Some(Piece::new(
                    format!("{sign}{}", inner.at(Level::Power)),
                    Level::Power,
                ))
            }
            None => self.power(),
        }
    }

    fn atom(&mut self) -> Option<Piece> {
        let kind = self.kind();
        self.at += 1;
        match kind {
            Kind::Number(number) => Some(Piece::atom(number.clone())),
            Kind::Name(name) => self.name(name),
            Kind::Open(bracket) => self.bracketed(*bracket),
            Kind::Bar => self.barred(),
            Kind::Root(function) => {
                let inner = self.deeper(Self::power)?;
                Some(Piece::call(function, &[inner]))
            }
            Kind::Command(command) => self.command(command),
            _ => None,
        }
    }

    /// What stands in brackets that were opened; at the end they close by themselves.
    fn bracketed(&mut self, bracket: char) -> Option<Piece> {
        let inner = self.inside()?;
        Some(match bracket {
            '⌊' => Piece::call("floor", &[inner]),
            '⌈' => Piece::call("ceil", &[inner]),
            // LaTeX's braces are not seen, and need no parentheses of their own.
            '{' => inner,
            _ => inner.in_parentheses(),
        })
    }

    /// What stands up to the end of the brackets.
    fn inside(&mut self) -> Option<Piece> {
        self.bars.push(0);
        let inner = self.choice();
        self.bars.pop();
        self.closes().then_some(inner)?
    }

    fn closes(&mut self) -> bool {
        self.takes(&Kind::Close) || *self.kind() == Kind::End
    }

    fn barred(&mut self) -> Option<Piece> {
        *self.bars.last_mut()? += 1;
        let inner = self.choice();
        *self.bars.last_mut()? -= 1;
        let inner = inner?;
        let is_closed = self.takes(&Kind::Bar) || *self.kind() == Kind::End;
        is_closed.then(|| Piece::atom(format!("|{}|", inner.text)))
    }

    /// LaTeX: `\frac{a}{b}`, `\frac12`, `\sqrt[3]{a}`.
    fn command(&mut self, command: &str) -> Option<Piece> {
        if command == "frac" {
            let (over, under) = (self.argument()?, self.argument()?);
            return Some(over.joined("/", false, &under, Level::Product));
        }
        let order = (*self.kind() == Kind::Open('[')).then(|| {
            self.at += 1;
            self.inside()
        });
        let inner = self.argument()?;
        Some(match order {
            None => Piece::call("sqrt", &[inner]),
            Some(order) if order.as_ref().is_some_and(|order| order.text == "3") => {
                Piece::call("cbrt", &[inner])
            }
            Some(order) => {
                let one = Piece::atom("1".to_owned());
                let exponent = one.joined("/", false, &order?, Level::Product);
                inner.to_the(&exponent)
            }
        })
    }

    /// An argument of a command: what stands in braces, or one name or digit.
    fn argument(&mut self) -> Option<Piece> {
        match self.kind() {
            Kind::Open('{') => {
                self.at += 1;
                self.inside()
            }
            Kind::Name(name) if !words::is_function(name) => {
                self.at += 1;
                self.name(name)
            }
            Kind::Number(number) => {
                self.at += 1;
                Some(Piece::atom(number.clone()))
            }
            _ => None,
        }
    }
}

/// A raised number or name.
fn raised(text: &str) -> Option<Piece> {
    let unsigned = text.trim_start_matches(['+', '-']);
    let is_number = unsigned.chars().all(|c| c.is_ascii_digit());
    let is_name = unsigned.chars().count() == 1;
    (!unsigned.is_empty() && (is_number || is_name))
        .then(|| Piece::new(text.to_owned(), Level::Power))
}

//! A rule with the numbers of one step in the place of its symbols, line by line.

use std::ops::Range as Span;

use super::compile::{Compiled, Place};
use super::program::{POINT, STEP};
use super::resolve::parts;
use super::syntax::{Expression, Kind, Node, Statement};
use crate::math::Vec2;

/// A number or a vector of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// A number.
    Number(f64),
    /// A vector of two; of a matrix its diagonal.
    Vector(Vec2),
}

/// A piece of a line with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// As it stands in the rule.
    Words(&'static str),
    /// In the place of a symbol.
    Value(Quantity),
    /// In the place of a symbol that is a superscript.
    Exponent(f64),
}

/// What one statement of a rule came to in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The line of the rule, from 0; empty lines do not count.
    pub line: usize,
    /// What it sets, as the rule writes it.
    pub symbol: &'static str,
    /// Its right side with numbers; empty where another line has changed one of them since.
    pub pieces: Vec<Piece>,
    /// What that is.
    pub value: Quantity,
}

/// A statement, and where its symbols lie.
pub(super) struct Line {
    row: usize,
    symbol: &'static str,
    place: Place,
    /// Words, and symbols between them; empty where their numbers are not known afterwards.
    pieces: Vec<Symbol>,
    /// Whether another statement stands for it at the first step, or before it.
    is_other_at_first: bool,
}

enum Symbol {
    Words(&'static str),
    Name {
        place: Place,
        /// Whether it is read before this step has set it.
        is_before: bool,
        is_exponent: bool,
    },
}

/// The statements of a rule that say what becomes of something.
pub(super) fn lines(
    rule: &'static str,
    statements: &[Statement],
    compiled: &Compiled,
) -> Vec<Line> {
    let rule = Rule {
        text: rule,
        statements,
        compiled,
    };
    let said = (0..statements.len()).filter(|index| rule.is_said(*index));
    said.filter_map(|index| rule.line(index)).collect()
}

struct Rule<'a> {
    text: &'static str,
    statements: &'a [Statement],
    compiled: &'a Compiled,
}

impl Rule<'_> {
    /// Whether a statement is carried out at every step.
    fn is_said(&self, index: usize) -> bool {
        matches!(self.statements[index].kind, Kind::Quantity | Kind::State)
    }

    /// How often a name is set in a step.
    fn times_set(&self, name: &str) -> usize {
        let all = 0..self.statements.len();
        let sets = all.filter(|index| self.is_said(*index) && self.name(*index) == name);
        sets.count()
    }

    fn name(&self, index: usize) -> &str {
        &self.statements[index].target.name
    }

    fn has_note(&self, name: &str, kind: Kind) -> bool {
        let mut statements = self.statements.iter();
        statements.any(|other| other.kind == kind && other.target.name == name)
    }

    fn line(&self, index: usize) -> Option<Line> {
        let statement = &self.statements[index];
        let name = self.name(index);
        let is_last = (index + 1..self.statements.len())
            .all(|later| !self.is_said(later) || self.name(later) != name);
        if !is_last {
            return None;
        }
        let expression = statement.expression.as_ref()?;
        let mut names = Vec::new();
        collect(expression, &mut names);
        names.sort_by_key(|(_, span)| span.start);
        let is_known = statement.condition.is_none()
            && self.times_set(name) == 1
            && names.iter().all(|(name, _)| self.times_set(name) <= 1);
        let is_before = |name: &str| {
            !(0..index).any(|earlier| self.is_said(earlier) && self.name(earlier) == name)
        };
        let begun = |(name, _): &(&str, _)| is_before(name) && self.has_note(name, Kind::AtFirst);
        let above = self.text[..statement.target.span.start].lines();
        let above: Vec<&str> = above.collect();
        let own_line = self.text[..statement.target.span.start].ends_with('\n');
        let filled = above.iter().filter(|line| !line.trim().is_empty()).count();
        let starts_above = !own_line && above.last().is_some_and(|line| !line.trim().is_empty());
        Some(Line {
            row: filled - usize::from(starts_above),
            symbol: &self.text[statement.target.span.clone()],
            place: *self.compiled.places.get(name)?,
            pieces: if is_known {
                self.pieces(expression.span.clone(), &names, is_before)
            } else {
                Vec::new()
            },
            is_other_at_first: self.has_note(name, Kind::OnFirstStep) || names.iter().any(begun),
        })
    }

    fn pieces(
        &self,
        span: Span<usize>,
        names: &[(&str, Span<usize>)],
        is_before: impl Fn(&str) -> bool,
    ) -> Vec<Symbol> {
        let mut pieces = Vec::new();
        let mut from = span.start;
        for (name, own) in names {
            let Some(place) = self.compiled.places.get(*name) else {
                continue;
            };
            if own.start < from {
                return Vec::new();
            }
            pieces.push(Symbol::Words(&self.text[from..own.start]));
            let is_state = *name == "theta"
                || self
                    .statements
                    .iter()
                    .any(|one| one.kind == Kind::State && one.target.name == *name);
            pieces.push(Symbol::Name {
                place: *place,
                is_before: is_state && is_before(name),
                is_exponent: self.text[own.clone()].starts_with('ᵗ'),
            });
            from = own.end;
        }
        let end = self.text[from..]
            .find('\n')
            .map_or(self.text.len(), |end| from + end);
        pieces.push(Symbol::Words(&self.text[from..span.end.clamp(from, end)]));
        pieces
    }
}

/// The names in an expression, each with its place in the text.
fn collect<'e>(expression: &'e Expression, names: &mut Vec<(&'e str, Span<usize>)>) {
    if let Node::Name(name) = &expression.node {
        names.push((name, expression.span.clone()));
    }
    for part in parts(&expression.node) {
        collect(part, names);
    }
}

impl Line {
    /// The statement with the numbers of a step, from all registers before and after it.
    pub(super) fn worked(&self, before: &[f64], after: &[f64]) -> Worked {
        let is_first = after[STEP] == 1.0;
        let piece = |symbol: &Symbol| match symbol {
            Symbol::Words(words) => Piece::Words(words),
            Symbol::Name {
                place,
                is_exponent: true,
                ..
            } => Piece::Exponent(after[place.pair()[0]]),
            Symbol::Name {
                place, is_before, ..
            } => Piece::Value(read(if *is_before { before } else { after }, *place)),
        };
        Worked {
            line: self.row,
            symbol: self.symbol,
            pieces: if is_first && self.is_other_at_first {
                Vec::new()
            } else {
                self.pieces.iter().map(piece).collect()
            },
            value: read(after, self.place),
        }
    }
}

/// Registers before a step whose point has been put in its place.
pub(super) fn begun(mut registers: Vec<f64>, at: Vec2) -> Vec<f64> {
    super::put(&mut registers, POINT, at);
    registers
}

fn read(registers: &[f64], place: Place) -> Quantity {
    match place {
        Place::Number(register) => Quantity::Number(registers[register]),
        Place::Vector(_) | Place::Matrix(_) => {
            Quantity::Vector(super::pair(registers, place.pair()))
        }
    }
}

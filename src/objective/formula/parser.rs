//! Tokens to a graph, by operator precedence on stacks of its own: no input can make it recurse.
//!
//! After a mistake it goes on as if the likeliest thing had been written, so that it finds the others.

mod report;

use std::collections::HashSet;
use std::ops::Range;

use super::graph::{Graph, Id};
use super::lexer::{self, Kind, Token};
use super::names::{Function, find_function};
use super::op::Op;
use super::scope::Scope;
use crate::mistake::Mistake;

/// How deep parentheses, signs and powers may be nested.
const DEEPEST: usize = 200;

/// How long a text may be, in bytes.
const LONGEST: usize = 64 * 1024;

/// Adds a text to the graph; the node is that of its value.
///
/// # Errors
/// All that is wrong with the text, with its bytes.
pub(super) fn parse(text: &str, graph: &mut Graph, scope: &Scope) -> Result<Id, Vec<Mistake>> {
    if text.len() > LONGEST {
        let message = format!(
            "the formula is {} bytes long; 64 KiB are allowed",
            text.len()
        );
        return Err(vec![
            Mistake::whole(message).help("split it, or name its parts"),
        ]);
    }
    let mut mistakes = Vec::new();
    let (tokens, garbled) = lexer::tokens(text, &mut mistakes);
    let placeholder = graph.x();
    let parser = Parser {
        text,
        graph,
        scope,
        garbled,
        mistakes,
        pending: Vec::new(),
        values: Vec::new(),
        depth: 0,
        placeholder,
        reported: HashSet::new(),
        reported_at: None,
    };
    parser.run(&tokens)
}

/// Precedences of infix operators; a sign before an operand binds between products and powers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
}

/// What waits for an operand on its right.
#[derive(Debug)]
enum Pending {
    Sign {
        negative: bool,
    },
    Infix {
        op: Op,
        swapped: bool,
        precedence: Precedence,
    },
    Open {
        span: Range<usize>,
        bracket: Bracket,
    },
}

/// What was opened and waits for its end.
#[derive(Debug)]
enum Bracket {
    Parenthesis,
    /// `|a|`.
    Bars,
    Call(Call),
}

/// A call whose arguments are being read.
#[derive(Debug)]
struct Call {
    /// `None` for an unknown function.
    function: Option<&'static Function>,
    span: Range<usize>,
    /// Arguments so far, on the stack of values.
    arguments: usize,
}

struct Parser<'a> {
    text: &'a str,
    graph: &'a mut Graph,
    scope: &'a Scope,
    /// Whether characters were stepped over, so that the order of tokens means little.
    garbled: bool,
    mistakes: Vec<Mistake>,
    pending: Vec<Pending>,
    values: Vec<Id>,
    depth: usize,
    /// Stands where a mistake left no value.
    placeholder: Id,
    /// Unknown names that were told already.
    reported: HashSet<String>,
    /// The token of the latest mistake of order.
    reported_at: Option<usize>,
}

impl Parser<'_> {
    fn run(mut self, tokens: &[Token]) -> Result<Id, Vec<Mistake>> {
        let mut operand_due = true;
        let mut at = 0;
        while tokens[at].kind != Kind::End {
            let next = &tokens[at + 1];
            let taken = if operand_due {
                operand_due = self.operand(&tokens[at], next);
                // A call takes its parenthesis along.
                1 + usize::from(self.opens_call(&tokens[at], next))
            } else {
                let previous = &tokens[at - 1];
                let (due, taken) = self.operator(previous, &tokens[at]);
                operand_due = due;
                taken
            };
            at += taken;
            if self.must_stop(&tokens[at.min(tokens.len() - 1)]) {
                return Err(self.mistakes);
            }
        }
        self.finish(operand_due, &tokens[at])
    }

    fn finish(mut self, operand_due: bool, end: &Token) -> Result<Id, Vec<Mistake>> {
        if operand_due {
            self.value_expected(end);
        }
        self.reduce(None);
        while let Some(Pending::Open { span, bracket }) = self.pending.pop() {
            self.never_closed(span, &bracket, end.span.start);
            self.reduce(None);
        }
        match self.values.pop() {
            Some(value) if self.mistakes.is_empty() => Ok(value),
            _ => Err(self.mistakes),
        }
    }

    fn opens_call(&self, token: &Token, next: &Token) -> bool {
        next.kind == Kind::Open
            && matches!(&token.kind, Kind::Name(name)
                if find_function(name).is_some() || !self.scope.knows(name))
    }

    /// Takes a token where an operand is due; whether one is due after it.
    fn operand(&mut self, token: &Token, next: &Token) -> bool {
        match &token.kind {
            Kind::Number(value) => {
                let value = self.graph.constant(*value);
                self.values.push(value);
                false
            }
            Kind::Name(name) => self.name(name, token, next),
            Kind::Plus | Kind::Minus => {
                let negative = token.kind == Kind::Minus;
                self.push(Pending::Sign { negative });
                true
            }
            Kind::Open => {
                let span = token.span.clone();
                let bracket = Bracket::Parenthesis;
                self.push(Pending::Open { span, bracket });
                true
            }
            Kind::Bar => {
                let (span, bracket) = (token.span.clone(), Bracket::Bars);
                self.push(Pending::Open { span, bracket });
                true
            }
            Kind::Close => {
                if self.closes_empty_call() {
                    self.close_call(0);
                } else {
                    self.value_expected(token);
                    self.close(token);
                }
                false
            }
            _ => {
                self.value_expected(token);
                self.operator(token, token).0
            }
        }
    }

    /// A name where an operand is due: a value, or the beginning of a call.
    fn name(&mut self, name: &str, token: &Token, next: &Token) -> bool {
        let span = token.span.clone();
        let function = find_function(name);
        let is_called = function.is_some() && next.kind == Kind::Open;
        if !is_called && let Some(mistake) = self.scope.hides(name, span.clone()) {
            self.name_mistake(mistake);
            self.values.push(self.placeholder);
            return false;
        }
        if self.opens_call(token, next) {
            if function.is_none() {
                self.unknown(name, &span, true);
            }
            let bracket = Bracket::Call(Call {
                function,
                span,
                arguments: 0,
            });
            let span = next.span.clone();
            self.push(Pending::Open { span, bracket });
            return true;
        }
        if let Some(function) = function {
            let usage = function.usage;
            let message = format!("`{name}` is a function and needs its arguments in parentheses");
            self.name_mistake(Mistake::at(span, message).help(format!("write `{usage}`")));
            if matches!(next.kind, Kind::Number(_) | Kind::Name(_)) {
                return true;
            }
            self.values.push(self.placeholder);
            return false;
        }
        let value = self.scope.value(name, self.graph).unwrap_or_else(|| {
            self.unknown(name, &span, false);
            self.placeholder
        });
        self.values.push(value);
        false
    }

    /// Takes a token where an operator is due: whether an operand is due then, and how many tokens
    /// were taken.
    fn operator(&mut self, previous: &Token, token: &Token) -> (bool, usize) {
        let (op, swapped, precedence) = match token.kind {
            Kind::Plus => (Op::Add, false, Precedence::Sum),
            Kind::Minus => (Op::Sub, false, Precedence::Sum),
            Kind::Times => (Op::Mul, false, Precedence::Product),
            Kind::Over => (Op::Div, false, Precedence::Product),
            Kind::Power => (Op::Pow, false, Precedence::Power),
            Kind::Less => (Op::Less, false, Precedence::Comparison),
            Kind::LessEqual => (Op::LessEqual, false, Precedence::Comparison),
            Kind::Greater => (Op::Less, true, Precedence::Comparison),
            Kind::GreaterEqual => (Op::LessEqual, true, Precedence::Comparison),
            Kind::Superscript(exponent) => {
                let exponent = self.graph.constant(exponent);
                self.values.push(exponent);
                self.apply(Op::Pow, false);
                return (false, 1);
            }
            Kind::Close => {
                self.close(token);
                return (false, 1);
            }
            Kind::Bar if self.is_open(|bracket| matches!(bracket, Bracket::Bars)) => {
                self.close_bars();
                return (false, 1);
            }
            Kind::Comma => return (self.comma(token), 1),
            Kind::End => return (false, 0),
            Kind::Number(_) | Kind::Name(_) | Kind::Open | Kind::Bar => {
                self.operator_missing(previous, token);
                self.infix(Op::Mul, false, Precedence::Product);
                return (true, 0);
            }
        };
        if precedence == Precedence::Comparison && self.compares_already() {
            let message = "comparisons cannot follow one another";
            let help = "that both hold is their product: `(0 < x)*(x < 1)`";
            self.syntax(
                token.span.start,
                Mistake::at(token.span.clone(), message).help(help),
            );
        }
        self.infix(op, swapped, precedence);
        (true, 1)
    }

    fn infix(&mut self, op: Op, swapped: bool, precedence: Precedence) {
        // Powers group from the right.
        if precedence != Precedence::Power {
            self.reduce(Some(precedence));
        }
        self.push(Pending::Infix {
            op,
            swapped,
            precedence,
        });
    }

    fn compares_already(&self) -> bool {
        let open = |pending: &&Pending| !matches!(pending, Pending::Open { .. });
        self.pending.iter().rev().take_while(open).any(|pending| {
            matches!(pending, Pending::Infix { precedence, .. } if *precedence == Precedence::Comparison)
        })
    }

    fn comma(&mut self, token: &Token) -> bool {
        self.reduce(None);
        if let Some(Pending::Open {
            bracket: Bracket::Call(call),
            ..
        }) = self.pending.last_mut()
        {
            call.arguments += 1;
        } else {
            let message = "a `,` stands between the arguments of a function only";
            let help = "decimals are written with a point: `0.5`";
            self.syntax(
                token.span.start,
                Mistake::at(token.span.clone(), message).help(help),
            );
            self.values.pop();
        }
        true
    }

    fn close(&mut self, token: &Token) {
        self.reduce(None);
        match self.pending.last() {
            Some(Pending::Open { span, bracket }) => match bracket {
                Bracket::Call(_) => self.close_call(1),
                Bracket::Parenthesis => self.pop_open(),
                Bracket::Bars => {
                    let span = span.clone();
                    self.never_closed(span, &Bracket::Bars, token.span.start);
                    self.close_bars();
                    self.close(token);
                }
            },
            Some(_) => {}
            None => self.syntax(
                token.span.start,
                Mistake::at(token.span.clone(), "this `)` closes nothing")
                    .help("remove it, or add a `(` before"),
            ),
        }
    }

    fn pop_open(&mut self) {
        self.pending.pop();
        self.depth -= 1;
    }

    /// The end of `|a|`, whose bar is the innermost that is open.
    fn close_bars(&mut self) {
        self.reduce(None);
        self.pop_open();
        let value = self.pop();
        let value = self.graph.unary(Op::Abs, value);
        self.values.push(value);
    }

    /// Whether the innermost bracket that is open is such a one.
    fn is_open(&self, wanted: impl Fn(&Bracket) -> bool) -> bool {
        let innermost = self.pending.iter().rev().find_map(|pending| match pending {
            Pending::Open { bracket, .. } => Some(bracket),
            _ => None,
        });
        innermost.is_some_and(wanted)
    }

    fn closes_empty_call(&self) -> bool {
        matches!(self.pending.last(), Some(Pending::Open { bracket: Bracket::Call(call), .. }) if call.arguments == 0)
    }

    /// Ends the call on top, with so many arguments more than were counted at its commas.
    fn close_call(&mut self, last: usize) {
        let Some(Pending::Open {
            bracket: Bracket::Call(call),
            ..
        }) = self.pending.last()
        else {
            return;
        };
        let (function, span, count) = (call.function, call.span.clone(), call.arguments + last);
        self.pop_open();
        let first = self.values.len().saturating_sub(count);
        let value = match function {
            Some(function) if function.arity.accepts(count) => self.call(function.op, first),
            Some(function) => {
                let message = format!(
                    "`{}` takes {}, not {count}",
                    function.name,
                    function.arity.words()
                );
                let help = format!("write `{}`", function.usage);
                self.name_mistake(Mistake::at(span, message).help(help));
                self.placeholder
            }
            None => self.placeholder,
        };
        self.values.truncate(first);
        self.values.push(value);
    }

    /// The operation on the values from `first` on.
    fn call(&mut self, op: Op, first: usize) -> Id {
        match self.values[first..] {
            [a] => self.graph.unary(op, a),
            [c, a, b] if op == Op::Select => self.graph.select(c, a, b),
            [a, base] if op == Op::Ln => self.logarithm(a, base),
            [a, ref rest @ ..] => rest
                .iter()
                .fold(a, |left, &right| self.graph.binary(op, left, right)),
            [] => self.placeholder,
        }
    }

    /// The logarithm to a base, by the function of that base where there is one.
    fn logarithm(&mut self, a: Id, base: Id) -> Id {
        match self.graph.as_constant(base) {
            Some(2.0) => self.graph.unary(Op::Log2, a),
            Some(10.0) => self.graph.unary(Op::Log10, a),
            _ => {
                let [a, base] = [a, base].map(|operand| self.graph.unary(Op::Ln, operand));
                self.graph.div(a, base)
            }
        }
    }

    fn push(&mut self, pending: Pending) {
        self.depth += usize::from(deepens(&pending));
        self.pending.push(pending);
    }

    /// Applies what waits, down to the innermost open parenthesis, or to what binds less than the
    /// operator that comes.
    fn reduce(&mut self, coming: Option<Precedence>) {
        while let Some(pending) = self.pending.last() {
            let precedence = match pending {
                Pending::Open { .. } => return,
                Pending::Sign { .. } => Precedence::Sign,
                Pending::Infix { precedence, .. } => *precedence,
            };
            if coming.is_some_and(|coming| precedence < coming) {
                return;
            }
            self.depth -= usize::from(deepens(pending));
            match self.pending.pop() {
                Some(Pending::Sign { negative: true }) => {
                    let value = self.pop();
                    let value = self.graph.neg(value);
                    self.values.push(value);
                }
                Some(Pending::Infix { op, swapped, .. }) => self.apply(op, swapped),
                _ => {}
            }
        }
    }

    /// Replaces the two topmost values by that of the operation on them.
    fn apply(&mut self, op: Op, swapped: bool) {
        let right = self.pop();
        let left = self.pop();
        let value = if swapped {
            self.graph.binary(op, right, left)
        } else if op == Op::Pow && self.scope.is_euler(left) {
            self.graph.unary(Op::Exp, right)
        } else {
            self.graph.binary(op, left, right)
        };
        self.values.push(value);
    }

    fn pop(&mut self) -> Id {
        self.values.pop().unwrap_or(self.placeholder)
    }
}

/// Whether what waits makes the formula one deeper.
fn deepens(pending: &Pending) -> bool {
    match pending {
        Pending::Sign { .. } | Pending::Open { .. } => true,
        Pending::Infix { precedence, .. } => *precedence == Precedence::Power,
    }
}

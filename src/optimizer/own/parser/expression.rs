//! Expressions: operators by their strength, and what stands on a board besides.

use std::ops::Range;

use crate::mistake::Mistake;
use crate::objective::{Op, find_function};
use crate::optimizer::own::lexer::{Kind, Token};
use crate::optimizer::own::syntax::{Expression, Node, Norm};

/// Deeper brackets are no rule of anyone.
const DEEPEST: usize = 64;

/// Reads one expression.
pub(super) struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    /// Where the text before the tokens ends.
    before: usize,
    depth: usize,
    mistakes: &'a mut Vec<Mistake>,
}

/// Whether an exponent is the sign of a vector that lies down.
fn is_transposition(exponent: &[Token]) -> bool {
    matches!(exponent, [Token { kind: Kind::Name(name), .. }] if name == "T")
}

/// That there is a mistake, which is in the list.
struct Wrong;

type Read = Result<Expression, Wrong>;

impl<'a> Parser<'a> {
    pub(super) fn new(tokens: &'a [Token], before: usize, mistakes: &'a mut Vec<Mistake>) -> Self {
        Self {
            tokens,
            at: 0,
            before,
            depth: 0,
            mistakes,
        }
    }

    /// The expression of all the tokens; `None` where it has a mistake.
    pub(super) fn whole(&mut self) -> Option<Expression> {
        let expression = self.comparison().ok()?;
        if self.at < self.tokens.len() {
            self.left_over(&expression);
            return None;
        }
        Some(expression)
    }

    fn left_over(&mut self, before: &Expression) {
        let token = self.tokens[self.at].clone();
        if self.begins_operand() {
            let span = before.span.end.min(token.span.start)..token.span.end;
            let mistake = Mistake::at(span, "an operator is missing");
            self.mistakes
                .push(mistake.help("write a product with its sign: `2·η`, `β·m`"));
        } else {
            self.wrong(token.span, "this does not belong here", None);
        }
    }

    fn peek(&self) -> Option<&'a Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn sign(&self) -> Option<char> {
        match self.peek() {
            Some(Kind::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    fn take(&mut self, sign: char) -> bool {
        let is_here = self.sign() == Some(sign);
        self.at += usize::from(is_here);
        is_here
    }

    fn is_name(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Kind::Name(name)) if name == word)
    }

    fn begins_operand(&self) -> bool {
        match self.peek() {
            Some(Kind::Number(_) | Kind::Name(_)) => true,
            Some(Kind::Sign(sign)) => "(√∛∇⟨|‖".contains(*sign),
            _ => false,
        }
    }

    /// The place of the present token; behind the last one, the end.
    fn here(&self) -> Range<usize> {
        let end = self.end();
        let token = self.tokens.get(self.at);
        token.map_or(end..end, |token| token.span.clone())
    }

    fn end(&self) -> usize {
        match self.at.checked_sub(1) {
            Some(last) => self.tokens[last].span.end,
            None => self.before,
        }
    }

    fn wrong(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Wrong {
        let mistake = Mistake::at(span, message);
        self.mistakes.push(match help {
            Some(help) => mistake.help(help),
            None => mistake,
        });
        Wrong
    }

    fn apply(&self, op: Op, operands: Vec<Expression>, start: usize) -> Expression {
        self.node(Node::Apply(op, operands), start)
    }

    fn node(&self, node: Node, start: usize) -> Expression {
        Expression {
            node,
            span: start..self.end(),
        }
    }

    fn comparison(&mut self) -> Read {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(self.here(), "brackets are nested too deeply", None));
        }
        let mut left = self.sum()?;
        while let Some(sign @ ('<' | '>' | '≤' | '≥' | '≡')) = self.sign() {
            self.at += 1;
            let right = self.sum()?;
            let start = left.span.start;
            let (op, operands) = match sign {
                '<' => (Op::Less, vec![left, right]),
                '≤' => (Op::LessEqual, vec![left, right]),
                '>' => (Op::Less, vec![right, left]),
                '≥' => (Op::LessEqual, vec![right, left]),
                _ => (Op::Equal, vec![left, right]),
            };
            left = self.apply(op, operands, start);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn sum(&mut self) -> Read {
        let mut left = self.product()?;
        while let Some(sign @ ('+' | '-')) = self.sign() {
            self.at += 1;
            let right = self.product()?;
            let start = left.span.start;
            let op = if sign == '+' { Op::Add } else { Op::Sub };
            left = self.apply(op, vec![left, right], start);
        }
        Ok(left)
    }

    fn product(&mut self) -> Read {
        let mut left = self.signed()?;
        while let Some(sign @ ('*' | '/')) = self.sign() {
            self.at += 1;
            let right = self.signed()?;
            let start = left.span.start;
            let op = if sign == '*' { Op::Mul } else { Op::Div };
            left = self.apply(op, vec![left, right], start);
        }
        Ok(left)
    }

    fn signed(&mut self) -> Read {
        let start = self.here().start;
        if self.take('-') {
            self.deeper()?;
            let operand = self.signed()?;
            self.depth -= 1;
            return Ok(self.apply(Op::Neg, vec![operand], start));
        }
        if self.take('+') {
            self.deeper()?;
            let operand = self.signed();
            self.depth -= 1;
            return operand;
        }
        self.power()
    }

    fn deeper(&mut self) -> Result<(), Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(self.here(), "this is nested too deeply", None));
        }
        Ok(())
    }

    /// A factor with its exponents.
    fn power(&mut self) -> Read {
        let mut base = self.operand()?;
        loop {
            let start = base.span.start;
            if let Some(Kind::Exponent(inner)) = self.peek() {
                if is_transposition(inner) {
                    self.at += 1;
                    base = self.node(Node::Transposed(Box::new(base)), start);
                    continue;
                }
                let before = self.here().end;
                let exponent = Parser::new(inner, before, self.mistakes)
                    .whole()
                    .ok_or(Wrong)?;
                self.at += 1;
                base = self.node(Node::Power(Box::new(base), Box::new(exponent)), start);
            } else if self.take('^') {
                self.deeper()?;
                let exponent = self.signed()?;
                self.depth -= 1;
                return Ok(self.node(Node::Power(Box::new(base), Box::new(exponent)), start));
            } else {
                return Ok(base);
            }
        }
    }

    fn operand(&mut self) -> Read {
        let start = self.here().start;
        match self.peek() {
            Some(Kind::Number(number)) => {
                self.at += 1;
                Ok(self.node(Node::Number(*number), start))
            }
            Some(Kind::Name(name)) => self.named(name, start),
            Some(Kind::Sign(sign)) => self.signed_operand(*sign, start),
            _ => Err(self.value_missing()),
        }
    }

    fn value_missing(&mut self) -> Wrong {
        let help = "a value is a number, a name, a function, `J(…)`, `∇J(…)` or `(…)`";
        self.wrong(self.here(), "a value is missing here", Some(help))
    }

    fn signed_operand(&mut self, sign: char, start: usize) -> Read {
        match sign {
            '(' => {
                self.at += 1;
                let mut inside = self.comparison()?;
                self.close(')', start, "this bracket is not closed")?;
                inside.span = start..self.end();
                Ok(inside)
            }
            '√' | '∛' => {
                self.at += 1;
                self.deeper()?;
                let inside = self.power()?;
                self.depth -= 1;
                let op = if sign == '√' { Op::Sqrt } else { Op::Cbrt };
                Ok(self.apply(op, vec![inside], start))
            }
            '|' => {
                self.at += 1;
                let inside = self.comparison()?;
                self.close('|', start, "this `|` is not closed")?;
                Ok(self.apply(Op::Abs, vec![inside], start))
            }
            '‖' => {
                self.at += 1;
                let inside = self.comparison()?;
                self.close('‖', start, "this norm is not closed")?;
                let norm = match self.sign() {
                    Some('₁') => Norm::One,
                    Some('∞') => Norm::Infinity,
                    _ => Norm::Two,
                };
                let is_said = matches!(self.sign(), Some('₁' | '₂' | '∞'));
                self.at += usize::from(is_said);
                Ok(self.node(Node::Norm(norm, Box::new(inside)), start))
            }
            '⟨' => {
                self.at += 1;
                let left = self.comparison()?;
                self.close(',', start, "⟨a, b⟩ has two vectors")?;
                let right = self.comparison()?;
                self.close('⟩', start, "this `⟨` is not closed")?;
                Ok(self.node(Node::Dot(Box::new(left), Box::new(right)), start))
            }
            '∇' => {
                self.at += 1;
                let is_second = matches!(self.peek(), Some(Kind::Exponent(inner)) if matches!(inner.as_slice(), [Token { kind: Kind::Number(two), .. }] if *two == 2.0));
                self.at += usize::from(is_second);
                self.derivative(is_second, start)
            }
            _ => Err(self.value_missing()),
        }
    }

    fn close(&mut self, sign: char, opened: usize, message: &str) -> Result<(), Wrong> {
        if self.take(sign) {
            return Ok(());
        }
        let length = self.tokens.iter().find(|token| token.span.start == opened);
        let span = length.map_or(opened..opened, |token| token.span.clone());
        Err(self.wrong(span, message, None))
    }

    /// `J(a)` behind `∇` or `∇²`; without brackets, at the point.
    fn derivative(&mut self, is_second: bool, start: usize) -> Read {
        if !self.is_name("J") {
            let help = "the gradient is `∇J(θ)`, at any point `∇J(a)`; the Hessian `∇²J(θ)·b`";
            return Err(self.wrong(self.here(), "`J` is missing here", Some(help)));
        }
        self.at += 1;
        let at = Box::new(self.argument_or_point()?);
        let node = if is_second {
            Node::Hessian(at)
        } else {
            Node::Gradient(at)
        };
        Ok(self.node(node, start))
    }

    /// What stands in brackets behind `J`; without them, the point.
    fn argument_or_point(&mut self) -> Read {
        let start = self.here().start;
        if self.take('(') {
            let inside = self.comparison()?;
            self.close(')', start, "this bracket is not closed")?;
            return Ok(inside);
        }
        Ok(self.node(Node::Name("theta".to_owned()), self.end()))
    }

    fn named(&mut self, name: &str, start: usize) -> Read {
        self.at += 1;
        match name {
            "J" => {
                let at = Box::new(self.argument_or_point()?);
                return Ok(self.node(Node::Value(at), start));
            }
            "grad" if self.is_name("J") => return self.derivative(false, start),
            "hess" if self.is_name("J") => return self.derivative(true, start),
            "diag" => return self.diagonal(start),
            _ => {}
        }
        if self.sign() != Some('(') {
            return Ok(self.node(Node::Name(name.to_owned()), start));
        }
        let name_span = start..self.end();
        let mut arguments = self.arguments()?;
        let count = arguments.len();
        let two = |arguments: Vec<Expression>| -> Option<[Box<Expression>; 2]> {
            let [a, b]: [Expression; 2] = arguments.try_into().ok()?;
            Some([Box::new(a), Box::new(b)])
        };
        let own = match (name, count) {
            ("norm", 1) => arguments.pop().map(|a| Node::Norm(Norm::Two, Box::new(a))),
            ("norm1", 1) => arguments.pop().map(|a| Node::Norm(Norm::One, Box::new(a))),
            ("norm_inf", 1) => arguments
                .pop()
                .map(|a| Node::Norm(Norm::Infinity, Box::new(a))),
            ("mean", 1) => arguments.pop().map(|a| Node::Mean(Box::new(a))),
            ("sum", 1) => arguments.pop().map(|a| Node::Sum(Box::new(a))),
            ("uniform", 0) => Some(Node::Uniform),
            ("dot", 2) => two(arguments.clone()).map(|[a, b]| Node::Dot(a, b)),
            ("norm" | "norm1" | "norm_inf" | "mean" | "sum", _) => {
                let message = format!("`{name}` takes 1 argument, not {count}");
                return Err(self.wrong(name_span, message, None));
            }
            ("dot", _) => {
                let message = format!("`dot` takes 2 arguments, not {count}");
                return Err(self.wrong(name_span, message, None));
            }
            ("pow", 2) => two(arguments.clone()).map(|[a, b]| Node::Power(a, b)),
            _ => None,
        };
        match own {
            Some(node) => Ok(self.node(node, start)),
            None => self.function(name, name_span, arguments, start),
        }
    }

    /// A function of the formula language.
    fn function(
        &mut self,
        name: &str,
        name_span: Range<usize>,
        arguments: Vec<Expression>,
        start: usize,
    ) -> Read {
        let Some(function) = find_function(name) else {
            let mistake = Mistake::at(name_span, format!("`{name}` is no function"));
            self.mistakes
                .push(mistake.help("write a product with its sign: `a·(b + c)`"));
            return Err(Wrong);
        };
        if !function.arity.accepts(arguments.len()) {
            let message = format!(
                "`{name}` takes {}, not {}",
                function.arity.words(),
                arguments.len()
            );
            return Err(self.wrong(name_span, message, Some(function.usage)));
        }
        let mut arguments = arguments;
        let is_fold = arguments.len() > 2 && function.op != Op::Select;
        if function.op == Op::Ln && arguments.len() == 2 {
            let logarithm = |a: Expression| Expression {
                span: a.span.clone(),
                node: Node::Apply(Op::Ln, vec![a]),
            };
            arguments = arguments.into_iter().map(logarithm).collect();
            return Ok(self.apply(Op::Div, arguments, start));
        }
        if is_fold {
            let mut rest = arguments.into_iter();
            let first = rest.next().ok_or(Wrong)?;
            return Ok(rest.fold(first, |all, one| {
                self.apply(function.op, vec![all, one], start)
            }));
        }
        Ok(self.apply(function.op, arguments, start))
    }

    fn diagonal(&mut self, start: usize) -> Read {
        let open = self.take('(');
        let is_second = if self.is_name("hess") {
            self.at += 1;
            true
        } else {
            self.take('∇') && {
                self.at += 1;
                true
            }
        };
        if !is_second || !self.is_name("J") {
            let help = "the diagonal of the Hessian is `diag ∇²J(θ)`";
            return Err(self.wrong(start..self.end(), "a Hessian is missing here", Some(help)));
        }
        self.at += 1;
        let at = Box::new(self.argument_or_point()?);
        if open {
            self.close(')', start, "this bracket is not closed")?;
        }
        Ok(self.node(Node::HessianDiagonal(at), start))
    }

    /// The arguments in brackets, the first of which is here.
    fn arguments(&mut self) -> Result<Vec<Expression>, Wrong> {
        let opened = self.here().start;
        self.at += 1;
        let mut arguments = Vec::new();
        if self.take(')') {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.comparison()?);
            if !self.take(',') {
                self.close(')', opened, "this bracket is not closed")?;
                return Ok(arguments);
            }
        }
    }
}

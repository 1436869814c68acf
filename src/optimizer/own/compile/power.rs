//! Powers: products for small whole exponents, a clock's powers for t, and all others.

use super::{Compiler, Place};
use crate::mistake::Mistake;
use crate::objective::Op;
use crate::optimizer::own::program::Instruction;
use crate::optimizer::own::syntax::{Expression, Node};

/// Whole exponents up to this one are products, as in formulas.
const MOST_FACTORS: f64 = 16.0;

impl Compiler<'_> {
    pub(super) fn power(&mut self, base: &Expression, exponent: &Expression) -> Place {
        let from = self.expression(base);
        if let Place::Matrix(matrix) = from {
            let Place::Number(with) = self.expression(exponent) else {
                self.needs_number(exponent, "an exponent is a number");
                return from;
            };
            return self.of_eigenvalues(Op::Pow, matrix, with);
        }
        if let Some(whole) = whole(exponent) {
            if whole < 0.0 && from.is_vector() {
                self.needs_number(base, "write `1/a` for the reciprocals of the components");
            }
            return self.factors(from, whole);
        }
        if matches!(&exponent.node, Node::Name(name) if name == "t") && !from.is_vector() {
            let out = self.register();
            let base = from.component(0);
            self.instructions.push(Instruction::ToTheStep { base, out });
            return Place::Number(out);
        }
        let to = self.expression(exponent);
        if to.is_vector() {
            self.needs_number(exponent, "an exponent is a number");
        }
        self.apply(Op::Pow, &[from, to])
    }

    fn needs_number(&mut self, expression: &Expression, help: &str) {
        let mistake = Mistake::at(expression.span.clone(), "a vector where a number is needed");
        self.mistakes.push(mistake.help(help));
    }

    /// A power by products, squaring as often as possible.
    fn factors(&mut self, base: Place, exponent: f64) -> Place {
        let factors = exponent.abs() as u32;
        let mut power = base;
        for bit in (0..factors.ilog2()).rev() {
            power = self.apply(Op::Mul, &[power, power]);
            if factors >> bit & 1 == 1 {
                power = self.apply(Op::Mul, &[power, base]);
            }
        }
        if exponent > 0.0 {
            return power;
        }
        let one = Place::Number(self.number(1.0));
        self.apply(Op::Div, &[one, power])
    }
}

/// An exponent that is a whole number and small.
pub(super) fn whole(exponent: &Expression) -> Option<f64> {
    let number = match &exponent.node {
        Node::Number(number) => *number,
        Node::Apply(Op::Neg, operands) => match operands.as_slice() {
            [
                Expression {
                    node: Node::Number(number),
                    ..
                },
            ] => -number,
            _ => return None,
        },
        _ => return None,
    };
    let is_small = number.fract() == 0.0 && number != 0.0 && number.abs() <= MOST_FACTORS;
    is_small.then_some(number)
}

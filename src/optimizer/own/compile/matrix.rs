//! Operations on symmetric matrices: sums, multiples, functions of the eigenvalues, products with vectors.

use super::{Compiler, Place};
use crate::mistake::Mistake;
use crate::objective::Op;
use crate::optimizer::own::program::{Instruction, Triple};
use crate::optimizer::own::syntax::{Expression, Node};

impl Compiler<'_> {
    pub(super) fn triple(&mut self) -> Triple {
        [self.register(), self.register(), self.register()]
    }

    /// An operation of which an operand is a matrix, or whose result is one; `None` for all others.
    pub(super) fn with_matrices(&mut self, op: Op, operands: &[Expression]) -> Option<Place> {
        if let (Op::Mul, [left, right]) = (op, operands) {
            if let Node::Transposed(lying) = &right.node
                && self.is_vector(left)
            {
                return Some(self.outer(left, lying));
            }
            if self.is_matrix(left) && !self.is_matrix(right) {
                return self.product(left, right);
            }
        }
        if !operands.iter().any(|operand| self.is_matrix(operand)) {
            return None;
        }
        let places: Vec<Place> = operands.iter().map(|one| self.expression(one)).collect();
        let vector = operands
            .iter()
            .zip(&places)
            .find(|(_, place)| place.is_vector());
        if let Some((operand, _)) = vector {
            return Some(
                self.refused(operand, "a matrix and a vector make a product alone, `M·v`"),
            );
        }
        Some(match (op, places.as_slice()) {
            (Op::Add | Op::Sub, [Place::Matrix(_), Place::Matrix(_)])
            | (Op::Mul | Op::Div, [Place::Matrix(_), Place::Number(_)])
            | (Op::Mul, [Place::Number(_), Place::Matrix(_)])
            | (Op::Neg, _) => self.componentwise(op, &places),
            (Op::Abs | Op::Sqrt, [Place::Matrix(matrix)]) => {
                let none = self.number(0.0);
                self.of_eigenvalues(op, *matrix, none)
            }
            (
                Op::Max | Op::Min,
                [Place::Matrix(matrix), Place::Number(with)]
                | [Place::Number(with), Place::Matrix(matrix)],
            ) => {
                self.of_eigenvalues(op, *matrix, *with)
            }
            _ => self.refused(
                &operands[0],
                "matrices are added, multiplied by numbers and vectors, inverted, and |M|, √M, max(M, a) act on the eigenvalues",
            ),
        })
    }

    fn refused(&mut self, at: &Expression, help: &str) -> Place {
        let mistake = Mistake::at(at.span.clone(), "a matrix is not for this");
        self.mistakes.push(mistake.help(help));
        let register = self.number(0.0);
        Place::Number(register)
    }

    /// A vector that stands times one that lies: the same one, for the matrix to be symmetric.
    fn outer(&mut self, standing: &Expression, lying: &Expression) -> Place {
        let (one, other) = (self.vector(standing), self.vector(lying));
        let out = self.triple();
        for (out, (left, right)) in out.into_iter().zip([(0, 0), (0, 1), (1, 1)]) {
            let inputs = [one[left], other[right], 0];
            let op = Op::Mul;
            self.instructions
                .push(Instruction::Apply { op, inputs, out });
        }
        Place::Matrix(out)
    }

    /// A matrix times a vector; for the inverse of one, the vector of which it makes this one.
    fn product(&mut self, left: &Expression, right: &Expression) -> Option<Place> {
        if !self.is_vector(right) {
            return None;
        }
        let inverted = match &left.node {
            Node::Power(base, exponent) if super::power::whole(exponent) == Some(-1.0) => {
                Some(base)
            }
            _ => None,
        };
        let place = self.expression(inverted.map_or(left, |base| base));
        let with = self.vector(right);
        let Place::Matrix(matrix) = place else {
            return None;
        };
        let out = [self.register(), self.register()];
        self.instructions.push(if inverted.is_some() {
            Instruction::Solve { matrix, with, out }
        } else {
            Instruction::Times { matrix, with, out }
        });
        Some(Place::Vector(out))
    }

    pub(super) fn of_eigenvalues(&mut self, op: Op, matrix: Triple, with: usize) -> Place {
        let out = self.triple();
        self.instructions.push(Instruction::OfEigenvalues {
            op,
            matrix,
            with,
            out,
        });
        Place::Matrix(out)
    }
}

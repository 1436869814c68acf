//! What each name and each expression is: a number, a vector or a matrix.

use std::collections::HashMap;

use crate::objective::Op;
use crate::optimizer::own::resolve::parts;
use crate::optimizer::own::syntax::{Expression, Node, Statement};

/// What a quantity is; of two that one name is given the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Number,
    Vector,
    /// Symmetric.
    Matrix,
}

/// The names of a rule, each with what it ever is.
pub(super) type Shapes<'a> = HashMap<&'a str, Shape>;

/// What each name is that a rule sets.
pub(super) fn shapes(statements: &[Statement]) -> Shapes<'_> {
    let mut shapes: Shapes<'_> =
        HashMap::from([("theta", Shape::Vector), ("theta0", Shape::Vector)]);
    loop {
        let mut is_settled = true;
        for statement in statements {
            let given = statement.expression.as_ref();
            let shape = given.map_or(Shape::Number, |given| of(given, &shapes));
            let known = shapes
                .entry(&statement.target.name)
                .or_insert(Shape::Number);
            if shape > *known {
                *known = shape;
                is_settled = false;
            }
        }
        if is_settled {
            return shapes;
        }
    }
}

/// What an expression is.
pub(super) fn of(expression: &Expression, shapes: &Shapes<'_>) -> Shape {
    let greatest = |parts: Vec<&Expression>| {
        let shapes = parts.into_iter().map(|part| of(part, shapes));
        shapes.max().unwrap_or(Shape::Number)
    };
    match &expression.node {
        Node::Name(name) => shapes
            .get(name.as_str())
            .copied()
            .unwrap_or(match name.as_str() {
                "xi" | "theta_min" => Shape::Vector,
                "I" => Shape::Matrix,
                _ => Shape::Number,
            }),
        Node::Gradient(_) | Node::HessianDiagonal(_) | Node::Transposed(_) => Shape::Vector,
        Node::Hessian(_) => Shape::Matrix,
        Node::Apply(Op::Mul, operands) => match operands.as_slice() {
            [left, right] => match (of(left, shapes), of(right, shapes)) {
                (Shape::Vector, _) if matches!(right.node, Node::Transposed(_)) => Shape::Matrix,
                (Shape::Matrix, Shape::Vector) => Shape::Vector,
                (left, right) => left.max(right),
            },
            _ => Shape::Number,
        },
        Node::Apply(..) | Node::Power(..) => greatest(parts(&expression.node)),
        _ => Shape::Number,
    }
}

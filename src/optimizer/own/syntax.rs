//! A rule as it was read: statements in their order, each with an expression.

use std::ops::Range;

use crate::objective::Op;

/// A part of a rule, and its bytes.
#[derive(Debug, Clone)]
pub(super) struct Expression {
    pub(super) node: Node,
    pub(super) span: Range<usize>,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Number(f64),
    /// A name in its one spelling.
    Name(String),
    /// An operation of the formula language, componentwise.
    Apply(Op, Vec<Expression>),
    Power(Box<Expression>, Box<Expression>),
    Norm(Norm, Box<Expression>),
    /// ⟨a, b⟩.
    Dot(Box<Expression>, Box<Expression>),
    /// The sum of the components.
    Sum(Box<Expression>),
    /// Half of it.
    Mean(Box<Expression>),
    /// J there.
    Value(Box<Expression>),
    /// ∇J there.
    Gradient(Box<Expression>),
    /// ∇²J there, a matrix.
    Hessian(Box<Expression>),
    /// A vector lying down, behind one that stands: their product is a matrix.
    Transposed(Box<Expression>),
    /// A random number from 0 to 1, another one wherever it stands.
    Uniform,
    /// The diagonal of ∇²J there.
    HessianDiagonal(Box<Expression>),
}

/// How a vector is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Norm {
    One,
    Two,
    Infinity,
}

/// A name where it is given a value, in its one spelling.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) name: String,
    pub(super) span: Range<usize>,
}

/// A line of a rule; an expression that could not be read is left out.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) target: Target,
    pub(super) kind: Kind,
    /// As long as this is above 0 the statement is done again.
    pub(super) condition: Option<Expression>,
    pub(super) expression: Option<Expression>,
}

/// What a line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `name = …`: a quantity of this step.
    Quantity,
    /// `name ← …`: a state, or the point.
    State,
    /// `(name = … at first)`: what a state is before the first step.
    AtFirst,
    /// `(name ← … on the first step)`: what its statement is instead at t = 1.
    OnFirstStep,
}

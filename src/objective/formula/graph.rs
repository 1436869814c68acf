//! A formula as a graph: a node stands after its operands and once only, however often it is used.
//!
//! Simplifies where IEEE arithmetic gives the same number, and nowhere else: 0·f stays, for f may
//! be infinite, and so do f − f and f + 0.

use std::collections::HashMap;

use super::op::Op;

/// Index of a node.
pub(crate) type Id = u32;

/// An operation on nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Node {
    pub(crate) op: Op,
    pub(crate) operands: [Id; 3],
}

impl Node {
    /// The operands that are used.
    pub(crate) fn inputs(&self) -> &[Id] {
        &self.operands[..self.op.arity()]
    }
}

/// On which of the variables a node depends, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dependence(u8);

impl Dependence {
    /// On neither: parameters and constants only.
    pub(crate) const NONE: Self = Self(0);
    /// On x alone.
    pub(crate) const X: Self = Self(1);
    /// On y alone.
    pub(crate) const Y: Self = Self(2);

    /// On the row of a table.
    const ROW: Self = Self(4);
    /// On both variables.
    pub(crate) const BOTH: Self = Self(3);

    fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is a variable on which both depend.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The nodes, operands before their users.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    nodes: Vec<Node>,
    dependence: Vec<Dependence>,
    known: HashMap<Node, Id>,
}

impl Graph {
    /// How many nodes a formula with its derivatives may have.
    pub(crate) const LIMIT: usize = 400_000;

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no room for more nodes.
    pub(crate) fn is_full(&self) -> bool {
        self.nodes.len() > Self::LIMIT
    }

    pub(crate) fn node(&self, id: Id) -> Node {
        self.nodes[id as usize]
    }

    pub(crate) fn dependence(&self, id: Id) -> Dependence {
        self.dependence[id as usize]
    }

    /// The nodes that these are computed from, themselves included, as flags by index.
    pub(crate) fn reachable(&self, roots: &[Id]) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        for &root in roots {
            reached[root as usize] = true;
        }
        for index in (0..self.nodes.len()).rev() {
            if reached[index] {
                for &input in self.nodes[index].inputs() {
                    reached[input as usize] = true;
                }
            }
        }
        reached
    }

    fn intern(&mut self, op: Op, operands: [Id; 3]) -> Id {
        let node = Node { op, operands };
        if let Some(&id) = self.known.get(&node) {
            return id;
        }
        let dependence = match op {
            Op::X => Dependence::X,
            Op::Y => Dependence::Y,
            Op::Column => Dependence::ROW,
            _ => node.inputs().iter().fold(Dependence::NONE, |all, &input| {
                all.union(self.dependence(input))
            }),
        };
        let id = self.nodes.len() as Id;
        self.nodes.push(node);
        self.dependence.push(dependence);
        self.known.insert(node, id);
        id
    }

    pub(crate) fn constant(&mut self, value: f64) -> Id {
        let bits = value.to_bits();
        self.intern(Op::Constant, [bits as u32, (bits >> 32) as u32, 0])
    }

    pub(crate) fn parameter(&mut self, index: usize) -> Id {
        self.intern(Op::Parameter, [index as Id, 0, 0])
    }

    pub(crate) fn column(&mut self, index: usize) -> Id {
        self.intern(Op::Column, [index as Id, 0, 0])
    }

    pub(crate) fn x(&mut self) -> Id {
        self.intern(Op::X, [0; 3])
    }

    pub(crate) fn y(&mut self) -> Id {
        self.intern(Op::Y, [0; 3])
    }

    /// The number that a node always has, if it is a constant.
    pub(crate) fn as_constant(&self, id: Id) -> Option<f64> {
        let node = self.node(id);
        let [low, high, _] = node.operands;
        (node.op == Op::Constant).then(|| f64::from_bits(u64::from(high) << 32 | u64::from(low)))
    }

    /// The constant by which a product multiplies its first operand.
    fn constant_factor(&self, node: Node) -> Option<f64> {
        if node.op == Op::Mul {
            self.as_constant(node.operands[1])
        } else {
            None
        }
    }

    /// The operand of a negation.
    fn as_negated(&self, id: Id) -> Option<Id> {
        let node = self.node(id);
        (node.op == Op::Neg).then_some(node.operands[0])
    }

    pub(crate) fn unary(&mut self, op: Op, a: Id) -> Id {
        if let Some(value) = self.as_constant(a) {
            return self.constant(op.apply(value, 0.0, 0.0));
        }
        match (op, self.as_negated(a)) {
            (Op::Neg, Some(inner)) => inner,
            (
                Op::Abs
                | Op::Cos
                | Op::Cosh
                | Op::Gauss
                | Op::SigmoidSlope
                | Op::TanhSlope
                | Op::OneMinusSquare,
                Some(inner),
            ) => self.unary(op, inner),
            (Op::Neg, None) => self.negate(a),
            _ => self.intern(op, [a, 0, 0]),
        }
    }

    /// −a; a constant factor takes the sign.
    fn negate(&mut self, a: Id) -> Id {
        let node = self.node(a);
        if let Some(factor) = self.constant_factor(node) {
            let factor = self.constant(-factor);
            self.mul(node.operands[0], factor)
        } else {
            self.intern(Op::Neg, [a, 0, 0])
        }
    }

    pub(crate) fn binary(&mut self, op: Op, a: Id, b: Id) -> Id {
        if let (Some(left), Some(right)) = (self.as_constant(a), self.as_constant(b)) {
            return self.constant(op.apply(left, right, 0.0));
        }
        match op {
            Op::Add => self.add(a, b),
            Op::Sub => self.sub(a, b),
            Op::Mul => self.mul(a, b),
            Op::Div => self.div(a, b),
            Op::Pow => self.pow(a, b),
            _ => self.ordered(op, a, b),
        }
    }

    /// Constants go right, other operands by age, where their order makes no difference.
    fn ordered(&mut self, op: Op, a: Id, b: Id) -> Id {
        let constant = |id| self.as_constant(id).is_some();
        let swap = op.commutes() && (constant(a), a) > (constant(b), b);
        self.intern(op, if swap { [b, a, 0] } else { [a, b, 0] })
    }

    pub(crate) fn neg(&mut self, a: Id) -> Id {
        self.unary(Op::Neg, a)
    }

    pub(crate) fn add(&mut self, a: Id, b: Id) -> Id {
        if let (Some(left), Some(right)) = (self.as_constant(a), self.as_constant(b)) {
            return self.constant(left + right);
        }
        match (self.as_negated(a), self.as_negated(b)) {
            (_, Some(inner)) => self.sub(a, inner),
            (Some(inner), None) => self.sub(b, inner),
            _ if a == b => self.scale(2.0, a),
            _ => self.ordered(Op::Add, a, b),
        }
    }

    pub(crate) fn sub(&mut self, a: Id, b: Id) -> Id {
        if let (Some(left), Some(right)) = (self.as_constant(a), self.as_constant(b)) {
            return self.constant(left - right);
        }
        match self.as_negated(b) {
            Some(inner) => self.add(a, inner),
            None if self.is(b, 0.0) => a,
            None => self.intern(Op::Sub, [a, b, 0]),
        }
    }

    pub(crate) fn mul(&mut self, a: Id, b: Id) -> Id {
        if let (Some(left), Some(right)) = (self.as_constant(a), self.as_constant(b)) {
            return self.constant(left * right);
        }
        let (a, b) = if self.as_constant(a).is_some() {
            (b, a)
        } else {
            (a, b)
        };
        if let Some(inner) = self.as_negated(a) {
            let product = self.mul(inner, b);
            self.neg(product)
        } else if let Some(inner) = self.as_negated(b) {
            let product = self.mul(a, inner);
            self.neg(product)
        } else if self.is(b, 1.0) {
            a
        } else if self.is(b, -1.0) {
            self.neg(a)
        } else {
            self.ordered(Op::Mul, a, b)
        }
    }

    pub(crate) fn div(&mut self, a: Id, b: Id) -> Id {
        match (self.as_constant(a), self.as_constant(b)) {
            (Some(left), Some(right)) => self.constant(left / right),
            // Division by a power of two is multiplication by its reciprocal, to the bit.
            (None, Some(right)) if is_power_of_two(right) => {
                let reciprocal = self.constant(1.0 / right);
                self.mul(a, reciprocal)
            }
            _ => self.intern(Op::Div, [a, b, 0]),
        }
    }

    /// The power; 1 for the exponent 0, whatever the base, as IEEE says.
    pub(crate) fn pow(&mut self, a: Id, b: Id) -> Id {
        if let (Some(left), Some(right)) = (self.as_constant(a), self.as_constant(b)) {
            return self.constant(Op::Pow.apply(left, right, 0.0));
        }
        if self.is(b, 0.0) || self.is(a, 1.0) {
            self.constant(1.0)
        } else if self.is(b, 1.0) {
            a
        } else {
            self.intern(Op::Pow, [a, b, 0])
        }
    }

    /// `b` where `a` > 0, else `c`.
    pub(crate) fn select(&mut self, a: Id, b: Id, c: Id) -> Id {
        match self.as_constant(a) {
            _ if b == c => b,
            Some(condition) => {
                if condition > 0.0 {
                    b
                } else {
                    c
                }
            }
            None => self.intern(Op::Select, [a, b, c]),
        }
    }

    /// factor·a, the factor drawn together with one that `a` has already. For derivatives only:
    /// the last bit may differ from that of two products.
    pub(crate) fn scale(&mut self, factor: f64, a: Id) -> Id {
        let node = self.node(a);
        if node.op == Op::Div && self.constant_factor(self.node(node.operands[0])).is_some() {
            let numerator = self.scale(factor, node.operands[0]);
            return self.div(numerator, node.operands[1]);
        }
        let (factor, a) = match self.constant_factor(node) {
            Some(inner) if is_tame(inner * factor) => (factor * inner, node.operands[0]),
            _ => (factor, a),
        };
        let factor = self.constant(factor);
        self.mul(a, factor)
    }

    /// a·b, without constant factors that cancel. For derivatives only, as [`Self::scale`].
    pub(crate) fn product(&mut self, a: Id, b: Id) -> Id {
        let (first, second) = (self.node(a), self.node(b));
        match (self.constant_factor(first), self.constant_factor(second)) {
            (Some(one), Some(other)) if one * other == 1.0 && is_tame(one) => {
                self.mul(first.operands[0], second.operands[0])
            }
            _ => self.mul(a, b),
        }
    }

    fn is(&self, id: Id, value: f64) -> bool {
        self.as_constant(id)
            .is_some_and(|own| own.to_bits() == value.to_bits())
    }
}

/// Whether the value is ±2ⁿ with a reciprocal of full precision.
fn is_power_of_two(value: f64) -> bool {
    let mantissa = value.to_bits() & ((1 << 52) - 1);
    mantissa == 0 && value.is_normal() && (1.0 / value).is_normal()
}

/// Whether a constant is far from where drawing factors together could over- or underflow.
fn is_tame(value: f64) -> bool {
    (1e-100..1e100).contains(&value.abs())
}

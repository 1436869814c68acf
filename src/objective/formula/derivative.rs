//! Exact derivatives, as further nodes of the same graph.
//!
//! The chain rule backwards, in the order and with the local rules of PyTorch's autograd, at kinks
//! too: 0 for `abs` at 0, one half each at a tie of `min` and `max`, 0 for steps. A branch that is
//! not taken contributes nothing, even where its own derivative is infinite.

use super::graph::{Dependence, Graph, Id};
use super::op::Op;

/// ∂root/∂x and ∂root/∂y, `None` where one is 0 whatever the numbers; those of variables that are
/// not wanted are left out. `None` for all if the graph has no room for them.
pub(super) fn gradient(graph: &mut Graph, root: Id, wanted: Dependence) -> Option<[Option<Id>; 2]> {
    let variables = [graph.x(), graph.y()];
    let mut sweep = Sweep {
        adjoints: vec![None; graph.len()],
        graph,
        wanted,
    };
    let one = sweep.graph.constant(1.0);
    sweep.adjoints[root as usize] = Some(one);
    for id in (0..=root).rev() {
        if let Some(adjoint) = sweep.adjoints[id as usize]
            && sweep.depends(id)
        {
            sweep.pass_down(id, adjoint);
            if sweep.graph.is_full() {
                return None;
            }
        }
    }
    Some(variables.map(|variable| {
        let adjoint = sweep.adjoints[variable as usize];
        adjoint.filter(|_| sweep.depends(variable))
    }))
}

/// How many branches inside one another a factor is carried into.
const BRANCHES: usize = 3;

/// One way from the root to the variables.
struct Sweep<'g> {
    graph: &'g mut Graph,
    wanted: Dependence,
    /// ∂root/∂node, as far as it is summed up.
    adjoints: Vec<Option<Id>>,
}

impl Sweep<'_> {
    fn depends(&self, id: Id) -> bool {
        self.graph.dependence(id).overlaps(self.wanted)
    }

    /// Adds to the adjoint of an operand what `rule` makes of this node's. A factor goes inside
    /// of a branch, so that 0 stays 0 on the other side.
    fn give(&mut self, operand: Id, adjoint: Id, rule: impl Fn(&mut Self, Id) -> Id) {
        if !self.depends(operand) {
            return;
        }
        let share = self.inside_branches(adjoint, BRANCHES, &rule);
        let sum = match self.adjoints[operand as usize] {
            Some(known) => self.sum(known, share),
            None => share,
        };
        self.adjoints[operand as usize] = Some(sum);
    }

    fn inside_branches(
        &mut self,
        adjoint: Id,
        depth: usize,
        rule: &impl Fn(&mut Self, Id) -> Id,
    ) -> Id {
        let node = self.graph.node(adjoint);
        let [condition, first, second] = node.operands;
        if depth == 0 || node.op != Op::Select || !(self.is_zero(first) || self.is_zero(second)) {
            return rule(self, adjoint);
        }
        let [first, second] = [first, second].map(|branch| {
            if self.is_zero(branch) {
                branch
            } else {
                self.inside_branches(branch, depth - 1, rule)
            }
        });
        self.graph.select(condition, first, second)
    }

    fn is_zero(&self, id: Id) -> bool {
        self.graph.as_constant(id) == Some(0.0)
    }

    /// The sum of two contributions; those of one branch stay in it.
    fn sum(&mut self, first: Id, second: Id) -> Id {
        let (left, right) = (self.graph.node(first), self.graph.node(second));
        let [condition, a, b] = left.operands;
        let [other, c, d] = right.operands;
        if left.op == Op::Select && right.op == Op::Select && condition == other {
            if self.is_zero(b) && self.is_zero(d) {
                let sum = self.graph.add(a, c);
                return self.graph.select(condition, sum, b);
            }
            if self.is_zero(a) && self.is_zero(c) {
                let sum = self.graph.add(b, d);
                return self.graph.select(condition, a, sum);
            }
        }
        self.graph.add(first, second)
    }

    /// Hands a node's adjoint on to its operands.
    fn pass_down(&mut self, id: Id, adjoint: Id) {
        let node = self.graph.node(id);
        let [a, b, c] = node.operands;
        match node.op {
            Op::Select => {
                let zero = self.graph.constant(0.0);
                self.give(b, adjoint, |s, g| s.graph.select(a, g, zero));
                self.give(c, adjoint, |s, g| s.graph.select(a, zero, g));
            }
            op if op.arity() == 2 => self.binary(op, id, a, b, adjoint),
            op if op.arity() == 1 => self.unary(op, id, a, adjoint),
            _ => {}
        }
    }

    /// local·g, with constant factors drawn together.
    fn chain(&mut self, local: Id, g: Id) -> Id {
        match (self.graph.as_constant(local), self.graph.as_constant(g)) {
            (_, Some(factor)) => self.graph.scale(factor, local),
            (Some(factor), None) => self.graph.scale(factor, g),
            (None, None) => self.graph.product(local, g),
        }
    }

    fn square(&mut self, a: Id) -> Id {
        self.graph.mul(a, a)
    }

    fn plus_one(&mut self, a: Id) -> Id {
        let one = self.graph.constant(1.0);
        self.graph.add(a, one)
    }

    fn unary(&mut self, op: Op, value: Id, a: Id, adjoint: Id) {
        match op {
            Op::Sign | Op::Floor | Op::Ceil | Op::Round => {}
            Op::Neg => self.give(a, adjoint, |s, g| s.graph.neg(g)),
            Op::Relu => {
                let zero = self.graph.constant(0.0);
                let flat = self.graph.binary(Op::LessEqual, a, zero);
                self.give(a, adjoint, |s, g| s.graph.select(flat, zero, g));
            }
            Op::Sqrt => self.give(a, adjoint, |s, g| {
                let half = s.graph.scale(0.5, g);
                s.graph.div(half, value)
            }),
            _ => {
                if let Some(divisor) = self.divisor(op, value, a) {
                    self.give(a, adjoint, |s, g| s.graph.div(g, divisor));
                } else {
                    let local = self.local(op, value, a);
                    self.give(a, adjoint, |s, g| s.chain(local, g));
                }
            }
        }
    }

    /// What the adjoint is divided by, for functions whose derivative is a reciprocal.
    fn divisor(&mut self, op: Op, value: Id, a: Id) -> Option<Id> {
        Some(match op {
            Op::Ln => a,
            Op::Log2 => self.graph.scale(std::f64::consts::LN_2, a),
            Op::Log10 => self.graph.scale(std::f64::consts::LN_10, a),
            Op::Log1p => self.plus_one(a),
            Op::Cbrt => {
                let square = self.square(value);
                self.graph.scale(3.0, square)
            }
            Op::Atan => {
                let square = self.square(a);
                self.plus_one(square)
            }
            Op::Asin | Op::Acos => {
                let rest = self.graph.unary(Op::OneMinusSquare, a);
                let root = self.graph.unary(Op::Sqrt, rest);
                if op == Op::Acos {
                    self.graph.neg(root)
                } else {
                    root
                }
            }
            _ => return None,
        })
    }

    /// The local derivative, for functions where it is a product or a function itself.
    fn local(&mut self, op: Op, value: Id, a: Id) -> Id {
        match op {
            Op::Abs => self.graph.unary(Op::Sign, a),
            Op::Exp => value,
            // Not the value and 1, which cancel far to the left.
            Op::Expm1 => self.graph.unary(Op::Exp, a),
            Op::Sin => self.graph.unary(Op::Cos, a),
            Op::Cos => {
                let sine = self.graph.unary(Op::Sin, a);
                self.graph.neg(sine)
            }
            Op::Tan => {
                let square = self.square(value);
                self.plus_one(square)
            }
            Op::Sinh => self.graph.unary(Op::Cosh, a),
            Op::Cosh => self.graph.unary(Op::Sinh, a),
            Op::Tanh => self.graph.unary(Op::TanhSlope, a),
            Op::TanhSlope => {
                let height = self.graph.unary(Op::Tanh, a);
                let slope = self.graph.mul(value, height);
                self.graph.scale(-2.0, slope)
            }
            Op::Sigmoid => self.graph.unary(Op::SigmoidSlope, a),
            Op::SigmoidSlope => {
                // 1 − 2σ(a), without cancelling where a is small.
                let half = self.graph.scale(0.5, a);
                let height = self.graph.unary(Op::Tanh, half);
                let slope = self.graph.mul(value, height);
                self.graph.neg(slope)
            }
            Op::OneMinusSquare => self.graph.scale(-2.0, a),
            Op::Softplus => self.graph.unary(Op::Sigmoid, a),
            Op::Gauss => {
                let slope = self.graph.scale(-2.0, a);
                self.graph.mul(slope, value)
            }
            Op::Erf => {
                let bell = self.graph.unary(Op::Gauss, a);
                self.graph.scale(std::f64::consts::FRAC_2_SQRT_PI, bell)
            }
            // Every other function of one operand has its rule above.
            _ => self.graph.constant(f64::NAN),
        }
    }

    fn binary(&mut self, op: Op, value: Id, a: Id, b: Id, adjoint: Id) {
        match op {
            Op::Add => {
                self.give(a, adjoint, |_, g| g);
                self.give(b, adjoint, |_, g| g);
            }
            Op::Sub => {
                self.give(a, adjoint, |_, g| g);
                self.give(b, adjoint, |s, g| s.graph.neg(g));
            }
            Op::Mul if a == b => {
                let local = self.graph.scale(2.0, a);
                self.give(a, adjoint, |s, g| s.chain(local, g));
            }
            Op::Mul => {
                self.give(a, adjoint, |s, g| s.chain(b, g));
                self.give(b, adjoint, |s, g| s.chain(a, g));
            }
            Op::Div => {
                self.give(a, adjoint, |s, g| s.graph.div(g, b));
                self.give(b, adjoint, |s, g| {
                    let share = s.graph.div(g, b);
                    let share = s.chain(value, share);
                    s.graph.neg(share)
                });
            }
            Op::Pow => self.power(value, a, b, adjoint),
            Op::Mod => self.remainder(value, a, b, adjoint),
            Op::Atan2 => self.angle(a, b, adjoint),
            Op::Hypot => {
                for operand in [a, b] {
                    self.give(operand, adjoint, |s, g| {
                        let share = s.graph.div(operand, value);
                        s.chain(share, g)
                    });
                }
            }
            Op::Max => self.extreme(b, a, [a, b], adjoint),
            Op::Min => self.extreme(a, b, [a, b], adjoint),
            // Comparisons are steps.
            _ => {}
        }
    }

    /// b·a^(b−1) to the base, 0 where both are 0; a^b·ln a to the exponent, 0 for the base 0 where
    /// the exponent is not negative.
    fn power(&mut self, value: Id, a: Id, b: Id, adjoint: Id) {
        let zero = self.graph.constant(0.0);
        if self.depends(a) {
            let one = self.graph.constant(1.0);
            let less = self.graph.sub(b, one);
            let power = self.graph.pow(a, less);
            if let Some(exponent) = self.graph.as_constant(b) {
                let local = self.graph.scale(exponent, power);
                self.give(a, adjoint, |s, g| s.chain(local, g));
            } else {
                // Only there is the product no number. Elsewhere it is 0 for the exponent 0 by
                // itself, and goes on to have a derivative.
                let (no_base, no_power) = (
                    self.graph.binary(Op::Equal, a, zero),
                    self.graph.binary(Op::Equal, b, zero),
                );
                let flat = match self.graph.as_constant(no_base) {
                    Some(_) => no_base,
                    None => self.graph.mul(no_base, no_power),
                };
                let local = self.graph.mul(b, power);
                self.give(a, adjoint, |s, g| {
                    let product = s.chain(local, g);
                    s.graph.select(flat, zero, product)
                });
            }
        }
        if self.depends(b) {
            let logarithm = self.graph.unary(Op::Ln, a);
            let local = self.graph.mul(value, logarithm);
            let no_base = self.graph.binary(Op::Equal, a, zero);
            let not_negative = self.graph.binary(Op::LessEqual, zero, b);
            let flat = match self.graph.as_constant(no_base) {
                Some(0.0) => no_base,
                _ => self.graph.mul(no_base, not_negative),
            };
            self.give(b, adjoint, |s, g| {
                let product = s.chain(local, g);
                s.graph.select(flat, zero, product)
            });
        }
    }

    /// 1 to what is divided, −⌊a/b⌋ to the divisor.
    fn remainder(&mut self, value: Id, a: Id, b: Id, adjoint: Id) {
        self.give(a, adjoint, |_, g| g);
        if self.depends(b) {
            // Whole but for its last bits, which rounding takes away.
            let multiple = self.graph.sub(a, value);
            let quotient = self.graph.div(multiple, b);
            let whole = self.graph.unary(Op::Round, quotient);
            self.give(b, adjoint, |s, g| {
                let share = s.chain(whole, g);
                s.graph.neg(share)
            });
        }
    }

    /// (b, −a)/(a² + b²), and 0 at the origin; the square, which may over- or underflow, is never
    /// computed.
    fn angle(&mut self, a: Id, b: Id, adjoint: Id) {
        let radius = self.graph.binary(Op::Hypot, a, b);
        let (zero, one) = (self.graph.constant(0.0), self.graph.constant(1.0));
        let origin = self.graph.binary(Op::Equal, radius, zero);
        let reciprocal = self.graph.div(one, radius);
        let reciprocal = self.graph.select(origin, zero, reciprocal);
        let turn = |s: &mut Self, g: Id, other: Id| {
            let share = s.graph.mul(other, reciprocal);
            let product = s.chain(share, g);
            s.graph.mul(product, reciprocal)
        };
        self.give(a, adjoint, |s, g| turn(s, g, b));
        self.give(b, adjoint, |s, g| {
            let share = turn(s, g, a);
            s.graph.neg(share)
        });
    }

    /// 0 to the one that loses, one half each at a tie, else all; the second of the operands loses
    /// where `low` < `high`. Where a number is none, neither loses.
    fn extreme(&mut self, low: Id, high: Id, operands: [Id; 2], adjoint: Id) {
        let second_loses = self.graph.binary(Op::Less, low, high);
        let first_loses = self.graph.binary(Op::Less, high, low);
        let tie = self.graph.binary(Op::Equal, low, high);
        let zero = self.graph.constant(0.0);
        for (operand, loses) in operands.into_iter().zip([first_loses, second_loses]) {
            self.give(operand, adjoint, |s, g| {
                let half = s.graph.scale(0.5, g);
                let unless_lost = s.graph.select(tie, half, g);
                s.graph.select(loses, zero, unless_lost)
            });
        }
    }
}

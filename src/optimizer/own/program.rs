//! A rule as instructions on registers, run once a step.

use crate::math::Vec2;
use crate::objective::Op;
use crate::optimizer::Oracle;
use crate::optimizer::clock::Clock;

/// A register of a number.
pub(super) type Register = usize;
/// The registers of a vector.
pub(super) type Pair = [Register; 2];

/// The point, before the step and behind it.
pub(super) const POINT: Pair = [0, 1];
/// The start of the path.
pub(super) const START: Pair = [2, 3];
/// The number of the step.
pub(super) const STEP: Register = 4;
/// The learning rate.
pub(super) const RATE: Register = 5;
/// The first of the values.
pub(super) const VALUES: Register = 6;

/// One operation on registers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Instruction {
    Apply {
        op: Op,
        inputs: [Register; 3],
        out: Register,
    },
    /// A number to the power of the step.
    ToTheStep {
        base: Register,
        out: Register,
    },
    Copy {
        from: Register,
        to: Register,
    },
    /// J at a point.
    Value {
        at: Pair,
        out: Register,
    },
    /// ∇J at a point.
    Gradient {
        at: Pair,
        out: Pair,
    },
    /// ∇²J at a point times a vector.
    HessianTimes {
        at: Pair,
        with: Pair,
        out: Pair,
    },
    /// The diagonal of ∇²J at a point.
    HessianDiagonal {
        at: Pair,
        out: Pair,
    },
    /// Leaves out so many instructions at every step but the first, or at the first alone.
    Skip {
        count: usize,
        on_first: bool,
    },
}

/// A rule that runs.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    /// The registers before the first step: the numbers that the rule names, 0 for all else.
    pub(super) registers: Vec<f64>,
}

impl Program {
    /// Takes one step from the point in the registers to the one behind it.
    pub(super) fn run(&self, registers: &mut [f64], clock: &mut Clock, oracle: &mut Oracle<'_>) {
        let is_first = registers[STEP] == 1.0;
        let mut next = 0;
        while let Some(instruction) = self.instructions.get(next) {
            next += 1;
            match *instruction {
                Instruction::Apply { op, inputs, out } => {
                    let [a, b, c] = inputs.map(|input| registers[input]);
                    registers[out] = op.apply(a, b, c);
                }
                Instruction::ToTheStep { base, out } => {
                    registers[out] = clock.power(registers[base]);
                }
                Instruction::Copy { from, to } => registers[to] = registers[from],
                Instruction::Value { at, out } => {
                    registers[out] = oracle.value(pair(registers, at));
                }
                Instruction::Gradient { at, out } => {
                    let gradient = oracle.gradient(pair(registers, at));
                    put(registers, out, gradient);
                }
                Instruction::HessianTimes { at, with, out } => {
                    let hessian = oracle.hessian(pair(registers, at));
                    let product = hessian.times(pair(registers, with));
                    put(registers, out, product);
                }
                Instruction::HessianDiagonal { at, out } => {
                    let hessian = oracle.hessian(pair(registers, at));
                    put(registers, out, Vec2::new(hessian.xx, hessian.yy));
                }
                Instruction::Skip { count, on_first } => {
                    if is_first == on_first {
                        next += count;
                    }
                }
            }
        }
    }
}

/// The vector in these registers.
pub(super) fn pair(registers: &[f64], [x, y]: Pair) -> Vec2 {
    Vec2::new(registers[x], registers[y])
}

/// Puts a vector into registers.
pub(super) fn put(registers: &mut [f64], [x, y]: Pair, vector: Vec2) {
    (registers[x], registers[y]) = (vector.x, vector.y);
}

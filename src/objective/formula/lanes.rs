//! A tape run over many points at once: every register holds a row of numbers, and every
//! instruction is a loop that runs on the widest vector registers of the processor.
//!
//! No rounding is left out and no operation reordered, so that each number is to the bit that of a single
//! point.

#![expect(
    clippy::inline_always,
    reason = "the loops are compiled anew, with their bodies inside, for each kind of processor"
)]

use multiversion::multiversion;

use super::elementary;
use super::op::{self, Op};
use super::tape::{Instruction, Register, Tape};

/// Points that are computed together.
pub(super) const LANES: usize = 128;

/// One register.
pub(super) type Lane = [f64; LANES];

/// The registers of a tape.
#[derive(Debug)]
pub(super) struct Lanes {
    registers: Vec<Lane>,
}

impl Lanes {
    /// Registers for this tape; `None` where they would take too much memory.
    pub(super) fn new(tape: &Tape) -> Option<Self> {
        (tape.registers <= 4096).then(|| Self {
            registers: vec![[0.0; LANES]; tape.registers],
        })
    }

    /// Gives the first registers these numbers, each the same at all points.
    pub(super) fn set_uniforms(&mut self, uniforms: &[f64]) {
        for (register, &value) in self.registers.iter_mut().zip(uniforms) {
            register.fill(value);
        }
    }

    /// The numbers of a register.
    pub(super) fn register(&mut self, register: usize) -> &mut Lane {
        &mut self.registers[register]
    }

    /// An output of the tape after it was run.
    pub(super) fn output(&self, register: Register) -> &Lane {
        &self.registers[usize::from(register)]
    }

    /// Runs the tape on the first `count` points.
    pub(super) fn run(&mut self, tape: &Tape, count: usize) {
        run(&tape.instructions, &mut self.registers, count.min(LANES));
    }
}

#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl", "x86_64+avx2"))]
fn run(instructions: &[Instruction], registers: &mut [Lane], count: usize) {
    for instruction in instructions {
        step(*instruction, registers, count);
    }
}

#[inline(always)]
fn step(instruction: Instruction, registers: &mut [Lane], count: usize) {
    let Instruction { op, out, inputs } = instruction;
    let [a, b, c] = inputs.map(usize::from);
    if op == Op::SinCos {
        sin_cos(registers, usize::from(out), c, a, count);
        return;
    }
    // An instruction never writes a register that it reads.
    let (before, rest) = registers.split_at_mut(usize::from(out));
    let Some((out, after)) = rest.split_first_mut() else {
        return;
    };
    let lane = |index: usize| {
        if index < before.len() {
            &before[index][..count]
        } else {
            &after[(index - before.len()).saturating_sub(1)][..count]
        }
    };
    let out = &mut out[..count];
    match op {
        Op::Add => binary(out, lane(a), lane(b), |a, b| a + b),
        Op::Sub => binary(out, lane(a), lane(b), |a, b| a - b),
        Op::Mul => binary(out, lane(a), lane(b), |a, b| a * b),
        Op::Div => binary(out, lane(a), lane(b), |a, b| a / b),
        Op::Min => binary(out, lane(a), lane(b), op::minimum),
        Op::Max => binary(out, lane(a), lane(b), op::maximum),
        Op::Less => binary(out, lane(a), lane(b), |a, b| if a < b { 1.0 } else { 0.0 }),
        Op::LessEqual => binary(out, lane(a), lane(b), |a, b| if a <= b { 1.0 } else { 0.0 }),
        Op::Equal => binary(out, lane(a), lane(b), |a, b| if a == b { 1.0 } else { 0.0 }),
        Op::Neg => unary(out, lane(a), |a| -a),
        Op::Abs => unary(out, lane(a), f64::abs),
        Op::Sqrt => unary(out, lane(a), f64::sqrt),
        Op::Sign => unary(out, lane(a), op::sign),
        Op::Relu => unary(out, lane(a), op::relu),
        Op::Floor => unary(out, lane(a), f64::floor),
        Op::Ceil => unary(out, lane(a), f64::ceil),
        Op::Round => unary(out, lane(a), f64::round_ties_even),
        Op::OneMinusSquare => unary(out, lane(a), op::one_minus_square),
        Op::Select => ternary(out, lane(a), lane(b), lane(c), op::select),
        Op::SumPlus => ternary(out, lane(a), lane(b), lane(c), |a, b, c| (a + b) + c),
        Op::SumMinus => ternary(out, lane(a), lane(b), lane(c), |a, b, c| (a + b) - c),
        Op::SumTimes => ternary(out, lane(a), lane(b), lane(c), |a, b, c| (a + b) * c),
        Op::MinusSum => ternary(out, lane(a), lane(b), lane(c), |a, b, c| c - (a + b)),
        Op::DifferencePlus => ternary(out, lane(a), lane(b), lane(c), |a, b, c| (a - b) + c),
        Op::DifferenceMinus => ternary(out, lane(a), lane(b), lane(c), |a, b, c| (a - b) - c),
        Op::DifferenceTimes => ternary(out, lane(a), lane(b), lane(c), |a, b, c| (a - b) * c),
        Op::MinusDifference => ternary(out, lane(a), lane(b), lane(c), |a, b, c| c - (a - b)),
        Op::ProductPlus => ternary(out, lane(a), lane(b), lane(c), |a, b, c| a * b + c),
        Op::ProductMinus => ternary(out, lane(a), lane(b), lane(c), |a, b, c| a * b - c),
        Op::ProductTimes => ternary(out, lane(a), lane(b), lane(c), |a, b, c| (a * b) * c),
        Op::MinusProduct => ternary(out, lane(a), lane(b), lane(c), |a, b, c| c - a * b),
        Op::Exp => with_core(out, lane(a), op, elementary::exp_core),
        Op::Gauss => with_core(out, lane(a), op, |a| elementary::exp_core(-(a * a))),
        Op::Ln => with_core(out, lane(a), op, elementary::ln_core),
        Op::Sin => with_core(out, lane(a), op, |a| {
            let (sine, _, hard) = elementary::sin_cos_core(a);
            (sine, hard)
        }),
        Op::Cos => with_core(out, lane(a), op, |a| {
            let (_, cosine, hard) = elementary::sin_cos_core(a);
            (cosine, hard)
        }),
        Op::Sigmoid => with_core(out, lane(a), op, |a| {
            let hard = elementary::exp_core(-a.abs()).1;
            (op::sigmoid(a, |a| elementary::exp_core(a).0), hard)
        }),
        Op::SigmoidSlope => with_core(out, lane(a), op, |a| {
            let hard = elementary::exp_core(-a.abs()).1;
            (op::sigmoid_slope(a, |a| elementary::exp_core(a).0), hard)
        }),
        Op::TanhSlope => with_core(out, lane(a), op, |a| {
            let (a, core) = (2.0 * a, elementary::exp_core);
            let slope = op::sigmoid_slope(a, |a| core(a).0);
            (4.0 * slope, core(-a.abs()).1)
        }),
        _ => one_by_one(op, out, lane(a), lane(b)),
    }
}

#[inline(always)]
fn unary(out: &mut [f64], a: &[f64], compute: impl Fn(f64) -> f64) {
    for (out, &a) in out.iter_mut().zip(a) {
        *out = compute(a);
    }
}

#[inline(always)]
fn binary(out: &mut [f64], a: &[f64], b: &[f64], compute: impl Fn(f64, f64) -> f64) {
    for ((out, &a), &b) in out.iter_mut().zip(a).zip(b) {
        *out = compute(a, b);
    }
}

#[inline(always)]
fn ternary(
    out: &mut [f64],
    a: &[f64],
    b: &[f64],
    c: &[f64],
    compute: impl Fn(f64, f64, f64) -> f64,
) {
    for (((out, &a), &b), &c) in out.iter_mut().zip(a).zip(b).zip(c) {
        *out = compute(a, b, c);
    }
}

/// A function that may leave some arguments to the exact one.
#[inline(always)]
fn with_core(out: &mut [f64], a: &[f64], op: Op, core: impl Fn(f64) -> (f64, bool)) {
    let mut any_hard = 0;
    for (out, &a) in out.iter_mut().zip(a) {
        let (value, hard) = core(a);
        *out = value;
        any_hard |= u64::from(hard);
    }
    if any_hard != 0 {
        one_by_one(op, out, a, a);
    }
}

/// What does not vectorise.
#[inline(never)]
fn one_by_one(op: Op, out: &mut [f64], a: &[f64], b: &[f64]) {
    for ((out, &a), &b) in out.iter_mut().zip(a).zip(b) {
        *out = op.apply(a, b, 0.0);
    }
}

#[inline(always)]
fn sin_cos(registers: &mut [Lane], sine: usize, cosine: usize, angle: usize, count: usize) {
    let Ok([sine, cosine, angle]) = registers.get_disjoint_mut([sine, cosine, angle]) else {
        return;
    };
    let outputs = sine[..count].iter_mut().zip(&mut cosine[..count]);
    let mut any_hard = 0;
    for ((sine, cosine), &angle) in outputs.zip(&angle[..count]) {
        let hard;
        (*sine, *cosine, hard) = elementary::sin_cos_core(angle);
        any_hard |= u64::from(hard);
    }
    if any_hard != 0 {
        for index in 0..count {
            (sine[index], cosine[index]) = elementary::sin_cos(angle[index]);
        }
    }
}

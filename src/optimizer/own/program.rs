//! A rule as instructions on registers, run once a step.

use std::cmp::Ordering;

use crate::math::{Random, Symmetric, Vec2};
use crate::objective::Op;
use crate::optimizer::Oracle;
use crate::optimizer::clock::Clock;

/// A register of a number.
pub(super) type Register = usize;
/// The registers of a vector.
pub(super) type Pair = [Register; 2];
/// The registers of a symmetric matrix: xx, xy, yy.
pub(super) type Triple = [Register; 3];

/// A `while` ends after so many rounds, whatever its condition says.
const MOST_ROUNDS: f64 = 200.0;

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
    /// ∇²J at a point.
    Hessian {
        at: Pair,
        out: Triple,
    },
    /// A matrix times a vector.
    Times {
        matrix: Triple,
        with: Pair,
        out: Pair,
    },
    /// What a matrix makes this vector of.
    Solve {
        matrix: Triple,
        with: Pair,
        out: Pair,
    },
    /// A function of the eigenvalues of a matrix, and of a number.
    OfEigenvalues {
        op: Op,
        matrix: Triple,
        with: Register,
        out: Triple,
    },
    /// The greatest absolute eigenvalue.
    Norm {
        matrix: Triple,
        out: Register,
    },
    /// A draw of N(0, I).
    Normal {
        out: Pair,
    },
    /// A random number from 0 to 1.
    Uniform {
        out: Register,
    },
    /// The minimum that is known or found from the point; NaN where there is none.
    Minimum {
        out: Pair,
    },
    /// The least value that is known or found likewise.
    Least {
        out: Register,
    },
    /// Leaves out so many instructions where a number is not above 0.
    Unless {
        condition: Register,
        count: usize,
    },
    /// Goes back to an instruction, but not too often.
    Again {
        to: usize,
        rounds: Register,
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

/// What a rule remembers beside its registers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) clock: Clock,
    /// Begun where it is first asked for.
    random: Option<Random>,
    /// The minimum that was found last.
    minimum: Option<Vec2>,
}

impl Program {
    /// Takes one step from the point in the registers to the one behind it.
    pub(super) fn run(&self, registers: &mut [f64], memory: &mut Memory, oracle: &mut Oracle<'_>) {
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
                    registers[out] = memory.clock.power(registers[base]);
                }
                Instruction::Copy { from, to } => registers[to] = registers[from],
                Instruction::Skip { count, on_first } => {
                    if is_first == on_first {
                        next += count;
                    }
                }
                Instruction::Unless { condition, count } => {
                    if !matches!(
                        registers[condition].partial_cmp(&0.0),
                        Some(Ordering::Greater)
                    ) {
                        next += count;
                    }
                }
                Instruction::Again { to, rounds } => {
                    registers[rounds] += 1.0;
                    if registers[rounds] < MOST_ROUNDS {
                        next = to;
                    }
                }
                ref asking => ask(asking, registers, memory, oracle),
            }
        }
    }
}

/// What asks the objective or chance, or takes a matrix.
fn ask(
    instruction: &Instruction,
    registers: &mut [f64],
    memory: &mut Memory,
    oracle: &mut Oracle<'_>,
) {
    match *instruction {
        Instruction::Value { at, out } => registers[out] = oracle.value(pair(registers, at)),
        Instruction::Gradient { at, out } => {
            let gradient = oracle.gradient(pair(registers, at));
            put(registers, out, gradient);
        }
        Instruction::Hessian { at, out } => {
            let hessian = oracle.hessian(pair(registers, at));
            put_matrix(registers, out, hessian);
        }
        Instruction::HessianDiagonal { at, out } => {
            let hessian = oracle.hessian(pair(registers, at));
            put(registers, out, Vec2::new(hessian.xx, hessian.yy));
        }
        Instruction::Times {
            matrix: of,
            with,
            out,
        } => {
            let product = matrix(registers, of).times(pair(registers, with));
            put(registers, out, product);
        }
        Instruction::Solve {
            matrix: of,
            with,
            out,
        } => {
            let solution = matrix(registers, of).solve(pair(registers, with));
            put(registers, out, solution.unwrap_or(NOWHERE));
        }
        Instruction::OfEigenvalues {
            op,
            matrix: of,
            with,
            out,
        } => {
            let eigen = matrix(registers, of).eigen();
            let with = registers[with];
            let parts = [0, 1].map(|which| {
                let value = op.apply(eigen.values[which], with, 0.0);
                value * Symmetric::outer(eigen.vectors[which])
            });
            put_matrix(registers, out, parts[0] + parts[1]);
        }
        Instruction::Norm { matrix: of, out } => {
            registers[out] = matrix(registers, of).eigen().values[0].abs();
        }
        Instruction::Normal { out } => {
            let random = memory.random.get_or_insert_with(|| oracle.random());
            put(registers, out, random.normal_vec2());
        }
        Instruction::Uniform { out } => {
            let random = memory.random.get_or_insert_with(|| oracle.random());
            registers[out] = random.uniform();
        }
        Instruction::Minimum { out } => {
            let near = memory.minimum.unwrap_or(pair(registers, POINT));
            memory.minimum = oracle.minimum(near).map(|(at, _)| at).or(memory.minimum);
            put(registers, out, memory.minimum.unwrap_or(NOWHERE));
        }
        Instruction::Least { out } => {
            let near = memory.minimum.unwrap_or(pair(registers, POINT));
            registers[out] = oracle.least().unwrap_or_else(|| {
                let found = oracle.minimum(near);
                memory.minimum = found.map(|(at, _)| at).or(memory.minimum);
                found.map_or(f64::NAN, |(_, there)| there.value)
            });
        }
        // All others are done where they stand.
        _ => {}
    }
}

/// What there is none of.
const NOWHERE: Vec2 = Vec2 {
    x: f64::NAN,
    y: f64::NAN,
};

/// The matrix in these registers.
fn matrix(registers: &[f64], [xx, xy, yy]: Triple) -> Symmetric {
    Symmetric {
        xx: registers[xx],
        xy: registers[xy],
        yy: registers[yy],
    }
}

fn put_matrix(registers: &mut [f64], [xx, xy, yy]: Triple, matrix: Symmetric) {
    (registers[xx], registers[xy], registers[yy]) = (matrix.xx, matrix.xy, matrix.yy);
}

/// The vector in these registers.
pub(super) fn pair(registers: &[f64], [x, y]: Pair) -> Vec2 {
    Vec2::new(registers[x], registers[y])
}

/// Puts a vector into registers.
pub(super) fn put(registers: &mut [f64], [x, y]: Pair, vector: Vec2) {
    (registers[x], registers[y]) = (vector.x, vector.y);
}

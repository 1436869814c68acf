//! Derivatives where the chain rule gives none, though the function has them: `cos(sqrt(x^2 + y^2))`
//! at the origin; and curvatures at kinks that cancel, as in `abs(x)^2`, where it gives wrong ones.
//!
//! The formula is developed into series along lines through the point; where these agree with one
//! gradient, or one Hessian, that is it.

use super::graph::{Graph, Id, Node};
use super::op::Op;
use super::series::Series;
use crate::math::{Symmetric, Vec2};

/// Lines through the point; each is looked at both ways.
const LINES: [Vec2; 5] = [
    Vec2::new(1.0, 0.0),
    Vec2::new(0.0, 1.0),
    Vec2::new(1.0, 1.0),
    Vec2::new(1.0, -1.0),
    Vec2::new(2.0, 1.0),
];
/// How far what two lines say may differ, by the size of the terms, and still be the same.
const SAME: f64 = 1e-9;

/// What J is computed from, operands before their users.
#[derive(Debug)]
pub(super) struct Limit {
    nodes: Vec<Node>,
    /// Whether there are any whose derivative jumps.
    has_kinks: bool,
}

impl Limit {
    /// Of this node of a graph.
    pub(super) fn new(graph: &Graph, value: Id) -> Self {
        let reachable = graph.reachable(&[value]);
        let mut places: Vec<Id> = vec![0; graph.len()];
        let mut nodes = Vec::new();
        for id in (0..=value).filter(|&id| reachable[id as usize]) {
            let mut node = graph.node(id);
            let arity = node.op.arity();
            for operand in &mut node.operands[..arity] {
                *operand = places[*operand as usize];
            }
            places[id as usize] = nodes.len() as Id;
            nodes.push(node);
        }
        let has_kinks = nodes
            .iter()
            .any(|node| decides(node.op, 0.0, 0.0).is_some());
        Self { nodes, has_kinks }
    }

    /// Whether an operation is just where its derivative jumps.
    pub(super) fn is_at_kink(&self, parameters: &[f64], at: Vec2) -> bool {
        if !self.has_kinks {
            return false;
        }
        let mut values: Vec<f64> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let value = leaf(node, parameters, at).unwrap_or_else(|| {
                let operand = |id: Id| values.get(id as usize).copied();
                let [a, b, c] = node.operands.map(|id| operand(id).unwrap_or(0.0));
                node.op.apply(a, b, c)
            });
            let [a, b] = [0, 1].map(|index| {
                let input = node.inputs().get(index);
                input.map_or(0.0, |&id| values[id as usize])
            });
            if decides(node.op, a, b) == Some(0.0) {
                return true;
            }
            values.push(value);
        }
        false
    }

    /// ∇J and, if there is one, ∇²J at a point where J has this value; `None` where J has no
    /// gradient, or none that is found.
    #[cold]
    pub(super) fn derivatives(
        &self,
        parameters: &[f64],
        at: Vec2,
        value: f64,
    ) -> Option<(Vec2, Option<Symmetric>)> {
        let mut developed = [[[0.0; 5]; 2]; LINES.len()];
        for (both, line) in developed.iter_mut().zip(LINES) {
            for (series, line) in both.iter_mut().zip([line, -line]) {
                *series = self.along(parameters, at, line)?;
                let [start, root, ..] = *series;
                let is_there = (start - value).abs() <= SAME * value.abs().max(1.0);
                if !is_there || root != 0.0 {
                    return None;
                }
            }
        }
        Some((gradient(&developed)?, hessian(&developed)))
    }

    /// The coefficients of 1, √t, t, t√t and t² of J at `at` + t·`line`.
    fn along(&self, parameters: &[f64], at: Vec2, line: Vec2) -> Option<[f64; 5]> {
        let mut values: Vec<Series> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let value = match (node.op, leaf(node, parameters, at)) {
                (Op::X, _) => Series::variable(at.x, line.x),
                (Op::Y, _) => Series::variable(at.y, line.y),
                (_, Some(number)) => Series::constant(number),
                (op, None) => {
                    let operand = |id: Id| values.get(id as usize).copied();
                    let [a, b, c] = node.operands.map(|id| operand(id).unwrap_or(Series::ZERO));
                    developed(op, a, b, c)?
                }
            };
            values.push(value);
        }
        values.last()?.beginning()
    }
}

/// The number of a node that has no operands.
fn leaf(node: &Node, parameters: &[f64], at: Vec2) -> Option<f64> {
    let [first, second, _] = node.operands;
    match node.op {
        Op::X => Some(at.x),
        Op::Y => Some(at.y),
        Op::Constant => Some(f64::from_bits(u64::from(second) << 32 | u64::from(first))),
        Op::Parameter => Some(parameters.get(first as usize).copied().unwrap_or(f64::NAN)),
        _ => None,
    }
}

/// What changes its sign where the operation's derivative jumps.
fn decides(op: Op, a: f64, b: f64) -> Option<f64> {
    match op {
        Op::Abs | Op::Sign | Op::Relu | Op::Select => Some(a),
        Op::Min | Op::Max | Op::Less | Op::LessEqual | Op::Equal => Some(a - b),
        Op::Floor | Op::Ceil => Some(a - a.floor()),
        Op::Round => Some(a - a.floor() - 0.5),
        Op::Mod => Some(a / b - (a / b).floor()),
        _ => None,
    }
}

type Developed = [[[f64; 5]; 2]; LINES.len()];

/// Whether two numbers are the same, for terms of this size.
fn same(a: f64, b: f64, size: f64) -> bool {
    (a - b).abs() <= SAME * size
}

/// The gradient, if the slopes along all lines are its.
fn gradient(lines: &Developed) -> Option<Vec2> {
    let size = lines.iter().flatten().map(|series| series[2].abs());
    let size = size.fold(0.0, f64::max);
    let slopes = lines.map(|[there, back]| (there[2] - back[2]) / 2.0);
    let gradient = Vec2::new(slopes[0], slopes[1]);
    let is_one = lines.iter().zip(LINES).all(|([there, back], line)| {
        let slope = gradient.dot(line);
        same(there[2], slope, size) && same(back[2], -slope, size)
    });
    is_one.then_some(gradient)
}

/// The Hessian, if the curvatures along all lines are its.
fn hessian(lines: &Developed) -> Option<Symmetric> {
    let size = lines.iter().flatten().map(|series| series[4].abs());
    let size = size.fold(0.0, f64::max);
    let bends = lines.map(|[there, back]| there[4] + back[4]);
    let hessian = Symmetric {
        xx: bends[0],
        xy: (bends[2] - bends[3]) / 4.0,
        yy: bends[1],
    };
    let is_one = lines.iter().zip(LINES).all(|(both, line)| {
        let bend = 0.5 * line.dot(hessian.times(line));
        both.iter()
            .all(|series| series[3] == 0.0 && same(series[4], bend, size))
    });
    is_one.then_some(hessian)
}

/// An operation on series; `None` where the result is none, or the operation is not known here.
fn developed(op: Op, a: Series, b: Series, c: Series) -> Option<Series> {
    let one = Series::constant(1.0);
    let plus_one = |series: Series| one.plus(series);
    let minus_from_one = |series: Series| one.minus(series);
    // What is a number at the point and has a known derivative.
    let here = |op: Op| a.value().map(|value| op.apply(value, 0.0, 0.0));
    let step = |is: bool| Some(if is { one } else { Series::ZERO });
    match op {
        Op::Add => a.plus(b),
        Op::Sub => a.minus(b),
        Op::Mul => a.times(b),
        Op::Div => a.over(b),
        Op::Neg => a.scaled(-1.0),
        Op::Abs => a.scaled(a.sign()),
        Op::Sign => Some(Series::constant(a.sign())),
        Op::Relu => Some(if a.sign() > 0.0 { a } else { Series::ZERO }),
        Op::Sqrt => a.power(0.5),
        Op::Cbrt => a.scaled(a.sign())?.power(1.0 / 3.0)?.scaled(a.sign()),
        Op::Exp => a.exp(),
        Op::Expm1 => a.function(here(op)?, a.exp()?),
        Op::Gauss => a.times(a)?.scaled(-1.0)?.exp(),
        Op::Ln => a.ln(),
        Op::Log2 => a.ln()?.scaled(std::f64::consts::LOG2_E),
        Op::Log10 => a.ln()?.scaled(std::f64::consts::LOG10_E),
        Op::Log1p => a.function(here(op)?, plus_one(a)?.power(-1.0)?),
        Op::Sin => a.sin_cos().map(|[sine, _]| sine),
        Op::Cos => a.sin_cos().map(|[_, cosine]| cosine),
        Op::Tan => {
            let [sine, cosine] = a.sin_cos()?;
            sine.over(cosine)
        }
        Op::Asin => a.function(here(op)?, minus_from_one(a.times(a)?)?.power(-0.5)?),
        Op::Acos => {
            let slope = minus_from_one(a.times(a)?)?.power(-0.5)?;
            a.function(here(op)?, slope.scaled(-1.0)?)
        }
        Op::Atan => a.function(here(op)?, plus_one(a.times(a)?)?.power(-1.0)?),
        Op::Sinh | Op::Cosh => {
            let (rising, falling) = (a.exp()?, a.scaled(-1.0)?.exp()?);
            let falling = falling.scaled(if op == Op::Sinh { -0.5 } else { 0.5 })?;
            rising.scaled(0.5)?.plus(falling)
        }
        Op::Sigmoid => sigmoid(a),
        Op::Tanh => {
            let rest = minus_from_one(sigmoid(a.scaled(2.0)?)?)?;
            let slope = sigmoid(a.scaled(2.0)?)?.times(rest)?.scaled(4.0)?;
            a.function(here(op)?, slope)
        }
        Op::Softplus => a.function(here(op)?, sigmoid(a)?),
        Op::Pow => power(a, b),
        Op::Atan2 => a.angle(b),
        Op::Hypot => a.times(a)?.plus(b.times(b)?)?.power(0.5),
        Op::Min => Some(if a.minus(b)?.sign() <= 0.0 { a } else { b }),
        Op::Max => Some(if a.minus(b)?.sign() >= 0.0 { a } else { b }),
        Op::Less => step(a.minus(b)?.sign() < 0.0),
        Op::LessEqual => step(a.minus(b)?.sign() <= 0.0),
        Op::Equal => step(a.minus(b)?.sign() == 0.0),
        Op::Select => Some(if a.sign() > 0.0 { b } else { c }),
        Op::Erf => {
            let slope = a.times(a)?.scaled(-1.0)?.exp()?;
            a.function(here(op)?, slope.scaled(std::f64::consts::FRAC_2_SQRT_PI)?)
        }
        Op::Floor => floor(a),
        Op::Ceil => floor(a.scaled(-1.0)?)?.scaled(-1.0),
        Op::Round => floor(a.plus(Series::constant(0.5))?),
        Op::Mod => a.minus(b.times(floor(a.over(b)?)?)?),
        _ => None,
    }
}

/// ⌊a⌋ just beside the point.
fn floor(a: Series) -> Option<Series> {
    let value = a.value()?;
    let is_below = value == value.floor() && a.minus(Series::constant(value))?.sign() < 0.0;
    let floor = value.floor() - f64::from(u8::from(is_below));
    Some(Series::constant(floor))
}

/// 1/(1 + exp(−a)).
fn sigmoid(a: Series) -> Option<Series> {
    let rest = a.scaled(-1.0)?.exp()?;
    Series::constant(1.0).plus(rest)?.power(-1.0)
}

/// a^b; a variable exponent needs a base above 0.
fn power(a: Series, b: Series) -> Option<Series> {
    let exponent = b.value()?;
    if b.minus(Series::constant(exponent))?.sign() == 0.0 {
        return a.power(exponent);
    }
    b.times(a.ln()?)?.exp()
}

//! Claims: what a caption says of the paths, in a form that can be computed and found false.
//!
//! Knows what a claim may speak of; whether it holds is found where there are paths.

mod lexer;
mod parser;

use std::ops::Range;

use super::{Scene, Setting};
use crate::mistake::Mistake;

/// A claim of a scene: its text, where that stands in the file, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// As it is written.
    pub text: String,
    /// The bytes of the file in which it stands, quotes included.
    pub span: Range<usize>,
    /// What it says.
    pub condition: Condition,
}

/// Something that holds or does not.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Two quantities compare so.
    Compare(Quantity, Comparison, Quantity),
    /// How an optimizer's run ended is, or is not, called this.
    Ended(usize, bool, String),
    /// An optimizer's run diverges.
    Diverges(usize),
    /// An optimizer settles at the known minimum.
    Settles(usize),
    /// Both hold.
    And(Box<Self>, Box<Self>),
    /// At least one holds.
    Or(Box<Self>, Box<Self>),
    /// It does not hold.
    Not(Box<Self>),
}

/// How two quantities compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
}

impl Comparison {
    /// Every comparison with its sign.
    pub const ALL: [(&'static str, Self); 5] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("==", Self::Equal),
        ("<", Self::Less),
        (">", Self::Greater),
    ];

    /// Its sign.
    pub fn sign(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, comparison)| *comparison == self);
        found.map_or("", |(sign, _)| sign)
    }

    /// Whether it holds of two numbers.
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Self::Less => a < b,
            Self::AtMost => a <= b,
            Self::Greater => a > b,
            Self::AtLeast => a >= b,
            Self::Equal => a == b,
        }
    }
}

/// A number, or something that may have none.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A number as it is written.
    Number(f64),
    /// A metric of an optimizer's path.
    Metric(usize, Metric),
    /// A value of the scene.
    Setting(Setting),
    /// An operation on quantities.
    Operation(Operation, Vec<Self>),
}

impl Quantity {
    /// Its number, from those of metrics and settings; `None` where one that it needs has none.
    pub fn value(
        &self,
        metric: &impl Fn(usize, Metric) -> Option<f64>,
        setting: &impl Fn(Setting) -> Option<f64>,
    ) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Metric(optimizer, which) => metric(*optimizer, *which),
            Self::Setting(which) => setting(*which),
            Self::Operation(operation, operands) => {
                let numbers = operands
                    .iter()
                    .map(|operand| operand.value(metric, setting));
                let numbers: Option<Vec<f64>> = numbers.collect();
                numbers.map(|numbers| operation.apply(&numbers))
            }
        }
    }
}

/// What is computed of quantities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`
    Divide,
    /// `-a`
    Negate,
    /// `abs(a)`
    Abs,
    /// `min(a, b, …)`
    Min,
    /// `max(a, b, …)`
    Max,
}

impl Operation {
    /// The result for these numbers, as many as the operation takes.
    pub fn apply(self, numbers: &[f64]) -> f64 {
        let second = || numbers.get(1).copied().unwrap_or(f64::NAN);
        let fold =
            |start: f64, choose: fn(f64, f64) -> f64| numbers.iter().copied().fold(start, choose);
        let first = numbers.first().copied().unwrap_or(f64::NAN);
        match self {
            Self::Add => first + second(),
            Self::Subtract => first - second(),
            Self::Multiply => first * second(),
            Self::Divide => first / second(),
            Self::Negate => -first,
            Self::Abs => first.abs(),
            Self::Min => fold(f64::INFINITY, f64::min),
            Self::Max => fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// What is measured of a path; each up to the step in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// J at the point.
    Value,
    /// The least J so far.
    Best,
    /// The length of the walk.
    Length,
    /// The straight line from the start.
    Net,
    /// The share of the walk that leads nowhere.
    Waste,
    /// The share of steps that turn back.
    Reversals,
    /// The share of the walk across the valley.
    Across,
    /// The first step from which on the path is settled.
    Settled,
    /// The steps taken.
    Steps,
    /// The learning rate of the step from the point.
    Rate,
    /// The point's x.
    X,
    /// The point's y.
    Y,
}

impl Metric {
    /// Every metric with its name. `lr` is here and not among hyper-parameters: schedules change it.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("value", Self::Value),
        ("best", Self::Best),
        ("length", Self::Length),
        ("net", Self::Net),
        ("waste", Self::Waste),
        ("reversals", Self::Reversals),
        ("across", Self::Across),
        ("settled", Self::Settled),
        ("steps", Self::Steps),
        ("lr", Self::Rate),
        ("x", Self::X),
        ("y", Self::Y),
    ];
}

/// What a caption says of a scene in its midst: a number or how a run stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Spoken {
    /// A number.
    Number(Quantity),
    /// How the run of the optimizer at this index stands.
    Status(usize),
}

impl Spoken {
    /// Reads `LABEL.metric`, a parameter, or arithmetic on such, on a scene.
    ///
    /// # Errors
    ///
    /// What is wrong with it, at its place in the text.
    pub fn parse(text: &str, scene: &Scene) -> Result<Self, Mistake> {
        parser::parse_spoken(text, scene)
    }
}

impl Claim {
    /// Reads a claim on a scene. `span` is where its text stands in the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, at its place in the text.
    pub fn parse(text: &str, span: Range<usize>, scene: &Scene) -> Result<Self, Mistake> {
        Ok(Self {
            text: text.to_owned(),
            span,
            condition: parser::parse(text, scene)?,
        })
    }
}

//! Schedules: how a learning rate changes over the steps, as `torch.optim.lr_scheduler` computes it.
//!
//! A schedule multiplies or replaces the present rate, so that a rate that is changed on the way
//! keeps its schedule.

mod courses;

use super::Hyper;
use super::hyper::Hypers;

/// One kind of schedule, all that it says of itself, and its formula.
#[derive(Debug)]
pub struct Course {
    /// The kind as scenes name it: `"cosine"`.
    pub name: &'static str,
    /// One line of what it is.
    pub summary: &'static str,
    /// The rate in symbols, t counted from 0, η the optimizer's `lr`.
    pub rule: &'static str,
    /// The keys of its table besides `kind`, in the order of a slice of their values.
    pub hypers: &'static [Hyper],
    rate: fn(&[f64], f64, f64) -> f64,
}

impl Course {
    /// Every kind of schedule, the constant one first.
    pub fn all() -> &'static [Self] {
        courses::COURSES
    }

    /// The kind of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|course| course.name == name)
    }

    /// The default of each key.
    pub fn defaults(&self) -> Vec<f64> {
        self.hypers.iter().map(|hyper| hyper.default).collect()
    }
}

/// The author's side of a [`Course`]: its keys are the fields.
trait Formula: Hypers {
    /// The rate after `t` steps, where `lr` is the optimizer's own.
    fn rate(&self, lr: f64, t: f64) -> f64;
}

/// The formula on a slice of values.
fn rate_of<F: Formula>(values: &[f64], lr: f64, t: f64) -> f64 {
    F::from_values(values).rate(lr, t)
}

/// A learning rate's way over the steps.
#[derive(Debug, Clone)]
pub enum Schedule {
    /// By a formula; the values are in the order of [`Course::hypers`].
    Course(&'static Course, Vec<f64>),
    /// The rate from each given step on, in the order of the steps; before the first one it is `lr`.
    Points(Vec<(u32, f64)>),
}

impl Default for Schedule {
    /// The constant one.
    fn default() -> Self {
        Self::Course(&courses::COURSES[0], Vec::new())
    }
}

impl PartialEq for Schedule {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Course(a, values), Self::Course(b, others)) => {
                a.name == b.name && values == others
            }
            (Self::Points(points), Self::Points(others)) => points == others,
            _ => false,
        }
    }
}

impl Schedule {
    /// The rate of the step after `t` steps, where the optimizer's own rate is `lr`. Never negative
    /// for values in their ranges.
    pub fn rate(&self, lr: f64, t: u32) -> f64 {
        match self {
            Self::Course(course, values) => (course.rate)(values, lr, f64::from(t)),
            Self::Points(points) => {
                let next = points.partition_point(|&(step, _)| step <= t);
                next.checked_sub(1).map_or(lr, |last| points[last].1)
            }
        }
    }

    /// Its name in scenes: that of its formula, or `"points"`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Course(course, _) => course.name,
            Self::Points(_) => "points",
        }
    }

    /// Whether it leaves the rate as it is.
    pub fn is_constant(&self) -> bool {
        self.name() == "constant"
    }
}

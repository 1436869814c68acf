//! Schedules: how a learning rate changes over the steps, as `torch.optim.lr_scheduler` computes it.
//!
//! A schedule multiplies or replaces the present rate, so that a rate that is changed on the way
//! keeps its schedule.

mod courses;
mod pace;

pub use pace::Pace;

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

/// What there is to say of the schedule whose keys are steps and a factor.
pub struct Multistep {
    /// Its kind.
    pub name: &'static str,
    /// One line of what it is.
    pub summary: &'static str,
    /// The rate in symbols.
    pub rule: &'static str,
}

/// The schedule by milestones.
pub const MULTISTEP: Multistep = Multistep {
    name: "multistep",
    summary: "the rate falls by a factor (`factor`, 0.1) at each of some steps (`milestones`)",
    rule: "η_t = η·γ^(number of milestones up to t)",
};

/// A learning rate's way over the steps.
#[derive(Debug, Clone)]
pub enum Schedule {
    /// By a formula; the values are in the order of [`Course::hypers`].
    Course(&'static Course, Vec<f64>),
    /// The rate from each given step on, in the order of the steps; before the first one it is `lr`.
    Points(Vec<(u32, f64)>),
    /// The rate times a factor once for each of these steps that is reached, which rise.
    Milestones(Vec<u32>, f64),
    /// One after the other, each for so many steps and counting from its own beginning; the last one goes on.
    Sequence(Vec<(Self, u32)>),
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
            (Self::Milestones(steps, factor), Self::Milestones(others, other)) => {
                steps == others && factor == other
            }
            (Self::Sequence(parts), Self::Sequence(others)) => parts == others,
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
            Self::Milestones(steps, factor) => {
                let reached = steps.partition_point(|&step| step <= t);
                lr * libm::pow(*factor, reached as f64)
            }
            Self::Sequence(_) => {
                let (part, begun) = self.part(t);
                part.rate(lr, t - begun)
            }
        }
    }

    /// The schedule that is in force after `t` steps, and the step at which it began.
    fn part(&self, t: u32) -> (&Self, u32) {
        let Self::Sequence(parts) = self else {
            return (self, 0);
        };
        let mut begun = 0_u32;
        for (place, (part, steps)) in parts.iter().enumerate() {
            let end = begun.saturating_add(*steps);
            if t < end || place + 1 == parts.len() {
                return (part, begun);
            }
            begun = end;
        }
        (self, 0)
    }

    /// Whether rates follow from the values that are met, and not from the steps alone.
    pub fn follows_values(&self) -> bool {
        match self {
            Self::Sequence(parts) => parts.iter().any(|(part, _)| part.follows_values()),
            _ => self.name() == "plateau",
        }
    }

    /// Its name in scenes: that of its formula, `"multistep"`, `"points"` or `"sequence"`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Course(course, _) => course.name,
            Self::Points(_) => "points",
            Self::Milestones(..) => MULTISTEP.name,
            Self::Sequence(_) => "sequence",
        }
    }

    /// Whether it leaves the rate as it is.
    pub fn is_constant(&self) -> bool {
        self.name() == "constant"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(name: &str, values: &[f64]) -> Schedule {
        Schedule::Course(Course::find(name).unwrap(), values.to_vec())
    }

    #[test]
    fn courses_are_complete_and_their_defaults_in_range() {
        for course in Course::all() {
            assert!(!course.summary.is_empty() && course.rule.starts_with("η_t"));
            for hyper in course.hypers {
                assert!(
                    hyper.range.contains(hyper.default),
                    "{} {}",
                    course.name,
                    hyper.name
                );
                assert!(
                    course.rule.contains(hyper.symbol),
                    "{} {}",
                    course.name,
                    hyper.name
                );
            }
        }
        assert_eq!(Schedule::default().name(), "constant");
    }

    #[test]
    fn a_constant_schedule_leaves_the_rate_and_an_inverse_one_divides_it() {
        assert_eq!(Schedule::default().rate(0.3, 1_000), 0.3);
        assert_eq!(schedule("inverse", &[0.5]).rate(0.3, 2), 0.15);
    }

    #[test]
    fn points_hold_from_their_step_on() {
        let points = Schedule::Points(vec![(2, 0.1), (5, 0.01)]);
        let rates: Vec<f64> = (0..7).map(|t| points.rate(0.7, t)).collect();
        assert_eq!(rates, [0.7, 0.7, 0.1, 0.1, 0.1, 0.01, 0.01]);
        assert_eq!(Schedule::Points(Vec::new()).rate(0.7, 3), 0.7);
    }

    #[test]
    fn one_cycle_goes_as_in_pytorch_and_stays_at_its_end() {
        let cycle = schedule("one-cycle", &[1.0, 10.0]);
        for (t, expected) in ONE_CYCLE.into_iter().enumerate() {
            assert!((cycle.rate(0.1, t as u32) - expected).abs() < 1e-15, "{t}");
        }
        assert!((cycle.rate(0.1, 500) - ONE_CYCLE[9]).abs() < 1e-15);
    }

    /// `OneCycleLR(max_lr=1.0, total_steps=10)` of PyTorch 2.15.
    const ONE_CYCLE: [f64; 10] = [
        0.040_000_000_000_000_036,
        0.52,
        1.0,
        0.950_484_632_013_473_7,
        0.811_745_653_949_763_1,
        0.611_262_021_936_289_3,
        0.388_741_978_063_710_75,
        0.188_258_346_050_236_97,
        0.049_519_367_986_526_286,
        4e-6,
    ];
}

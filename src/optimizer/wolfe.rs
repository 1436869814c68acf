//! A line search for the strong Wolfe conditions: bracket, then zoom with cubic interpolation.
//!
//! The same arithmetic as in PyTorch's L-BFGS (Nocedal and Wright 2006, algorithms 3.5 and 3.6).

use super::Oracle;
use crate::math::Vec2;

/// Share of the slope's promise that a step must at least fulfil.
const DECREASE: f64 = 1e-4;
/// A bracket that moves the point by less than this is not divided any more.
const NARROW: f64 = 1e-9;

/// A place on the line: how far along, and J and its slope there.
#[derive(Debug, Clone, Copy)]
struct Trial {
    t: f64,
    value: f64,
    slope: f64,
}

/// How hard to search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search {
    /// Share of the slope that may at most be left: near 0 the search is almost exact.
    pub(super) curvature: f64,
    /// How many trials may follow the first one.
    pub(super) trials: u32,
}

/// The line through a point along a direction.
struct Line<'a, 'b> {
    oracle: &'a mut Oracle<'b>,
    origin: Vec2,
    direction: Vec2,
    start: Trial,
    curvature: f64,
    /// How many trials are left.
    left: u32,
}

/// How far to go from `origin` along `direction`, where J has this value and slope, if `first` is
/// tried first. 0 where no trial is lower.
pub(super) fn strong_wolfe(
    search: Search,
    oracle: &mut Oracle<'_>,
    (origin, direction): (Vec2, Vec2),
    (value, slope): (f64, f64),
    first: f64,
) -> f64 {
    let start = Trial {
        t: 0.0,
        value,
        slope,
    };
    let mut line = Line {
        oracle,
        origin,
        direction,
        start,
        curvature: search.curvature,
        left: search.trials,
    };
    match line.bracket(first) {
        Ok(t) => t,
        Err(bracket) => line.zoom(bracket),
    }
}

impl Line<'_, '_> {
    fn try_at(&mut self, t: f64) -> Trial {
        let (value, gradient) = self
            .oracle
            .value_and_gradient(self.origin + t * self.direction);
        Trial {
            t,
            value,
            slope: gradient.dot(self.direction),
        }
    }

    /// Whether the step does not fulfil what the slope at the start promised.
    fn too_high(&self, trial: Trial) -> bool {
        let bound = self.start.value + DECREASE * trial.t * self.start.slope;
        trial.value > bound || trial.value.is_nan()
    }

    /// Whether little enough slope is left.
    fn flat_enough(&self, trial: Trial) -> bool {
        trial.slope.abs() <= -self.curvature * self.start.slope
    }

    /// Goes further until a trial is good, or two of them have a good one in between.
    fn bracket(&mut self, first: f64) -> Result<f64, [Trial; 2]> {
        let mut previous = self.start;
        let mut trial = self.try_at(first);
        let mut count = 0;
        while self.left > 0 {
            if self.too_high(trial) || (count > 1 && trial.value >= previous.value) {
                return Err([previous, trial]);
            }
            if self.flat_enough(trial) {
                return Ok(trial.t);
            }
            if trial.slope >= 0.0 {
                return Err([previous, trial]);
            }
            let bounds = (trial.t + 0.01 * (trial.t - previous.t), 10.0 * trial.t);
            let t = cubic_minimum(previous, trial, bounds);
            previous = trial;
            trial = self.try_at(t);
            self.left -= 1;
            count += 1;
        }
        Err([self.start, trial])
    }

    /// Narrows a bracket until its lower end is good or no trial is left.
    fn zoom(&mut self, mut bracket: [Trial; 2]) -> f64 {
        let size = self.direction.x.abs().max(self.direction.y.abs());
        let mut slow = false;
        let mut low = lower(&bracket);
        while self.left > 0 && (bracket[1].t - bracket[0].t).abs() * size >= NARROW {
            let trial = self.try_at(inside(&bracket, &mut slow));
            self.left -= 1;
            if self.too_high(trial) || trial.value >= bracket[low].value {
                bracket[1 - low] = trial;
                low = lower(&bracket);
                continue;
            }
            let good = self.flat_enough(trial);
            if !good && trial.slope * (bracket[1 - low].t - bracket[low].t) >= 0.0 {
                bracket[1 - low] = bracket[low];
            }
            bracket[low] = trial;
            if good {
                break;
            }
        }
        bracket[low].t
    }
}

/// The index of the lower end.
fn lower(bracket: &[Trial; 2]) -> usize {
    usize::from(bracket[0].value > bracket[1].value)
}

/// The next place to try in a bracket: the cubic's minimum, or a tenth away from an end that it keeps
/// falling close to.
fn inside(bracket: &[Trial; 2], slow: &mut bool) -> f64 {
    let least = bracket[0].t.min(bracket[1].t);
    let most = bracket[0].t.max(bracket[1].t);
    let t = cubic_minimum(bracket[0], bracket[1], (least, most));
    let margin = 0.1 * (most - least);
    if (most - t).min(t - least) >= margin {
        *slow = false;
        return t;
    }
    if !*slow && t < most && t > least {
        *slow = true;
        return t;
    }
    *slow = false;
    if (t - most).abs() < (t - least).abs() {
        most - margin
    } else {
        least + margin
    }
}

/// Where the cubic through both values and slopes is least, within bounds.
fn cubic_minimum(a: Trial, b: Trial, (least, most): (f64, f64)) -> f64 {
    let d1 = a.slope + b.slope - 3.0 * (a.value - b.value) / (a.t - b.t);
    let square = d1 * d1 - a.slope * b.slope;
    if square >= 0.0 {
        let d2 = square.sqrt();
        let (a, b) = if a.t <= b.t { (a, b) } else { (b, a) };
        let share = (b.slope + d2 - d1) / (b.slope - a.slope + 2.0 * d2);
        (b.t - (b.t - a.t) * share).max(least).min(most)
    } else {
        f64::midpoint(least, most)
    }
}

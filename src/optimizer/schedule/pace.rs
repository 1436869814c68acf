//! Rates that follow from the values that a run meets: `ReduceLROnPlateau` of `torch.optim.lr_scheduler`.

use super::Schedule;
use super::courses::Plateau;

/// A smaller fall of the rate is none.
const LEAST_FALL: f64 = 1e-8;

/// What a run's schedule remembers of the values that it has met.
#[derive(Debug, Clone)]
pub struct Pace {
    /// The step at which the part of the schedule began that is in force.
    begun: u32,
    /// What the rate has been multiplied by since.
    share: f64,
    best: f64,
    /// Values since the best that were no better.
    bad: f64,
    /// Steps left that do not count.
    resting: f64,
}

impl Default for Pace {
    fn default() -> Self {
        Self::from(0)
    }
}

impl Pace {
    fn from(begun: u32) -> Self {
        Self {
            begun,
            share: 1.0,
            best: f64::INFINITY,
            bad: 0.0,
            resting: 0.0,
        }
    }

    /// The rate of the step after `t` steps, where the optimizer's own is `lr`.
    pub fn rate(&mut self, schedule: &Schedule, lr: f64, t: u32) -> f64 {
        let (part, begun) = schedule.part(t);
        if begun != self.begun {
            *self = Self::from(begun);
        }
        part.rate(lr, t - begun) * self.share
    }

    /// Takes in the value at the point after `t` steps.
    pub fn learn(&mut self, schedule: &Schedule, lr: f64, t: u32, value: f64) {
        let (part, begun) = schedule.part(t);
        let Schedule::Course(course, values) = part else {
            return;
        };
        if course.name != "plateau" || begun != self.begun {
            return;
        }
        let plateau = Plateau::of(values);
        if value < self.best * (1.0 - plateau.threshold) {
            self.best = value;
            self.bad = 0.0;
        } else {
            self.bad += 1.0;
        }
        if self.resting > 0.0 {
            self.resting -= 1.0;
            self.bad = 0.0;
        }
        if self.bad > plateau.patience {
            let old = lr * self.share;
            let new = (old * plateau.factor).max(plateau.min);
            if old - new > LEAST_FALL {
                self.share = new / lr;
            }
            self.resting = plateau.cooldown;
            self.bad = 0.0;
        }
    }
}

//! The formulas of schedules, each with its keys, and the one list of them.

use std::f64::consts::PI;

use super::{Course, Formula, rate_of};
use crate::optimizer::Range;
use crate::optimizer::hyper::{Hypers, hypers};

/// A number of steps.
const STEPS: Range = Range::integer(1, 1_000_000);
/// A factor on a rate.
const FACTOR: Range = Range::not_negative(1e-3, 10.0);

macro_rules! courses {
    ($($name:literal $formula:ident $summary:literal $rule:literal,)*) => {
        /// Every kind of schedule, the constant one first.
        pub(super) static COURSES: &[Course] = &[$(Course {
            name: $name,
            summary: $summary,
            rule: $rule,
            hypers: $formula::TABLE,
            rate: rate_of::<$formula>,
        }),*];
    };
}

courses![
    "constant" Constant "the rate stays as it is" "η_t = η",
    "step" Step "the rate falls by a factor every so many steps" "η_t = η·γ^⌊t/n⌋",
    "exponential" Exponential "the rate falls by a factor each step" "η_t = η·γᵗ",
    "cosine" Cosine "the rate goes down half a wave of a cosine, and up again" "η_t = η_min + (η − η_min)·(1 + cos(π·t/T))/2",
    "cosine-restarts" CosineRestarts "down half a wave of a cosine, again and again, each wave longer by a factor" "η_t = η_min + (η − η_min)·(1 + cos(π·i/T))/2,   i steps into a wave of T, then T ← k·T",
    "linear" Linear "the rate's factor goes along a line, and stays at its end: a warm-up" "η_t = η·(a + (b − a)·min(t, n)/n)",
    "polynomial" Polynomial "the rate falls to 0 along a power of the steps left" "η_t = η·(1 − min(t, n)/n)^p",
    "one-cycle" OneCycle "up to a greatest rate for three tenths of the steps, then down to almost nothing, along cosines" "η_t: η_max/25 ↗ η_max at 0.3·n ↘ η_max/250000 at n",
    "inverse" Inverse "the rate falls as one over a power of the steps" "η_t = η/(1 + δ·t)^p",
    "cyclic" Cyclic "the rate goes up and down along lines, again and again" "η_t: η_min ↗ η_max in n steps ↘ η_min in k, again; by its mode each peak is half as high, or γᵗ times",
    "plateau" Plateau "the rate falls by a factor once the value has not become better for a while" "η_t = max(η_min, γ·η_t) after more than n steps without J < (1 − τ)·best, and c steps of rest",
    "warm-up" WarmUp "the rate rises along a line from a share of itself, and stays" "η_t = η·(a + (1 − a)·min(t, n)/n)",
];

hypers! {
    Constant {}
}

impl Formula for Constant {
    fn rate(&self, lr: f64, _: f64) -> f64 {
        lr
    }
}

hypers! {
    Step {
        /// Steps from one fall to the next.
        every "n" = 30.0 in STEPS,
        /// What the rate is multiplied by.
        factor "γ" = 0.1 in FACTOR,
    }
}

impl Formula for Step {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        lr * libm::pow(self.factor, (t / self.every).floor())
    }
}

hypers! {
    Exponential {
        /// What the rate is multiplied by at each step.
        factor "γ" = 0.99 in Range::Log { min: 0.0, max: 2.0, low: 0.5, high: 1.0 },
    }
}

impl Formula for Exponential {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        lr * libm::pow(self.factor, t)
    }
}

hypers! {
    Cosine {
        /// Steps from the greatest rate to the least.
        period "T" = 100.0 in STEPS,
        /// Least rate.
        min "η_min" = 0.0 in Range::RATE,
    }
}

impl Formula for Cosine {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        half_wave(lr, self.min, t / self.period)
    }
}

hypers! {
    CosineRestarts {
        /// Steps of the first wave.
        period "T" = 50.0 in STEPS,
        /// How many times longer each wave is than the one before.
        multiply "k" = 1.0 in Range::integer(1, 100),
        /// Least rate.
        min "η_min" = 0.0 in Range::RATE,
    }
}

impl Formula for CosineRestarts {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        let (mut into, mut period) = (t, self.period);
        if self.multiply == 1.0 {
            into %= period;
        }
        while into >= period {
            into -= period;
            period *= self.multiply;
        }
        half_wave(lr, self.min, into / period)
    }
}

hypers! {
    Linear {
        /// Factor at the first step.
        from "a" = 0.1 in FACTOR,
        /// Factor at the end.
        to "b" = 1.0 in FACTOR,
        /// Steps to the end.
        steps "n" = 20.0 in STEPS,
    }
}

impl Formula for Linear {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        lr * (self.from + (self.to - self.from) * t.min(self.steps) / self.steps)
    }
}

hypers! {
    Polynomial {
        /// Steps until the rate is 0.
        steps "n" = 100.0 in STEPS,
        /// Power of the share of steps left: 1 falls along a line, more falls sooner.
        power "p" = 1.0 in Range::Log { min: 0.0, max: 100.0, low: 0.1, high: 10.0 },
    }
}

impl Formula for Polynomial {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        lr * libm::pow(1.0 - t.min(self.steps) / self.steps, self.power)
    }
}

hypers! {
    OneCycle {
        /// Greatest rate; the optimizer's own is not used.
        max "η_max" = 0.1 in Range::RATE,
        /// Steps of the whole cycle; afterwards the rate stays at its end.
        steps "n" = 100.0 in STEPS,
    }
}

impl Formula for OneCycle {
    fn rate(&self, _: f64, t: f64) -> f64 {
        let (start, end) = (self.max / 25.0, self.max / 25.0 / 1e4);
        let (top, last) = (0.3 * self.steps - 1.0, self.steps - 1.0);
        if t <= top {
            half_wave(start, self.max, t / top)
        } else {
            half_wave(self.max, end, ((t - top) / (last - top)).min(1.0))
        }
    }
}

hypers! {
    Inverse {
        /// How fast it falls: to a half after 1/δ steps.
        decay "δ" = 0.01 in Range::not_negative(1e-4, 1.0),
        /// Power with which it falls: a half falls as one over the root of the steps.
        power "p" = 1.0 in Range::Log { min: 0.0, max: 100.0, low: 0.1, high: 10.0 },
    }
}

impl Formula for Inverse {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        let steps = 1.0 + self.decay * t;
        // Bits that were always so stay so.
        if self.power == 1.0 {
            lr / steps
        } else {
            lr / libm::pow(steps, self.power)
        }
    }
}

hypers! {
    Cyclic {
        /// Least rate; the optimizer's own is not used.
        min "η_min" = 0.01 in Range::RATE,
        /// Greatest rate.
        max "η_max" = 0.1 in Range::RATE,
        /// Steps up.
        up "n" = 20.0 in STEPS,
        /// Steps down.
        down "k" = 20.0 in STEPS,
        /// How high the peaks are: all alike, each half as high as the one before, or by a factor at each step.
        mode "mode" = 0.0 in Range::Choice(&["triangular", "triangular2", "exp_range"]),
        /// The factor of the mode `exp_range`.
        factor "γ" = 0.99 in Range::Log { min: 0.0, max: 2.0, low: 0.5, high: 1.0 },
    }
}

impl Formula for Cyclic {
    fn rate(&self, _: f64, t: f64) -> f64 {
        let whole = self.up + self.down;
        let cycle = (t / whole).floor();
        let (place, top) = (t / whole - cycle, self.up / whole);
        let share = if place <= top {
            place / top
        } else {
            (1.0 - place) / (1.0 - top)
        };
        let height = match self.mode {
            1.0 => libm::pow(2.0, -cycle),
            2.0 => libm::pow(self.factor, t),
            _ => 1.0,
        };
        self.min + (self.max - self.min) * share.max(0.0) * height
    }
}

hypers! {
    /// What the rate is follows from values, in a pace.
    Plateau {
        /// What the rate is multiplied by.
        factor "γ" = 0.1 in FACTOR,
        /// Steps without a better value that are borne.
        patience "n" = 10.0 in Range::integer(0, 1_000_000),
        /// By what share of itself a value must be less than the best so far to be better.
        threshold "τ" = 1e-4 in Range::not_negative(1e-6, 1.0),
        /// Steps after a fall that do not count.
        cooldown "c" = 0.0 in Range::integer(0, 1_000_000),
        /// Least rate.
        min "η_min" = 0.0 in Range::RATE,
    }
}

impl Formula for Plateau {
    fn rate(&self, lr: f64, _: f64) -> f64 {
        lr
    }
}

hypers! {
    WarmUp {
        /// Share of the rate at the first step.
        from "a" = 0.1 in Range::linear(0.0, 1.0),
        /// Steps until the rate is reached.
        steps "n" = 20.0 in STEPS,
    }
}

impl Formula for WarmUp {
    fn rate(&self, lr: f64, t: f64) -> f64 {
        lr * (self.from + (1.0 - self.from) * t.min(self.steps) / self.steps)
    }
}

impl Plateau {
    /// The values of the keys as a struct.
    pub(super) fn of(values: &[f64]) -> Self {
        Self::from_values(values)
    }
}

/// From one rate to another along half a wave, at a place from 0 to 1 of it.
fn half_wave(from: f64, to: f64, place: f64) -> f64 {
    to + (from - to) * (1.0 + libm::cos(PI * place)) / 2.0
}

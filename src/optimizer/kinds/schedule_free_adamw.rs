//! Schedule-free AdamW: Adam's scaling, an average instead of a falling rate.

use super::prelude::*;
use super::schedule_free_sgd::Average;

hypers! {
    ScheduleFreeAdamW {
        /// Learning rate; it need not fall.
        lr "η" = 2.5e-3 in Range::RATE,
        /// How near to the average the gradient is taken: 0 at z, 1 at x.
        beta1 "β₁" = 0.9 in Range::MOMENTUM,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, added to the scaled gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The points of the schedule-free method, and the running mean of squares.
    Scaled { average: Average, v: Vec2 as "v" }
}

/// Keeps the root of a mean square from 0, as in the library.
const LEAST_SQUARE: f64 = 1e-15;

impl Rule for ScheduleFreeAdamW {
    const DECLARATION: Declaration = Declaration {
        name: "schedule-free-adamw",
        display: "Schedule-Free AdamW",
        summary: "Adam's scaling, with the mean of the path in place of momentum and of a falling rate",
        rule: &[
            "g = ∇J(θ)   # at θ = β₁·x + (1−β₁)·z",
            "v ← β₂·v + (1−β₂)·g²",
            "u = g/(√(v/(1−β₂ᵗ)) + ε) + λ·θ",
            "p ← max(p, η),   W ← W + p²,   c = p²/W",
            "z ← z − η·u   (z = θ₀ at first)",
            "x ← x + c·(z − x)   (x = θ₀ at first)",
            "θ ← β₁·x + (1−β₁)·z",
        ],
        source: "Defazio et al. 2024, The road less scheduled, arXiv:2405.15682",
        helps: "Needs neither a rate that suits each coordinate nor a schedule; won the AlgoPerf self-tuning track in 2024.",
        fails: "On a smooth bowl the mean lags behind; its first steps, unaveraged, are as bold as RMSprop's.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Scaled;

    fn start(&self, at: Vec2) -> Scaled {
        Scaled {
            average: Average::at(at),
            v: Vec2::ZERO,
        }
    }

    fn step(&self, s: &mut Scaled, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        s.v = ema(s.v, g * g, self.beta2);
        let root = (s.v / t.debias(self.beta2) + LEAST_SQUARE).sqrt() + self.eps;
        let scaled = g / root + self.weight_decay * x;
        s.average.advance(x, self.lr, self.beta1, scaled)
    }

    fn ghosts(s: &Scaled, ghosts: &mut Vec<Ghost>) {
        s.average.ghosts(ghosts);
    }
}

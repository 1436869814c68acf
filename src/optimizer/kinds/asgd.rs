//! Averaged gradient descent: a fading rate, and the mean of the path.

use super::prelude::*;
use crate::optimizer::rule::power;

hypers! {
    Asgd {
        /// Learning rate at the start.
        lr "η" = 1e-2 in Range::RATE,
        /// Decay of the point, and how fast the rate fades.
        lambd "λ′" = 1e-4 in Range::not_negative(1e-6, 1.0),
        /// Power with which the rate fades.
        alpha "α" = 0.75 in Range::linear(0.0, 2.0),
        /// The step from which on the path is averaged.
        t0 "t₀" = 1e6 in Range::not_negative(1.0, 1e6),
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The rate as it fades, the average and the weight of its next point.
    Average { eta: Option<f64> as "η_t", ax: Vec2 as "ax", mu: f64 as "μ" }
}

impl Rule for Asgd {
    const DECLARATION: Declaration = Declaration {
        name: "asgd",
        display: "ASGD",
        summary: "gradient descent with a fading rate; the average of its path is the answer",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "η_t = η/(1 + λ′·η·(t−1))^α",
            "θ ← (1 − λ′·η_t)·θ − η_t·g",
            "θ̄ ← θ̄ + (θ − θ̄)/max(1, t − 1 − t₀)",
        ],
        source: "Polyak and Juditsky 1992, Acceleration of stochastic approximation by averaging",
        helps: "Under noise the path trembles about the minimum, and its average (the ghost) sits still in the middle.",
        fails: "Without noise the average only lags behind; until t₀ it is the point itself.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Average;

    fn start(&self, at: Vec2) -> Average {
        Average {
            eta: None,
            ax: at,
            mu: 1.0,
        }
    }

    fn step(&self, s: &mut Average, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        let eta = s.eta.unwrap_or(self.lr);
        let next = (1.0 - self.lambd * eta) * x - eta * g;
        s.ax = if s.mu == 1.0 {
            next
        } else {
            s.ax + s.mu * (next - s.ax)
        };
        s.eta = Some(self.lr / power(1.0 + self.lambd * self.lr * t.now(), self.alpha));
        s.mu = 1.0 / (t.now() - self.t0).max(1.0);
        next
    }

    fn ghosts(s: &Average, ghosts: &mut Vec<Ghost>) {
        ghosts.push(Ghost::point("ax", "average of the path", s.ax));
    }
}

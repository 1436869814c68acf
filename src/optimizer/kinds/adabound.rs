//! `AdaBound`: Adam that turns into gradient descent.

use super::prelude::*;

hypers! {
    AdaBound {
        /// Learning rate while it is Adam.
        lr "η" = 1e-3 in Range::RATE,
        /// Learning rate when it has become gradient descent.
        final_lr "η∞" = 0.1 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// How fast the bounds close: by half after 1/γ steps.
        gamma "γ" = 1e-3 in Range::positive(1e-4, 1.0),
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// Adam's means, the rate without its schedule, and the bounds.
    Bound { moments: Moments, base: f64, low: f64 as "low", high: f64 as "high" }
}

/// Keeps the root of a mean square from 0, as in the library.
const LEAST_SQUARE: f64 = 1e-15;

impl Rule for AdaBound {
    const DECLARATION: Declaration = Declaration {
        name: "adabound",
        display: "AdaBound",
        summary: "Adam whose rates for each coordinate are held between bounds that close on one rate",
        rule: &[
            "g = ∇J(θ),   θ ← (1 − η·λ)·θ",
            "m ← β₁·m + (1−β₁)·g,   v ← β₂·v + (1−β₂)·g²",
            "low = η∞·(1 − 1/(γ·t + 1)),   high = η∞·(1 + 1/(γ·t))",
            "r = η·√(1−β₂ᵗ)/(1−β₁ᵗ)/(√v + ε)",
            "θ ← θ − min(max(r, low), high)·m",
        ],
        corrects_bias: true,
        source: "Luo et al. 2019, Adaptive gradient methods with dynamic bound of learning rate, arXiv:1902.09843",
        helps: "Starts as fast as Adam and ends as steadily as gradient descent with momentum.",
        fails: "It needs a good rate for gradient descent after all; where that is too large for the curvature, the end diverges.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Bound;

    fn start(&self, _: Vec2) -> Bound {
        Bound {
            base: self.lr,
            ..Bound::default()
        }
    }

    fn step(&self, s: &mut Bound, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        s.moments.observe(f.gradient(x), self.beta1, self.beta2);
        if s.base == 0.0 {
            s.base = self.lr;
        }
        // A rate that has fallen since the start takes the bounds down with it.
        let end = if s.base > 0.0 {
            self.final_lr * self.lr / s.base
        } else {
            0.0
        };
        s.low = end * (1.0 - 1.0 / (self.gamma * t.now() + 1.0));
        s.high = end * (1.0 + 1.0 / (self.gamma * t.now()));
        let rate = self.lr * t.debias(self.beta2).sqrt() / t.debias(self.beta1);
        let root = (s.moments.v + LEAST_SQUARE).sqrt() + self.eps;
        let rates = (rate / root).map(|rate| rate.max(s.low).min(s.high));
        decayed(x, self.lr, self.weight_decay) - rates * s.moments.m
    }
}

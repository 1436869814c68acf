//! Adan: Adam with Nesterov's momentum by differences of gradients.

use super::prelude::*;

hypers! {
    Adan {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.98 in Range::SHARE,
        /// Share of the mean of differences kept at each step, and their weight.
        beta2 "β₂" = 0.92 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta3 "β₃" = 0.99 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, as a division of the point by 1 + η·λ.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// Running means of gradients, their differences and the squares, and the gradient before.
    Means { m: Vec2 as "m", n: Vec2 as "n", v: Vec2 as "v", previous: Option<Vec2> as "g′" }
}

impl Rule for Adan {
    const DECLARATION: Declaration = Declaration {
        name: "adan",
        display: "Adan",
        summary: "Adam that also follows how the gradient changes, so that it turns early",
        rule: &[
            "g = ∇J(θ),   d = g − g′   (g′ = ∇J(θ) at first)",
            "z = g + β₂·d,   g′ ← g",
            "m ← β₁·m + (1−β₁)·g,   n ← β₂·n + (1−β₂)·d",
            "v ← β₃·v + (1−β₃)·z²",
            "u = m/(1−β₁ᵗ) + β₂·n/(1−β₂ᵗ)",
            "θ ← (θ − η·u/(√v/√(1−β₃ᵗ) + ε))/(1 + η·λ)",
        ],
        corrects_bias: true,
        source: "Xie et al. 2022, Adan: Adaptive Nesterov momentum algorithm, arXiv:2208.06677",
        helps: "Bears larger rates than Adam; the difference term brakes before it overshoots.",
        fails: "Under noise the differences are mostly noise; four states and three shares to tune.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Means;

    fn step(&self, s: &mut Means, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        let d = g - s.previous.unwrap_or(g);
        let z = g + self.beta2 * d;
        s.previous = Some(g);
        s.m = ema(s.m, g, self.beta1);
        s.n = ema(s.n, d, self.beta2);
        s.v = ema(s.v, z * z, self.beta3);
        let u = s.m / t.debias(self.beta1) + self.beta2 * s.n / t.debias(self.beta2);
        let root = s.v.sqrt() / t.debias(self.beta3).sqrt();
        (x - self.lr * u / (root + self.eps)) / (1.0 + self.lr * self.weight_decay)
    }
}

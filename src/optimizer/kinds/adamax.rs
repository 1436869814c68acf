//! Adamax: Adam with the greatest recent slope instead of a mean square.

use super::prelude::*;

hypers! {
    Adamax {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 2e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the greatest slope kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Added to each slope, so that the denominator is never 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The running mean, and the greatest slope as it fades.
    Greatest { m: Vec2 as "m", u: Vec2 as "u" }
}

impl Rule for Adamax {
    const DECLARATION: Declaration = Declaration {
        name: "adamax",
        display: "Adamax",
        summary: "Adam in the infinity norm: divides by the greatest recent slope of each coordinate",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "m ← β₁·m + (1−β₁)·g",
            "u ← max(β₂·u, |g| + ε)",
            "θ ← θ − η/(1−β₁ᵗ)·m/u",
        ],
        corrects_bias: true,
        source: "Kingma and Ba 2014, section 7.1, arXiv:1412.6980",
        helps: "Steps are bounded by the rate more strictly than Adam's, which calms rare spikes of the gradient.",
        fails: "After one steep place its steps stay short for about 1/(1−β₂) steps.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Greatest;

    fn step(&self, s: &mut Greatest, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.m = ema(s.m, g, self.beta1);
        s.u = (self.beta2 * s.u).zip(g.map(f64::abs) + self.eps, f64::max);
        x - self.lr / t.debias(self.beta1) * s.m / s.u
    }
}

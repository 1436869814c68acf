//! AMSGrad: Adam that never forgets its steepest slope.

use super::prelude::*;

hypers! {
    AmsGrad {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, added to the gradient: it is scaled with it.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// Running means, and the greatest mean square so far.
    Peak { m: Vec2 as "m", v: Vec2 as "v", peak: Vec2 as "u" }
}

impl Rule for AmsGrad {
    const DECLARATION: Declaration = Declaration {
        name: "amsgrad",
        display: "AMSGrad",
        summary: "Adam that divides by the greatest mean square so far, so that no steep place is forgotten",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "m ← β₁·m + (1−β₁)·g",
            "v ← β₂·v + (1−β₂)·g²",
            "u ← max(u, v)",
            "θ ← θ − η·m/(1−β₁ᵗ) / (√(u/(1−β₂ᵗ)) + ε)",
        ],
        corrects_bias: true,
        source: "Reddi, Kale, Kumar 2018, On the convergence of Adam and beyond, arXiv:1904.09237",
        helps: "Where rare large gradients matter, Adam forgets them and creeps away; AMSGrad provably converges.",
        fails: "One steep place at the start makes all later steps short: from a cliff it crawls where Adam picks up speed.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Peak;

    fn step(&self, s: &mut Peak, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.m = ema(s.m, g, self.beta1);
        s.v = ema(s.v, g * g, self.beta2);
        s.peak = s.peak.zip(s.v, f64::max);
        let root = s.peak.sqrt() / t.debias(self.beta2).sqrt();
        x - self.lr / t.debias(self.beta1) * s.m / (root + self.eps)
    }
}

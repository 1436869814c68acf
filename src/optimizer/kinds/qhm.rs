//! Quasi-hyperbolic momentum: part momentum, part plain gradient.

use super::prelude::*;

hypers! {
    Qhm {
        /// Learning rate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        momentum "β" = 0.9 in Range::MOMENTUM,
        /// Weight of the mean in the step; the rest is the plain gradient.
        nu "ν" = 0.7 in Range::linear(0.0, 1.0),
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The running mean of gradients.
    Mean { b: Vec2 as "b" }
}

impl Rule for Qhm {
    const DECLARATION: Declaration = Declaration {
        name: "qhm",
        display: "QHM",
        summary: "a weighted mean of momentum and plain gradient descent",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "b ← β·b + (1−β)·g",
            "θ ← θ − η·(ν·b + (1−ν)·g)",
        ],
        source: "Ma and Yarats 2018, Quasi-hyperbolic momentum and Adam for deep learning, arXiv:1810.06801",
        helps: "Has gradient descent (ν = 0), averaged momentum (ν = 1) and Nesterov (ν = β) as special cases, and better ones in between.",
        fails: "At the same rate it is slower than momentum, whose velocity is 1/(1−β) times as large.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Mean;

    fn step(&self, s: &mut Mean, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.b = ema(s.b, g, self.momentum);
        x - self.lr * (self.nu * s.b + (1.0 - self.nu) * g)
    }
}

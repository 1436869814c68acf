//! `AdEMAMix`: Adam with a second, very long memory.

use super::prelude::*;

hypers! {
    AdEmaMix {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the quick mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Share of the slow mean of gradients kept at each step.
        beta3 "β₃" = 0.9999 in Range::SHARE,
        /// Weight of the slow mean.
        alpha "α" = 5.0 in Range::not_negative(0.1, 100.0),
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The quick and the slow mean of gradients, and the mean of squares.
    Means { quick: Vec2 as "m₁", slow: Vec2 as "m₂", v: Vec2 as "v" }
}

impl Rule for AdEmaMix {
    const DECLARATION: Declaration = Declaration {
        name: "ademamix",
        display: "AdEMAMix",
        summary: "Adam that adds a very slow mean of gradients to the quick one",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "m₁ ← β₁·m₁ + (1−β₁)·g,   m₂ ← β₃·m₂ + (1−β₃)·g",
            "v ← β₂·v + (1−β₂)·g²",
            "θ ← θ − η·(m₁/(1−β₁ᵗ) + α·m₂)/(√v/√(1−β₂ᵗ) + ε)",
        ],
        corrects_bias: true,
        source: "Pagliardini, Ablin, Grangier 2024, The AdEMAMix optimizer: Better, faster, older, arXiv:2409.03137",
        helps: "Gradients stay useful for ten thousand steps in long noisy trainings; the slow mean keeps them.",
        fails: "In a short run the slow mean has only begun, and later it pushes on past the minimum for very long.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Means;

    fn step(&self, s: &mut Means, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.quick = ema(s.quick, g, self.beta1);
        s.slow = ema(s.slow, g, self.beta3);
        s.v = ema(s.v, g * g, self.beta2);
        let direction = s.quick / t.debias(self.beta1) + self.alpha * s.slow;
        x - self.lr * direction / (s.v.sqrt() / t.debias(self.beta2).sqrt() + self.eps)
    }
}

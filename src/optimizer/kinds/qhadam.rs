//! QHAdam: part Adam, part RMSprop.

use super::prelude::*;

hypers! {
    QhAdam {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Weight of the mean of gradients in the step; the rest is the plain gradient.
        nu1 "ν₁" = 0.7 in Range::linear(0.0, 1.0),
        /// Weight of the mean of squares in the denominator; the rest is the plain square.
        nu2 "ν₂" = 1.0 in Range::linear(0.0, 1.0),
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

impl Rule for QhAdam {
    const DECLARATION: Declaration = Declaration {
        name: "qhadam",
        display: "QHAdam",
        summary: "Adam whose two means are mixed with the plain gradient and its square",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "m ← β₁·m + (1−β₁)·g,   v ← β₂·v + (1−β₂)·g²",
            "m̂ = m/(1−β₁ᵗ),   v̂ = v/(1−β₂ᵗ)",
            "θ ← θ − η·(ν₁·m̂ + (1−ν₁)·g)/(√(ν₂·v̂ + (1−ν₂)·g²) + ε)",
        ],
        corrects_bias: true,
        source: "Ma and Yarats 2018, Quasi-hyperbolic momentum and Adam for deep learning, arXiv:1810.06801",
        helps: "Adam (ν = 1), RMSprop (ν₁ = 0) and NAdam are special cases; some plain gradient makes it react at once.",
        fails: "Two more numbers to tune than Adam has, for a small gain.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Moments;

    fn step(&self, s: &mut Moments, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.observe(g, self.beta1, self.beta2);
        let direction = self.nu1 * s.mean(self.beta1, t) + (1.0 - self.nu1) * g;
        let square = self.nu2 * s.v / t.debias(self.beta2) + (1.0 - self.nu2) * (g * g);
        x - self.lr * direction / (square.sqrt() + self.eps)
    }
}

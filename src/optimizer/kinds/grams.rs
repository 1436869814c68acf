//! Grams: how far says Adam, which way says the gradient.

use super::prelude::*;

hypers! {
    Grams {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-6 in Range::EPSILON,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

impl Rule for Grams {
    const DECLARATION: Declaration = Declaration {
        name: "grams",
        display: "Grams",
        summary: "Adam's step sizes in the present gradient's direction",
        rule: &[
            "g = ∇J(θ),   θ ← (1 − η·λ)·θ",
            "m ← β₁·m + (1−β₁)·g,   v ← β₂·v + (1−β₂)·g²",
            "u = m/(1−β₁ᵗ) / (√v/√(1−β₂ᵗ) + ε)",
            "θ ← θ − η·sign(g)·|u|",
        ],
        corrects_bias: true,
        source: "Cao et al. 2024, Grams: Gradient descent with adaptive momentum scaling, arXiv:2412.17107",
        helps: "Never walks uphill out of old momentum, so that it overshoots less than Adam.",
        fails: "It has no inertia to roll over a bump, and noise turns its steps at once.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Moments;

    fn step(&self, s: &mut Moments, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        s.observe(g, self.beta1, self.beta2);
        let size = (s.mean(self.beta1, t) / (s.root(self.beta2, t) + self.eps)).map(f64::abs);
        decayed(x, self.lr, self.weight_decay) - self.lr * (g.sign() * size)
    }
}

//! AdamW: Adam whose weight decay does not pass through its scaling.

use super::prelude::*;

hypers! {
    AdamW {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 1e-2 in Range::PENALTY,
    }
}

impl Rule for AdamW {
    const DECLARATION: Declaration = Declaration {
        name: "adamw",
        display: "AdamW",
        summary: "Adam with decoupled weight decay: the point itself shrinks, whatever the gradients' scale",
        rule: &[
            "g = ∇J(θ)",
            "θ ← (1 − η·λ)·θ",
            "m ← β₁·m + (1−β₁)·g",
            "v ← β₂·v + (1−β₂)·g²",
            "m̂ = m/(1−β₁ᵗ),   v̂ = v/(1−β₂ᵗ)",
            "θ ← θ − η·m̂/(√v̂ + ε)",
        ],
        corrects_bias: true,
        source: "Loshchilov and Hutter 2017, Decoupled weight decay regularization, arXiv:1711.05101",
        helps: "The decay pulls every coordinate alike; in Adam it is divided away where gradients are large. The standard for training transformers.",
        fails: "It does not end at the minimum of J but where decay and descent balance; at decay 0 it is plain Adam.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Moments;

    fn step(&self, s: &mut Moments, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        s.observe(f.gradient(x), self.beta1, self.beta2);
        let m_hat = s.mean(self.beta1, t);
        decayed(x, self.lr, self.weight_decay)
            - self.lr * m_hat / (s.root(self.beta2, t) + self.eps)
    }
}

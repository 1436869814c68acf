//! Adam: a mean of gradients over the root of a mean of their squares.

use super::prelude::*;

hypers! {
    Adam {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step: its momentum.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step: how long steepness is remembered.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0; slopes below it no longer count as slopes.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, added to the gradient: it is scaled with it.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

impl Rule for Adam {
    const DECLARATION: Declaration = Declaration {
        name: "adam",
        display: "Adam",
        summary: "a mean of gradients over the root of a mean of their squares, both corrected for starting at zero",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "m ← β₁·m + (1−β₁)·g",
            "v ← β₂·v + (1−β₂)·g²",
            "m̂ = m/(1−β₁ᵗ),   v̂ = v/(1−β₂ᵗ)",
            "θ ← θ − η·m̂/(√v̂ + ε)",
        ],
        corrects_bias: true,
        source: "Kingma and Ba 2014, Adam: A method for stochastic optimization, arXiv:1412.6980",
        helps: "Works at one rate for slopes of any scale, with momentum's smoothness; steps are about as long as the rate, and at the usual shares never more than 7.3 times. The usual first choice for networks.",
        fails: "It forgets rare large gradients and may circle or even diverge slowly where they matter (see AMSGrad); weight decay through the gradient is scaled away (see AdamW).",
        ..Declaration::of(Self::TABLE)
    };

    type State = Moments;

    fn step(&self, s: &mut Moments, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.observe(g, self.beta1, self.beta2);
        let m_hat = s.mean(self.beta1, t);
        x - self.lr * m_hat / (s.root(self.beta2, t) + self.eps)
    }
}

//! `AdaBelief`: long steps where gradients come as expected.

use super::prelude::*;

hypers! {
    AdaBelief {
        /// Learning rate: about the length of a step where gradients keep changing.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step: the expectation.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squared surprises kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0; also added to the surprise at each step.
        eps "ε" = 1e-16 in Range::EPSILON,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// Running means of gradients and of squared surprises.
    Belief { m: Vec2 as "m", s: Vec2 as "s" }
}

impl Rule for AdaBelief {
    const DECLARATION: Declaration = Declaration {
        name: "adabelief",
        display: "AdaBelief",
        summary: "Adam that divides by how far gradients differ from their mean, not by their size",
        rule: &[
            "g = ∇J(θ),   θ ← (1 − η·λ)·θ",
            "m ← β₁·m + (1−β₁)·g",
            "s ← β₂·s + (1−β₂)·(g − m)² + ε",
            "θ ← θ − η·m/(1−β₁ᵗ) / (√s/√(1−β₂ᵗ) + ε)",
        ],
        corrects_bias: true,
        source: "Zhuang et al. 2020, AdaBelief optimizer: Adapting stepsizes by the belief in observed gradients, arXiv:2010.07468",
        helps: "On a steady slope, however steep or flat, it trusts the gradient and strides; where the gradient keeps changing it is careful.",
        fails: "A very steady slope makes steps far longer than the rate: it may shoot over a valley.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Belief;

    fn step(&self, s: &mut Belief, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        s.m = ema(s.m, g, self.beta1);
        let surprise = g - s.m;
        s.s = ema(s.s, surprise * surprise, self.beta2) + self.eps;
        let root = s.s.sqrt() / t.debias(self.beta2).sqrt();
        decayed(x, self.lr, self.weight_decay)
            - self.lr / t.debias(self.beta1) * s.m / (root + self.eps)
    }
}

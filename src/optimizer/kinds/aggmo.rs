//! Aggregated momentum: several balls of different friction, one step.

use super::prelude::*;

hypers! {
    AggMo {
        /// Learning rate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the first velocity kept at each step.
        beta1 "β₁" = 0.0 in Range::MOMENTUM,
        /// Share of the second velocity kept at each step.
        beta2 "β₂" = 0.9 in Range::MOMENTUM,
        /// Share of the third velocity kept at each step.
        beta3 "β₃" = 0.99 in Range::MOMENTUM,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The velocities.
    Velocities { b1: Vec2 as "b₁", b2: Vec2 as "b₂", b3: Vec2 as "b₃" }
}

impl Rule for AggMo {
    const DECLARATION: Declaration = Declaration {
        name: "aggmo",
        display: "AggMo",
        summary: "the mean of three momenta: the light ones damp what the heavy one would swing",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "b₁ ← β₁·b₁ + g,   b₂ ← β₂·b₂ + g,   b₃ ← β₃·b₃ + g",
            "θ ← θ − η·(b₁ + b₂ + b₃)/3",
        ],
        source: "Lucas et al. 2018, Aggregated momentum: Stability through passive damping, arXiv:1804.00325",
        helps: "A share as great as 0.99 becomes usable: the heavy ball's resonance is not the light ones'.",
        fails: "Its heaviest ball still takes about 1/(1−β₃) steps to turn round.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Velocities;

    fn step(&self, s: &mut Velocities, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.b1 = self.beta1 * s.b1 + g;
        s.b2 = self.beta2 * s.b2 + g;
        s.b3 = self.beta3 * s.b3 + g;
        x - self.lr * (s.b1 + s.b2 + s.b3) / 3.0
    }
}

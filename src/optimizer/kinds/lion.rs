//! Lion: the sign of a momentum, found by searching over programs.

use super::prelude::*;

hypers! {
    Lion {
        /// Learning rate: exactly the length of a step in each coordinate.
        lr "η" = 1e-4 in Range::RATE,
        /// Share of the mean in the direction of the step; the rest is the new gradient.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean kept at each step.
        beta2 "β₂" = 0.99 in Range::SHARE,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The running mean of gradients.
    Mean { m: Vec2 as "m" }
}

impl Rule for Lion {
    const DECLARATION: Declaration = Declaration {
        name: "lion",
        display: "Lion",
        summary: "steps by the sign of a momentum: as far in each coordinate, however flat",
        rule: &[
            "g = ∇J(θ),   θ ← (1 − η·λ)·θ",
            "θ ← θ − η·sign(β₁·m + (1−β₁)·g)",
            "m ← β₂·m + (1−β₂)·g",
        ],
        source: "Chen et al. 2023, Symbolic discovery of optimization algorithms, arXiv:2302.06675",
        helps: "Keeps one state instead of Adam's two; scaling J changes nothing. With a decaying rate it is strong on large networks.",
        fails: "It cannot take short steps: at the minimum it rattles by the rate, and diagonals are its only slanted directions.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Mean;

    fn step(&self, s: &mut Mean, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        let direction = ema(s.m, g, self.beta1).sign();
        s.m = ema(s.m, g, self.beta2);
        decayed(x, self.lr, self.weight_decay) - self.lr * direction
    }
}

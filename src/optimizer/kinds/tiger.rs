//! Tiger: the sign of a running mean.

use super::prelude::*;

hypers! {
    Tiger {
        /// Learning rate: exactly the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean kept at each step.
        beta "β" = 0.965 in Range::SHARE,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 1e-2 in Range::PENALTY,
    }
}

states! {
    /// The running mean of gradients.
    Mean { m: Vec2 as "m" }
}

impl Rule for Tiger {
    const DECLARATION: Declaration = Declaration {
        name: "tiger",
        display: "Tiger",
        summary: "steps by the sign of the mean gradient: Lion with one share for both",
        rule: &[
            "g = ∇J(θ),   θ ← (1 − η·λ)·θ",
            "m ← β·m + (1−β)·g",
            "θ ← θ − η·sign(m)",
        ],
        source: "Su 2023, Tiger: A tight-fisted optimizer, github.com/bojone/tiger",
        helps: "As little memory as momentum, as indifferent to scale as Adam.",
        fails: "A long mean turns late: it overshoots, and it rattles by the rate at the minimum.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Mean;

    fn step(&self, s: &mut Mean, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        s.m = ema(s.m, f.gradient(x), self.beta);
        decayed(x, self.lr, self.weight_decay) - self.lr * s.m.sign()
    }
}

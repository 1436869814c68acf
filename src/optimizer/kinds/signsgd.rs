//! Sign descent: as far in each coordinate, whatever the slope.

use super::prelude::*;

hypers! {
    SignSgd {
        /// Learning rate: exactly the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step; 0 takes the gradient's own sign.
        momentum "β" = 0.9 in Range::SHARE,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The running mean of gradients.
    Mean { b: Vec2 as "b" }
}

impl Rule for SignSgd {
    const DECLARATION: Declaration = Declaration {
        name: "signsgd",
        aliases: &["signum"],
        display: "SignSGD",
        summary: "steps by the sign of the mean gradient, as far in each coordinate",
        rule: &[
            "g = ∇J(θ),   θ ← (1 − η·λ)·θ",
            "b ← β·b + (1−β)·g",
            "θ ← θ − η·sign(b)",
        ],
        source: "Bernstein et al. 2018, signSGD: Compressed optimisation for non-convex problems, arXiv:1802.04434",
        helps: "One bit a coordinate suffices, which makes training on many machines cheap; plateaus do not slow it down.",
        fails: "At the minimum it rattles by the rate for ever, unless the rate falls.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Mean;

    fn step(&self, s: &mut Mean, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        s.b = ema(s.b, f.gradient(x), self.momentum);
        decayed(x, self.lr, self.weight_decay) - self.lr * s.b.sign()
    }
}

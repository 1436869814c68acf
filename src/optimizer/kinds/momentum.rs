//! Momentum: a heavy ball that gathers speed where slopes agree.

use super::prelude::*;

hypers! {
    Momentum {
        /// Learning rate: how strongly the slope accelerates the ball.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the velocity kept at each step; 0 is gradient descent, 1 has no friction.
        momentum "γ" = 0.9 in Range::MOMENTUM,
        /// Share of each new gradient left out; as much as γ makes the velocity a mean.
        dampening "τ" = 0.0 in Range::linear(0.0, 1.0),
        /// Weight decay: pulls towards the origin in proportion to the distance.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The ball's velocity, with the rate inside (textbook) or outside (PyTorch).
    Velocity { v: Vec2 as "v", b: Option<Vec2> as "b" }
}

impl Rule for Momentum {
    const DECLARATION: Declaration = Declaration {
        name: "momentum",
        aliases: &["heavy-ball", "sgd-momentum"],
        display: "Momentum",
        summary: "a heavy ball: the velocity keeps a share of itself and gains by the slope",
        rule: &["g = ∇J(θ) + λ·θ", "v ← γ·v + (1−τ)·η·g", "θ ← θ − v"],
        rule_pytorch: &[
            "g = ∇J(θ) + λ·θ",
            "b ← γ·b + (1−τ)·g   (b ← g on the first step)",
            "θ ← θ − η·b",
        ],
        source: "Polyak 1964, Some methods of speeding up the convergence of iteration methods",
        helps: "In a narrow valley: the swings across cancel in the velocity, the slope along it adds up. It converges while η·curvature < 2 + 2γ, further than gradient descent, and rolls over small bumps.",
        fails: "Too much of it overshoots and rings: where it oscillates it contracts by √γ a step, whatever the rate.",
        // z² − (1 + γ − (1−τ)·ηλ)·z + γ
        stable_until: Some(|kept, fresh| (2.0 + 2.0 * kept) / fresh),
        recurrence: Some(|kept, fresh, pull| [1.0 + kept - fresh * pull, kept]),
        ..Declaration::of(Self::TABLE)
    };

    type State = Velocity;

    fn step(&self, s: &mut Velocity, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.v = self.momentum * s.v + (1.0 - self.dampening) * (self.lr * g);
        x - s.v
    }

    fn step_pytorch(&self, s: &mut Velocity, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        // Without momentum PyTorch keeps no velocity at all, and does not dampen.
        if self.momentum == 0.0 {
            return x - self.lr * g;
        }
        let b = match s.b {
            None => g,
            Some(b) => self.momentum * b + (1.0 - self.dampening) * g,
        };
        s.b = Some(b);
        x - self.lr * b
    }
}

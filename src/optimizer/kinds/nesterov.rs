//! Nesterov's momentum: the slope is felt where the ball is about to be.

use super::prelude::*;

hypers! {
    Nesterov {
        /// Learning rate: how strongly the slope accelerates the ball.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the velocity kept at each step; 0 is gradient descent.
        momentum "γ" = 0.9 in Range::MOMENTUM,
        /// Weight decay: pulls towards the origin in proportion to the distance.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The velocity, with the rate inside (textbook) or outside (PyTorch).
    Velocity { v: Vec2 as "v", b: Option<Vec2> as "b" }
}

impl Rule for Nesterov {
    const DECLARATION: Declaration = Declaration {
        name: "nesterov",
        aliases: &["nag"],
        display: "Nesterov",
        summary: "momentum that looks ahead: the gradient is taken where the velocity leads",
        rule: &["a = θ − γ·v", "v ← γ·v + η·(∇J(a) + λ·a)", "θ ← θ − v"],
        rule_pytorch: &[
            "g = ∇J(θ) + λ·θ",
            "b ← γ·b + g   (b ← g on the first step)",
            "θ ← θ − η·(g + γ·b)",
        ],
        source: "Nesterov 1983, A method of solving a convex programming problem with convergence rate O(1/k²); Sutskever et al. 2013",
        helps: "Brakes before it overshoots, so that it swings less than plain momentum at the same settings; with a share that suits the curvatures no method by gradients converges in a better order.",
        fails: "Stable only up to smaller rates than momentum where the curvature is high: the look-ahead itself overshoots.",
        // z² − (1 − ηλ)·(1 + γ)·z + (1 − ηλ)·γ
        stable_until: Some(|kept, fresh| (2.0 + 2.0 * kept) / (1.0 + kept + kept * fresh)),
        recurrence: Some(|kept, fresh, pull| {
            let b = 1.0 + kept - pull - kept * fresh * pull;
            [b, kept * (1.0 - pull)]
        }),
        ..Declaration::of(Self::TABLE)
    };

    type State = Velocity;

    fn step(&self, s: &mut Velocity, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let ahead = x - self.momentum * s.v;
        let g = f.gradient(ahead) + self.weight_decay * ahead;
        s.v = self.momentum * s.v + self.lr * g;
        x - s.v
    }

    fn step_pytorch(&self, s: &mut Velocity, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        let b = s.b.map_or(g, |b| self.momentum * b + g);
        s.b = Some(b);
        x - self.lr * (g + self.momentum * b)
    }
}

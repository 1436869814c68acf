//! Adagrad: each coordinate's rate shrinks with all the slope it has seen.

use super::prelude::*;

hypers! {
    Adagrad {
        /// Learning rate: about the length of the first step in each coordinate.
        lr "η" = 1e-2 in Range::RATE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-10 in Range::EPSILON,
        /// How fast the rate itself fades: by half after 1/decay steps.
        lr_decay "ρ" = 0.0 in Range::not_negative(1e-4, 1.0),
        /// Weight decay: pulls towards the origin in proportion to the distance.
        weight_decay "λ" = 0.0 in Range::PENALTY,
        /// Where the sum of squares starts: more makes the first steps shorter.
        initial_accumulator_value "G₀" = 0.0 in Range::not_negative(1e-3, 10.0),
    }
}

states! {
    /// The sum of all squared gradients.
    Squares { sum: Vec2 as "G" }
}

impl Adagrad {
    /// Takes in this step's gradient; the rate as it has faded by now, and the gradient.
    fn observe(&self, s: &mut Squares, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> (f64, Vec2) {
        let g = f.gradient(x) + self.weight_decay * x;
        s.sum += g * g;
        (self.lr / (1.0 + (t.now() - 1.0) * self.lr_decay), g)
    }
}

impl Rule for Adagrad {
    const DECLARATION: Declaration = Declaration {
        name: "adagrad",
        display: "Adagrad",
        summary: "divides each coordinate's step by the root of all its squared gradients so far",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "G ← G + g²   (G = G₀ at first)",
            "η_t = η/(1 + (t−1)·ρ)",
            "θ ← θ − η_t/√(G + ε)·g",
        ],
        rule_pytorch: &[
            "g = ∇J(θ) + λ·θ",
            "G ← G + g²   (G = G₀ at first)",
            "η_t = η/(1 + (t−1)·ρ)",
            "θ ← θ − η_t·g/(√G + ε)",
        ],
        source: "Duchi, Hazan, Singer 2011, Adaptive subgradient methods for online learning and stochastic optimization",
        helps: "Coordinates of very different scale or that are seldom active get rates of their own: a valley along the axes looks round to it.",
        fails: "The sum only grows, so its steps fade, and it may stop long before the minimum. A rotated valley is not round to it.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Squares;

    fn start(&self, _: Vec2) -> Squares {
        Squares {
            sum: Vec2::splat(self.initial_accumulator_value),
        }
    }

    fn step(&self, s: &mut Squares, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let (lr, g) = self.observe(s, t, x, f);
        x - lr / (s.sum + self.eps).sqrt() * g
    }

    fn step_pytorch(&self, s: &mut Squares, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let (lr, g) = self.observe(s, t, x, f);
        x - lr * (g / (s.sum.sqrt() + self.eps))
    }
}

//! Steepest descent with backtracking: tries a long step and shortens it until it pays.

use super::prelude::*;

hypers! {
    LineSearch {
        /// Rate that is tried first at each step.
        lr "η" = 1.0 in Range::RATE,
        /// Factor on the rate after a trial that did not go down enough.
        shrink "ρ" = 0.5 in Range::linear(0.1, 0.9),
        /// Share of the slope's promise that a step must fulfil.
        decrease "c" = 1e-4 in Range::Log { min: 0.0, max: 0.9, low: 1e-4, high: 0.5 },
    }
}

states! {
    /// The rate that was taken.
    Rate { eta: f64 as "η" }
}

/// Trials in one step, after which it stays where it is.
const TRIALS: u32 = 200;

impl Rule for LineSearch {
    const DECLARATION: Declaration = Declaration {
        name: "line-search",
        aliases: &["armijo"],
        display: "Line search",
        summary: "steepest descent whose rate is halved until J falls enough",
        rule: &[
            "g = ∇J(θ),   s ← η",
            "while J(θ − s·g) > J(θ) − c·s·⟨g, g⟩:   s ← ρ·s",
            "θ ← θ − s·g",
        ],
        source: "Armijo 1966, Minimization of functions having Lipschitz continuous first partial derivatives",
        helps: "Never diverges and never goes up, whatever the rate it tries first.",
        fails: "In a narrow valley it zig-zags like gradient descent, and pays several evaluations a step for it.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Rate;

    fn step(&self, s: &mut Rate, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let (value, g) = f.value_and_gradient(x);
        s.eta = self.lr;
        for _ in 0..TRIALS {
            let next = x - s.eta * g;
            if f.value(next) <= value - self.decrease * (s.eta * g).dot(g) {
                return next;
            }
            s.eta *= self.shrink;
        }
        f.stay(x, "no rate goes down")
    }
}

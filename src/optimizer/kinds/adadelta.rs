//! Adadelta: steps in the units of earlier steps.

use super::prelude::*;

hypers! {
    Adadelta {
        /// Factor on its own step; 1 is the method as published.
        lr "η" = 1.0 in Range::RATE,
        /// Share of both running means kept at each step.
        rho "ρ" = 0.9 in Range::SHARE,
        /// Starts it off: the first steps are about its root.
        eps "ε" = 1e-6 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// Running means of squared gradients and of squared steps.
    Squares { v: Vec2 as "v", a: Vec2 as "a" }
}

impl Rule for Adadelta {
    const DECLARATION: Declaration = Declaration {
        name: "adadelta",
        display: "Adadelta",
        summary: "scales the gradient by the ratio of recent steps to recent gradients, so that units agree",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "v ← ρ·v + (1−ρ)·g²",
            "d = √(a + ε)/√(v + ε)·g",
            "a ← ρ·a + (1−ρ)·d²",
            "θ ← θ − η·d",
        ],
        source: "Zeiler 2012, Adadelta: An adaptive learning rate method, arXiv:1212.5701",
        helps: "Needs no learning rate, and its steps do not fade as Adagrad's do.",
        fails: "It starts very slowly, with steps of √ε that have to grow by themselves, and never quite settles at a minimum.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Squares;

    fn step(&self, s: &mut Squares, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.v = ema(s.v, g * g, self.rho);
        let d = (s.a + self.eps).sqrt() / (s.v + self.eps).sqrt() * g;
        s.a = ema(s.a, d * d, self.rho);
        x - self.lr * d
    }
}

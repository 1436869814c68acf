//! Gradient descent: straight down the slope.

use super::prelude::*;

hypers! {
    GradientDescent {
        /// Learning rate: how far a step goes for its slope. Above 2/curvature it diverges.
        lr "η" = 1e-3 in Range::RATE,
        /// Weight decay: pulls towards the origin in proportion to the distance.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

impl Rule for GradientDescent {
    const DECLARATION: Declaration = Declaration {
        name: "gd",
        aliases: &["sgd", "gradient-descent"],
        display: "Gradient descent",
        summary: "a step down the slope, as long as the slope is steep",
        rule: &["g = ∇J(θ) + λ·θ", "θ ← θ − η·g"],
        source: "Cauchy 1847, Méthode générale pour la résolution des systèmes d'équations simultanées",
        helps: "Where the curvature is much the same in every direction, a good rate goes straight to the minimum. What it does is easy to foresee.",
        fails: "In a narrow valley the steep direction limits the rate (2/curvature) and the flat one then hardly moves: it zig-zags from 1/curvature on. It stops at saddles and on plateaus.",
        // z = 1 − ηλ
        stable_until: Some(|_, _| 2.0),
        recurrence: Some(|_, _, pull| [1.0 - pull, 0.0]),
        ..Declaration::of(Self::TABLE)
    };

    type State = ();

    fn step(&self, (): &mut (), _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        x - self.lr * g
    }
}

//! Shampoo on two numbers: Adagrad with the full matrix.

use super::prelude::*;
use crate::math::Symmetric;

hypers! {
    Shampoo {
        /// Learning rate: about the length of the first step.
        lr "η" = 1e-2 in Range::RATE,
        /// Share of the last scaled gradient in the one that is scaled next.
        momentum "μ" = 0.0 in Range::MOMENTUM,
        /// How much of the identity the matrix starts with.
        eps "ε" = 1e-6 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The sum of g·gᵀ, and the last scaled gradient.
    Matrix { sum: Symmetric, b: Option<Vec2> as "b" }
}

impl Rule for Shampoo {
    const DECLARATION: Declaration = Declaration {
        name: "shampoo",
        aliases: &["full-matrix-adagrad"],
        display: "Shampoo",
        summary: "full-matrix Adagrad: learns which directions are steep, not only which coordinates",
        rule: &[
            "g = (1−μ)·∇J(θ) + μ·b + λ·θ   (b = ∇J(θ) at first)",
            "L ← L + g·gᵀ   (L = ε·I at first)",
            "b ← L^(−1/2)·g",
            "θ ← θ − η·b",
        ],
        source: "Gupta, Koren, Singer 2018, Shampoo: Preconditioned stochastic tensor optimization, arXiv:1802.09568",
        helps: "A rotated valley looks round to it, where Adagrad and Adam see only the axes.",
        fails: "The sum only grows, so its steps fade as Adagrad's do.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Matrix;

    fn start(&self, _: Vec2) -> Matrix {
        Matrix {
            sum: self.eps * Symmetric::IDENTITY,
            b: None,
        }
    }

    fn step(&self, s: &mut Matrix, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let plain = f.gradient(x);
        let mixed = ema(s.b.unwrap_or(plain), plain, self.momentum);
        let g = mixed + self.weight_decay * x;
        s.sum = s.sum + Symmetric::outer(g);
        let inverse_root = |value: f64| if value > 0.0 { 1.0 / value.sqrt() } else { 0.0 };
        let scaled = s.sum.eigen().mapped_times(inverse_root, g);
        s.b = Some(scaled);
        x - self.lr * scaled
    }
}

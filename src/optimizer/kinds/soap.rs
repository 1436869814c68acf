//! SOAP: Adam along Shampoo's directions.

use super::prelude::*;
use crate::math::Symmetric;

hypers! {
    Soap {
        /// Learning rate: about the length of a step in each direction.
        lr "η" = 3e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.95 in Range::SHARE,
        /// Share of the means of squares and of g·gᵀ kept at each step.
        beta2 "β₂" = 0.95 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Steps from one turn of the directions to the next.
        precondition_frequency "k" = 10.0 in Range::integer(1, 1000),
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 1e-2 in Range::PENALTY,
    }
}

states! {
    /// The mean of g·gᵀ, the matrix whose eigenvectors are in use, and Adam's means; v is along them.
    Basis { matrix: Symmetric, basis: Symmetric, m: Vec2 as "m", v: Vec2 as "v" }
}

impl Rule for Soap {
    const DECLARATION: Declaration = Declaration {
        name: "soap",
        display: "SOAP",
        summary: "Adam in the eigenvectors of the mean g·gᵀ, which are turned now and then",
        rule: &[
            "g = ∇J(θ),   L ← β₂·L + (1−β₂)·g·gᵀ",
            "every k steps: Q ← eigenvectors of L",
            "m ← β₁·m + (1−β₁)·g,   v ← β₂·v + (1−β₂)·(Qᵀg)²",
            "u = Q·[Qᵀm/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)]",
            "θ ← (1 − η·λ)·θ − η·u",
        ],
        corrects_bias: true,
        source: "Vyas et al. 2024, SOAP: Improving and stabilizing Shampoo using Adam, arXiv:2409.11321",
        helps: "In a rotated valley it scales along and across, where Adam scales along the axes only.",
        fails: "Where the valley bends, its directions are those of some steps ago.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Basis;

    fn step(&self, s: &mut Basis, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        s.matrix = self.beta2 * s.matrix + (1.0 - self.beta2) * Symmetric::outer(g);
        if (t.now() - 1.0) % self.precondition_frequency.max(1.0) == 0.0 {
            s.basis = s.matrix;
        }
        let basis = s.basis.eigen();
        let along = basis.components(g);
        s.m = ema(s.m, g, self.beta1);
        s.v = ema(s.v, along * along, self.beta2);
        let mean = basis.components(s.m) / t.debias(self.beta1);
        let root = (s.v / t.debias(self.beta2)).sqrt() + self.eps;
        decayed(x, self.lr, self.weight_decay) - self.lr * basis.compose(mean / root)
    }
}

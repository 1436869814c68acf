//! MADGRAD: dual averaging with a cube root.

use super::prelude::*;

hypers! {
    MadGrad {
        /// Learning rate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the point kept at each step; the rest goes to where the averaged gradients point.
        momentum "μ" = 0.9 in Range::MOMENTUM,
        /// Keeps the denominator from 0; also added to the rate.
        eps "ε" = 1e-6 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The start, the weighted sums of gradients and squares, and where they point.
    Dual { start: Vec2 as "θ₀", s: Vec2 as "s", nu: Vec2 as "ν", z: Vec2 as "z" }
}

impl Rule for MadGrad {
    const DECLARATION: Declaration = Declaration {
        name: "madgrad",
        display: "MADGRAD",
        summary: "always steps from the start: by all gradients so far, over the cube root of all squares",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "l = (η + ε)·√t",
            "ν ← ν + l·g²,   s ← s + l·g",
            "z = θ₀ − s/(∛ν + ε)",
            "θ ← θ + (1−μ)·(z − θ)",
        ],
        source: "Defazio and Jelassi 2021, Adaptivity without compromise: MADGRAD, arXiv:2101.11075",
        helps: "In its authors' trainings it generalizes as well as gradient descent where Adam does not, with Adagrad's rates for each coordinate.",
        fails: "Weighs all gradients since the start, so that it turns late after a change of slope.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Dual;

    fn start(&self, at: Vec2) -> Dual {
        Dual {
            start: at,
            z: at,
            ..Dual::default()
        }
    }

    fn step(&self, s: &mut Dual, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        let weight = if self.lr == 0.0 {
            0.0
        } else {
            (self.lr + self.eps) * t.now().sqrt()
        };
        s.nu += weight * (g * g);
        s.s += weight * g;
        let root = s.nu.map(libm::cbrt) + self.eps;
        // Where nothing has been seen yet there is nothing to divide.
        s.z = s.start
            - s.s
                .zip(root, |s, root| if root == 0.0 { 0.0 } else { s / root });
        x + (1.0 - self.momentum) * (s.z - x)
    }

    fn ghosts(s: &Dual, ghosts: &mut Vec<Ghost>) {
        ghosts.push(Ghost::point("z", "where it heads", s.z));
    }
}

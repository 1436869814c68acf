//! ADOPT: Adam in another order.

use super::prelude::*;
use crate::optimizer::rule::power;

hypers! {
    Adopt {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-3 in Range::RATE,
        /// Share of the mean of scaled gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.9999 in Range::SHARE,
        /// Least denominator.
        eps "ε" = 1e-6 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

impl Rule for Adopt {
    const DECLARATION: Declaration = Declaration {
        name: "adopt",
        display: "ADOPT",
        summary: "Adam that scales each gradient by the squares before it, then takes the mean",
        rule: &[
            "g = ∇J(θ) + λ·θ,   c = t^¼",
            "u = min(max(g/max(√v, ε), −c), c)",
            "m ← β₁·m + (1−β₁)·u   (m ← 0 on the first step)",
            "v ← β₂·v + (1−β₂)·g²   (v ← g² on the first step)",
            "θ ← θ − η·m",
        ],
        source: "Taniguchi et al. 2024, ADOPT: Modified Adam can converge with any β₂ with the optimal rate, arXiv:2411.02853",
        helps: "Converges where Adam provably does not, whatever β₂, as the present gradient does not scale itself.",
        fails: "From a flat start into a steep place the scale comes a step late: its steps leap until the clipping holds them.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Moments;

    fn step(&self, s: &mut Moments, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        if t.now() == 1.0 {
            s.v = g * g;
            return x;
        }
        let bound = power(t.now(), 0.25);
        let scaled = g / s.v.sqrt().map(|root| root.max(self.eps));
        let clipped = scaled.map(|u| {
            if u.abs() > bound {
                bound.copysign(u)
            } else {
                u
            }
        });
        s.m = ema(s.m, clipped, self.beta1);
        s.v = ema(s.v, g * g, self.beta2);
        x - self.lr * s.m
    }
}

//! Adafactor: steps relative to the size of what they change.

use super::prelude::*;
use crate::optimizer::rule::power;

hypers! {
    Adafactor {
        /// Greatest relative step: the share of the point's own size that a step may be.
        lr "η" = 1e-2 in Range::RATE,
        /// Power by which new squares lose weight; nearer to 0 forgets faster.
        beta2_decay "γ" = -0.8 in Range::linear(-2.0, 0.0),
        /// Keeps the denominator from 0.
        eps1 "ε₁" = 2.220_446_049_250_313e-16 in Range::EPSILON,
        /// Least size that the point counts as having, so that it can leave the origin.
        eps2 "ε₂" = 1e-3 in Range::EPSILON,
        /// Greatest root mean square of an update; longer ones are shortened.
        d "d" = 1.0 in Range::positive(0.1, 10.0),
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The running mean of squared gradients.
    Square { v: Vec2 as "v" }
}

/// The root mean square of both coordinates.
fn rms(v: Vec2) -> f64 {
    v.norm() / f64::sqrt(2.0)
}

impl Rule for Adafactor {
    const DECLARATION: Declaration = Declaration {
        name: "adafactor",
        display: "Adafactor",
        summary: "RMSprop without a memory to tune, whose steps are relative to the point's own size",
        rule: &[
            "g = ∇J(θ),   ρ = min(η, 1/√t)",
            "α = max(ε₂, ‖θ‖/√2)·ρ,   θ ← (1 − η·λ)·θ",
            "v ← v + t^γ·(g² − v)",
            "u = g/√max(v, ε₁²)",
            "θ ← θ − α·u/max(1, ‖u‖/(√2·d))",
        ],
        source: "Shazeer and Stern 2018, Adafactor: Adaptive learning rates with sublinear memory cost, arXiv:1804.04235",
        helps: "On large networks it saves memory by factoring v; on two numbers what is left are its relative steps, which need no rate for each scale.",
        fails: "Steps depend on where the origin is: near it they shrink to ε₂, far from it they are long.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Square;

    fn step(&self, s: &mut Square, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        let rho = self.lr.min(1.0 / t.now().sqrt());
        let alpha = rms(x).max(self.eps2) * rho;
        s.v += power(t.now(), self.beta2_decay) * (g * g - s.v);
        let u = g / s.v.map(|v| v.max(self.eps1 * self.eps1)).sqrt();
        let shortening = (rms(u) / self.d).max(1.0);
        decayed(x, self.lr, self.weight_decay) - alpha / shortening * u
    }
}

//! D-Adaptation for Adam: the rate comes from a bound on the distance.

use super::prelude::*;
use super::prodigy::DISTANCE;

hypers! {
    DAdaptAdam {
        /// Factor on the rate that it finds; 1 is the method as published.
        lr "η" = 1.0 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// First guess of the distance to the minimum; it only ever grows.
        d0 "d₀" = 1e-6 in DISTANCE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The guess of the distance, what it comes from, and Adam's means.
    Guess { d: f64 as "d", r: f64 as "r", s: Vec2 as "s", m: Vec2 as "m", v: Vec2 as "v" }
}

impl Rule for DAdaptAdam {
    const DECLARATION: Declaration = Declaration {
        name: "dadapt-adam",
        display: "D-Adapt Adam",
        summary: "Adam without a rate to set: estimates the distance to the minimum as it goes",
        rule: &[
            "g = ∇J(θ) + λ·θ,   a = d·η   (d = d₀ at first)",
            "r ← √β₂·r + (1−√β₂)·a·⟨g, s/(√v + ε)⟩",
            "m ← β₁·m + (1−β₁)·a·g,   v ← β₂·v + (1−β₂)·g²",
            "s ← √β₂·s + (1−√β₂)·a·g",
            "d ← max(d, r/((1−√β₂)·‖s‖₁))",
            "θ ← θ − m/(√v + ε)",
        ],
        source: "Defazio and Mishchenko 2023, Learning-rate-free learning by D-Adaptation, arXiv:2301.07733",
        helps: "When no rate is known; Prodigy grew out of it and finds the rate sooner.",
        fails: "The estimate grows slowly from a small first guess and never falls again.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Guess;

    fn start(&self, _: Vec2) -> Guess {
        Guess {
            d: self.d0,
            ..Guess::default()
        }
    }

    fn step(&self, s: &mut Guess, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        let (rate, beta3) = (s.d * self.lr, self.beta2.sqrt());
        let gain = rate * g.dot(s.s / (s.v.sqrt() + self.eps));
        s.m = self.beta1 * s.m + rate * (1.0 - self.beta1) * g;
        s.v = ema(s.v, g * g, self.beta2);
        s.s = beta3 * s.s + rate * (1.0 - beta3) * g;
        let size = s.s.x.abs() + s.s.y.abs();
        if size == 0.0 {
            return x;
        }
        s.r = beta3 * s.r + (1.0 - beta3) * gain;
        s.d = s.d.max(s.r / ((1.0 - beta3) * size));
        x - s.m / (s.v.sqrt() + self.eps)
    }
}

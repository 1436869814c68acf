//! D-Adaptation for gradient descent: the rate comes from a bound on the distance.

use super::prelude::*;
use super::prodigy::DISTANCE;

hypers! {
    DAdaptSgd {
        /// Factor on the rate that it finds; 1 is the method as published.
        lr "η" = 1.0 in Range::RATE,
        /// Share of the point kept at each step.
        momentum "μ" = 0.9 in Range::MOMENTUM,
        /// First guess of the distance to the minimum; it only ever grows.
        d0 "d₀" = 1e-6 in DISTANCE,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The guess of the distance, the weighted sums it comes from, the start and the first slope.
    Guess { d: f64 as "d", r: f64 as "r", s: Vec2 as "s", start: Vec2 as "θ₀", slope: f64 }
}

impl Rule for DAdaptSgd {
    const DECLARATION: Declaration = Declaration {
        name: "dadapt-sgd",
        display: "D-Adapt SGD",
        summary: "gradient descent without a rate to set: estimates the distance to the minimum as it goes",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "G ← G   (G = ‖∇J(θ)‖ at first)",
            "a = d·η/G,   r ← r + a·⟨g, s⟩,   s ← s + a·g",
            "d ← max(d, 2·r/‖s‖)   (d = d₀ at first)",
            "θ ← θ + (1−μ)·(θ₀ − s − θ)",
        ],
        source: "Defazio and Mishchenko 2023, Learning-rate-free learning by D-Adaptation, arXiv:2301.07733",
        helps: "When no rate is known, on convex slopes: it provably finds a rate within a constant factor of the best.",
        fails: "It scales by the first slope: after a steep start it creeps. The estimate never falls again.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Guess;

    fn start(&self, at: Vec2) -> Guess {
        Guess {
            d: self.d0,
            start: at,
            ..Guess::default()
        }
    }

    fn step(&self, s: &mut Guess, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let plain = f.gradient(x);
        if t.now() == 1.0 {
            s.slope = plain.norm();
        }
        if s.slope == 0.0 {
            return x;
        }
        let g = plain + self.weight_decay * x;
        let rate = s.d * self.lr / s.slope;
        s.r += rate * g.dot(s.s);
        s.s += rate * g;
        if self.lr > 0.0 {
            s.d = s.d.max(2.0 * s.r / s.s.norm());
        }
        x + (1.0 - self.momentum) * (s.start - s.s - x)
    }
}

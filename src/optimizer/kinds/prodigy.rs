//! Prodigy: Adam that finds its own rate.

use super::prelude::*;

hypers! {
    Prodigy {
        /// Factor on the rate that it finds; 1 is the method as published.
        lr "η" = 1.0 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// First guess of the distance to the minimum; it only ever grows.
        d0 "d₀" = 1e-6 in DISTANCE,
        /// Factor on the estimate of the distance.
        d_coef "c" = 1.0 in Range::not_negative(0.1, 10.0),
        /// Decoupled weight decay: shrinks the point itself by d·η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

/// A first guess of a distance: above 0.
pub(super) const DISTANCE: Range = Range::positive(1e-8, 10.0);

states! {
    /// The distance as it is guessed by now, what it is guessed from, and Adam's means.
    Guess { d: f64 as "d", r: f64 as "r", s: Vec2 as "s", m: Vec2 as "m", v: Vec2 as "v", start: Vec2 as "θ₀" }
}

impl Rule for Prodigy {
    const DECLARATION: Declaration = Declaration {
        name: "prodigy",
        display: "Prodigy",
        summary: "Adam without a rate to set: estimates the distance to the minimum as it goes",
        rule: &[
            "g = ∇J(θ),   a = (d/d₀)·d·η   (d = d₀ at first)",
            "r ← √β₂·r + a·⟨g, θ₀ − θ⟩,   s ← √β₂·s + a·g",
            "m ← β₁·m + d·(1−β₁)·g,   v ← β₂·v + d²·(1−β₂)·g²",
            "d′ = max(d, c·r/‖s‖₁),   θ ← (1 − d·η·λ)·θ",
            "θ ← θ − d·η·m/(√v + d′·ε),   d ← d′",
        ],
        source: "Mishchenko and Defazio 2023, Prodigy: An expeditiously adaptive parameter-free learner, arXiv:2306.06101",
        helps: "When no rate is known: it starts with tiny steps and raises them until they suit the distance.",
        fails: "The estimate never falls again; one misleading stretch may make it too large for the rest of the way.",
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

    fn step(&self, s: &mut Guess, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        let (d, rate, beta3) = (s.d, s.d * self.lr, self.beta2.sqrt());
        let weight = d / self.d0 * rate;
        s.r = beta3 * s.r + weight * g.dot(s.start - x);
        s.s = beta3 * s.s + weight * g;
        s.m = self.beta1 * s.m + d * (1.0 - self.beta1) * g;
        s.v = self.beta2 * s.v + d * d * (1.0 - self.beta2) * (g * g);
        let size = s.s.x.abs() + s.s.y.abs();
        if size == 0.0 {
            return x;
        }
        s.d = d.max(self.d_coef * s.r / size);
        decayed(x, rate, self.weight_decay) - rate * s.m / (s.v.sqrt() + s.d * self.eps)
    }
}

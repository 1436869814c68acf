//! Simulated annealing: random steps, uphill ones less and less.

use super::prelude::*;
use crate::math::Random;

hypers! {
    Annealing {
        /// Temperature at the start: how far uphill a step may well go.
        temperature "T₀" = 1.0 in Range::not_negative(1e-3, 100.0),
        /// Share of the temperature kept at each step.
        cooling "α" = 0.98 in Range::MOMENTUM,
        /// Size of the random steps.
        sigma "σ" = 0.3 in Range::not_negative(1e-3, 10.0),
    }
}

states! {
    /// The temperature by now.
    Heat { random: Option<Random>, temperature: f64 as "T" }
}

impl Rule for Annealing {
    const DECLARATION: Declaration = Declaration {
        name: "annealing",
        aliases: &["simulated-annealing"],
        display: "Annealing",
        summary: "tries random steps, takes those that go down, and some that go up while it is hot",
        rule: &[
            "p = θ + σ·ξ,   T = T₀·αᵗ   # ξ ~ N(0, I)",
            "θ ← if(uniform() < exp((J(θ) − J(p))/T), p, θ)",
        ],
        source: "Kirkpatrick, Gelatt, Vecchi 1983, Optimization by simulated annealing",
        helps: "Gets out of local minima while it is hot, and needs values only.",
        fails: "Slow: most steps are tried in vain. Cooled too fast it stays in the wrong basin, too slowly it never settles.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Heat;

    fn step(&self, s: &mut Heat, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let random = s.random.get_or_insert_with(|| f.random());
        let next = x + self.sigma * random.normal_vec2();
        let luck = random.uniform();
        s.temperature = self.temperature * t.power(self.cooling);
        let rise = f.value(next) - f.value(x);
        let taken = rise <= 0.0 || luck < libm::exp(-rise / s.temperature);
        if taken { next } else { x }
    }
}

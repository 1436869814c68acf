//! Langevin dynamics: gradient descent that is kept warm.

use super::prelude::*;
use crate::math::Random;

hypers! {
    Langevin {
        /// Learning rate: how long each step is in time.
        lr "η" = 1e-2 in Range::RATE,
        /// Temperature: how strong the thermal noise is; 0 is gradient descent.
        temperature "T" = 0.1 in Range::not_negative(1e-4, 10.0),
    }
}

states! {
    /// The source of the noise.
    Noise { random: Option<Random> }
}

impl Rule for Langevin {
    const DECLARATION: Declaration = Declaration {
        name: "langevin",
        aliases: &["sgld"],
        display: "Langevin",
        summary: "gradient descent with thermal noise: in the long run it visits places by exp(−J/T)",
        rule: &["θ ← θ − η·∇J(θ) + √(2·η·T)·ξ   # ξ ~ N(0, I)"],
        source: "Langevin 1908; Welling and Teh 2011, Bayesian learning via stochastic gradient Langevin dynamics",
        helps: "Shows what temperature means: it samples the whole valley and crosses low passes between basins.",
        fails: "It never settles; high passes keep it for a time that grows as exp(height/T).",
        ..Declaration::of(Self::TABLE)
    };

    type State = Noise;

    fn step(&self, s: &mut Noise, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let random = s.random.get_or_insert_with(|| f.random());
        let kick = (2.0 * self.lr * self.temperature).sqrt() * random.normal_vec2();
        x - self.lr * f.gradient(x) + kick
    }
}

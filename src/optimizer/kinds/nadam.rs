//! NAdam: Adam with Nesterov's look ahead.

use super::prelude::*;
use crate::optimizer::rule::power;

hypers! {
    NAdam {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 2e-3 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// Share of the mean of squares kept at each step.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// How fast the momentum warms up from half of β₁ to β₁.
        momentum_decay "ψ" = 4e-3 in Range::not_negative(1e-4, 1.0),
        /// Weight decay.
        weight_decay "λ" = 0.0 in Range::PENALTY,
        /// Whether weight decay shrinks the point itself instead of joining the gradient.
        decoupled_weight_decay "δ" = 0.0 in Range::Switch,
    }
}

states! {
    /// Running means, and the product of all momentum shares so far.
    Product { m: Vec2 as "m", v: Vec2 as "v", product: f64 as "Π" }
}

impl Rule for NAdam {
    const DECLARATION: Declaration = Declaration {
        name: "nadam",
        display: "NAdam",
        summary: "Adam whose step already uses the next momentum, as Nesterov's does",
        rule: &[
            "g = ∇J(θ) + λ·θ   # δ: θ ← (1−η·λ)·θ instead",
            "μ = β₁·(1 − 0.96^(t·ψ)/2),   μ⁺ = β₁·(1 − 0.96^((t+1)·ψ)/2)",
            "Π ← Π·μ   (Π = 1 at first)",
            "m ← β₁·m + (1−β₁)·g,   v ← β₂·v + (1−β₂)·g²",
            "m̂ = (1−μ)/(1−Π)·g + μ⁺/(1−Π·μ⁺)·m",
            "θ ← θ − η·m̂/(√(v/(1−β₂ᵗ)) + ε)",
        ],
        corrects_bias: true,
        source: "Dozat 2016, Incorporating Nesterov momentum into Adam",
        helps: "Reacts to a new gradient a step earlier than Adam, and swings a little less.",
        fails: "The same weaknesses as Adam; the gain is small.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Product;

    fn start(&self, _: Vec2) -> Product {
        Product {
            product: 1.0,
            ..Product::default()
        }
    }

    fn step(&self, s: &mut Product, t: &mut Clock, mut x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let mut g = f.gradient(x);
        if self.decoupled_weight_decay == 0.0 {
            g += self.weight_decay * x;
        } else {
            x = decayed(x, self.lr, self.weight_decay);
        }
        let mu = |t: f64| self.beta1 * (1.0 - 0.5 * power(0.96, t * self.momentum_decay));
        let (now, next) = (mu(t.now()), mu(t.now() + 1.0));
        s.product *= now;
        s.m = ema(s.m, g, self.beta1);
        s.v = ema(s.v, g * g, self.beta2);
        let m_hat = (1.0 - now) / (1.0 - s.product) * g + next / (1.0 - s.product * next) * s.m;
        x - self.lr * m_hat / ((s.v / t.debias(self.beta2)).sqrt() + self.eps)
    }
}

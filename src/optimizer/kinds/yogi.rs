//! Yogi: Adam whose mean square changes by a bounded amount.

use super::prelude::*;

hypers! {
    Yogi {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-2 in Range::RATE,
        /// Share of the mean of gradients kept at each step.
        beta1 "β₁" = 0.9 in Range::SHARE,
        /// 1 − this is the share of g² by which v moves towards it.
        beta2 "β₂" = 0.999 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-3 in Range::EPSILON,
        /// Where both means start.
        initial_accumulator "a₀" = 1e-6 in Range::EPSILON,
        /// Decoupled weight decay: shrinks the point itself by η·λ at each step.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

impl Rule for Yogi {
    const DECLARATION: Declaration = Declaration {
        name: "yogi",
        display: "Yogi",
        summary: "Adam whose mean square moves by steps of g², so that it never jumps down",
        rule: &[
            "g = ∇J(θ),   θ ← (1 − η·λ)·θ",
            "m ← β₁·m + (1−β₁)·g   (m = a₀ at first)",
            "v ← v − (1−β₂)·sign(v − g²)·g²   (v = a₀ at first)",
            "θ ← θ − η·m/(1−β₁ᵗ)/(√v/√(1−β₂ᵗ) + ε)",
        ],
        corrects_bias: true,
        source: "Zaheer et al. 2018, Adaptive methods for nonconvex optimization",
        helps: "After a steep place Adam forgets it within 1/(1−β₂) steps; Yogi's rate grows again only as fast as gradients are large.",
        fails: "After a cliff it stays slow for long, as small gradients hardly lower v.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Moments;

    fn start(&self, _: Vec2) -> Moments {
        let first = Vec2::splat(self.initial_accumulator);
        Moments { m: first, v: first }
    }

    fn step(&self, s: &mut Moments, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x);
        s.m = ema(s.m, g, self.beta1);
        s.v -= (1.0 - self.beta2) * ((s.v - g * g).sign() * (g * g));
        decayed(x, self.lr, self.weight_decay)
            - self.lr * s.mean(self.beta1, t) / (s.root(self.beta2, t) + self.eps)
    }
}

//! RMSprop: Adagrad with a memory that leaks.

use super::prelude::*;

hypers! {
    RmsProp {
        /// Learning rate: about the length of a step in each coordinate.
        lr "η" = 1e-2 in Range::RATE,
        /// Share of the mean of squares kept at each step: how long slopes are remembered.
        alpha "α" = 0.99 in Range::SHARE,
        /// Keeps the denominator from 0.
        eps "ε" = 1e-8 in Range::EPSILON,
        /// Share of the velocity kept at each step; 0 goes without one.
        momentum "μ" = 0.0 in Range::MOMENTUM,
        /// Whether the mean gradient's square is taken off: divides by the deviation instead.
        centered "c" = 0.0 in Range::Switch,
        /// Weight decay: pulls towards the origin in proportion to the distance.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// Running means of the gradient and its square, and the velocity.
    Means { square: Vec2 as "E", mean: Vec2 as "ḡ", velocity: Vec2 as "b" }
}

impl RmsProp {
    /// Takes in this step's gradient; what the step is divided by the root of, and the gradient.
    fn observe(&self, s: &mut Means, x: Vec2, f: &mut Oracle<'_>) -> (Vec2, Vec2) {
        let g = f.gradient(x) + self.weight_decay * x;
        s.square = ema(s.square, g * g, self.alpha);
        if self.centered == 0.0 {
            return (s.square, g);
        }
        s.mean = ema(s.mean, g, self.alpha);
        (s.square - s.mean * s.mean, g)
    }

    /// The point after a step along the scaled gradient, by way of the velocity if there is one.
    fn advance(&self, s: &mut Means, x: Vec2, scaled: Vec2) -> Vec2 {
        if self.momentum == 0.0 {
            return x - self.lr * scaled;
        }
        s.velocity = self.momentum * s.velocity + scaled;
        x - self.lr * s.velocity
    }
}

impl Rule for RmsProp {
    const DECLARATION: Declaration = Declaration {
        name: "rmsprop",
        display: "RMSprop",
        summary: "divides each coordinate's step by the root of a running mean of its squared gradients",
        rule: &[
            "g = ∇J(θ) + λ·θ",
            "E ← α·E + (1−α)·g²",
            "b ← μ·b + g/√(E + ε)   # c: E − ḡ² for E, with the mean ḡ of g",
            "θ ← θ − η·b",
        ],
        rule_pytorch: &[
            "g = ∇J(θ) + λ·θ",
            "E ← α·E + (1−α)·g²",
            "b ← μ·b + g/(√E + ε)   # c: E − ḡ² for E, with the mean ḡ of g",
            "θ ← θ − η·b",
        ],
        source: "Tieleman and Hinton 2012, Lecture 6.5: RMSprop; Graves 2013 (centered), arXiv:1308.0850",
        helps: "Steps of about the same length however steep the slope, in each coordinate; unlike Adagrad it keeps moving.",
        fails: "Near the minimum it does not slow down: it jitters by about the learning rate. Its first steps are long, 1/√(1−α) rates, as the mean starts at 0.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Means;

    fn step(&self, s: &mut Means, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let (square, g) = self.observe(s, x, f);
        let scaled = g / (square + self.eps).sqrt();
        self.advance(s, x, scaled)
    }

    fn step_pytorch(&self, s: &mut Means, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let (square, g) = self.observe(s, x, f);
        let scaled = g / (square.sqrt() + self.eps);
        self.advance(s, x, scaled)
    }
}

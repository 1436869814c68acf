//! Schedule-free gradient descent: an average instead of a falling rate.

use super::prelude::*;

hypers! {
    ScheduleFreeSgd {
        /// Learning rate; it need not fall.
        lr "η" = 1.0 in Range::RATE,
        /// How near to the average the gradient is taken: 0 at z, 1 at x.
        momentum "β" = 0.9 in Range::MOMENTUM,
        /// Weight decay, added to the gradient.
        weight_decay "λ" = 0.0 in Range::PENALTY,
    }
}

states! {
    /// The point that steps, the weighted mean of its path, and the weights so far.
    Average { z: Vec2 as "z", x: Vec2 as "x", peak: f64, weights: f64, c: f64 as "c" }
}

impl Average {
    pub(super) fn at(start: Vec2) -> Self {
        Self {
            z: start,
            x: start,
            ..Self::default()
        }
    }

    /// The point where the next gradient is taken, after z has gone by −ηg; the weight of the new z
    /// in the mean grows with the square of the greatest rate so far.
    pub(super) fn advance(&mut self, y: Vec2, lr: f64, beta: f64, g: Vec2) -> Vec2 {
        self.peak = self.peak.max(lr);
        let weight = self.peak * self.peak;
        self.weights += weight;
        self.c = if self.weights == 0.0 {
            0.0
        } else {
            weight / self.weights
        };
        let next = y + self.c * (self.z - y) + lr * (beta * (1.0 - self.c) - 1.0) * g;
        self.z -= lr * g;
        self.x += self.c * (self.z - self.x);
        next
    }

    pub(super) fn ghosts(&self, ghosts: &mut Vec<Ghost>) {
        ghosts.push(Ghost::point("z", "point that steps", self.z));
        ghosts.push(Ghost::point("x", "its mean", self.x));
    }
}

impl Rule for ScheduleFreeSgd {
    const DECLARATION: Declaration = Declaration {
        name: "schedule-free-sgd",
        display: "Schedule-Free SGD",
        summary: "gradients are taken between a point that steps and the mean of its path",
        rule: &[
            "g = ∇J(θ) + λ·θ   # at θ = β·x + (1−β)·z",
            "p ← max(p, η),   W ← W + p²,   c = p²/W",
            "z ← z − η·g   (z = θ₀ at first)",
            "x ← x + c·(z − x)   (x = θ₀ at first)",
            "θ ← β·x + (1−β)·z",
        ],
        source: "Defazio et al. 2024, The road less scheduled, arXiv:2405.15682",
        helps: "Reaches what a falling schedule reaches, without knowing in advance when to stop; under noise the mean (a ghost) settles.",
        fails: "The mean remembers the way here: without noise it arrives later than the point itself would. Its library's rate of 1 diverges on most slopes.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Average;

    fn start(&self, at: Vec2) -> Average {
        Average::at(at)
    }

    fn step(&self, s: &mut Average, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let g = f.gradient(x) + self.weight_decay * x;
        s.advance(x, self.lr, self.momentum, g)
    }

    fn ghosts(s: &Average, ghosts: &mut Vec<Ghost>) {
        s.ghosts(ghosts);
    }
}

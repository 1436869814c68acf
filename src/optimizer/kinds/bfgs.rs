//! BFGS: learns the inverse Hessian from its steps.

use super::prelude::*;
use crate::math::Symmetric;
use crate::optimizer::wolfe::{Search, strong_wolfe};

hypers! {
    Bfgs {
        /// Share of the quasi-Newton step that the line search tries first.
        lr "η" = 1.0 in Range::RATE,
    }
}

states! {
    /// The guess of the inverse Hessian, the point and the gradient before.
    Guess { unit: f64, inverse: Option<Symmetric>, previous: Option<(Vec2, Vec2)>, d: Vec2 as "d" }
}

const SEARCH: Search = Search {
    curvature: 0.9,
    trials: 25,
};

impl Guess {
    /// Learns from the way to a point and its gradient.
    fn observe(&mut self, x: Vec2, g: Vec2) {
        let Some((before, slope)) = self.previous.replace((x, g)) else {
            return;
        };
        // Each in its own units, and H in those of s/y, so that no product over- or underflows.
        let ((s, s_unit), (y, y_unit)) = ((x - before).in_units(), (g - slope).in_units());
        let (sy, unit) = (s.dot(y), s_unit / y_unit);
        let is_known = sy > f64::EPSILON * s.norm() * y.norm();
        if !(is_known && unit.is_normal() && (1.0 / unit).is_normal()) {
            return;
        }
        let h = self.inverse.map_or_else(
            || sy / y.dot(y) * Symmetric::IDENTITY,
            |inverse| (1.0 / unit) * inverse,
        );
        let hy = h.times(y);
        // (I − s·yᵀ/sy)·H·(I − y·sᵀ/sy) + s·sᵀ/sy, written out for symmetric matrices.
        let cross = Symmetric::outer(hy + s) + -1.0 * (Symmetric::outer(hy) + Symmetric::outer(s));
        let along = (1.0 + y.dot(hy) / sy) / sy;
        let next = h + along * Symmetric::outer(s) + (-1.0 / sy) * cross;
        self.inverse = Some(unit * next).filter(|inverse| inverse.is_finite());
    }
}

impl Rule for Bfgs {
    const DECLARATION: Declaration = Declaration {
        name: "bfgs",
        display: "BFGS",
        summary: "a quasi-Newton method: learns the inverse Hessian from its steps and searches along the line",
        rule: &[
            "s = θ − θ′,   y = g − g′,   ρ = 1/(s·y)",
            "H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + ρ·s·sᵀ",
            "d = −H·g,   t by line search from η (strong Wolfe)",
            "θ ← θ + t·d",
        ],
        source: "Broyden, Fletcher, Goldfarb, Shanno 1970; Nocedal and Wright 2006, chapter 6",
        helps: "Almost as fast as Newton's method from gradients alone, and it always goes down; the standard for smooth problems of moderate size.",
        fails: "Noise spoils both the line search and what it learns. Each step may take several evaluations.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Guess;

    fn step(&self, s: &mut Guess, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let (value, g) = f.value_and_gradient(x);
        s.observe(x, g);
        let first = if let Some(inverse) = s.inverse {
            s.d = -inverse.times(g);
            self.lr
        } else {
            s.d = -g;
            self.lr * (1.0 / g.norm()).min(1.0)
        };
        let (d, unit) = s.d.in_units();
        let slope = g.dot(d);
        if slope >= 0.0 {
            return f.stay(x, "no way down left");
        }
        x + strong_wolfe(SEARCH, f, (x, d), (value, slope), first * unit) * d
    }
}

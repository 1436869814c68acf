//! L-BFGS: the curvature is guessed from the last few steps.

use super::prelude::*;
use crate::optimizer::wolfe::{Search, strong_wolfe};

hypers! {
    Lbfgs {
        /// Share of the quasi-Newton step that is taken, or tried first.
        lr "η" = 1.0 in Range::RATE,
        /// How many steps are remembered; in two dimensions two tell almost everything.
        history_size "h" = 100.0 in Range::integer(1, 1000),
        /// Whether the step's length is searched for by the strong Wolfe conditions.
        line_search "line search" = 0.0 in Range::Choice(&["none", "strong-wolfe"]),
    }
}

/// Slopes up to this count as none (PyTorch's `tolerance_grad`).
const FLAT: f64 = 1e-7;
/// A direction that promises less than this is not walked (PyTorch's `tolerance_change`).
const NO_PROMISE: f64 = 1e-9;
/// Changes of curvature below this are not remembered.
const NO_CURVATURE: f64 = 1e-10;
/// Trials of a line search after the first one.
const TRIALS: u32 = 25;

/// One step that is remembered: the change of gradient, the change of point, and 1/(y·s).
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    y: Vec2,
    s: Vec2,
    rho: f64,
}

states! {
    /// The steps that are remembered, and the last one.
    Memory { unit: f64, d: Vec2 as "d", t: f64 as "t", h: f64 as "H₀", gradient: Option<Vec2>, pairs: Vec<Pair> }
}

impl Memory {
    /// Remembers the last step by the gradient to which it led.
    fn observe(&mut self, g: Vec2, before: Vec2, size: usize) {
        let (y, s) = (g - before, self.t * self.d);
        let curvature = y.dot(s);
        if curvature > NO_CURVATURE {
            while self.pairs.len() >= size.max(1) {
                self.pairs.remove(0);
            }
            self.pairs.push(Pair {
                y,
                s,
                rho: 1.0 / curvature,
            });
            self.h = curvature / y.dot(y);
        }
    }

    /// −H·g by the two loops, H the guessed inverse Hessian.
    fn direction(&self, g: Vec2) -> Vec2 {
        let mut d = -g;
        let mut along = Vec::with_capacity(self.pairs.len());
        for pair in self.pairs.iter().rev() {
            let a = pair.s.dot(d) * pair.rho;
            d -= a * pair.y;
            along.push(a);
        }
        d = self.h * d;
        for (pair, a) in self.pairs.iter().zip(along.into_iter().rev()) {
            d += (a - pair.y.dot(d) * pair.rho) * pair.s;
        }
        d
    }
}

impl Lbfgs {
    fn advance(&self, s: &mut Memory, x: Vec2, f: &mut Oracle<'_>, trials: u32) -> Vec2 {
        let (value, g) = f.value_and_gradient(x);
        if g.size() <= FLAT {
            return f.stay(x, "gradient below 1e-7");
        }
        if let Some(before) = s.gradient {
            s.observe(g, before, self.history_size as usize);
            s.t = self.lr;
            s.d = s.direction(g);
        } else {
            s.h = 1.0;
            s.t = (1.0 / (g.x.abs() + g.y.abs())).min(1.0) * self.lr;
            s.d = -g;
        }
        s.gradient = Some(g);
        let slope = g.dot(s.d);
        if slope > -NO_PROMISE {
            return f.stay(x, "promise below 1e-9");
        }
        if self.line_search != 0.0 {
            let search = Search {
                curvature: 0.9,
                trials,
            };
            s.t = strong_wolfe(search, f, (x, s.d), (value, slope), s.t);
        }
        x + s.t * s.d
    }
}

impl Rule for Lbfgs {
    const DECLARATION: Declaration = Declaration {
        name: "lbfgs",
        aliases: &["l-bfgs"],
        display: "L-BFGS",
        summary: "a quasi-Newton method that builds the inverse Hessian from its last steps",
        rule: &[
            "s = t·d,   y = g − g′   (the last h of them)",
            "H ≈ (∇²J)⁻¹ from s, y by the two loops, H₀ = (s·y)/(y·y)",
            "d = −H·g   (t·d = −η·min(1, 1/‖g‖₁)·g at first)",
            "t = η, or by line search for the strong Wolfe conditions",
            "θ ← θ + t·d",
        ],
        rule_pytorch: &[
            "s = t·d,   y = g − g′   (the last h of them)",
            "H ≈ (∇²J)⁻¹ from s, y by the two loops, H₀ = (s·y)/(y·y)",
            "d = −H·g   (t·d = −η·min(1, 1/‖g‖₁)·g at first)",
            "t = η; with line search 0 unless J is lower there,",
            "   as max_iter = 1 leaves it a single evaluation",
            "θ ← θ + t·d",
        ],
        source: "Nocedal 1980, Updating quasi-Newton matrices with limited storage; Liu and Nocedal 1989",
        helps: "Near a smooth minimum it converges almost as fast as Newton's method, from gradients alone; narrow valleys do not slow it down.",
        fails: "Without a line search it may jump anywhere where the curvature changes or is negative; noise spoils its guess of the curvature.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Memory;

    fn step(&self, s: &mut Memory, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        self.advance(s, x, f, TRIALS)
    }

    fn step_pytorch(&self, s: &mut Memory, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        self.advance(s, x, f, 0)
    }
}

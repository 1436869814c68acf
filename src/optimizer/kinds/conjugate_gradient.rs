//! Conjugate gradients: no step undoes what another has done.

use super::prelude::*;
use crate::optimizer::wolfe::{Search, strong_wolfe};

hypers! {
    ConjugateGradient {
        /// Overlap of two successive gradients from which on it starts afresh, as a share of the new one.
        restart "ν" = 0.2 in Range::linear(0.0, 1.0),
    }
}

states! {
    /// The direction, how far it was gone, and the gradient before.
    Direction { unit: f64, d: Vec2 as "d", t: f64 as "t", previous: Option<Vec2> as "g′" }
}

/// The search is almost exact; where the curvature is known, its first trial is.
const SEARCH: Search = Search {
    curvature: 0.01,
    trials: 25,
};

impl ConjugateGradient {
    /// The share β of the last direction, after the gradients here and before; each is measured in
    /// its own units, so that no product over- or underflows.
    fn share(self, g: Vec2, previous: Vec2) -> f64 {
        let ((g, unit), (previous, previous_unit)) = (g.in_units(), previous.in_units());
        let ratio = previous_unit / unit;
        let overlap = g.dot(previous).abs() * ratio;
        if overlap >= self.restart * g.dot(g) {
            return 0.0;
        }
        let share = g.dot(g - ratio * previous) / previous.dot(previous);
        let share = share / ratio / ratio;
        if share.is_finite() {
            share.max(0.0)
        } else {
            0.0
        }
    }
}

impl Rule for ConjugateGradient {
    const DECLARATION: Declaration = Declaration {
        name: "conjugate-gradient",
        aliases: &["cg"],
        display: "Conjugate gradients",
        summary: "exact steps along directions that do not disturb each other; two suffice on a quadratic",
        rule: &[
            "β = max(0, g·(g − g′)/(g′·g′))   (0 where |g·g′| ≥ ν·(g·g))",
            "d ← −g + β·d",
            "t = the minimum along d, first tried at −(g·d)/(d·∇²J·d)",
            "θ ← θ + t·d",
        ],
        source: "Hestenes and Stiefel 1952; Polak and Ribière 1969; Powell 1977 (restart)",
        helps: "Ends a quadratic in as many steps as there are dimensions, however narrow it is, and remembers one direction only.",
        fails: "Depends on exact line searches, which noise prevents and which cost several evaluations each.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Direction;

    fn step(&self, s: &mut Direction, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let here = f.derivatives(x);
        let g = here.gradient;
        let beta = s.previous.map_or(0.0, |previous| self.share(g, previous));
        s.previous = Some(g);
        s.d = beta * s.d - g;
        if g.dot(s.d) >= 0.0 {
            s.d = -g;
        }
        let (d, unit) = s.d.in_units();
        let (slope, curvature) = (g.dot(d), d.dot(here.hessian.times(d)));
        if slope == 0.0 {
            return f.stay(x, "no way down left");
        }
        let first = if curvature > 0.0 {
            -slope / curvature
        } else {
            1.0 / d.norm()
        };
        let t = strong_wolfe(SEARCH, f, (x, d), (here.value, slope), first);
        s.t = t / unit;
        x + t * d
    }
}

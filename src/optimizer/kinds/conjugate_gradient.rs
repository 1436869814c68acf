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
    Direction { d: Vec2 as "d", t: f64 as "t", previous: Option<Vec2> as "g′" }
}

/// The search is almost exact; where the curvature is known, its first trial is.
const SEARCH: Search = Search {
    curvature: 0.01,
    trials: 25,
};

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
        let here = f.derivatives(x);
        let g = here.gradient;
        let beta = match s.previous {
            Some(previous) if g.dot(previous).abs() < self.restart * g.dot(g) => {
                (g.dot(g - previous) / previous.dot(previous)).max(0.0)
            }
            _ => 0.0,
        };
        s.previous = Some(g);
        s.d = beta * s.d - g;
        if g.dot(s.d) >= 0.0 {
            s.d = -g;
        }
        let (slope, curvature) = (g.dot(s.d), s.d.dot(here.hessian.times(s.d)));
        if slope == 0.0 {
            return x;
        }
        let first = if curvature > 0.0 {
            -slope / curvature
        } else {
            1.0 / s.d.norm()
        };
        s.t = strong_wolfe(SEARCH, f, (x, s.d), (here.value, slope), first);
        x + s.t * s.d
    }
}

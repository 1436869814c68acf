//! Newton's method: jumps to where the local parabola has its minimum.

use super::prelude::*;

hypers! {
    Newton {
        /// Share of the Newton step that is taken.
        lr "η" = 1.0 in Range::RATE,
    }
}

/// Curvatures smaller than this share of the other one count as none.
const NONE: f64 = 1e-14;

impl Rule for Newton {
    const DECLARATION: Declaration = Declaration {
        name: "newton",
        display: "Newton",
        summary: "jumps to the stationary point of the parabola that touches J here",
        rule: &["d = ∇²J(θ)⁻¹·∇J(θ)", "θ ← θ − η·d"],
        source: "Newton 1669, Raphson 1690, Simpson 1740; Nocedal and Wright 2006, chapter 3",
        helps: "Ends a quadratic in one step, however narrow, and near any smooth minimum doubles the correct digits at each step. Turning or stretching the plane changes nothing.",
        fails: "It goes to the nearest stationary point of whatever kind: saddles and maxima attract it. Where curvature is almost 0 it leaps away.",
        ..Declaration::of(Self::TABLE)
    };

    type State = ();

    fn step(&self, (): &mut (), _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let here = f.derivatives(x);
        let step = here.hessian.solve(here.gradient).unwrap_or_else(|| {
            // Along a direction without curvature the parabola has no stationary point.
            let eigen = here.hessian.eigen();
            let least = NONE * eigen.values[0].abs();
            let inverse = |value: f64| {
                if value.abs() > least {
                    1.0 / value
                } else {
                    0.0
                }
            };
            eigen.mapped_times(inverse, here.gradient)
        });
        x - self.lr * step
    }
}

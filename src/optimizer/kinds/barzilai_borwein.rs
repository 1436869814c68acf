//! Barzilai and Borwein's method: gradient descent whose rate is read off its last step.

use super::prelude::*;

hypers! {
    BarzilaiBorwein {
        /// Learning rate of the first step, and of steps where J curves downwards.
        lr "η" = 1e-2 in Range::RATE,
        /// Which of the two rates is taken: the long one, the short one, or each in turn.
        variant "variant" = 1.0 in Range::Choice(&["long", "short", "alternate"]),
    }
}

states! {
    /// The point and the gradient before, and the rate.
    Last { unit: f64, point: Vec2, gradient: Option<Vec2>, eta: f64 as "η" }
}

impl Rule for BarzilaiBorwein {
    const DECLARATION: Declaration = Declaration {
        name: "barzilai-borwein",
        aliases: &["bb"],
        display: "Barzilai–Borwein",
        summary: "gradient descent at the inverse of the curvature along the last step",
        rule: &[
            "g = ∇J(θ),   s = θ − θ′,   y = g − g′",
            "a ← if(⟨s, y⟩ > 0, ⟨s, y⟩/⟨y, y⟩, η)   (a ← η on the first step)",
            "θ′ ← θ,   g′ ← g   # variant long: ⟨s, s⟩/⟨s, y⟩",
            "θ ← θ − a·g",
        ],
        source: "Barzilai and Borwein 1988, Two-point step size gradient methods",
        helps: "As cheap as gradient descent and far faster in a narrow valley: now and then a leap up the wall pays off.",
        fails: "J rises and falls on the way; off quadratics nothing is promised: where curvature fades it leaps, and in a bent valley the long rate may go round for ever. Noise in y spoils the rate.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Last;

    fn step(&self, s: &mut Last, t: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let g = f.gradient(x);
        s.eta = match s.gradient {
            None => self.lr,
            Some(before) => {
                // Each in its own units, so that no product over- or underflows.
                let ((step, step_unit), (change, change_unit)) =
                    ((x - s.point).in_units(), (g - before).in_units());
                let along = step.dot(change);
                let unit = step_unit / change_unit;
                let short = self.variant == 1.0 || (self.variant == 2.0 && t.now() % 2.0 == 0.0);
                if change == Vec2::ZERO || step == Vec2::ZERO || !unit.is_normal() {
                    s.eta
                } else if along <= 0.0 {
                    self.lr
                } else if short {
                    along / change.dot(change) * unit
                } else {
                    step.dot(step) / along * unit
                }
            }
        };
        (s.point, s.gradient) = (x, Some(g));
        x - s.eta * g
    }
}

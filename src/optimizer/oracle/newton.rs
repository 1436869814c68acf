//! A local minimum by damped Newton steps, for the methods that are defined by knowing it.

use crate::math::{Symmetric, Vec2};
use crate::objective::{Derivatives, Objective};

/// Steps after which there is taken to be no minimum.
const STEPS: u32 = 200;
/// A slope as small as this, relative to the curvature, is none.
const FLAT: f64 = 1e-12;

/// The minimum to which damped Newton steps lead from a point, with its derivatives; in units in
/// which slopes and curvatures are of an ordinary size.
pub(super) fn minimum(objective: &Objective, from: Vec2, unit: f64) -> Option<(Vec2, Derivatives)> {
    let (mut at, mut here) = (from, objective.derivatives(from));
    let mut damping = 0.0;
    for _ in 0..STEPS {
        let curvature = here.hessian.eigen().values;
        let least = curvature[0].min(curvature[1]);
        let size = curvature[0].abs();
        if here.gradient.norm() <= FLAT * (unit + size) {
            return (least >= -FLAT * size && size.is_finite()).then_some((at, here));
        }
        // Enough to turn every curvature upwards, and more after a step that did not go down.
        let lift = damping
            + if least > 0.0 {
                0.0
            } else {
                2.0 * -least + 1e-6 * size + FLAT * unit
            };
        let step = (here.hessian + lift * Symmetric::IDENTITY).solve(here.gradient)?;
        let there = objective.derivatives(at - step);
        let lower = there.value < here.value;
        // The last steps are too short to be seen in the value, but not in the slope.
        let flatter = there.value <= here.value && there.gradient.norm() < here.gradient.norm();
        if lower || flatter {
            (at, here) = (at - step, there);
            damping /= 10.0;
        } else if at - step == at {
            return (least > 0.0).then_some((at, here));
        } else {
            damping = (10.0 * damping).max(1e-3 * size.max(FLAT * unit));
        }
    }
    None
}

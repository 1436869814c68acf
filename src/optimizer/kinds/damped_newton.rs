//! Damped Newton: between Newton's step and a short step down the slope.

use super::prelude::*;
use crate::math::Symmetric;

hypers! {
    DampedNewton {
        /// Damping at the start, in units of curvature: more makes steps shorter and steeper.
        damping "μ₀" = 1.0 in Range::not_negative(1e-6, 1e3),
        /// Factor by which the damping falls after a step that went down, and rises after one that did not.
        factor "ν" = 3.0 in Range::linear(1.1, 10.0),
    }
}

states! {
    /// The damping by now.
    Damping { unit: f64, mu: Option<f64> as "μ" }
}

/// Greatest damping: beyond it no step is seen.
const MOST: f64 = 1e30;
/// Trials in one step; each raises the damping.
const TRIALS: u32 = 40;

impl Rule for DampedNewton {
    const DECLARATION: Declaration = Declaration {
        name: "damped-newton",
        aliases: &["levenberg", "levenberg-marquardt"],
        display: "Damped Newton",
        summary: "Newton's method with a damping that adapts: never uphill",
        rule: &[
            "g = ∇J(θ),   H = ∇²J(θ)",
            "μ ← μ/ν   (μ ← μ₀ on the first step)",
            "while J(θ − (H + μ·I)⁻¹·g) ≥ J(θ):   μ ← min(μ·ν, 1e30)",
            "d = (H + μ·I)⁻¹·g,   θ ← θ − d",
        ],
        source: "Levenberg 1944, A method for the solution of certain non-linear problems in least squares; Marquardt 1963",
        helps: "Far away it is cautious gradient descent, near a minimum Newton's method; bends of a valley do not throw it out.",
        fails: "It needs the Hessian, and a trial for each change of damping; it may end at a saddle if it starts exactly on its ridge.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Damping;

    fn step(&self, s: &mut Damping, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let here = f.derivatives(x);
        if here.gradient == Vec2::ZERO {
            return f.stay(x, "the gradient is 0");
        }
        let mut mu = s.mu.unwrap_or(self.damping);
        for _ in 0..TRIALS {
            let damped = here.hessian + mu * Symmetric::IDENTITY;
            if let Some(d) = damped.solve(here.gradient)
                && f.value(x - d) < here.value
            {
                s.mu = Some(mu / self.factor);
                return x - d;
            }
            mu = (mu * self.factor).max(f64::MIN_POSITIVE);
        }
        s.mu = Some(mu.min(MOST));
        f.stay(x, "no lower step found")
    }
}

//! Saddle-free Newton: negative curvature repels.

use super::prelude::*;

hypers! {
    SaddleFreeNewton {
        /// Share of the step that is taken.
        lr "η" = 1.0 in Range::RATE,
        /// Least curvature to divide by; more makes steps on flat ground shorter.
        damping "δ" = 1e-3 in Range::not_negative(1e-6, 10.0),
    }
}

states! {
    /// The unit of J.
    Units { unit: f64 }
}

impl Rule for SaddleFreeNewton {
    const DECLARATION: Declaration = Declaration {
        name: "saddle-free-newton",
        aliases: &["sfn"],
        display: "Saddle-free Newton",
        summary: "Newton's step with absolute curvatures, so that it leaves saddles instead of entering them",
        rule: &[
            "d = max(|∇²J(θ)|, δ)⁻¹·∇J(θ)   # of the eigenvalues",
            "θ ← θ − η·d",
        ],
        source: "Dauphin et al. 2014, Identifying and attacking the saddle point problem in high-dimensional non-convex optimization, arXiv:1406.2572",
        helps: "At a saddle it strides out along the falling direction, where gradient descent creeps and Newton comes in; in a bowl it is Newton's method.",
        fails: "Just beside a ridge the step out may be long, and where curvature fades with the distance it leaps from side to side. All eigenvectors are needed, out of reach for networks.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Units;

    fn step(&self, s: &mut Units, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let here = f.derivatives(x);
        let size = |value: f64| 1.0 / value.abs().max(self.damping);
        x - self.lr * here.hessian.eigen().mapped_times(size, here.gradient)
    }
}

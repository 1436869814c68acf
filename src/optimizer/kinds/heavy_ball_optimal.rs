//! The heavy ball at its best: rate and momentum from the curvatures at the minimum.

use super::prelude::*;

hypers! {
    HeavyBallOptimal {
        /// Least ratio of the smaller to the greater curvature that is reckoned with.
        floor "ρ_min" = 1e-6 in Range::Log { min: 1e-12, max: 1.0, low: 1e-9, high: 1.0 },
    }
}

states! {
    /// The point before, the minimum, and what follows from its curvatures.
    Ball { unit: f64, previous: Option<Vec2>, minimum: Option<Vec2>, eta: f64 as "η", beta: f64 as "β" }
}

impl Rule for HeavyBallOptimal {
    const DECLARATION: Declaration = Declaration {
        name: "heavy-ball-optimal",
        aliases: &["optimal-heavy-ball"],
        display: "Heavy ball, optimal",
        summary: "momentum with the rate and share that are best for the curvatures at the minimum",
        rule: &[
            "H = ∇²J(θ_min),   L = ‖H‖,   μ = max(1/‖H⁻¹‖, ρ_min·L)",
            "a = 4/(√L + √μ)²,   β = ((√L − √μ)/(√L + √μ))²",
            "s = θ − θ′   (θ′ = θ at first),   θ′ ← θ",
            "θ ← θ − a·∇J(θ) + β·s",
        ],
        knows_minimum: true,
        source: "Polyak 1964, Some methods of speeding up the convergence of iteration methods",
        helps: "What momentum can do at best: it contracts by (√κ − 1)/(√κ + 1) a step, as if κ were its square root.",
        fails: "The curvatures are known for quadratics only; away from the minimum they may be others, and it may diverge.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Ball;

    fn step(&self, s: &mut Ball, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let g = f.gradient(x);
        let hessian = match f.minimum(s.minimum.unwrap_or(x)) {
            Some((at, minimum)) => {
                s.minimum = Some(at);
                minimum.hessian
            }
            None => f.hessian(x),
        };
        let [greatest, least] = hessian.eigen().values.map(f64::abs);
        let least = least.max(self.floor * greatest);
        let (root_l, root_mu) = (greatest.sqrt(), least.sqrt());
        s.eta = 4.0 / ((root_l + root_mu) * (root_l + root_mu));
        let contraction = (root_l - root_mu) / (root_l + root_mu);
        s.beta = contraction * contraction;
        let previous = s.previous.replace(x).unwrap_or(x);
        if greatest == 0.0 {
            f.stay(x, "no curvature")
        } else {
            x - s.eta * g + s.beta * (x - previous)
        }
    }
}

//! Trust region with a dogleg: Newton's step as far as the parabola can be trusted.

use super::prelude::*;
use crate::objective::Derivatives;

hypers! {
    TrustRegion {
        /// Radius of the first region.
        radius "Δ₀" = 1.0 in Range::positive(1e-3, 100.0),
        /// Greatest radius.
        max_radius "Δ_max" = 10.0 in Range::positive(1e-2, 1e3),
        /// Share of the promised descent that a step must fulfil.
        accept "η" = 0.1 in Range::linear(0.0, 0.24),
    }
}

states! {
    /// The radius by now, and where the region was.
    Region { unit: f64, radius: Option<f64> as "Δ", middle: Option<Vec2> }
}

/// Trials in one step; each quarters the radius.
const TRIALS: u32 = 60;

/// The step inside of a radius that the dogleg gives: along the slope to the parabola's lowest point,
/// then towards Newton's step.
fn dogleg(here: &Derivatives, radius: f64) -> Vec2 {
    let (g, h) = (here.gradient, here.hessian);
    let steepness = g.norm();
    let (direction, _) = g.in_units();
    let bend = direction.dot(h.times(direction));
    if bend <= 0.0 {
        return -radius / steepness * g;
    }
    let cauchy = -direction.dot(direction) / bend * g;
    if cauchy.norm() >= radius {
        return -radius / steepness * g;
    }
    let newton = h.solve(-g).filter(|_| h.determinant() > 0.0);
    match newton {
        Some(newton) if newton.norm() <= radius => newton,
        Some(newton) => cauchy + to_edge(cauchy, newton - cauchy, radius) * (newton - cauchy),
        // A saddle: beyond the lowest point along the slope, out along the falling direction.
        None => {
            let falling = h.eigen();
            let which = usize::from(falling.values[1] < falling.values[0]);
            let v = falling.vectors[which];
            let out = if v.dot(g + h.times(cauchy)) > 0.0 {
                -v
            } else {
                v
            };
            cauchy + to_edge(cauchy, out, radius) * out
        }
    }
}

/// How far along `d` from inside of a circle its edge is.
fn to_edge(from: Vec2, d: Vec2, radius: f64) -> f64 {
    let (a, b, c) = (d.dot(d), from.dot(d), from.dot(from) - radius * radius);
    if a == 0.0 {
        0.0
    } else {
        (-b + (b * b - a * c).max(0.0).sqrt()) / a
    }
}

impl Rule for TrustRegion {
    const DECLARATION: Declaration = Declaration {
        name: "trust-region",
        aliases: &["dogleg"],
        display: "Trust region",
        summary: "Newton's step within a circle that grows and shrinks with how well the parabola foretells J",
        rule: &[
            "p = dogleg step for g + ∇²J·p within ‖p‖ ≤ Δ   (Δ₀ at first)",
            "ρ = (J(θ) − J(θ + p))/(−g·p − p·∇²J·p/2)",
            "ρ < ¼:   Δ ← Δ/4;   ρ > ¾ at the edge:   Δ ← min(2Δ, Δ_max)",
            "ρ > η:   θ ← θ + p;   else again",
        ],
        source: "Powell 1970, A hybrid method for nonlinear equations; Nocedal and Wright 2006, chapter 4",
        helps: "Newton's speed near a minimum without its leaps far away; saddles let it go. Robust on every smooth function.",
        fails: "It needs the Hessian; on a function with kinks the circle shrinks to nothing.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Region;

    fn step(&self, s: &mut Region, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let here = f.derivatives(x);
        let mut radius = s.radius.unwrap_or(self.radius).min(self.max_radius);
        s.middle = Some(x);
        for _ in 0..TRIALS {
            s.radius = Some(radius);
            if here.gradient == Vec2::ZERO {
                return f.stay(x, "the gradient is 0");
            }
            let p = dogleg(&here, radius);
            let promise = -here.gradient.dot(p) - 0.5 * p.dot(here.hessian.times(p));
            let fulfilled = (here.value - f.value(x + p)) / promise;
            if fulfilled > 0.75 && p.norm() > 0.99 * radius {
                radius = (2.0 * radius).min(self.max_radius);
            } else if fulfilled < 0.25 || fulfilled.is_nan() {
                radius /= 4.0;
            }
            if fulfilled > self.accept {
                s.radius = Some(radius);
                s.middle = Some(x + p);
                return x + p;
            }
        }
        f.stay(x, "no lower step found")
    }

    fn ghosts(s: &Region, ghosts: &mut Vec<Ghost>) {
        if let (Some(middle), Some(radius)) = (s.middle, s.radius) {
            let region = Shape::Ellipse {
                middle,
                axes: [Vec2::new(radius, 0.0), Vec2::new(0.0, radius)],
            };
            ghosts.push(Ghost::shape("where it trusts its model", region));
        }
    }
}

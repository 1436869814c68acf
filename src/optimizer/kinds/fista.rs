//! FISTA: Nesterov's momentum with a share that grows, and starts again when it goes uphill.

use super::prelude::*;

hypers! {
    Fista {
        /// Learning rate: 1/curvature is safe.
        lr "η" = 1e-2 in Range::RATE,
        /// Whether the momentum starts again where it points uphill.
        restart "restart" = 1.0 in Range::Switch,
    }
}

states! {
    /// The extrapolated point, and what the momentum's share comes from.
    Ahead { y: Option<Vec2> as "y", t: f64 as "t" }
}

impl Rule for Fista {
    const DECLARATION: Declaration = Declaration {
        name: "fista",
        aliases: &["accelerated-gradient"],
        display: "FISTA",
        summary: "Nesterov's accelerated gradient, whose momentum grows from nothing and restarts when it turns uphill",
        rule: &[
            "g = ∇J(y),   p = y − η·g   (y = θ at first)",
            "a ← if(⟨g, p − θ⟩ > 0, 1, a)   (a = 1 at first)",
            "a⁺ = (1 + √(1 + 4·a²))/2   # without restart, a is never set back",
            "y ← p + (a − 1)/a⁺·(p − θ),   a ← a⁺",
            "θ ← p",
        ],
        source: "Beck and Teboulle 2009; O'Donoghue and Candès 2012, Adaptive restart for accelerated gradient schemes, arXiv:1204.3982",
        helps: "The best order of convergence for smooth convex functions, 1/t², without knowing how flat the flattest direction is; restarts take away the ripples.",
        fails: "Above a rate of about 4/3 of 1/curvature it diverges, sooner than gradient descent does.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Ahead;

    fn step(&self, s: &mut Ahead, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let y = s.y.unwrap_or(x);
        let g = f.gradient(y);
        let next = y - self.lr * g;
        if s.y.is_none() || (self.restart != 0.0 && g.dot(next - x) > 0.0) {
            s.t = 1.0;
        }
        let t = f64::midpoint(1.0, (1.0 + 4.0 * s.t * s.t).sqrt());
        s.y = Some(next + (s.t - 1.0) / t * (next - x));
        s.t = t;
        next
    }

    fn ghosts(s: &Ahead, ghosts: &mut Vec<Ghost>) {
        ghosts.extend(s.y.map(|y| Ghost::point("y", "where it looks", y)));
    }
}

//! Polyak's step: knowing how low the minimum is.

use super::prelude::*;

hypers! {
    Polyak {
        /// Factor on the step: between 0 and 2 it comes nearer on any convex function.
        lr "η" = 1.0 in Range::RATE,
    }
}

states! {
    /// Where the minimum is that it is aiming at the height of.
    Aim { unit: f64, at: Option<Vec2>, target: f64 as "J*" }
}

/// Values of a minimum this close are the same.
const SAME: f64 = 1e-9;

impl Rule for Polyak {
    const DECLARATION: Declaration = Declaration {
        name: "polyak",
        aliases: &["polyak-step"],
        display: "Polyak's step",
        summary: "gradient descent at the rate that would reach the minimum's height on a straight slope",
        rule: &[
            "g = ∇J(θ),   a = max(0, J(θ) − J_min)/⟨g, g⟩",
            "θ ← θ − η·a·g",
        ],
        knows_minimum: true,
        source: "Polyak 1969, Minimization of unsmooth functionals; 1987, Introduction to optimization, section 5.3",
        helps: "No rate to tune: optimal order of convergence on every convex function, sharp-edged ones too, if the least value J* is known.",
        fails: "J* is seldom known. Near a higher local minimum it aims too low and leaps away. Where no minimum is given and none is found it stands still.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Aim;

    fn step(&self, s: &mut Aim, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        f.in_own_units(&mut s.unit, x);
        let (value, g) = f.value_and_gradient(x);
        let found = f.minimum(s.at.unwrap_or(x));
        s.at = found.map(|(at, _)| at).or(s.at);
        s.target = match (found, f.least()) {
            // The same, and the search for it has more digits.
            (Some((_, found)), Some(known)) if (found.value - known).abs() <= SAME => found.value,
            (_, Some(known)) => known,
            (Some((_, found)), None) => found.value,
            (None, None) => return f.stay(x, "no known minimum"),
        };
        let gap = value - s.target;
        if gap <= 0.0 {
            return f.stay(x, "as low as it knows");
        }
        if g == Vec2::ZERO {
            return f.stay(x, "the gradient is 0");
        }
        let (direction, unit) = g.in_units();
        x - self.lr * (gap / unit) / direction.dot(direction) * direction
    }
}

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
    Aim { at: Option<Vec2>, target: f64 as "J*" }
}

impl Rule for Polyak {
    const DECLARATION: Declaration = Declaration {
        name: "polyak",
        aliases: &["polyak-step"],
        display: "Polyak's step",
        summary: "gradient descent at the rate that would reach the minimum's height on a straight slope",
        rule: &["g = ∇J(θ)", "θ ← θ − η·(J(θ) − J*)/‖g‖²·g"],
        knows_minimum: true,
        source: "Polyak 1969, Minimization of unsmooth functionals; 1987, Introduction to optimization, section 5.3",
        helps: "No rate to tune: optimal order of convergence on every convex function, sharp-edged ones too, if the least value J* is known.",
        fails: "J* is seldom known. Near a higher local minimum it aims too low and leaps away. Without any minimum it stands still.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Aim;

    fn step(&self, s: &mut Aim, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        let (value, g) = f.value_and_gradient(x);
        let Some((at, minimum)) = f.minimum(s.at.unwrap_or(x)) else {
            return x;
        };
        (s.at, s.target) = (Some(at), minimum.value);
        let square = g.dot(g);
        let gap = value - s.target;
        if gap <= 0.0 || square == 0.0 {
            x
        } else {
            x - self.lr * gap / square * g
        }
    }
}

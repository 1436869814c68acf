//! Nelder and Mead's simplex: a triangle that walks downhill without any slope.

use super::prelude::*;

hypers! {
    NelderMead {
        /// Sides of the first triangle along the axes.
        size "a" = 0.5 in Range::positive(1e-2, 10.0),
        /// How far the highest corner is mirrored.
        reflection "α" = 1.0 in Range::linear(0.1, 2.0),
        /// How much further it goes where that pays.
        expansion "γ" = 2.0 in Range::linear(1.0, 4.0),
        /// How far it is pulled in where it does not.
        contraction "ρ" = 0.5 in Range::linear(0.05, 0.95),
        /// By how much the triangle shrinks where nothing helps.
        shrink "σ" = 0.5 in Range::linear(0.05, 0.95),
    }
}

/// A corner and J there; what is not a number counts as infinitely high.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corner {
    at: Vec2,
    value: f64,
}

impl Corner {
    fn new(at: Vec2, f: &mut Oracle<'_>) -> Self {
        let value = f.value(at);
        let value = if value.is_nan() { f64::INFINITY } else { value };
        Self { at, value }
    }
}

states! {
    /// The corners, the lowest first; as many as have been looked at.
    Triangle { start: Vec2, size: f64, corners: Vec<Corner> }
}

impl Triangle {
    fn points(&self) -> [Vec2; 3] {
        match self.corners[..] {
            [a, b, c] => [a.at, b.at, c.at],
            _ => [
                self.start,
                self.start + Vec2::new(self.size, 0.0),
                self.start + Vec2::new(0.0, self.size),
            ],
        }
    }
}

impl NelderMead {
    /// What becomes of the triangle; the corners come and go from low to high.
    fn improve(&self, [low, middle, high]: [Corner; 3], f: &mut Oracle<'_>) -> [Corner; 3] {
        let centre = (low.at + middle.at) / 2.0;
        let along = |factor: f64| centre + factor * (centre - high.at);
        let mirrored = Corner::new(along(self.reflection), f);
        if mirrored.value < low.value {
            let further = Corner::new(along(self.reflection * self.expansion), f);
            return [
                low,
                middle,
                if further.value < mirrored.value {
                    further
                } else {
                    mirrored
                },
            ];
        }
        if mirrored.value < middle.value {
            return [low, middle, mirrored];
        }
        let outside = mirrored.value < high.value;
        let side = if outside {
            self.reflection * self.contraction
        } else {
            -self.contraction
        };
        let pulled = Corner::new(along(side), f);
        if pulled.value < mirrored.value.min(high.value) {
            return [low, middle, pulled];
        }
        let mut shrunk =
            |corner: Corner| Corner::new(low.at + self.shrink * (corner.at - low.at), f);
        [low, shrunk(middle), shrunk(high)]
    }
}

impl Rule for NelderMead {
    const DECLARATION: Declaration = Declaration {
        name: "nelder-mead",
        aliases: &["simplex"],
        display: "Nelder–Mead",
        summary: "a triangle that mirrors its highest corner, stretches and shrinks: no gradient at all",
        rule: &[
            "corners θ, θ + (a,0), θ + (0,a); low < middle < high, c the middle of the lower two",
            "mirror high: r = c + α·(c − high);   J(r) < J(low): try γ times as far",
            "J(r) ≥ J(middle): pull it in to ρ of the way",
            "else: shrink all towards low by σ;   θ is the lowest corner",
        ],
        source: "Nelder and Mead 1965, A simplex method for function minimization",
        helps: "Needs values only: works where there is no derivative, with kinks and steps, and is quick to try.",
        fails: "The triangle may fold up and stop where there is no minimum (McKinnon 1998); hopeless in many dimensions.",
        ..Declaration::of(Self::TABLE)
    };

    type State = Triangle;

    fn start(&self, at: Vec2) -> Triangle {
        Triangle {
            start: at,
            size: self.size,
            corners: Vec::new(),
        }
    }

    fn step(&self, s: &mut Triangle, _: &mut Clock, x: Vec2, f: &mut Oracle<'_>) -> Vec2 {
        // J at the path's point is known; where it is another than remembered, J has changed.
        let here = Corner::new(x, f);
        let current = s
            .corners
            .first()
            .is_some_and(|low| low.value == here.value && low.at == x);
        let known: [Corner; 3] = match s.corners[..] {
            [a, b, c] if current => [a, b, c],
            _ => {
                let [_, b, c] = s.points();
                [here, Corner::new(b, f), Corner::new(c, f)]
            }
        };
        let mut corners = self.improve(sorted(known), f);
        corners = sorted(corners);
        s.corners = corners.to_vec();
        corners[0].at
    }

    fn ghosts(s: &Triangle, ghosts: &mut Vec<Ghost>) {
        let corners = s.points().to_vec();
        ghosts.push(Ghost::shape("its triangle", Shape::Outline(corners)));
    }
}

/// The corners from low to high.
fn sorted(mut corners: [Corner; 3]) -> [Corner; 3] {
    corners.sort_by(|a, b| a.value.total_cmp(&b.value));
    corners
}

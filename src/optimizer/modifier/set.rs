//! Sets of points onto which steps are projected.

use std::f64::consts::TAU;

use crate::math::Vec2;

/// Corners of the polygon that stands for a circle.
const ROUND: u32 = 64;
/// A box without an end is drawn up to here.
const FAR: f64 = 1e6;

/// A closed convex set of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Set {
    /// All points between these ends, which may be infinite.
    Box {
        /// The least and the greatest x.
        x: [f64; 2],
        /// The least and the greatest y.
        y: [f64; 2],
    },
    /// All points at most so far from a centre.
    Ball {
        /// How distance is measured.
        norm: Norm,
        /// The greatest distance.
        radius: f64,
        /// The centre.
        center: Vec2,
    },
}

/// How long a vector is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Norm {
    /// The sum of the sizes of its components.
    One,
    /// As Euclid has it.
    Two,
    /// The greatest size of a component.
    Infinity,
}

impl Set {
    /// The nearest point of the set, by Euclid's distance.
    pub fn nearest(&self, at: Vec2) -> Vec2 {
        match *self {
            Self::Box { x, y } => Vec2::new(clamped(at.x, x), clamped(at.y, y)),
            Self::Ball {
                norm,
                radius,
                center,
            } => center + shortened(at - center, norm, radius),
        }
    }

    /// The corners of its outline.
    pub fn corners(&self) -> Vec<Vec2> {
        match *self {
            Self::Box { x, y } => {
                let [x, y] = [x, y].map(|ends| ends.map(|end| clamped(end, [-FAR, FAR])));
                let corners = [(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1])];
                corners.map(|(x, y)| Vec2::new(x, y)).to_vec()
            }
            Self::Ball {
                norm,
                radius,
                center,
            } => {
                let (count, turn, reach) = match norm {
                    Norm::One => (4, 0.0, radius),
                    Norm::Two => (ROUND, 0.0, radius),
                    Norm::Infinity => (4, TAU / 8.0, radius * 2_f64.sqrt()),
                };
                let corner = |place: u32| {
                    let angle = turn + TAU * f64::from(place) / f64::from(count);
                    center + reach * Vec2::new(libm::cos(angle), libm::sin(angle))
                };
                (0..count).map(corner).collect()
            }
        }
    }

    /// As numbers, for [`Self::of`].
    pub(super) fn values(self) -> [f64; 5] {
        match self {
            Self::Box { x, y } => [0.0, x[0], x[1], y[0], y[1]],
            Self::Ball {
                norm,
                radius,
                center,
            } => {
                let norm = match norm {
                    Norm::One => 1.0,
                    Norm::Two => 2.0,
                    Norm::Infinity => 3.0,
                };
                [norm, radius, center.x, center.y, 0.0]
            }
        }
    }

    /// From numbers, as [`Self::values`] makes them.
    pub(super) fn of([kind, a, b, c, d]: [f64; 5]) -> Self {
        let ball = |norm| Self::Ball {
            norm,
            radius: a,
            center: Vec2::new(b, c),
        };
        match kind {
            1.0 => ball(Norm::One),
            2.0 => ball(Norm::Two),
            3.0 => ball(Norm::Infinity),
            _ => Self::Box {
                x: [a, b],
                y: [c, d],
            },
        }
    }
}

/// The nearest number between two; what is none stays so.
fn clamped(number: f64, [low, high]: [f64; 2]) -> f64 {
    if number < low {
        low
    } else if number > high {
        high
    } else {
        number
    }
}

/// The nearest vector that is no longer than a radius.
fn shortened(of: Vec2, norm: Norm, radius: f64) -> Vec2 {
    let within = |number: f64| clamped(number, [-radius, radius]);
    match norm {
        Norm::Infinity => Vec2::new(within(of.x), within(of.y)),
        Norm::Two => {
            let length = of.norm();
            if length > radius {
                of * (radius / length)
            } else {
                of
            }
        }
        Norm::One => {
            let (a, b) = (of.x.abs(), of.y.abs());
            if a + b <= radius || !of.is_finite() {
                return of;
            }
            // Both are shortened alike, but none beyond 0: then the other one is all that is left.
            let each = (a + b - radius) / 2.0;
            let (a, b) = if each > a {
                (0.0, radius)
            } else if each > b {
                (radius, 0.0)
            } else {
                (a - each, b - each)
            };
            Vec2::new(a.copysign(of.x), b.copysign(of.y))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_point_is_in_the_set_and_no_other_point_of_its_edge_is_nearer() {
        let center = Vec2::new(0.5, -0.25);
        let balls = [Norm::One, Norm::Two, Norm::Infinity].map(|norm| Set::Ball {
            norm,
            radius: 1.5,
            center,
        });
        let lying = Set::Box {
            x: [-1.0, 2.0],
            y: [f64::NEG_INFINITY, 0.5],
        };
        for set in balls.into_iter().chain([lying]) {
            for at in [
                (3.0, 1.0),
                (-2.0, -2.5),
                (0.6, 4.0),
                (0.4, -0.2),
                (5.0, -0.25),
                (2.0, 2.1),
            ] {
                let at = Vec2::new(at.0, at.1);
                let nearest = set.nearest(at);
                assert!(
                    (set.nearest(nearest) - nearest).norm() < 1e-12,
                    "{set:?} {at:?}"
                );
                let corners = set.corners();
                let edges = corners.iter().zip(corners.iter().cycle().skip(1));
                for (a, b) in edges {
                    for part in 0..=20 {
                        let edge = *a + (*b - *a) * (f64::from(part) / 20.0);
                        let off = (edge - at).norm() - (nearest - at).norm();
                        assert!(off > -2e-3, "{set:?} {at:?}: {nearest:?} and not {edge:?}");
                    }
                }
            }
        }
    }
}

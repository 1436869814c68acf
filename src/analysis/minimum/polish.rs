//! From a point down to where the ground rests: Newton's method with every safeguard, and a search by
//! trial where kinks leave Newton without a direction.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::math::Vec2;
use crate::objective::{Derivatives, Objective};

/// Newton steps; a quartic hollow needs some forty.
const STEPS: usize = 100;
/// Halvings of one step before it is given up.
const HALVINGS: usize = 40;
/// How far a descent may go from the centre, by the size of the view.
const FAR: f64 = 50.0;
/// A Newton step this short, by the size of the view, says that the point is at rest.
const SHORT: f64 = 1e-6;
/// Curvatures below this share of the greatest are as good as none.
const NO_CURVATURE: f64 = 1e-8;

/// Where a descent ended.
#[derive(Debug, Clone, Copy)]
pub(in crate::analysis) struct Rest {
    pub(in crate::analysis) at: Vec2,
    pub(in crate::analysis) value: f64,
    /// Whether the point is a minimum, and not only the last of a descent that goes on.
    pub(in crate::analysis) settled: bool,
}

/// Descents on one objective, measured by the size of the view.
pub(in crate::analysis) struct Polish<'a> {
    objective: &'a Objective,
    centre: Vec2,
    size: Vec2,
    /// How far the first step of a descent may go, by the size of the view: a hollow should lead to
    /// its own bottom rather than to another's.
    reach: f64,
    /// Says when to give up.
    stop: Option<&'a AtomicBool>,
}

impl<'a> Polish<'a> {
    /// For a view in which a descent's first step shall be no longer than `cell`.
    pub(in crate::analysis) fn new(
        objective: &'a Objective,
        [x, y]: [[f64; 2]; 2],
        cell: Vec2,
    ) -> Self {
        let (low, high) = (Vec2::new(x[0], y[0]), Vec2::new(x[1], y[1]));
        let size = high - low;
        Self {
            objective,
            centre: low + size / 2.0,
            size,
            reach: (cell / size).norm(),
            stop: None,
        }
    }

    /// Gives up once `stop` says so.
    pub(in crate::analysis) fn until(self, stop: &'a AtomicBool) -> Self {
        Self {
            stop: Some(stop),
            ..self
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// Whether a point lies in view, with a little room for rounding.
    pub(in crate::analysis) fn is_in_view(&self, at: Vec2) -> bool {
        self.off_centre(at) <= 0.5 + SHORT
    }

    /// Goes down from a point as far as it leads.
    pub(in crate::analysis) fn descend(&self, start: Vec2) -> Rest {
        let mut rest = self.newton(start);
        if !rest.settled && rest.value.is_finite() && self.off_centre(rest.at) < FAR {
            rest = self.trial(rest);
        }
        if !self.is_in_view(rest.at) {
            // Far out, a slope that fades away looks like a floor to Newton's method.
            rest.settled &= self.is_hollow(&rest, 1e-2);
        }
        self.rounded(rest)
    }

    /// The greater distance from the centre along an axis, by the size of the view.
    fn off_centre(&self, at: Vec2) -> f64 {
        let off = (at - self.centre) / self.size;
        off.x.abs().max(off.y.abs())
    }

    /// J; infinite where the objective is not defined, and once all is given up.
    fn value(&self, at: Vec2) -> f64 {
        let defined = !self.is_stopped()
            && self
                .objective
                .domain()
                .is_none_or(|domain| domain.contains(at));
        let value = if defined {
            self.objective.value(at)
        } else {
            f64::INFINITY
        };
        if value.is_nan() { f64::INFINITY } else { value }
    }

    fn newton(&self, start: Vec2) -> Rest {
        let mut rest = Rest {
            at: start,
            value: self.value(start),
            settled: false,
        };
        let mut reach = self.reach;
        for _ in 0..STEPS {
            if self.is_stopped() {
                break;
            }
            let Some(step) = self.step(&self.objective.derivatives(rest.at), reach) else {
                break;
            };
            reach *= 2.0;
            rest.settled = (step / self.size).norm() < SHORT;
            let Some((at, value)) = self.lower(&rest, step) else {
                break;
            };
            (rest.at, rest.value) = (at, value);
            if value == f64::NEG_INFINITY || self.off_centre(at) > FAR {
                rest.settled = false;
                break;
            }
        }
        rest
    }

    /// Newton's step with the curvatures made positive, at most as long as `reach` by the size of the
    /// view; at a saddle, a step along the falling direction. `None` where the derivatives are not finite.
    fn step(&self, here: &Derivatives, reach: f64) -> Option<Vec2> {
        let eigen = here.hessian.eigen();
        let least = NO_CURVATURE * eigen.values[0].abs();
        let mut step = Vec2::ZERO;
        for (curvature, axis) in eigen.values.into_iter().zip(eigen.vectors) {
            let slope = here.gradient.dot(axis);
            if slope != 0.0 {
                step -= axis * (slope / curvature.abs().max(least).max(f64::MIN_POSITIVE));
            } else if curvature < -least {
                step += axis * self.size.x.min(self.size.y) * 1e-2;
            }
        }
        let length = (step / self.size).norm();
        if length.is_nan() {
            None
        } else if length.is_infinite() {
            let slope = here.gradient.norm();
            let along = -here.gradient / slope * self.size.norm() * reach;
            along.is_finite().then_some(along)
        } else {
            Some(step / (length / reach).max(1.0))
        }
    }

    /// The first of ever shorter steps that leads lower.
    fn lower(&self, from: &Rest, step: Vec2) -> Option<(Vec2, f64)> {
        let mut share = 1.0;
        for _ in 0..HALVINGS {
            let at = from.at + step * share;
            let value = self.value(at);
            if value < from.value && at != from.at {
                return Some((at, value));
            }
            share /= 2.0;
        }
        None
    }

    /// Tries eight directions with ever shorter steps; the end is a minimum if all around it is higher.
    fn trial(&self, mut rest: Rest) -> Rest {
        let mut reach = 1e-2;
        for _ in 0..400 {
            if let Some((at, value)) = self.around(rest.at, reach).find(|(_, v)| *v < rest.value) {
                (rest.at, rest.value) = (at, value);
                if self.off_centre(at) > FAR {
                    return rest;
                }
            } else if reach < 1e-12 {
                break;
            } else {
                reach /= 2.0;
            }
        }
        rest.settled = self.is_hollow(&rest, 1e-3);
        rest
    }

    /// Whether all around a point is higher.
    fn is_hollow(&self, rest: &Rest, reach: f64) -> bool {
        self.around(rest.at, reach)
            .all(|(_, value)| value > rest.value)
    }

    /// Eight points around one and their values.
    fn around(&self, centre: Vec2, reach: f64) -> impl Iterator<Item = (Vec2, f64)> {
        const D: f64 = std::f64::consts::FRAC_1_SQRT_2;
        let scale = self.size * reach;
        [
            (1., 0.),
            (0., 1.),
            (-1., 0.),
            (0., -1.),
            (D, D),
            (-D, D),
            (-D, -D),
            (D, -D),
        ]
        .into_iter()
        .map(move |(x, y)| {
            let at = centre + scale * Vec2::new(x, y);
            (at, self.value(at))
        })
    }

    /// The same point in round numbers, if it is as low there: minima mostly lie at such.
    fn rounded(&self, rest: Rest) -> Rest {
        // Dividing by a power of ten gives the double nearest to the decimal number.
        let round = |coordinate: f64, size: f64| {
            let unit = libm::exp10(-libm::log10(size * SHORT).floor());
            (coordinate * unit).round() / unit
        };
        let at = Vec2::new(round(rest.at.x, self.size.x), round(rest.at.y, self.size.y));
        // Adding zero turns −0 into 0.
        let (at, value) = (at + 0.0, self.value(at));
        if rest.settled && value <= rest.value {
            Rest { at, value, ..rest }
        } else {
            rest
        }
    }
}

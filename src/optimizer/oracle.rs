//! What an optimizer may ask of the objective at one step; every question is counted.

mod newton;

use super::Modifiers;
use std::ops::Range;

use crate::math::{Random, Symmetric, Vec2};
use crate::objective::{Derivatives, Objective};

/// What is known of a scene beyond what a method finds out for itself: for the methods that are
/// defined by it, such as Polyak's step, and for those that draw random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// The known minima, all of the same value; may be empty.
    pub minima: &'a [Vec2],
    /// J there, where it is known for the present objective.
    pub least: Option<f64>,
    /// Seed of all randomness.
    pub seed: u64,
}

/// What is known of a point beforehand, since a path records it anyway.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The point.
    pub at: Vec2,
    /// J there.
    pub value: f64,
    /// ∇J there, without noise.
    pub gradient: Vec2,
}

/// Answers for one step of one optimizer: noise, clipping and the other modifiers of the gradient
/// are already in it.
#[derive(Debug)]
pub struct Oracle<'a> {
    objective: &'a Objective,
    surroundings: Surroundings<'a>,
    modifiers: Option<&'a Modifiers>,
    noise: Vec2,
    /// The point that the step starts from.
    known: Option<&'a Known>,
    /// The point that was asked about last.
    last: Option<Vec2>,
    evaluations: u32,
    /// What every answer is divided by.
    unit: f64,
    /// Why the method stands still, if it said so.
    still: Option<&'static str>,
    /// Whether a point that was asked about has a value but no gradient.
    met_tip: bool,
}

/// Where the slope at the start lies outside of these bounds, [`Oracle::in_own_units`] has others.
const ORDINARY: Range<f64> = 1e-7..1e8;

impl<'a> Oracle<'a> {
    /// Answers about this objective, with this noise on every gradient of the step.
    pub fn new(objective: &'a Objective, noise: Vec2) -> Self {
        Self {
            objective,
            surroundings: Surroundings::default(),
            modifiers: None,
            noise,
            known: None,
            last: None,
            evaluations: 0,
            unit: 1.0,
            still: None,
            met_tip: false,
        }
    }

    /// Answers from now on in units in which J is of an ordinary size, for the methods that look at
    /// sizes and whose path does not depend on them. The unit, a power of two, is kept by the method
    /// and found where it is still 0: 1, unless the slope at the point is extreme.
    pub fn in_own_units(&mut self, unit: &mut f64, at: Vec2) {
        if *unit == 0.0 {
            let slope = self.plain(at).1.size();
            if ORDINARY.contains(&slope) {
                *unit = 1.0;
            } else if slope.is_normal() {
                let size = slope.max(self.objective.derivatives(at).hessian.size());
                *unit = Vec2::splat(size).in_units().1;
            } else {
                return;
            }
        }
        self.unit = *unit;
    }

    /// The same point, with the reason why the method does not leave it, in a few words.
    pub fn stay(&mut self, at: Vec2, why: &'static str) -> Vec2 {
        self.still = Some(why);
        at
    }

    /// Why the method stands still, if it said so.
    pub fn still(&self) -> Option<&'static str> {
        self.still
    }

    /// Whether a point that was asked about has a value but no gradient.
    pub fn met_tip(&self) -> bool {
        self.met_tip
    }

    /// With what is known of the scene.
    pub fn within(mut self, surroundings: Surroundings<'a>) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// With modifiers of the gradient, if there are any.
    pub fn modified(mut self, modifiers: Option<&'a Modifiers>) -> Self {
        self.modifiers = modifiers;
        self
    }

    /// With the value and the plain gradient at one point already computed, so that asking for them
    /// costs nothing; they are counted all the same.
    pub fn knowing(mut self, known: &'a Known) -> Self {
        self.known = Some(known);
        self
    }

    /// J.
    pub fn value(&mut self, at: Vec2) -> f64 {
        self.count(at);
        let value = match self.known {
            Some(known) if known.at == at => known.value,
            _ => self.objective.value(at),
        };
        value / self.unit
    }

    /// ∇J as the optimizer sees it.
    pub fn gradient(&mut self, at: Vec2) -> Vec2 {
        let (_, gradient) = self.plain(at);
        let gradient = self.seen(at, gradient);
        if self.unit == 1.0 {
            gradient
        } else {
            gradient / self.unit
        }
    }

    /// ∇J at the point from which the step is taken, as the optimizer sees it but for a search uphill.
    /// Not counted.
    pub(super) fn present_gradient(&self, at: Vec2) -> Vec2 {
        let gradient = match self.known {
            Some(known) if known.at == at => known.gradient,
            _ => self.objective.value_and_gradient(at).1,
        };
        let gradient = gradient + self.noise;
        self.modifiers
            .map_or(gradient, |modifiers| modifiers.clipped(gradient))
    }

    /// J, and ∇J as the optimizer sees it.
    pub fn value_and_gradient(&mut self, at: Vec2) -> (f64, Vec2) {
        let (value, gradient) = self.plain(at);
        let gradient = self.seen(at, gradient);
        if self.unit == 1.0 {
            return (value, gradient);
        }
        (value / self.unit, gradient / self.unit)
    }

    /// J, ∇J and ∇²J, the gradient as the optimizer sees it.
    pub fn derivatives(&mut self, at: Vec2) -> Derivatives {
        self.count(at);
        let mut derivatives = self.objective.derivatives(at);
        derivatives.gradient = self.seen(at, derivatives.gradient);
        self.note(derivatives.value, derivatives.gradient);
        self.in_units(derivatives)
    }

    fn in_units(&self, of: Derivatives) -> Derivatives {
        Derivatives {
            value: of.value / self.unit,
            gradient: of.gradient / self.unit,
            // The reciprocal of a power of two is exact.
            hessian: (1.0 / self.unit) * of.hessian,
        }
    }

    /// ∇²J.
    pub fn hessian(&mut self, at: Vec2) -> Symmetric {
        self.count(at);
        (1.0 / self.unit) * self.objective.derivatives(at).hessian
    }

    /// J at the minima, where it is known. Not counted.
    pub fn least(&self) -> Option<f64> {
        self.surroundings.least.map(|least| least / self.unit)
    }

    /// The minimum that a method may know: the known one nearest to a point, or else the one to
    /// which Newton's method leads from there. `None` where there is none. Not counted.
    pub fn minimum(&self, near: Vec2) -> Option<(Vec2, Derivatives)> {
        let known = self.surroundings.minima.iter().copied();
        let nearest = known.min_by(|a, b| (*a - near).norm().total_cmp(&(*b - near).norm()));
        let found = newton::minimum(self.objective, nearest.unwrap_or(near), self.unit);
        found.map(|(at, minimum)| (at, self.in_units(minimum)))
    }

    /// Random numbers of a method's own, fixed by the scene's seed, and others than the noise.
    pub fn random(&self) -> Random {
        Random::new(self.surroundings.seed ^ 0x6d65_7468_6f64)
    }

    /// How many points were asked about, whatever of them; one that is asked about twice in
    /// succession counts once.
    pub fn evaluations(&self) -> u32 {
        self.evaluations
    }

    /// J and the true ∇J.
    fn plain(&mut self, at: Vec2) -> (f64, Vec2) {
        self.count(at);
        let (value, gradient) = match self.known {
            Some(known) if known.at == at => (known.value, known.gradient),
            _ => self.objective.value_and_gradient(at),
        };
        self.note(value, gradient);
        (value, gradient)
    }

    fn note(&mut self, value: f64, gradient: Vec2) {
        self.met_tip |= value.is_finite() && !gradient.is_finite();
    }

    /// The gradient with noise and modifiers.
    fn seen(&mut self, at: Vec2, gradient: Vec2) -> Vec2 {
        let gradient = gradient + self.noise;
        match self.modifiers {
            None => gradient,
            Some(modifiers) => {
                let gradient = match modifiers.sharpened(at, gradient) {
                    Some(higher) => self.plain(higher).1 + self.noise,
                    None => gradient,
                };
                modifiers.clipped(gradient)
            }
        }
    }

    fn count(&mut self, at: Vec2) {
        if self.last != Some(at) {
            self.last = Some(at);
            self.evaluations = self.evaluations.saturating_add(1);
        }
    }
}

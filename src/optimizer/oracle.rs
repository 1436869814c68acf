//! What an optimizer may ask of the objective at one step; every question is counted.

mod newton;

use super::Modifiers;
use crate::math::{Random, Symmetric, Vec2};
use crate::objective::{Derivatives, Objective};

/// What is known of a scene beyond what a method finds out for itself: for the methods that are
/// defined by it, such as Polyak's step, and for those that draw random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// The known minima, all of the same value; may be empty.
    pub minima: &'a [Vec2],
    /// Seed of all randomness.
    pub seed: u64,
}

/// Answers for one step of one optimizer: noise, clipping and the other modifiers of the gradient
/// are already in it.
#[derive(Debug)]
pub struct Oracle<'a> {
    objective: &'a Objective,
    surroundings: Surroundings<'a>,
    modifiers: Option<&'a Modifiers>,
    noise: Vec2,
    /// The point that the step starts from, whose value and gradient its path records anyway.
    known: Option<(Vec2, f64, Vec2)>,
    /// The point that was asked about last.
    last: Option<Vec2>,
    evaluations: u32,
}

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
        }
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
    pub fn knowing(mut self, at: Vec2, value: f64, gradient: Vec2) -> Self {
        self.known = Some((at, value, gradient));
        self
    }

    /// J.
    pub fn value(&mut self, at: Vec2) -> f64 {
        self.count(at);
        match self.known {
            Some((known, value, _)) if known == at => value,
            _ => self.objective.value(at),
        }
    }

    /// ∇J as the optimizer sees it.
    pub fn gradient(&mut self, at: Vec2) -> Vec2 {
        self.value_and_gradient(at).1
    }

    /// J, and ∇J as the optimizer sees it.
    pub fn value_and_gradient(&mut self, at: Vec2) -> (f64, Vec2) {
        let (value, gradient) = self.plain(at);
        (value, self.seen(at, gradient))
    }

    /// J, ∇J and ∇²J, the gradient as the optimizer sees it.
    pub fn derivatives(&mut self, at: Vec2) -> Derivatives {
        self.count(at);
        let mut derivatives = self.objective.derivatives(at);
        derivatives.gradient = self.seen(at, derivatives.gradient);
        derivatives
    }

    /// ∇²J.
    pub fn hessian(&mut self, at: Vec2) -> Symmetric {
        self.count(at);
        self.objective.derivatives(at).hessian
    }

    /// The minimum that a method may know: the known one nearest to a point, or else the one to
    /// which Newton's method leads from there. `None` where there is none. Not counted.
    pub fn minimum(&self, near: Vec2) -> Option<(Vec2, Derivatives)> {
        let known = self.surroundings.minima.iter().copied();
        let nearest = known.min_by(|a, b| (*a - near).norm().total_cmp(&(*b - near).norm()));
        newton::minimum(self.objective, nearest.unwrap_or(near))
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
        match self.known {
            Some((known, value, gradient)) if known == at => (value, gradient),
            _ => self.objective.value_and_gradient(at),
        }
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

//! What an optimizer may ask of the objective at one step; every question is counted.

use crate::math::Vec2;
use crate::objective::{Derivatives, Objective};

/// Answers for one step of one optimizer: noise and clipping are already in the gradients.
#[derive(Debug)]
pub struct Oracle<'a> {
    objective: &'a Objective,
    noise: Vec2,
    evaluations: u32,
}

impl<'a> Oracle<'a> {
    /// Answers about this objective, with this noise on every gradient of the step.
    pub fn new(objective: &'a Objective, noise: Vec2) -> Self {
        Self {
            objective,
            noise,
            evaluations: 0,
        }
    }

    /// The gradient as the optimizer sees it.
    pub fn gradient(&mut self, at: Vec2) -> Vec2 {
        self.evaluations += 1;
        self.objective.value_and_gradient(at).1 + self.noise
    }

    /// Value, gradient and Hessian as the optimizer sees them.
    pub fn derivatives(&mut self, at: Vec2) -> Derivatives {
        self.evaluations += 1;
        let mut derivatives = self.objective.derivatives(at);
        derivatives.gradient += self.noise;
        derivatives
    }

    /// How many gradients (or more) were asked for.
    pub fn evaluations(&self) -> u32 {
        self.evaluations
    }
}

//! The two running means that Adam and its kin remember.

use super::clock::Clock;
use super::rule::{ema, states};
use crate::math::Vec2;

states! {
    /// Running means of the gradient and of its square.
    Moments { m: Vec2 as "m", v: Vec2 as "v" }
}

impl Moments {
    /// Takes in a gradient: m ← β₁·m + (1−β₁)·g, v ← β₂·v + (1−β₂)·g².
    pub(super) fn observe(&mut self, g: Vec2, beta1: f64, beta2: f64) {
        self.m = ema(self.m, g, beta1);
        self.v = ema(self.v, g * g, beta2);
    }

    /// m̂: the mean, corrected for starting at zero.
    pub(super) fn mean(&self, beta1: f64, t: &mut Clock) -> Vec2 {
        self.m / t.debias(beta1)
    }

    /// √v̂: the root of the mean square, corrected for starting at zero.
    pub(super) fn root(&self, beta2: f64, t: &mut Clock) -> Vec2 {
        self.v.sqrt() / t.debias(beta2).sqrt()
    }
}

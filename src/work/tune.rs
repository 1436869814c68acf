//! The best rate for each optimizer within the same budget, one optimizer after the other.

use super::{Fuel, Product, Progress, Task};
use crate::analysis::minimum;
use crate::analysis::tuning::{Goal, Tuned, Tuning, tune};
use crate::scene::Scene;

/// Paths that the budget of each optimizer pays for.
pub const PATHS: u64 = 200;

pub(super) struct TuneTask {
    scene: Scene,
    tuning: Tuning,
    tuned: Vec<Tuned>,
}

impl TuneTask {
    pub(super) fn new(mut scene: Scene) -> Self {
        minimum::find_once(&mut scene);
        let tuning = Tuning {
            goal: Goal::Settle,
            all: false,
            budget: PATHS * u64::from(scene.run.steps.max(1)),
            starts: vec![scene.start],
        };
        Self {
            scene,
            tuning,
            tuned: Vec::new(),
        }
    }
}

impl Task for TuneTask {
    fn advance(&mut self, _: Fuel) -> Progress {
        if self.tuned.len() < self.scene.optimizers.len() {
            let next = tune(&self.scene, self.tuned.len(), &self.tuning);
            self.tuned.push(next);
        }
        if self.tuned.len() < self.scene.optimizers.len() {
            return Progress::Begun;
        }
        Progress::Done(Product::Tuned(std::mem::take(&mut self.tuned)))
    }
}

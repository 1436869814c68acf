//! What holds for one optimizer at the present step: its hyper-parameters, its rate, its objective.

use std::sync::Arc;

use crate::objective::{Domain, Objective};
use crate::optimizer::Pace;
use crate::scene::{Entry, Scene, Shared, Stages};

/// What holds for one optimizer at the present step.
pub(super) struct Present {
    stages: Arc<Stages>,
    /// The optimizer's place among those of the scene.
    index: usize,
    /// The place of the present stage.
    stage: usize,
    /// The objective with its parameters as they are by now.
    pub(super) objective: Shared<Objective>,
    /// Where the objective is defined.
    pub(super) domain: Option<Domain>,
    /// Standard deviation of the noise on each component of the gradient.
    pub(super) noise: f64,
    /// Whether the learning rate changes by a schedule.
    is_scheduled: bool,
    /// What a schedule remembers that follows values; `None` where it does not.
    pace: Option<Pace>,
    /// The learning rate without its schedule; NaN for a method that has none.
    base_rate: f64,
    /// The learning rate of the step from here.
    pub(super) rate: f64,
    /// The hyper-parameters, the learning rate after its schedule.
    pub(super) hypers: Vec<f64>,
}

impl Present {
    /// What holds at step 0 for the optimizer with this index.
    pub(super) fn new(stages: Arc<Stages>, index: usize) -> Self {
        let scene = &stages.as_slice()[0].scene;
        let entry = &scene.optimizers[index];
        let mut present = Self {
            objective: scene.objective.clone(),
            domain: scene.objective.domain(),
            noise: scene.run.noise,
            index,
            stage: 0,
            is_scheduled: !entry.schedule.is_constant(),
            pace: entry.schedule.follows_values().then(Pace::default),
            base_rate: f64::NAN,
            rate: f64::NAN,
            hypers: Vec::new(),
            stages,
        };
        present.enter(0);
        present.advance_to(0);
        present
    }

    /// The scene as it is by now.
    pub(super) fn scene(&self) -> &Scene {
        &self.stages.as_slice()[self.stage].scene
    }

    /// The scene as it is in the beginning.
    pub(super) fn first_scene(&self) -> &Scene {
        &self.stages.as_slice()[0].scene
    }

    /// The optimizer; all but its hyper-parameters is the same at every step.
    pub(super) fn entry(&self) -> &Entry {
        &self.scene().optimizers[self.index]
    }

    /// Lets everything act that changes up to a step; steps must not go back.
    pub(super) fn advance_to(&mut self, step: u32) {
        while let Some(next) = self.stages.as_slice().get(self.stage + 1)
            && next.from <= step
        {
            self.enter(self.stage + 1);
        }
        if self.is_scheduled && !self.base_rate.is_nan() {
            let stages = Arc::clone(&self.stages);
            let schedule = &stages.as_slice()[self.stage].scene.optimizers[self.index].schedule;
            self.rate = match &mut self.pace {
                Some(pace) => pace.rate(schedule, self.base_rate, step),
                None => schedule.rate(self.base_rate, step),
            };
            self.hypers[0] = self.rate;
        }
    }

    /// Takes in the value at the point after so many steps, which the rate of later steps may follow.
    pub(super) fn learn(&mut self, step: u32, value: f64) {
        if let Some(pace) = &mut self.pace
            && !self.base_rate.is_nan()
        {
            let scene = &self.stages.as_slice()[self.stage].scene;
            pace.learn(
                &scene.optimizers[self.index].schedule,
                self.base_rate,
                step,
                value,
            );
        }
    }

    fn enter(&mut self, stage: usize) {
        self.stage = stage;
        let scene = self.scene();
        let (objective, noise) = (scene.objective.clone(), scene.run.noise);
        let entry = self.entry();
        let has_rate = entry.declaration().has_rate();
        let hypers = entry.hypers.clone();
        self.domain = objective.domain();
        self.objective = objective;
        self.noise = noise;
        let rate = hypers.first().filter(|_| has_rate);
        self.base_rate = rate.copied().unwrap_or(f64::NAN);
        self.rate = self.base_rate;
        self.hypers = hypers;
    }

    /// The hyper-parameters, the learning rate before its schedule.
    pub(super) fn unscheduled(&self) -> Vec<f64> {
        let mut hypers = self.hypers.clone();
        if !self.base_rate.is_nan()
            && let Some(first) = hypers.first_mut()
        {
            *first = self.base_rate;
        }
        hypers
    }
}

//! What holds at each step: the scene with its events applied.

use crate::math::{Random, Vec2};
use crate::objective::{Domain, Objective};
use crate::scene::{Event, Scene, Setting};

/// What every optimizer of a scene shares, step by step.
#[derive(Debug)]
pub(super) struct Timeline {
    /// The events in the order in which they act.
    events: Vec<Event>,
    /// In the order of steps; the first one is from 0.
    stages: Vec<Stage>,
}

/// What holds from a step on, until the next stage.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    /// The first step to which it applies.
    pub(super) from: u32,
    /// The objective with its parameters as they are by then.
    pub(super) objective: Objective,
    /// Standard deviation of the noise on each component of the gradient.
    pub(super) noise: f64,
    /// Where the objective is defined.
    pub(super) domain: Option<Domain>,
}

impl Timeline {
    pub(super) fn new(scene: &Scene) -> Self {
        let mut events = scene.events.clone();
        // Stable: of two changes of one value at one step, the later in the list counts.
        events.sort_by_key(|event| event.step);
        let mut stages = vec![Stage {
            from: 0,
            objective: scene.objective.clone(),
            noise: scene.run.noise,
            domain: scene.objective.domain(),
        }];
        for event in &events {
            if !matches!(event.setting, Setting::Hyper { .. }) {
                change(&mut stages, event);
            }
        }
        Self { events, stages }
    }

    /// The stages; never empty.
    pub(super) fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The changes of one optimizer's hyper-parameters: step, index, value.
    pub(super) fn hypers(&self, index: usize) -> impl Iterator<Item = (u32, usize, f64)> {
        self.events
            .iter()
            .filter_map(move |event| match event.setting {
                Setting::Hyper { optimizer, hyper } if optimizer == index => {
                    Some((event.step, hyper, event.value))
                }
                _ => None,
            })
    }

    /// The draws of the noise, the same for every optimizer; `None` where there is no noise at all.
    pub(super) fn noise(&self, seed: u64) -> Option<Random> {
        let noisy = self.stages.iter().any(|stage| stage.noise != 0.0);
        noisy.then(|| Random::new(seed))
    }
}

/// Lets an event that all optimizers share act on the last stage, or begin a new one.
fn change(stages: &mut Vec<Stage>, event: &Event) {
    let last = stages
        .last()
        .expect("there is always the stage from step 0");
    if last.from != event.step {
        let next = Stage {
            from: event.step,
            ..last.clone()
        };
        stages.push(next);
    }
    let stage = stages
        .last_mut()
        .expect("there is always the stage from step 0");
    match event.setting {
        Setting::Noise => stage.noise = event.value,
        Setting::Parameter(index) if index < stage.objective.parameters().len() => {
            stage.objective.set_parameter(index, event.value);
        }
        _ => {}
    }
}

impl Stage {
    /// This step's noise on the gradient.
    pub(super) fn draw(&self, random: Option<&mut Random>) -> Vec2 {
        random.map_or(Vec2::ZERO, |random| self.noise * random.normal_vec2())
    }
}

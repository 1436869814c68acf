//! The race: what every optimizer gets the same number of, and how far each comes with it.

use crate::scene::{Event, Setting};
use crate::simulation::{Status, Track};

use super::state::State;

/// What the time line counts, and so what is the same for all optimizers at every moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Race {
    /// Steps, whatever they cost.
    #[default]
    Steps,
    /// Evaluations of the objective: a method that asks twice a step takes half the steps.
    Evaluations,
}

impl Race {
    /// The other kind of race.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Steps => Self::Evaluations,
            Self::Evaluations => Self::Steps,
        }
    }

    /// What is counted, in one word.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::Evaluations => "evaluations",
        }
    }

    /// What a path has spent after so many of its steps; the index must be one of its points.
    pub fn spent(self, path: &Track, step: usize) -> u32 {
        match self {
            Self::Steps => step as u32,
            Self::Evaluations => path.evaluations(step),
        }
    }
}

impl State {
    /// The step at which an optimizer is shown: the last that it reaches with what the time line
    /// grants, or its last of all. 0 for one that does not exist.
    pub fn step_of(&self, index: usize) -> usize {
        let Some(path) = self.results().paths.get(index) else {
            return 0;
        };
        let reached = match self.race {
            Race::Steps => self.step() as usize,
            Race::Evaluations => path.step_within(self.step()),
        };
        reached.min(path.steps())
    }

    /// Whether an optimizer broke off before what is shown.
    pub fn has_broken_off(&self, index: usize) -> bool {
        self.results().paths.get(index).is_some_and(|path| {
            let end = path.steps();
            path.status != Status::Finished
                && self.step_of(index) == end
                && self.step() > self.race.spent(path, end)
        })
    }

    /// The step of an optimizer from which on a change acts "from here on".
    pub fn present_step(&self, index: usize) -> u32 {
        match self.race {
            Race::Steps => self.step(),
            Race::Evaluations => self.step_of(index) as u32,
        }
    }

    /// The step from which on a change of a setting acts "from here on": that of the optimizer it
    /// belongs to; of the selected one where it belongs to all.
    pub(super) fn present_step_of(&self, setting: Setting) -> u32 {
        match setting {
            Setting::Hyper { optimizer, .. } => self.present_step(optimizer),
            Setting::Parameter(_) | Setting::Noise => self.present_step(self.selected),
        }
    }

    /// Where an event stands on the time line.
    pub fn moment_of(&self, event: &Event) -> u32 {
        let index = match event.setting {
            Setting::Hyper { optimizer, .. } => optimizer,
            Setting::Parameter(_) | Setting::Noise => self.selected,
        };
        match (self.race, self.results().paths.get(index)) {
            (Race::Evaluations, Some(path)) => {
                let step = (event.step as usize).min(path.steps());
                self.race.spent(path, step)
            }
            _ => event.step,
        }
    }
}

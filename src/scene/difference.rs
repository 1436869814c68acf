//! Whether a scene was changed: all that can be changed live, and so all that saving writes.

use super::{Entry, Event, Scene};

impl Scene {
    /// Whether anything differs that a file would be written for. A minimum that was searched for, and
    /// what stands in the file alone, such as the title, make no difference.
    pub fn is_changed_from(&self, other: &Self) -> bool {
        let same_objective = self.objective.texts() == other.objective.texts()
            && self.objective.parameters() == other.objective.parameters();
        let mut pairs = self.optimizers.iter().zip(&other.optimizers);
        let same_optimizers = self.optimizers.len() == other.optimizers.len()
            && pairs.all(|(own, other)| own.is_same(other));
        !(same_objective
            && same_optimizers
            && (self.start, &self.view, self.run) == (other.start, &other.view, other.run)
            && self.named_events().eq(other.named_events()))
    }

    /// The events by the names of what they change.
    pub(super) fn named_events(&self) -> impl Iterator<Item = (u32, String, f64)> {
        let named = |event: &Event| (event.step, self.name(event.setting), event.value);
        self.events.iter().map(named)
    }
}

impl Entry {
    /// Whether a file says the same of both.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.label == other.label
            && self.declaration().is_same(other.declaration())
            && self.hypers == other.hypers
            && (self.convention, self.color, self.start, self.enabled)
                == (other.convention, other.color, other.start, other.enabled)
            && self.schedule == other.schedule
            && self.batch == other.batch
            && self.modifiers == other.modifiers
    }
}

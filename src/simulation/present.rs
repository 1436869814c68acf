//! What holds for one optimizer at the present step: its hyper-parameters, its rate, its objective.

use super::timeline::{Stage, Timeline};
use crate::optimizer::Schedule;
use crate::scene::Entry;

/// What holds for one optimizer at the present step.
pub(super) struct Present<'a> {
    /// The present stage and those to come.
    stages: &'a [Stage],
    /// The changes of hyper-parameters to come (step, index, value), the next one last.
    changes: Vec<(u32, usize, f64)>,
    /// What happens to the learning rate; `None` where it stays.
    schedule: Option<&'a Schedule>,
    /// The learning rate without its schedule; NaN for a method that has none.
    base_rate: f64,
    /// The learning rate of the step from here.
    pub(super) rate: f64,
    /// The hyper-parameters, the learning rate after its schedule.
    pub(super) hypers: Vec<f64>,
}

impl<'a> Present<'a> {
    pub(super) fn new(entry: &'a Entry, timeline: &'a Timeline, index: usize) -> Self {
        let rate = entry
            .hypers
            .first()
            .filter(|_| entry.declaration().has_rate());
        let rate = rate.copied().unwrap_or(f64::NAN);
        let mut changes: Vec<_> = timeline.hypers(index).collect();
        changes.reverse();
        Self {
            stages: timeline.stages(),
            changes,
            schedule: Some(&entry.schedule).filter(|schedule| !schedule.is_constant()),
            base_rate: rate,
            rate,
            hypers: entry.hypers.clone(),
        }
    }

    /// Lets everything act that changes up to a step; steps must not go back.
    pub(super) fn advance_to(&mut self, step: u32) {
        while self.stages.get(1).is_some_and(|next| next.from <= step) {
            self.stages = &self.stages[1..];
        }
        while let Some((_, hyper, value)) = self.changes.pop_if(|change| change.0 <= step) {
            if let Some(present) = self.hypers.get_mut(hyper) {
                *present = value;
                if hyper == 0 && !self.base_rate.is_nan() {
                    (self.base_rate, self.rate) = (value, value);
                }
            }
        }
        if let (Some(schedule), Some(first)) = (self.schedule, self.hypers.first_mut())
            && !self.base_rate.is_nan()
        {
            self.rate = schedule.rate(self.base_rate, step);
            *first = self.rate;
        }
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

    pub(super) fn stage(&self) -> &'a Stage {
        &self.stages[0]
    }
}

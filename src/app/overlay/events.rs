//! The events of the time line: read, gone to, taken away.

use super::{Answer, Layer};
use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::state::State;

/// The events to choose from, in the order of the scene.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Events {
    /// The chosen one.
    pub chosen: usize,
    /// How many there are.
    pub count: usize,
}

impl Events {
    /// The first event from the step shown on; `None` where there is none at all.
    pub fn of(state: &State) -> Option<Self> {
        let events = &state.scene().events;
        let next = events
            .iter()
            .position(|event| state.moment_of(event) >= state.step());
        let last = events.len().checked_sub(1)?;
        Some(Self {
            chosen: next.unwrap_or(last),
            count: events.len(),
        })
    }
}

impl Layer for Events {
    fn choose(&mut self, by: isize, state: &mut State) {
        let last = state.scene().events.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        if self.chosen == entry {
            return self.accept(state);
        }
        self.chosen = entry;
        Answer::Stay
    }

    /// Goes to its step.
    fn accept(&mut self, state: &mut State) -> Answer {
        if let Some(event) = state.scene().events.get(self.chosen) {
            let moment = state.moment_of(event);
            state.playback.go_to(moment);
        }
        Answer::Close
    }

    fn press(&mut self, key: Key, state: &mut State) -> Answer {
        match state.action_of(key) {
            Some(Action::RemoveOptimizer | Action::Reset | Action::ToggleHidden) => {
                state.remove_event(self.chosen);
                self.count = state.scene().events.len();
                self.choose(0, state);
                if state.scene().events.is_empty() {
                    return Answer::Close;
                }
            }
            Some(Action::Events) => return Answer::Close,
            _ => {}
        }
        Answer::Stay
    }
}

//! Help: every action with its keys.

use super::{Answer, Layer};
use crate::app::action::{Action, TABLE};
use crate::app::key::Key;
use crate::app::state::State;

/// The table of keys, from a line on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Help {
    /// The first line shown, as far as there are so many.
    pub first: usize,
}

impl Layer for Help {
    fn choose(&mut self, by: isize, _: &mut State) {
        self.first = self.first.saturating_add_signed(by).min(TABLE.len());
    }

    fn accept(&mut self, _: &mut State) -> Answer {
        Answer::Close
    }

    fn press(&mut self, key: Key, state: &mut State) -> Answer {
        match state.action_of(key) {
            Some(Action::Help) => Answer::Close,
            _ => Answer::Stay,
        }
    }
}

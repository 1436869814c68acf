//! About the scene: what it teaches, its objective, and what the signs on the screen mean.
//!
//! Knows how far one has read; the words are the screen's.

use super::{Answer, Layer};
use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::state::State;

/// What there is to say of the scene, from a line on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The first line shown, as far as there are so many.
    pub first: usize,
}

/// No text goes on beyond this line on a screen on which it can be read.
const LAST_LINE: usize = 100;

impl Layer for About {
    fn choose(&mut self, by: isize, _: &mut State) {
        self.first = self.first.saturating_add_signed(by).min(LAST_LINE);
    }

    fn accept(&mut self, _: &mut State) -> Answer {
        Answer::Close
    }

    fn press(&mut self, key: Key, state: &mut State) -> Answer {
        match state.action_of(key) {
            Some(Action::About) => return Answer::Close,
            Some(Action::ToStart) => self.first = 0,
            Some(Action::ToEnd) => self.first = LAST_LINE,
            _ => {}
        }
        Answer::Stay
    }
}

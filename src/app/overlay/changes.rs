//! What was done since the scene was opened, to go back to any of it and on again.

use crate::app::state::State;

use super::{Answer, Layer};

/// The scene as it was opened and after each change, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// What each of them did, in words.
    pub words: Vec<String>,
    /// The present one.
    pub present: usize,
    /// The chosen one.
    pub chosen: usize,
}

impl Changes {
    /// Those of a state.
    pub fn of(state: &State) -> Self {
        let (words, present) = state.done();
        Self {
            words,
            present,
            chosen: present,
        }
    }
}

impl Layer for Changes {
    fn choose(&mut self, by: isize, _: &mut State) {
        let last = self.words.len() - 1;
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        if self.chosen == entry {
            return self.accept(state);
        }
        self.chosen = entry.min(self.words.len() - 1);
        Answer::Stay
    }

    /// Goes back, or on, to the scene as it was then.
    fn accept(&mut self, state: &mut State) -> Answer {
        for _ in self.chosen..self.present {
            state.undo();
        }
        for _ in self.present..self.chosen {
            state.redo();
        }
        Answer::Close
    }
}

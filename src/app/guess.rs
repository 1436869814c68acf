//! A guessing game for a class: the methods' names are hidden, and with them the letters and colours by which they are known.

use std::borrow::Cow;

use super::state::State;
use crate::scene::HUES;

impl State {
    /// Whether the names are hidden.
    pub fn hides_names(&self) -> bool {
        self.hides_names
    }

    /// What the optimizer at this index is called on the screen; empty where there is none.
    pub fn label(&self, index: usize) -> Cow<'_, str> {
        match self.scene().optimizers.get(index) {
            None => Cow::Borrowed(""),
            Some(_) if self.hides_names => Cow::Owned(format!("Method {}", index + 1)),
            Some(entry) => Cow::Borrowed(entry.label.as_str()),
        }
    }

    /// Its place among the colours of a theme: by the list's order where the method's own would give it away.
    pub fn place_of(&self, index: usize) -> usize {
        match self.scene().optimizers.get(index) {
            Some(entry) if !self.hides_names => entry.place,
            // Seven has no factor in common with the number of hues: all of them take their turn.
            _ => (7 * index + 4) % HUES + index / HUES * HUES,
        }
    }

    /// Hides the names, or tells them.
    pub(super) fn toggle_names(&mut self) {
        self.hides_names = !self.hides_names;
        let notice = if self.hides_names {
            "which is which? the same key tells"
        } else {
            "the methods have their names again"
        };
        self.notice = Some(notice.to_owned());
    }
}

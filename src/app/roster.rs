//! Optimizers that are added, doubled and removed; each can be undone.

use crate::analysis::rates::Found;
use crate::scene::{Entry, Scene};

use super::state::{Focus, State};

impl State {
    /// Adds an optimizer to the scene, selects it, and says how its rate was found.
    pub(super) fn add(&mut self, entry: Entry, found: Option<Found>) {
        let added = self.change_roster(|scene| scene.add_optimizer(entry));
        let (Some(()), Some(entry)) = (added, self.selected_entry()) else {
            return;
        };
        let label = &entry.label;
        self.notice = Some(match found {
            Some(Found { rate, tried }) => {
                format!("{label} added: η {rate}, found by trying {tried} rates")
            }
            None if entry.declaration().has_rate() => {
                let rate = entry.hypers[0];
                format!("{label} added: no rate works here, so it has its default, η {rate}")
            }
            None => format!("{label} added; it has no learning rate"),
        });
    }

    /// Doubles the selected optimizer and selects the copy.
    pub(super) fn duplicate(&mut self) {
        let index = self.selected;
        if let Some(original) = self.selected_entry() {
            let label = original.label.clone();
            let copied = self.change_roster(|scene| scene.duplicate_optimizer(index));
            if let (Some(()), Some(copy)) = (copied, self.selected_entry()) {
                self.notice = Some(format!("{} is a copy of {label}", copy.label));
            }
        }
    }

    /// Removes the selected optimizer. The last one stays: a scene without any would be given the
    /// textbook five.
    pub(super) fn remove(&mut self) {
        if self.scene().optimizers.len() < 2 {
            self.notice = Some("the last optimizer stays: x hides it".to_owned());
            return;
        }
        let index = self.selected;
        let label = self.scene().optimizers[index].label.clone();
        let last = self.scene().optimizers.len() - 2;
        self.change_roster(|scene| {
            scene.remove_optimizer(index);
            Ok(index.min(last))
        });
        self.notice = Some(format!("{label} removed: u brings it back"));
    }

    /// Changes which optimizers there are; the change returns the index to be selected.
    fn change_roster(
        &mut self,
        change: impl FnOnce(&mut Scene) -> Result<usize, String>,
    ) -> Option<()> {
        let mut scene = self.scene().clone();
        match change(&mut scene) {
            Ok(index) => {
                self.change(None, |changed| *changed = scene);
                self.selected = index;
                self.focus = Focus::default();
                Some(())
            }
            Err(message) => {
                self.notice = Some(message);
                None
            }
        }
    }
}

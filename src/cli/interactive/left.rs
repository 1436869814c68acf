//! The scenes that were left, each as it was: with its changes, their history and its file.
//!
//! Each is kept once; so there are no more than the user opened.

use super::file::SceneFile;
use crate::app::State;

/// The scenes that were left.
#[derive(Default)]
pub(super) struct Left {
    scenes: Vec<(SceneFile, State)>,
}

impl Left {
    /// Keeps a scene; what was kept of the same name before it was saved there is gone.
    pub(super) fn keep(&mut self, file: SceneFile, state: State) {
        self.take(&state.scene().origin);
        self.scenes.push((file, state));
    }

    /// The scene of this name as it was left.
    pub(super) fn take(&mut self, name: &str) -> Option<(SceneFile, State)> {
        let named = |(_, state): &(SceneFile, State)| *state.scene().origin == *name;
        let place = self.scenes.iter().position(named)?;
        Some(self.scenes.swap_remove(place))
    }
}

//! Paths that were pinned: they stay as pale ghosts while the scene changes, so that before and after stand on one map.

use std::sync::Arc;

use crate::scene::Setting;
use crate::simulation::Track;

use super::state::{Acts, State};

/// More pins than this would bury the map; the oldest goes.
const MOST: usize = 6;

/// The paths of a moment, under a name.
#[derive(Debug, Clone)]
pub struct Pin {
    /// Its name, which tells it from the others.
    pub name: String,
    /// The paths that were shown.
    pub paths: Vec<Pinned>,
}

/// A pinned path.
#[derive(Debug, Clone)]
pub struct Pinned {
    /// Whose it was.
    pub label: String,
    /// The path.
    pub track: Arc<Track>,
}

impl Pin {
    fn of(state: &State, name: String, only: Option<usize>) -> Self {
        let shown = state.shown().map(|(index, _)| index);
        let paths = shown.filter(|index| only.is_none_or(|only| only == *index));
        Self {
            name,
            paths: paths
                .map(|index| Pinned {
                    label: state.scene().optimizers[index].label.clone(),
                    track: Arc::clone(&state.results().paths[index]),
                })
                .collect(),
        }
    }
}

impl State {
    /// Pins the paths as they are, under the next number.
    pub(super) fn pin(&mut self) {
        self.pinned += 1;
        let name = format!("pin {}", self.pinned);
        let pin = Pin::of(self, name, None);
        if self.pins.len() == MOST {
            self.pins.remove(0);
        }
        self.notice = Some(format!("{}: these paths stay as pale ghosts", pin.name));
        self.pins.push(pin);
    }

    /// Takes the last pin away.
    pub(super) fn unpin(&mut self) {
        self.before = None;
        self.notice = Some(match self.pins.pop() {
            Some(pin) => format!("{} is gone", pin.name),
            None => "nothing is pinned: g pins the present paths".to_owned(),
        });
    }

    /// Takes the pin of this name away.
    pub(super) fn unpin_named(&mut self, name: &str) {
        self.pins.retain(|pin| pin.name != name);
    }

    /// All pinned paths: those of the pins, those that would have been had nothing changed from here on, and those from kept starts.
    pub fn pinned_paths(&self) -> impl Iterator<Item = &Pinned> {
        self.pins
            .iter()
            .chain(&self.before)
            .flat_map(|pin| &pin.paths)
            .chain(self.paths_of_starts())
    }

    /// Keeps the path of an optimizer as it is, pale beside the one that it will have.
    pub(super) fn keep_as_it_was(&mut self, index: usize) {
        self.before = Some(Pin::of(self, String::new(), Some(index)));
    }

    /// Keeps what would have been without the change that follows, where that acts from here on.
    pub(super) fn keep_before(&mut self, setting: Setting) {
        if self.acts == Acts::FromStart {
            self.before = None;
        } else if !self.history.goes_on(setting) {
            let only = match setting {
                Setting::Hyper { optimizer, .. } => Some(optimizer),
                Setting::Parameter(_) | Setting::Noise => None,
            };
            self.before = Some(Pin::of(self, String::new(), only));
        }
    }
}

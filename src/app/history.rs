//! Undo and redo: whole scenes, one for each change that a person would call one.

use crate::scene::{Scene, Setting};

/// How many changes can be undone.
const DEPTH: usize = 200;

/// What was before, and what was undone.
#[derive(Debug, Clone, Default)]
pub struct History {
    past: Vec<Scene>,
    future: Vec<Scene>,
    /// What could be made again before the last change, should that be abandoned.
    abandoned_future: Vec<Scene>,
    /// The value that changed last: holding a key down is one change.
    last: Option<Change>,
}

/// What a change that goes on for a while changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A value, while its key is held or its slider dragged.
    Setting(Setting),
    /// The rate and the momentum of an optimizer, while both are moved.
    Damping(usize),
    /// The start, while it is moved.
    Start,
}

impl History {
    /// Remembers the scene before a change; further changes of the same thing belong to it.
    pub fn record(&mut self, before: &Scene, change: Option<Change>) {
        self.abandoned_future = std::mem::take(&mut self.future);
        if change.is_none() || change != self.last {
            if self.past.len() == DEPTH {
                self.past.remove(0);
            }
            self.past.push(before.clone());
        }
        self.last = change;
    }

    /// Whether a change of this setting would belong to the last one.
    pub fn goes_on(&self, setting: Setting) -> bool {
        self.last == Some(Change::Setting(setting))
    }

    /// The next change, even of the same thing, is one of its own.
    pub fn close(&mut self) {
        self.last = None;
    }

    /// The scenes before the present one, the oldest first, and those after it, the next first.
    pub fn scenes(&self) -> (&[Scene], impl Iterator<Item = &Scene>) {
        (&self.past, self.future.iter().rev())
    }

    /// The scene before the last change, in exchange for the present one.
    pub fn undo(&mut self, present: &Scene) -> Option<Scene> {
        let scene = self.past.pop()?;
        self.future.push(present.clone());
        self.last = None;
        Some(scene)
    }

    /// The scene before the last change, which has never been: it cannot be made again, and what could be
    /// made again before it still can.
    pub fn abandon(&mut self) -> Option<Scene> {
        let scene = self.past.pop()?;
        self.future = std::mem::take(&mut self.abandoned_future);
        self.last = None;
        Some(scene)
    }

    /// The scene that was undone last, in exchange for the present one.
    pub fn redo(&mut self, present: &Scene) -> Option<Scene> {
        let scene = self.future.pop()?;
        self.past.push(present.clone());
        self.last = None;
        Some(scene)
    }
}

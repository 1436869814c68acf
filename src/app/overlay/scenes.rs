//! The list of built-in scenes.

use super::{Answer, Layer, List};
use crate::app::line_input::LineInput;
use crate::app::state::{Effect, State};
use crate::scene::{self, BuiltinScene};

/// The scenes to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenes {
    /// Filter and choice.
    pub list: List,
}

impl Scenes {
    /// The scenes whose name or title has what is typed.
    pub fn entries(&self) -> Vec<&'static BuiltinScene> {
        let known = scene::library().iter();
        known
            .filter(|entry| self.list.admits(&[entry.name, entry.title()]))
            .collect()
    }
}

impl Layer for Scenes {
    fn input(&mut self) -> Option<&mut LineInput> {
        Some(&mut self.list.filter)
    }

    fn edited(&mut self, _: &mut State) {
        self.list.chosen = 0;
    }

    fn choose(&mut self, by: isize, _: &mut State) {
        self.list.choose(by, self.entries().len());
    }

    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        if self.list.pick(entry) {
            self.accept(state)
        } else {
            Answer::Stay
        }
    }

    fn accept(&mut self, _: &mut State) -> Answer {
        match self.entries().get(self.list.chosen) {
            Some(entry) => Answer::Ask(Effect::Open(entry.name.to_owned())),
            None => Answer::Stay,
        }
    }

    fn escape(&mut self, _: &mut State) -> Answer {
        if self.list.clear() {
            Answer::Stay
        } else {
            Answer::Close
        }
    }
}

//! The name of the file that the scene is saved in.

use super::{Answer, Layer};
use crate::app::line_input::LineInput;
use crate::app::state::{Effect, State};

/// A name being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveAs {
    /// The name.
    pub name: LineInput,
    /// Why the scene could not be saved under it.
    pub reason: Option<String>,
}

impl SaveAs {
    /// Suggests a name.
    pub fn new(name: String) -> Self {
        Self {
            name: LineInput::new(name),
            reason: None,
        }
    }

    /// Asks again after a name under which the scene could not be saved.
    pub fn again(name: String, reason: String) -> Self {
        Self {
            name: LineInput::new(name),
            reason: Some(reason),
        }
    }
}

impl Layer for SaveAs {
    fn input(&mut self) -> Option<&mut LineInput> {
        Some(&mut self.name)
    }

    fn edited(&mut self, _: &mut State) {
        self.reason = None;
    }

    fn accept(&mut self, _: &mut State) -> Answer {
        match self.name.text().trim() {
            "" => Answer::Stay,
            name => Answer::Ask(Effect::Save {
                name: Some(name.to_owned()),
                over: false,
            }),
        }
    }
}

//! A question about saving, answered with yes or no.

use super::{Answer, Layer};
use crate::app::key::{Code, Key};
use crate::app::state::{Effect, State};

/// Whether to save over what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// The file to save in; `None` for the scene's own.
    pub name: Option<String>,
}

impl Layer for Question {
    fn press(&mut self, key: Key, _: &mut State) -> Answer {
        match key.code {
            Code::Char('y' | 'Y') => Answer::Ask(Effect::Save {
                name: self.name.take(),
                over: true,
            }),
            Code::Char('n' | 'N') => Answer::Close,
            _ => Answer::Stay,
        }
    }
}

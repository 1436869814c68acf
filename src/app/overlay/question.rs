//! A question that is answered with yes or no.

use super::{Answer, Layer};
use crate::app::key::{Code, Key};
use crate::app::state::{Effect, State};

/// Something that is asked before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Of what: the heading.
    pub heading: &'static str,
    /// What is asked.
    pub text: String,
    /// What is done after a yes.
    pub then: Effect,
}

impl Question {
    /// Whether to save over what is there; `name` is the file, `None` for the scene's own.
    pub fn before_saving(text: String, name: Option<String>) -> Self {
        Self {
            heading: "Save",
            text,
            then: Effect::Save { name, over: true },
        }
    }

    /// Whether to leave without what is not saved, if there is something.
    pub(in crate::app) fn before_leaving(state: &State) -> Option<Self> {
        let names = state.unsaved();
        let what = match names.as_slice() {
            [] => return None,
            [one] => format!("`{one}` has changes that are not saved."),
            [one, other] => format!("`{one}` and `{other}` have changes that are not saved."),
            many => format!("{} scenes have changes that are not saved.", many.len()),
        };
        Some(Self {
            heading: "Leave",
            text: format!("{what} Leave without them?"),
            then: Effect::Quit,
        })
    }
}

impl Layer for Question {
    fn press(&mut self, key: Key, _: &mut State) -> Answer {
        match key.code {
            Code::Char('y' | 'Y') => Answer::Ask(self.then.clone()),
            Code::Char('n' | 'N') => Answer::Close,
            Code::Char('w') if self.then == Effect::Quit => Answer::Ask(Effect::Save {
                name: None,
                over: false,
            }),
            _ => Answer::Stay,
        }
    }

    /// Whoever says it twice means it.
    fn quit(&mut self, _: &mut State) -> Answer {
        Answer::Ask(Effect::Quit)
    }
}

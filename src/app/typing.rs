//! A value being typed for the chosen row.

use super::action::Action;
use super::key::{Code, Key};
use super::line_input::LineInput;
use super::state::{Effect, State};
use super::update::act;

/// No number needs more characters.
const LONGEST: usize = 24;

/// Begins a value.
pub(super) fn begin(state: &mut State) {
    state.typed = Some(LineInput::default());
}

/// Takes a key for the value, and begins one if there is none.
pub(super) fn press(state: &mut State, key: Key) -> Option<Effect> {
    let action = state.action_of(key);
    let typed = state.typed.get_or_insert_default();
    match key.code {
        Code::Char(c) if !key.ctrl && !key.alt && is_of_number(c) => insert(typed, &c.to_string()),
        Code::Enter => accept(state),
        Code::Char(_) if !key.ctrl && !key.alt => {
            return action
                .filter(|action| matches!(action, Action::Quit | Action::Leave))
                .and_then(|action| act(state, action));
        }
        _ if action == Some(Action::Close) => state.typed = None,
        _ => {
            typed.press(key);
        }
    }
    None
}

/// Takes what belongs to a number of a text.
pub(super) fn paste(state: &mut State, text: &str) {
    if let Some(typed) = &mut state.typed {
        let number: String = text.chars().filter(|c| is_of_number(*c)).collect();
        insert(typed, &number);
    }
}

fn is_of_number(c: char) -> bool {
    matches!(c, '0'..='9' | '.' | '+' | '-' | '−' | 'e' | 'E')
}

fn insert(typed: &mut LineInput, text: &str) {
    if typed.text().len() + text.len() <= LONGEST {
        typed.insert(&text.replace('−', "-"));
    }
}

fn accept(state: &mut State) {
    let Some(typed) = state.typed.take() else {
        return;
    };
    if let (Some(setting), false) = (state.chosen(), typed.is_empty()) {
        match typed.text().parse::<f64>() {
            Ok(value) => state.set_typed(setting, value),
            Err(_) => state.notice = Some(format!("`{}` is not a number", typed.text())),
        }
    }
}

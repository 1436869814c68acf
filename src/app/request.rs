//! What can be asked of the program: the actions of the table, and requests that carry data.

use crate::math::Vec2;
use crate::scene::Setting;

use super::action::{Action, action_of};
use super::key::{Code, Key};
use super::state::{Overlay, State};

/// A request to [`update`](super::update).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Request {
    /// An action of the table.
    Do(Action),
    /// Start from this point.
    SetStart(Vec2),
    /// Select the optimizer at this index.
    Select(usize),
    /// Show this step.
    GoTo(u32),
    /// Give a setting this value.
    Set(Setting, f64),
    /// Zoom about a point of the plane by a factor, below 1 inwards.
    ZoomAbout(Vec2, f64),
    /// Move the view by a distance of the plane.
    Shift(Vec2),
    /// The mouse was let go: the next change is one of its own.
    Release,
    /// A character for the value or the filter that is being typed.
    Type(char),
    /// Take the last typed character away.
    Erase,
    /// Take what was typed or chosen.
    Accept,
    /// Begin to filter the list.
    Filter,
}

/// What a key asks for in the present state. An overlay or a value being typed takes the keys
/// first; what it has no use for does nothing, except that leaving and the terminal's own keys
/// always work.
pub fn request_of(state: &State, key: Key) -> Option<Request> {
    let action = action_of(key);
    if let Some(action @ (Action::Suspend | Action::Redraw)) = action {
        return Some(Request::Do(action));
    }
    if key.ctrl && action == Some(Action::Quit) {
        return Some(Request::Do(Action::Quit));
    }
    let letters = match &state.overlay {
        Some(Overlay::Scenes(chooser)) => chooser.filtering,
        Some(Overlay::Help(_)) => false,
        None if state.typed.is_some() => return typed_number(key, action),
        None => return in_the_open(state, key, action),
    };
    match key.code {
        Code::Char(c) if letters && !key.ctrl && !key.alt => Some(Request::Type(c)),
        Code::Char('/') => Some(Request::Filter),
        Code::Backspace => Some(Request::Erase),
        Code::Enter => Some(Request::Accept),
        _ => action
            .map(Request::Do)
            .filter(|request| letters || is_modal(request)),
    }
}

fn is_modal(request: &Request) -> bool {
    use Action::{Close, Help, JumpBack, JumpForward, Quit, SelectNext, SelectPrevious};
    matches!(
        request,
        Request::Do(
            Close
                | Help
                | Quit
                | SelectNext
                | SelectPrevious
                | JumpBack
                | JumpForward
                | Action::PanDown
                | Action::PanUp
                | Action::ToggleTheme
                | Action::ChooseScene
        )
    )
}

fn typed_number(key: Key, action: Option<Action>) -> Option<Request> {
    match key.code {
        Code::Char(c @ ('0'..='9' | '.' | '+' | '-' | '−' | 'e' | 'E')) => Some(Request::Type(c)),
        Code::Backspace => Some(Request::Erase),
        Code::Enter => Some(Request::Accept),
        _ => action
            .filter(|action| matches!(action, Action::Close | Action::Quit))
            .map(Request::Do),
    }
}

fn in_the_open(state: &State, key: Key, action: Option<Action>) -> Option<Request> {
    let open = state.focus != super::state::Focus::LearningRate;
    match key.code {
        Code::Char(c @ ('0'..='9' | '.')) if open && !key.ctrl && !key.alt => {
            Some(Request::Type(c))
        }
        _ => action.map(Request::Do),
    }
}

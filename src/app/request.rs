//! What can be asked of the program: the actions of the table, and requests that carry data.

use crate::math::Vec2;
use crate::scene::Setting;

use super::action::Action;
use super::key::{Code, Key};
use super::state::{Focus, State};

/// A request to [`update`](super::update).
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// An action of the table.
    Do(Action),
    /// Start from this point.
    SetStart(Vec2),
    /// Select the optimizer at this index.
    Select(usize),
    /// Show this step.
    GoTo(u32),
    /// Take the event at this index away.
    RemoveEvent(usize),
    /// Give a setting this value.
    Set(Setting, f64),
    /// Give an optimizer a rate and a momentum together.
    Damp {
        /// Its index.
        optimizer: usize,
        /// The rate, and the momentum.
        to: Vec2,
    },
    /// Zoom about a point of the plane by a factor, below 1 inwards.
    ZoomAbout(Vec2, f64),
    /// Move the view by a distance of the plane.
    Shift(Vec2),
    /// Turn the surface, in radians.
    Turn {
        /// To the left.
        left: f64,
        /// Upwards.
        up: f64,
    },
    /// The pointer is over this point of the plane, or over none.
    Point(Option<Vec2>),
    /// The mouse was let go: the next change is one of its own.
    Release,
    /// The class chooses this answer of a lesson's question.
    Answer(usize),
    /// Show this page of a lesson's caption.
    Page(usize),
    /// Show the screen again that was blank.
    Wake,
    /// A key for what is open: an overlay, or a value being typed.
    Press(Key),
    /// A text for the line that is being typed, if there is one.
    Paste(String),
    /// Move the overlay's choice by so many lines.
    Choose(isize),
    /// Point at this entry of the overlay.
    Pick(usize),
}

/// What a key asks for in the present state. An overlay or a value being typed takes the keys
/// first, except that Ctrl-C and the terminal's own keys always work.
pub fn request_of(state: &State, key: Key) -> Option<Request> {
    let action = state.action_of(key);
    let always = match action {
        Some(Action::Suspend | Action::Redraw) => true,
        Some(Action::Leave) => key.ctrl,
        _ => false,
    };
    let taken = state.overlay.is_some() || state.typed.is_some() || begins_value(state, key);
    if state.is_blank && !always {
        Some(Request::Wake)
    } else if let Some(choice) = answered(state, key).filter(|_| !taken) {
        Some(Request::Answer(choice))
    } else if taken && !always {
        Some(Request::Press(key))
    } else {
        action.map(Request::Do)
    }
}

/// The answer that a digit chooses while a lesson asks.
fn answered(state: &State, key: Key) -> Option<usize> {
    let (question, _) = state.course.as_ref()?.question()?;
    let Code::Char(digit @ '1'..='9') = key.code else {
        return None;
    };
    let choice = digit as usize - '1' as usize;
    let is_open = state.is_asked() && choice < question.choices.len();
    (is_open && !key.ctrl && !key.alt).then_some(choice)
}

/// Whether a key is the first of a value typed for the chosen row.
fn begins_value(state: &State, key: Key) -> bool {
    let open = state.focus != Focus::LearningRate;
    open && !key.ctrl && !key.alt && matches!(key.code, Code::Char('0'..='9' | '.'))
}

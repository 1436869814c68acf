//! What lies over the screen and takes the keys: each overlay is one file, and one line in the list
//! below. How it looks stands in the file of the same name in `ui/overlay`.
//!
//! Knows what all overlays have in common: typing, choosing, closing.

mod about;
mod board;
mod changes;
mod events;
mod formula;
mod help;
mod list;
mod palette;
mod picker;
mod question;
mod save_as;
mod scenes;

pub use about::About;
pub use board::{Board, SIGNS};
pub use changes::Changes;
pub use events::Events;
pub use formula::Formula;
pub use help::Help;
pub use list::List;
pub use palette::{Command, Palette};
pub use picker::{Candidate, Picker};
pub use question::Question;
pub use save_as::SaveAs;
pub use scenes::Scenes;

use super::action::Action;
use super::key::{Code, Key};
use super::line_input::{Edit, LineInput};
use super::state::{Effect, State};
use super::update::act;

/// What an overlay does with what it is given. The state that comes with a call is without the
/// overlay, which is put back afterwards unless it closed.
pub trait Layer {
    /// The line that characters are typed into, if there is one.
    fn input(&mut self) -> Option<&mut LineInput> {
        None
    }

    /// Takes a key before the line does; whether it did.
    fn press_first(&mut self, key: Key, state: &mut State) -> bool {
        let _ = (key, state);
        false
    }

    /// The text of the line has changed.
    fn edited(&mut self, state: &mut State) {
        let _ = state;
    }

    /// Catches up with what was typed, once for all keys that came together.
    fn settle(&mut self, state: &mut State) {
        let _ = state;
    }

    /// Moves the choice, or what is in view, by so many lines.
    fn choose(&mut self, by: isize, state: &mut State) {
        let _ = (by, state);
    }

    /// Moves by a page.
    fn page(&mut self, forward: bool, state: &mut State) {
        self.choose(if forward { 10 } else { -10 }, state);
    }

    /// Points at an entry; the one that is chosen already is taken.
    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        let _ = (entry, state);
        Answer::Stay
    }

    /// Enter.
    fn accept(&mut self, state: &mut State) -> Answer {
        let _ = state;
        Answer::Stay
    }

    /// Tab: whether it completed what is typed; else it moves the choice.
    fn complete(&mut self, state: &mut State) -> bool {
        let _ = state;
        false
    }

    /// Escape, or a click beside it.
    fn escape(&mut self, state: &mut State) -> Answer {
        let _ = state;
        Answer::Close
    }

    /// The key that leaves the program.
    fn quit(&mut self, state: &mut State) -> Answer {
        act(state, Action::Quit).map_or(Answer::Close, Answer::Ask)
    }

    /// A key that none of the above takes.
    fn press(&mut self, key: Key, state: &mut State) -> Answer {
        let _ = (key, state);
        Answer::Stay
    }
}

/// What becomes of an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It stays open.
    Stay,
    /// It closes.
    Close,
    /// It closes, and the world is asked for something.
    Ask(Effect),
}

/// Makes the enum of overlays from the list of their types.
macro_rules! overlays {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What lies over the screen; it takes all keys.
        #[derive(Debug, Clone)]
        pub enum Overlay {
            $($(#[$doc])* $name($name),)*
        }

        impl Overlay {
            fn layer(&mut self) -> &mut dyn Layer {
                match self {
                    $(Self::$name(layer) => layer,)*
                }
            }
        }

        $(impl From<$name> for Overlay {
            fn from(layer: $name) -> Self {
                Self::$name(layer)
            }
        })*
    };
}

overlays![
    /// What the scene teaches.
    About,
    /// What was done.
    Changes,
    /// Every key.
    Help,
    /// Every action and value by name.
    Palette,
    /// The optimizers to be added.
    Picker,
    /// The list of scenes.
    Scenes,
    /// The formula, edited live.
    Formula,
    /// The selected method's rule, edited live.
    Board,
    /// The events of the time line.
    Events,
    /// A question about saving.
    Question,
    /// The name of the file to save in.
    SaveAs,
];

/// Gives a key to the overlay: what edits a line goes into its line, then the keys that mean the
/// same in all overlays, then those of its own.
pub(super) fn press(state: &mut State, key: Key) -> Option<Effect> {
    with(state, |layer, state| {
        if layer.press_first(key, state) {
            return Answer::Stay;
        }
        let edit = layer.input().map_or(Edit::Ignored, |line| line.press(key));
        match edit {
            Edit::Changed => layer.edited(state),
            Edit::Moved => {}
            Edit::Ignored => return press_in_common(layer, key, state),
        }
        Answer::Stay
    })
}

fn press_in_common(layer: &mut dyn Layer, key: Key, state: &mut State) -> Answer {
    if key.code == Code::Enter {
        return layer.accept(state);
    }
    if key.code == Code::Tab && layer.complete(state) {
        return Answer::Stay;
    }
    match state.action_of(key) {
        Some(Action::Close) => return layer.escape(state),
        Some(Action::Quit) => return layer.quit(state),
        Some(Action::Leave) => return Answer::Ask(Effect::Quit),
        Some(Action::SelectNext | Action::PanDown) => layer.choose(1, state),
        Some(Action::SelectPrevious | Action::PanUp) => layer.choose(-1, state),
        Some(Action::JumpForward) => layer.page(true, state),
        Some(Action::JumpBack) => layer.page(false, state),
        Some(action @ Action::ToggleTheme) => {
            act(state, action);
        }
        _ => return layer.press(key, state),
    }
    Answer::Stay
}

/// Types a text into the overlay's line.
pub(super) fn paste(state: &mut State, text: &str) {
    with(state, |layer, state| {
        if let Some(line) = layer.input() {
            line.insert(text);
            layer.edited(state);
        }
        Answer::Stay
    });
}

/// Lets the overlay catch up with what was typed.
pub(super) fn settle(state: &mut State) {
    with(state, |layer, state| {
        layer.settle(state);
        Answer::Stay
    });
}

/// Moves the choice of the overlay.
pub(super) fn choose(state: &mut State, by: isize) {
    with(state, |layer, state| {
        layer.choose(by, state);
        Answer::Stay
    });
}

/// Points at an entry of the overlay.
pub(super) fn pick(state: &mut State, entry: usize) -> Option<Effect> {
    with(state, |layer, state| layer.pick(entry, state))
}

/// Escape for the overlay.
pub(super) fn escape(state: &mut State) {
    with(state, |layer, state| layer.escape(state));
}

/// Lets the overlay answer. If it opened another one, that one stays.
fn with(
    state: &mut State,
    answer: impl FnOnce(&mut dyn Layer, &mut State) -> Answer,
) -> Option<Effect> {
    let mut overlay = state.overlay.take()?;
    match answer(overlay.layer(), state) {
        Answer::Stay => {
            state.overlay.get_or_insert(overlay);
            None
        }
        Answer::Close => None,
        Answer::Ask(effect) => Some(effect),
    }
}

//! State, actions, the one table of keys, and the update from one state to the next.
//!
//! Knows what the user wants; nothing of how it looks, and never the terminal.

pub mod action;
mod camera;
mod change;
mod command_line;
mod difference;
mod ensemble;
mod guess;
mod history;
mod insight;
pub mod key;
mod landmarks;
mod lesson;
mod line_input;
mod news;
pub mod overlay;
mod pin;
mod playback;
mod preferences;
mod race;
mod request;
mod rewrite;
mod roster;
mod rule;
mod sheet;
mod shelf;
mod starts;
mod state;
mod tuning;
mod typing;
mod update;
mod values;
mod view;

pub use camera::Camera;
pub use insight::Insight;
pub use lesson::{Course, Said};
pub use line_input::{Edit, LineInput};
pub use news::{News, hear, take_in};
pub use overlay::Overlay;
pub use pin::{Pin, Pinned};
pub use playback::Playback;
pub use preferences::{KeyMap, Preferences};
pub use race::Race;
pub use request::{Request, request_of};
pub use sheet::{Results, Sheet};
pub use shelf::{Book, Shelf};
pub use state::{Acts, Effect, Focus, State};
pub use update::{advance, settle, update};
pub use view::{Orbit, ViewKind};

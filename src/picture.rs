//! What is shown: plots with axes, and in them marks in the axes' units, each with a role and a rank.
//!
//! A view makes a [`Picture`] of the state; a medium draws it. Nothing here knows how finely a medium
//! draws or in which format, and no medium knows what an optimizer is: it asks the [`Cast`] for names and
//! letters, and the [`Style`] for colours, widths and dashes.

mod axis;
mod cast;
mod color;
pub mod formula;
pub mod letters;
mod lines;
mod mark;
pub mod number;
mod panel;
mod relief;
mod style;
pub mod theme;
pub mod view;

pub use axis::{Axis, Scale, Tick, round_numbers};
pub use cast::{Cast, Member, Who};
pub use color::Rgb;
pub use lines::{Bounds, Lattice, Points, Trace};
pub use mark::{Anchor, Bar, Direction, Fade, Mark, Rank, Role, Shape, Symbol, Tone, Written};
pub use panel::{Aspect, Ground, LegendLine, Panel, Picture, Slot};
pub use relief::{BANDS, Heat, Relief};
pub use style::{Badge, Dash, Means, Stroke, Style};
pub use theme::Theme;

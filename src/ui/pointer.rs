//! The pointer: what a press, a drag or the wheel asks for at its place on the screen.
//!
//! Knows cells; nothing of what moves the pointer, a mouse or a finger.

use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::{Request, State};

use super::{Target, drag, target};

/// By how much a notch of the wheel zooms.
const NOTCH: f64 = 0.85;

/// By how much a column turns the surface, in radians; a row is as long as two.
const A_COLUMN: f64 = 0.03;

/// What a pointer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// It goes down, with the first button or a finger.
    Press,
    /// It goes down with another button.
    PressOther,
    /// It moves while it is down.
    Drag,
    /// It moves while it is not.
    Hover,
    /// It goes up.
    Release,
    /// The wheel turns away from the user, or towards them.
    Wheel {
        /// Whether it turns away.
        away: bool,
    },
}

/// The pointer, and what it holds since it went down.
#[derive(Debug, Default)]
pub struct Pointer {
    held: Option<Held>,
}

#[derive(Debug, Clone, Copy)]
enum Held {
    /// The start, the time line or a slider: whatever was pressed follows the pointer.
    Target(Target),
    /// The map itself, from the cell where it was last.
    Map(u16, u16),
    /// The surface, likewise.
    Surface(u16, u16),
}

impl Pointer {
    /// What a gesture at a cell asks for.
    pub fn requests(
        &mut self,
        state: &State,
        screen: Rect,
        gesture: Gesture,
        at: (u16, u16),
    ) -> Vec<Request> {
        let here = target(state, screen, at.0, at.1);
        if state.overlay.is_some() {
            self.held = None;
            return over(state, here, gesture);
        }
        match gesture {
            Gesture::Hover => {
                let point = match here {
                    Some(Target::Map(point)) => Some(point),
                    _ => None,
                };
                let is_news = point != state.pointed();
                is_news
                    .then_some(Request::Point(point))
                    .into_iter()
                    .collect()
            }
            Gesture::Press | Gesture::PressOther if here == Some(Target::Surface) => {
                self.held = Some(Held::Surface(at.0, at.1));
                Vec::new()
            }
            Gesture::Press => {
                self.held = here.map(Held::Target);
                here.map(|target| pressed(state, target))
                    .unwrap_or_default()
            }
            Gesture::PressOther => {
                if let Some(Target::Event(event)) = here {
                    return vec![Request::RemoveEvent(event)];
                }
                let on_map = matches!(here, Some(Target::Map(_)));
                self.held = on_map.then_some(Held::Map(at.0, at.1));
                Vec::new()
            }
            Gesture::Drag => self.dragged(state, screen, at, here),
            Gesture::Release => {
                self.held = None;
                vec![Request::Release]
            }
            Gesture::Wheel { away: true } => zoomed(here, NOTCH),
            Gesture::Wheel { away: false } => zoomed(here, 1.0 / NOTCH),
        }
    }

    fn dragged(
        &mut self,
        state: &State,
        screen: Rect,
        to: (u16, u16),
        here: Option<Target>,
    ) -> Vec<Request> {
        match (self.held, here) {
            (Some(Held::Map(column, row)), _) => {
                self.held = Some(Held::Map(to.0, to.1));
                drag(state, screen, (column, row), to)
                    .map(Request::Shift)
                    .into_iter()
                    .collect()
            }
            (Some(Held::Surface(column, row)), _) => {
                self.held = Some(Held::Surface(to.0, to.1));
                let by = |to: u16, from: u16| f64::from(to) - f64::from(from);
                vec![Request::Turn {
                    left: -A_COLUMN * by(to.0, column),
                    up: 2.0 * A_COLUMN * by(to.1, row),
                }]
            }
            (Some(Held::Target(Target::Map(_))), Some(target @ Target::Map(_)))
            | (Some(Held::Target(Target::Varied(..))), Some(target @ Target::Varied(..)))
            | (Some(Held::Target(Target::Damping(..))), Some(target @ Target::Damping(..)))
            | (Some(Held::Target(Target::Step(_))), Some(target @ Target::Step(_))) => {
                pressed(state, target)
            }
            (
                Some(Held::Target(Target::Setting(held, _))),
                Some(target @ Target::Setting(setting, _)),
            ) if held == setting => pressed(state, target),
            _ => Vec::new(),
        }
    }
}

fn pressed(state: &State, target: Target) -> Vec<Request> {
    vec![match target {
        Target::Map(point) => Request::SetStart(point),
        Target::Step(step) => Request::GoTo(step),
        Target::Varied(setting, value) => Request::Set(setting, value),
        Target::Damping(optimizer, to) => Request::Damp { optimizer, to },
        Target::Event(index) => match state.scene().events.get(index) {
            Some(event) => Request::GoTo(state.moment_of(event)),
            None => return Vec::new(),
        },
        Target::Optimizer(index) => Request::Select(index),
        Target::Setting(setting, share) => {
            Request::Set(setting, state.range(setting).at_fraction(share))
        }
        Target::Entry(entry) => Request::Pick(entry),
        Target::Surface => return Vec::new(),
        Target::Beside => Request::Do(Action::Close),
    }]
}

/// What a gesture asks of an overlay.
fn over(state: &State, here: Option<Target>, gesture: Gesture) -> Vec<Request> {
    match gesture {
        Gesture::Press => here
            .map(|target| pressed(state, target))
            .unwrap_or_default(),
        Gesture::Wheel { away } => vec![Request::Choose(if away { -1 } else { 1 })],
        _ => Vec::new(),
    }
}

fn zoomed(here: Option<Target>, factor: f64) -> Vec<Request> {
    match here {
        Some(Target::Map(point)) => vec![Request::ZoomAbout(point, factor)],
        _ => Vec::new(),
    }
}

//! The mouse: what a press, a drag or the wheel asks for at its place on the screen.

use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::{Request, State};
use crate::terminal::{Button, Mouse, MouseKind};
use crate::ui::{Target, drag, target};

/// By how much a notch of the wheel zooms.
const NOTCH: f64 = 0.85;

/// By how much a column turns the surface, in radians; a row is as long as two.
const A_COLUMN: f64 = 0.03;

/// The pointer, and what it holds since a button went down.
#[derive(Debug, Default)]
pub(super) struct Pointer {
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
    /// What the mouse asks for.
    pub(super) fn requests(&mut self, state: &State, screen: Rect, mouse: Mouse) -> Vec<Request> {
        let here = target(state, screen, mouse.column, mouse.row);
        if state.overlay.is_some() {
            self.held = None;
            return over(state, here, mouse.kind);
        }
        match mouse.kind {
            MouseKind::Press(_) if here == Some(Target::Surface) => {
                self.held = Some(Held::Surface(mouse.column, mouse.row));
                Vec::new()
            }
            MouseKind::Press(Button::Left) => {
                self.held = here.map(Held::Target);
                here.map(|target| pressed(state, target))
                    .unwrap_or_default()
            }
            MouseKind::Press(_) => {
                let on_map = matches!(here, Some(Target::Map(_)));
                self.held = on_map.then_some(Held::Map(mouse.column, mouse.row));
                Vec::new()
            }
            MouseKind::Drag(_) => self.dragged(state, screen, mouse, here),
            MouseKind::Release(_) => {
                self.held = None;
                vec![Request::Release]
            }
            MouseKind::ScrollUp => zoomed(here, NOTCH),
            MouseKind::ScrollDown => zoomed(here, 1.0 / NOTCH),
        }
    }

    fn dragged(
        &mut self,
        state: &State,
        screen: Rect,
        mouse: Mouse,
        here: Option<Target>,
    ) -> Vec<Request> {
        match (self.held, here) {
            (Some(Held::Map(column, row)), _) => {
                let to = (mouse.column, mouse.row);
                self.held = Some(Held::Map(to.0, to.1));
                drag(state, screen, (column, row), to)
                    .map(Request::Shift)
                    .into_iter()
                    .collect()
            }
            (Some(Held::Surface(column, row)), _) => {
                self.held = Some(Held::Surface(mouse.column, mouse.row));
                let by = |to: u16, from: u16| f64::from(to) - f64::from(from);
                vec![Request::Turn {
                    left: -A_COLUMN * by(mouse.column, column),
                    up: 2.0 * A_COLUMN * by(mouse.row, row),
                }]
            }
            (Some(Held::Target(Target::Map(_))), Some(target @ Target::Map(_)))
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
        Target::Optimizer(index) => Request::Select(index),
        Target::Setting(setting, share) => {
            Request::Set(setting, state.range(setting).at_fraction(share))
        }
        Target::Entry(entry) => Request::Pick(entry),
        Target::Surface => return Vec::new(),
        Target::Beside => Request::Do(Action::Close),
    }]
}

/// What the mouse asks of an overlay.
fn over(state: &State, here: Option<Target>, kind: MouseKind) -> Vec<Request> {
    match kind {
        MouseKind::Press(Button::Left) => here
            .map(|target| pressed(state, target))
            .unwrap_or_default(),
        MouseKind::ScrollUp => vec![Request::Choose(-1)],
        MouseKind::ScrollDown => vec![Request::Choose(1)],
        _ => Vec::new(),
    }
}

fn zoomed(here: Option<Target>, factor: f64) -> Vec<Request> {
    match here {
        Some(Target::Map(point)) => vec![Request::ZoomAbout(point, factor)],
        _ => Vec::new(),
    }
}

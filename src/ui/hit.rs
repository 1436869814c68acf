//! What lies under a place of the screen: the inverse of drawing, for the mouse.

use ratatui::layout::{Position, Rect};

use crate::app::{State, ViewKind};
use crate::math::Vec2;
use crate::scene::Setting;

use super::layout::Layout;
use super::map::Projection;
use super::{chart, layout_of, list, mistakes, overlay, picture, transport};
use crate::picture::view::{self, damping};

/// What lies under a place of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target {
    /// A point of the map, in the plane.
    Map(Vec2),
    /// The surface, which turns.
    Surface,
    /// A value of what is varied, in the view of what comes of each.
    Varied(Setting, f64),
    /// A rate and a momentum of an optimizer, in the view of modes.
    Damping(usize, Vec2),
    /// A step of the time line or of a chart.
    Step(u32),
    /// An event of the time line, by its index.
    Event(usize),
    /// An optimizer of the list.
    Optimizer(usize),
    /// A value of the list, and the share of its slider's way.
    Setting(Setting, f64),
    /// An entry of the overlay.
    Entry(usize),
    /// The screen beside the overlay.
    Beside,
}

/// What lies under a cell of a screen of this size; `None` for what is only there to be read.
pub fn target(state: &State, screen: Rect, column: u16, row: u16) -> Option<Target> {
    let layout = layout_of(state, screen)?;
    let at = Position { x: column, y: row };
    if let Some(overlay) = &state.overlay {
        return match overlay::hit(overlay, &layout, screen, at) {
            overlay::Hit::Entry(entry) => Some(Target::Entry(entry)),
            overlay::Hit::Inside => None,
            overlay::Hit::Beside => Some(Target::Beside),
        };
    }
    if let Some(mistakes) = &state.mistakes
        && mistakes::area(mistakes, &layout, screen).contains(at)
    {
        return None;
    }
    let is_map = super::shows_map(state, &layout);
    if is_map && layout.map.contains(at) {
        return Some(Target::Map(
            Projection::of(state, layout.map).to_plane(column, row),
        ));
    }
    let view = super::view_area(state, &layout);
    if state.view == ViewKind::Surface && view.is_some_and(|area| area.contains(at)) {
        return Some(Target::Surface);
    }
    if state.view == ViewKind::Rates
        && let Some(area) = view.filter(|area| area.contains(at))
    {
        return varied_under(state, area, at);
    }
    if state.view == ViewKind::Spectrum
        && let Some(area) = view.filter(|area| area.contains(at))
    {
        return damping_under(state, area, at);
    }
    if let Some(area) = layout.list.filter(|area| area.contains(at)) {
        return match list::hit(state, area, row - area.y)? {
            list::Hit::Optimizer(index) => Some(Target::Optimizer(index)),
            list::Hit::Setting(setting) => {
                let share = list::share_at(state, setting, area.width, column - area.x)?;
                Some(Target::Setting(setting, share))
            }
        };
    }
    on_steps(state, &layout, at)
}

/// What is varied of the selected optimizer and its value under a cell of the view of rates, in the digits that a cell
/// tells apart.
fn varied_under(state: &State, area: Rect, at: Position) -> Option<Target> {
    let varied = &state.rates_found()?.varied;
    let setting = varied.setting_of(state.selected)?;
    let (_, place) = picture::under(&view::picture(state), area, at)?;
    let value = if varied.by_ratio {
        libm::exp10(place.x)
    } else {
        place.x
    };
    let value = format!("{value:.1e}").parse().ok()?;
    let accepted = state.scene().accepted(setting);
    accepted
        .contains(value)
        .then_some(Target::Varied(setting, value))
}

/// The rate and the momentum under a cell of the view of modes, in the digits that a cell tells apart.
fn damping_under(state: &State, area: Rect, at: Position) -> Option<Target> {
    let shown = view::picture(state);
    let (slot, place) = picture::under(&shown, area, at)?;
    if slot != damping::SLOT {
        return None;
    }
    let index = damping::shown(state.scene(), state.selected)?;
    let short = |number: f64| format!("{number:.1e}").parse().ok();
    let place = Vec2::new(short(place.x)?, (place.y * 100.0).round() / 100.0);
    Some(Target::Damping(index, place))
}

/// The event or the step on the time line, or the step of a chart.
fn on_steps(state: &State, layout: &Layout, at: Position) -> Option<Target> {
    let steps = state.playback.steps();
    let time_line = layout.transport.map(|line| transport::track(state, line));
    let lowest = layout.charts().last();
    let plots = layout
        .charts()
        .map(|area| chart::Frame::of(state, area, Some(area) == lowest).plot);
    let track = time_line
        .into_iter()
        .chain(plots)
        .find(|track| track.contains(at))?;
    let is_time_line = time_line == Some(track);
    let event = is_time_line.then(|| transport::event_at(state, track, at.x));
    Some(match event.flatten() {
        Some(event) => Target::Event(event),
        None => Target::Step(transport::step_at(track, at.x, steps)),
    })
}

/// The distance of the plane between two cells of the map, for dragging.
pub fn drag(state: &State, screen: Rect, from: (u16, u16), to: (u16, u16)) -> Option<Vec2> {
    let projection = Projection::of(state, layout_of(state, screen)?.map);
    Some(projection.to_plane(from.0, from.1) - projection.to_plane(to.0, to.1))
}

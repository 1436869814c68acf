//! The update: a state and a request give the next state, and what the world is asked for.
//!
//! Pure: no terminal, no files, no clock.

use std::path::Path;
use std::time::Duration;

use crate::math::Vec2;
use crate::scene;

use super::action::Action;
use super::request::Request;
use super::state::{Acts, Chooser, Effect, Focus, Overlay, State};

/// The share of the view by which one key pans, zooms or moves the start.
const PAN: f64 = 0.1;
const ZOOM: f64 = 0.8;
const NUDGE: f64 = 0.02;

/// Lets time pass.
pub fn advance(state: &mut State, elapsed: Duration) {
    state.playback.advance(elapsed);
}

/// Makes the next state and returns what the world is asked for.
pub fn update(state: &mut State, request: Request) -> Option<Effect> {
    state.notice = None;
    match request {
        Request::Do(action) => return act(state, action),
        Request::SetStart(point) => state.set_start(point),
        Request::Select(index) => select(state, index),
        Request::GoTo(step) => state.playback.go_to(step),
        Request::Set(setting, value) => state.set(setting, value),
        Request::ZoomAbout(point, factor) => state.camera.zoom(point, factor),
        Request::Shift(by) => state.camera.shift(by),
        Request::Release => state.history.close(),
        Request::Type(c) => type_character(state, c),
        Request::Erase => erase(state),
        Request::Accept => return accept(state),
        Request::Filter => {
            if let Some(Overlay::Scenes(chooser)) = &mut state.overlay {
                chooser.filtering = true;
            }
        }
    }
    None
}

fn act(state: &mut State, action: Action) -> Option<Effect> {
    state.end_of_change(action);
    match action {
        Action::TogglePlay => state.playback.toggle(),
        Action::StepBack => state.playback.move_by(-1),
        Action::StepForward => state.playback.move_by(1),
        Action::JumpBack if state.overlay.is_some() => choose(state, -10),
        Action::JumpForward if state.overlay.is_some() => choose(state, 10),
        Action::JumpBack => state.playback.move_by(-10),
        Action::JumpForward => state.playback.move_by(10),
        Action::ToStart => state.playback.go_to(0),
        Action::ToEnd => state.playback.go_to(u32::MAX),
        Action::Slower => state.playback.change_speed(false),
        Action::Faster => state.playback.change_speed(true),
        Action::SelectNext => choose(state, 1),
        Action::SelectPrevious => choose(state, -1),
        Action::Increase => state.nudge(true, false),
        Action::Decrease => state.nudge(false, false),
        Action::IncreaseMuch => state.nudge(true, true),
        Action::DecreaseMuch => state.nudge(false, true),
        Action::Open => open(state),
        Action::Parameters => toggle_parameters(state),
        Action::Reset => state.reset_value(),
        Action::Close => close(state),
        Action::ToggleActs => toggle_acts(state),
        Action::ToggleHidden => state.toggle_hidden(),
        Action::ToggleSolo => state.solo = !state.solo,
        Action::ZoomIn => state.camera.zoom(state.camera.center(), ZOOM),
        Action::ZoomOut => state.camera.zoom(state.camera.center(), 1.0 / ZOOM),
        Action::Fit => state.fit(),
        Action::ToggleAspect => state.equal_units = !state.equal_units,
        Action::PanUp if state.overlay.is_some() => choose(state, -1),
        Action::PanDown if state.overlay.is_some() => choose(state, 1),
        Action::PanLeft => state.camera.pan(Vec2::new(-PAN, 0.0)),
        Action::PanDown => state.camera.pan(Vec2::new(0.0, -PAN)),
        Action::PanUp => state.camera.pan(Vec2::new(0.0, PAN)),
        Action::PanRight => state.camera.pan(Vec2::new(PAN, 0.0)),
        Action::StartLeft => state.move_start(Vec2::new(-NUDGE, 0.0)),
        Action::StartDown => state.move_start(Vec2::new(0.0, -NUDGE)),
        Action::StartUp => state.move_start(Vec2::new(0.0, NUDGE)),
        Action::StartRight => state.move_start(Vec2::new(NUDGE, 0.0)),
        Action::NextScene => return Some(neighbour(state, 1)),
        Action::PreviousScene => return Some(neighbour(state, -1)),
        Action::ChooseScene => state.overlay = Some(Overlay::Scenes(Chooser::default())),
        Action::Undo => state.undo(),
        Action::Redo => state.redo(),
        Action::Restart => state.restart(),
        Action::ToggleTheme => state.theme += 1,
        Action::Help => toggle_help(state),
        Action::ToggleMouse => state.mouse = !state.mouse,
        Action::Redraw => return Some(Effect::Redraw),
        Action::Suspend => return Some(Effect::Suspend),
        Action::Quit => return Some(Effect::Quit),
    }
    None
}

fn select(state: &mut State, index: usize) {
    if index < state.scene.optimizers.len() {
        state.selected = index;
        state.focus = Focus::default();
    }
}

/// Moves the choice in whatever takes the keys: an overlay, an open list, the optimizers.
fn choose(state: &mut State, by: isize) {
    let round = |now: usize, count: usize| -> usize {
        if count == 0 {
            0
        } else {
            (now as isize + by).rem_euclid(count as isize) as usize
        }
    };
    match &mut state.overlay {
        Some(Overlay::Help(line)) => *line = line.saturating_add_signed(by as i16),
        Some(Overlay::Scenes(chooser)) => {
            chooser.chosen = round(chooser.chosen, chooser.entries().len());
        }
        None => match state.focus {
            Focus::LearningRate => {
                state.selected = round(state.selected, state.scene.optimizers.len());
            }
            Focus::Hypers(row) => {
                state.focus = Focus::Hypers(round(row, state.hyper_settings().len()));
            }
            Focus::Parameters(row) => {
                state.focus = Focus::Parameters(round(row, state.parameter_settings().len()));
            }
        },
    }
}

fn open(state: &mut State) {
    match state.focus {
        Focus::LearningRate if state.selected_entry().is_some() => state.focus = Focus::Hypers(0),
        Focus::LearningRate => {}
        Focus::Hypers(_) | Focus::Parameters(_) => state.typed = Some(String::new()),
    }
}

fn toggle_parameters(state: &mut State) {
    state.focus = match state.focus {
        Focus::Parameters(_) => Focus::default(),
        _ => Focus::Parameters(0),
    };
}

/// Closes the innermost thing that is open; on the main screen nothing.
fn close(state: &mut State) {
    if let Some(Overlay::Scenes(chooser)) = &mut state.overlay
        && chooser.filtering
    {
        *chooser = Chooser::default();
    } else if state.overlay.take().is_none() && state.typed.take().is_none() {
        state.focus = Focus::default();
    }
}

fn toggle_help(state: &mut State) {
    state.overlay = match state.overlay {
        Some(Overlay::Help(_)) => None,
        _ => Some(Overlay::Help(0)),
    };
}

fn toggle_acts(state: &mut State) {
    state.acts = match state.acts {
        Acts::FromStart => Acts::FromHere,
        Acts::FromHere => Acts::FromStart,
    };
}

fn type_character(state: &mut State, c: char) {
    match &mut state.overlay {
        Some(Overlay::Scenes(chooser)) => {
            chooser.filter.push(c);
            chooser.chosen = 0;
        }
        Some(Overlay::Help(_)) => {}
        None => {
            let typed = state.typed.get_or_insert_default();
            if typed.len() < 24 {
                typed.push(if c == '−' { '-' } else { c });
            }
        }
    }
}

fn erase(state: &mut State) {
    match &mut state.overlay {
        Some(Overlay::Scenes(chooser)) => {
            chooser.filter.pop();
            chooser.chosen = 0;
        }
        Some(Overlay::Help(_)) => {}
        None => {
            if let Some(typed) = &mut state.typed {
                typed.pop();
            }
        }
    }
}

fn accept(state: &mut State) -> Option<Effect> {
    if let Some(overlay) = state.overlay.take() {
        return match overlay {
            Overlay::Scenes(chooser) => chooser.name().map(Effect::Open),
            Overlay::Help(_) => None,
        };
    }
    let typed = state.typed.take()?;
    if let (Some(setting), false) = (state.chosen(), typed.is_empty()) {
        match typed.parse::<f64>() {
            Ok(value) => state.set_typed(setting, value),
            Err(_) => state.notice = Some(format!("`{typed}` is not a number")),
        }
    }
    None
}

/// The built-in scene before or after the present one; from a file, the first or the last.
fn neighbour(state: &State, by: isize) -> Effect {
    let library = scene::library();
    let origin = Path::new(&state.scene.origin).file_stem();
    let here = library
        .iter()
        .position(|entry| origin.is_some_and(|stem| stem == entry.name));
    let count = library.len() as isize;
    let index = match here {
        Some(here) => (here as isize + by).rem_euclid(count),
        None if by > 0 => 0,
        None => count - 1,
    };
    Effect::Open(library[index as usize].name.to_owned())
}

impl Chooser {
    /// The names and titles that contain the filter.
    pub fn entries(&self) -> Vec<&'static scene::BuiltinScene> {
        let filter = self.filter.to_lowercase();
        scene::library()
            .iter()
            .filter(|entry| {
                entry.name.contains(&filter) || entry.title().to_lowercase().contains(&filter)
            })
            .collect()
    }

    fn name(&self) -> Option<String> {
        self.entries()
            .get(self.chosen)
            .map(|entry| entry.name.to_owned())
    }
}

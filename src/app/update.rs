//! The update: a state and a request give the next state, and what the world is asked for.
//!
//! Pure: no terminal, no files, no clock.

use std::time::Duration;

use crate::math::Vec2;

use super::action::Action;
use super::overlay::{
    self, About, Board, Changes, Events, Formula, Help, Palette, Picker, Question, Scenes,
};
use super::request::Request;
use super::state::{Acts, Effect, Focus, State};
use super::typing;
use super::view::ViewKind;

/// The share of the view by which one key pans, zooms or moves the start.
const PAN: f64 = 0.1;
const ZOOM: f64 = 0.8;
const NUDGE: f64 = 0.02;
/// By how much one key turns the surface, in radians.
const TURN: f64 = 0.1;

/// To be saved where it comes from.
const SAVE: Effect = Effect::Save {
    name: None,
    over: false,
};

/// Lets time pass.
pub fn advance(state: &mut State, elapsed: Duration) {
    state.playback.advance(elapsed);
}

/// Catches up with what was typed. To be called before the state is drawn: what takes long, such as a
/// long formula, is read once for all the keys that came together.
pub fn settle(state: &mut State) {
    overlay::settle(state);
    state.look_into();
    state.look_around();
    state.set_off();
    state.set_off_ensemble();
    state.tune_on();
}

/// Makes the next state and returns what the world is asked for.
pub fn update(state: &mut State, request: Request) -> Option<Effect> {
    if let Request::Point(at) = request {
        // It passes by: what is said stays.
        state.pointed = at;
        return None;
    }
    state.notice = None;
    match request {
        Request::Point(_) => {}
        Request::Do(action) => return act(state, action),
        Request::SetStart(point) => state.set_start(point),
        Request::Select(index) => select(state, index),
        Request::GoTo(step) => state.playback.go_to(step),
        Request::Set(setting, value) => state.set(setting, value),
        Request::Damp { optimizer, to } => state.damp(optimizer, to),
        Request::RemoveEvent(index) => state.remove_event(index),
        Request::ZoomAbout(point, factor) => state.camera.zoom(point, factor),
        Request::Turn { left, up } => state.orbit.turn(left, up),
        Request::Shift(by) => state.camera.shift(by),
        Request::Answer(choice) => state.answer(choice),
        Request::Page(page) => {
            if let Some(course) = &mut state.course {
                course.page = page;
            }
        }
        Request::Wake => state.is_blank = false,
        Request::Release => state.history.close(),
        Request::Press(key) if state.overlay.is_some() => return overlay::press(state, key),
        Request::Press(key) => return typing::press(state, key),
        Request::Paste(text) if state.overlay.is_some() => overlay::paste(state, &text),
        Request::Paste(text) => typing::paste(state, &text),
        Request::Choose(by) => overlay::choose(state, by),
        Request::Pick(entry) => return overlay::pick(state, entry),
    }
    None
}

/// Carries an action out.
pub(super) fn act(state: &mut State, action: Action) -> Option<Effect> {
    state.end_of_change(action);
    match action {
        Action::TogglePlay => state.playback.toggle(),
        Action::StepBack => state.playback.move_by(-1),
        Action::StepForward => state.playback.move_by(1),
        Action::JumpBack => state.playback.move_by(-10),
        Action::JumpForward => state.playback.move_by(10),
        Action::ToStart => state.playback.go_to(0),
        Action::ToEnd => state.playback.go_to(u32::MAX),
        Action::Events => list_events(state),
        Action::Slower | Action::Faster => state.playback.change_speed(action == Action::Faster),
        Action::SelectNext => choose(state, 1),
        Action::SelectPrevious => choose(state, -1),
        Action::Increase | Action::Decrease => state.nudge(action == Action::Increase, false),
        Action::IncreaseMuch | Action::DecreaseMuch => {
            state.nudge(action == Action::IncreaseMuch, true);
        }
        Action::MoreSteps | Action::FewerSteps => state.change_steps(action == Action::MoreSteps),
        Action::NextSeed => state.next_seed(),
        Action::Open => open(state),
        Action::Parameters => toggle_parameters(state),
        Action::EditFormula => edit_formula(state),
        Action::EditRule => edit_rule(state),
        Action::Reset => state.reset_value(),
        Action::FitRates => state.fit_rates(),
        Action::TuneRates => state.toggle_tuning(),
        Action::Close => close(state),
        Action::ToggleActs => toggle_acts(state),
        Action::ToggleHidden => state.toggle_hidden(),
        Action::ToggleSolo => state.solo = !state.solo,
        Action::AddOptimizer => state.overlay = Some(Picker::new(&state.sheet).into()),
        Action::DuplicateOptimizer => state.duplicate(),
        Action::RemoveOptimizer => state.remove(),
        Action::ToggleRecorded => toggle_recorded(state),
        Action::NextChart => state.chart += 1,
        Action::ToggleRace => state.race = state.race.other(),
        Action::ZoomIn => state.camera.zoom(state.camera.center(), ZOOM),
        Action::ZoomOut => state.camera.zoom(state.camera.center(), 1.0 / ZOOM),
        Action::Fit => state.fit(),
        Action::ToggleAspect if state.view == ViewKind::Surface => state.orbit.next_height(),
        Action::ToggleAspect => state.equal_units = !state.equal_units,
        Action::PanLeft | Action::PanDown | Action::PanUp | Action::PanRight => {
            pan(state, direction(action));
        }
        Action::StartLeft | Action::StartDown | Action::StartUp | Action::StartRight => {
            state.move_start(NUDGE * direction(action));
        }
        Action::NextScene if state.course.is_some() => state.lesson_on(),
        Action::PreviousScene if state.course.is_some() => state.lesson_back(),
        Action::NextScene => return Some(neighbour(state, 1)),
        Action::PreviousScene => return Some(neighbour(state, -1)),
        Action::ChooseScene => state.overlay = Some(Scenes::new(&state.shelf).into()),
        Action::About => state.overlay = Some(About::default().into()),
        Action::ListChanges => state.overlay = Some(Changes::of(state).into()),
        Action::Undo => state.undo(),
        Action::Redo => state.redo(),
        Action::Restart => {
            state.restart();
            return Some(Effect::Reread);
        }
        Action::Save => return Some(SAVE),
        Action::SaveView => {
            state.keep_view();
            return Some(SAVE);
        }
        Action::WritePicture => return Some(Effect::Picture),
        Action::ToggleTheme => state.theme += 1,
        Action::NextView => state.view = state.view.next(),
        Action::ToggleSplit => toggle_split(state),
        Action::ShowMap => state.view = ViewKind::Map,
        Action::ShowSmallMaps => state.view = ViewKind::SmallMaps,
        Action::ShowSurface => state.view = ViewKind::Surface,
        Action::ShowCharts => state.view = ViewKind::Charts,
        Action::ShowInspector => state.view = ViewKind::Inspector,
        Action::ShowRates => state.view = ViewKind::Rates,
        Action::ShowBasins => state.view = ViewKind::Basins,
        Action::ShowSpectrum => state.view = ViewKind::Spectrum,
        Action::ShowProfile => state.view = ViewKind::Profile,
        Action::KeepStart => state.toggle_start(),
        Action::NextEnsemble => state.next_ensemble(),
        Action::Pin => state.pin(),
        Action::Unpin => state.unpin(),
        Action::Palette => state.overlay = Some(Palette::new(state).into()),
        Action::Blank => state.is_blank = true,
        Action::Help => state.overlay = Some(Help::default().into()),
        Action::ToggleNames => state.toggle_names(),
        Action::ToggleMouse => state.mouse = !state.mouse,
        Action::Redraw => return Some(Effect::Redraw),
        Action::Suspend => return Some(Effect::Suspend),
        Action::Quit => match Question::before_leaving(state) {
            Some(question) => state.overlay = Some(question.into()),
            None => return Some(Effect::Quit),
        },
        Action::Leave => return Some(Effect::Quit),
    }
    None
}

/// Whereto a key points that moves something.
fn direction(action: Action) -> Vec2 {
    match action {
        Action::PanLeft | Action::StartLeft => Vec2::new(-1.0, 0.0),
        Action::PanRight | Action::StartRight => Vec2::new(1.0, 0.0),
        Action::PanDown | Action::StartDown => Vec2::new(0.0, -1.0),
        _ => Vec2::new(0.0, 1.0),
    }
}

/// Pans the map, or turns the surface.
fn pan(state: &mut State, to: Vec2) {
    match state.view {
        ViewKind::Surface => state.orbit.turn(-TURN * to.x, -TURN * to.y),
        _ => state.camera.pan(PAN * to),
    }
}

fn select(state: &mut State, index: usize) {
    if index < state.scene().optimizers.len() {
        state.selected = index;
        state.focus = Focus::default();
    }
}

/// Moves the choice in whatever the keys choose from: an open list, or the optimizers.
fn choose(state: &mut State, by: isize) {
    let round = |now: usize, count: usize| -> usize {
        if count == 0 {
            0
        } else {
            (now as isize + by).rem_euclid(count as isize) as usize
        }
    };
    match state.focus {
        Focus::LearningRate => {
            state.selected = round(state.selected, state.scene().optimizers.len());
        }
        Focus::Hypers(row) => {
            state.focus = Focus::Hypers(round(row, state.hyper_settings().len()));
        }
        Focus::Parameters(row) => {
            state.focus = Focus::Parameters(round(row, state.parameter_settings().len()));
        }
    }
}

fn open(state: &mut State) {
    match state.focus {
        Focus::LearningRate if state.selected_entry().is_some() => state.focus = Focus::Hypers(0),
        Focus::LearningRate => {}
        Focus::Hypers(_) | Focus::Parameters(_) => typing::begin(state),
    }
}

fn toggle_recorded(state: &mut State) {
    state.recorded = !state.recorded;
    if state.scene().paths.is_empty() {
        state.notice = Some("this scene has no recorded paths".to_owned());
    }
}

fn toggle_parameters(state: &mut State) {
    state.focus = match state.focus {
        Focus::Parameters(_) => Focus::default(),
        _ => Focus::Parameters(0),
    };
}

fn edit_formula(state: &mut State) {
    match Formula::of(state) {
        Some(formula) => state.overlay = Some(formula.into()),
        None => state.notice = Some("sampled values have no formula to edit".to_owned()),
    }
}

/// The map stays beside another view; where it is alone, a cut through it comes with it.
fn toggle_split(state: &mut State) {
    state.is_split = !state.is_split;
    if state.is_split && state.view == ViewKind::Map {
        state.view = ViewKind::Profile;
    }
}

fn list_events(state: &mut State) {
    state.overlay = Events::of(state).map(Into::into);
    if state.overlay.is_none() {
        let help = "there are no events: m lets changes act from here on, and each becomes one";
        state.notice = Some(help.to_owned());
    }
}

fn edit_rule(state: &mut State) {
    match Board::of(state) {
        Ok(board) => state.overlay = Some(board.into()),
        Err(why) => state.notice = Some(why),
    }
}

/// Closes the innermost thing that is open; on the main screen nothing.
fn close(state: &mut State) {
    if state.overlay.is_some() {
        overlay::escape(state);
    } else if state.typed.take().is_none() && state.mistakes.take().is_none() {
        state.focus = Focus::default();
    }
}

fn toggle_acts(state: &mut State) {
    state.acts = match state.acts {
        Acts::FromStart => Acts::FromHere,
        Acts::FromHere => Acts::FromStart,
    };
}

/// The scene before or after the present one.
fn neighbour(state: &State, by: isize) -> Effect {
    Effect::Open(state.shelf.beside(&state.scene().origin, by))
}

//! The map of a state as a picture: field, paths, heads, start and minimum.

use std::borrow::Cow;
use std::sync::Arc;

use super::{of_state, plane, rank_of, recorded_paths};
use crate::analysis::critical::Critical;
use crate::app::{Pinned, State};
use crate::math::Vec2;
use crate::picture::{
    Aspect, Fade, Ground, Mark, Panel, Picture, Points, Rank, Relief, Role, Shape, Slot, Symbol,
    Trace, Who,
};
use crate::scene::RecordedPath;

/// What the map of a state shows at its step.
pub(super) fn picture(state: &State) -> Picture<'_> {
    let (x, y) = plane(state.scene(), state.camera);
    let mut panel = Panel::new(Slot::Main, "", x, y);
    panel.ground = Ground::Relief;
    panel.aspect = if state.equal_units {
        Aspect::EqualUnits
    } else {
        Aspect::Free
    };
    panel.marks = marks(state);
    Picture {
        panels: vec![panel],
        ..of_state(state)
    }
}

/// The marks in painter's order, the selected path on top.
fn marks(state: &State) -> Vec<Mark<'_>> {
    let scene = state.now();
    let mut marks = vec![relief(state)];
    marks.extend(
        recorded(state).map(|(who, line, _)| Mark::of(who, Role::Recorded, Rank::Quiet, line)),
    );
    marks.extend(
        state
            .pinned_paths()
            .map(|pinned| pinned_path(state, pinned)),
    );
    marks.extend(ensemble(state));
    let mut order: Vec<usize> = state.shown().map(|(index, _)| index).collect();
    order.sort_by_key(|index| *index == state.selected);
    marks.extend(order.iter().map(|&index| path(state, index)));
    let mut starts: Vec<_> = state
        .shown()
        .map(|(index, _)| state.start_of(index))
        .chain(state.kept_starts().iter().copied())
        .collect();
    starts.dedup();
    let sign = |role, at, symbol| Mark::new(role, Shape::Symbol(at, symbol));
    let starts = starts
        .into_iter()
        .map(|at| sign(Role::Start, at, Symbol::Start));
    marks.extend(starts);
    marks.extend(landmarks(state));
    let minima = scene.minimum.iter().flat_map(|minimum| &minimum.at);
    marks.extend(minima.map(|at| sign(Role::Minimum, *at, Symbol::Minimum)));
    marks.extend(recorded(state).filter_map(|(who, _, path)| {
        let last = path.until(state.step()).last()?;
        Some(Mark::of(
            who,
            Role::Head,
            Rank::Quiet,
            Shape::Letter(last.at),
        ))
    }));
    marks.extend(order.into_iter().map(|index| {
        let at = state.results().paths[index].points[state.step_of(index)];
        let who = Who::Optimizer(index);
        Mark::of(who, Role::Head, Rank::Loud, Shape::Letter(at))
    }));
    marks
}

/// Where methods end beside the minimum.
fn landmarks(state: &State) -> impl Iterator<Item = Mark<'_>> {
    let symbol = |place: &Critical| Shape::Symbol(place.at, place.kind.into());
    let places = state.landmarks();
    places.map(move |place| Mark::new(Role::Critical, symbol(place)))
}

/// The landscape of the objective as it is by now.
pub(super) fn relief(state: &State) -> Mark<'_> {
    let scene = state.now();
    let relief = Relief {
        objective: Cow::Borrowed(&scene.objective),
        scale: scene.view.scale,
        levels: Cow::Borrowed(&scene.view.levels),
    };
    Mark::new(Role::Ground, Shape::Relief(relief))
}

/// The recorded paths that are shown, each with its line.
fn recorded(state: &State) -> impl Iterator<Item = (Who, Shape<'_>, &RecordedPath)> {
    recorded_paths(state).map(|(index, path)| {
        let points = Points::Made(path.points.len(), Arc::new(|place| path.points[place].at));
        let line = Shape::Line {
            trace: Trace::new(points),
            shown: 0..path.until(state.step()).len(),
            fade: Fade::None,
            dots: false,
        };
        (Who::Recorded(index), line, path)
    })
}

/// A pinned path up to the step shown.
fn pinned_path<'a>(state: &'a State, pinned: &'a Pinned) -> Mark<'a> {
    let line = until_now(state, &pinned.track.points);
    let mut entries = state.scene().optimizers.iter();
    match entries.position(|entry| entry.label == pinned.label) {
        Some(index) => Mark::of(Who::Optimizer(index), Role::Pinned, Rank::Quiet, line),
        None => Mark::new(Role::Pinned, line),
    }
}

/// The paths of an ensemble and their mean, up to the step shown.
fn ensemble(state: &State) -> Vec<Mark<'_>> {
    let Some((_, Some(found))) = state.ensemble() else {
        return Vec::new();
    };
    let line = |points| until_now(state, points);
    let who = Who::Optimizer(state.selected);
    let member = |points| Mark::of(who, Role::Member, Rank::Quiet, line(points));
    let tracks = found.tracks.iter();
    let mut marks: Vec<Mark<'_>> = tracks.map(|track| member(&track.points)).collect();
    marks.push(Mark::new(Role::Mean, line(&found.spread.mean)));
    marks
}

/// A line through points up to the step shown.
fn until_now<'a>(state: &State, points: &'a [Vec2]) -> Shape<'a> {
    Shape::Line {
        trace: Trace::new(Points::Kept(points)),
        shown: 0..points.len().min(state.step() as usize + 1),
        fade: Fade::None,
        dots: false,
    }
}

/// A path up to the step shown.
pub(super) fn path(state: &State, index: usize) -> Mark<'_> {
    let rank = rank_of(state, index);
    let line = Shape::Line {
        trace: Trace::new(Points::Kept(&state.results().paths[index].points)),
        shown: 0..state.step_of(index) + 1,
        fade: Fade::None,
        dots: rank == Rank::Loud,
    };
    Mark::of(Who::Optimizer(index), Role::Path, rank, line)
}

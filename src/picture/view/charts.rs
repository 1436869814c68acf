//! Six quantities over the steps.

use std::sync::Arc;

use super::{of_state, range, rank_of, wider};
use crate::app::State;
use crate::math::Vec2;
use crate::picture::{
    Axis, Direction, Fade, Mark, Panel, Picture, Points, Rank, Role, Shape, Slot, Tone, Trace, Who,
};

/// The number of an optimizer at a step of its path; NaN where there is none.
type Number = fn(&State, usize, usize) -> f64;

/// A band is drawn in so many strips.
const STRIPS: usize = 120;
/// How much of its colour a band keeps over the ground.
const BAND: f64 = 0.3;

/// A quantity: its name, whether its numbers are decimal logarithms, and the numbers.
const QUANTITIES: [(&str, bool, Number); 6] = [
    ("J above the minimum", true, height),
    ("Gradient norm", true, |state, index, step| {
        libm::log10(state.results().paths[index].gradient(step).norm())
    }),
    ("Distance to the minimum", true, distance),
    ("Learning rate", false, |state, index, step| {
        state.results().paths[index].rate(step)
    }),
    ("Effective rate along x", true, |state, index, step| {
        effective(state, index, step, |v| v.x)
    }),
    ("Effective rate along y", true, |state, index, step| {
        effective(state, index, step, |v| v.y)
    }),
];

pub(super) fn picture(state: &State) -> Picture<'_> {
    let panels = QUANTITIES.iter().enumerate();
    Picture {
        panels: panels
            .map(|(place, (name, is_log, of))| panel(state, place, name, *is_log, *of))
            .collect(),
        ..of_state(state)
    }
}

fn panel<'a>(state: &'a State, place: usize, name: &str, is_log: bool, of: Number) -> Panel<'a> {
    let steps = f64::from(state.playback.steps().max(1));
    let numbers = state
        .shown()
        .flat_map(|(index, path)| (0..path.points.len()).map(move |step| of(state, index, step)));
    let extent = range(numbers);
    let y = if is_log {
        Axis::decades(extent)
    } else {
        Axis::linear(wider(extent))
    };
    let x = Axis::linear([0.0, steps]).named("step");
    let mut panel = Panel::new(Slot::Small(place), name, x, y);
    let cursor = Shape::Rule(Direction::Up, f64::from(state.step()));
    if place == 0 {
        panel.marks.extend(band(state, [panel.y.low, panel.y.high]));
    }
    panel.marks.push(Mark::new(Role::Cursor, cursor));
    for (index, path) in state.shown() {
        let who = Who::Optimizer(index);
        let rank = rank_of(state, index);
        let count = path.points.len();
        let point = move |step: usize| Vec2::new(step as f64, of(state, index, step));
        let trace = Trace::new(Points::Made(count, Arc::new(point)));
        let now = state.step_of(index);
        let line = |shown| Shape::Line {
            trace: trace.clone(),
            shown,
            fade: Fade::None,
            dots: false,
        };
        let (past, future) = (line(0..now + 1), line(now..count));
        panel.marks.push(Mark::of(who, Role::Future, rank, future));
        panel.marks.push(Mark::of(who, Role::Curve, rank, past));
        let end = (0..count).rev().map(point).find(|end| end.is_finite());
        if let Some(end) = end {
            panel
                .marks
                .push(Mark::of(who, Role::End, rank, Shape::Letter(end)));
        }
    }
    panel
}

/// Between a tenth and nine tenths of an ensemble's heights, step by step, and the line of half of them.
fn band(state: &State, [low, high]: [f64; 2]) -> Vec<Mark<'_>> {
    let Some((_, Some(found))) = state.ensemble() else {
        return Vec::new();
    };
    let stages = &state.results().stages;
    let height = move |value: f64, step: usize| {
        let minimum = stages.at(step as u32).minimum.as_ref();
        let above = value - minimum.map_or(0.0, |minimum| minimum.value);
        libm::log10(above.max(f64::MIN_POSITIVE)).clamp(low, high)
    };
    let quantiles = &found.spread.values;
    let at = move |step: usize, which: usize| {
        Vec2::new(step as f64, height(quantiles[step][which], step))
    };
    let who = Who::Optimizer(state.selected);
    let apart = quantiles.len().div_ceil(STRIPS).max(1);
    let strips = (0..quantiles.len().saturating_sub(1)).step_by(apart);
    let mut marks: Vec<Mark<'_>> = strips
        .map(|from| {
            let to = (from + apart).min(quantiles.len() - 1);
            let corners = vec![at(from, 0), at(to, 0), at(to, 2), at(from, 2)];
            let tone = Tone::Of(who, BAND);
            let strip = Shape::Area {
                corners: corners.into(),
                tone,
            };
            Mark::of(who, Role::Ground, Rank::Quiet, strip)
        })
        .collect();
    let count = quantiles.len();
    let middle = Shape::Line {
        trace: Trace::new(Points::Made(count, Arc::new(move |step| at(step, 1)))),
        shown: 0..count,
        fade: Fade::None,
        dots: false,
    };
    marks.push(Mark::new(Role::Mean, middle));
    marks
}

fn height(state: &State, index: usize, step: usize) -> f64 {
    let known = state.results().height(index, step);
    if known.is_nan() {
        libm::log10(state.results().paths[index].values[step])
    } else {
        known
    }
}

fn distance(state: &State, index: usize, step: usize) -> f64 {
    let point = state.results().paths[index].points[step];
    let minimum = state.results().stages.at(step as u32).minimum.as_ref();
    let known = minimum.into_iter().flat_map(|minimum| &minimum.at);
    let distances = known.map(|minimum| (point - *minimum).norm());
    distances.reduce(f64::min).map_or(f64::NAN, f64::log10)
}

/// How far a step goes along one coordinate for its slope there.
fn effective(state: &State, index: usize, step: usize, along: fn(Vec2) -> f64) -> f64 {
    let path = &state.results().paths[index];
    let Some(next) = path.points.get(step + 1) else {
        return f64::NAN;
    };
    let slope = along(path.gradient(step));
    libm::log10((along(*next - path.points[step]) / slope).abs())
}

//! What the charts show.

use crate::analysis::valley::Caution;
use crate::app::State;
use crate::math::Vec2;
use crate::scene::{Minimum, RecordedPoint};

use super::Quantity;
use super::axis::Scale;

/// The value: its height above the minimum, where that is known.
pub fn value(state: &State) -> &'static Quantity {
    let mut values = state.shown().flat_map(|(_, track)| track.values.iter());
    let first = values.next();
    if first.is_some_and(|first| first.is_finite() && values.all(|value| value == first)) {
        return &CONSTANT;
    }
    match &state.scene().minimum {
        Some(minimum) if minimum.value == 0.0 => &VALUE,
        Some(_) => &HEIGHT,
        None => &PLAIN_VALUE,
    }
}

/// The charts below that of the value, in the order in which a key goes through them.
pub const LIST: &[Quantity] = &[
    Quantity {
        heading: "Across the valley",
        caution: across_what,
        scale: Scale::Symmetric,
        of: across,
        recorded: None,
        missing: "no direction of steepest curvature",
    },
    Quantity {
        heading: "Learning rate",
        caution: none,
        scale: Scale::Spread,
        of: |state, index, step| state.results().paths[index].rate(step),
        recorded: None,
        missing: "no optimizer has a learning rate",
    },
    Quantity {
        heading: "Gradient norm",
        caution: none,
        scale: Scale::Logarithmic,
        of: |state, index, step| libm::log10(state.results().paths[index].gradient(step).norm()),
        recorded: None,
        missing: "no gradient is finite",
    },
    Quantity {
        heading: "Distance to the minimum",
        caution: none,
        scale: Scale::Logarithmic,
        of: distance,
        recorded: Some(recorded_distance),
        missing: "no minimum is known",
    },
    Quantity {
        heading: "Effective rate |Δx|/|∂J/∂x|",
        caution: none,
        scale: Scale::Logarithmic,
        of: |state, index, step| effective_rate(state, index, step, |vector| vector.x),
        recorded: None,
        missing: "no step has a slope along x",
    },
    Quantity {
        heading: "Effective rate |Δy|/|∂J/∂y|",
        caution: none,
        scale: Scale::Logarithmic,
        of: |state, index, step| effective_rate(state, index, step, |vector| vector.y),
        recorded: None,
        missing: "no step has a slope along y",
    },
];

const VALUE: Quantity = Quantity {
    heading: "Value",
    caution: none,
    scale: Scale::Logarithmic,
    of: height,
    recorded: Some(recorded_height),
    missing: "no value is finite",
};

const HEIGHT: Quantity = Quantity {
    heading: "Value above the minimum",
    ..VALUE
};

const PLAIN_VALUE: Quantity = Quantity {
    scale: Scale::Linear,
    of: |state, index, step| state.results().paths[index].values[step],
    recorded: Some(|_, point| point.value.unwrap_or(f64::NAN)),
    ..VALUE
};

/// Of heights that are all 0 there are no logarithms.
const CONSTANT: Quantity = Quantity {
    heading: "Value, the same at every step",
    ..PLAIN_VALUE
};

fn height(state: &State, index: usize, step: usize) -> f64 {
    state.results().height(index, step)
}

/// The recorded value above the least of the objective, which it may well be under.
fn recorded_height(state: &State, point: &RecordedPoint) -> f64 {
    let minimum = &state.now().minimum;
    let (value, minimum) = (point.value, minimum.as_ref().map(|minimum| minimum.value));
    let height = value.zip(minimum).map(|(value, minimum)| value - minimum);
    height.map_or(f64::NAN, f64::log10)
}

fn none(_: &State) -> &'static str {
    ""
}

/// What the selected optimizer's valley is, if its direction does not hold all the way.
fn across_what(state: &State) -> &'static str {
    let valley = state.results().valleys.get(state.selected);
    match valley.and_then(|valley| valley.as_ref()?.caution) {
        Some(Caution::Round) => ": none, it is round",
        Some(Caution::Bends) => " at its end: it bends",
        None => "",
    }
}

/// Signed distance from the valley's floor.
fn across(state: &State, index: usize, step: usize) -> f64 {
    let valley = state.results().valleys[index].as_ref();
    let point = state.results().paths[index].points[step];
    valley.map_or(f64::NAN, |valley| valley.component(point))
}

/// Distance to the nearest known minimum of the objective as it is by then.
fn distance(state: &State, index: usize, step: usize) -> f64 {
    let point = state.results().paths[index].points[step];
    nearest(
        state.results().stages.at(step as u32).minimum.as_ref(),
        point,
    )
}

fn recorded_distance(state: &State, point: &RecordedPoint) -> f64 {
    nearest(state.now().minimum.as_ref(), point.at)
}

/// The decimal logarithm of the distance to the nearest minimum.
fn nearest(minimum: Option<&Minimum>, point: Vec2) -> f64 {
    let known = minimum.into_iter().flat_map(|minimum| &minimum.at);
    known
        .map(|minimum| (point - *minimum).norm())
        .reduce(f64::min)
        .map_or(f64::NAN, f64::log10)
}

/// How far a step goes along one coordinate for its slope there: the learning rate for gradient
/// descent, for the others what their averages make of it.
fn effective_rate(state: &State, index: usize, step: usize, along: fn(Vec2) -> f64) -> f64 {
    let path = &state.results().paths[index];
    let Some(next) = path.points.get(step + 1) else {
        return f64::NAN;
    };
    let slope = along(path.gradient(step));
    libm::log10((along(*next - path.points[step]) / slope).abs())
}

//! The charts of the main screen: height above the minimum, and the swing across the valley.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::math::Vec2;

use super::Look;
use super::chart::{Chart, Series};
use super::number::short;

/// The lowest height of the logarithmic chart, as a share of the highest.
const DECADES: f64 = 8.0;

/// Height above the minimum over the steps, logarithmic; the value itself, linear, where no minimum
/// is known.
pub fn draw_loss(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let state = look.state;
    match &state.scene.minimum {
        Some(minimum) => draw_heights(look, buffer, area, minimum.value == 0.0),
        None => draw_values(look, buffer, area),
    }
}

fn draw_heights(look: &Look<'_>, buffer: &mut Buffer, area: Rect, above_zero: bool) {
    let state = look.state;
    let heights = || {
        state
            .shown()
            .filter_map(|(index, _)| state.results.heights.get(index))
    };
    // A little above the highest start, so that what diverges is seen to leave at the top.
    let starts = heights().filter_map(|heights| heights.first().copied());
    let top = starts
        .filter(|height| height.is_finite())
        .fold(-300.0, f64::max)
        + 0.5;
    let least = heights().flatten().copied().fold(top, f64::min);
    let bottom = least.max(top - DECADES).min(top - 1.0);
    let place = |height: f64| (height.max(bottom) - bottom) / (top - bottom);
    let decades = (top - bottom).floor();
    let every = (decades / 4.0).ceil().max(1.0);
    let labels = (0..=decades as i32)
        .map(|count| bottom.ceil() + f64::from(count))
        .filter(|decade| *decade <= top && decade.rem_euclid(every) == 0.0)
        .map(|decade| {
            (
                power_of_ten(decade as i32),
                (decade - bottom) / (top - bottom),
            )
        })
        .collect();
    let heading = if above_zero {
        "Value, log"
    } else {
        "Value above the minimum, log"
    };
    let lines = series(state, |index, step| {
        place(state.results.heights[index][step])
    });
    Chart {
        heading,
        labels,
        lines,
    }
    .draw(look, buffer, area);
}

fn power_of_ten(exponent: i32) -> String {
    if (-2..=4).contains(&exponent) {
        short(10_f64.powi(exponent))
    } else {
        format!("1e{exponent}").replace('-', "−")
    }
}

fn draw_values(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let state = look.state;
    let seen: Vec<f64> = state
        .shown()
        .flat_map(|(_, path)| path.values.iter().zip(&path.points))
        .filter(|(value, point)| value.is_finite() && in_view(state, **point))
        .map(|(value, _)| *value)
        .collect();
    let (low, high) = seen
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(*v), high.max(*v))
        });
    let size = if high > low { high - low } else { 1.0 };
    let values = |index: usize, step: usize| state.results.paths[index].values[step];
    let lines = series(state, |index, step| (values(index, step) - low) / size);
    let labels = if seen.is_empty() {
        Vec::new()
    } else {
        super::axes::ticks([low, low + size], 3.0)
            .into_iter()
            .map(|tick| (short(tick), (tick - low) / size))
            .collect()
    };
    Chart {
        heading: "Value",
        labels,
        lines,
    }
    .draw(look, buffer, area);
}

fn in_view(state: &State, point: Vec2) -> bool {
    let view = &state.scene.view;
    (view.x[0]..=view.x[1]).contains(&point.x) && (view.y[0]..=view.y[1]).contains(&point.y)
}

/// Signed distance from the valley's floor over the steps.
pub fn draw_valley(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let state = look.state;
    let across = |index: usize, point: Vec2| {
        let valley = state.results.valleys.get(index).and_then(Option::as_ref);
        valley.map_or(f64::NAN, |valley| valley.component(point))
    };
    // The range is that of the points in view: what leaves the view leaves the chart.
    let extent = state
        .shown()
        .flat_map(|(index, path)| path.points.iter().map(move |point| (index, *point)))
        .filter(|(_, point)| in_view(state, *point))
        .map(|(index, point)| across(index, point).abs())
        .filter(|size| size.is_finite())
        .fold(0.0_f64, f64::max);
    let extent = if extent > 0.0 { extent * 1.05 } else { 1.0 };
    let points = |index: usize, step: usize| state.results.paths[index].points[step];
    let lines = series(state, |index, step| {
        f64::midpoint(across(index, points(index, step)) / extent, 1.0)
    });
    let labels = super::axes::ticks([-extent, extent], 3.0)
        .into_iter()
        .map(|tick| (short(tick), f64::midpoint(tick / extent, 1.0)))
        .collect();
    Chart {
        heading: "Across the valley",
        labels,
        lines,
    }
    .draw(look, buffer, area);
}

/// A line for each optimizer shown, those that swing most lowest, the selected one on top.
fn series(state: &State, place: impl Fn(usize, usize) -> f64) -> Vec<Series> {
    super::map::painting_order(state)
        .into_iter()
        .filter_map(|index| {
            let path = state.results.paths.get(index)?;
            let places = (0..path.points.len())
                .map(|step| place(index, step))
                .collect();
            Some(Series { index, places })
        })
        .collect()
}

//! The charts: the value on top, and below it one after the other of a list.
//!
//! One more chart is one entry of the list: a heading, an axis, and a number for each step.

mod axis;
mod quantities;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Race, State};
use crate::scene::{RecordedPath, RecordedPoint};

use super::Look;
use super::chart::{Chart, RecordedSeries, Series};
use super::curves::{Curve, Curves, NOTHING, Number, including};
use super::layer::Layer;
use super::text::Ink;
use crate::picture::view::HIDDEN;
pub use axis::{Axis, Scale};

/// The number of a point of a recorded path.
type OfRecorded = fn(&State, &RecordedPoint) -> f64;

/// What a chart shows of each optimizer at each step.
struct Quantity {
    /// Its name.
    heading: &'static str,
    /// What must be known of it, behind its name; empty where there is nothing.
    caution: fn(&State) -> &'static str,
    /// How numbers become places.
    scale: Scale,
    /// The number of an optimizer, by index, at a step of its path; its decimal logarithm where the
    /// scale is logarithmic. NaN where there is none.
    of: Number,
    /// The same of a point of a recorded path, where that has one.
    recorded: Option<OfRecorded>,
    /// Why no optimizer has a number, should that be so.
    missing: &'static str,
}

/// Draws the chart at this place among those of the screen: the value, then what is chosen, then what
/// follows it in the list. One that is alone turns through all of them. The layer of pixels over it, where there is one.
pub fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Rect,
    (place, lowest): (usize, bool),
    curves: &mut Curves,
) -> Option<Layer> {
    let chosen = quantities::LIST;
    let turned = look.state.chart;
    let is_alone = place == 0 && lowest;
    let after = if is_alone {
        turned % (chosen.len() + 1)
    } else {
        place
    };
    let quantity = match after.checked_sub(1) {
        None => quantities::value(look.state),
        Some(after) if is_alone => &chosen[after],
        Some(after) => &chosen[(turned + after) % chosen.len()],
    };
    quantity.draw(look, buffer, area, lowest, curves)
}

impl Quantity {
    fn draw(
        &self,
        look: &Look<'_>,
        buffer: &mut Buffer,
        area: Rect,
        lowest: bool,
        curves: &mut Curves,
    ) -> Option<Layer> {
        let state = look.state;
        let lines: Vec<(usize, Curve<'_>)> = super::emphasis::painting_order(state)
            .into_iter()
            .map(|index| (index, curves.of(state, index, (self.name(), self.of))))
            .collect();
        let axis = Axis::of(self.scale, self.seen(state, &lines));
        let logarithmic = if axis.logarithmic { ", log" } else { "" };
        let whole = f64::from(state.playback.steps().max(1));
        let recorded = self
            .recorded(state)
            .map(|(index, path, number)| {
                let place = |point| axis.place(number(state, point));
                let points = path.until(state.playback.steps()).iter();
                let places = points.map(|point| (f64::from(point.step) / whole, place(point)));
                RecordedSeries {
                    index,
                    places: places.collect(),
                }
            })
            .collect();
        let lines = lines.into_iter().map(|(index, curve)| Series {
            index,
            curve,
            whole,
            axis: &axis,
        });
        let chart = Chart {
            heading: format!("{}{logarithmic}{}", self.heading, (self.caution)(state)),
            labels: &axis.labels,
            lines: lines.collect(),
            recorded,
        };
        let layer = chart.draw(look, buffer, area, lowest);
        if axis.labels.is_empty() {
            let why = if state.is_asked() {
                HIDDEN
            } else {
                self.missing
            };
            look.line(buffer, area, area.height / 2)
                .skip(2)
                .put(why, Ink::plain(look.theme.quiet));
        }
        layer
    }

    /// What no other quantity has.
    fn name(&self) -> (&'static str, Scale) {
        (self.heading, self.scale)
    }

    /// The recorded paths that have a line here, and what gives their numbers; none in a race over
    /// evaluations, which no one has recorded.
    fn recorded<'a>(
        &self,
        state: &'a State,
    ) -> impl Iterator<Item = (usize, &'a RecordedPath, OfRecorded)> {
        let number = self.recorded.filter(|_| state.race == Race::Steps);
        let paths = super::recorded::shown(state);
        paths.filter_map(move |(index, path)| Some((index, path, number?)))
    }

    /// The numbers that the axis must hold: those at points in view, so that what diverges does not
    /// squeeze the others flat; all where no point is in view.
    fn seen(&self, state: &State, lines: &[(usize, Curve<'_>)]) -> [f64; 2] {
        let together = |span: fn(&Curve<'_>) -> [f64; 2]| {
            let ends = lines.iter().flat_map(|(_, curve)| span(curve));
            ends.fold(NOTHING, including)
        };
        let in_view = together(|curve| curve.spans.in_view);
        let seen = if in_view == NOTHING {
            together(|curve| curve.spans.all)
        } else {
            in_view
        };
        self.recorded(state).fold(seen, |seen, (_, path, number)| {
            let points = path.until(state.playback.steps()).iter();
            points.fold(seen, |seen, point| including(seen, number(state, point)))
        })
    }
}

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
use super::chart::{Chart, Series};
use super::text::Ink;
use axis::{Axis, Scale};

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
    of: fn(&State, usize, usize) -> f64,
    /// The same of a point of a recorded path, where that has one.
    recorded: Option<OfRecorded>,
    /// Why no optimizer has a number, should that be so.
    missing: &'static str,
}

/// Draws the chart at this place among those of the screen: the value, then what is chosen, then what
/// follows it in the list.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect, place: usize, lowest: bool) {
    let chosen = quantities::LIST;
    let quantity = match place.checked_sub(1) {
        None => quantities::value(look.state),
        Some(after) => &chosen[(look.state.chart + after) % chosen.len()],
    };
    quantity.draw(look, buffer, area, lowest);
}

impl Quantity {
    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect, lowest: bool) {
        let state = look.state;
        let axis = Axis::of(self.scale, self.seen(state));
        let logarithmic = if axis.logarithmic { ", log" } else { "" };
        let lines = super::emphasis::painting_order(state)
            .into_iter()
            .filter_map(|index| self.series(state, &axis, index))
            .collect();
        let whole = f64::from(state.playback.steps().max(1));
        let recorded = self
            .recorded(state)
            .map(|(index, path, number)| {
                let place = |point| axis.place(number(state, point));
                let points = path.until(state.playback.steps()).iter();
                let places = points.map(|point| (f64::from(point.step) / whole, place(point)));
                Series {
                    index,
                    places: places.collect(),
                }
            })
            .collect();
        let empty = axis.labels.is_empty();
        Chart {
            heading: format!("{}{logarithmic}{}", self.heading, (self.caution)(state)),
            labels: axis.labels,
            lines,
            recorded,
        }
        .draw(look, buffer, area, lowest);
        if empty {
            look.line(buffer, area, area.height / 2)
                .skip(2)
                .put(self.missing, Ink::plain(look.theme.quiet));
        }
    }

    fn series(&self, state: &State, axis: &Axis, index: usize) -> Option<Series> {
        let path = state.results().paths.get(index)?;
        let whole = f64::from(state.playback.steps().max(1));
        let across = |step: usize| f64::from(state.race.spent(path, step)) / whole;
        let places = (0..path.points.len())
            .map(|step| (across(step), axis.place((self.of)(state, index, step))))
            .collect();
        Some(Series { index, places })
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
    fn seen(&self, state: &State) -> [f64; 2] {
        let view = &state.scene().view;
        let (mut inside, mut all) = (NOTHING, NOTHING);
        for (index, path) in state.shown() {
            for (step, point) in path.points.iter().enumerate() {
                let number = (self.of)(state, index, step);
                all = including(all, number);
                if (view.x[0]..=view.x[1]).contains(&point.x)
                    && (view.y[0]..=view.y[1]).contains(&point.y)
                {
                    inside = including(inside, number);
                }
            }
        }
        let seen = if inside == NOTHING { all } else { inside };
        self.recorded(state).fold(seen, |seen, (_, path, number)| {
            let points = path.until(state.playback.steps()).iter();
            points.fold(seen, |seen, point| including(seen, number(state, point)))
        })
    }
}

/// A range that holds no number.
const NOTHING: [f64; 2] = [f64::INFINITY, f64::NEG_INFINITY];

/// The range with one more number in it, if it is one.
fn including([low, high]: [f64; 2], number: f64) -> [f64; 2] {
    if number.is_finite() {
        [low.min(number), high.max(number)]
    } else {
        [low, high]
    }
}

//! What is kept of lines from frame to frame: how far their stretches go, so that a frame looks only at
//! the steps that can be seen in it.
//!
//! Knows which numbers a line is made of, and when they are others; nothing of cells.

use std::sync::Arc;

use crate::analysis::Valley;
use crate::app::{Race, State};
use crate::math::Vec2;
use crate::picture::{Bounds, Points, Trace};
use crate::scene::{Stages, View};

use super::charts::Scale;

/// The numbers of paths of no more points are kept beside their bounds; those of longer ones are computed where
/// they are looked at.
const KEPT: usize = 1 << 14;

/// The number of an optimizer, by index, at a step of its path; NaN where there is none.
pub type Number = fn(&State, usize, usize) -> f64;
/// What no other number has.
pub type Name = (&'static str, Scale);

/// Lines as they were drawn last.
#[derive(Debug, Default)]
pub struct Curves {
    paths: Vec<Kept<PathKey>>,
    curves: Vec<Kept<CurveKey>>,
}

#[derive(Debug)]
struct Kept<Key> {
    key: Key,
    line: Line,
    /// Whether it was asked for since the last tidying.
    is_used: bool,
}

/// What is known of a line.
#[derive(Debug, Clone, Default)]
struct Line {
    bounds: Arc<Bounds>,
    numbers: Option<Arc<Vec<f64>>>,
    spans: Spans,
}

/// From the least finite number of a line to the greatest; from ∞ to −∞ where there is none.
#[derive(Debug, Clone, Copy)]
pub struct Spans {
    /// Of the points in view.
    pub in_view: [f64; 2],
    /// Of all.
    pub all: [f64; 2],
}

/// A range that holds no number.
pub const NOTHING: [f64; 2] = [f64::INFINITY, f64::NEG_INFINITY];

impl Default for Spans {
    fn default() -> Self {
        Self {
            in_view: NOTHING,
            all: NOTHING,
        }
    }
}

/// The points of a path; no other has them as long as they are kept.
#[derive(Debug, Clone)]
struct PathKey(Arc<Vec<Vec2>>);

impl PartialEq for PathKey {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// All that the numbers of a curve depend on.
#[derive(Debug, Clone)]
struct CurveKey {
    name: Name,
    path: PathKey,
    race: Race,
    valley: Option<Valley>,
    view: ([f64; 2], [f64; 2]),
    stages: Arc<Stages>,
}

impl PartialEq for CurveKey {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.race, self.view) == (other.name, other.race, other.view)
            && self.path == other.path
            && self.valley == other.valley
            && (Arc::ptr_eq(&self.stages, &other.stages)
                || self.stages.have_same_minima_as(&other.stages))
    }
}

/// A number of a path at each of its steps, over what the time line counts.
pub struct Curve<'a> {
    /// Its points.
    pub trace: Trace<'a>,
    /// How far its numbers go.
    pub spans: Spans,
}

impl Curves {
    /// Forgets what was not asked for since this was called last.
    pub fn tidy(&mut self) {
        tidy(&mut self.paths);
        tidy(&mut self.curves);
    }

    /// The line of an optimizer's path; its index must be that of a path.
    pub fn path<'a>(&mut self, state: &'a State, index: usize) -> Trace<'a> {
        let points = &state.results().paths[index].points;
        let key = PathKey(Arc::clone(points));
        let line = known(&mut self.paths, key, || Line {
            bounds: Arc::new(Bounds::of(&Points::Kept(points))),
            ..Line::default()
        });
        Trace::with_bounds(Points::Kept(points), line.bounds)
    }

    /// The curve of a number of an optimizer; its index must be that of a path.
    pub fn of<'a>(
        &mut self,
        state: &'a State,
        index: usize,
        (name, number): (Name, Number),
    ) -> Curve<'a> {
        let path = &state.results().paths[index];
        let View { x, y, .. } = *state.scene().view;
        let key = CurveKey {
            name,
            path: PathKey(Arc::clone(&path.points)),
            race: state.race,
            valley: state.results().valleys[index],
            view: (x, y),
            stages: Arc::clone(&state.results().stages),
        };
        let across = move |step: usize| f64::from(state.race.spent(path, step));
        let count = path.points.len();
        let line = known(&mut self.curves, key, || {
            let numbers: Vec<f64> = (0..count).map(|step| number(state, index, step)).collect();
            let made = |step: usize| Vec2::new(across(step), numbers[step]);
            let bounds = Bounds::of(&Points::Made(count, Arc::new(made)));
            Line {
                bounds: Arc::new(bounds),
                spans: spans(&path.points, &numbers, (x, y)),
                numbers: (count <= KEPT).then(|| Arc::new(numbers)),
            }
        });
        let numbers = line.numbers;
        let made = move |step: usize| {
            let number = match &numbers {
                Some(numbers) => numbers[step],
                None => number(state, index, step),
            };
            Vec2::new(across(step), number)
        };
        Curve {
            trace: Trace::with_bounds(Points::Made(count, Arc::new(made)), line.bounds),
            spans: line.spans,
        }
    }
}

fn tidy<Key>(kept: &mut Vec<Kept<Key>>) {
    kept.retain_mut(|kept| std::mem::take(&mut kept.is_used));
}

fn known<Key: PartialEq>(kept: &mut Vec<Kept<Key>>, key: Key, make: impl FnOnce() -> Line) -> Line {
    if let Some(known) = kept.iter_mut().find(|kept| kept.key == key) {
        known.is_used = true;
        return known.line.clone();
    }
    let line = make();
    kept.push(Kept {
        key,
        line: line.clone(),
        is_used: true,
    });
    line
}

fn spans(points: &[Vec2], numbers: &[f64], (x, y): ([f64; 2], [f64; 2])) -> Spans {
    let mut spans = Spans::default();
    for (point, &number) in points.iter().zip(numbers) {
        spans.all = including(spans.all, number);
        if (x[0]..=x[1]).contains(&point.x) && (y[0]..=y[1]).contains(&point.y) {
            spans.in_view = including(spans.in_view, number);
        }
    }
    spans
}

/// The range with one more number in it, if it is one.
pub fn including([low, high]: [f64; 2], number: f64) -> [f64; 2] {
    if number.is_finite() {
        [low.min(number), high.max(number)]
    } else {
        [low, high]
    }
}

#[cfg(test)]
mod tests;

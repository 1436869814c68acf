//! What is kept of lines from frame to frame: how far their stretches go, so that a frame looks only at
//! the steps that can be seen in it.
//!
//! Knows which numbers a line is made of, and when they are others; nothing of cells.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::Valley;
use crate::app::{Race, State};
use crate::math::Vec2;
use crate::picture::{Bounds, Lattice, Points, Trace};
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
    memory: Arc<Mutex<Memory>>,
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

/// A line, and what is remembered of it.
pub struct Curve<'a> {
    trace: Trace<'a>,
    /// How far its numbers go.
    pub spans: Spans,
    memory: Arc<Mutex<Memory>>,
}

/// What places on a lattice depend on beside the points.
pub type LatticeKey = [u64; 12];

/// The places of the whole stretches of a line on the lattice on which it was drawn last: each stroke once.
#[derive(Debug, Default)]
struct Memory {
    key: LatticeKey,
    stretches: Vec<Option<Arc<Places>>>,
}

/// Places on a lattice, with gaps.
type Places = Vec<(f64, f64)>;

/// Points of a stretch whose places are remembered; tests have short ones.
const STRETCH: usize = if cfg!(test) { 64 } else { 1 << 13 };

impl Curve<'_> {
    /// How many points it has.
    pub fn len(&self) -> usize {
        self.trace.len()
    }

    /// Places through which a line paints what all points of a range would, as [`Trace::seen`]; what it
    /// paints over and over it paints once, if the line has no dashes. The key says the lattice.
    pub fn seen<P: Fn(Vec2) -> (f64, f64)>(
        &self,
        shown: Range<usize>,
        lattice: &Lattice<P>,
        key: LatticeKey,
    ) -> Vec<(f64, f64)> {
        let shown = shown.start..shown.end.min(self.len());
        if !lattice.solid || shown.len() <= STRETCH {
            return self.trace.seen(shown, lattice);
        }
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.key != key {
            *memory = Memory {
                key,
                stretches: Vec::new(),
            };
        }
        let count = self.len().div_ceil(STRETCH);
        memory.stretches.resize(count, None);
        let mut places = Vec::new();
        for (index, stretch) in memory.stretches.iter_mut().enumerate() {
            let all = index * STRETCH..((index + 1) * STRETCH).min(self.len());
            let part = all.start.max(shown.start)..all.end.min(shown.end);
            if part.is_empty() {
                continue;
            }
            if part == all {
                let known = stretch.get_or_insert_with(|| {
                    Arc::new(once(self.trace.places(all, lattice), lattice))
                });
                places.extend_from_slice(known);
            } else {
                places.extend(once(self.trace.places(part, lattice), lattice));
            }
        }
        lattice.with_gaps(places)
    }
}

/// The places of a line, each stroke between two sub-pixels of the lattice once; gaps stand for the others.
fn once<P>(places: Vec<(f64, f64)>, lattice: &Lattice<P>) -> Vec<(f64, f64)> {
    let pixel = |(x, y): (f64, f64)| {
        let is_in = (0.0..lattice.width).contains(&x) && (0.0..lattice.height).contains(&y);
        // Whole and not negative.
        is_in.then_some((x as u32, y as u32))
    };
    let mut drawn = HashSet::new();
    let mut kept: Vec<(f64, f64)> = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    // Whether the last place was left out, so that what follows begins anew.
    let mut is_apart = false;
    for place in places {
        let stroke = last.and_then(|last| Some((pixel(last)?, pixel(place)?)));
        let is_new = stroke.is_none_or(|stroke| drawn.insert(stroke));
        match last {
            Some(last) if is_new && is_apart => kept.extend([NOWHERE, last, place]),
            _ if is_new => kept.push(place),
            _ => {}
        }
        is_apart = !is_new;
        last = Some(place);
    }
    // The next stretch goes on from here.
    kept.extend(
        last.filter(|_| is_apart)
            .into_iter()
            .flat_map(|last| [NOWHERE, last]),
    );
    kept
}

/// A gap.
const NOWHERE: (f64, f64) = (f64::NAN, f64::NAN);

impl Curves {
    /// Forgets what was not asked for since this was called last.
    pub fn tidy(&mut self) {
        tidy(&mut self.paths);
        tidy(&mut self.curves);
    }

    /// The line of an optimizer's path; its index must be that of a path.
    pub fn path<'a>(&mut self, state: &'a State, index: usize) -> Curve<'a> {
        let points = &state.results().paths[index].points;
        let key = PathKey(Arc::clone(points));
        let line = known(&mut self.paths, key, || Line {
            bounds: Arc::new(Bounds::of(&Points::Kept(points))),
            ..Line::default()
        });
        Curve {
            trace: Trace::with_bounds(Points::Kept(points), line.bounds),
            spans: line.spans,
            memory: line.memory,
        }
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
                memory: Arc::default(),
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
            memory: line.memory,
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

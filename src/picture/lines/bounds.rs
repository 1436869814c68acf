//! The bounds of stretches of a line, in powers of two.

use std::ops::Range;

use super::{Lattice, Points};
use crate::math::Vec2;

/// How many points the smallest stretches have: so few that going through them costs little, so many
/// that bounds take little room, less than a byte a point.
const STRETCH: usize = 128;

/// The bounds of all stretches of a line: of so many points, of twice as many and so on, up to the whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bounds {
    /// The shortest stretches first.
    levels: Vec<Vec<Bound>>,
}

/// The bounds of the points of a stretch that are numbers; infinities count.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound {
    low: Vec2,
    high: Vec2,
    /// Whether all points are numbers.
    whole: bool,
}

impl Bound {
    const NOTHING: Self = Self {
        low: Vec2 {
            x: f64::INFINITY,
            y: f64::INFINITY,
        },
        high: Vec2 {
            x: f64::NEG_INFINITY,
            y: f64::NEG_INFINITY,
        },
        whole: true,
    };

    fn with(self, point: Vec2) -> Self {
        self.and(Self {
            low: point,
            high: point,
            whole: !(point.x.is_nan() || point.y.is_nan()),
        })
    }

    fn and(self, other: Self) -> Self {
        // The lesser of a number and of what is none is the number.
        Self {
            low: Vec2::new(self.low.x.min(other.low.x), self.low.y.min(other.low.y)),
            high: Vec2::new(self.high.x.max(other.high.x), self.high.y.max(other.high.y)),
            whole: self.whole && other.whole,
        }
    }
}

/// What has to be painted of a stretch.
enum Need {
    /// The line through its first and its last point.
    Ends,
    /// The same, and between them from one of these places to the other.
    Span([(f64, f64); 2]),
    /// Parts of it must be looked at.
    Parts,
}

impl Bounds {
    /// Those of these points.
    pub fn of(points: &Points<'_>) -> Self {
        let count = points.len();
        let stretch = |first: usize| {
            let places = first..(first + STRETCH).min(count);
            places.fold(Bound::NOTHING, |bound, place| bound.with(points.at(place)))
        };
        let mut level: Vec<Bound> = (0..count).step_by(STRETCH).map(stretch).collect();
        let mut levels = Vec::new();
        while level.len() > 1 {
            let pairs = level.chunks(2);
            let next = pairs
                .map(|pair| pair.iter().fold(Bound::NOTHING, |all, one| all.and(*one)))
                .collect();
            levels.push(std::mem::replace(&mut level, next));
        }
        levels.push(level);
        Self { levels }
    }

    /// Adds the places that must be painted of the points in a range.
    pub(super) fn visit<P: Fn(Vec2) -> (f64, f64)>(
        &self,
        points: &Points<'_>,
        shown: Range<usize>,
        lattice: &Lattice<P>,
        seen: &mut Vec<(f64, f64)>,
    ) {
        if !shown.is_empty() {
            let top = self.levels.len() - 1;
            self.stretch(points, &shown, (top, 0), lattice, seen);
        }
    }

    /// The same of the stretch at an index of a level.
    fn stretch<P: Fn(Vec2) -> (f64, f64)>(
        &self,
        points: &Points<'_>,
        shown: &Range<usize>,
        (level, index): (usize, usize),
        lattice: &Lattice<P>,
        seen: &mut Vec<(f64, f64)>,
    ) {
        let Some(bound) = self.levels[level].get(index) else {
            return;
        };
        let length = STRETCH << level;
        let all = index * length..((index + 1) * length).min(points.len());
        let part = all.start.max(shown.start)..all.end.min(shown.end);
        if part.is_empty() {
            return;
        }
        let place = |at: usize| (lattice.place)(points.at(at));
        match bound.need(lattice) {
            Need::Ends => seen.extend([place(part.start), place(part.end - 1)]),
            // Of a part it is not known how far it goes.
            Need::Span(span) if part == all => {
                seen.push(place(part.start));
                seen.extend(span);
                seen.push(place(part.end - 1));
            }
            Need::Span(_) | Need::Parts => match level.checked_sub(1) {
                Some(below) => {
                    for half in [2 * index, 2 * index + 1] {
                        self.stretch(points, shown, (below, half), lattice, seen);
                    }
                }
                None => seen.extend(part.map(place)),
            },
        }
    }
}

impl Bound {
    fn need<P: Fn(Vec2) -> (f64, f64)>(&self, lattice: &Lattice<P>) -> Need {
        if !self.whole {
            return Need::Parts;
        }
        let (one, other) = ((lattice.place)(self.low), (lattice.place)(self.high));
        let x = [one.0.min(other.0), one.0.max(other.0)];
        let y = [one.1.min(other.1), one.1.max(other.1)];
        if [x[0], x[1], y[0], y[1]].iter().any(|end| !end.is_finite()) {
            return Need::Parts;
        }
        let beyond = |[low, high]: [f64; 2], size: f64| high < 0.0 || low > size;
        if beyond(x, lattice.width) || beyond(y, lattice.height) {
            return Need::Ends;
        }
        let inside = |[low, high]: [f64; 2], size: f64| low >= 0.0 && high < size;
        let in_window = |[low, high]: [f64; 2]| low <= y[0] && y[1] <= high;
        let is_inside = inside(x, lattice.width) && inside(y, lattice.height);
        if !is_inside || !lattice.window.is_none_or(in_window) {
            return Need::Parts;
        }
        let narrow = |[low, high]: [f64; 2]| low.floor() == high.floor();
        match (narrow(x), narrow(y)) {
            (true, true) => Need::Ends,
            (true, false) | (false, true) if lattice.solid => {
                Need::Span([(x[0], y[0]), (x[1], y[1])])
            }
            _ => Need::Parts,
        }
    }
}

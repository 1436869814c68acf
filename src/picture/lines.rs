//! Lines through many points, and what of them can be seen.
//!
//! A medium can tell only so many places apart: those of its lattice. [`Trace::seen`] gives it the points that it
//! needs to paint the very same places as all of the points would, and skips the others by the bounds
//! of stretches of the line, known in powers of two. Most of a path of a million steps lies in one place.

mod bounds;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use bounds::Bounds;

use crate::math::Vec2;

/// The points of a line, one for each step.
#[derive(Clone)]
pub enum Points<'a> {
    /// As they are kept.
    Kept(&'a [Vec2]),
    /// So many, each made when asked for.
    Made(usize, Arc<dyn Fn(usize) -> Vec2 + Send + Sync + 'a>),
}

impl Points<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Kept(points) => points.len(),
            Self::Made(count, _) => *count,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The point at a place, which must be less than [`Self::len`].
    pub fn at(&self, place: usize) -> Vec2 {
        match self {
            Self::Kept(points) => points[place],
            Self::Made(_, make) => make(place),
        }
    }
}

impl fmt::Debug for Points<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Points").field("len", &self.len()).finish()
    }
}

/// A line through points, with the bounds of its stretches.
#[derive(Debug, Clone)]
pub struct Trace<'a> {
    points: Points<'a>,
    bounds: Arc<Bounds>,
}

/// The places that a medium can tell apart: whole numbers from 0 up to a width and a height.
pub struct Lattice<P> {
    /// How many places there are to the right.
    pub width: f64,
    /// How many there are upwards or downwards.
    pub height: f64,
    /// Where a point lies; each coordinate must follow from the same one of the point alone, and rise or fall with it.
    pub place: P,
    /// Where a line must be, upwards or downwards, to be painted; what runs from beyond one edge to beyond another
    /// is left out. `None` if that does not matter.
    pub window: Option<[f64; 2]>,
    /// Whether the line is drawn without gaps, so that two strokes over one place are no more than one.
    pub solid: bool,
}

impl<P> Lattice<P> {
    /// The places with a gap wherever two of them in succession lie outside of the window.
    pub fn with_gaps(&self, places: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
        match self.window {
            Some(window) => with_gaps(&places, window),
            None => places,
        }
    }
}

impl<'a> Trace<'a> {
    /// A line through these points, whose bounds are found by going through all of them once.
    pub fn new(points: Points<'a>) -> Self {
        let bounds = Arc::new(Bounds::of(&points));
        Self { points, bounds }
    }

    /// A line through points whose bounds are known; they must be those of these points.
    pub fn with_bounds(points: Points<'a>, bounds: Arc<Bounds>) -> Self {
        Self { points, bounds }
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The point at a place, which must be less than [`Self::len`].
    pub fn at(&self, place: usize) -> Vec2 {
        self.points.at(place)
    }

    /// All points in their order.
    pub fn iter(&self) -> impl Iterator<Item = Vec2> {
        (0..self.len()).map(|place| self.at(place))
    }

    /// Points from one to another through which a line paints the same places of a lattice as through all of them,
    /// in the order of the line.
    pub fn seen<P: Fn(Vec2) -> (f64, f64)>(
        &self,
        shown: Range<usize>,
        lattice: &Lattice<P>,
    ) -> Vec<(f64, f64)> {
        lattice.with_gaps(self.places(shown, lattice))
    }

    /// The same without the gaps of what runs from beyond one edge to beyond another.
    pub fn places<P: Fn(Vec2) -> (f64, f64)>(
        &self,
        shown: Range<usize>,
        lattice: &Lattice<P>,
    ) -> Vec<(f64, f64)> {
        let shown = shown.start..shown.end.min(self.len());
        let mut seen = Vec::new();
        self.bounds.visit(&self.points, shown, lattice, &mut seen);
        seen
    }
}

/// The places with a gap wherever two of them lie outside of the window.
fn with_gaps(places: &[(f64, f64)], [low, high]: [f64; 2]) -> Vec<(f64, f64)> {
    let mut was_inside = true;
    let apart = places.iter().flat_map(|&place| {
        let inside = (low..=high).contains(&place.1);
        let was_inside = std::mem::replace(&mut was_inside, inside);
        let gap = !inside && !was_inside;
        gap.then_some((f64::NAN, f64::NAN))
            .into_iter()
            .chain([place])
    });
    apart.collect()
}

//! Which minimum each start leads to.
//!
//! Knows minima in and around a view, and when a path has settled at one; nothing of colours.

use std::sync::Arc;

use super::minimum::{Polish, Rest};
use crate::math::Vec2;
use crate::scene::{Scene, Stages, View};
use crate::simulation::{Point, Record, Running, Status};

/// Descents start from the middles of so many cells along each axis.
const STARTS: usize = 32;
/// Nearer to each other than this share of the view, two points are one minimum.
const SAME: f64 = 1e-4;
/// The share of the first descent within which a path counts as settled, as in the metrics.
const SETTLED: f64 = 0.01;
/// A path that ends no further from a minimum than this share of the view is at it.
const AT: f64 = 2e-3;

/// A minimum of the objective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bottom {
    /// Where it is.
    pub at: Vec2,
    /// J there.
    pub value: f64,
}

/// What a start leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Where the path ends up.
    pub end: End,
    /// The first step from which it stays settled there.
    pub steps: Option<u32>,
    /// J at the path's end.
    pub value: f64,
}

/// Where a path ends up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// At the minimum with this index.
    Minimum(usize),
    /// At none.
    Nowhere,
    /// It diverged.
    Diverged,
    /// It left the grid.
    LeftTheGrid,
}

/// What the starts of one optimizer lead to, as far as they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Basin {
    /// The optimizer's index.
    pub optimizer: usize,
    /// The cells in rows of so many, the lowest row first.
    pub columns: usize,
    /// What each start leads to.
    pub cells: Vec<Cell>,
}

impl Basin {
    /// The share of the starts that end so.
    pub fn share(&self, is_meant: impl Fn(End) -> bool) -> f64 {
        let count = self.cells.iter().filter(|cell| is_meant(cell.end)).count();
        count as f64 / self.cells.len().max(1) as f64
    }
}

/// The minima in view, the lowest first, of the same value by x and then by y.
pub fn bottoms(scene: &Scene) -> Vec<Bottom> {
    let View { x, y, .. } = *scene.view;
    let size = Vec2::new(x[1] - x[0], y[1] - y[0]);
    let cell = size / STARTS as f64;
    let polish = Polish::new(&scene.objective, [x, y], cell);
    let known = scene.minimum.iter().flat_map(|known| &known.at).copied();
    let middles = (0..STARTS * STARTS).map(|place| {
        let (column, row) = (place % STARTS, place / STARTS);
        let share = Vec2::new(column as f64 + 0.5, row as f64 + 0.5);
        Vec2::new(x[0], y[0]) + cell * share
    });
    let mut found: Vec<Bottom> = Vec::new();
    for start in known.chain(middles) {
        let Rest { at, value, settled } = polish.descend(start);
        let is_new = || {
            let mut others = found.iter();
            others.all(|other| ((other.at - at) / size).norm() > SAME)
        };
        if settled && polish.is_in_view(at) && curves_upwards(scene, at) && is_new() {
            found.push(Bottom { at, value });
        }
    }
    let height = found
        .iter()
        .fold(0.0_f64, |most, one| most.max(one.value.abs()));
    // What differs by rounding alone is as high.
    let rank = |value: f64| (value / (1e-9 * (1.0 + height))).round();
    found.sort_by(|a, b| {
        let heights = rank(a.value).total_cmp(&rank(b.value));
        heights
            .then(a.at.x.total_cmp(&b.at.x))
            .then(a.at.y.total_cmp(&b.at.y))
    });
    found
}

/// Whether no direction falls away.
fn curves_upwards(scene: &Scene, at: Vec2) -> bool {
    let hessian = scene.objective.derivatives(at).hessian;
    let [first, second] = hessian.eigen().values;
    let least = -1e-9 * first.abs();
    !hessian.is_finite() || (first >= least && second >= least)
}

/// The middles of so many cells of the view, along x and along y; the lowest row first.
pub fn middles(view: &View, columns: usize, rows: usize) -> Vec<Vec2> {
    let middle = |[low, high]: [f64; 2], place: usize, count: usize| {
        low + (high - low) * (place as f64 + 0.5) / count as f64
    };
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    cells
        .map(|(column, row)| Vec2::new(middle(view.x, column, columns), middle(view.y, row, rows)))
        .collect()
}

/// What the optimizer with this index comes to from a start; the index must be one of the scene's.
pub fn cell(scene: &Scene, index: usize, start: Vec2, bottoms: &[Bottom]) -> Cell {
    let mut scene = scene.clone();
    scene.optimizers[index].start = Some(start);
    let stages = Arc::new(scene.stages());
    let mut running = Running::<Walk>::new(&stages, index);
    while !running.advance(u32::MAX) {}
    let walk = running.into_record();
    let value = walk.values.last().copied().unwrap_or(f64::NAN);
    let end = match walk.status {
        Status::Diverged => End::Diverged,
        Status::LeftTheGrid => End::LeftTheGrid,
        Status::Finished | Status::NoGradient => {
            let last = stages.at(u32::MAX);
            settled_at(last, walk.at, bottoms).map_or(End::Nowhere, End::Minimum)
        }
    };
    let steps = match end {
        End::Minimum(which) => settled(&walk.values, bottoms[which].value),
        _ => None,
    };
    Cell { end, steps, value }
}

/// The minimum at which a path is that ends here.
fn settled_at(scene: &Scene, at: Vec2, bottoms: &[Bottom]) -> Option<usize> {
    let View { x, y, .. } = *scene.view;
    let size = Vec2::new(x[1] - x[0], y[1] - y[0]);
    let away = |bottom: &Bottom| ((bottom.at - at) / size).norm();
    let (which, nearest) = bottoms
        .iter()
        .enumerate()
        .min_by(|a, b| away(a.1).total_cmp(&away(b.1)))?;
    (away(nearest) <= AT).then_some(which)
}

/// The first step from which values stay within the share of the first descent.
fn settled(values: &[f64], bottom: f64) -> Option<u32> {
    let first = values.first()?;
    let goal = bottom + SETTLED * (first - bottom);
    let outside = values
        .iter()
        .rposition(|value| *value > goal || value.is_nan());
    let step = outside.map_or(0, |last| last + 1);
    (step < values.len()).then_some(step as u32)
}

/// A path by its values alone.
struct Walk {
    values: Vec<f64>,
    at: Vec2,
    status: Status,
}

impl Record for Walk {
    fn begin(_: &Arc<Stages>, _: usize) -> Self {
        Self {
            values: Vec::new(),
            at: Vec2::ZERO,
            status: Status::Finished,
        }
    }

    fn record(&mut self, point: Point<'_>) {
        self.values.push(point.value);
        self.at = point.at;
    }

    fn end(&mut self, status: Status, _: Option<&'static str>) {
        self.status = status;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Embedded, open, parse};

    #[test]
    fn himmelblaus_four_minima_are_numbered_by_place() {
        let scene = open("himmelblau").unwrap();
        let found = bottoms(&scene);
        let places: Vec<[f64; 2]> = found
            .iter()
            .map(|one| [one.at.x, one.at.y].map(|at| (at * 1e4).round() / 1e4))
            .collect();
        assert_eq!(
            places,
            [
                [-3.7793, -3.2832],
                [-2.8051, 3.1313],
                [3.0, 2.0],
                [3.5844, -1.8481]
            ]
        );
    }

    #[test]
    fn each_start_of_two_wells_leads_to_its_own() {
        let text = "[objective]\nformula = \"(x^2-1)^2 + y^2 + 0.1*x\"\n[view]\nx = [-2, 2]\ny = [-1, 1]\n\
                    [run]\nsteps = 400\n[[optimizer]]\nkind = \"gd\"\nlr = 0.05\n";
        let scene = parse("wells", text, &Embedded).unwrap();
        let found = bottoms(&scene);
        assert_eq!(found.len(), 2);
        assert!(found[0].at.x < 0.0 && found[0].value < found[1].value);
        let left = cell(&scene, 0, Vec2::new(-1.7, 0.6), &found);
        let right = cell(&scene, 0, Vec2::new(0.5, 0.6), &found);
        assert_eq!((left.end, right.end), (End::Minimum(0), End::Minimum(1)));
        assert!(left.steps.is_some_and(|steps| (1..60).contains(&steps)));
        let far = cell(&scene, 0, Vec2::new(40.0, 0.0), &found);
        assert_eq!((far.end, far.steps), (End::Diverged, None));
    }
}

//! The search for the minimum: a grid over the view, the best points polished by Newton's method.

mod polish;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Field;
use super::field::Growing;
use crate::math::Vec2;
use crate::objective::Objective;
use crate::scene::{HeightScale, Minimum, Scene, Stages, View};
pub(super) use polish::{Polish, Rest};

/// Samples along each side of the view; odd, so that the middle, where minima like to lie, is one.
const GRID: usize = 65;
/// How many of the lowest hollows are polished, and so how many points a minimum can have.
const CANDIDATES: usize = 48;
/// A second, finer grid lies this far around the best point, by the size of the view: ripples narrower
/// than the first grid's cells may hide a lower hollow beside it.
const CLOSER: f64 = 0.05;
/// Samples along each side of the second grid.
const CLOSER_GRID: usize = 41;
/// How many of its hollows are polished.
const CLOSER_CANDIDATES: usize = 8;
/// Values this close are the same, by half of the heights in view.
const SAME_VALUE: f64 = 1e-9;
/// Points this close are the same, by the size of the view.
const SAME_POINT: f64 = 1e-5;

/// The least value that the view leads down to, and all the points found that have it. `None` where
/// the objective falls without bound, or has no finite value in view.
///
/// A hollow outside of the view counts only where the view's lowest point leads down to it.
pub fn search(objective: &Objective, view: &View) -> Option<Minimum> {
    let mut search = Search::new(objective, view);
    loop {
        if let Some(found) = search.advance() {
            return found;
        }
    }
}

/// Searches for the minimum of each stage of which it is not known yet.
pub fn settle(stages: &mut Stages) {
    while let Some(scene) = stages.unsought().cloned() {
        stages.settle(&scene, search(&scene.objective, &scene.view).as_ref());
    }
}

/// Searches for the minimum of a scene where it is not known, so that what is made of the scene need not search again.
pub fn find_once(scene: &mut Scene) {
    let mut stages = scene.stages();
    settle(&mut stages);
    scene.minimum.clone_from(&stages.at(0).minimum);
}

/// How many evaluations a search takes, more or less.
pub const EVALUATIONS: u64 = 10_000;

/// Says from another thread that a search is no longer wanted.
pub type Stop = Arc<AtomicBool>;

/// A search on its way: a value that is advanced as far as there is time for.
pub struct Search {
    objective: Objective,
    x: [f64; 2],
    y: [f64; 2],
    /// The grid over the view, once it is known, and its lowest hollows.
    first: Grid,
    /// The finer one around its best point.
    second: Option<Grid>,
    stop: Stop,
}

/// A grid that becomes known row by row, and then the descents from its hollows.
struct Grid {
    field: Growing,
    most: usize,
    /// The hollows that are left, the lowest last, with their values; `None` until all rows are known.
    hollows: Option<Vec<(Vec2, f64)>>,
    /// Where the others lead, with the values of the hollows.
    rests: Vec<(f64, Rest)>,
}

impl Search {
    /// A search that begins.
    pub fn new(objective: &Objective, view: &View) -> Self {
        let (x, y) = searched(objective, view);
        Self {
            objective: objective.clone(),
            first: Grid::new(Growing::new(x, y, GRID), CANDIDATES),
            second: None,
            stop: Stop::default(),
            x,
            y,
        }
    }

    /// Gives up, even in the midst of a descent, once `stop` says so; what it finds then means nothing.
    pub fn until(self, stop: Stop) -> Self {
        Self { stop, ..self }
    }

    /// Goes on by some points of a grid, or a descent; what was found, once it is done.
    pub fn advance(&mut self) -> Option<Option<Minimum>> {
        let size = self.size();
        if !(size.is_finite() && size.x > 0.0 && size.y > 0.0) {
            return Some(None);
        }
        let polish =
            Polish::new(&self.objective, [self.x, self.y], size / GRID as f64).until(&self.stop);
        if self.first.advance(&self.objective, &polish) {
            return None;
        }
        if let Some(second) = &mut self.second {
            if second.advance(&self.objective, &polish) {
                return None;
            }
        } else if let Some(best) =
            lowest(&self.first.bottoms(&polish)).filter(|best| polish.is_in_view(best.at))
        {
            let around = |centre: f64, size: f64, [least, most]: [f64; 2]| {
                [
                    (centre - CLOSER * size).max(least),
                    (centre + CLOSER * size).min(most),
                ]
            };
            let (x, y) = (
                around(best.at.x, size.x, self.x),
                around(best.at.y, size.y, self.y),
            );
            self.second = Some(Grid::new(
                Growing::new(x, y, CLOSER_GRID),
                CLOSER_CANDIDATES,
            ));
            return None;
        }
        let mut rests = self.first.bottoms(&polish);
        rests.extend(
            self.second
                .iter()
                .flat_map(|second| second.bottoms(&polish)),
        );
        Some(self.found(rests))
    }

    fn size(&self) -> Vec2 {
        Vec2::new(self.x[1] - self.x[0], self.y[1] - self.y[0])
    }

    /// What the descents found together.
    fn found(&self, mut rests: Vec<Rest>) -> Option<Minimum> {
        let best = lowest(&rests).filter(|best| best.settled && best.value.is_finite())?;
        let field = self.first.field.field();
        let half = field.heights(HeightScale::Rank).value(0.5) - best.value;
        let tolerance = SAME_VALUE * (half.abs().min(f64::MAX) + best.value.abs());
        rests.retain(|rest| rest.settled && rest.value - best.value <= tolerance);
        Some(Minimum {
            at: distinct(rests, self.size()),
            value: best.value,
        })
    }
}

impl Grid {
    fn new(field: Growing, most: usize) -> Self {
        Self {
            field,
            most,
            hollows: None,
            rests: Vec::new(),
        }
    }

    /// Goes on; whether there was anything left to do.
    fn advance(&mut self, objective: &Objective, polish: &Polish<'_>) -> bool {
        if self.field.advance(objective) {
            return true;
        }
        let (field, most) = (&self.field, self.most);
        let hollows = self.hollows.get_or_insert_with(|| {
            let mut hollows = hollows(field.field(), most);
            hollows.reverse();
            hollows
        });
        let Some((start, height)) = hollows.pop() else {
            return false;
        };
        self.rests.push((height, polish.descend(start)));
        true
    }

    /// Where the hollows lead to. From one that leads out of the view, only if no other's bottom is lower
    /// than its rim.
    fn bottoms(&self, polish: &Polish<'_>) -> Vec<Rest> {
        let (inside, outside): (Vec<_>, Vec<_>) = self
            .rests
            .iter()
            .partition(|(_, rest)| polish.is_in_view(rest.at));
        let mut rests: Vec<Rest> = inside.into_iter().map(|(_, rest)| rest).collect();
        let bottom = lowest(&rests).map_or(f64::INFINITY, |rest| rest.value);
        let falling = outside.into_iter().filter(|(height, _)| *height < bottom);
        rests.extend(falling.map(|(_, rest)| rest));
        rests
    }
}

fn lowest(rests: &[Rest]) -> Option<Rest> {
    rests
        .iter()
        .copied()
        .min_by(|a, b| a.value.total_cmp(&b.value))
}

/// The points without those that are the same, the lowest of each kept, from left to right.
fn distinct(mut rests: Vec<Rest>, size: Vec2) -> Vec<Vec2> {
    rests.sort_by(|a, b| a.value.total_cmp(&b.value));
    let mut points: Vec<Vec2> = Vec::new();
    for Rest { at, .. } in rests {
        if points
            .iter()
            .all(|other| ((at - *other) / size).norm() > SAME_POINT)
        {
            points.push(at);
        }
    }
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    points
}

/// The part of the view in which the objective is defined.
fn searched(objective: &Objective, view: &View) -> ([f64; 2], [f64; 2]) {
    match objective.domain() {
        Some(domain) => (
            [view.x[0].max(domain.low.x), view.x[1].min(domain.high.x)],
            [view.y[0].max(domain.low.y), view.y[1].min(domain.high.y)],
        ),
        None => (view.x, view.y),
    }
}

/// The samples that no neighbour undercuts, the lowest first, with their values.
fn hollows(field: &Field, most: usize) -> Vec<(Vec2, f64)> {
    let mut hollows = Vec::new();
    for row in 0..field.rows() {
        for column in 0..field.columns() {
            let Some(value) = field.get(column, row).filter(|value| value.is_finite()) else {
                continue;
            };
            if is_hollow(field, column, row, value) {
                hollows.push((field.point(column as f64, row as f64), value));
            }
        }
    }
    hollows.sort_by(|a, b| a.1.total_cmp(&b.1));
    hollows.truncate(most);
    hollows
}

/// Of equal neighbours only the first in reading order counts, so that a flat part is one hollow.
fn is_hollow(field: &Field, column: usize, row: usize, value: f64) -> bool {
    (-1..=1).all(|down: isize| {
        (-1..=1).all(|right: isize| {
            let place = (
                column.checked_add_signed(right),
                row.checked_add_signed(down),
            );
            let (Some(column), Some(row)) = place else {
                return true;
            };
            let Some(other) = field.get(column, row) else {
                return true;
            };
            if (down, right) < (0, 0) {
                other > value || !other.is_finite()
            } else {
                other >= value || !other.is_finite()
            }
        })
    })
}

#[cfg(test)]
mod tests;

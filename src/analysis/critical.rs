//! Where a gradient vanishes beside the minimum: saddles and lesser minima, at which methods end too.
//!
//! Knows an objective and a part of the plane; nothing of how such places are marked.

use crate::math::Vec2;
use crate::objective::Objective;

/// Samples of the gradient along each side of the view; odd, so that the middle is one.
const GRID: usize = 49;
/// Newton steps from a sample; they converge quadratically or not at all.
const STEPS: usize = 24;
/// How far from its sample a place may lie, in cells of the grid: what lies farther belongs to another.
const REACH: f64 = 3.0;
/// A Newton step this short, by the size of the view, has arrived.
const ARRIVED: f64 = 1e-9;
/// Places this close are the same, by the size of the view.
const SAME: f64 = 1e-5;
/// Of two curvatures one below this share of the other says nothing of its sign.
const NO_CURVATURE: f64 = 1e-6;
/// With more places than this a landscape is all hollows and passes, and marks would only hide it.
pub const MOST: usize = 24;

/// A place where the gradient vanishes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Critical {
    /// Where it is.
    pub at: Vec2,
    /// J there.
    pub value: f64,
    /// What it is.
    pub kind: Kind,
}

/// What a place with no slope is, by the signs of the two curvatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Both rise.
    Minimum,
    /// One rises and one falls.
    Saddle,
}

/// How much work a search is, in that of [`Objective::cost`].
pub fn cost(objective: &Objective) -> u64 {
    objective.cost() * (GRID * GRID * 2) as u64
}

/// The minima and saddles of a part of the plane, from left to right. Empty where there are more than [`MOST`]
/// of either kind, and without those at which a curvature vanishes.
pub fn search(objective: &Objective, x: [f64; 2], y: [f64; 2]) -> Vec<Critical> {
    let low = Vec2::new(x[0], y[0]);
    let size = Vec2::new(x[1], y[1]) - low;
    if !(size.is_finite() && size.x > 0.0 && size.y > 0.0) {
        return Vec::new();
    }
    let cell = size / (GRID - 1) as f64;
    let mut found: Vec<Critical> = Vec::new();
    for start in flattest(objective, low, cell) {
        let Some(at) = descend(objective, start, cell, size) else {
            continue;
        };
        let inside = (0.0..=1.0).contains(&((at.x - low.x) / size.x))
            && (0.0..=1.0).contains(&((at.y - low.y) / size.y));
        let is_new = |other: &Critical| ((other.at - at) / size).norm() > SAME;
        if inside && found.iter().all(is_new) {
            found.extend(classified(objective, at));
        }
    }
    let count = |kind: Kind| found.iter().filter(|place| place.kind == kind).count();
    if count(Kind::Saddle).max(count(Kind::Minimum)) > MOST {
        found.clear();
    }
    found.sort_by(|a, b| a.at.x.total_cmp(&b.at.x).then(a.at.y.total_cmp(&b.at.y)));
    found
}

/// The samples whose slope, measured by the cells, no neighbour's undercuts.
fn flattest(objective: &Objective, low: Vec2, cell: Vec2) -> Vec<Vec2> {
    let points: Vec<Vec2> = (0..GRID * GRID)
        .map(|place| low + cell * Vec2::new((place % GRID) as f64, (place / GRID) as f64))
        .collect();
    let mut values = vec![0.0; points.len()];
    let mut gradients = vec![Vec2::ZERO; points.len()];
    objective.gradients(&points, &mut values, &mut gradients);
    let slopes: Vec<f64> = gradients
        .iter()
        .map(|gradient| (*gradient * cell).norm())
        .collect();
    let is_flattest = |place: usize| {
        let (column, row) = (place % GRID, place / GRID);
        let columns = column.saturating_sub(1)..=(column + 1).min(GRID - 1);
        slopes[place].is_finite()
            && columns.into_iter().all(|column| {
                let rows = row.saturating_sub(1)..=(row + 1).min(GRID - 1);
                // A NaN beside it does not undercut it.
                !rows
                    .into_iter()
                    .any(|row| slopes[row * GRID + column] < slopes[place])
            })
    };
    let flat = (0..points.len()).filter(|place| is_flattest(*place));
    flat.map(|place| points[place]).collect()
}

/// Where Newton's method for a vanishing gradient leads from a sample; `None` where it does not settle nearby.
fn descend(objective: &Objective, start: Vec2, cell: Vec2, size: Vec2) -> Option<Vec2> {
    let mut at = start;
    for _ in 0..STEPS {
        let here = objective.derivatives(at);
        let step = here.hessian.solve(here.gradient)?;
        let length = (step / cell).norm();
        if !length.is_finite() {
            return None;
        }
        // A step longer than a cell has left what the derivatives know.
        at -= step * (1.0 / length).min(1.0);
        if ((at - start) / cell).norm() > REACH {
            return None;
        }
        if (step / size).norm() < ARRIVED {
            return Some(at);
        }
    }
    None
}

/// What a place without slope is; `None` for maxima, and where a curvature vanishes.
fn classified(objective: &Objective, at: Vec2) -> Option<Critical> {
    let here = objective.derivatives(at);
    let [greatest, least] = here.hessian.eigen().values;
    let (small, large) = (
        greatest.abs().min(least.abs()),
        greatest.abs().max(least.abs()),
    );
    let kind = match (greatest > 0.0, least > 0.0) {
        _ if small.is_nan() || small <= NO_CURVATURE * large => return None,
        (true, true) => Kind::Minimum,
        (false, false) => return None,
        _ => Kind::Saddle,
    };
    Some(Critical {
        at,
        value: here.value,
        kind,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::open;

    fn found(name: &str) -> Vec<Critical> {
        let scene = open(name).expect("a built-in function is valid");
        search(&scene.objective, scene.view.x, scene.view.y)
    }

    #[test]
    fn himmelblau_has_four_minima_and_four_saddles() {
        let found = found("himmelblau");
        let of = |kind| found.iter().filter(move |place| place.kind == kind);
        assert_eq!(of(Kind::Minimum).count(), 4);
        // From the literature, to four digits.
        let saddles = [
            (-3.0730, -0.0814),
            (-0.1280, -1.9537),
            (0.0867, 2.8843),
            (3.3852, 0.0739),
        ];
        let near = |at: Vec2, (x, y): (f64, f64)| (at - Vec2::new(x, y)).norm() < 1e-4;
        let places: Vec<Vec2> = of(Kind::Saddle).map(|place| place.at).collect();
        assert_eq!(places.len(), saddles.len());
        for (at, saddle) in places.iter().zip(saddles) {
            assert!(near(*at, saddle), "{at:?} is not {saddle:?}");
        }
    }

    #[test]
    fn no_slope_is_left_at_any_place() {
        for name in ["himmelblau", "six-hump-camel", "three-hump-camel"] {
            let scene = open(name).expect("a built-in function is valid");
            for place in found(name) {
                let slope = scene.objective.derivatives(place.at).gradient.norm();
                assert!(slope < 1e-7, "{name}: {slope}");
            }
        }
    }

    #[test]
    fn a_landscape_of_hollows_gets_no_marks_and_a_bowl_only_its_own() {
        assert!(found("rastrigin").is_empty());
        let ravine = found("ravine");
        assert_eq!(ravine.len(), 1);
        assert_eq!(ravine[0].kind, Kind::Minimum);
    }
}

//! The search for the minimum: a grid over the view, the best points polished by Newton's method.

mod polish;

use super::Field;
use crate::math::Vec2;
use crate::objective::Objective;
use crate::scene::{HeightScale, Minimum, View};
use polish::{Polish, Rest};

/// Samples along each side of the view.
const GRID: usize = 48;
/// How many of the lowest hollows are polished, and so how many points a minimum can have.
const CANDIDATES: usize = 32;
/// Values this close are the same, by half of the heights in view.
const SAME_VALUE: f64 = 1e-9;
/// Points this close are the same, by the size of the view.
const SAME_POINT: f64 = 1e-5;

/// The least value that the view leads down to, and all the points found that have it. `None` where
/// the objective falls without bound, or has no finite value in view.
///
/// A hollow outside of the view counts only where the view's lowest point leads down to it.
pub fn search(objective: &Objective, view: &View) -> Option<Minimum> {
    let (x, y) = searched(objective, view);
    let size = Vec2::new(x[1] - x[0], y[1] - y[0]);
    if !(size.is_finite() && size.x > 0.0 && size.y > 0.0) {
        return None;
    }
    let field = Field::sample(objective, x, y, GRID, GRID);
    let centre = Vec2::new(x[0], y[0]) + size / 2.0;
    let polish = Polish::new(objective, centre, size);
    let (inside, outside): (Vec<_>, Vec<_>) = hollows(&field)
        .into_iter()
        .map(|(start, height)| (height, polish.descend(start)))
        .partition(|(_, rest)| polish.is_in_view(rest.at));
    let mut rests: Vec<Rest> = inside.into_iter().map(|(_, rest)| rest).collect();
    let lowest = rests
        .iter()
        .map(|rest| rest.value)
        .fold(f64::INFINITY, f64::min);
    rests.extend(
        outside
            .into_iter()
            .filter(|(height, _)| *height < lowest)
            .map(|(_, rest)| rest),
    );
    let best = *rests.iter().min_by(|a, b| a.value.total_cmp(&b.value))?;
    if !best.settled || !best.value.is_finite() {
        return None;
    }
    let half = field.heights(HeightScale::Rank).value(0.5) - best.value;
    let tolerance = SAME_VALUE * (half.abs().min(f64::MAX) + best.value.abs());
    let mut at: Vec<Vec2> = Vec::new();
    rests.sort_by(|a, b| a.value.total_cmp(&b.value));
    for rest in rests {
        let equal = rest.settled && rest.value - best.value <= tolerance;
        let apart = |other: &Vec2| ((rest.at - *other) / size).norm() > SAME_POINT;
        if equal && at.iter().all(apart) {
            at.push(rest.at);
        }
    }
    at.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let value = best.value;
    Some(Minimum { at, value })
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
fn hollows(field: &Field) -> Vec<(Vec2, f64)> {
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
    hollows.truncate(CANDIDATES);
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
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{objective, objective_on};
    use super::*;
    use crate::objective::Domain;
    use crate::scene::Levels;

    fn view(x: [f64; 2], y: [f64; 2]) -> View {
        View {
            x,
            y,
            levels: Levels::Count(8),
            scale: HeightScale::Log,
        }
    }

    fn find(value: fn(Vec2) -> f64) -> Option<Minimum> {
        search(&objective(value), &view([-5.0, 5.0], [-4.0, 5.0]))
    }

    #[track_caller]
    fn assert_found(value: fn(Vec2) -> f64, points: &[[f64; 2]], height: f64) {
        let minimum = find(value).expect("there is a minimum");
        assert!((minimum.value - height).abs() < 1e-7, "{minimum:?}");
        assert_eq!(minimum.at.len(), points.len(), "{minimum:?}");
        for (at, &point) in minimum.at.iter().zip(points) {
            assert!((*at - Vec2::from(point)).norm() < 1e-4, "{minimum:?}");
        }
    }

    #[test]
    fn all_four_minima_of_himmelblau_are_found() {
        assert_found(
            |p| (p.x * p.x + p.y - 11.0).powi(2) + (p.x + p.y * p.y - 7.0).powi(2),
            &[
                [-3.779_310, -3.283_186],
                [-2.805_118, 3.131_313],
                [3.0, 2.0],
                [3.584_428, -1.848_127],
            ],
            0.0,
        );
    }

    #[test]
    fn bent_and_flat_and_kinked_hollows_are_found() {
        assert_found(
            |p| (1.0 - p.x).powi(2) + 100.0 * (p.y - p.x * p.x).powi(2),
            &[[1.0, 1.0]],
            0.0,
        );
        assert_found(|p| p.x.powi(4) + p.y.powi(4) + 3.0, &[[0.0, 0.0]], 3.0);
        assert_found(
            |p| (p.x - 1.3).abs() + 10.0 * (p.y + 0.7).abs(),
            &[[1.3, -0.7]],
            0.0,
        );
    }

    #[test]
    fn a_hollow_beyond_the_view_is_found_if_the_view_leads_to_it() {
        assert_found(|p| (p.x - 12.0).powi(2) + p.y * p.y, &[[12.0, 0.0]], 0.0);
    }

    #[test]
    fn falling_without_bound_is_no_minimum() {
        let falling: [fn(Vec2) -> f64; 7] = [
            |p| p.x * p.x - p.y * p.y,
            |p| p.x.powi(3) - 3.0 * p.x + p.y * p.y,
            |p| p.x + p.y,
            |p| (-p.x).exp() + p.y * p.y,
            |p| 1.0 + (-p.x).exp() + p.y * p.y,
            |p| p.dot(p).ln(),
            |_| f64::NAN,
        ];
        for (index, value) in falling.into_iter().enumerate() {
            assert_eq!(find(value), None, "function {index}");
        }
    }

    #[test]
    fn on_a_grid_the_lowest_point_may_lie_on_the_border() {
        let domain = Domain {
            low: Vec2::new(-2.0, -1.0),
            high: Vec2::new(2.0, 1.0),
        };
        let slope = objective_on(domain, |p| p.x + 3.0 * p.y);
        let minimum = search(&slope, &view([-5.0, 5.0], [-5.0, 5.0])).unwrap();
        assert!((minimum.value + 5.0).abs() < 1e-6, "{minimum:?}");
        assert_eq!(search(&slope, &view([3.0, 5.0], [3.0, 5.0])), None);
    }

    #[test]
    fn a_flat_floor_is_a_minimum() {
        let minimum = find(|p| (p.dot(p) - 4.0).max(0.0)).unwrap();
        assert_eq!(minimum.value, 0.0);
        assert!(minimum.at.iter().all(|at| at.norm() <= 2.0));
    }

    proptest! {
        #[test]
        fn the_bottom_of_any_bowl_in_view_is_found(
            at in [-4.0f64..4.0, -4.0f64..4.0],
            stretch in 1.0f64..1e4,
            bounds in prop::array::uniform4(prop::num::f64::ANY),
        ) {
            let shifted = |at: [f64; 2]| {
                let low = Vec2::from(at) * -1.0;
                view([low.x - 5.0, low.x + 5.0], [low.y - 5.0, low.y + 5.0])
            };
            let wide = view([-5.0 * stretch, 5.0 * stretch], shifted(at).y);
            let bowl = objective(|p| p.x * p.x + 7.0 * p.y * p.y + p.x * p.y);
            let minimum = search(&bowl, &wide).unwrap();
            prop_assert!(minimum.at.len() == 1 && minimum.at[0].norm() < 1e-6 * stretch);
            // Views that make no sense find nothing, or at least nothing that is not a number.
            let odd = view([bounds[0], bounds[1]], [bounds[2], bounds[3]]);
            if let Some(minimum) = search(&bowl, &odd) {
                prop_assert!(minimum.value.is_finite());
            }
        }
    }
}

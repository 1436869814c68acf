//! Across the valley: the component of a path along the direction of steepest curvature, the picture
//! of damping.

use crate::math::Vec2;
use crate::objective::Objective;
use crate::scene::Minimum;
use crate::simulation::Path;

/// A line through the valley's floor, square to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Valley {
    origin: Vec2,
    direction: Vec2,
}

impl Valley {
    /// The valley that a path ends in: through the known minimum that is nearest to its end, or
    /// through its last point where none is known. `None` for an empty path, and where the
    /// curvature is not finite.
    pub fn of(path: &Path, objective: &Objective, minimum: Option<&Minimum>) -> Option<Self> {
        let end = *path.points.last()?;
        let distance = |point: &Vec2| (*point - end).norm();
        let origin = minimum
            .and_then(|known| {
                known
                    .at
                    .iter()
                    .min_by(|a, b| distance(a).total_cmp(&distance(b)))
                    .copied()
            })
            .unwrap_or(end);
        let hessian = objective.derivatives(origin).hessian;
        let direction = hessian.eigen().vectors[0];
        (hessian.is_finite() && direction.is_finite()).then(|| Self {
            origin,
            direction: upright(direction),
        })
    }

    /// The unit direction of steepest curvature; its greater component is positive.
    pub fn direction(&self) -> Vec2 {
        self.direction
    }

    /// The signed distance of a point from the floor.
    pub fn component(&self, point: Vec2) -> f64 {
        (point - self.origin).dot(self.direction)
    }
}

/// Of a direction and its opposite, the one whose greater component is positive.
fn upright(direction: Vec2) -> Vec2 {
    let greater = if direction.y.abs() >= direction.x.abs() {
        direction.y
    } else {
        direction.x
    };
    if greater < 0.0 { -direction } else { direction }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{objective, path};
    use super::*;

    #[test]
    fn the_nearest_minimum_is_the_floor_and_up_is_positive() {
        let steep = objective(|p| p.x * p.x + 50.0 * p.y * p.y);
        let minimum = Minimum {
            at: vec![Vec2::new(-5.0, 0.0), Vec2::new(5.0, 1.0)],
            value: 0.0,
        };
        let walk = path(&[[-5.0, 0.0], [4.0, 3.0]], &steep);
        let valley = Valley::of(&walk, &steep, Some(&minimum)).unwrap();
        assert!((valley.component(Vec2::new(4.0, 3.0)) - 2.0).abs() < 1e-6);
        assert!((valley.component(Vec2::new(9.0, -1.0)) + 2.0).abs() < 1e-6);
    }

    #[test]
    fn without_a_minimum_the_path_is_seen_from_its_end() {
        // Steepest along (1, −1): the component that is positive there is x's or y's, never both.
        let turned = objective(|p| 9.0 * (p.x - p.y).powi(2) + (p.x + p.y).powi(2));
        let walk = path(&[[3.0, -3.0], [1.0, 1.0]], &turned);
        let valley = Valley::of(&walk, &turned, None).unwrap();
        assert!(valley.component(Vec2::new(1.0, 1.0)).abs() < 1e-9);
        assert!(valley.direction().y.max(valley.direction().x) > 0.7);
        assert!((valley.direction().x + valley.direction().y).abs() < 1e-5);
    }

    #[test]
    fn nothing_is_said_where_curvature_is_not_finite() {
        let broken = objective(|_| f64::NAN);
        assert_eq!(
            Valley::of(&path(&[[0.0, 0.0]], &broken), &broken, None),
            None
        );
        assert_eq!(Valley::of(&path(&[], &broken), &broken, None), None);
    }
}

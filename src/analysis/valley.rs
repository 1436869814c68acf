//! Across the valley: the component of a path along the direction of steepest curvature, the picture
//! of damping.

use super::metrics::Walked;
use crate::math::Vec2;
use crate::objective::Objective;
use crate::scene::{Scene, Stages};

/// A line through the valley's floor, square to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Valley {
    origin: Vec2,
    direction: Vec2,
    /// What must be known before its direction is taken for that of the whole way.
    pub caution: Option<Caution>,
}

/// Why distances across the valley may not be what they seem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// The curvature is much the same in every direction: there is no valley.
    Round,
    /// Where the path begins, the steepest direction is another.
    Bends,
}

/// Curvatures whose ratio is less make no valley.
const NARROW: f64 = 1.5;
/// The cosine of the angle by which a valley bends before that is said: 30 degrees.
const STRAIGHT: f64 = 0.866;

impl Valley {
    /// The valley that each path ends in: through the known minimum that is nearest to its end. Where none is
    /// known all share the one through the last point of the path that ends lowest, so that they can be
    /// compared. `None` for an empty path, and where the curvature is not finite.
    pub fn of_each<W: Walked>(paths: &[W], stages: &Stages) -> Vec<Option<Self>> {
        let end = |path: &W| {
            let (points, values) = (path.points(), path.values());
            let stage = stages.at(points.len().saturating_sub(1) as u32);
            Some((*points.last()?, *values.last()?, stage))
        };
        let ends: Vec<_> = paths.iter().map(end).collect();
        let candidates = ends.iter().flatten().filter_map(|(end, value, stage)| {
            let valley = Self::through(*end, &stage.objective)?;
            value.is_finite().then_some((*value, valley))
        });
        let lowest = candidates.min_by(|a, b| a.0.total_cmp(&b.0));
        let shared = lowest.map(|(_, valley)| valley);
        let valley = |end: &Option<(Vec2, f64, &Scene)>| {
            let (end, _, stage) = (*end)?;
            let known = stage.minimum.iter().flat_map(|minimum| &minimum.at);
            let distance = |point: &Vec2| (*point - end).norm();
            match known.min_by(|a, b| distance(a).total_cmp(&distance(b))) {
                Some(minimum) => Self::through(*minimum, &stage.objective),
                None => shared,
            }
        };
        // Most begin at one point, and a Hessian may be that of many rows.
        let mut floor_at: Option<(Vec2, Option<Vec2>)> = None;
        let begun = |(path, valley): (&W, Option<Self>)| {
            let start = *path.points().first()?;
            let (_, floor) = floor_at
                .filter(|(known, _)| *known == start)
                .unwrap_or_else(|| (start, across_floor(start, &stages.at(0).objective)));
            floor_at = Some((start, floor));
            Some(valley?.begun_where(floor))
        };
        let valleys = ends.iter().map(valley);
        paths.iter().zip(valleys).map(begun).collect()
    }

    /// The line through a point along which the curvature there is greatest. `None` where that is not finite.
    fn through(origin: Vec2, objective: &Objective) -> Option<Self> {
        let hessian = objective.derivatives(origin).hessian;
        let eigen = hessian.eigen();
        let ([steep, level], direction) = (eigen.values, eigen.vectors[0]);
        // At a saddle one direction goes down, however like the curvatures are in size.
        let is_round = (0.0..NARROW * level).contains(&steep);
        (hessian.is_finite() && direction.is_finite()).then(|| Self {
            origin,
            direction: upright(direction),
            caution: is_round.then_some(Caution::Round),
        })
    }

    /// The valley of a path that begins in one which this direction crosses, if in any.
    fn begun_where(self, across: Option<Vec2>) -> Self {
        let bends = across.is_some_and(|across| across.dot(self.direction).abs() < STRAIGHT);
        let bend = bends.then_some(Caution::Bends);
        Self {
            caution: self.caution.or(bend),
            ..self
        }
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

/// The direction across the floor of the valley that a point is in, if it is in one.
fn across_floor(at: Vec2, objective: &Objective) -> Option<Vec2> {
    let eigen = objective.derivatives(at).hessian.eigen();
    let [steep, level] = eigen.values;
    // Only walls that rise on both sides have a floor between them.
    (steep > NARROW * level.abs()).then_some(eigen.vectors[0])
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
    use super::*;
    use crate::scene::{Embedded, Scene, parse};
    use crate::simulation::simulate;

    /// A scene on this objective, and the valleys of its paths.
    fn valleys(formula: &str, rest: &str) -> (Scene, Vec<Option<Valley>>) {
        let text = format!("start = [-4.0, 1.2]\n[objective]\nformula = \"{formula}\"\n{rest}");
        let scene = parse("test", &text, &Embedded).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let valleys = Valley::of_each(&simulate(&scene), &scene.stages());
        (scene, valleys)
    }

    const FAST_AND_SLOW: &str = "[[optimizer]]\nkind = \"gd\"\nlr = 0.003\n\
                                 [[optimizer]]\nkind = \"gd\"\nlr = 0.09\nlabel = \"Fast\"";

    #[test]
    fn the_nearest_minimum_is_the_floor_and_up_is_positive() {
        let (_, valleys) = valleys(
            "(x^2 - 25)^2/100 + 50*y^2",
            "[objective.minimum]\nat = [[-5.0, 0.0], [5.0, 0.0]]\nvalue = 0.0\n\
             [[optimizer]]\nkind = \"gd\"\nlr = 0.001\n\
             [[optimizer]]\nkind = \"gd\"\nlabel = \"Other\"\nlr = 0.001\nstart = [4.0, 1.0]",
        );
        let valley = valleys[1].expect("it has one");
        assert_eq!(valley.origin, Vec2::new(5.0, 0.0));
        assert!((valley.component(Vec2::new(4.0, 2.0)) - 2.0).abs() < 1e-9);
        assert!((valley.component(Vec2::new(9.0, -1.0)) + 1.0).abs() < 1e-9);
        assert_eq!(valleys[0].expect("it has one").origin, Vec2::new(-5.0, 0.0));
    }

    #[test]
    fn without_a_minimum_all_paths_are_seen_from_the_lowest_end() {
        // Steepest along (1, −1); it falls along (1, 1) for ever.
        let formula = "9*(x - y)^2 - x - y";
        let (scene, valleys) = valleys(formula, FAST_AND_SLOW);
        assert!(scene.minimum.is_none());
        assert_eq!(valleys[0], valleys[1]);
        let valley = valleys[0].expect("they have one");
        let direction = valley.direction();
        assert!(direction.y.max(direction.x) > 0.7);
        assert!((direction.x + direction.y).abs() < 1e-12);
    }

    #[test]
    fn the_lowest_end_is_that_of_the_path_with_the_least_value() {
        let formula = "sqrt(1 + x^2) - 1 + 10*y";
        let (scene, valleys) = valleys(formula, FAST_AND_SLOW);
        let end = *simulate(&scene)[1]
            .points
            .last()
            .expect("a path has points");
        assert_eq!(valleys.len(), 2);
        assert!(
            valleys
                .iter()
                .all(|valley| valley.is_some_and(|valley| valley.origin == end))
        );
    }

    #[test]
    fn nothing_is_said_where_curvature_is_not_finite() {
        let (_, valleys) = valleys("sqrt(x)", FAST_AND_SLOW);
        assert_eq!(valleys, [None, None]);
    }

    #[test]
    fn what_is_round_or_bends_says_so() {
        for (formula, start, caution) in [
            ("x^2 + 20*y^2", "[-3, 1]", None),
            ("x^2 + 1.2*y^2", "[-3, 1]", Some(Caution::Round)),
            ("x^2 - y^2", "[-3, 1]", None),
            ("x^2 - 1.2*y^2", "[-3, 1]", None),
            (
                "(1 - x)^2 + 100*(y - x^2)^2",
                "[-1.2, 1]",
                Some(Caution::Bends),
            ),
        ] {
            let text = format!(
                "start = {start}\n[objective]\nformula = \"{formula}\"\n[run]\nsteps = 3\n[[optimizer]]\nkind = \"gd\"\n"
            );
            let mut scene =
                parse("valley", &text, &Embedded).unwrap_or_else(|found| panic!("{found}"));
            crate::analysis::rates::complete(&mut scene);
            let stages = scene.stages();
            let paths = simulate(&scene);
            let valleys = Valley::of_each(&paths, &stages);
            assert_eq!(valleys[0].expect("a valley").caution, caution, "{formula}");
        }
    }
}

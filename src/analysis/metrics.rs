//! What can be said of a path up to any of its steps.
//!
//! Sums are kept of a few of a path's steps, so that a cursor moves over it at little cost and long paths
//! take little room.

use std::sync::Arc;

use crate::math::Vec2;
use crate::scene::{Metric, Stage, Stages};
use crate::simulation::{Path, Track};

/// The share of the first descent within which a path counts as settled.
const SETTLED: f64 = 0.01;
/// Steps between two of those at which sums are kept; those between are summed up when asked for.
const STRIDE: usize = 128;

/// What is judged: points and the values there, as many of both.
pub trait Walked {
    /// The points.
    fn points(&self) -> Arc<Vec<Vec2>>;
    /// J at each of them.
    fn values(&self) -> Arc<Vec<f64>>;
}

impl Walked for Path {
    fn points(&self) -> Arc<Vec<Vec2>> {
        Arc::new(self.points.clone())
    }

    fn values(&self) -> Arc<Vec<f64>> {
        Arc::new(self.values.clone())
    }
}

impl<W: Walked> Walked for Arc<W> {
    fn points(&self) -> Arc<Vec<Vec2>> {
        (**self).points()
    }

    fn values(&self) -> Arc<Vec<f64>> {
        (**self).values()
    }
}

impl Walked for Track {
    fn points(&self) -> Arc<Vec<Vec2>> {
        Arc::clone(&self.points)
    }

    fn values(&self) -> Arc<Vec<f64>> {
        Arc::clone(&self.values)
    }
}

/// The metrics of one path up to each of its steps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Metrics {
    points: Arc<Vec<Vec2>>,
    values: Arc<Vec<f64>>,
    /// The value below which the path counts as settled, from each step on at which that changes.
    goals: Vec<(u32, Option<f64>)>,
    /// The sums up to every so-manieth step.
    marks: Vec<Sums>,
    across: Vec<f64>,
}

/// What is summed up along a path.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sums {
    best: f64,
    length: f64,
    reversals: u32,
    settled: Option<u32>,
    /// The last step.
    delta: Vec2,
}

/// The metrics of a path up to one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Snapshot {
    /// J at the step's point.
    pub value: f64,
    /// The least J so far.
    pub best: f64,
    /// Sum of the lengths of the steps.
    pub length: f64,
    /// Length of the straight line from the start.
    pub net: f64,
    /// 1 − net/length: the share of the walk that leads nowhere; 0 without a walk.
    pub waste: f64,
    /// Share of consecutive pairs of steps whose scalar product is negative; 0 without pairs.
    pub reversals: f64,
    /// Share of the length that was walked along the direction of steepest curvature at each step's
    /// beginning; `None` unless asked for with [`Metrics::with_across`].
    pub across: Option<f64>,
    /// The first step from which on J stays within 1% of (start − minimum) above the minimum, each
    /// as it is by then; `None` if it does not, or if no minimum is known.
    pub settled: Option<u32>,
}

impl Snapshot {
    /// The number of a metric; `None` where it has none, or is of the point and not of the walk.
    pub fn metric(&self, metric: Metric) -> Option<f64> {
        match metric {
            Metric::Value => Some(self.value),
            Metric::Best => Some(self.best),
            Metric::Length => Some(self.length),
            Metric::Net => Some(self.net),
            Metric::Waste => Some(self.waste),
            Metric::Reversals => Some(self.reversals),
            Metric::Across => self.across,
            Metric::Settled => self.settled.map(f64::from),
            Metric::Steps | Metric::Rate | Metric::X | Metric::Y => None,
        }
    }
}

impl Metrics {
    /// Sums up a path of the scene that has these stages.
    pub fn of(path: &impl Walked, stages: &Stages) -> Self {
        let (points, values) = (path.points(), path.values());
        let minimum = |stage: &Stage| Some(stage.scene.minimum.as_ref()?.value);
        let first = values.first().copied();
        let stages = stages.as_slice();
        let first_height = first
            .zip(minimum(&stages[0]))
            .map(|(value, least)| value - least);
        let goal = |stage: &Stage| Some(minimum(stage)? + SETTLED * first_height?);
        let mut metrics = Self {
            goals: stages
                .iter()
                .map(|stage| (stage.from, goal(stage)))
                .collect(),
            marks: Vec::with_capacity(values.len().div_ceil(STRIDE)),
            across: Vec::new(),
            points,
            values,
        };
        let mut sums = Sums::NOTHING;
        for step in 0..metrics.values.len().min(metrics.points.len()) {
            metrics.add(&mut sums, step);
            if step % STRIDE == 0 {
                metrics.marks.push(sums);
            }
        }
        metrics
    }

    /// Adds a step to the sums up to the one before.
    fn add(&self, sums: &mut Sums, step: usize) {
        let (point, value) = (self.points[step], self.values[step]);
        let delta = point - self.points[step.saturating_sub(1)];
        sums.best = value.min(sums.best);
        sums.length += delta.norm();
        // The start has no step before it, and its zero makes no pair negative.
        sums.reversals += u32::from(delta.dot(sums.delta) < 0.0);
        let after = self
            .goals
            .partition_point(|(from, _)| *from as usize <= step);
        let goal = after.checked_sub(1).and_then(|last| self.goals[last].1);
        sums.settled = if goal.is_some_and(|goal| value <= goal) {
            sums.settled.or(Some(step as u32))
        } else {
            None
        };
        sums.delta = delta;
    }

    /// The sums up to a step, which must be one of the path's.
    fn sums(&self, step: usize) -> Sums {
        let mark = step / STRIDE;
        let mut sums = self.marks[mark];
        for step in mark * STRIDE + 1..=step {
            self.add(&mut sums, step);
        }
        sums
    }

    /// Adds `across`, which asks the objective, as it is by then, for a Hessian at every step.
    pub fn with_across(mut self, stages: &Stages) -> Self {
        let mut sum = 0.0;
        self.across.clear();
        self.across.push(0.0);
        let pairs = self.points.windows(2).enumerate();
        self.across.extend(pairs.map(|(step, pair)| {
            let objective = &stages.at(step as u32).objective;
            let delta = pair[1] - pair[0];
            if delta != Vec2::ZERO {
                let hessian = objective.derivatives(pair[0]).hessian;
                let along = delta.dot(hessian.eigen().vectors[0]).abs();
                sum += if along.is_finite() { along } else { 0.0 };
            }
            sum
        }));
        self
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        self.values.len().saturating_sub(1)
    }

    /// The metrics up to a step; beyond the path's end, those at its end. `None` for an empty path.
    pub fn at(&self, step: usize) -> Option<Snapshot> {
        let step = step.min(self.steps());
        let (start, value) = (*self.points.first()?, *self.values.get(step)?);
        let sums = self.sums(step);
        let (length, net) = (sums.length, (self.points[step] - start).norm());
        let share = |part: f64, whole: f64| if whole == 0.0 { 0.0 } else { part / whole };
        Some(Snapshot {
            value,
            best: sums.best,
            length,
            net,
            // A straight walk may come out below 0 by rounding.
            waste: if length == 0.0 {
                0.0
            } else {
                (1.0 - net / length).max(0.0)
            },
            reversals: share(f64::from(sums.reversals), step.saturating_sub(1) as f64),
            across: self.across.get(step).map(|&along| share(along, length)),
            settled: sums.settled,
        })
    }
}

impl Sums {
    const NOTHING: Self = Self {
        best: f64::INFINITY,
        length: 0.0,
        reversals: 0,
        settled: None,
        delta: Vec2::ZERO,
    };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{objective, path, stages};
    use super::*;
    use crate::objective::Objective;
    use crate::scene::Minimum;

    fn valley() -> Objective {
        objective(|p| p.x * p.x + 20.0 * p.y * p.y)
    }

    /// The valley, of whose minimum nothing is known.
    fn unknown() -> Stages {
        stages(valley(), None)
    }

    /// The valley with its minimum.
    fn known() -> Stages {
        let origin = Minimum {
            at: vec![Vec2::ZERO],
            value: 0.0,
        };
        stages(valley(), Some(origin))
    }

    #[test]
    fn a_zig_zag_is_all_reversals_and_mostly_waste() {
        let points = [[0.0, 0.0], [3.0, 4.0], [6.0, 0.0], [9.0, 4.0]];
        // Along x the steps go on, so a pair reverses only because y outweighs it: 9 − 16 < 0.
        let metrics = Metrics::of(&path(&points, &valley()), &unknown());
        let end = metrics.at(3).unwrap();
        assert_eq!(end.length, 15.0);
        assert_eq!(end.net, 97.0_f64.sqrt());
        assert_eq!(end.waste, 1.0 - 97.0_f64.sqrt() / 15.0);
        assert_eq!(end.reversals, 1.0);
        assert_eq!(metrics.at(1).unwrap().reversals, 0.0);
        assert_eq!(metrics.at(99), Some(end));
        assert_eq!((end.settled, end.across), (None, None));
    }

    #[test]
    fn across_is_the_share_along_the_steepest_curvature() {
        let points = [[0.0, 0.0], [3.0, 4.0], [6.0, 4.0], [6.0, 1.0]];
        let path = path(&points, &valley());
        let metrics = Metrics::of(&path, &unknown()).with_across(&unknown());
        let shares: Vec<f64> = (0..4)
            .map(|s| metrics.at(s).unwrap().across.unwrap())
            .collect();
        for (share, expected) in shares.iter().zip([0.0, 0.8, 0.5, 7.0 / 11.0]) {
            assert!((share - expected).abs() < 1e-6, "{shares:?}");
        }
    }

    #[test]
    fn settled_begins_anew_when_the_path_leaves_again() {
        // From J = 100 the goal is J ≤ 1.
        let points = [[10.0, 0.0], [1.0, 0.0], [2.0, 0.0], [0.5, 0.0], [1.0, 0.0]];
        let metrics = Metrics::of(&path(&points, &valley()), &known());
        let settled: Vec<_> = (0..5).map(|s| metrics.at(s).unwrap().settled).collect();
        assert_eq!(settled, [None, Some(1), None, Some(3), Some(3)]);
        assert_eq!(metrics.at(4).unwrap().best, 0.25);
        assert_eq!(metrics.at(4).unwrap().value, 1.0);
    }

    #[test]
    fn a_path_that_does_not_move_wastes_nothing() {
        let still = path(&[[1.0, 1.0]; 4], &valley());
        let end = Metrics::of(&still, &known())
            .with_across(&known())
            .at(3)
            .unwrap();
        assert_eq!(
            (end.waste, end.reversals, end.across),
            (0.0, 0.0, Some(0.0))
        );
        assert_eq!(Metrics::default().at(0), None);
    }

    proptest! {
        #[test]
        fn shares_are_shares_and_every_prefix_agrees(
            points in prop::collection::vec([-9.0f64..9.0, -9.0f64..9.0], 1..30),
            cut in 0usize..30,
        ) {
            let whole = path(&points, &valley());
            let metrics = Metrics::of(&whole, &known()).with_across(&known());
            let cut = cut.min(points.len() - 1);
            let part = path(&points[..=cut], &valley());
            let alone = Metrics::of(&part, &known()).with_across(&known());
            prop_assert_eq!(metrics.at(cut), alone.at(cut));
            let shown = metrics.at(cut).unwrap();
            for share in [shown.waste, shown.reversals, shown.across.unwrap()] {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&share), "{share}");
            }
            prop_assert!(shown.best <= shown.value && shown.net <= shown.length * (1.0 + 1e-12));
        }
    }
}

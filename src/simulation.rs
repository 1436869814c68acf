//! Paths from a scene: every optimizer from its start, deterministic, events and noise included.
//!
//! Knows time; nothing of how paths are judged or drawn.

use crate::math::Vec2;
use crate::optimizer::Ghost;
use crate::scene::Scene;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All steps were taken.
    Finished,
    /// The next point or its value would not be finite, or lie more than a million view widths away.
    Diverged,
    /// The next point would lie outside of the objective's domain.
    LeftTheGrid,
}

/// The path of one optimizer; all vectors have the same length, one more than the steps taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The points, the start first.
    pub points: Vec<Vec2>,
    /// J at each point.
    pub values: Vec<f64>,
    /// ∇J at each point, without noise.
    pub gradients: Vec<Vec2>,
    /// The learning rate with which the step from each point is taken, after its schedule.
    pub rates: Vec<f64>,
    /// Gradient evaluations up to each point.
    pub evaluations: Vec<u32>,
    /// What else the method shows at each point; empty where it shows nothing.
    pub ghosts: Vec<Vec<Ghost>>,
    /// How the run ended.
    pub status: Status,
}

/// The paths of all optimizers of a scene, in their order.
pub fn simulate(scene: &Scene) -> Vec<Path> {
    let _ = scene;
    Vec::new()
}

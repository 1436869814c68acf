//! Paths that were recorded elsewhere, such as the training of a network.

use std::sync::Arc;

use crate::math::Vec2;

/// A recorded path: the scene shows it beside those that its optimizers take.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedPath {
    /// Name on the screen, unique among the recorded paths, without control characters.
    pub label: String,
    /// Its own colour (red, green, blue), if it has one.
    pub color: Option<[u8; 3]>,
    /// Its place among the colours of a theme, which no optimizer of the scene has.
    pub place: usize,
    /// Its points in the order of their steps; at least one.
    pub points: Arc<[RecordedPoint]>,
}

/// One point of a recorded path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordedPoint {
    /// The step at which it was reached, greater than that of the point before.
    pub step: u32,
    /// Where it is.
    pub at: Vec2,
    /// The value recorded with it, if there is one. It need not be that of the scene's objective: the
    /// loss of a network is rarely that of the plane onto which its path is projected.
    pub value: Option<f64>,
}

impl RecordedPath {
    /// The points reached up to a step.
    pub fn until(&self, step: u32) -> &[RecordedPoint] {
        let end = self.points.partition_point(|point| point.step <= step);
        &self.points[..end]
    }
}

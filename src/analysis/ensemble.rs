//! Ensembles: a scene's optimizers from many starts, and with many seeds of their noise. What one path tells may be luck;
//! what most of them tell is not.
//!
//! Knows nothing of how many there ought to be, nor of how they are shown.

use std::sync::Arc;

use super::metrics::Snapshot;
use crate::math::Vec2;
use crate::scene::Scene;
use crate::simulation::{Status, Track};

/// The shares of the quantiles that are told: all but a tenth on either side, and the middle.
pub const SHARES: [f64; 3] = [0.1, 0.5, 0.9];

/// A run of the scene beside others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Where all optimizers start; `None` for where the scene has them start.
    pub start: Option<Vec2>,
    /// The seed of all that is random.
    pub seed: u64,
}

/// A member for each start with each of so many seeds, the scene's own the first; by start and then by seed.
pub fn members(scene: &Scene, starts: Option<&[Vec2]>, seeds: u64) -> Vec<Member> {
    let starts = starts.map_or_else(
        || vec![None],
        |starts| starts.iter().copied().map(Some).collect(),
    );
    let first = scene.run.seed;
    let of_start = |start| {
        (0..seeds).map(move |place| Member {
            start,
            seed: first.wrapping_add(place),
        })
    };
    starts.into_iter().flat_map(of_start).collect()
}

/// Starts in the middles of so many cells across the view and up it, by row from below.
pub fn grid([across, up]: [usize; 2], scene: &Scene) -> Vec<Vec2> {
    let middle = |[low, high]: [f64; 2], place: usize, count: usize| {
        low + (high - low) * (place as f64 + 0.5) / count as f64
    };
    let (x, y) = (scene.view.x, scene.view.y);
    let rows = (0..up).map(|row| middle(y, row, up));
    rows.flat_map(|y| (0..across).map(move |column| Vec2::new(middle(x, column, across), y)))
        .collect()
}

impl Member {
    /// The scene as this member runs it.
    pub fn scene(&self, scene: &Scene) -> Scene {
        let mut own = scene.clone();
        own.run.seed = self.seed;
        if let Some(start) = self.start {
            own.start_all_at(start);
        }
        own
    }
}

/// How the members of an optimizer end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// The quantiles of the values at the end, at [`SHARES`]; a path that did not come to its end counts as infinite.
    pub values: [f64; 3],
    /// The share that settles.
    pub settled: f64,
    /// The median of the steps until then, of those that settle; `None` if none does.
    pub steps: Option<f64>,
    /// The share that diverges.
    pub diverged: f64,
}

impl Ends {
    /// How they end: the metrics at the end of each with how it ended. NaN where there is none.
    pub fn of(ends: &[(Snapshot, Status)]) -> Self {
        let value = |(metrics, status): &(Snapshot, Status)| match status {
            Status::Finished => metrics.value,
            _ => f64::INFINITY,
        };
        let share = |count: usize| count as f64 / ends.len() as f64;
        let settled: Vec<f64> = ends
            .iter()
            .filter(|(_, status)| *status == Status::Finished)
            .filter_map(|(metrics, _)| metrics.settled.map(f64::from))
            .collect();
        let diverged = ends
            .iter()
            .filter(|(_, status)| *status == Status::Diverged);
        Self {
            values: quantiles(ends.iter().map(value).collect()),
            settled: share(settled.len()),
            diverged: share(diverged.count()),
            steps: (!settled.is_empty()).then(|| quantiles(settled)[1]),
        }
    }
}

/// The members of an optimizer, step by step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spread {
    /// Their mean point, of those that are still under way.
    pub mean: Vec<Vec2>,
    /// The quantiles of their values, at [`SHARES`].
    pub values: Vec<[f64; 3]>,
}

impl Spread {
    /// What they have in common.
    pub fn of(tracks: &[Arc<Track>]) -> Self {
        let lengths = tracks.iter().map(|track| track.points.len());
        let mut spread = Self::default();
        for step in 0..lengths.max().unwrap_or(0) {
            let there = tracks.iter().filter_map(|track| track.points.get(step));
            let count = there.clone().count() as f64;
            let sum = there.fold(Vec2::ZERO, |sum, point| sum + *point);
            spread.mean.push(sum / count);
            let values = tracks.iter().map(|track| track.values.get(step));
            let values = values.map(|value| value.copied().unwrap_or(f64::INFINITY));
            spread.values.push(quantiles(values.collect()));
        }
        spread
    }
}

/// The quantiles at [`SHARES`], between two neighbours in proportion (type 7 of Hyndman and Fan, as NumPy's); NaN of none.
fn quantiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    SHARES.map(|share| {
        let Some(last) = values.len().checked_sub(1) else {
            return f64::NAN;
        };
        let place = share * last as f64;
        let (low, part) = (place.floor() as usize, place.fract());
        if part == 0.0 {
            return values[low];
        }
        // Between a number and infinity there is nothing but infinity.
        let (low, high) = (values[low], values[low + 1]);
        if high.is_finite() {
            low + (high - low) * part
        } else {
            high
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_numpys() {
        // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0.1, 0.5, 0.9])
        let found = quantiles(vec![3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0]);
        for (found, expected) in found.iter().zip([1.0, 3.5, 6.9]) {
            assert!((found - expected).abs() < 1e-14, "{found}");
        }
        assert_eq!(quantiles(vec![1.0, f64::INFINITY])[1], f64::INFINITY);
        assert!(quantiles(Vec::new())[0].is_nan());
    }
}

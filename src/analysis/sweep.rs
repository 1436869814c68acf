//! What comes of a scene over a range of one of its values, or of two.
//!
//! Knows how values spread over a range and what is judged; nothing of how either is written.

use super::metrics::{Metrics, Snapshot};
use super::minimum;
use crate::scene::Scene;
use crate::simulation::{Status, simulate_one};

/// Values from one to another, both ends included: equal ratios apart or equal differences. One value is
/// the first.
pub fn spread(low: f64, high: f64, count: usize, by_ratio: bool) -> Vec<f64> {
    let last = count.saturating_sub(1);
    let value = |place: usize| match place {
        0 => low,
        place if place == last => high,
        place => {
            let share = place as f64 / last as f64;
            if by_ratio {
                low * libm::pow(high / low, share)
            } else {
                low + (high - low) * share
            }
        }
    };
    (0..count).map(value).collect()
}

/// What came of one optimizer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Everything up to its end; `settled` where the minimum is known or found.
    pub end: Snapshot,
    /// How it ended.
    pub status: Status,
}

/// What comes of the optimizer with this index, which must be one of the scene's. A minimum that is not
/// known is searched for.
pub fn outcome(scene: &Scene, index: usize) -> Option<Outcome> {
    let path = simulate_one(scene, index);
    let mut stages = scene.stages();
    minimum::settle(&mut stages);
    let end = Metrics::of(&path, &stages).at(path.steps())?;
    Some(Outcome {
        end,
        status: path.status,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spread_from_end_to_end() {
        assert_eq!(spread(0.0, 1.0, 5, false), [0.0, 0.25, 0.5, 0.75, 1.0]);
        let ratios = spread(1e-3, 0.2, 25, true);
        assert_eq!((ratios[0], ratios[24], ratios.len()), (1e-3, 0.2, 25));
        let steps = ratios.windows(2).map(|pair| pair[1] / pair[0]);
        for step in steps {
            assert!((step - 200_f64.powf(1.0 / 24.0)).abs() < 1e-12);
        }
        assert_eq!(spread(2.0, 3.0, 1, false), [2.0]);
    }
}

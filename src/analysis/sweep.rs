//! What comes of a scene over a range of one of its values, or of two.
//!
//! Knows how values spread over a range and what is judged; nothing of how either is written.

use super::metrics::{Metrics, Snapshot};
use super::minimum;
use crate::optimizer::Range;
use crate::scene::{Scene, Setting};
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

/// One range of a scene: what it changes, and its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    /// How it is called, such as `Momentum.lr` or `*.lr`.
    pub name: String,
    /// Whether the values are equal ratios apart.
    pub by_ratio: bool,
    /// What takes each value.
    pub settings: Vec<Setting>,
    /// The values.
    pub values: Vec<f64>,
}

impl Varied {
    /// The learning rate of every optimizer that has one, over so many values about those that it has; `None` where none
    /// has one.
    pub fn rates(scene: &Scene, count: usize) -> Option<Self> {
        /// How far below the least of the rates it begins, and how far above the greatest it ends.
        const BELOW: f64 = 300.0;
        const ABOVE: f64 = 8.0;
        let optimizers = scene.optimizers.iter().enumerate();
        let settings: Vec<Setting> = optimizers
            .filter_map(|(optimizer, entry)| {
                let hyper = entry.declaration().hyper("lr")?;
                Some(Setting::Hyper { optimizer, hyper })
            })
            .collect();
        let rates = settings.iter().map(|setting| scene.get(*setting));
        let [least, greatest] = rates
            .filter(|rate| *rate > 0.0)
            .fold([f64::INFINITY, 0.0], |[least, greatest], rate| {
                [rate.min(least), rate.max(greatest)]
            });
        (greatest > 0.0).then(|| Self {
            name: "*.lr".to_owned(),
            by_ratio: true,
            values: spread(least / BELOW, greatest * ABOVE, count, true),
            settings,
        })
    }

    /// One value over the whole of its slider, so many of them as lie apart alike there; `None` where it is no number.
    pub fn slider(scene: &Scene, setting: Setting, count: usize) -> Option<Self> {
        let range = scene.range(setting);
        if !range.is_number() {
            return None;
        }
        let last = count.saturating_sub(1).max(1) as f64;
        let mut values: Vec<f64> = (0..count)
            .map(|place| range.at_fraction(place as f64 / last))
            .collect();
        values.dedup();
        Some(Self {
            name: scene.name(setting),
            by_ratio: matches!(range, Range::Log { .. }) && values.iter().all(|value| *value > 0.0),
            settings: vec![setting],
            values,
        })
    }

    /// Whether it changes the path of an optimizer.
    pub fn touches(&self, index: usize) -> bool {
        self.setting_of(index).is_some()
    }

    /// What is varied as it is now, of an optimizer.
    pub fn present(&self, scene: &Scene, index: usize) -> Option<f64> {
        self.setting_of(index).map(|setting| scene.get(setting))
    }

    /// The first of what is varied that an optimizer's path depends on.
    pub fn setting_of(&self, index: usize) -> Option<Setting> {
        let mut settings = self.settings.iter().copied();
        settings.find(|setting| match setting {
            Setting::Hyper { optimizer, .. } => *optimizer == index,
            Setting::Parameter(_) | Setting::Noise => true,
        })
    }
}

/// An optimizer, the values of the ranges, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its index.
    pub optimizer: usize,
    /// A value of each range.
    pub values: Vec<f64>,
    /// What came of it.
    pub outcome: Outcome,
}

impl Row {
    /// What comes of an optimizer at a place of the ranges, counted through them, the last range fastest; the place must
    /// be less than the product of their lengths.
    pub fn at(
        scene: &Scene,
        ranges: &[Varied],
        optimizer: usize,
        mut place: usize,
    ) -> Option<Self> {
        let mut changed = scene.clone();
        let mut values = vec![0.0; ranges.len()];
        for (range, value) in ranges.iter().zip(&mut values).rev() {
            *value = range.values[place % range.values.len()];
            place /= range.values.len();
            for setting in &range.settings {
                changed.set(*setting, *value);
            }
        }
        Some(Self {
            optimizer,
            values,
            outcome: outcome(&changed, optimizer)?,
        })
    }
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

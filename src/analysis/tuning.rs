//! The best values for an optimizer within a budget of evaluations that is the same for all.
//!
//! Knows which value is better; nothing of how it is written.

use std::cmp::Ordering;
use std::sync::Arc;

use super::metrics::Metrics;
use crate::math::{Random, Vec2};
use crate::optimizer::{Hyper, Range};
use crate::scene::{Scene, Stages};
use crate::simulation::{Path, simulate_one};

/// What makes one value better than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Fewer steps until it is settled, then a lower value.
    Settle,
    /// A lower value at the end.
    Value,
}

/// How an optimizer does, the mean over the starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Steps until it is settled; `None` where it is not from some start.
    pub settled: Option<f64>,
    /// The value at the end; infinite where it diverges from some start.
    pub value: f64,
    /// From the least value at the end to the greatest, over the starts.
    pub spread: [f64; 2],
}

/// A tuned optimizer.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuned {
    /// Its values in the declaration's order.
    pub hypers: Vec<f64>,
    /// How it does with them.
    pub score: Score,
    /// Evaluations that were spent.
    pub spent: u64,
}

/// What is tuned, for what, and with how many evaluations.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// What makes a value better.
    pub goal: Goal,
    /// Whether all values are tuned, not the rate alone.
    pub all: bool,
    /// Evaluations for each optimizer.
    pub budget: u64,
    /// The starts over which the mean is taken.
    pub starts: Vec<Vec2>,
}

/// The scene's own start, and others of the same distance from the middle of the view, by the seed.
pub fn starts(scene: &Scene, count: usize) -> Vec<Vec2> {
    let mut random = Random::new(scene.run.seed ^ 0x7374_6172_7473);
    let (x, y) = (scene.view.x, scene.view.y);
    let others = (1..count).map(|_| {
        let share = [random.uniform(), random.uniform()].map(|share| 0.1 + 0.8 * share);
        let at = |[low, high]: [f64; 2], share: f64| low + (high - low) * share;
        Vec2::new(at(x, share[0]), at(y, share[1]))
    });
    std::iter::once(scene.start).chain(others).collect()
}

/// Tunes the optimizer with this index, which must be one of the scene's.
pub fn tune(scene: &Scene, index: usize, tuning: &Tuning) -> Tuned {
    let declaration = scene.optimizers[index].declaration();
    let mut search = Search {
        scene,
        index,
        tuning,
        stages: scene.stages(),
        spent: 0,
    };
    let mut best = search.tried(scene.optimizers[index].hypers.clone());
    let places: Vec<usize> = (0..declaration.hypers.len())
        .filter(|&place| is_tuned(&declaration.hypers[place], best.hypers[place], tuning.all))
        .collect();
    let rate = places
        .iter()
        .copied()
        .find(|&place| declaration.hypers[place].name == "lr");
    if let Some(rate) = rate {
        // Of many values the rate matters most: it is found first, and has half of the budget at least.
        let until = if places.len() == 1 {
            tuning.budget
        } else {
            tuning.budget / 3
        };
        best = search.along(best, rate, &declaration.hypers[rate].range, until);
    }
    if places.len() > usize::from(rate.is_some()) {
        let ranges: Vec<(usize, Range)> = places
            .iter()
            .map(|&place| (place, declaration.hypers[place].range))
            .collect();
        best = search.together(best, &ranges);
    }
    best.spent = search.spent;
    best
}

/// Whether a value is tuned: the rate, and of all the others the numbers that are not off.
fn is_tuned(hyper: &Hyper, value: f64, all: bool) -> bool {
    let is_off = hyper.default == 0.0 && value == 0.0;
    hyper.name == "lr"
        || (all && hyper.range.is_number() && !is_off && hyper.name != "weight_decay")
}

/// Where a corner of the simplex is on the sliders, and how it does there.
type Corner = (Vec<f64>, Tuned);

fn fractions(tuned: &Tuned, ranges: &[(usize, Range)]) -> Vec<f64> {
    let each = ranges.iter();
    each.map(|(place, range)| range.fraction(tuned.hypers[*place]))
        .collect()
}

/// The greatest distance of a corner from the first along a slider.
fn size(corners: &[Corner]) -> f64 {
    let (first, others) = (&corners[0].0, &corners[1..]);
    let apart = others.iter().flat_map(|(at, _)| {
        let pairs = at.iter().zip(first);
        pairs.map(|(own, first)| (own - first).abs())
    });
    apart.fold(0.0, f64::max)
}

struct Search<'a> {
    scene: &'a Scene,
    index: usize,
    tuning: &'a Tuning,
    stages: Stages,
    spent: u64,
}

impl Search<'_> {
    /// The best along one value: first a look over its whole slider, then ever closer ones.
    fn along(&mut self, mut best: Tuned, place: usize, range: &Range, until: u64) -> Tuned {
        /// Values of each look.
        const LOOK: usize = 24;
        let (mut low, mut high) = (0.0, 1.0);
        while self.spent < until && high - low > 1e-6 {
            let before = range.fraction(best.hypers[place]);
            for step in 0..=LOOK {
                if self.spent >= until {
                    return best;
                }
                let fraction = low + (high - low) * step as f64 / LOOK as f64;
                let mut hypers = best.hypers.clone();
                hypers[place] = range.at_fraction(fraction);
                let tried = self.tried(hypers);
                if self.is_better(&tried, &best) {
                    best = tried;
                }
            }
            let middle = range.fraction(best.hypers[place]);
            let reach = 1.5 * (high - low) / LOOK as f64;
            (low, high) = ((middle - reach).max(0.0), (middle + reach).min(1.0));
            if middle == before && high - low < 1e-4 {
                return best;
            }
        }
        best
    }

    /// The best of several values together: a simplex on their sliders goes down (Nelder and Mead 1965), and
    /// begins anew around its end as long as there is budget.
    fn together(&mut self, mut best: Tuned, ranges: &[(usize, Range)]) -> Tuned {
        let mut reach = 0.12;
        while self.spent < self.tuning.budget && reach > 1e-4 {
            let mut corners = vec![(fractions(&best, ranges), best.clone())];
            for place in 0..ranges.len() {
                let mut at = corners[0].0.clone();
                at[place] += if at[place] + reach > 1.0 {
                    -reach
                } else {
                    reach
                };
                let tried = self.at(&best, ranges, &at);
                corners.push((at, tried));
            }
            while self.spent < self.tuning.budget && size(&corners) > reach * 0.05 {
                self.step(&mut corners, ranges);
            }
            let found = corners.swap_remove(0).1;
            if self.is_better(&found, &best) {
                best = found;
            } else {
                reach *= 0.4;
            }
        }
        best
    }

    /// One step of the simplex; its best corner is first afterwards.
    fn step(&mut self, corners: &mut [Corner], ranges: &[(usize, Range)]) {
        corners.sort_by(|a, b| self.order(&a.1, &b.1));
        let last = corners.len() - 1;
        let middle = |place: usize| {
            let others = corners[..last].iter().map(|(at, _)| at[place]);
            others.sum::<f64>() / last as f64
        };
        let middle: Vec<f64> = (0..ranges.len()).map(middle).collect();
        let along = |share: f64| -> Vec<f64> {
            let worst = &corners[last].0;
            let pairs = middle.iter().zip(worst);
            pairs
                .map(|(middle, worst)| (middle + share * (middle - worst)).clamp(0.0, 1.0))
                .collect()
        };
        let model = corners[0].1.clone();
        let mut take = |share: f64| {
            let at = along(share);
            let tried = self.at(&model, ranges, &at);
            (at, tried)
        };
        let mirrored = take(1.0);
        let [best, second, worst] = [0, last - 1, last].map(|place| corners[place].1.clone());
        let next = if self.order(&mirrored.1, &best).is_lt() {
            let further = along(2.0);
            let tried = self.at(&model, ranges, &further);
            if self.order(&tried, &mirrored.1).is_lt() {
                (further, tried)
            } else {
                mirrored
            }
        } else if self.order(&mirrored.1, &second).is_lt() {
            mirrored
        } else {
            let nearer = along(-0.5);
            let tried = self.at(&model, ranges, &nearer);
            if self.order(&tried, &worst).is_lt() {
                (nearer, tried)
            } else {
                self.shrink(corners, ranges);
                return;
            }
        };
        corners[last] = next;
        corners.sort_by(|a, b| self.order(&a.1, &b.1));
    }

    fn shrink(&mut self, corners: &mut [Corner], ranges: &[(usize, Range)]) {
        let (best, others) = match corners.split_first_mut() {
            Some((best, others)) => (best.clone(), others),
            None => return,
        };
        for (at, tuned) in others {
            for (own, towards) in at.iter_mut().zip(&best.0) {
                *own = f64::midpoint(*own, *towards);
            }
            *tuned = self.at(&best.1, ranges, at);
        }
    }

    /// How it does with these values on the sliders, the others as they are.
    fn at(&mut self, model: &Tuned, ranges: &[(usize, Range)], at: &[f64]) -> Tuned {
        let mut hypers = model.hypers.clone();
        for ((place, range), fraction) in ranges.iter().zip(at) {
            hypers[*place] = range.at_fraction(fraction.clamp(0.0, 1.0));
        }
        self.tried(hypers)
    }

    fn order(&self, one: &Tuned, other: &Tuned) -> Ordering {
        if self.is_better(one, other) {
            Ordering::Less
        } else if self.is_better(other, one) {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }

    fn is_better(&self, one: &Tuned, other: &Tuned) -> bool {
        let values = || one.score.value < other.score.value;
        match self.tuning.goal {
            Goal::Value => values(),
            Goal::Settle => match (one.score.settled, other.score.settled) {
                (Some(one), Some(other)) if one != other => one < other,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                _ => values(),
            },
        }
    }

    fn tried(&mut self, hypers: Vec<f64>) -> Tuned {
        let mut scene = self.scene.clone();
        scene.optimizers[self.index].hypers.clone_from(&hypers);
        let mut walks = Vec::with_capacity(self.tuning.starts.len());
        for &start in &self.tuning.starts {
            let own = self.scene.optimizers[self.index].start;
            scene.optimizers[self.index].start = match own {
                Some(own) if start == self.scene.start => Some(own),
                _ => Some(start),
            };
            let path = simulate_one(&scene, self.index);
            self.spent += u64::from(path.evaluations(path.steps())).max(1);
            walks.push(self.judged(&path));
        }
        let count = walks.len() as f64;
        let settled: Option<f64> = walks.iter().map(|walk| walk.0).sum();
        let values = walks.iter().map(|walk| walk.1);
        let ends = |[low, high]: [f64; 2], value: f64| [low.min(value), high.max(value)];
        Tuned {
            hypers,
            score: Score {
                settled: settled.map(|sum| sum / count),
                value: values.clone().sum::<f64>() / count,
                spread: values.fold([f64::INFINITY, f64::NEG_INFINITY], ends),
            },
            spent: self.spent,
        }
    }

    /// When a path settles, and its last value; infinite where it has none.
    fn judged(&self, path: &Path) -> (Option<f64>, f64) {
        let steps = path.steps();
        let whole = steps as u32 == self.scene.run.steps;
        let stages = Arc::new(self.stages.clone());
        let end = Metrics::of(path, &stages).at(steps).filter(|_| whole);
        let value = end.map_or(f64::INFINITY, |end| end.value);
        let settled = end.and_then(|end| end.settled).map(f64::from);
        (settled, if value.is_nan() { f64::INFINITY } else { value })
    }
}

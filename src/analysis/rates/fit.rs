//! A ladder of rates tried on a scene, and the best of them by an expert's eye.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::{Found, STEPS, unfitted};
use crate::analysis::minimum::{Polish, Rest};
use crate::math::Vec2;
use crate::objective::Objective;
use crate::optimizer::{Hyper, Optimizer, Range};
use crate::scene::{Entry, Minimum, Scene, Shared, View};
use crate::simulation::{Path, Running, Status};

/// A ladder whose highest rung is the best goes on so many times as high, until it has this many rungs.
const HIGHER: f64 = 100.0;
const MOST: usize = 96;
/// Rates are tried at these multiples of each power of ten.
const ROUND: [&str; 6] = ["1", "1.5", "2", "3", "5", "7"];
/// Nearer to the minimum than this share of the first height, all paths are as good.
const NEAR: f64 = 1e-8;
/// A path that ends so near to a bottom, by the size of the view, is in its well.
const AT: f64 = 0.01;
/// The last steps, of which there is one in so many, count as much as all together.
const LAST: usize = 10;
/// Of rates that do nearly as well the smallest is taken: its path is the calmest.
const NEARLY: f64 = 0.05;
/// A default that does about as well is taken before all: it is what everyone takes.
const USUAL: f64 = 0.1;
/// What it costs a path to be out of view all the time.
const UNSEEN: f64 = 1.5;
/// What it costs a path to end in a well whose bottom lies as high as the start, not at the least height.
const SHALLOW: f64 = 3.0;
/// What it costs a path to turn back at every step.
const RATTLING: f64 = 1.0;
/// What it costs a path that it does not last at the next greater rate.
const RISKY: f64 = 0.7;

/// A ladder of rates being tried: a value that is advanced as far as there is time for.
pub struct Fit {
    entry: Entry,
    /// The place of the rate among the hyper-parameters; `None` for a method that has none.
    index: Option<usize>,
    rates: Vec<f64>,
    /// The scene on which they are tried.
    trial: Scene,
    objective: Shared<Objective>,
    view: Shared<View>,
    minimum: Option<Minimum>,
    left: Vec<Running>,
    paths: Vec<Path>,
    /// The bottoms of the wells in which paths ended.
    bottoms: Vec<Rest>,
}

impl Fit {
    /// Fits an optimizer of this kind to a scene.
    pub fn of_kind(scene: &Scene, kind: &'static dyn Optimizer) -> Self {
        Self::new(scene, unfitted(scene, kind))
    }

    pub(super) fn new(scene: &Scene, entry: Entry) -> Self {
        let declaration = entry.declaration();
        let index = declaration.hyper("lr");
        let mut rates = index.map_or_else(Vec::new, |index| {
            ladder(&slider(&declaration.hypers[index]))
        });
        rates.retain(|rate| *rate <= most_beside_decay(&entry));
        let mut fit = Self {
            trial: trial(scene),
            left: Vec::new(),
            paths: Vec::with_capacity(rates.len()),
            objective: scene.objective.clone(),
            view: scene.view.clone(),
            minimum: scene.minimum.clone(),
            bottoms: Vec::new(),
            entry,
            index,
            rates,
        };
        fit.begin(0);
        fit
    }

    /// Begins a path at each rate from a place of the ladder on.
    fn begin(&mut self, first: usize) {
        let Some(index) = self.index else { return };
        let at_rate = |&rate: &f64| {
            let mut entry = self.entry.clone();
            entry.hypers[index] = rate;
            entry.enabled = true;
            entry.into()
        };
        self.trial.optimizers = self.rates[first..].iter().map(at_rate).collect();
        let stages = Arc::new(self.trial.stages());
        let running = |index| Running::new(&stages, index);
        self.left = (0..self.rates.len() - first).rev().map(running).collect();
    }

    /// Where the greatest rate of the ladder did best, the ladder needs more rungs above it.
    fn reach_higher(&mut self, found: Option<Found>) -> bool {
        let (Some(found), Some(index)) = (found, self.index) else {
            return false;
        };
        let top = self.rates.last().copied().unwrap_or(0.0);
        let most = self.entry.declaration().hypers[index].range.max();
        let most = most.min(most_beside_decay(&self.entry));
        let above = ladder(&(top..=most.min(top * HIGHER)));
        let more = above.into_iter().filter(|rate| *rate > top);
        let first = self.rates.len();
        if found.rate == top && first < MOST {
            self.rates.extend(more);
        }
        self.begin(first);
        self.rates.len() > first
    }

    /// The same at once.
    pub(super) fn finish(mut self) -> (Entry, Option<Found>) {
        loop {
            if let Some(found) = self.advance(u32::MAX) {
                return found;
            }
        }
    }

    /// Goes on by at most so many steps; the optimizer at its rate, once all were tried, and how the
    /// rate was found, if one was.
    pub fn advance(&mut self, steps: u32) -> Option<(Entry, Option<Found>)> {
        if let Some(running) = self.left.last_mut() {
            if running.advance(steps) {
                let path = self.left.pop().map(Running::into_record);
                self.paths.extend(path);
            }
            return None;
        }
        let found = self.found();
        if self.reach_higher(found) {
            return None;
        }
        if let (Some(found), Some(index)) = (found, self.index) {
            self.entry.hypers[index] = found.rate;
        }
        Some((self.entry.clone(), found))
    }

    fn found(&mut self) -> Option<Found> {
        let paths = std::mem::take(&mut self.paths);
        let values = paths.iter().flat_map(|path| &path.values);
        let least = values.copied().fold(f64::INFINITY, f64::min);
        let least = self.minimum.as_ref().map_or(least, |known| known.value);
        let scores: Vec<f64> = paths.iter().map(|path| self.score(path, least)).collect();
        self.paths = paths;
        let is_risky = |place: usize| scores.get(place + 1).is_some_and(|next| next.is_infinite());
        let scored = || {
            let places = scores.iter().enumerate();
            let finite = places.filter(|(_, score)| score.is_finite());
            finite.map(|(place, score)| (place, score + f64::from(is_risky(place)) * RISKY))
        };
        let best = scored().map(|(_, score)| score).reduce(f64::min)?;
        let within = |share: f64| {
            let enough = best + share * best.abs();
            scored().filter(move |(_, score)| *score <= enough)
        };
        let default = self.index.map(|index| self.entry.hypers[index]);
        let is_default = |place: usize| default == self.rates.get(place).copied();
        let mut usual = within(USUAL).filter(|(place, _)| is_default(*place));
        let (place, _) = usual.next().or_else(|| within(NEARLY).next())?;
        Some(Found {
            rate: *self.rates.get(place)?,
            tried: self.rates.len(),
        })
    }

    /// How well a path does: how high it runs above the bottom of its own well, how much of it is out of view,
    /// how much higher than the least height that bottom lies, and how often
    /// it turns back. The lower, the better; infinite for a path
    /// that did not last.
    fn score(&mut self, path: &Path, least: f64) -> f64 {
        let Some(first) = path
            .values
            .first()
            .filter(|_| path.status == Status::Finished)
        else {
            return f64::INFINITY;
        };
        let bottom = self.bottom_below(path).filter(|bottom| bottom < first);
        let bottom = bottom.unwrap_or(least);
        let whole = first - least.min(bottom);
        let shallow = ((bottom - least) / whole).clamp(0.0, 1.0);
        let unseen = path
            .points
            .iter()
            .filter(|point| !is_in(&self.view, **point));
        let unseen = unseen.count() as f64 / path.points.len() as f64;
        heights(path, bottom) + UNSEEN * unseen + SHALLOW * shallow + RATTLING * reversals(path)
    }

    /// The value at the bottom of the well in which a path ends, if it has one.
    fn bottom_below(&mut self, path: &Path) -> Option<f64> {
        let (end, value) = (*path.points.last()?, *path.values.last()?);
        let size = Vec2::new(
            self.view.x[1] - self.view.x[0],
            self.view.y[1] - self.view.y[0],
        );
        let is_at = |at: Vec2| ((end - at) / size).norm() < AT;
        let minima = self.minimum.iter();
        let known = minima.flat_map(|known| known.at.iter().map(|at| (*at, known.value)));
        let found = self.bottoms.iter().map(|rest| (rest.at, rest.value));
        let bottom = known
            .chain(found)
            .find(|(at, bottom)| is_at(*at) && *bottom <= value);
        if let Some((_, bottom)) = bottom {
            return Some(bottom);
        }
        let rest = Polish::new(&self.objective, [self.view.x, self.view.y], size * AT).descend(end);
        let is_bottom = rest.settled && rest.value <= value;
        if is_bottom {
            self.bottoms.push(rest);
        }
        is_bottom.then_some(rest.value)
    }
}

/// The part of the range that a slider covers, without 0.
fn slider(hyper: &Hyper) -> RangeInclusive<f64> {
    match hyper.range {
        Range::Log { low, high, .. } => low..=high,
        Range::Linear { min, max } | Range::Decay { min, max } => min.max(max * 1e-5)..=max,
        Range::Integer { min, max } => f64::from(min.max(1))..=f64::from(max),
        Range::Switch | Range::Choice(_) => 1.0..=1.0,
    }
}

/// Beyond this rate the decay of weights alone takes each step more than a hundredth of the way to the origin.
fn most_beside_decay(entry: &Entry) -> f64 {
    let place = entry.declaration().hyper("weight_decay");
    place.map_or(f64::INFINITY, |place| 0.01 / entry.hypers[place])
}

/// The round numbers of a range in rising order.
fn ladder(range: &RangeInclusive<f64>) -> Vec<f64> {
    (-12..=6)
        .flat_map(|power| ROUND.map(|digits| format!("{digits}e{power}")))
        // Read from text, so that each is the double nearest to the number meant.
        .filter_map(|text| text.parse().ok())
        .filter(|rate| range.contains(rate))
        .collect()
}

/// The scene without optimizers, undisturbed and no longer than a trial.
fn trial(scene: &Scene) -> Scene {
    let mut trial = scene.clone();
    trial.events = Shared::default();
    trial.run.noise = 0.0;
    trial.run.steps = trial.run.steps.min(STEPS);
    trial.optimizers = Vec::new();
    trial
}

/// The share of steps that turn back from the step before.
fn reversals(path: &Path) -> f64 {
    let steps = path.points.windows(2).map(|pair| pair[1] - pair[0]);
    let turns = steps.clone().zip(steps.skip(1));
    let (mut back, mut all) = (0.0, 0.0);
    for (one, next) in turns {
        back += f64::from(one.dot(next) < 0.0);
        all += 1.0;
    }
    back / f64::max(all, 1.0)
}

/// Whether a point is in view.
fn is_in(view: &View, point: Vec2) -> bool {
    let within = |value: f64, [low, high]: [f64; 2]| low <= value && value <= high;
    within(point.x, view.x) && within(point.y, view.y)
}

/// How high a path runs above the bottom: of the logarithm of the greatest height still to come, so that
/// passing by low ground does not count, the mean over its steps and over the last of them in equal parts, so
/// that a swift way down does not make up for rattling at the bottom. Above its start all heights are alike:
/// there it has won nothing yet.
fn heights(path: &Path, bottom: f64) -> f64 {
    let height = path.values[0] - bottom;
    if height <= 0.0 {
        return f64::INFINITY;
    }
    let still_to_come = path.values.iter().rev().scan(bottom, |highest, value| {
        *highest = highest.max(*value);
        Some(*highest)
    });
    // From the end backwards.
    let logs: Vec<f64> = still_to_come
        .map(|highest| libm::log(((highest - bottom) / height).min(1.0) + NEAR))
        .collect();
    let last = &logs[..logs.len().div_ceil(LAST)];
    let mean = |logs: &[f64]| logs.iter().sum::<f64>() / logs.len() as f64;
    f64::midpoint(mean(&logs), mean(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ladders_are_round_and_rise() {
        assert_eq!(
            ladder(&(0.05..=2.0)),
            [0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0]
        );
    }
}

//! Learning rates that work: a quick trial of a ladder of rates on the scene itself.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::minimum;
use crate::optimizer::{self, Hyper, Modifiers, Optimizer, Range, Schedule};
use crate::scene::{Entry, Scene, Shared, View};
use crate::simulation::{Path, Running, Status};

/// What a scene without optimizers shows.
const TEXTBOOK: [&str; 5] = ["gd", "momentum", "adagrad", "rmsprop", "adam"];
/// Rates are tried at these multiples of each power of ten.
const ROUND: [&str; 6] = ["1", "1.5", "2", "3", "5", "7"];
/// Trials are no longer than this, however long the scene.
const STEPS: u32 = 300;
/// Nearer to the minimum than this share of the first height, all paths are as good.
const NEAR: f64 = 1e-8;
/// The last steps, of which there is one in so many, count as much as all together.
const LAST: usize = 10;
/// Of rates that do nearly as well the smallest is taken: its path is the calmest.
const NEARLY: f64 = 0.05;

/// Fills in what the scene leaves to be found: the minimum, and the textbook five at rates that suit.
pub fn complete(scene: &mut Scene) {
    if scene.minimum.is_none() {
        scene.minimum = minimum::search(&scene.objective, &scene.view);
    }
    if scene.optimizers.is_empty() {
        let mut textbook = Textbook::knowing_minimum(scene.clone());
        while textbook.advance(u32::MAX).is_none() {}
        scene.optimizers = textbook.scene.optimizers;
    }
}

/// Steps that a fit takes at most, more or less: each rate of its ladder is tried.
pub const STEPS_OF_A_FIT: u64 = 60 * STEPS as u64;

/// The textbook five being fitted to a scene that has no optimizers: a value that is advanced as far as
/// there is time for.
pub struct Textbook {
    scene: Scene,
    /// Searches for the minimum first.
    search: Option<minimum::Search>,
    left: Vec<&'static dyn Optimizer>,
    fit: Option<Fit>,
}

impl Textbook {
    /// Begins with a scene of whose minimum nothing may be known.
    pub fn new(scene: Scene) -> Self {
        let search = minimum::Search::new(&scene.objective, &scene.view);
        Self {
            search: Some(search).filter(|_| scene.minimum.is_none()),
            ..Self::knowing_minimum(scene)
        }
    }

    /// Gives up once `stop` says so; what it finds then means nothing.
    pub fn until(mut self, stop: minimum::Stop) -> Self {
        self.search = self.search.map(|search| search.until(stop));
        self
    }

    fn knowing_minimum(scene: Scene) -> Self {
        let kinds = TEXTBOOK.into_iter().rev();
        Self {
            scene,
            search: None,
            left: kinds.filter_map(optimizer::find).collect(),
            fit: None,
        }
    }

    /// The scene so far.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Goes on by at most so many steps; the scene, once all are found.
    pub fn advance(&mut self, steps: u32) -> Option<Scene> {
        if let Some(search) = &mut self.search {
            if let Some(found) = search.advance() {
                self.scene.minimum = found;
                self.search = None;
            }
            return None;
        }
        if let Some(fit) = &mut self.fit {
            let (entry, _) = fit.advance(steps)?;
            self.fit = None;
            // Five are never too many, but of a very long run they may be.
            if self.scene.add_optimizer(entry).is_err() {
                self.left.clear();
            }
            return None;
        }
        match self.left.pop() {
            Some(kind) => self.fit = Some(Fit::of_kind(&self.scene, kind)),
            None => return Some(self.scene.clone()),
        }
        None
    }
}

/// The same as far as paths depend on it: the minimum only where a method knows it, or where rates
/// are to be found.
pub fn complete_for_paths(scene: &mut Scene) {
    let mut methods = scene.optimizers.iter().map(|entry| entry.declaration());
    if scene.optimizers.is_empty() || methods.any(|method| method.knows_minimum) {
        complete(scene);
    }
}

/// A learning rate that was found by trying.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The rate.
    pub rate: f64,
    /// How many rates were tried.
    pub tried: usize,
}

/// An optimizer of this kind for the scene, at a rate that suits.
pub fn fitted(scene: &Scene, kind: &'static dyn Optimizer) -> Entry {
    fit(scene, kind).0
}

/// The same, and how its rate was found; `None` if it has no rate, or if none works: then it has
/// its default.
pub fn fit(scene: &Scene, kind: &'static dyn Optimizer) -> (Entry, Option<Found>) {
    Fit::of_kind(scene, kind).finish()
}

/// A learning rate with which this optimizer goes down quickly on the scene, if possible in view and
/// with some margin before it diverges. `None` if it has no rate, or if none works.
pub fn suit(scene: &Scene, entry: &Entry) -> Option<Found> {
    Fit::new(scene, entry.clone()).finish().1
}

/// A ladder of rates being tried: a value that is advanced as far as there is time for.
pub struct Fit {
    entry: Entry,
    /// The place of the rate among the hyper-parameters; `None` for a method that has none.
    index: Option<usize>,
    rates: Vec<f64>,
    view: View,
    minimum: Option<f64>,
    left: Vec<Running>,
    paths: Vec<Path>,
}

impl Fit {
    /// Fits an optimizer of this kind to a scene.
    pub fn of_kind(scene: &Scene, kind: &'static dyn Optimizer) -> Self {
        Self::new(scene, unfitted(scene, kind))
    }

    fn new(scene: &Scene, entry: Entry) -> Self {
        let declaration = entry.declaration();
        let index = declaration.hyper("lr");
        let rates = index.map_or_else(Vec::new, |index| {
            ladder(&slider(&declaration.hypers[index]))
        });
        let stages = Arc::new(trial(scene, &entry, index.unwrap_or(0), &rates).stages());
        let running = |index| Running::new(&stages, index);
        Self {
            left: (0..rates.len()).rev().map(running).collect(),
            paths: Vec::with_capacity(rates.len()),
            view: View::clone(&scene.view),
            minimum: scene.minimum.as_ref().map(|known| known.value),
            entry,
            index,
            rates,
        }
    }

    fn finish(mut self) -> (Entry, Option<Found>) {
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
        if let (Some(found), Some(index)) = (found, self.index) {
            self.entry.hypers[index] = found.rate;
        }
        Some((self.entry.clone(), found))
    }

    fn found(&self) -> Option<Found> {
        let paths = &self.paths;
        let values = paths.iter().flat_map(|path| &path.values);
        let least = || values.copied().fold(f64::INFINITY, f64::min);
        let goal = self.minimum.unwrap_or_else(least);
        let scores: Vec<f64> = paths.iter().map(|path| score(path, goal)).collect();
        let is_safe = |place: usize| scores.get(place + 1).is_none_or(|next| next.is_finite());
        let is_seen = |place: usize| stays_in(&self.view, &paths[place]);
        let best_of = |wish: &dyn Fn(usize) -> bool| {
            let eligible = |&(place, score): &(usize, &f64)| score.is_finite() && wish(place);
            let scored = || scores.iter().enumerate().filter(eligible);
            let best = scored().map(|(_, score)| *score).reduce(f64::min)?;
            let enough = best + NEARLY * best.abs();
            scored().find(|(_, score)| **score <= enough)
        };
        let (place, _) = best_of(&|place| is_safe(place) && is_seen(place))
            .or_else(|| best_of(&is_safe))
            .or_else(|| best_of(&|_| true))?;
        Some(Found {
            rate: *self.rates.get(place)?,
            tried: self.rates.len(),
        })
    }
}

/// An optimizer of this kind as a scene would have it, at its default rate.
pub fn unfitted(scene: &Scene, kind: &'static dyn Optimizer) -> Entry {
    let declaration = kind.declaration();
    Entry {
        label: scene.unused_label(declaration.display),
        kind,
        hypers: declaration.defaults(),
        convention: None,
        color: None,
        place: 0,
        start: None,
        schedule: Schedule::default(),
        modifiers: Modifiers::default(),
        enabled: true,
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

/// The round numbers of a range in rising order.
fn ladder(range: &RangeInclusive<f64>) -> Vec<f64> {
    (-12..=6)
        .flat_map(|power| ROUND.map(|digits| format!("{digits}e{power}")))
        // Read from text, so that each is the double nearest to the number meant.
        .filter_map(|text| text.parse().ok())
        .filter(|rate| range.contains(rate))
        .collect()
}

/// The scene with the same optimizer at each of the rates, undisturbed.
fn trial(scene: &Scene, entry: &Entry, index: usize, rates: &[f64]) -> Scene {
    let at_rate = |&rate: &f64| {
        let mut entry = entry.clone();
        entry.hypers[index] = rate;
        entry.enabled = true;
        entry.into()
    };
    let mut trial = scene.clone();
    trial.events = Shared::default();
    trial.run.noise = 0.0;
    trial.run.steps = trial.run.steps.min(STEPS);
    trial.optimizers = rates.iter().map(at_rate).collect();
    trial
}

/// Whether a path is in view from its start to its end.
fn stays_in(view: &View, path: &Path) -> bool {
    let within = |value: f64, [low, high]: [f64; 2]| low <= value && value <= high;
    let mut points = path.points.iter();
    points.all(|point| within(point.x, view.x) && within(point.y, view.y))
}

/// How high a path runs above the goal: of the logarithm of the greatest height still to come, so
/// that passing by low ground does not count, the mean over its steps and over the last of them in
/// equal parts, so that a swift way down does not make up for rattling at the bottom. The lower, the
/// better; infinite for a path that did not last.
fn score(path: &Path, goal: f64) -> f64 {
    let Some(first) = path
        .values
        .first()
        .filter(|_| path.status == Status::Finished)
    else {
        return f64::INFINITY;
    };
    let height = first - goal;
    if height <= 0.0 {
        return f64::INFINITY;
    }
    let still_to_come = path.values.iter().rev().scan(goal, |highest, value| {
        *highest = highest.max(*value);
        Some(*highest)
    });
    // From the end backwards.
    let logs: Vec<f64> = still_to_come
        .map(|highest| ((highest - goal) / height + NEAR).ln())
        .collect();
    let last = &logs[..logs.len().div_ceil(LAST)];
    let mean = |logs: &[f64]| logs.iter().sum::<f64>() / logs.len() as f64;
    f64::midpoint(mean(&logs), mean(last))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::objective;
    use super::*;
    use crate::math::Vec2;
    use crate::optimizer::Convention;
    use crate::scene::{HeightScale, Levels, Run};
    use crate::simulation::simulate;

    fn ravine() -> Scene {
        Scene {
            origin: "ravine".into(),
            title: "Ravine".into(),
            description: "".into(),
            start: Vec2::new(-4.0, 1.0),
            objective: objective(|p| 0.5 * p.x * p.x + 10.0 * p.y * p.y).into(),
            minimum: None,
            view: View {
                x: [-5.0, 5.0],
                y: [-2.0, 2.0],
                levels: Levels::Count(8),
                scale: HeightScale::Log,
            }
            .into(),
            run: Run {
                steps: 200,
                convention: Convention::Textbook,
                seed: 7,
                noise: 0.5,
            },
            optimizers: Vec::new(),
            paths: Vec::new().into(),
            events: Vec::new().into(),
        }
    }

    #[test]
    fn a_scene_without_optimizers_gets_five_that_arrive() {
        let mut scene = ravine();
        complete(&mut scene);
        assert_eq!(scene.minimum.as_ref().map(|known| known.value), Some(0.0));
        scene.run.noise = 0.0;
        let first = scene.objective.value(scene.start);
        for (entry, path) in scene.optimizers.iter().zip(simulate(&scene)) {
            let last = path.values.last().copied().unwrap();
            assert_eq!(path.status, Status::Finished, "{entry:?}");
            assert!(last < 0.01 * first, "{entry:?} ends at {last}");
        }
        // Beyond 2/λ = 0.1 gradient descent would diverge.
        let rate = scene.optimizers[0].hypers[0];
        assert!((0.02..0.1).contains(&rate), "{rate}");
    }

    #[test]
    fn a_swift_rate_that_rattles_is_none_that_works() {
        let mut scene = crate::scene::open("ravine").unwrap();
        let lion = fitted(&scene, optimizer::find("lion").unwrap());
        scene.optimizers = vec![lion.into()];
        let path = simulate(&scene).remove(0);
        let last = path.values.last().copied().unwrap();
        assert!(last < 0.01 * path.values[0], "{last}");
    }

    #[test]
    fn a_second_optimizer_of_a_kind_is_numbered() {
        let mut scene = ravine();
        for label in ["Adam", "Adam 2"] {
            let adam = fitted(&scene, optimizer::find("adam").unwrap());
            assert_eq!(adam.label, label);
            scene.optimizers.push(adam.into());
        }
    }

    #[test]
    fn where_nothing_can_be_measured_the_default_stays() {
        let mut scene = ravine();
        scene.objective = objective(|_| f64::NAN).into();
        complete(&mut scene);
        assert_eq!(scene.minimum, None);
        for entry in &scene.optimizers {
            assert_eq!(entry.hypers, entry.declaration().defaults());
        }
    }

    #[test]
    fn ladders_are_round_and_rise() {
        assert_eq!(
            ladder(&(0.05..=2.0)),
            [0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0]
        );
    }
}

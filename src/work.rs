//! What may take longer than a frame, as values that are advanced in slices: on threads where there
//! are any, between frames where there are none.
//!
//! Knows what is to be computed and how far it is; nothing of threads, of time, or of who wants it.
//! One more kind of work is one variant of [`Job`] and its arm in [`Job::begin`].

mod ensemble;
mod insight;
mod tune;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::analysis::Metrics;
use crate::analysis::minimum::Search;
use crate::analysis::rates::{Fit, Found, Textbook};
use crate::analysis::tuning::Tuned;
use crate::optimizer::Optimizer;
use crate::scene::{Entry, Minimum, Scene, Setting, Stages};
use crate::simulation::{Running, Track};

/// Work in evaluations of a short formula, each roughly ten nanoseconds.
pub type Fuel = u64;

/// What fits in a frame and is done at once, so that nothing flickers.
pub const SHORT: Fuel = 1_000_000;
/// A slice of what does not: a few milliseconds.
pub const SLICE: Fuel = 150_000;
/// What a step costs beside its evaluation.
const STEP: Fuel = 6;
/// Points of each path that are computed before any path is computed further.
const COARSE: usize = 4096;
/// Of a path on its way a copy is handed on whenever it is so many times as long, lest the copies take more
/// memory than the paths.
const GROWN: usize = 4;

pub use crate::analysis::minimum::Stop;
use ensemble::EnsembleTask;
pub use ensemble::{EnsembleFound, Varied, runs};
pub use insight::{BasinFound, RatesFound};
use insight::{BasinTask, RatesTask};
pub use tune::PATHS as TUNED_PATHS;
use tune::TuneTask;

/// The name of a piece of work; no two have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket(u64);

impl Ticket {
    /// A ticket that no other work has.
    #[expect(
        clippy::new_without_default,
        reason = "no two are equal, so none is the default"
    )]
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Work to be done: all that it depends on.
#[derive(Clone)]
pub enum Job {
    /// The path of one optimizer of the scene that has these stages.
    Path(Arc<Stages>, usize),
    /// The minimum of a scene.
    Minimum(Box<Scene>),
    /// Optimizers for a scene that has none.
    Roster(Box<Scene>),
    /// A kind of optimizer at a rate that suits a scene, and the path that it would have.
    Trial(Box<Scene>, &'static dyn Optimizer),
    /// What comes of each learning rate, or of each value of a setting.
    Rates(Box<Scene>, Option<Setting>),
    /// Where each start in view leads the optimizer at this index.
    Basin(Box<Scene>, usize),
    /// The optimizer at this index again and again.
    Ensemble(Box<Scene>, usize, Varied),
    /// The best rate for each optimizer.
    Tune(Box<Scene>),
}

/// What comes of work, whole or as far as it is known.
#[derive(Debug)]
pub enum Product {
    /// A path, its metrics, and the stages they were computed with.
    Path(Arc<Track>, Arc<Metrics>, Arc<Stages>),
    /// The minimum of a scene, or that none was found.
    Minimum(Box<Scene>, Option<Minimum>),
    /// The scene with optimizers.
    Roster(Box<Scene>),
    /// The optimizer, how its rate was found, its path and its metrics.
    Trial(Box<Entry>, Option<Found>, Arc<Track>, Arc<Metrics>),
    /// What came of the rates; `None` where no optimizer has one.
    Rates(Option<Arc<RatesFound>>),
    /// Where starts lead.
    Basin(Arc<BasinFound>),
    /// What came of the runs of an ensemble.
    Ensemble(Arc<EnsembleFound>),
    /// The optimizers with their best rates.
    Tuned(Vec<Tuned>),
}

/// What a slice of work led to.
pub enum Progress {
    /// It goes on.
    Begun,
    /// It goes on, and so much is known.
    SoFar(Product),
    /// It is done.
    Done(Product),
}

/// Work on its way.
pub trait Task: Send {
    /// Goes on for about so much fuel, or the least step where that is more.
    fn advance(&mut self, fuel: Fuel) -> Progress;

    /// Whether others should go on first.
    fn yields(&self) -> bool {
        false
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path(..) => "Path",
            Self::Minimum(_) => "Minimum",
            Self::Roster(_) => "Roster",
            Self::Trial(..) => "Trial",
            Self::Rates(..) => "Rates",
            Self::Basin(..) => "Basin",
            Self::Ensemble(..) => "Ensemble",
            Self::Tune(_) => "Tune",
        })
    }
}

impl Job {
    /// The work at its beginning.
    /// It may be given up in the midst of a slice once `stop` says so; what comes of it then means nothing.
    pub fn begin(self, stop: Stop) -> Box<dyn Task> {
        match self {
            Self::Path(stages, index) => Box::new(PathTask::new(stages, index)),
            Self::Minimum(scene) => Box::new(MinimumTask {
                search: Search::new(&scene.objective, &scene.view).until(stop),
                scene: Some(scene),
            }),
            Self::Roster(scene) => Box::new(RosterTask(Textbook::new(*scene).until(stop))),
            Self::Rates(scene, setting) => Box::new(RatesTask::new(*scene, setting)),
            Self::Basin(scene, index) => Box::new(BasinTask::new(*scene, index)),
            Self::Ensemble(scene, index, varied) => {
                Box::new(EnsembleTask::new(*scene, index, varied))
            }
            Self::Tune(scene) => Box::new(TuneTask::new(*scene)),
            Self::Trial(scene, kind) => Box::new(TrialTask {
                fit: Some(Fit::of_kind(&scene, kind)),
                path: None,
                scene,
            }),
        }
    }

    /// Does it all at once.
    pub fn finish(self) -> Product {
        let mut task = self.begin(Stop::default());
        loop {
            if let Progress::Done(product) = task.advance(Fuel::MAX) {
                return product;
            }
        }
    }

    /// About how much work it is.
    pub fn cost(&self) -> Fuel {
        match self {
            Self::Path(stages, _) => path_cost(stages.at(0)),
            Self::Minimum(scene) => minimum_cost(scene),
            Self::Roster(scene) => 5 * (minimum_cost(scene) + trial_cost(scene)),
            Self::Trial(scene, _) => trial_cost(scene) + path_cost(scene),
            Self::Rates(scene, _) => {
                insight::RATES as u64 * scene.optimizers.len() as u64 * path_cost(scene)
            }
            Self::Tune(scene) => tune::PATHS * scene.optimizers.len() as u64 * path_cost(scene),
            Self::Ensemble(scene, ..) => ensemble::RUNS as u64 * path_cost(scene),
            Self::Basin(scene, _) => (insight::CELLS * insight::CELLS) as u64 * path_cost(scene),
        }
    }
}

/// What one step of a scene costs.
fn step_cost(scene: &Scene) -> Fuel {
    STEP + 2 * scene.objective.cost()
}

/// What a path of a scene costs.
pub fn path_cost(scene: &Scene) -> Fuel {
    u64::from(scene.run.steps) * step_cost(scene)
}

fn minimum_cost(scene: &Scene) -> Fuel {
    crate::analysis::minimum::EVALUATIONS * scene.objective.cost()
}

/// What finding a rate for one optimizer of a scene costs.
pub fn trial_cost(scene: &Scene) -> Fuel {
    crate::analysis::rates::STEPS_OF_A_FIT * step_cost(scene)
}

/// Points that fuel lasts for; at least one.
fn points(fuel: Fuel, scene: &Scene) -> u32 {
    u32::try_from((fuel / step_cost(scene)).max(1)).unwrap_or(u32::MAX)
}

/// A path so far that is cheap to have at once: its first few points.
pub fn first_points(stages: &Arc<Stages>, index: usize, fuel: Fuel) -> Track {
    let scene = stages.at(0);
    if fuel < step_cost(scene) {
        return Track::unknown(stages, index);
    }
    let mut running = Running::<Track>::new(stages, index);
    running.advance(points(fuel, scene).min(COARSE as u32));
    let track = running.so_far();
    if track.is_whole {
        track.clone()
    } else {
        track.so_far()
    }
}

struct PathTask {
    stages: Arc<Stages>,
    running: Running<Track>,
    /// Points that were handed on.
    shown: usize,
    yields: bool,
}

impl PathTask {
    fn new(stages: Arc<Stages>, index: usize) -> Self {
        Self {
            running: Running::new(&stages, index),
            stages,
            shown: 0,
            yields: false,
        }
    }

    fn product(&self, track: Track) -> Product {
        let track = Arc::new(track);
        let metrics = Arc::new(Metrics::of(&*track, &self.stages));
        Product::Path(track, metrics, Arc::clone(&self.stages))
    }
}

impl Task for PathTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        let before = self.running.so_far().points.len();
        let mut count = points(fuel, self.stages.at(0));
        if before < COARSE {
            count = count.min((COARSE - before) as u32);
        }
        if self.running.advance(count) {
            let track = self.running.so_far().clone();
            return Progress::Done(self.product(track));
        }
        let known = self.running.so_far().points.len();
        self.yields = before < COARSE && known >= COARSE;
        if known < self.shown * GROWN {
            return Progress::Begun;
        }
        self.shown = known;
        Progress::SoFar(self.product(self.running.so_far().so_far()))
    }

    fn yields(&self) -> bool {
        self.yields
    }
}

struct MinimumTask {
    search: Search,
    scene: Option<Box<Scene>>,
}

impl Task for MinimumTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        let found = go_on(fuel, self.scene.as_deref(), || self.search.advance());
        match (found, &self.scene) {
            (Some(found), Some(_)) => match self.scene.take() {
                Some(scene) => Progress::Done(Product::Minimum(scene, found)),
                None => Progress::Begun,
            },
            _ => Progress::Begun,
        }
    }
}

struct RosterTask(Textbook);

impl Task for RosterTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        let steps = points(fuel, self.0.scene());
        match self.0.advance(steps) {
            Some(scene) => Progress::Done(Product::Roster(Box::new(scene))),
            None => Progress::Begun,
        }
    }
}

struct TrialTask {
    scene: Box<Scene>,
    fit: Option<Fit>,
    path: Option<(Entry, Option<Found>, PathTask)>,
}

impl Task for TrialTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        if let Some(fit) = &mut self.fit {
            if let Some((entry, found)) = fit.advance(points(fuel, &self.scene)) {
                let mut scene = Scene::clone(&self.scene);
                scene.optimizers.push(entry.clone().into());
                let index = scene.optimizers.len() - 1;
                let task = PathTask::new(Arc::new(scene.stages()), index);
                self.path = Some((entry, found, task));
                self.fit = None;
            }
            return Progress::Begun;
        }
        let Some((entry, found, task)) = &mut self.path else {
            return Progress::Begun;
        };
        let product = |product| match product {
            Product::Path(track, metrics, _) => {
                Product::Trial(Box::new(entry.clone()), *found, track, metrics)
            }
            other => other,
        };
        match task.advance(fuel) {
            Progress::Begun => Progress::Begun,
            Progress::SoFar(path) => Progress::SoFar(product(path)),
            Progress::Done(path) => Progress::Done(product(path)),
        }
    }
}

/// Goes on with what is advanced by some hundred evaluations at a time.
fn go_on<T>(
    fuel: Fuel,
    scene: Option<&Scene>,
    mut advance: impl FnMut() -> Option<T>,
) -> Option<T> {
    /// Evaluations of a row of a grid, or of a descent.
    const EVALUATIONS: Fuel = 100;
    let cost = scene.map_or(1, |scene| scene.objective.cost());
    let times = (fuel / (EVALUATIONS * cost)).max(1);
    (0..times).find_map(|_| advance())
}

//! One optimizer's run: from its start, step by step, to its end.

use std::sync::Arc;

use super::present::Present;
use super::standing::Standing;
use super::{Path, Status};
use crate::math::{Random, Vec2};
use crate::objective::{Batches, Domain, Objective};
use crate::optimizer::{Ghost, Known, Oracle, Surroundings, Walk};
use crate::scene::{Scene, Stages};

/// A point further than so many view widths from the view's middle counts as diverged.
const FAR: f64 = 1e6;
/// Room that a path takes at once; a longer one grows as it goes.
const ROOM: usize = 1 << 12;

/// What keeps of a run what is wanted of it.
pub trait Record {
    /// Begins with a run.
    fn begin(stages: &Arc<Stages>, index: usize) -> Self;

    /// Keeps a point; each follows the one before.
    fn record(&mut self, point: Point<'_>);

    /// The run has ended; where its method stands still at the last point though that is no place to
    /// rest, with the reason.
    fn end(&mut self, status: Status, still: Option<&'static str>);
}

/// A point of a run.
pub struct Point<'a> {
    /// Where it is.
    pub at: Vec2,
    /// J there.
    pub value: f64,
    /// ∇J there, without noise.
    pub gradient: Vec2,
    /// The learning rate of the step from there; NaN for a method that has none.
    pub rate: f64,
    /// Evaluations up to there.
    pub evaluations: u32,
    /// The method on its way.
    pub walk: &'a dyn Walk,
}

/// One optimizer's run on its way, and what is kept of it so far: a value that is advanced as far as
/// there is time for.
pub struct Running<R = Path> {
    runner: Runner,
    /// The step of the point that comes next.
    step: u32,
    record: R,
    is_done: bool,
}

impl<R: Record> Running<R> {
    /// The run of the optimizer with this index, before its first point.
    pub fn new(stages: &Arc<Stages>, index: usize) -> Self {
        Self {
            runner: Runner::new(stages, index),
            step: 0,
            record: R::begin(stages, index),
            is_done: false,
        }
    }

    /// Goes on by at most so many points; whether it has come to its end.
    pub fn advance(&mut self, points: u32) -> bool {
        for _ in 0..points {
            if self.is_done {
                break;
            }
            let step = self.step;
            let here = self.runner.arrive(step);
            if step == 0 || here.end.is_none() {
                self.record.record(self.runner.point(&here));
            }
            if here.end.is_some() || step == self.runner.steps {
                let status = here.end.unwrap_or(Status::Finished);
                self.record.end(status, self.runner.still(status));
                self.is_done = true;
            } else {
                self.runner.leave(step, &here);
                self.step += 1;
            }
        }
        self.is_done
    }

    /// What is kept so far.
    pub fn so_far(&self) -> &R {
        &self.record
    }

    /// What is kept, given up to the caller.
    pub fn into_record(self) -> R {
        self.record
    }
}

/// A run on its way.
pub(super) struct Runner {
    pub(super) here: Conditions,
    pub(super) walk: Box<dyn Walk>,
    pub(super) at: Vec2,
    /// Evaluations so far.
    evaluations: u32,
    /// What the method said at its last step: why it stands still, and whether a gradient was none.
    said: Option<&'static str>,
    met_tip: bool,
    standing: Standing,
    /// Number of steps of the whole run.
    steps: u32,
    /// The draws of the noise; `None` where there is none at any step.
    random: Option<Random>,
    /// The rows of data of each step; `None` where every step sees the whole objective.
    batches: Option<Batches>,
    horizon: Horizon,
}

/// What a step is taken under.
pub(super) struct Conditions {
    pub(super) present: Present,
    /// The last draw of the noise.
    noise: Vec2,
    /// The objective of the rows of data that the step sees; `None` where it sees all.
    batch: Option<Objective>,
}

/// J and ∇J where a run has come to, and why it ends before this point, if it does.
pub(super) struct Here {
    pub(super) known: Known,
    pub(super) end: Option<Status>,
}

impl Runner {
    pub(super) fn new(stages: &Arc<Stages>, index: usize) -> Self {
        let present = Present::new(Arc::clone(stages), index);
        let (scene, entry) = (present.first_scene(), present.entry());
        let at = entry.start.unwrap_or(scene.start);
        let convention = entry.convention.unwrap_or(scene.run.convention);
        let walk = entry.kind.start(&present.unscheduled(), at, convention);
        let is_noisy = |scene: &Scene| scene.run.noise != 0.0;
        let mut noisy = stages.as_slice().iter().map(|stage| is_noisy(&stage.scene));
        Self {
            walk: entry.modifiers.around(walk, at),
            at,
            evaluations: 0,
            said: None,
            met_tip: false,
            standing: Standing::default(),
            steps: scene.run.steps,
            random: noisy
                .any(|noisy| noisy)
                .then(|| Random::new(scene.run.seed)),
            batches: scene.objective.batches(entry.batch, scene.run.seed),
            horizon: Horizon::of(scene),
            here: Conditions {
                present,
                noise: Vec2::ZERO,
                batch: None,
            },
        }
    }

    /// Looks round at the point after so many steps; steps follow each other.
    pub(super) fn arrive(&mut self, step: u32) -> Here {
        let present = &mut self.here.present;
        present.advance_to(step);
        let (value, gradient) = present.objective.value_and_gradient(self.at);
        let end = self.horizon.end(present, self.at, value);
        self.standing.see(self.at, gradient);
        let is_lost = self.met_tip && !self.at.is_finite();
        Here {
            known: Known {
                at: self.at,
                value,
                gradient,
            },
            end: match end {
                Some(Status::Diverged) if is_lost => Some(Status::NoGradient),
                end => end,
            },
        }
    }

    /// Takes the step from the point after so many steps.
    pub(super) fn leave(&mut self, step: u32, here: &Here) {
        self.draw(step);
        self.take(step, here);
    }

    /// Draws the noise of the step from here, and its rows of data.
    pub(super) fn draw(&mut self, step: u32) {
        let Conditions {
            present,
            noise,
            batch,
        } = &mut self.here;
        if let Some(random) = &mut self.random {
            *noise = present.noise * random.normal_vec2();
        }
        if let Some(batches) = &mut self.batches {
            *batch = Some(present.objective.batch(batches.rows(step)));
        }
    }

    /// Takes the step whose noise has been drawn.
    pub(super) fn take(&mut self, step: u32, here: &Here) {
        self.here.present.learn(step, here.known.value);
        let mut oracle = self.here.oracle(&here.known);
        let hypers = &self.here.present.hypers;
        self.at = self.walk.step(hypers, step + 1, self.at, &mut oracle);
        self.evaluations = self.evaluations.saturating_add(oracle.evaluations());
        (self.said, self.met_tip) = (oracle.still(), oracle.met_tip());
    }

    /// Why the method stands still at the end of a run that has ended so.
    fn still(&self, status: Status) -> Option<&'static str> {
        let is_whole = status == Status::Finished;
        is_whole.then(|| self.standing.why(self.said, self.here.present.rate))?
    }

    fn point(&self, here: &Here) -> Point<'_> {
        Point {
            at: self.at,
            value: here.known.value,
            gradient: here.known.gradient,
            rate: self.here.present.rate,
            evaluations: self.evaluations,
            walk: &*self.walk,
        }
    }
}

impl Conditions {
    /// What the method may ask at the step from this point.
    pub(super) fn oracle<'a>(&'a self, known: &'a Known) -> Oracle<'a> {
        let first = self.present.first_scene();
        let minimum = first.minimum.as_ref();
        // Once a parameter has changed, the value may be another.
        let is_first = self.present.objective.is_same_function(&first.objective);
        let surroundings = Surroundings {
            minima: minimum.map_or(&[], |minimum| &minimum.at),
            least: minimum.filter(|_| is_first).map(|minimum| minimum.value),
            seed: first.run.seed,
        };
        let modifiers = Some(&self.present.entry().modifiers);
        let oracle = |objective| {
            Oracle::new(objective, self.noise)
                .within(surroundings)
                .modified(modifiers.filter(|modifiers| !modifiers.is_empty()))
        };
        match &self.batch {
            Some(batch) => oracle(batch),
            None => oracle(&self.present.objective).knowing(known),
        }
    }
}

/// How far a run may go.
struct Horizon {
    middle: Vec2,
    /// The square of the distance that counts as diverged.
    far: f64,
}

impl Horizon {
    fn of(scene: &Scene) -> Self {
        let [left, right] = scene.view.x;
        let [bottom, top] = scene.view.y;
        Self {
            middle: Vec2::new(f64::midpoint(left, right), f64::midpoint(bottom, top)),
            far: (FAR * (right - left)) * (FAR * (right - left)),
        }
    }

    /// Why a run ends before this point, if it does.
    fn end(&self, present: &Present, at: Vec2, value: f64) -> Option<Status> {
        let away = at - self.middle;
        // Where only a part of the plane has values, what has none is a hole, and a point that is not
        // finite came of a look beyond the edge.
        let is_outside = |domain: Domain| !domain.contains(at) || !value.is_finite();
        let outside = present.domain.is_some_and(is_outside);
        if outside {
            Some(Status::LeftTheGrid)
        } else if !at.is_finite() || !value.is_finite() || away.dot(away) > self.far {
            Some(Status::Diverged)
        } else {
            None
        }
    }
}

impl Point<'_> {
    /// What the method shows beside its point.
    pub fn ghosts(&self) -> Vec<Ghost> {
        let mut ghosts = Vec::new();
        self.walk.ghosts(&mut ghosts);
        ghosts
    }
}

impl Record for Path {
    fn begin(stages: &Arc<Stages>, _: usize) -> Self {
        let room = (stages.at(0).run.steps as usize)
            .saturating_add(1)
            .min(ROOM);
        Self {
            points: Vec::with_capacity(room),
            values: Vec::with_capacity(room),
            gradients: Vec::with_capacity(room),
            rates: Vec::with_capacity(room),
            evaluations: Vec::with_capacity(room),
            ghosts: Vec::new(),
            status: Status::Finished,
            still: None,
        }
    }

    fn record(&mut self, point: Point<'_>) {
        let ghosts = point.ghosts();
        self.points.push(point.at);
        self.values.push(point.value);
        self.gradients.push(point.gradient);
        self.rates.push(point.rate);
        self.evaluations.push(point.evaluations);
        if !(ghosts.is_empty() && self.ghosts.is_empty()) {
            // Those before it showed nothing.
            self.ghosts.resize_with(self.points.len() - 1, Vec::new);
            self.ghosts.push(ghosts);
        }
    }

    fn end(&mut self, status: Status, still: Option<&'static str>) {
        (self.status, self.still) = (status, still);
    }
}

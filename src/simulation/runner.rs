//! One optimizer's run: from its start, step by step, to its end.

use std::sync::Arc;

use super::present::Present;
use super::timeline::{Stage, Timeline};
use super::{Path, Status};
use crate::math::{Random, Vec2};
use crate::objective::{Batches, Objective};
use crate::optimizer::{Modifiers, Oracle, Surroundings, Walk};
use crate::scene::Scene;

/// A point further than so many view widths from the view's middle counts as diverged.
const FAR: f64 = 1e6;
/// Room that a path takes at once; a longer one grows as it goes.
const ROOM: usize = 1 << 12;

/// The path of the optimizer with this index.
pub(super) fn run(scene: &Scene, timeline: &Timeline, index: usize) -> Path {
    let mut runner = Runner::new(scene, timeline, index);
    let mut path = Path::with_room((scene.run.steps as usize).saturating_add(1).min(ROOM));
    for step in 0..=scene.run.steps {
        let here = runner.arrive(step);
        if step == 0 || here.end.is_none() {
            path.record(&runner, here);
        }
        if let Some(status) = here.end {
            path.status = status;
            break;
        }
        if step < scene.run.steps {
            runner.leave(step, here);
        }
    }
    path
}

/// A run on its way.
pub(super) struct Runner<'a> {
    pub(super) present: Present<'a>,
    pub(super) walk: Box<dyn Walk>,
    pub(super) at: Vec2,
    /// Evaluations so far.
    evaluations: u32,
    /// The draws of the noise, and the last of them.
    random: Option<Random>,
    noise: Vec2,
    /// The rows of data of each step, and the objective of the present step's; `None` where every
    /// step sees the whole objective.
    batches: Option<Batches>,
    batch: Option<Arc<Objective>>,
    surroundings: Surroundings<'a>,
    modifiers: Option<&'a Modifiers>,
    horizon: Horizon,
}

/// J and ∇J where a run has come to, and why it ends before this point, if it does.
#[derive(Clone, Copy)]
pub(super) struct Here {
    value: f64,
    gradient: Vec2,
    pub(super) end: Option<Status>,
}

impl<'a> Runner<'a> {
    pub(super) fn new(scene: &'a Scene, timeline: &'a Timeline, index: usize) -> Self {
        let entry = &scene.optimizers[index];
        let mut present = Present::new(entry, timeline, index);
        present.advance_to(0);
        let at = entry.start.unwrap_or(scene.start);
        let convention = entry.convention.unwrap_or(scene.run.convention);
        let walk = entry.kind.start(&present.unscheduled(), at, convention);
        Self {
            present,
            walk: entry.modifiers.around(walk, at),
            at,
            evaluations: 0,
            random: timeline.noise(scene.run.seed),
            noise: Vec2::ZERO,
            batches: scene.objective.batches(scene.run.seed),
            batch: None,
            surroundings: Surroundings {
                minima: scene.minimum.as_ref().map_or(&[], |minimum| &minimum.at),
                seed: scene.run.seed,
            },
            modifiers: Some(&entry.modifiers).filter(|modifiers| !modifiers.is_empty()),
            horizon: Horizon::of(scene),
        }
    }

    /// Looks round at the point after so many steps; steps follow each other.
    pub(super) fn arrive(&mut self, step: u32) -> Here {
        self.present.advance_to(step);
        let stage = self.present.stage();
        let (value, gradient) = stage.objective.value_and_gradient(self.at);
        Here {
            value,
            gradient,
            end: self.horizon.end(stage, self.at, value),
        }
    }

    /// Takes the step from the point after so many steps.
    pub(super) fn leave(&mut self, step: u32, here: Here) {
        self.draw(step);
        self.take(step, here);
    }

    /// Draws the noise of the step from here, and its rows of data.
    pub(super) fn draw(&mut self, step: u32) {
        let stage = self.present.stage();
        self.noise = stage.draw(self.random.as_mut());
        let rows = self.batches.as_mut().map(|batches| batches.rows(step));
        self.batch = rows.map(|rows| Arc::new(stage.objective.batch(rows)));
    }

    /// The objective of the drawn rows, where steps see only some.
    pub(super) fn batch(&self) -> Option<Arc<Objective>> {
        self.batch.clone()
    }

    /// Takes the step whose noise has been drawn.
    pub(super) fn take(&mut self, step: u32, here: Here) {
        let batch = self.batch();
        let mut oracle = self.oracle(here, batch.as_deref());
        self.at = self
            .walk
            .step(&self.present.hypers, step + 1, self.at, &mut oracle);
        self.evaluations = self.evaluations.saturating_add(oracle.evaluations());
    }

    /// What the method may ask at this step, which sees this batch of the data or all of it.
    pub(super) fn oracle<'b>(&self, here: Here, batch: Option<&'b Objective>) -> Oracle<'b>
    where
        'a: 'b,
    {
        let objective = batch.unwrap_or(&self.present.stage().objective);
        let oracle = Oracle::new(objective, self.noise)
            .within(self.surroundings)
            .modified(self.modifiers);
        match batch {
            Some(_) => oracle,
            None => oracle.knowing(self.at, here.value, here.gradient),
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
    fn end(&self, stage: &Stage, at: Vec2, value: f64) -> Option<Status> {
        let away = at - self.middle;
        // A point that is not finite counts as outside: on a grid all is finite, so that it came
        // of a look beyond the edge.
        let outside = stage.domain.is_some_and(|domain| !domain.contains(at));
        if outside {
            Some(Status::LeftTheGrid)
        } else if !at.is_finite() || !value.is_finite() || away.dot(away) > self.far {
            Some(Status::Diverged)
        } else {
            None
        }
    }
}

impl Path {
    fn with_room(room: usize) -> Self {
        Self {
            points: Vec::with_capacity(room),
            values: Vec::with_capacity(room),
            gradients: Vec::with_capacity(room),
            rates: Vec::with_capacity(room),
            evaluations: Vec::with_capacity(room),
            ghosts: Vec::new(),
            status: Status::Finished,
        }
    }

    fn record(&mut self, runner: &Runner<'_>, here: Here) {
        self.points.push(runner.at);
        self.values.push(here.value);
        self.gradients.push(here.gradient);
        self.rates.push(runner.present.rate);
        self.evaluations.push(runner.evaluations);
        let mut ghosts = Vec::new();
        runner.walk.ghosts(&mut ghosts);
        if !(ghosts.is_empty() && self.ghosts.is_empty()) {
            // Those before it showed nothing.
            self.ghosts.resize_with(self.points.len() - 1, Vec::new);
            self.ghosts.push(ghosts);
        }
    }
}

//! One optimizer's run: from its start, step by step, to its end.

use super::timeline::{Stage, Timeline};
use super::{Path, Status};
use crate::math::Vec2;
use crate::optimizer::{Oracle, Schedule, Surroundings, Walk};
use crate::scene::{Entry, Scene};

/// A point further than so many view widths from the view's middle counts as diverged.
const FAR: f64 = 1e6;
/// Room that a path takes at once; a longer one grows as it goes.
const ROOM: usize = 1 << 12;

/// The path of the optimizer with this index.
pub(super) fn run(scene: &Scene, timeline: &Timeline, index: usize) -> Path {
    let entry = &scene.optimizers[index];
    let surroundings = surroundings(scene);
    let modifiers = Some(&entry.modifiers).filter(|modifiers| !modifiers.is_empty());
    let horizon = Horizon::of(scene);
    let mut noise = timeline.noise(scene.run.seed);
    let mut present = Present::new(entry, timeline, index);
    let mut path = Path::with_room((scene.run.steps as usize).saturating_add(1).min(ROOM));

    present.advance_to(0);
    let mut at = entry.start.unwrap_or(scene.start);
    let convention = entry.convention.unwrap_or(scene.run.convention);
    let walk = entry.kind.start(&present.hypers, at, convention);
    let mut walk = entry.modifiers.around(walk, at);
    let mut evaluations = 0_u32;
    for step in 0..=scene.run.steps {
        present.advance_to(step);
        let stage = present.stage();
        let (value, gradient) = stage.objective.value_and_gradient(at);
        let end = horizon.end(stage, at, value);
        if step == 0 || end.is_none() {
            path.record(at, value, gradient, present.rate, evaluations, &*walk);
        }
        if let Some(status) = end {
            path.status = status;
            break;
        }
        if step < scene.run.steps {
            let mut oracle = Oracle::new(&stage.objective, stage.draw(noise.as_mut()))
                .within(surroundings)
                .modified(modifiers)
                .knowing(at, value, gradient);
            at = walk.step(&present.hypers, step + 1, at, &mut oracle);
            evaluations = evaluations.saturating_add(oracle.evaluations());
        }
    }
    path
}

/// What methods may know of the scene that they cannot find out for themselves.
fn surroundings(scene: &Scene) -> Surroundings<'_> {
    Surroundings {
        minima: scene.minimum.as_ref().map_or(&[], |minimum| &minimum.at),
        seed: scene.run.seed,
    }
}

/// What holds for one optimizer at the present step.
struct Present<'a> {
    /// The present stage and those to come.
    stages: &'a [Stage],
    /// The changes of hyper-parameters to come (step, index, value), the next one last.
    changes: Vec<(u32, usize, f64)>,
    /// What happens to the learning rate; `None` where it stays.
    schedule: Option<&'a Schedule>,
    /// The learning rate without its schedule; NaN for a method that has none.
    base_rate: f64,
    /// The learning rate of the step from here.
    rate: f64,
    /// The hyper-parameters, the learning rate after its schedule.
    hypers: Vec<f64>,
}

impl<'a> Present<'a> {
    fn new(entry: &'a Entry, timeline: &'a Timeline, index: usize) -> Self {
        let rate = entry
            .hypers
            .first()
            .filter(|_| entry.declaration().has_rate());
        let rate = rate.copied().unwrap_or(f64::NAN);
        let mut changes: Vec<_> = timeline.hypers(index).collect();
        changes.reverse();
        Self {
            stages: timeline.stages(),
            changes,
            schedule: Some(&entry.schedule).filter(|schedule| !schedule.is_constant()),
            base_rate: rate,
            rate,
            hypers: entry.hypers.clone(),
        }
    }

    /// Lets everything act that changes up to a step; steps must not go back.
    fn advance_to(&mut self, step: u32) {
        while self.stages.get(1).is_some_and(|next| next.from <= step) {
            self.stages = &self.stages[1..];
        }
        while let Some((_, hyper, value)) = self.changes.pop_if(|change| change.0 <= step) {
            if let Some(present) = self.hypers.get_mut(hyper) {
                *present = value;
                if hyper == 0 && !self.base_rate.is_nan() {
                    (self.base_rate, self.rate) = (value, value);
                }
            }
        }
        if let (Some(schedule), Some(first)) = (self.schedule, self.hypers.first_mut())
            && !self.base_rate.is_nan()
        {
            self.rate = schedule.rate(self.base_rate, step);
            *first = self.rate;
        }
    }

    fn stage(&self) -> &'a Stage {
        &self.stages[0]
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
            ghosts: Vec::with_capacity(room),
            status: Status::Finished,
        }
    }

    fn record(
        &mut self,
        at: Vec2,
        value: f64,
        gradient: Vec2,
        rate: f64,
        evaluations: u32,
        walk: &dyn Walk,
    ) {
        self.points.push(at);
        self.values.push(value);
        self.gradients.push(gradient);
        self.rates.push(rate);
        self.evaluations.push(evaluations);
        let mut ghosts = Vec::new();
        walk.ghosts(&mut ghosts);
        self.ghosts.push(ghosts);
    }
}

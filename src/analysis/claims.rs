//! Whether claims on a scene hold: computed from its paths, to their ends or to a step.

use std::sync::Arc;

use super::{Metrics, Snapshot, minimum, rates};
use crate::scene::{Claim, Condition, Metric, Quantity, Scene, Setting, Stages};
use crate::simulation::{Path, Status, simulate};

/// What came of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Whether it holds.
    pub holds: bool,
    /// The comparisons in it with their numbers, as in `0.81 > 0.9`.
    pub numbers: String,
}

/// The paths of a scene up to a step, and what is measured of them.
pub struct Evidence {
    scene: Scene,
    stages: Arc<Stages>,
    paths: Vec<Path>,
    measured: Vec<Option<Snapshot>>,
    step: Option<usize>,
}

impl Evidence {
    /// Simulates a scene, to the end or to a step.
    pub fn of(scene: &Scene, step: Option<u32>) -> Self {
        let mut scene = scene.clone();
        rates::complete(&mut scene);
        let mut stages = scene.stages();
        stages.settle(&scene, scene.minimum.as_ref());
        minimum::settle(&mut stages);
        let step = step.map(|step| step as usize);
        let paths = simulate(&scene);
        let measured = paths.iter().map(|path| {
            let metrics = Metrics::of(path, &stages).with_across(&stages);
            metrics.at(step.unwrap_or_else(|| path.steps()))
        });
        Self {
            measured: measured.collect(),
            paths,
            stages: Arc::new(stages),
            scene,
            step,
        }
    }

    /// What comes of a claim.
    pub fn judge(&self, claim: &Claim) -> Verdict {
        let mut numbers = Vec::new();
        let holds = self.holds(&claim.condition, &mut numbers);
        Verdict {
            holds,
            numbers: numbers.join(", "),
        }
    }

    fn holds(&self, condition: &Condition, numbers: &mut Vec<String>) -> bool {
        match condition {
            Condition::Compare(left, comparison, right) => {
                let (left, right) = (self.value(left), self.value(right));
                numbers.push(format!(
                    "{} {} {}",
                    shown(left),
                    comparison.sign(),
                    shown(right)
                ));
                // What has no number makes any comparison false.
                left.zip(right)
                    .is_some_and(|(left, right)| comparison.holds(left, right))
            }
            Condition::Ended(optimizer, is, word) => {
                let ended = self.status(*optimizer).words();
                numbers.push(format!("it is \"{ended}\""));
                (ended == word) == *is
            }
            Condition::Diverges(optimizer) => {
                let status = self.status(*optimizer);
                numbers.push(format!("the run is \"{}\"", status.words()));
                status == Status::Diverged
            }
            Condition::Settles(optimizer) => {
                let settled = self.measured[*optimizer].and_then(|metrics| metrics.settled);
                numbers.push(settled.map_or_else(
                    || "it does not settle".to_owned(),
                    |step| format!("it settles at step {step}"),
                ));
                settled.is_some()
            }
            // Both sides are computed, so that the numbers of both can be told.
            Condition::And(a, b) => {
                let (a, b) = (self.holds(a, numbers), self.holds(b, numbers));
                a && b
            }
            Condition::Or(a, b) => {
                let (a, b) = (self.holds(a, numbers), self.holds(b, numbers));
                a || b
            }
            Condition::Not(condition) => !self.holds(condition, numbers),
        }
    }

    fn last_step(&self, optimizer: usize) -> usize {
        let end = self.paths[optimizer].steps();
        self.step.map_or(end, |step| step.min(end))
    }

    /// How a run stands at the step: it has not ended before its end.
    fn status(&self, optimizer: usize) -> Status {
        let path = &self.paths[optimizer];
        if self.step.is_some_and(|step| step < path.steps()) {
            Status::Finished
        } else {
            path.status
        }
    }

    fn value(&self, quantity: &Quantity) -> Option<f64> {
        quantity.value(
            &|optimizer, metric| self.metric(optimizer, metric),
            &|setting| Some(self.setting(setting)),
        )
    }

    fn setting(&self, setting: Setting) -> f64 {
        let step = self.step.unwrap_or(self.scene.run.steps as usize);
        self.stages.at(step as u32).get(setting)
    }

    fn metric(&self, optimizer: usize, metric: Metric) -> Option<f64> {
        let measured = self.measured[optimizer]?;
        let step = self.last_step(optimizer);
        let point = self.paths[optimizer].points[step];
        Some(match metric {
            Metric::Steps => step as f64,
            Metric::Rate => self.paths[optimizer].rate(step),
            Metric::X => point.x,
            Metric::Y => point.y,
            _ => measured.metric(metric)?,
        })
    }
}

/// A number with the digits that matter, or that there is none.
fn shown(number: Option<f64>) -> String {
    match number {
        None => "nothing".to_owned(),
        Some(number) => {
            let short: f64 = format!("{number:.4e}").parse().unwrap_or(number);
            if short == 0.0 || (1e-4..1e6).contains(&short.abs()) {
                format!("{short}")
            } else {
                format!("{short:e}")
            }
        }
    }
}

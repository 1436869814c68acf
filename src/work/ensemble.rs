//! An optimizer from many starts, or with many seeds: run after run, until all are known.

use std::sync::Arc;

use super::{Fuel, Product, Progress, Task, path_cost, points};
use crate::analysis::ensemble::{Ends, Member, Spread, members};
use crate::analysis::{Metrics, minimum, tuning};
use crate::scene::Scene;
use crate::simulation::{Running, Track};

/// Runs of an ensemble.
pub(super) const RUNS: usize = 32;
/// Points that are kept of all runs together: of long paths there are fewer.
const POINTS: u32 = 2_000_000;
/// The fewest runs of which there is anything to be said.
const FEWEST: u32 = 5;

/// What the runs of an ensemble differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Varied {
    /// Where they start.
    Starts,
    /// The seed of their noise.
    Seeds,
}

/// What came of the runs.
#[derive(Debug, Clone)]
pub struct EnsembleFound {
    /// Their paths.
    pub tracks: Vec<Arc<Track>>,
    /// What they have in common, step by step.
    pub spread: Spread,
    /// How they end.
    pub ends: Ends,
    /// Whether all of them are the same path.
    pub are_one: bool,
}

/// How many runs of a scene there is room for; `None` where they are too few to say anything.
pub fn runs(scene: &Scene) -> Option<usize> {
    let runs = POINTS / scene.run.steps.saturating_add(1);
    (runs >= FEWEST).then(|| RUNS.min(runs as usize))
}

pub(super) struct EnsembleTask {
    scene: Scene,
    optimizer: usize,
    /// Those that have not begun, the next last.
    members: Vec<Member>,
    running: Option<Running<Track>>,
    tracks: Vec<Arc<Track>>,
}

impl EnsembleTask {
    pub(super) fn new(mut scene: Scene, optimizer: usize, varied: Varied) -> Self {
        minimum::find_once(&mut scene);
        let count = runs(&scene).unwrap_or(0);
        let mut members = match varied {
            Varied::Starts => members(&scene, Some(&tuning::starts(&scene, count)), 1),
            Varied::Seeds => members(&scene, None, count as u64),
        };
        members.reverse();
        Self {
            scene,
            optimizer,
            members,
            running: None,
            tracks: Vec::new(),
        }
    }

    fn found(&self) -> EnsembleFound {
        let stages = self.scene.stages();
        let ends = self.tracks.iter().filter_map(|track| {
            let metrics = Metrics::of(&**track, &stages);
            Some((metrics.at(metrics.steps())?, track.status))
        });
        EnsembleFound {
            spread: Spread::of(&self.tracks),
            ends: Ends::of(&ends.collect::<Vec<_>>()),
            are_one: self
                .tracks
                .windows(2)
                .all(|two| two[0].points == two[1].points),
            tracks: self.tracks.clone(),
        }
    }
}

impl Task for EnsembleTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        let mut left = fuel;
        loop {
            let running = match &mut self.running {
                Some(running) => running,
                None => match self.members.pop() {
                    Some(member) => {
                        let stages = Arc::new(member.scene(&self.scene).stages());
                        self.running.insert(Running::new(&stages, self.optimizer))
                    }
                    None => return Progress::Done(Product::Ensemble(Arc::new(self.found()))),
                },
            };
            if !running.advance(points(left, &self.scene)) {
                return Progress::Begun;
            }
            let track = running.so_far().clone();
            self.running = None;
            left = left.saturating_sub(path_cost(&self.scene));
            self.tracks.push(Arc::new(track));
            if left == 0 {
                return Progress::Begun;
            }
        }
    }
}

//! An optimizer from many starts, or with many seeds: run after run, until all are known.

use std::sync::Arc;

use super::{Fuel, Product, Progress, Task, path_cost};
use crate::analysis::ensemble::{Ends, Member, Spread, members};
use crate::analysis::{Metrics, minimum, tuning};
use crate::scene::Scene;
use crate::simulation::{Track, simulate_some};

/// Runs of an ensemble.
pub(super) const RUNS: usize = 32;
/// Points that are kept of all runs together: of long paths there are fewer.
const POINTS: usize = 2_000_000;
/// The fewest runs of which there is anything to be said.
const FEWEST: usize = 5;

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
}

/// How many runs a scene has.
fn runs(scene: &Scene) -> usize {
    (POINTS / (scene.run.steps as usize + 1)).clamp(FEWEST, RUNS)
}

pub(super) struct EnsembleTask {
    scene: Scene,
    optimizer: usize,
    members: Vec<Member>,
    tracks: Vec<Arc<Track>>,
}

impl EnsembleTask {
    pub(super) fn new(mut scene: Scene, optimizer: usize, varied: Varied) -> Self {
        let mut stages = scene.stages();
        // Searched for once, not for every run.
        minimum::settle(&mut stages);
        scene.minimum.clone_from(&stages.at(0).minimum);
        let count = runs(&scene);
        let members = match varied {
            Varied::Starts => members(&scene, Some(&tuning::starts(&scene, count)), 1),
            Varied::Seeds => members(&scene, None, count as u64),
        };
        Self {
            scene,
            optimizer,
            members,
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
            tracks: self.tracks.clone(),
        }
    }
}

impl Task for EnsembleTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        let known = self.tracks.len();
        let count = (fuel / path_cost(&self.scene).max(1)).max(1) as usize;
        for member in self.members.iter().skip(known).take(count) {
            let stages = Arc::new(member.scene(&self.scene).stages());
            let tracks: Vec<Track> = simulate_some(&stages, &[self.optimizer]);
            self.tracks.extend(tracks.into_iter().map(Arc::new));
        }
        if self.tracks.len() == self.members.len() {
            Progress::Done(Product::Ensemble(Arc::new(self.found())))
        } else {
            Progress::Begun
        }
    }
}

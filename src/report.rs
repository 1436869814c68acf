//! Paths as other programs read them: CSV and JSON, each number the shortest text that reads back to it.
//!
//! Knows the forms that are contracts; nothing of files or arguments.

mod csv;
mod exact;
mod json;

pub use csv::{
    quoted, write as csv, write_member as csv_member, write_members_header as csv_members_header,
};
pub use exact::exact;
pub use json::{write as json, write_members as json_members};

use crate::analysis::{Metrics, Snapshot, minimum};
use crate::scene::{Entry, Scene};
use crate::simulation::Path;

/// One optimizer with its path and what is to be said of it.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The optimizer.
    pub entry: &'a Entry,
    /// Its path.
    pub path: &'a Path,
    /// What is measured of it at its end.
    pub metrics: Snapshot,
}

/// What of an outcome is printed besides its path: nothing else is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What the path says by itself.
    OfPath,
    /// What the objective says of it, too: its minimum, and its curvature at each step.
    OfObjective,
}

/// What is to be said of each path of a scene.
pub fn outcomes<'a>(scene: &'a Scene, paths: &'a [Path], detail: Detail) -> Vec<Outcome<'a>> {
    let mut stages = scene.stages();
    if detail == Detail::OfObjective {
        stages.settle(scene, scene.minimum.as_ref());
        minimum::settle(&mut stages);
    }
    let pairs = scene.optimizers.iter().zip(paths);
    pairs
        .filter_map(|(entry, path)| {
            let mut metrics = Metrics::of(path, &stages);
            if detail == Detail::OfObjective {
                metrics = metrics.with_across(&stages);
            }
            Some(Outcome {
                entry,
                path,
                metrics: metrics.at(path.steps())?,
            })
        })
        .collect()
}

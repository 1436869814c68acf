//! `run`: every optimizer's path, without a terminal.

mod csv;
mod json;
mod summary;

pub(super) use csv::quoted;

use clap::Args;

use super::arguments::Common;
use super::failure::Failure;
use super::output::{Form, Rows, note};
use super::scenes::SceneArguments;
use crate::analysis::{Metrics, Snapshot, minimum};
use crate::scene::{Entry, Scene};
use crate::simulation::{Path, simulate};

/// Computes every optimizer's path.
#[derive(Debug, Args)]
pub(super) struct Run {
    #[command(flatten)]
    scene: SceneArguments,
    #[command(flatten)]
    rows: Rows,
}

/// One optimizer with its path and what is to be said of it.
struct Outcome<'a> {
    entry: &'a Entry,
    path: &'a Path,
    metrics: Snapshot,
}

/// What of an outcome is printed besides its path: nothing else is computed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What the path says by itself.
    OfPath,
    /// What the objective says of it, too: its minimum, and its curvature at each step.
    OfObjective,
}

impl Run {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let form = self.rows.form("run", &self.scene)?;
        let scene = match form {
            Form::Json => self.scene.load()?,
            Form::Csv | Form::Table => self.scene.load_for_paths()?,
        };
        let paths = simulate(&scene);
        if common.verbose {
            let (count, steps) = (scene.optimizers.len(), scene.run.steps);
            note(&format!(
                "{}: {count} optimizers, {steps} steps",
                scene.origin
            ));
        }
        let outcomes = |detail| outcomes(&scene, &paths, detail);
        self.rows.write(|out| match form {
            Form::Csv => csv::write(out, &scene, &paths),
            Form::Json => json::write(out, &scene, &outcomes(Detail::OfObjective)),
            Form::Table => summary::write(out, &scene, &outcomes(Detail::OfPath)),
        })
    }
}

fn outcomes<'a>(scene: &'a Scene, paths: &'a [Path], detail: Detail) -> Vec<Outcome<'a>> {
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

//! `run`: every optimizer's path, without a terminal.

mod csv;
mod json;
mod summary;

use clap::{Args, ValueEnum};

use super::arguments::Common;
use super::failure::Failure;
use super::output::{Output, note};
use super::scenes::SceneArguments;
use crate::analysis::{Metrics, Snapshot, minimum};
use crate::scene::{Entry, Scene};
use crate::simulation::{Path, Status, simulate};

/// Computes every optimizer's path.
#[derive(Debug, Args)]
pub(super) struct Run {
    #[command(flatten)]
    scene: SceneArguments,
    #[command(flatten)]
    output: Output,
    /// Form of the result [default: by the file's ending, else a table]
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,
}

/// Form of the result.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A row for each optimizer and step
    Csv,
    /// One object with everything
    Json,
    /// A row for each optimizer, for reading
    Table,
}

/// One optimizer with its path and what is to be said of it.
struct Outcome<'a> {
    entry: &'a Entry,
    path: &'a Path,
    metrics: Snapshot,
}

impl Run {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let scene = self.scene.load()?;
        let paths = simulate(&scene);
        if common.verbose {
            let (count, steps) = (scene.optimizers.len(), scene.run.steps);
            note(&format!(
                "{}: {count} optimizers, {steps} steps",
                scene.origin
            ));
        }
        let outcomes = outcomes(&scene, &paths);
        self.output.write(|out| match self.format() {
            Format::Csv => csv::write(out, &outcomes),
            Format::Json => json::write(out, &scene, &outcomes),
            Format::Table => summary::write(out, &outcomes),
        })
    }

    fn format(&self) -> Format {
        self.format
            .unwrap_or_else(|| match self.output.ending().as_deref() {
                Some("csv") => Format::Csv,
                Some("json") => Format::Json,
                _ => Format::Table,
            })
    }
}

fn outcomes<'a>(scene: &'a Scene, paths: &'a [Path]) -> Vec<Outcome<'a>> {
    let mut stages = scene.stages();
    stages.settle(scene, scene.minimum.as_ref());
    minimum::settle(&mut stages);
    let pairs = scene.optimizers.iter().zip(paths);
    pairs
        .filter_map(|(entry, path)| {
            let metrics = Metrics::of(path, &stages);
            let metrics = metrics.with_across(path, &stages).at(path.steps())?;
            Some(Outcome {
                entry,
                path,
                metrics,
            })
        })
        .collect()
}

/// The status as results name it.
fn status_name(status: Status) -> &'static str {
    match status {
        Status::Finished => "finished",
        Status::Diverged => "diverged",
        Status::LeftTheGrid => "left the grid",
    }
}

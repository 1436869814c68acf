//! `run`: every optimizer's path, without a terminal.

mod ensemble;
mod summary;

use clap::Args;
use ensemble::Ensemble;

use super::arguments::Common;
use super::failure::Failure;
use super::output::{Form, Rows, note};
use super::scenes::SceneArguments;
use crate::report::{self, Detail, outcomes};
use crate::simulation::simulate;

/// Computes every optimizer's path.
#[derive(Debug, Args)]
pub(super) struct Run {
    #[command(flatten)]
    scene: SceneArguments,
    #[command(flatten)]
    ensemble: Ensemble,
    #[command(flatten)]
    rows: Rows,
}

impl Run {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let form = self.rows.form("run", &self.scene)?;
        let scene = match form {
            Form::Json => self.scene.load()?,
            Form::Csv | Form::Table => self.scene.load_for_paths()?,
        };
        if self.ensemble.is_asked_for() {
            let members = self.ensemble.members(&scene, form)?;
            let how = (form, common.quiet);
            return self
                .rows
                .write(|out| self.ensemble.write(out, &scene, &members, how));
        }
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
            Form::Csv => report::csv(out, &scene, &paths),
            Form::Json => report::json(out, &scene, &outcomes(Detail::OfObjective)),
            Form::Table => summary::write(out, &scene, &outcomes(Detail::OfPath)),
        })
    }
}

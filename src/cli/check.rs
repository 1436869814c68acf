//! `check`: all the mistakes in scene files.

use clap::Args;

use super::arguments::Common;
use super::failure::Failure;
use super::output::print;
use super::scenes::open;

/// Finds all the mistakes in scene files.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, names of built-in scenes or functions, or `-` for standard input
    #[arg(value_name = "SCENE", required = true)]
    scenes: Vec<String>,
}

impl Check {
    /// Says which scenes are good; the mistakes of the others are the failure.
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let mut mistakes = Vec::new();
        let mut good = Vec::new();
        for name in &self.scenes {
            match open(name) {
                Ok(scene) => good.push(scene.origin),
                Err(Failure::Mistakes(found)) => mistakes.extend(found),
                Err(other) => return Err(other),
            }
        }
        if !common.quiet {
            print(|out| {
                good.iter()
                    .try_for_each(|origin| writeln!(out, "{origin}: no mistakes"))
            })?;
        }
        if mistakes.is_empty() {
            Ok(())
        } else {
            Err(Failure::Mistakes(mistakes))
        }
    }
}

//! `check`: all the mistakes in scene files.

use std::ffi::{OsStr, OsString};

use clap::Args;

use super::arguments::Common;
use super::failure::Failure;
use super::output::print;
use super::scenes::document;
use crate::analysis::claims::Evidence;
use crate::mistake::{Mistake, Mistakes};
use crate::scene::Scene;

/// Finds all the mistakes in scene files, false claims about their paths included.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, names of built-in scenes or functions, or `-` for standard input
    #[arg(value_name = "SCENE", required = true)]
    scenes: Vec<OsString>,
}

impl Check {
    /// Says which scenes are good; the mistakes of the others are the failure.
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let mut mistakes = Vec::new();
        let mut good = Vec::new();
        for name in &self.scenes {
            match checked(name) {
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

/// The scene of this name, if it has no mistake and every one of its claims holds.
fn checked(name: &OsStr) -> Result<Scene, Failure> {
    let document = document(name)?;
    let scene = document.scene()?;
    if scene.claims.is_empty() {
        return Ok(scene);
    }
    let evidence = Evidence::of(&scene, None);
    let false_claims = scene.claims.iter().filter_map(|claim| {
        let verdict = evidence.judge(claim);
        let mistake = Mistake::at(
            claim.span.clone(),
            format!("the paths do not show this: {}", verdict.numbers),
        );
        (!verdict.holds)
            .then(|| mistake.help("mend the scene, the claim or the words it stands for"))
    });
    let list: Vec<Mistake> = false_claims.collect();
    if list.is_empty() {
        Ok(scene)
    } else {
        Err(Mistakes::new(&document.origin, &document.text, list).into())
    }
}

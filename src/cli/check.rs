//! `check`: all the mistakes in scene files.

use std::ffi::OsString;

use clap::Args;

use super::arguments::Common;
use super::failure::Failure;
use super::output::print;
use super::scenes::document;
use crate::analysis::claims::Evidence;
use crate::mistake::{Mistake, Mistakes};
use crate::scene::{Document, Scene};

/// Finds all the mistakes in scene files, false claims about their paths included.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, names of built-in scenes or functions, or `-` for standard input
    #[arg(value_name = "SCENE", required_unless_present = "formula")]
    scenes: Vec<OsString>,
    /// A formula of x and y instead of scenes
    #[arg(
        long,
        value_name = "TEXT",
        conflicts_with = "scenes",
        allow_hyphen_values = true
    )]
    formula: Option<String>,
}

impl Check {
    /// Says which scenes are good; the mistakes of the others are the failure.
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let mut mistakes = Vec::new();
        let mut good = Vec::new();
        let formula = self.formula.iter();
        let formula = formula.map(|formula| Ok(Document::of_formula(formula)));
        let scenes = self.scenes.iter().map(|name| document(name));
        for document in formula.chain(scenes) {
            match document.and_then(|document| checked(&document)) {
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

/// The scene of a text, if it has no mistake and every one of its claims holds.
fn checked(document: &Document) -> Result<Scene, Failure> {
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

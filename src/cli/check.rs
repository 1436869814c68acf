//! `check`: all the mistakes in scene files.

use std::ffi::{OsStr, OsString};

use clap::Args;

use super::arguments::Common;
use super::failure::Failure;
use super::lesson;
use super::output::print;
use super::scenes::document;
use crate::analysis::claims::Evidence;
use crate::mistake::{Mistake, Mistakes};
use crate::scene::{BuiltinLesson, BuiltinScene, Claim, Document, Scene, is_lesson};

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
        let scenes = self.scenes.iter().map(|name| scene_or_lesson(name));
        for document in formula.chain(scenes) {
            let origin = document
                .as_ref()
                .map_or_else(|_| String::new(), |document| document.origin.clone());
            match document.and_then(|document| checked(&document)) {
                Ok(()) => good.push(origin),
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

/// The text of a scene, or of a built-in lesson.
fn scene_or_lesson(name: &OsStr) -> Result<Document, Failure> {
    match name.to_str().and_then(BuiltinLesson::find) {
        Some(lesson) if BuiltinScene::find(lesson.name).is_none() => {
            Ok(Document::find_lesson(name)?)
        }
        _ => document(name),
    }
}

/// Whether a text has no mistake and every one of its claims holds.
fn checked(document: &Document) -> Result<(), Failure> {
    let mut list = Vec::new();
    if is_lesson(&document.text) {
        for step in &lesson::read(document)?.steps {
            list.extend(false_claims(&step.scene, &step.claims, step.step));
        }
    }
    if !is_lesson(&document.text) || document.scene().is_ok() {
        let scene = document.scene()?;
        list.extend(false_claims(&scene, &scene.claims, None));
    }
    if list.is_empty() {
        Ok(())
    } else {
        Err(Mistakes::new(&document.origin, &document.text, list).into())
    }
}

/// The claims on a scene that do not hold, to the end or to a step.
fn false_claims(scene: &Scene, claims: &[Claim], step: Option<u32>) -> Vec<Mistake> {
    if claims.is_empty() {
        return Vec::new();
    }
    let evidence = Evidence::of(scene, step);
    let mistakes = claims.iter().filter_map(|claim| {
        let verdict = evidence.judge(claim);
        let mistake = Mistake::at(
            claim.span.clone(),
            format!("the paths do not show this: {}", verdict.numbers),
        );
        (!verdict.holds)
            .then(|| mistake.help("mend the scene, the claim or the words it stands for"))
    });
    mistakes.collect()
}

//! Which scene a command works on, and the changes that options make to it.

use std::io;

use clap::Args;

use super::failure::Failure;
use crate::analysis::rates;
use crate::scene::{self, Scene};

/// The scene that opens where none is named.
const FIRST: &str = "ravine";

/// A scene, and changes to it.
#[derive(Debug, Args)]
pub(super) struct SceneArguments {
    /// A file, the name of a built-in scene or function, or `-` for standard input
    #[arg(value_name = "SCENE", default_value = FIRST, hide_default_value = true)]
    pub(super) scene: String,
    /// Change a value: LABEL.hyper, a parameter, start, steps, seed or noise (repeatable)
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(super) set: Vec<String>,
    /// Number of steps
    #[arg(long, value_name = "N")]
    pub(super) steps: Option<u32>,
    /// Seed of all randomness
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
}

impl SceneArguments {
    /// The scene with all changes made, its optimizers and its minimum found where it has none.
    pub(super) fn load(&self) -> Result<Scene, Failure> {
        let mut scene = open(&self.scene)?;
        let mut assignments = self.set.clone();
        assignments.extend(self.steps.map(|steps| format!("steps={steps}")));
        assignments.extend(self.seed.map(|seed| format!("seed={seed}")));
        // Rates that suit a scene depend on its parameters and start, so those come first.
        let (of_optimizers, of_scene): (Vec<_>, Vec<_>) =
            assignments.iter().partition(|assignment| {
                let name = assignment.rsplit_once('=').map_or("", |(name, _)| name);
                name.contains('.')
            });
        let mut mistakes = Vec::new();
        for assignment in of_scene {
            mistakes.extend(scene.assign(assignment).err());
        }
        rates::complete(&mut scene);
        for assignment in of_optimizers {
            mistakes.extend(scene.assign(assignment).err());
        }
        if mistakes.is_empty() {
            Ok(scene)
        } else {
            Err(Failure::Mistakes(mistakes))
        }
    }
}

/// The scene of this name; `-` is standard input.
pub(super) fn open(name: &str) -> Result<Scene, Failure> {
    Ok(if name == "-" {
        scene::read_stream("standard input", io::stdin().lock())?
    } else {
        scene::open(name)?
    })
}

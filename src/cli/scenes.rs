//! Which scene a command works on, and the changes that options make to it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use clap::Args;

use super::failure::Failure;
use crate::analysis::rates;
use crate::mistake::Mistakes;
use crate::scene::{Document, Scene};

/// The scene that opens where none is named.
const FIRST: &str = "ravine";

/// A scene, and changes to it.
#[derive(Debug, Clone, Args)]
pub(super) struct SceneArguments {
    /// A file, the name of a built-in scene or function, or `-` for standard input
    #[arg(value_name = "SCENE", default_value = FIRST, hide_default_value = true)]
    scene: OsString,
    /// A formula of x and y instead of a scene, with five optimizers at rates that suit it
    #[arg(
        long,
        value_name = "TEXT",
        conflicts_with = "scene",
        allow_hyphen_values = true
    )]
    formula: Option<String>,
    /// Change a value: LABEL.hyper, a parameter, start, steps, seed or noise (repeatable)
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(super) set: Vec<String>,
    /// Number of steps
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) steps: Option<u32>,
    /// Seed of all randomness
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) seed: Option<u64>,
}

impl SceneArguments {
    /// The same for the first scene of a deck, and the names of all of its scenes: those that are named, and for a
    /// folder those that lie in it, by name.
    pub(super) fn with_deck(&self, more: &[OsString]) -> Result<(Self, Vec<OsString>), Failure> {
        let mut deck = Vec::new();
        for name in [&self.scene].into_iter().chain(more) {
            if Path::new(name).is_dir() {
                deck.extend(scenes_in(Path::new(name))?);
            } else {
                deck.push(name.clone());
            }
        }
        let first = Self {
            scene: deck[0].clone(),
            ..self.clone()
        };
        Ok((first, deck))
    }

    /// The text of the scene.
    pub(super) fn document(&self) -> Result<Document, Failure> {
        match &self.formula {
            Some(formula) => Ok(Document::of_formula(formula)),
            None => document(&self.scene),
        }
    }

    /// The file that the scene lies in, where it is one.
    pub(super) fn file(&self) -> Option<&Path> {
        let path = Path::new(&self.scene);
        (self.formula.is_none() && path.is_file()).then_some(path)
    }

    fn open(&self) -> Result<Scene, Failure> {
        Ok(self.document()?.scene()?)
    }

    /// The scene with all changes made, its optimizers and its minimum found where it has none.
    pub(super) fn load(&self) -> Result<Scene, Failure> {
        self.complete(self.open()?, rates::complete)
    }

    /// The same without a minimum that no path depends on.
    pub(super) fn load_for_paths(&self) -> Result<Scene, Failure> {
        self.complete(self.open()?, rates::complete_for_paths)
    }

    /// The scene, read already, with all changes made, and the scene without the changes. What the scene
    /// leaves to be found is found only where a change needs it.
    pub(super) fn with_changes(&self, mut scene: Scene) -> Result<(Scene, Scene), Failure> {
        let changes_optimizers = self.assignments().any(|assignment| {
            let name = assignment.rsplit_once('=').map_or("", |(name, _)| name);
            name.contains('.')
        });
        let find = |scene: &mut Scene| {
            if changes_optimizers && scene.optimizers.is_empty() {
                rates::complete(scene);
            }
        };
        let changed = self.complete(scene.clone(), find)?;
        if self.assignments().next().is_none() {
            return Ok((changed.clone(), changed));
        }
        find(&mut scene);
        Ok((changed, scene))
    }

    /// A scene with all changes made and what is missing found.
    fn complete(&self, mut scene: Scene, find: impl Fn(&mut Scene)) -> Result<Scene, Failure> {
        // Rates that suit a scene depend on its parameters and start, so those come first.
        let (of_optimizers, of_scene): (Vec<String>, Vec<String>) =
            self.assignments().partition(|assignment| {
                let name = assignment.rsplit_once('=').map_or("", |(name, _)| name);
                name.contains('.')
            });
        let mut mistakes = assign(&mut scene, &of_scene);
        find(&mut scene);
        mistakes.extend(assign(&mut scene, &of_optimizers));
        accept(scene, mistakes)
    }

    /// The scene with all changes made and nothing searched for.
    pub(super) fn load_as_written(&self) -> Result<Scene, Failure> {
        let mut scene = self.open()?;
        let mistakes = assign(&mut scene, &self.assignments().collect::<Vec<_>>());
        accept(scene, mistakes)
    }

    fn assignments(&self) -> impl Iterator<Item = String> {
        let steps = self.steps.map(|steps| format!("steps={steps}"));
        let seed = self.seed.map(|seed| format!("seed={seed}"));
        self.set.iter().cloned().chain(steps).chain(seed)
    }
}

/// The scenes in a folder, by name.
fn scenes_in(folder: &Path) -> Result<Vec<OsString>, Failure> {
    let failed = |why: String| Failure::Other(format!("the folder `{}` {why}", folder.display()));
    let entries = folder
        .read_dir()
        .map_err(|error| failed(format!("cannot be read: {error}")))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut scenes: Vec<OsString> = paths
        .filter(|path| path.is_file() && path.extension() == Some(OsStr::new("toml")))
        .map(Into::into)
        .collect();
    scenes.sort();
    if scenes.is_empty() {
        return Err(failed(
            "has no scenes: their names end in `.toml`".to_owned(),
        ));
    }
    Ok(scenes)
}

fn assign(scene: &mut Scene, assignments: &[String]) -> Vec<Mistakes> {
    let mistakes = assignments
        .iter()
        .map(|assignment| scene.assign(assignment).err());
    mistakes.flatten().collect()
}

fn accept(scene: Scene, mistakes: Vec<Mistakes>) -> Result<Scene, Failure> {
    if mistakes.is_empty() {
        Ok(scene)
    } else {
        Err(Failure::Usage(mistakes))
    }
}

/// The text of this name; `-` is standard input.
pub(super) fn document(name: &OsStr) -> Result<Document, Failure> {
    Ok(if name == "-" {
        Document::read("standard input", io::stdin().lock())?
    } else {
        Document::find(name)?
    })
}

//! The built-in scenes, and how a name becomes a scene.

use std::path::Path;

use crate::mistake::{Mistake, Mistakes, nearest};

use super::files::{Folder, load};
use super::{Scene, parse};

/// A scene that is part of the program.
#[derive(Debug, Clone, Copy)]
pub struct BuiltinScene {
    /// The name by which it is opened.
    pub name: &'static str,
    /// The text of its file.
    pub text: &'static str,
}

impl BuiltinScene {
    /// The scene of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        library().iter().find(|scene| scene.name == name)
    }

    /// Its title.
    pub fn title(&self) -> &'static str {
        let line = self
            .text
            .lines()
            .find_map(|line| line.strip_prefix("title = \""));
        line.and_then(|rest| rest.strip_suffix('"'))
            .unwrap_or(self.name)
    }

    /// The checked scene.
    ///
    /// # Errors
    ///
    /// Its mistakes; a built-in scene has none, which a test holds.
    pub fn scene(&self) -> Result<Scene, Mistakes> {
        parse(self.name, self.text, &Folder("scenes".into()))
    }
}

macro_rules! scenes {
    ($($name:literal)*) => {
        &[$(BuiltinScene {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes/", $name, ".toml")),
        }),*]
    };
}

/// Every built-in scene, in the order of lists.
pub fn library() -> &'static [BuiltinScene] {
    scenes! {
        "ravine"
        "narrow"
        "rotated"
        "rosenbrock"
        "beale"
        "plateau"
        "saddle"
        "bumps"
        "himmelblau"
        "noise"
        "conventions"
    }
}

/// The scene of this name: a file, or a built-in scene.
///
/// # Errors
///
/// Where it was looked for, or all of its mistakes.
pub fn open(name: &str) -> Result<Scene, Mistakes> {
    let path = Path::new(name);
    let is_path = path.extension().is_some() || path.components().count() > 1;
    match BuiltinScene::find(name) {
        Some(scene) if !path.is_file() => scene.scene(),
        None if !path.exists() && !is_path => Err(unknown(name)),
        _ => load(path),
    }
}

fn unknown(name: &str) -> Mistakes {
    let names = library().iter().map(|scene| scene.name);
    let mistake = Mistake::whole("there is neither a file nor a built-in scene of this name");
    let mistake = match nearest(name, names) {
        Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
        None => mistake.help("`descent-tui list scenes` shows the built-in ones"),
    };
    Mistakes::new(name, "", vec![mistake])
}

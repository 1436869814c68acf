//! The built-in scenes, and how a name becomes a scene.

use crate::mistake::{Mistake, Mistakes, nearest};

use super::document::Document;
use super::functions::{BuiltinFunction, functions};
use super::{Files, Scene, parse};

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
        title_of(self.text).unwrap_or(self.name)
    }

    /// The checked scene.
    ///
    /// # Errors
    ///
    /// Its mistakes; a built-in scene has none, which a test holds.
    pub fn scene(&self) -> Result<Scene, Mistakes> {
        parse(self.name, self.text, &Embedded)
    }
}

/// The files that built-in scenes name, by the names that those give them.
#[derive(Debug, Clone, Copy)]
pub struct Embedded;

/// The title of a file, as a line of its own.
pub(super) fn title_of(text: &'static str) -> Option<&'static str> {
    let mut lines = text.lines();
    let line = lines.find_map(|line| line.strip_prefix("title = \""));
    line.and_then(|rest| rest.strip_suffix('"'))
}

macro_rules! tables {
    ($($name:literal)*) => {
        &[$((
            concat!("../assets/data/", $name),
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/data/", $name)),
        )),*]
    };
}

/// Every table of the built-in scenes.
const TABLES: &[(&str, &[u8])] = tables! {
    "engel.csv"
    "network-adam.csv"
    "network-sgd.csv"
    "network.csv"
    "nile.csv"
    "penguins.csv"
};

impl Files for Embedded {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = TABLES.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, bytes)| bytes.to_vec())
            .ok_or_else(|| format!("no built-in file is called `{name}`"))
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
        "sparse"
        "warm-up"
        "signs"
        "rattling"
        "relative"
        "decay"
        "prodigy"
        "noise"
        "schedule-free"
        "flat"
        "conventions"
        "limit-cycle"
        "conjugate"
        "leaps"
        "newton"
        "engel"
        "engel-scaled"
        "penguins"
        "separable"
        "nile"
        "network"
    }
}

/// The scene of this name: a file, a built-in scene, or a built-in function.
///
/// # Errors
///
/// Where it was looked for, or all of its mistakes.
pub fn open(name: &str) -> Result<Scene, Mistakes> {
    Document::find(name)?.scene()
}

/// The text of a scene that shows a built-in function and leaves all else to be found.
pub fn function_scene(function: &BuiltinFunction) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    format!(
        "title = {}\ndescription = {}\n\n[objective]\nfunction = {}\n",
        quoted(&function.title),
        quoted(&function.summary),
        quoted(&function.name)
    )
}

pub(super) fn unknown(name: &str) -> Mistakes {
    let scenes = library().iter().map(|scene| scene.name);
    let functions = functions().iter().map(|function| function.name.as_str());
    let mistake = Mistake::whole("there is no file, built-in scene or function of this name");
    let mistake = match nearest(name, scenes.chain(functions)) {
        Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
        None => mistake.help(
            "`descent-tui list scenes` and `descent-tui list functions` show what is built in",
        ),
    };
    Mistakes::new(name, "", vec![mistake])
}

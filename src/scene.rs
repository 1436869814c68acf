//! A scene: one objective, a view of it, a start, and the optimizers that go down it.
//!
//! Knows scene files (TOML) and the built-in library; nothing of paths or screens.

mod carried;
mod claim;
mod lesson;
mod quoted;
mod reader;
mod places;
mod recorded;
mod reference;
mod read;
mod roster;
mod setting;
mod shared;
mod stages;
mod difference;
mod document;
mod files;
mod functions;
mod library;
mod write;

pub use carried::{Attachment, Carried, PAGE_SCENE, markup_escaped};
pub use claim::{Claim, Comparison, Condition, Metric, Operation, Quantity, Spoken};
pub use document::{Document, NamedFile, Place};
pub use files::{Files, Folder, LONGEST_FILE, is_read_only, is_same_file, save};
pub use functions::{BuiltinFunction, find_function, functions};
pub use lesson::{BuiltinLesson, Lesson, LessonQuestion, LessonStep, Piece, lessons};
pub use library::{BuiltinScene, Embedded, function_scene, library, open};
pub use places::{HUES, SHADES, TEXTBOOK};
pub use read::{is_lesson, parse, parse_lesson};
pub use reader::values::color_of;
pub use recorded::{RecordedPath, RecordedPoint};
pub use reference::{REFERENCE, SceneKey, Section};
pub use shared::Shared;
pub use stages::{Stage, Stages};
pub use write::updated;

use std::sync::Arc;

use crate::math::Vec2;
use crate::objective::Objective;
use crate::optimizer::{Convention, Declaration, Modifiers, Optimizer, Schedule};

/// No seed is greater, so that every reader of numbers keeps it exactly.
pub const MOST_SEED: u64 = (1 << 53) - 1;

/// No run is longer.
pub const MOST_STEPS: u32 = 1_000_000;

/// A checked scene: nothing that is computed from it can fail. A clone shares with it all that
/// neither of them changes.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Where it comes from: a built-in name, or a file's path as the user gave it.
    pub origin: Arc<str>,
    /// Title on the screen, without control characters.
    pub title: Arc<str>,
    /// What it teaches; may be empty.
    pub description: Arc<str>,
    /// Where every optimizer starts that has no start of its own.
    pub start: Vec2,
    /// The objective, with its live parameters.
    pub objective: Shared<Objective>,
    /// What is known of the minimum; `None` until it is searched for, or if there is none.
    pub minimum: Option<Minimum>,
    /// The part of the plane on the screen.
    pub view: Shared<View>,
    /// How the optimizers run.
    pub run: Run,
    /// The optimizers in their order. Empty means the textbook five at rates that suit the scene.
    pub optimizers: Vec<Shared<Entry>>,
    /// Paths that were recorded elsewhere.
    pub paths: Shared<Vec<RecordedPath>>,
    /// Changes that act from a step on.
    pub events: Shared<Vec<Event>>,
    /// What the description says of the paths, to be computed.
    pub claims: Shared<Vec<Claim>>,
}

/// The known minimum: one point, or several of the same value.
#[derive(Debug, Clone, PartialEq)]
pub struct Minimum {
    /// Where it is.
    pub at: Vec<Vec2>,
    /// J there.
    pub value: f64,
}

/// The part of the plane on the screen, and how heights become bands.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Least and greatest x.
    pub x: [f64; 2],
    /// Least and greatest y.
    pub y: [f64; 2],
    /// Iso-lines.
    pub levels: Levels,
    /// How heights become colours.
    pub scale: HeightScale,
}

/// Which iso-lines are drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Levels {
    /// So many, spread over the heights in view.
    Count(usize),
    /// At these heights.
    Values(Vec<f64>),
}

/// How heights become colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeightScale {
    /// Equal steps of colour are equal differences of height.
    Linear,
    /// Equal steps are equal ratios of the height above the least value in view.
    #[default]
    Log,
    /// Equal steps are equal areas.
    Rank,
}

/// How the optimizers run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Number of steps.
    pub steps: u32,
    /// Convention of every optimizer that does not say otherwise.
    pub convention: Convention,
    /// Seed of all randomness.
    pub seed: u64,
    /// Standard deviation of the noise on each component of the gradient.
    pub noise: f64,
}

/// One optimizer of a scene.
#[derive(Clone)]
pub struct Entry {
    /// Name on the screen, unique in the scene, without control characters.
    pub label: String,
    /// The method.
    pub kind: &'static dyn Optimizer,
    /// Its hyper-parameters in the declaration's order.
    pub hypers: Vec<f64>,
    /// Its own convention, if it has one.
    pub convention: Option<Convention>,
    /// Its own colour (red, green, blue), if it has one.
    pub color: Option<[u8; 3]>,
    /// Its place among the colours of a theme, by its kind and unique in the scene; it keeps it as others come and go.
    /// Places from [`HUES`] on are shades.
    pub place: usize,
    /// Its own start, if it has one.
    pub start: Option<Vec2>,
    /// Whether it is shown.
    pub enabled: bool,
    /// How many rows of a table each of its steps sees, where that is not the objective's matter.
    pub batch: Option<u32>,
    /// How its learning rate changes over the steps.
    pub schedule: Schedule,
    /// What is done around the method.
    pub modifiers: Modifiers,
}

impl Entry {
    /// What its method declares.
    pub fn declaration(&self) -> &'static Declaration {
        self.kind.declaration()
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry")
            .field("label", &self.label)
            .field("kind", &self.declaration().name)
            .field("hypers", &self.hypers)
            .finish_non_exhaustive()
    }
}

/// A change of one value that acts from a step on; the path before it stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The step whose point is the last before the change: steps from here on use the new value.
    pub step: u32,
    /// What changes.
    pub setting: Setting,
    /// Its new value.
    pub value: f64,
}

/// A number of a scene that can be changed: by `--set`, live, or by an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// A hyper-parameter of an optimizer: `LABEL.hyper`.
    Hyper {
        /// Index of the optimizer.
        optimizer: usize,
        /// Index of the hyper-parameter.
        hyper: usize,
    },
    /// A parameter of the objective, by index: its bare name.
    Parameter(usize),
    /// The noise on gradients: `noise`.
    Noise,
}

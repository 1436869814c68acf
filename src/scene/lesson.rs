//! Lessons: captions that each set a scene, a view and a step, and may ask the class what will happen.
//!
//! Knows what a lesson says; nothing of how it is given. A step's scene follows from the file and the step alone.

use std::sync::Arc;

use super::library::title_of;
use super::{Claim, Scene, Spoken};

/// A lesson: steps that are gone through in their order.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// A built-in name, or a file's path as the user gave it.
    pub origin: String,
    /// Its title, without control characters.
    pub title: String,
    /// The steps; at least one.
    pub steps: Vec<LessonStep>,
}

/// A step of a lesson.
#[derive(Debug, Clone)]
pub struct LessonStep {
    /// The caption, in paragraphs.
    pub text: Vec<Vec<Piece>>,
    /// The scene as this step finds it when the lesson is given from the first step on, with its own changes made.
    pub scene: Arc<Scene>,
    /// Index of the selected optimizer, if the step chooses one.
    pub selected: Option<usize>,
    /// The name of the view.
    pub view: Option<String>,
    /// The part of the plane that is shown, least and greatest x and y; `None` for the scene's own.
    pub look: Option<[[f64; 2]; 2]>,
    /// The step of the paths that is shown; `None` for the last.
    pub step: Option<u32>,
    /// Whether it plays up to there.
    pub play: bool,
    /// What the class is asked before the paths are shown.
    pub question: Option<LessonQuestion>,
    /// What the caption says of the paths up to the step shown.
    pub claims: Vec<Claim>,
}

/// A question with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonQuestion {
    /// The question.
    pub text: String,
    /// What can be answered.
    pub choices: Vec<String>,
    /// Index of the right one.
    pub answer: usize,
}

/// A piece of a caption.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// Words that stand out.
    Strong(String),
    /// A number of the scene as it is now, and how it is written in the file.
    Number(Spoken, String),
}

/// A lesson that is part of the program.
#[derive(Debug, Clone, Copy)]
pub struct BuiltinLesson {
    /// The name by which it is given.
    pub name: &'static str,
    /// The text of its file.
    pub text: &'static str,
}

macro_rules! lessons {
    ($($name:literal)*) => {
        &[$(BuiltinLesson {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/", $name, ".toml")),
        }),*]
    };
}

/// Every built-in lesson, in the order of lists.
pub fn lessons() -> &'static [BuiltinLesson] {
    lessons! {
        "snowy-path"
        "conditioning"
        "noise-and-schedules"
        "newtons-cousins"
        "write-your-own"
    }
}

impl BuiltinLesson {
    /// The lesson of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        lessons().iter().find(|lesson| lesson.name == name)
    }

    /// Its title.
    pub fn title(&self) -> &'static str {
        title_of(self.text).unwrap_or(self.name)
    }
}

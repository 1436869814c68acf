//! `lesson`: a lesson in the terminal.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::arguments::Common;
use super::failure::Failure;
use super::interactive;
use crate::app::ViewKind;
use crate::scene::{Document, Lesson};

/// Gives a lesson.
#[derive(Debug, Args)]
pub(super) struct LessonArguments {
    /// A built-in lesson, or a file
    #[arg(
        value_name = "LESSON",
        default_value = "snowy-path",
        hide_default_value = true
    )]
    lesson: OsString,
}

impl LessonArguments {
    /// Opens the lesson and returns the exit status.
    pub(super) fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let document = Document::find_lesson(&self.lesson)?;
        let lesson = read(&document)?;
        interactive::give(Arc::new(lesson), document, common)
    }
}

/// The checked lesson of a text.
pub(super) fn read(document: &Document) -> Result<Lesson, Failure> {
    let views: Vec<&str> = ViewKind::ALL.iter().map(|view| view.name()).collect();
    Ok(document.lesson(&views)?)
}

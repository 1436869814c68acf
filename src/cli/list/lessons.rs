//! The built-in lessons.

use serde_json::json;

use super::Listed;
use crate::cli::lesson;
use crate::scene::{Document, lessons};

pub(super) fn list() -> Vec<Listed> {
    let lessons = lessons().iter().filter_map(|builtin| {
        let document = Document::find_lesson(builtin.name).ok()?;
        let lesson = lesson::read(&document).ok()?;
        let steps = lesson.steps.len();
        Some(Listed {
            name: builtin.name.to_owned(),
            summary: format!("{}, in {steps} steps", lesson.title),
            object: json!({
                "name": builtin.name,
                "summary": lesson.title,
                "title": lesson.title,
                "steps": steps,
            }),
        })
    });
    lessons.collect()
}

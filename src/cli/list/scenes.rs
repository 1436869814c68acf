//! The built-in scenes.

use serde_json::json;

use super::Listed;
use crate::scene::library;

pub(super) fn list() -> Vec<Listed> {
    let scenes = library().iter().filter_map(|builtin| {
        let scene = builtin.scene().ok()?;
        let labels: Vec<&str> = scene
            .optimizers
            .iter()
            .map(|entry| entry.label.as_str())
            .collect();
        let (first, _) = scene
            .description
            .split_once(". ")
            .unwrap_or((&scene.description, ""));
        let summary = format!("{}: {}", scene.title, first.trim_end_matches('.'));
        Some(Listed {
            name: builtin.name.to_owned(),
            summary: summary.clone(),
            object: json!({
                "name": builtin.name,
                "summary": summary,
                "title": &scene.title[..],
                "description": &scene.description[..],
                "objective": scene.objective.text(),
                "optimizers": labels,
            }),
        })
    });
    scenes.collect()
}

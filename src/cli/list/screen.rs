//! What the screen has: its keys and its themes.

use serde_json::json;

use super::Listed;
use crate::app::action::TABLE;
use crate::picture::theme::THEMES;
use crate::picture::view::VIEWS;

pub(super) fn keys() -> Vec<Listed> {
    let rows = TABLE.iter().map(|row| Listed {
        name: row.name.to_owned(),
        summary: format!("{} ({})", row.doc.trim_end_matches('.'), row.keys.join(" ")),
        object: json!({
            "name": row.name,
            "summary": row.doc,
            "group": row.group,
            "keys": row.keys,
        }),
    });
    rows.collect()
}

pub(super) fn themes() -> Vec<Listed> {
    let themes = THEMES.iter().map(|theme| Listed {
        name: theme.name.to_owned(),
        summary: theme.summary.to_owned(),
        object: json!({ "name": theme.name, "summary": theme.summary }),
    });
    themes.collect()
}

pub(super) fn views() -> Vec<Listed> {
    let views = VIEWS.iter().map(|view| Listed {
        name: view.name().to_owned(),
        summary: view.summary.to_owned(),
        object: json!({ "name": view.name(), "summary": view.summary }),
    });
    views.collect()
}

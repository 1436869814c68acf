//! Writing a scene back: what changed goes into the text of its file, all else stays as it was
//! written, comments, order and spaces included.
//!
//! Knows how scenes are written; nothing of where files lie.

mod events;
mod optimizers;
mod values;

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::mistake::{Mistake, Mistakes};

use self::values::{convention, number, pair, set};
use super::{Files, Scene, parse};

/// The text with the changes that make it the scene.
///
/// # Errors
///
/// The mistakes of the text, which must be that of a scene.
pub fn updated(text: &str, scene: &Scene, files: &dyn Files) -> Result<String, Mistakes> {
    let before = parse(&scene.origin, text, files)?;
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let span = error.span().unwrap_or(0..0);
        Mistakes::new(
            &scene.origin,
            text,
            vec![Mistake::at(span, error.message())],
        )
    })?;
    let root = document.as_table_mut();
    if before.start != scene.start {
        set(root, "start", pair([scene.start.x, scene.start.y]));
    }
    write_objective(root, &before, scene);
    write_view(root, &before, scene);
    write_run(root, &before, scene);
    optimizers::write(root, &before, scene);
    events::write(root, &before, scene);
    Ok(document.to_string())
}

fn write_objective(root: &mut Table, before: &Scene, scene: &Scene) {
    let Some(objective) = root.get_mut("objective") else {
        return;
    };
    let is_inline = objective.is_inline_table();
    let Some(objective) = objective.as_table_like_mut() else {
        return;
    };
    if before.objective.text() != scene.objective.text() && objective.contains_key("formula") {
        set(objective, "formula", scene.objective.text().into());
    }
    for parameter in scene.objective.parameters() {
        let mut known = before.objective.parameters().iter();
        let known = known.find(|known| known.name == parameter.name);
        if known.is_some_and(|known| known.value == parameter.value) {
            continue;
        }
        let parameters = section(objective, "parameters", is_inline);
        let value = number(parameter.value);
        match parameters
            .get_mut(&parameter.name)
            .and_then(Item::as_table_like_mut)
        {
            Some(table) => set(table, "value", value),
            None => set(parameters, &parameter.name, value),
        }
    }
}

fn write_view(root: &mut Table, before: &Scene, scene: &Scene) {
    for (key, old, new) in [
        ("x", before.view.x, scene.view.x),
        ("y", before.view.y, scene.view.y),
    ] {
        if old != new {
            set(section(root, "view", false), key, pair(new));
        }
    }
}

fn write_run(root: &mut Table, before: &Scene, scene: &Scene) {
    let (old, new) = (&before.run, &scene.run);
    let changes = [
        (
            "steps",
            old.steps != new.steps,
            Value::from(i64::from(new.steps)),
        ),
        (
            "convention",
            old.convention != new.convention,
            convention(new.convention),
        ),
        ("seed", old.seed != new.seed, Value::from(new.seed as i64)),
        ("noise", old.noise != new.noise, number(new.noise)),
    ];
    for (key, changed, value) in changes {
        if changed {
            set(section(root, "run", false), key, value);
        }
    }
}

/// The table under a key, made where there is none; inline where its parent is.
fn section<'a>(parent: &'a mut dyn TableLike, key: &str, is_inline: bool) -> &'a mut dyn TableLike {
    let missing = parent.get(key).is_none_or(|item| !item.is_table_like());
    if missing {
        let table = if is_inline {
            Item::Value(InlineTable::new().into())
        } else {
            Item::Table(Table::new())
        };
        parent.insert(key, table);
    }
    parent
        .get_mut(key)
        .and_then(Item::as_table_like_mut)
        .expect("a table stands there or was just put there")
}

//! Writing a scene back: what changed goes into the text of its file, all else stays as it was
//! written, comments, order and spaces included.
//!
//! Knows how scenes are written; nothing of where files lie.

mod claims;
mod events;
mod line_ends;
mod objective;
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
            &*scene.origin,
            text,
            vec![Mistake::at(span, error.message())],
        )
    })?;
    let root = document.as_table_mut();
    if before.start != scene.start {
        set(root, "start", pair([scene.start.x, scene.start.y]));
    }
    objective::write(root, &before, scene);
    write_view(root, &before, scene);
    write_run(root, &before, scene);
    optimizers::write(root, &before, scene);
    events::write(root, &before, scene);
    claims::write(root, &before, scene);
    if let Ok(after) = parse(&scene.origin, &document.to_string(), files) {
        write_lost_defaults(document.as_table_mut(), &after, scene);
    }
    Ok(line_ends::as_in(text, &document.to_string()))
}

/// Spells out the start and the view where they came with what the text says no longer.
fn write_lost_defaults(root: &mut Table, after: &Scene, scene: &Scene) {
    write_view(root, after, scene);
    if after.start != scene.start {
        set(root, "start", pair([scene.start.x, scene.start.y]));
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

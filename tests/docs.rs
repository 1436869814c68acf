//! The pages of `docs` that are written from what the program declares. `UPDATE_DOCS=1 cargo test --test docs`
//! writes them anew.

#[path = "docs/functions.rs"]
mod functions;
#[path = "docs/keys.rs"]
mod keys;
#[path = "docs/markdown.rs"]
mod markdown;
#[path = "docs/optimizers.rs"]
mod optimizers;
#[path = "docs/scenes.rs"]
mod scenes;

use std::{env, fs};

/// Holds a page of `docs` to what the program says, or writes it where that is asked for.
fn hold(name: &str, page: &str) {
    let file = format!("docs/{name}.md");
    let page = format!(
        "<!-- From the program's declarations, by `UPDATE_DOCS=1 cargo test --test docs`. -->\n\n{page}"
    );
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, page).unwrap_or_else(|error| panic!("{file}: {error}"));
    } else {
        let written = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            written == page,
            "{file} is not what the program says: `UPDATE_DOCS=1 cargo test --test docs` writes it anew"
        );
    }
}

#[test]
fn optimizers() {
    hold("optimizers", &optimizers::page());
}

#[test]
fn functions() {
    hold("functions", &functions::page());
}

#[test]
fn keys() {
    hold("keys", &keys::page());
}

#[test]
fn scenes() {
    hold("scenes", &scenes::page());
}

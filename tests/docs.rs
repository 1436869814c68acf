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

/// The pictures of the docs are what the program draws, by the commands of the script that draws them.
#[test]
fn pictures() {
    let script = fs::read_to_string("docs/pictures/draw").expect("the script is there");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut drawn = 0;
    for line in script.lines() {
        let Some(arguments) = line
            .strip_prefix("draw ")
            .filter(|rest| rest.contains(" -o "))
        else {
            continue;
        };
        let mut words: Vec<String> = arguments.split_whitespace().map(str::to_owned).collect();
        let place = words
            .iter()
            .position(|word| word == "-o")
            .expect("it names a file")
            + 1;
        let kept = words[place].clone();
        let file = folder
            .path()
            .join(kept.rsplit('/').next().unwrap_or_default());
        words[place] = file.display().to_string();
        let mut command = assert_cmd::Command::cargo_bin("descent-tui").expect("the program");
        command.arg("render").args(&words).assert().success();
        let (new, old) = (
            fs::read(&file).expect("a picture"),
            fs::read(&kept).unwrap_or_default(),
        );
        assert!(
            new == old,
            "{kept} is not what the program draws: docs/pictures/draw makes it anew"
        );
        drawn += 1;
    }
    assert!(drawn > 3);
}

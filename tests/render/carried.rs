//! A picture opens as the scene that made it.

use std::fs;

use descent_tui::scene::Document;

use super::{folder, program, text};

const SCENE: &str = "# A comment stays.\r\ntitle = \"Line & <curve>\"\r\n\
    [objective.data]\r\nfile = \"points.csv\"\r\nmodel = \"a*t + b\"\r\ntarget = \"v\"\r\n\
    weights = [\"a\", \"b\"]\r\nloss = \"squared\"\r\n";

/// A scene on a table of its own, for whatever the reader asks of one.
fn scene_on_a_table(folder: &std::path::Path) {
    fs::write(folder.join("points.csv"), "t,v\n0,1\n1,3\n2,5\n").expect("a file");
    fs::write(folder.join("line.toml"), SCENE).expect("a file");
}

#[test]
fn to_the_byte_and_with_its_table() {
    for ending in ["png", "svg"] {
        let (_guard, folder) = folder();
        scene_on_a_table(&folder);
        let checked = program(&folder, &["check", "line.toml"]).assert();
        let said = String::from_utf8_lossy(&checked.get_output().stderr).into_owned();
        assert!(checked.get_output().status.success(), "{said}");
        let picture = format!("line.{ending}");
        program(&folder, &["render", "line.toml", "-o", &picture])
            .assert()
            .success();
        let csv = text(&folder, &["run", "line.toml", "--format", "csv"]);
        // The picture goes to someone who has nothing else.
        let (_other_guard, other) = super::folder();
        fs::copy(folder.join(&picture), other.join(&picture)).expect("a copy");
        assert_eq!(text(&other, &["run", &picture, "--format", "csv"]), csv);
        let document = Document::load(&other.join(&picture)).expect("a scene");
        assert_eq!(document.text, SCENE);
    }
}

#[test]
fn with_the_changes_that_it_shows() {
    let (_guard, folder) = folder();
    let change = ["--set", "Momentum.lr=0.05"];
    let of = |first: &[&str]| text(&folder, &[first, &["--format", "csv"], &change].concat());
    let changed = of(&["run", "ravine"]);
    program(
        &folder,
        &[&["render", "ravine", "-o", "a.png"][..], &change].concat(),
    )
    .assert()
    .success();
    assert_eq!(text(&folder, &["run", "a.png", "--format", "csv"]), changed);
}

#[test]
fn a_picture_of_something_else_says_so() {
    let (_guard, folder) = folder();
    fs::write(
        folder.join("a.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    )
    .expect("a file");
    let output = program(&folder, &["run", "a.svg"]).assert().code(1);
    let said = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(
        said.contains("carries no scene") && said.contains("render"),
        "{said}"
    );
}

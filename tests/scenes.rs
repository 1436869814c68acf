//! Scene files: every built-in one is good, every broken one is told all of its mistakes.

use std::fs;

use descent_tui::scene::{Files, library, parse};

/// Scenes of these tests name no files.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Err(format!("cannot read `{name}`"))
    }
}

/// All the mistakes of a text, as a user reads them.
fn mistakes(text: &str) -> String {
    match parse("scene.toml", text, &NoFiles) {
        Ok(scene) => panic!("no mistakes in {scene:?}"),
        Err(mistakes) => mistakes.to_string(),
    }
}

#[test]
fn broken_scenes_are_told_all_of_their_mistakes() {
    insta::glob!("broken/*.toml", |path| {
        let text = fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(mistakes(&text));
    });
}

#[test]
fn every_scene_of_the_folder_is_built_in_and_good() {
    let mut names: Vec<String> = fs::read_dir("scenes")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut built_in: Vec<String> = library()
        .iter()
        .map(|scene| format!("{}.toml", scene.name))
        .collect();
    built_in.sort();
    assert_eq!(names, built_in);
    for builtin in library() {
        let scene = builtin
            .scene()
            .unwrap_or_else(|mistakes| panic!("{mistakes}"));
        assert!(
            !scene.description.is_empty(),
            "{} teaches nothing",
            scene.title
        );
    }
}

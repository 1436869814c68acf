//! Scene files: every built-in one is good and keeps its promises, every broken one is told all of
//! its mistakes, and no text brings the reader down.

mod claims;
mod documents;
mod files;
mod lessons;
mod odd;
mod recorded;
mod saving;
mod schedules;
mod settings;
mod writing;

use std::fs;

use descent_tui::scene::{Files, Scene, find_function, function_scene, functions, library, parse};

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

/// The scene of a text without mistakes.
fn good(text: &str) -> Scene {
    parse("scene.toml", text, &NoFiles).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

#[test]
fn broken() {
    insta::glob!("..", "broken/*.toml", |path| {
        let text = fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(mistakes(&text));
    });
}

#[test]
fn every_scene_of_the_folder_is_built_in_and_good() {
    let mut names: Vec<String> = fs::read_dir("scenes")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    let mut built_in: Vec<&str> = library().iter().map(|scene| scene.name).collect();
    built_in.sort_unstable();
    assert_eq!(names, built_in);
    for builtin in library() {
        let scene = builtin
            .scene()
            .unwrap_or_else(|mistakes| panic!("{mistakes}"));
        assert!(!scene.description.is_empty(), "{}", scene.title);
    }
}

#[test]
fn every_table_is_of_use_to_a_scene_and_has_its_source_told() {
    let sources = fs::read_to_string("assets/data/README.md").unwrap();
    let entries = fs::read_dir("assets/data").unwrap();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(sources.contains(name) || name == "README.md", "{name}");
        let is_table = path.extension().is_some_and(|ending| ending == "csv");
        let is_named = library().iter().any(|scene| scene.text.contains(name));
        assert!(!is_table || is_named, "{name}");
    }
}

#[test]
fn a_function_brings_its_view_start_and_minimum() {
    for function in functions() {
        let text = function_scene(function);
        let scene = good(&text);
        assert_eq!(*scene.title, function.title);
        assert_eq!([scene.view.x, scene.view.y], function.view);
        assert_eq!(scene.start, function.start);
        let minima = scene.minimum.map(|minimum| minimum.at);
        assert_eq!(
            minima.unwrap_or_default(),
            function.minima,
            "{}",
            function.name
        );
    }
}

#[test]
fn a_scene_overrides_what_a_function_brings() {
    let scene = good(
        "start = [0, 0]\n[objective]\nfunction = \"rosenbrock\"\n[objective.parameters]\nb = 10\n\
         [view]\nx = [-1, 1]\n",
    );
    let own = find_function("rosenbrock").unwrap();
    assert_eq!(
        (scene.start.x, scene.view.x, scene.view.y),
        (0.0, [-1.0, 1.0], own.view[1])
    );
    let parameters = scene.objective.parameters();
    assert!(
        parameters
            .iter()
            .any(|parameter| parameter.name == "b" && parameter.value == 10.0)
    );
    assert_eq!(
        scene.minimum.unwrap().at,
        own.minima,
        "it stays where it is whatever b"
    );
}

#[test]
fn a_scene_takes_its_defaults_from_the_contract() {
    let scene = good("[objective]\nformula = \"x^2 + y^2\"\n");
    assert_eq!(&*scene.title, "scene.toml");
    assert_eq!((scene.view.x, scene.view.y), ([-5.0, 5.0], [-5.0, 5.0]));
    assert_eq!((scene.start.x, scene.start.y), (-4.0, 3.0));
    assert!(scene.optimizers.is_empty() && scene.minimum.is_none());
    assert_eq!(scene.run.noise, 0.0);
}

#[test]
fn labels_are_numbered_where_they_repeat_and_keep_clear_of_given_ones() {
    let kinds =
        ["adam", "adam", "gd", "adam"].map(|kind| format!("[[optimizer]]\nkind = \"{kind}\"\n"));
    let text = format!(
        "[objective]\nformula = \"x\"\n{}label = \"Adam 2\"\n",
        kinds.concat()
    );
    let labels: Vec<String> = good(&text)
        .optimizers
        .into_iter()
        .map(|entry| entry.label.clone())
        .collect();
    assert_eq!(labels, ["Adam", "Adam 3", "Gradient descent", "Adam 2"]);
}

#[test]
fn titles_and_labels_hold_no_control_characters() {
    let scene = good(
        "title = \"\\u001b[31m\"\ndescription = \"\\u202e\"\n[objective]\nformula = \"x\"\n\
         [[optimizer]]\nkind = \"gd\"\nlabel = \"\\u0007\"\n",
    );
    for text in [
        &*scene.title,
        &scene.description,
        &scene.optimizers[0].label,
    ] {
        assert!(text.starts_with('\\'), "{text:?}");
    }
}

#[test]
fn events_are_named_as_settings_are_and_sorted() {
    let scene = good(
        "[objective]\nformula = \"k*x^2\"\nparameters = { k = 1 }\n[[optimizer]]\nkind = \"adam\"\n\
         [[event]]\nstep = 20\nset = { Adam.lr = 0.1, k = 2 }\n\
         [[event]]\nstep = 10\nset = { \"adam.beta1\" = 0.5, noise = 1 }\n",
    );
    let events: Vec<(u32, String, f64)> = scene
        .events
        .iter()
        .map(|event| (event.step, scene.name(event.setting), event.value))
        .collect();
    let expected = [
        (10, "Adam.beta1".to_owned(), 0.5),
        (10, "noise".to_owned(), 1.0),
        (20, "Adam.lr".to_owned(), 0.1),
        (20, "k".to_owned(), 2.0),
    ];
    assert_eq!(events, expected);
}

//! Writing a scene back: what changed is in the text, what did not stays as it was written.

use descent_tui::math::Vec2;
use descent_tui::scene::{Embedded, Event, Scene, Setting, library, parse, updated};
use proptest::prelude::*;

use super::{NoFiles, good};

const TEXT: &str = r#"# A scene with comments.
start = [-4, 1.2]   # the start

[objective]
formula = "a*x^2 + b*y^2"
parameters = { a = 1, b = { value = 2.0, min = 0.5, max = 50.0 } } # live

[run] # how
steps = 50

# The first.
[[optimizer]]
kind = "adam"
lr = 0.1            # small
beta1 = 0.8

# The second.
[[optimizer]]
kind = "adam"

[view]
x = [-5, 5]
"#;

fn written(scene: &Scene) -> String {
    updated(TEXT, scene, &NoFiles).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// What differs from the text, line by line.
fn changes(scene: &Scene) -> String {
    let after = written(scene);
    let mut before = TEXT.lines();
    let new = after
        .lines()
        .filter(|line| !before.clone().any(|old| old == *line));
    let mut changes: Vec<String> = new.map(|line| format!("+ {line}")).collect();
    let gone = before
        .by_ref()
        .filter(|line| !after.lines().any(|new| new == *line));
    changes.extend(gone.map(|line| format!("- {line}")));
    changes.join("\n")
}

#[test]
fn an_unchanged_scene_is_the_same_text() {
    assert_eq!(written(&good(TEXT)), TEXT);
    for builtin in library() {
        let scene = builtin.scene().unwrap();
        assert_eq!(
            updated(builtin.text, &scene, &Embedded).unwrap(),
            builtin.text
        );
    }
}

#[test]
fn changed_values_keep_what_stands_around_them() {
    let mut scene = good(TEXT);
    for assignment in [
        "Adam.lr=0.25",
        "a=3",
        "b=7",
        "start=1,-2",
        "steps=60",
        "noise=0.5",
        "Adam 2.beta2=0.5",
    ] {
        scene.assign(assignment).unwrap();
    }
    insta::assert_snapshot!(changes(&scene));
}

#[test]
fn optimizers_are_added_removed_moved_and_hidden() {
    let mut scene = good(TEXT);
    let mut copy = scene.optimizers[0].clone();
    copy.label = "Copy".into();
    copy.color = Some([230, 159, 0]);
    copy.start = Some(Vec2::new(1.0, 2.0));
    scene.optimizers[1].enabled = false;
    scene.optimizers.swap(0, 1);
    scene.optimizers.push(copy);
    insta::assert_snapshot!(written(&scene));
    scene.optimizers.remove(1);
    let again = good(&written(&scene));
    let labels: Vec<&str> = again
        .optimizers
        .iter()
        .map(|entry| entry.label.as_str())
        .collect();
    assert_eq!(labels, ["Adam 2", "Copy"]);
}

#[test]
fn events_are_written_by_name() {
    let mut scene = good(TEXT);
    let lr = scene.setting("Adam 2.lr").unwrap();
    for (setting, value) in [
        (lr, 0.01),
        (Setting::Noise, 1.0),
        (Setting::Parameter(1), 5.0),
    ] {
        scene.events.push(Event {
            step: 20,
            setting,
            value,
        });
    }
    let text = written(&scene);
    assert!(
        text.ends_with(
            "\n[[event]]\nstep = 20\nset = { \"Adam 2.lr\" = 0.01, noise = 1.0, b = 5.0 }\n"
        ),
        "{text}"
    );
    assert_eq!(good(&text).events, scene.events);
    scene.events.clear();
    assert_eq!(updated(&text, &scene, &NoFiles).unwrap(), TEXT);
}

#[test]
fn a_scene_without_tables_gets_them() {
    let text = "objective = { formula = \"x^2 + y^2\" }\n";
    let mut scene = good(text);
    scene.assign("steps=3").unwrap();
    scene.view.x = [-1.0, 1.5];
    let after = updated(text, &scene, &NoFiles).unwrap();
    let again = good(&after);
    assert_eq!((again.run.steps, again.view.x), (3, [-1.0, 1.5]), "{after}");
}

#[test]
fn copies_and_removals_are_written_with_their_events() {
    let mut scene = good(TEXT);
    let setting = scene.setting("Adam.lr").unwrap();
    scene.events.push(Event {
        step: 20,
        setting,
        value: 0.01,
    });
    scene.duplicate_optimizer(0).unwrap();
    insta::assert_snapshot!(changes(&scene));
    scene.remove_optimizer(0);
    insta::assert_snapshot!(changes(&scene));
}

proptest! {
    #[test]
    fn any_change_of_values_is_read_back(
        which in 0..library().len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0.0..1.0), 0..8),
    ) {
        let builtin = &library()[which];
        let mut scene = builtin.scene().unwrap();
        for (index, fraction) in changes {
            let settings = scene.settings();
            let setting = settings[index.index(settings.len())];
            let value = scene.range(setting).at_fraction(fraction);
            scene.set(setting, value);
        }
        let text = updated(builtin.text, &scene, &Embedded).unwrap();
        let again = parse("scene.toml", &text, &Embedded).unwrap();
        for setting in scene.settings() {
            prop_assert_eq!(again.get(setting), scene.get(setting));
        }
        let comments = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
        prop_assert_eq!(comments(&text), comments(builtin.text));
    }
}

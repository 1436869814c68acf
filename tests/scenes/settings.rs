//! Numbers of a scene by name, as `--set` and the live keys use them.

use descent_tui::scene::{Scene, Setting};

use super::good;

fn scene() -> Scene {
    good(
        "[objective]\nformula = \"kappa*x^2 + y^2\"\n\
         parameters = { kappa = { value = 2.0, min = 1.0, max = 9.0 } }\n\
         minimum = { at = [0.0, 0.0] }\n\
         [[optimizer]]\nkind = \"gd\"\n\
         [[optimizer]]\nkind = \"adam\"\nlabel = \"Adam 1.5\"\n\
         [[optimizer]]\nkind = \"momentum\"\nlabel = \"Ball\"\n\
         [[optimizer]]\nkind = \"momentum\"\nlabel = \"Heavy\"\n",
    )
}

#[test]
fn every_setting_is_found_by_its_name() {
    let scene = scene();
    for setting in scene.settings() {
        assert_eq!(scene.setting(&scene.name(setting)), Ok(setting));
        assert!(scene.accepted(setting).contains(scene.get(setting)));
    }
}

#[test]
fn an_optimizer_is_found_by_label_kind_or_alias() {
    let scene = scene();
    for (name, index) in [
        ("Gradient descent.lr", 0),
        ("gradient DESCENT.lr", 0),
        ("GD.lr", 0),
        ("sgd.lr", 0),
        ("Adam 1.5.lr", 1),
        ("adam.lr", 1),
        ("Heavy.lr", 3),
    ] {
        let expected = Setting::Hyper {
            optimizer: index,
            hyper: 0,
        };
        assert_eq!(scene.setting(name), Ok(expected), "{name}");
    }
}

#[test]
fn a_kind_that_two_optimizers_have_is_no_name() {
    let mistake = scene().setting("momentum.lr").unwrap_err();
    assert!(mistake.message.contains("more than one"));
    assert!(mistake.help.unwrap().contains("`Ball` or `Heavy`"));
}

#[test]
fn assignments_change_what_they_name() {
    let mut scene = scene();
    for assignment in [
        "GD.lr=0.25",
        "kappa = 3",
        "start=-1.5,2",
        "steps=7",
        "seed=9",
        "noise=0.5",
    ] {
        scene.assign(assignment).unwrap();
    }
    assert_eq!(scene.optimizers[0].hypers[0], 0.25);
    assert_eq!(scene.objective.parameters()[0].value, 3.0);
    assert_eq!((scene.start.x, scene.start.y), (-1.5, 2.0));
    assert_eq!(
        (scene.run.steps, scene.run.seed, scene.run.noise),
        (7, 9, 0.5)
    );
}

#[test]
fn wrong_assignments_point_at_their_mistake_and_change_nothing() {
    let mut scene = scene();
    let before = format!("{scene:?}");
    for (assignment, place, word) in [
        ("GD.lr=-1", "--set:1:7", "at least 0"),
        ("kappa=10", "--set:1:7", "from 1 to 9"),
        ("kapa=2", "--set:1:1", "`kappa`"),
        ("GD.rate=2", "--set:1:1", "no `rate`"),
        ("Adma.lr=2", "--set:1:1", "`Adam 1.5`"),
        ("start=1", "--set:1:7", "two finite numbers"),
        ("start=nan,1", "--set:1:7", "two finite numbers"),
        ("steps=1000001", "--set:1:7", "1000000"),
        ("seed=-1", "--set:1:6", "whole number"),
        ("noise=inf", "--set:1:7", "finite"),
        ("kappa", "--set:1:1", "NAME=VALUE"),
    ] {
        let shown = scene.assign(assignment).unwrap_err().to_string();
        assert!(shown.starts_with(place), "{shown}");
        assert!(shown.contains(word), "{shown}");
    }
    assert_eq!(format!("{scene:?}"), before);
}

#[test]
fn a_minimum_stays_only_while_it_is_one() {
    let mut kept = scene();
    kept.assign("kappa=5").unwrap();
    assert!(kept.minimum.is_some());
    let mut moved = good(
        "[objective]\nformula = \"(x - a)^2 + y^2\"\nparameters = { a = 0 }\nminimum = { at = [0, 0] }\n",
    );
    assert!(moved.minimum.is_some());
    moved.assign("a=1").unwrap();
    assert!(moved.minimum.is_none());
}

//! The rate that each kind gets where it is added to a scene.

use std::fmt::Write as _;
use std::thread;

use descent_tui::analysis::rates::{complete, fit};
use descent_tui::optimizer::{catalog, find};
use descent_tui::scene::{BuiltinScene, Embedded, Scene, library, open, parse};
use descent_tui::simulation::{Path, simulate};

/// A scene without noise and events, no longer than rates are tried.
fn quiet(mut scene: Scene) -> Scene {
    scene.run.noise = 0.0;
    scene.run.steps = scene.run.steps.min(300);
    scene.events = Vec::new().into();
    scene
}

fn reversals(path: &Path) -> f64 {
    let steps: Vec<_> = path
        .points
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    let back = steps.windows(2).filter(|pair| pair[0].dot(pair[1]) < 0.0);
    back.count() as f64 / (steps.len().max(2) - 1) as f64
}

/// What a kind's path is at the rate that it gets, if it gets one.
fn fitted(scene: &Scene, kind: &str) -> Option<(f64, Path)> {
    let (entry, found) = fit(scene, find(kind).expect("a kind"));
    let rate = found?.rate;
    let mut shown = scene.clone();
    shown.optimizers = vec![entry.into()];
    Some((rate, simulate(&shown).remove(0)))
}

/// Lines of a scene: kind, rate, the share of the height above the minimum that is left in the end, and the
/// share of steps that turn back.
fn lines_of(builtin: &BuiltinScene) -> String {
    let mut scene = open(builtin.name).expect("a built-in scene");
    complete(&mut scene);
    let scene = quiet(scene);
    let lowest = scene.minimum.as_ref().map_or(0.0, |known| known.value);
    let mut table = String::new();
    for kind in catalog() {
        let name = kind.declaration().name;
        let Some((rate, path)) = fitted(&scene, name) else {
            continue;
        };
        let left = (path.values[path.steps()] - lowest) / (path.values[0] - lowest);
        let left = if left < 1e-12 {
            "0".to_owned()
        } else {
            format!("{left:.0e}")
        };
        let back = 100.0 * reversals(&path);
        let _ = writeln!(
            table,
            "{:14} {name:20} {rate:8} {left:>6} {back:4.0}%",
            builtin.name
        );
    }
    table
}

/// A table of all, to be read: each rate is one that an expert would choose by hand.
#[test]
fn every_kind_gets_a_good_rate_on_every_scene() {
    // What costs more is tried where that is no burden: in the benches.
    let scenes: Vec<&BuiltinScene> = library()
        .iter()
        .filter(|builtin| {
            let scene = open(builtin.name).expect("a built-in scene");
            scene.objective.cost() <= 24
        })
        .collect();
    let table: String = thread::scope(|scope| {
        let threads: Vec<_> = scenes
            .chunks(scenes.len().div_ceil(4))
            .map(|scenes| {
                scope.spawn(|| {
                    scenes
                        .iter()
                        .map(|scene| lines_of(scene))
                        .collect::<String>()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    insta::assert_snapshot!(table);
}

fn of_formula(formula: &str, start: [f64; 2], view: [f64; 2]) -> Scene {
    let text = format!(
        "start = {start:?}\n[objective]\nformula = \"{formula}\"\n[view]\nx = {:?}\ny = {:?}\n",
        [-view[0], view[0]],
        [-view[1], view[1]]
    );
    let mut scene = parse("test", &text, &Embedded).expect("a scene");
    complete(&mut scene);
    scene
}

#[test]
fn a_path_is_judged_by_the_well_that_it_is_in() {
    let scene = of_formula("x^4/4 - x^2/2 + 5*y^2 + 0.3*x", [1.5, 1.0], [2.0, 1.5]);
    let (rate, path) = fitted(&scene, "gd").expect("a rate");
    assert!((0.02..=0.15).contains(&rate), "gradient descent at {rate}");
    assert!(reversals(&path) < 0.5);
    let (rate, path) = fitted(&scene, "rmsprop").expect("a rate");
    assert!(reversals(&path) < 0.5, "RMSprop rattles at {rate}");
}

#[test]
fn a_detour_at_first_is_forgiven_for_a_good_end() {
    let scene = open("ravine").expect("a built-in scene");
    let (rate, path) = fitted(&scene, "radam").expect("a rate");
    assert!(path.values[path.steps()] < 5.0, "RAdam at {rate}");
}

#[test]
fn a_rate_has_some_margin_before_paths_diverge() {
    let scene = of_formula("x^2/2 + 10*y^2", [-4.0, 1.0], [5.0, 2.0]);
    let (rate, _) = fitted(&scene, "gd").expect("a rate");
    // Beyond 2/20 it diverges, and 0.1 itself goes to and fro for ever.
    assert!(rate <= 0.07, "{rate}");
}

//! What changes nothing: scaling the objective, moving it, turning it. Methods are told apart by it.

use descent_tui::math::Vec2;
use descent_tui::optimizer::{Declaration, catalog};

use super::path;

/// A bowl with a bend of its own, in two coordinates given by their formulas.
fn bowl(u: &str, v: &str) -> String {
    format!("{u}^2 + 3*{v}^2 + {u}*{v} + 0.1*({u} - {v})^4")
}

/// Where walks on it start, in these coordinates.
const START: Vec2 = Vec2::new(3.0, 2.0);

/// A kind's keys, with some values in place of its defaults where it has them.
fn keys(declaration: &Declaration, values: &[(&str, &str)]) -> String {
    let mut text = format!("kind = \"{}\"\n", declaration.name);
    for (key, value) in values {
        if declaration.hyper(key).is_some() {
            text += key;
            text += " = ";
            text += value;
            text += "\n";
        }
    }
    text
}

fn declaration(name: &str) -> &'static Declaration {
    let kind = descent_tui::optimizer::find(name);
    kind.unwrap_or_else(|| panic!("no kind is called {name}"))
        .declaration()
}

/// Whether two walks go the same way, the second one in coordinates of its own.
fn go_the_same_way(name: &str, steps: u32, plain: &str, moved: (&str, Vec2, fn(Vec2) -> Vec2)) {
    let (formula, start, back) = moved;
    let there = path(formula, [start.x, start.y], steps, plain);
    let here = path(&bowl("x", "y"), [START.x, START.y], steps, plain);
    assert_eq!(here.points.len(), there.points.len(), "{name}");
    for (step, (a, b)) in here.points.iter().zip(&there.points).enumerate() {
        let off = (*a - back(*b)).norm();
        assert!(
            off <= 1e-7 * (1.0 + a.norm()),
            "{name} is off by {off:e} at step {step}"
        );
    }
}

#[test]
fn methods_by_signs_or_ratios_do_not_see_the_scale_of_the_objective() {
    // The factor's roots are exact, so that the paths are the same to the last digit.
    let scaled = format!("64*({})", bowl("x", "y"));
    for name in [
        "signsgd",
        "lion",
        "tiger",
        "rprop",
        "adagrad",
        "rmsprop",
        "adam",
        "amsgrad",
        "adamw",
        "adamax",
        "nadam",
        "adan",
        "qhadam",
        "ademamix",
        "grams",
        "adopt",
        "soap",
        "shampoo",
        "prodigy",
        "dadapt-sgd",
    ] {
        let optimizer = keys(declaration(name), &[("lr", "0.03125"), ("eps", "0")]);
        let walk = |formula: &str| path(formula, [3.0, 2.0], 60, &optimizer).points;
        assert_eq!(walk(&bowl("x", "y")), walk(&scaled), "{name}");
    }
}

#[test]
fn moving_the_objective_moves_the_path_of_every_method_but_those_that_see_the_origin() {
    let moved = (
        &*bowl("(x - 5)", "(y + 3)"),
        START + Vec2::new(5.0, -3.0),
        (|at| at - Vec2::new(5.0, -3.0)) as fn(Vec2) -> Vec2,
    );
    for kind in catalog() {
        let declaration = kind.declaration();
        // Weight decay pulls towards the origin, which stays where it is.
        let values = [("lr", "0.02"), ("weight_decay", "0"), ("lambd", "0")];
        let optimizer = keys(declaration, &values);
        // Adafactor and DoG measure by the distance from the origin.
        if !["adafactor", "dog"].contains(&declaration.name) {
            go_the_same_way(declaration.name, 12, &optimizer, moved);
        }
    }
}

#[test]
fn turning_the_objective_turns_the_path_of_methods_that_know_no_axes() {
    let turned = (
        &*bowl("(0.6*x + 0.8*y)", "(0.6*y - 0.8*x)"),
        Vec2::new(0.6 * START.x - 0.8 * START.y, 0.8 * START.x + 0.6 * START.y),
        (|at| Vec2::new(0.6 * at.x + 0.8 * at.y, 0.6 * at.y - 0.8 * at.x)) as fn(Vec2) -> Vec2,
    );
    for name in [
        "gd",
        "momentum",
        "nesterov",
        "asgd",
        "qhm",
        "aggmo",
        "schedule-free-sgd",
        "dadapt-sgd",
        "shampoo",
        "newton",
        "damped-newton",
        "saddle-free-newton",
        "bfgs",
        "conjugate-gradient",
        "barzilai-borwein",
        "polyak",
        "line-search",
        "heavy-ball-optimal",
        "fista",
        "trust-region",
    ] {
        let optimizer = keys(declaration(name), &[("lr", "0.02")]);
        go_the_same_way(name, 12, &optimizer, turned);
    }
}

#[test]
fn newton_is_the_same_after_an_affine_change_of_variables() {
    // u = 2x + y, v = y − 3 in place of x and y.
    let formula = |u: &str, v: &str| format!("exp(0.3*{u}) + {u}^2 + ({u}*{v})^2 + {v}^2");
    let plain = path(&formula("x", "y"), [1.5, -1.0], 8, "kind = \"newton\"");
    let start = [(1.5 - 2.0) / 2.0, 2.0];
    let turned = path(
        &formula("(2*x + y)", "(y - 3)"),
        start,
        8,
        "kind = \"newton\"",
    );
    // The start maps to u = 2x + y = 1.5 and v = y − 3 = −1.
    for (a, b) in plain.points.iter().zip(&turned.points) {
        let mapped = Vec2::new(2.0 * b.x + b.y, b.y - 3.0);
        assert!((*a - mapped).norm() < 1e-9, "{a:?} {mapped:?}");
    }
}

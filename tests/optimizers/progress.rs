//! Every kind on five objectives: with its defaults it comes down, and with a rate that suits it comes
//! down far. Those that do not are named here, with the reason.

use descent_tui::optimizer::{Declaration, catalog};

use super::path;

/// Name, formula and start; the least value of each is 0.
const OBJECTIVES: [(&str, &str, [f64; 2]); 5] = [
    ("bowl", "x^2 + 2*y^2", [2.0, -1.5]),
    (
        "rotated valley",
        "(0.8*x + 0.6*y)^2/2 + 10*(0.8*y - 0.6*x)^2",
        [3.0, 1.0],
    ),
    ("Rosenbrock", "(1 - x)^2 + 10*(y - x^2)^2", [-1.2, 1.0]),
    (
        "snowy valley",
        "4*(sqrt(1 + x^2) - 1) + 10*y^2",
        [-4.0, 1.0],
    ),
    (
        "Himmelblau",
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        [0.5, -0.4],
    ),
];

/// Kind, objective (all of them where it is empty) and why it does not come down with its defaults;
/// each kind's own text says so too.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    (
        "schedule-free-sgd",
        "",
        "its library's rate of 1 is that of a network's normalized slopes",
    ),
    (
        "newton",
        "snowy valley",
        "the curvature fades with the distance, so that each step leaps further",
    ),
    (
        "newton",
        "Himmelblau",
        "it starts where the curvature is negative, and goes up",
    ),
    (
        "saddle-free-newton",
        "snowy valley",
        "as Newton's method, by leaps from side to side",
    ),
];

/// Rates that are tried.
const RATES: [f64; 10] = [1e-3, 3e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0];

fn each() -> impl Iterator<Item = &'static Declaration> {
    catalog().iter().map(|kind| kind.declaration())
}

#[test]
fn with_its_defaults_every_kind_comes_down() {
    for declaration in each() {
        let name = declaration.name;
        for (objective, formula, start) in OBJECTIVES {
            let excepted = EXCEPTIONS
                .iter()
                .any(|(kind, on, _)| *kind == name && (on.is_empty() || *on == objective));
            let path = path(formula, start, 400, &format!("kind = \"{name}\""));
            let least = path.values.iter().copied().fold(f64::INFINITY, f64::min);
            assert!(least < path.values[0] || excepted, "{name} on {objective}");
        }
    }
}

#[test]
fn with_a_rate_that_suits_every_kind_comes_far_down() {
    for declaration in each() {
        let name = declaration.name;
        for (objective, formula, start) in OBJECTIVES {
            let share_left = |rate: String| {
                let path = path(formula, start, 400, &format!("kind = \"{name}\"\n{rate}"));
                path.values[path.steps()] / path.values[0]
            };
            let least = if declaration.has_rate() {
                let tried = RATES.map(|rate| share_left(format!("lr = {rate}")));
                tried.into_iter().fold(f64::INFINITY, f64::min)
            } else {
                share_left(String::new())
            };
            assert!(
                least < 0.05,
                "{name} on {objective}: {least} of the height is left"
            );
        }
    }
}

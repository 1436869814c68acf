//! Any scale of J: methods that measure it come down all the same, and none breaks where nothing is
//! left to go down.

use descent_tui::optimizer::{Declaration, catalog};
use descent_tui::simulation::Status;

use super::path;

/// From near the least to near the greatest numbers.
const SCALES: [&str; 9] = [
    "1e-280", "1e-200", "1e-100", "1e-20", "1", "1e20", "1e100", "1e200", "1e280",
];

/// Methods whose path depends on J's shape and not on its size, and values that they have.
const SCALE_FREE: [(&str, &str); 13] = [
    ("bfgs", ""),
    ("lbfgs", ""),
    ("lbfgs", "line_search = \"strong-wolfe\""),
    ("barzilai-borwein", ""),
    ("barzilai-borwein", "variant = \"long\""),
    ("barzilai-borwein", "variant = \"alternate\""),
    ("conjugate-gradient", ""),
    ("newton", ""),
    ("damped-newton", ""),
    ("saddle-free-newton", ""),
    ("trust-region", ""),
    ("polyak", ""),
    ("heavy-ball-optimal", ""),
];

/// Formula, start, and the methods that do not come down on it at any scale.
const OBJECTIVES: [(&str, [f64; 2], &[&str]); 3] = [
    ("x^2 + 10*y^2", [3.0, 1.0], &[]),
    // It has no curvature at its minimum, by which the optimal heavy ball goes.
    ("x^4 + y^4", [1.5, -0.5], &["heavy-ball-optimal"]),
    (
        "(1 - x)^2 + 10*(y - x^2)^2",
        [-1.2, 1.0],
        // Where J curves downwards Barzilai and Borwein go by the rate, and without a line search the
        // quasi-Newton step may lead anywhere; they move on, but not to the minimum within the steps.
        &["heavy-ball-optimal", "barzilai-borwein", "lbfgs"],
    ),
];

/// Methods that move where there is no slope: by chance, by looking around, or, Yogi, by a mean that
/// does not start at 0.
const RESTLESS: [&str; 5] = ["nelder-mead", "cma-es", "annealing", "langevin", "yogi"];

fn each() -> impl Iterator<Item = &'static Declaration> {
    catalog().iter().map(|kind| kind.declaration())
}

#[test]
fn methods_that_measure_come_down_at_any_scale() {
    let mut wrong = Vec::new();
    for (formula, start, without) in OBJECTIVES {
        for (kind, values) in SCALE_FREE {
            if without.contains(&kind) {
                continue;
            }
            for scale in SCALES {
                let scaled = format!("{scale}*({formula})");
                let optimizer = format!("kind = \"{kind}\"\n{values}");
                let path = path(&scaled, start, 700, &optimizer);
                let ratio = path.values[path.steps()] / path.values[0];
                if path.status != Status::Finished || ratio.is_nan() || ratio > 1e-6 {
                    let (status, steps) = (path.status, path.steps());
                    wrong.push(format!(
                        "{kind} {values} on {scaled}: {status:?} after {steps}, J/J0 {ratio:e}, {:?}", path.still
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_method_moves_where_the_gradient_is_0() {
    let mut wrong = Vec::new();
    for declaration in each().filter(|kind| !RESTLESS.contains(&kind.name)) {
        for formula in [
            "x^2 + 10*y^2",
            "x^4 + y^4",
            "3",
            "x^2 - y^2",
            "1e-200*x^2 + 1e200*y^2",
        ] {
            let path = path(
                formula,
                [0.0, 0.0],
                60,
                &format!("kind = \"{}\"", declaration.name),
            );
            let moved = path.points.iter().any(|point| point.norm() != 0.0);
            if moved || path.status != Status::Finished || path.still.is_none() {
                wrong.push(format!("{} on {formula}", declaration.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_solved_does_not_diverge() {
    let mut wrong = Vec::new();
    for declaration in each() {
        for (formula, start) in [
            ("x^2 + 10*y^2", [3.0, 1.0]),
            ("x^4 + y^4", [1.5, -0.5]),
            ("cosh(x) + y^2 - 1", [1.0, 1.0]),
            ("1e-300*x^2 + 1e-300*y^2", [1.0, 0.5]),
            ("1e-310*x^2 + 1e-310*y^4", [1.0, 0.5]),
            ("1e150*(x^2 + y^2)", [1.0, 0.5]),
        ] {
            for rate in ["", "lr = 0.05"] {
                let rate = if declaration.has_rate() { rate } else { "" };
                let optimizer = format!("kind = \"{}\"\n{rate}", declaration.name);
                let path = path(formula, start, 1000, &optimizer);
                let least = path.values.iter().copied().fold(f64::INFINITY, f64::min);
                let solved = least <= 1e-12 * path.values[0];
                if solved && path.status != Status::Finished {
                    wrong.push(format!("{} {rate} on {formula}", declaration.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whoever_stands_still_says_why() {
    for (optimizer, formula, why) in [
        ("kind = \"polyak\"", "x + y", "no known minimum"),
        ("kind = \"gd\"\nlr = 0", "x^2", "its rate is 0"),
        ("kind = \"gd\"", "1e-200*x^2", "steps below rounding"),
        ("kind = \"adam\"", "1e-200*x^2", "steps below rounding"),
        (
            "kind = \"lbfgs\"\nconvention = \"pytorch\"",
            "1e-9*x^2",
            "gradient below 1e-7",
        ),
        ("kind = \"line-search\"", "1e200*x^2", "no rate goes down"),
        ("kind = \"adam\"", "3", "the gradient is 0"),
    ] {
        let path = path(formula, [2.0, 1.0], 20, optimizer);
        assert_eq!(path.still, Some(why), "{optimizer} on {formula}");
    }
    assert_eq!(
        path("x^2 + y^2", [2.0, 1.0], 2000, "kind = \"gd\"\nlr = 0.5").still,
        None
    );
}

#[test]
fn a_tip_is_no_divergence() {
    for (formula, start, optimizer) in [
        ("sqrt(x^2 + y^2)", [0.5, 0.0], "kind = \"gd\"\nlr = 0.5"),
        ("hypot(x, y)", [0.0, 0.0], "kind = \"adam\""),
        ("sqrt(x) + y^2", [0.0, 0.0], "kind = \"momentum\""),
        ("abs(x) + sqrt(abs(y))", [0.0, 0.0], "kind = \"nesterov\""),
    ] {
        let path = path(formula, start, 20, optimizer);
        assert_eq!(path.status, Status::NoGradient, "{formula}");
        assert_eq!(path.values[path.steps()], 0.0, "{formula}");
    }
    // One that is written with a root but has no tip is passed over.
    let smooth = path(
        "-(1 + cos(12*sqrt(x^2+y^2)))/(0.5*(x^2+y^2) + 2)",
        [0.0, 0.0],
        20,
        "kind = \"gd\"",
    );
    assert_eq!((smooth.status, smooth.steps()), (Status::Finished, 20));
}

#[test]
fn polyak_aims_at_the_minimum_that_is_given() {
    let text = "start = [3.0, 4.0]\n[objective]\nformula = \"sqrt(x^2 + y^2)\"\n[objective.minimum]\nat = [0.0, 0.0]\nvalue = 0.0\n[run]\nsteps = 5\n[[optimizer]]\nkind = \"polyak\"";
    let path = descent_tui::simulation::simulate(&super::scene(text)).remove(0);
    assert!(path.points[1].norm() < 1e-14, "{:?}", path.points);
    for function in [
        "ackley",
        "salomon",
        "bukin-6",
        "bartels-conn",
        "xin-she-yang-2",
        "eggholder",
    ] {
        let text = format!(
            "[objective]\nfunction = \"{function}\"\n[run]\nsteps = 100\n[[optimizer]]\nkind = \"polyak\""
        );
        let path = descent_tui::simulation::simulate(&super::scene(&text)).remove(0);
        assert!(
            path.points[1] != path.points[0],
            "{function}: {:?}",
            path.still
        );
    }
}

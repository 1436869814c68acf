//! Laws that the methods must obey, whatever the code looks like.

use descent_tui::math::Vec2;
use descent_tui::optimizer::{Shape, catalog};
use descent_tui::scene::Minimum;
use descent_tui::simulation::{Path, Status, simulate};

use super::{path, paths, scene};

/// A round bowl with a slope of its own to every side, and a narrow one.
const ROUND: &str = "(x^2 + y^2)/2";
const NARROW: &str = "x^2/2 + 100*y^2/2";
const ROTATED: &str = "3*x^2 + 2*x*y + 2*y^2 - x";

fn last(path: &Path) -> Vec2 {
    *path.points.last().expect("a path has its start")
}

/// The factor a step by which the distance to the origin has shrunk from step `from` to step `to`.
fn contraction(path: &Path, from: usize, to: usize) -> f64 {
    let ratio = path.points[to].norm() / path.points[from].norm();
    ratio.powf(1.0 / (to - from) as f64)
}

#[test]
fn gradient_descent_contracts_each_direction_by_one_minus_rate_times_curvature() {
    let path = path(NARROW, [3.0, 2.0], 50, "kind = \"gd\"\nlr = 0.015");
    for step in 1..=50 {
        let factors = path.points[step] / path.points[step - 1];
        assert!((factors.x - 0.985).abs() < 1e-12, "{factors:?}");
        assert!((factors.y + 0.5).abs() < 1e-12, "{factors:?}");
    }
}

#[test]
fn gradient_descent_diverges_above_two_over_the_curvature() {
    let path_at = |lr| {
        path(
            NARROW,
            [3.0, 2.0],
            2_000,
            &format!("kind = \"gd\"\nlr = {lr}"),
        )
    };
    assert_eq!(path_at(0.0199).status, Status::Finished);
    assert_eq!(path_at(0.0201).status, Status::Diverged);
}

#[test]
fn momentum_contracts_by_the_root_of_its_share_where_its_roots_are_complex() {
    for convention in ["textbook", "pytorch"] {
        for lr in [0.05, 0.3, 1.0] {
            let optimizer = format!(
                "kind = \"momentum\"\nlr = {lr}\nmomentum = 0.81\nconvention = \"{convention}\""
            );
            let path = path(ROUND, [3.0, 2.0], 1_000, &optimizer);
            // The oscillation makes the distance swing; over many steps its decay decides.
            assert!(
                (contraction(&path, 100, 900) - 0.9).abs() < 0.002,
                "{convention} {lr}"
            );
        }
    }
}

#[test]
fn momentum_without_momentum_is_gradient_descent() {
    let found = paths(
        ROTATED,
        [3.0, 2.0],
        30,
        "[[optimizer]]\nkind = \"gd\"\nlr = 0.1\n
         [[optimizer]]\nkind = \"momentum\"\nlr = 0.1\nmomentum = 0\n
         [[optimizer]]\nkind = \"momentum\"\nlr = 0.1\nmomentum = 0\ndampening = 0.5\nconvention = \"pytorch\"\n
         [[optimizer]]\nkind = \"nesterov\"\nlr = 0.1\nmomentum = 0\n
         [[optimizer]]\nkind = \"langevin\"\nlr = 0.1\ntemperature = 0\n
         [[optimizer]]\nkind = \"qhm\"\nlr = 0.1\nnu = 0",
    );
    for path in &found[1..] {
        for (a, b) in path.points.iter().zip(&found[0].points) {
            assert!((*a - *b).norm() < 1e-14);
        }
    }
}

#[test]
fn the_same_ball_in_both_conventions_while_the_rate_stays() {
    let both = |convention: &str| {
        let optimizer = format!(
            "kind = \"momentum\"\nlr = 0.02\nmomentum = 0.8\nconvention = \"{convention}\""
        );
        path(ROTATED, [3.0, 2.0], 100, &optimizer)
    };
    assert!((last(&both("textbook")) - last(&both("pytorch"))).norm() < 1e-14);
}

#[test]
fn adams_first_step_is_the_rate_along_the_signs() {
    for kind in ["adam", "amsgrad", "adamax", "signsgd", "lion", "tiger"] {
        let optimizer = format!("kind = \"{kind}\"\nlr = 0.125");
        let optimizer = if kind == "tiger" {
            optimizer + "\nweight_decay = 0"
        } else {
            optimizer
        };
        let step = path(ROTATED, [3.0, -7.0], 1, &optimizer).points[1] - Vec2::new(3.0, -7.0);
        // The gradient is (3, −22): both coordinates go by the rate, against its signs.
        assert!(
            (step - Vec2::new(-0.125, 0.125)).norm() < 1e-9,
            "{kind}: {step:?}"
        );
    }
}

/// The most that step `t` of Adam can be, in rates, whatever the gradients were: by Cauchy and Schwarz
/// |Σaᵢgᵢ| ≤ √(Σaᵢ²/bᵢ)·√(Σbᵢgᵢ²), where a and b are the weights of its two means. At the first step it
/// is 1, in the end (1−β₁)/√((1−β₂)(1−β₁²/β₂)).
fn adams_bound(beta1: f64, beta2: f64, t: i32) -> f64 {
    let weight = |beta: f64, age: i32| (1.0 - beta) * beta.powi(age) / (1.0 - beta.powi(t));
    let square: f64 = (0..t)
        .map(|age| weight(beta1, age).powi(2) / weight(beta2, age))
        .sum();
    square.sqrt()
}

#[test]
fn adams_steps_keep_to_their_bound_whatever_the_gradients() {
    assert!((adams_bound(0.9, 0.999, 1) - 1.0).abs() < 1e-12);
    assert!((adams_bound(0.9, 0.999, 2) - 1.0).abs() < 0.002);
    assert!((adams_bound(0.9, 0.999, 20_000) - 7.27).abs() < 0.01);
    for (beta1, beta2) in [(0.9, 0.999), (0.5, 0.9), (0.9, 0.9)] {
        // Noise, and a cliff in between, make the gradients as uneven as they get.
        let text = format!(
            "start = [-3, 1]\n[objective]\nformula = \"abs(y) + if(x + 1, 200*x, x)\"\n[run]\nsteps = 300\nnoise = 3\n
             [[optimizer]]\nkind = \"adam\"\nlr = 0.1\nbeta1 = {beta1}\nbeta2 = {beta2}"
        );
        let path = simulate(&scene(&text)).remove(0);
        for (t, step) in (1..).zip(path.points.windows(2)) {
            let step = step[1] - step[0];
            let bound = 0.1 * adams_bound(beta1, beta2, t) * (1.0 + 1e-9);
            assert!(
                step.x.abs() <= bound && step.y.abs() <= bound,
                "{t}: {step:?}"
            );
        }
    }
}

#[test]
fn amsgrads_steps_are_never_longer_than_adams_from_the_same_gradients() {
    // On a plane the gradient is the same everywhere, and so is each step's noise.
    let text = "[objective]\nformula = \"x + 2*y\"\n[run]\nsteps = 200\nnoise = 5\n
        [[optimizer]]\nkind = \"adam\"\nbeta2 = 0.9\n[[optimizer]]\nkind = \"amsgrad\"\nbeta2 = 0.9";
    let found = simulate(&scene(text));
    let steps = |path: &Path| -> Vec<Vec2> {
        let pairs = path.points.windows(2);
        pairs
            .map(|pair| (pair[1] - pair[0]).map(f64::abs))
            .collect()
    };
    let (adam, amsgrad) = (steps(&found[0]), steps(&found[1]));
    assert!(
        adam.iter()
            .zip(&amsgrad)
            .all(|(a, b)| b.x <= a.x + 1e-12 && b.y <= a.y + 1e-12)
    );
    assert!(amsgrad[199].norm() < 0.9 * adam[199].norm());
}

#[test]
fn newton_ends_a_quadratic_in_one_step() {
    let minimum = Vec2::new(0.2, -0.1);
    for kind in ["newton", "saddle-free-newton"] {
        let path = path(ROTATED, [30.0, -70.0], 1, &format!("kind = \"{kind}\""));
        assert!((last(&path) - minimum).norm() < 1e-13, "{kind}");
    }
    let trusting = "kind = \"trust-region\"\nradius = 1000\nmax_radius = 1000";
    assert!((last(&path(ROTATED, [30.0, -70.0], 1, trusting)) - minimum).norm() < 1e-13);
}

#[test]
fn newton_is_drawn_to_a_saddle_and_saddle_free_newton_leaves_it() {
    let saddle = "x^2 - y^2 + y^4/4";
    let at = |kind: &str| last(&path(saddle, [1.0, 0.3], 30, &format!("kind = \"{kind}\"")));
    assert!(at("newton").norm() < 1e-9);
    assert!((at("saddle-free-newton") - Vec2::new(0.0, 2.0_f64.sqrt())).norm() < 1e-9);
}

#[test]
fn conjugate_gradients_end_a_quadratic_in_two_steps() {
    let minimum = Vec2::new(0.2, -0.1);
    let path = path(ROTATED, [30.0, -70.0], 2, "kind = \"conjugate-gradient\"");
    assert!((path.points[1] - minimum).norm() > 0.1);
    assert!(
        (path.points[2] - minimum).norm() < 1e-12,
        "{:?}",
        path.points[2]
    );
}

#[test]
fn the_optimal_heavy_ball_contracts_at_the_theoretical_rate() {
    for kappa in [4.0_f64, 25.0, 100.0] {
        let formula = format!("x^2/2 + {kappa}*y^2/2");
        let path = path(&formula, [3.0, 0.2], 400, "kind = \"heavy-ball-optimal\"");
        let theory = (kappa.sqrt() - 1.0) / (kappa.sqrt() + 1.0);
        // Both roots are double ones: the distance falls as t·qᵗ, so that t is divided out.
        let (from, to) = (40, 60);
        let ratio = path.points[to].norm() / path.points[from].norm() * (from as f64 / to as f64);
        let measured = ratio.powf(1.0 / (to - from) as f64);
        assert!(
            (measured / theory - 1.0).abs() < 0.01,
            "κ {kappa}: {measured} {theory}"
        );
    }
}

#[test]
fn polyaks_step_never_goes_away_from_the_minimum_of_a_convex_function() {
    let path = path("abs(x) + 3*abs(y)", [4.0, -3.0], 60, "kind = \"polyak\"");
    for step in path.points.windows(2) {
        assert!(step[1].norm() <= step[0].norm() * (1.0 + 1e-12), "{step:?}");
    }
}

#[test]
fn a_line_search_never_goes_up() {
    let rosenbrock = "(1 - x)^2 + 100*(y - x^2)^2";
    for kind in [
        "line-search",
        "bfgs",
        "conjugate-gradient",
        "damped-newton",
        "trust-region",
        "nelder-mead",
    ] {
        let path = path(rosenbrock, [-1.2, 1.0], 200, &format!("kind = \"{kind}\""));
        assert!(
            path.values.windows(2).all(|pair| pair[1] <= pair[0]),
            "{kind}"
        );
    }
}

#[test]
fn evaluations_are_counted() {
    let counts =
        |kind: &str| path(ROTATED, [3.0, 2.0], 10, &format!("kind = \"{kind}\"")).evaluations[10];
    assert_eq!(counts("gd"), 10);
    assert_eq!(counts("newton"), 10);
    assert_eq!(counts("cma-es"), 60);
    assert!(counts("line-search") > 10);
    // A triangle has three corners, and each step tries one at least.
    assert!((13..=50).contains(&counts("nelder-mead")));
    let searching = "kind = \"lbfgs\"\nline_search = \"strong-wolfe\"\nlr = 0.1";
    assert!(path(ROTATED, [3.0, 2.0], 3, searching).evaluations[3] >= 6);
    let sharp = path(
        ROTATED,
        [3.0, 2.0],
        10,
        "kind = \"gd\"\nsam = { rho = 0.05 }",
    );
    assert_eq!(sharp.evaluations[10], 20);
}

#[test]
fn lookahead_goes_part_of_the_way_every_k_steps() {
    let plain = path(ROUND, [3.0, 2.0], 3, "kind = \"gd\"\nlr = 0.1");
    let ahead = path(
        ROUND,
        [3.0, 2.0],
        6,
        "kind = \"gd\"\nlr = 0.1\nlookahead = { k = 3, alpha = 0.5 }",
    );
    assert_eq!(ahead.points[1..3], plain.points[1..3]);
    let start = plain.points[0];
    assert_eq!(ahead.points[3], start + 0.5 * (plain.points[3] - start));
    assert!((ahead.points[4] - 0.9 * ahead.points[3]).norm() < 1e-15);
}

#[test]
fn an_average_follows_the_path_and_leaves_it_alone() {
    let adam = "kind = \"adam\"\nlr = 0.3";
    let plain = path(ROTATED, [3.0, 2.0], 40, adam);
    let averaged = path(ROTATED, [3.0, 2.0], 40, &format!("{adam}\naverage = 0.75"));
    assert_eq!(plain.points, averaged.points);
    let mut mean = plain.points[0];
    for (at, ghosts) in averaged.points.iter().zip(&averaged.ghosts).skip(1) {
        mean = 0.75 * mean + 0.25 * *at;
        let Some(Shape::Point(drawn)) = ghosts.last().map(|ghost| &ghost.shape) else {
            panic!("no average in {ghosts:?}")
        };
        assert!((*drawn - mean).norm() < 1e-12);
    }
}

#[test]
fn sam_takes_the_gradient_uphill_and_clipping_bounds_the_step() {
    let sharp = path(
        ROUND,
        [3.0, 4.0],
        1,
        "kind = \"gd\"\nlr = 0.5\nsam = { rho = 1 }",
    );
    // The gradient is θ itself; one further out along it is 6/5 of it.
    assert!((sharp.points[1] - Vec2::new(1.2, 1.6)).norm() < 1e-15);
    let clipped = path(
        ROUND,
        [3.0, 4.0],
        1,
        "kind = \"gd\"\nlr = 0.5\nclip_norm = 1",
    );
    assert!((clipped.points[1] - Vec2::new(2.7, 3.6)).norm() < 1e-15);
}

#[test]
fn a_full_matrix_sees_a_rotated_valley_as_round_as_one_along_the_axes() {
    // The same valley, turned by an angle whose cosine is 0.8.
    let straight = path(
        "x^2/2 + 50*y^2/2",
        [5.0, 1.0],
        200,
        "kind = \"shampoo\"\nlr = 0.5\neps = 0",
    );
    let turned = "(0.8*x + 0.6*y)^2/2 + 50*(0.8*y - 0.6*x)^2/2";
    let start = [0.8 * 5.0 - 0.6, 0.6 * 5.0 + 0.8];
    let rotated = path(turned, start, 200, "kind = \"shampoo\"\nlr = 0.5\neps = 0");
    for (a, b) in straight.values.iter().zip(&rotated.values) {
        assert!((a - b).abs() < 1e-6 * a.max(1e-3), "{a} {b}");
    }
}

#[test]
fn only_methods_that_say_so_depend_on_the_known_minimum() {
    for kind in catalog() {
        let declaration = kind.declaration();
        let mut scene = scene(&format!(
            "start = [0.5, -0.4]\n[objective]\nformula = \"(x^2 + y - 11)^2 + (x + y^2 - 7)^2 + 5*x\"\n\
             [run]\nsteps = 20\n[[optimizer]]\nkind = \"{}\"",
            declaration.name
        ));
        let without = simulate(&scene);
        scene.minimum = Some(Minimum {
            at: vec![Vec2::new(-3.78, -3.28)],
            value: 0.0,
        });
        let with = simulate(&scene);
        assert_eq!(
            without[0].points != with[0].points,
            declaration.knows_minimum,
            "{}",
            declaration.name
        );
    }
}

#[test]
fn langevin_spreads_by_twice_rate_times_temperature_at_each_step() {
    let (rate, temperature, steps) = (0.1, 0.3, 20_000);
    let optimizer = format!("kind = \"langevin\"\nlr = {rate}\ntemperature = {temperature}");
    let path = path("0*x", [0.0, 0.0], steps, &optimizer);
    let moves = path.points.windows(2).map(|pair| pair[1] - pair[0]);
    let squares: f64 = moves.map(|by| by.x * by.x + by.y * by.y).sum();
    let variance = squares / (2.0 * f64::from(steps));
    // The mean of 40,000 squares of Gaussians is off by 0.7 % at one standard deviation.
    assert!(
        (variance / (2.0 * rate * temperature) - 1.0).abs() < 0.03,
        "{variance}"
    );
}

#[test]
fn each_question_to_the_objective_counts_once() {
    for (optimizer, each) in [
        ("kind = \"gd\"\nlr = 0.01", 1),
        ("kind = \"adam\"\nlr = 0.01", 1),
        ("kind = \"gd\"\nlr = 0.01\nsam = { rho = 0.05 }", 2),
    ] {
        let path = path(ROUND, [3.0, 2.0], 20, optimizer);
        for step in 1..=20 {
            let spent = path.evaluations(step) - path.evaluations(step - 1);
            assert_eq!(spent, each, "{optimizer} at step {step}");
        }
    }
}

#[test]
fn a_change_of_another_value_leaves_a_scheduled_rate_alone() {
    let optimizer = "kind = \"momentum\"\nlabel = \"M\"\nlr = 0.02\nmomentum = 0.5\n\
                     schedule = { kind = \"exponential\", factor = 0.9 }";
    let event = "[[event]]\nstep = 5\nset = { \"M.momentum\" = 0.7 }";
    let plain = path(ROUND, [3.0, 2.0], 20, optimizer);
    let changed = path(ROUND, [3.0, 2.0], 20, &format!("{optimizer}\n{event}"));
    assert_ne!(plain.points[20], changed.points[20]);
    for step in 0..20 {
        assert_eq!(changed.rate(step), plain.rate(step), "step {step}");
    }
    assert!((plain.rate(19) / (0.02 * 0.9_f64.powi(19)) - 1.0).abs() < 1e-12);
}

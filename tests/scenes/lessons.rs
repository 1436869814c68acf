//! What the built-in scenes say of their paths is so.

mod families;

use descent_tui::analysis::{Metrics, Snapshot, rates};
use descent_tui::math::Vec2;
use descent_tui::scene::{RecordedPath, Scene, library};
use descent_tui::simulation::{Path, Status, simulate};

/// A built-in scene with changes made to it.
fn scene(name: &str, assignments: &[&str]) -> Scene {
    let mut scenes = library().iter();
    let builtin = scenes.find(|scene| scene.name == name);
    let builtin = builtin.expect("a built-in scene");
    let mut scene = builtin.scene().expect("built-in scenes are good");
    for assignment in assignments {
        scene
            .assign(assignment)
            .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    }
    rates::complete(&mut scene);
    scene
}

/// The path of one optimizer, and what is to be said of its end.
fn run(scene: &Scene, label: &str) -> (Path, Snapshot) {
    let index = scene.optimizer(label).expect("an optimizer of the scene");
    let path = simulate(scene).swap_remove(index);
    let metrics = Metrics::of(&path, &scene.stages());
    let snapshot = metrics.at(path.steps()).expect("a path has an end");
    (path, snapshot)
}

fn end(scene: &Scene, label: &str) -> Vec2 {
    let path = run(scene, label).0;
    path.points[path.steps()]
}

fn is_near(point: Vec2, x: f64, y: f64) -> bool {
    (point - Vec2::new(x, y)).norm() < 0.05
}

/// The step from which on the value stays below a height.
fn below(path: &Path, height: f64) -> usize {
    let last_above = path.values.iter().rposition(|value| *value >= height);
    last_above.map_or(0, |step| step + 1)
}

#[test]
fn in_the_ravine_gradient_descent_wastes_its_walk_and_momentum_does_not() {
    let scene = scene("ravine", &[]);
    let (_, gd) = run(&scene, "gd");
    let (_, momentum) = run(&scene, "momentum");
    assert!((gd.waste - 0.80).abs() < 0.01, "{}", gd.waste);
    assert!((momentum.waste - 0.34).abs() < 0.01, "{}", momentum.waste);
    assert_eq!(gd.reversals, 1.0);
    assert!(
        (momentum.reversals - 0.2).abs() < 0.02,
        "{}",
        momentum.reversals
    );
    assert_eq!((gd.settled, momentum.settled), (Some(39), Some(15)));
}

#[test]
fn in_the_ravine_one_key_up_gradient_descent_no_longer_settles_and_then_diverges() {
    let (path, metrics) = run(&scene("ravine", &["gd.lr=0.09996"]), "gd");
    assert_eq!((path.status, metrics.settled), (Status::Finished, None));
    let (path, metrics) = run(&scene("ravine", &["gd.lr=0.102"]), "gd");
    assert!(metrics.settled.is_none());
    assert!(
        path.values
            .windows(2)
            .skip(40)
            .all(|pair| pair[1] > pair[0])
    );
    let (path, _) = run(&scene("ravine", &["gd.lr=0.2", "steps=200"]), "gd");
    assert_eq!(path.status, Status::Diverged);
}

#[test]
fn in_the_ravine_adagrad_fades_and_rmsprop_arrives_and_jitters() {
    let scene = scene("ravine", &[]);
    let (adagrad, _) = run(&scene, "adagrad");
    let step = |path: &Path, index: usize| (path.points[index + 1] - path.points[index]).norm();
    assert!(step(&adagrad, 50) < 0.2 * step(&adagrad, 0));
    let (rmsprop, _) = run(&scene, "rmsprop");
    let late = &rmsprop.points[50..];
    assert!(late.iter().all(|point| point.norm() < 0.5));
    assert!((50..59).any(|index| step(&rmsprop, index) > 0.1));
}

#[test]
fn in_the_narrow_bowl_momentum_takes_the_square_root_of_the_steps() {
    // Far more steps than the scene shows, so that the rate of the end counts.
    let settles = |label: &str, sets: &[&str]| {
        let mut all = vec!["steps=2000"];
        all.extend(sets);
        let scene = scene("narrow", &all);
        below(&run(&scene, label).0, 1e-9)
    };
    let (gd, momentum) = (settles("gd", &[]), settles("momentum", &[]));
    assert!(momentum * 3 < gd, "{momentum} against {gd}");
    // Too much of it makes swings of its own.
    assert!(settles("momentum", &["momentum.momentum=0.95"]) > 3 * momentum);
}

#[test]
fn turning_the_valley_changes_adams_path_and_not_the_length_of_gradient_descents() {
    // The start turns with the valley, so that only the axes differ.
    let at = |angle: f64, label: &str| {
        let (u, v) = (-6.0, 1.0);
        let start = Vec2::new(
            angle.cos() * u - angle.sin() * v,
            angle.sin() * u + angle.cos() * v,
        );
        let sets = [
            format!("angle={angle}"),
            format!("start={},{}", start.x, start.y),
        ];
        run(
            &scene("rotated", &sets.each_ref().map(String::as_str)),
            label,
        )
        .1
    };
    let (along, across) = (at(0.0, "gd"), at(0.7, "gd"));
    assert!((along.length - across.length).abs() < 1e-9);
    for label in ["adam", "rmsprop", "adagrad"] {
        let (along, across) = (at(0.0, label), at(0.7, label));
        assert!((along.length - across.length).abs() > 0.1, "{label}");
    }
}

#[test]
fn in_the_banana_momentum_gets_through_and_gradient_descent_creeps() {
    let scene = scene("rosenbrock", &[]);
    assert!(run(&scene, "gd").1.value > 1.0);
    for label in ["momentum", "nesterov"] {
        assert!(run(&scene, label).1.value < 0.01, "{label}");
    }
}

#[test]
fn himmelblaus_four_minima_are_all_found() {
    let scene = scene("himmelblau", &[]);
    let ends: Vec<Vec2> = scene
        .optimizers
        .iter()
        .map(|entry| end(&scene, &entry.label))
        .collect();
    for minimum in &scene.minimum.as_ref().unwrap().at {
        assert!(
            ends.iter().any(|end| is_near(*end, minimum.x, minimum.y)),
            "{minimum:?}"
        );
    }
}

#[test]
fn at_beales_corners_gradient_descent_stays_behind() {
    let scene = scene("beale", &[]);
    let gd = run(&scene, "gd").1.value;
    for label in ["momentum", "adagrad", "rmsprop", "adam"] {
        assert!(run(&scene, label).1.value < gd, "{label}");
    }
}

#[test]
fn gradient_descent_lingers_at_the_saddle() {
    let scene = scene("saddle", &[]);
    assert!(run(&scene, "gd").1.value > -0.1);
    for label in ["adagrad", "rmsprop", "adam"] {
        assert!(below(&run(&scene, label).0, -0.2) < 40, "{label}");
    }
}

#[test]
fn gradient_descent_does_not_leave_the_plateau() {
    let scene = scene("plateau", &[]);
    assert!(run(&scene, "gd").1.length < 0.2);
    for label in ["rmsprop", "adam"] {
        assert!(is_near(end(&scene, label), 0.0, 0.0), "{label}");
    }
}

#[test]
fn in_the_bumpy_bowl_momentum_escapes_and_gradient_descent_stays() {
    let scene = scene("bumps", &[]);
    assert!(is_near(end(&scene, "Momentum 0.9"), 0.0, 0.0));
    for label in ["gd", "Momentum 0.5"] {
        assert!(run(&scene, label).1.value > 1.0, "{label}");
    }
}

#[test]
fn noise_keeps_a_constant_rate_trembling_and_a_falling_one_settles() {
    let scene = scene("noise", &[]);
    // The mean square distance from the minimum over the last third.
    let spread = |label: &str| {
        let path = run(&scene, label).0;
        let late = &path.points[80..];
        late.iter().map(|point| point.dot(*point)).sum::<f64>() / late.len() as f64
    };
    assert!(spread("Large rate") > 3.0 * spread("Falling rate"));
    assert!(spread("Large rate") > 3.0 * spread("Small rate"));
}

#[test]
fn the_two_momentums_agree_until_the_rate_falls() {
    let scene = scene("conventions", &[]);
    let (textbook, pytorch) = (run(&scene, "Textbook").0, run(&scene, "PyTorch").0);
    let apart = |step: usize| (textbook.points[step] - pytorch.points[step]).norm();
    assert!((0..=12).all(|step| apart(step) < 1e-12));
    let step = |path: &Path| (path.points[13] - path.points[12]).norm();
    assert!(step(&pytorch) < 0.2 * step(&textbook));
}

#[test]
fn scaled_features_make_the_valley_round() {
    let raw = scene("engel", &[]);
    let height = |path: &Path| (path.points[path.steps()].y - path.points[0].y).abs();
    assert!(height(&run(&raw, "gd").0) < 1.0);
    let scaled = scene("engel-scaled", &[]);
    let (_, metrics) = run(&scaled, "gd");
    assert!(metrics.settled.is_some() && metrics.waste < 0.01);
    // The line is the same: its height at the mean income is the mean of what is spent on food.
    assert!((end(&scaled, "gd").y - 624.15).abs() < 0.1);
}

#[test]
fn mini_batches_make_a_large_rate_tremble_more_than_a_small_one() {
    let scene = scene("penguins", &[]);
    let reversals = |label: &str| run(&scene, label).1.reversals;
    assert!(reversals("Large rate") > 2.0 * reversals("Small rate"));
}

#[test]
fn absolute_errors_pull_alike_from_anywhere_and_a_large_rate_only_rattles() {
    let scene = scene("nile", &[]);
    let medians = scene.minimum.as_ref().unwrap();
    let around = [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
    for (x, y) in around {
        assert!(scene.objective.value(medians.at[0] + Vec2::new(x, y)) > medians.value);
    }
    for label in ["Gradient descent", "momentum", "adam"] {
        assert!(
            (end(&scene, label) - medians.at[0]).norm() < 20.0,
            "{label}"
        );
    }
    let (path, metrics) = run(&scene, "Large rate");
    assert!(path.status == Status::Finished && metrics.reversals > 0.8);
    let far = scene.objective.value_and_gradient(Vec2::new(0.0, 5000.0)).1;
    let farther = scene.objective.value_and_gradient(Vec2::new(-1e6, 1e9)).1;
    assert!((far - Vec2::new(-0.27, 0.73)).norm() < 1e-12 && (far - farther).norm() < 1e-12);
}

#[test]
fn without_errors_a_logistic_regression_creeps_away_until_decay_holds_it() {
    let scene = scene("separable", &["steps=3000"]);
    assert!(scene.minimum.is_none());
    let (gd, decayed) = (
        run(&scene, "Gradient descent").0,
        run(&scene, "Weight decay").0,
    );
    assert!(gd.values.windows(2).all(|pair| pair[1] < pair[0]));
    let step = |path: &Path, index: usize| (path.points[index + 1] - path.points[index]).norm();
    assert!(
        [10, 100, 1000]
            .map(|index| step(&gd, index))
            .is_sorted_by(|a, b| a > b)
    );
    assert!(gd.points[3000].norm() > gd.points[300].norm() + 1.0);
    assert!(step(&decayed, 2999) < 1e-9);
    let momentum = run(&scene, "momentum").0;
    assert!(momentum.points[150].norm() > gd.points[150].norm());
}

#[test]
fn on_the_networks_plane_gradient_descent_keeps_to_the_record_of_sgd_and_adam_does_not() {
    let scene = scene("network", &[]);
    let [sgd, adam] = &scene.paths[..] else {
        panic!("two recorded paths");
    };
    // The plane goes through the beginning and both ends, so that its heights there are the losses.
    for path in [sgd, adam] {
        let points = &path.points;
        for point in [points[0], points[points.len() - 1]] {
            let height = scene.objective.value(point.at);
            assert!((height - point.value.unwrap()).abs() < 1e-4, "{height}");
        }
    }
    // How far a simulated path is from a recorded one, whenever either is there.
    let apart = |recorded: &RecordedPath, label: &str| {
        let far = |from: &Vec2| {
            let points = recorded.points.iter();
            points
                .map(|to| (to.at - *from).norm())
                .fold(f64::INFINITY, f64::min)
        };
        run(&scene, label)
            .0
            .points
            .iter()
            .map(far)
            .fold(0.0, f64::max)
    };
    assert!(apart(sgd, "gd") < 0.2, "{}", apart(sgd, "gd"));
    assert!(apart(adam, "adam") > 1.0, "{}", apart(adam, "adam"));
}

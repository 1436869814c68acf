//! The scenes that show one family of methods each.

use descent_tui::math::Vec2;
use descent_tui::simulation::Path;

use super::{below, end, is_near, run, scene};

/// The lengths of the steps in each coordinate.
fn strides(path: &Path) -> Vec<Vec2> {
    let pairs = path.points.windows(2);
    pairs
        .map(|pair| (pair[1] - pair[0]).map(f64::abs))
        .collect()
}

#[test]
fn adagrad_goes_straight_to_where_a_seldom_active_feature_matters() {
    let scene = scene("sparse", &[]);
    let adagrad = run(&scene, "adagrad").0;
    assert!(adagrad.points.iter().all(|at| (at.x - at.y).abs() < 1e-6));
    assert!(is_near(adagrad.points[40], 0.0, 0.0));
    // Gradient descent has not gone half of the way along the flat coordinate.
    assert!(end(&scene, "gd").y < -4.0);
}

#[test]
fn adam_leaps_up_the_wall_at_its_first_steps_and_warm_methods_do_not() {
    let scene = scene("warm-up", &[]);
    let swing = |label: &str| {
        let points = run(&scene, label).0.points;
        points[..20].iter().map(|at| at.y.abs()).fold(0.0, f64::max)
    };
    assert!((strides(&run(&scene, "Adam").0)[0].y - 0.8).abs() < 1e-6);
    assert!(swing("Adam") > 0.5);
    for label in ["Adam, warmed up", "RAdam"] {
        assert!(swing(label) < 0.1, "{label}");
    }
}

#[test]
fn lions_steps_are_as_far_in_both_coordinates_whatever_the_slope() {
    let scene = scene("signs", &[]);
    for step in strides(&run(&scene, "lion").0) {
        assert!((step - Vec2::splat(0.25)).norm() < 1e-9, "{step:?}");
    }
    assert!(end(&scene, "gd").x < -7.0);
}

#[test]
fn signs_rattle_by_the_rate_and_rest_when_it_falls() {
    let scene = scene("rattling", &[]);
    let late = |label: &str| strides(&run(&scene, label).0).split_off(50);
    for (label, rate) in [("Large rate", 0.5), ("Small rate", 0.1)] {
        let steps = late(label);
        assert!(
            steps
                .iter()
                .all(|step| (*step - Vec2::splat(rate)).norm() < 1e-9),
            "{label}"
        );
    }
    assert!(late("Falling rate").iter().all(|step| step.norm() < 0.01));
    assert!(is_near(end(&scene, "Falling rate"), 0.0, 0.0));
}

#[test]
fn adafactors_steps_are_a_share_of_the_distance_from_the_origin() {
    let scene = scene("relative", &[]);
    for label in ["Adafactor, far", "Adafactor, near"] {
        let path = run(&scene, label).0;
        for (at, step) in path.points.iter().zip(strides(&path)) {
            assert!(step.norm() <= 0.1 * at.norm() + 1e-12, "{label}");
        }
        assert!(is_near(path.points[50], 2.0, 1.5), "{label}");
    }
    let out = strides(&run(&scene, "Adafactor, near").0);
    assert!((0..20).all(|step| out[step + 1].norm() > out[step].norm()));
}

#[test]
fn decoupled_decay_pulls_both_coordinates_alike_and_coupled_decay_does_not() {
    let scene = scene("decay", &[]);
    let adamw = run(&scene, "adamw").0;
    assert!(adamw.points.iter().all(|at| (at.x - at.y).abs() < 1e-6));
    assert!(end(&scene, "adamw").x < 4.8);
    // Coupled, it ends where J and the penalty balance: the flat coordinate gives way.
    let coupled = end(&scene, "Adam, coupled");
    assert!((coupled - Vec2::new(5.0 * 2.0 / 2.1, 2.5)).norm() < 0.3);
    assert!(is_near(end(&scene, "Adam, no decay"), 5.0, 5.0));
}

#[test]
fn prodigy_finds_the_rate_that_adam_has_to_be_told() {
    let scene = scene("prodigy", &[]);
    let (prodigy, metrics) = run(&scene, "prodigy");
    assert!(strides(&prodigy)[0].norm() < 1e-5 && metrics.value < 1e-3);
    assert!(run(&scene, "Adam 0.01").1.value > 20.0);
    assert!(metrics.length < run(&scene, "Adam 2").1.length);
}

#[test]
fn a_schedule_free_mean_settles_as_a_falling_rate_does() {
    // The mean square distance from the minimum over the last fifth.
    let spread = |label: &str| {
        let points = run(&scene("schedule-free", &[]), label).0.points;
        points[80..].iter().map(|at| at.dot(*at)).sum::<f64>() / 21.0
    };
    for label in ["Cosine", "Schedule-Free"] {
        assert!(3.0 * spread(label) < spread("Constant rate"), "{label}");
    }
}

#[test]
fn sharpness_aware_minimization_does_not_rest_where_it_is_sharp() {
    let scene = scene("flat", &[]);
    let sharpness = |at: Vec2| scene.objective.derivatives(at).hessian.yy;
    let (gd, sam) = (end(&scene, "Gradient descent"), end(&scene, "SAM"));
    assert!(gd.y.abs() < 1e-3 && sam.y.abs() < 0.2);
    assert!(sharpness(gd) > 5.0 * sharpness(sam));
}

#[test]
fn conjugate_gradients_need_two_steps_where_steepest_descent_zig_zags() {
    for kappa in [6, 50, 1000] {
        let scene = scene("conjugate", &[&format!("kappa={kappa}")]);
        assert!(run(&scene, "Conjugate gradients").0.points[2].norm() < 1e-6);
        assert!(run(&scene, "Steepest descent").0.points[2].norm() > 0.1);
    }
}

#[test]
fn barzilai_and_borweins_leaps_go_up_and_arrive_sooner() {
    let scene = scene("leaps", &[]);
    let (gd, leaps) = (run(&scene, "gd").0, run(&scene, "barzilai-borwein").0);
    let rises = |path: &Path| path.values.windows(2).any(|pair| pair[1] > pair[0]);
    assert!(!rises(&gd) && rises(&leaps));
    let wait = |path: &Path| below(path, gd.values[30]);
    assert!(2 * wait(&leaps) < wait(&gd));
}

#[test]
fn newton_enters_the_saddle_and_saddle_free_newton_leaves_it() {
    let scene = scene("newton", &[]);
    assert!(end(&scene, "newton").norm() < 1e-9);
    assert!(is_near(end(&scene, "saddle-free-newton"), -1.0, 0.0));
    let arrives = |label: &str| below(&run(&scene, label).0, -0.2);
    assert!(arrives("saddle-free-newton") < 10 && arrives("gd") > 20);
}

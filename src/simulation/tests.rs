//! The timeline's laws, on a bowl whose derivatives are one line each.

use std::sync::Arc;

use super::*;
use crate::math::Symmetric;
use crate::objective::{
    DataModel, Derivatives, Domain, Function, Loss, Objective, Parameter, Scale, data,
};
use crate::optimizer::{Convention, Modifiers, Schedule, find};
use crate::scene::{Entry, Event, HeightScale, Levels, Run, Setting, View};

/// J = κ/2·(x² + y²).
#[derive(Debug)]
struct Bowl {
    kappa: f64,
    domain: Option<Domain>,
}

impl Function for Bowl {
    fn value(&self, at: Vec2) -> f64 {
        0.5 * self.kappa * at.dot(at)
    }

    fn value_and_gradient(&self, at: Vec2) -> (f64, Vec2) {
        (self.value(at), self.kappa * at)
    }

    fn derivatives(&self, at: Vec2) -> Derivatives {
        Derivatives {
            value: self.value(at),
            gradient: self.kappa * at,
            hessian: Symmetric {
                xx: self.kappa,
                xy: 0.0,
                yy: self.kappa,
            },
        }
    }

    fn with_parameters(&self, values: &[f64]) -> Arc<dyn Function> {
        Arc::new(Self {
            kappa: values[0],
            domain: self.domain,
        })
    }

    fn domain(&self) -> Option<Domain> {
        self.domain
    }
}

fn entry(kind: &str, lr: f64) -> Entry {
    let kind = find(kind).unwrap();
    let mut hypers = kind.declaration().defaults();
    hypers[0] = lr;
    Entry {
        label: kind.declaration().display.into(),
        kind,
        hypers,
        convention: None,
        color: None,
        place: 0,
        start: None,
        enabled: true,
        schedule: Schedule::default(),
        modifiers: Modifiers::default(),
        batch: None,
    }
}

fn scene(domain: Option<Domain>, optimizers: Vec<Entry>) -> Scene {
    let kappa = Parameter {
        name: "kappa".into(),
        value: 1.0,
        min: 0.0,
        max: 100.0,
        scale: Scale::Linear,
        doc: String::new(),
    };
    Scene {
        origin: "bowl".into(),
        title: "Bowl".into(),
        description: "".into(),
        start: Vec2::new(-4.0, 3.0),
        objective: Objective::new(
            Arc::new(Bowl { kappa: 1.0, domain }),
            vec![kappa],
            "kappa/2 * (x^2 + y^2)",
        )
        .into(),
        minimum: None,
        view: View {
            x: [-5.0, 5.0],
            y: [-5.0, 5.0],
            levels: Levels::Count(10),
            scale: HeightScale::Linear,
        }
        .into(),
        run: Run {
            steps: 50,
            convention: Convention::Textbook,
            seed: 7,
            noise: 0.0,
        },
        optimizers: optimizers.into_iter().map(Into::into).collect(),
        paths: Vec::new().into(),
        events: Vec::new().into(),
        claims: Vec::new().into(),
    }
}

const RATE: Setting = Setting::Hyper {
    optimizer: 0,
    hyper: 0,
};

fn event(step: u32, setting: Setting, value: f64) -> Event {
    Event {
        step,
        setting,
        value,
    }
}

#[test]
fn a_finished_path_has_a_row_for_the_start_and_for_each_step() {
    let path = simulate_one(&scene(None, vec![entry("gd", 0.1)]), 0);
    assert_eq!(path.status, Status::Finished);
    assert_eq!((path.points.len(), path.steps()), (51, 50));
    assert_eq!(path.points[0], Vec2::new(-4.0, 3.0));
    assert_eq!(path.values[0], 12.5);
    assert_eq!(path.gradients[1], path.points[1]);
    assert_eq!(path.evaluations, (0..=50).collect::<Vec<_>>());
    assert!(path.rates.iter().all(|&rate| rate == 0.1));
    assert!(path.ghosts.is_empty() && path.ghosts_at(3).is_empty());
}

#[test]
fn a_diverging_path_ends_before_it_leaves_the_numbers() {
    let path = simulate_one(&scene(None, vec![entry("gd", 3.0)]), 0);
    assert_eq!(path.status, Status::Diverged);
    let last = *path.points.last().unwrap();
    assert!(last.norm() <= 1e7 && 2.0 * last.norm() > 1e7, "{last:?}");
}

#[test]
fn a_start_that_is_not_finite_is_the_only_row() {
    let mut scene = scene(None, vec![entry("gd", 0.1)]);
    scene.start = Vec2::new(f64::NAN, 0.0);
    let path = simulate_one(&scene, 0);
    assert_eq!((path.points.len(), path.status), (1, Status::Diverged));
}

#[test]
fn a_path_over_the_edge_of_the_domain_left_the_grid() {
    let domain = Domain {
        low: Vec2::splat(-5.0),
        high: Vec2::splat(5.0),
    };
    let path = simulate_one(&scene(Some(domain), vec![entry("gd", 2.5)]), 0);
    assert_eq!((path.points.len(), path.status), (1, Status::LeftTheGrid));
}

#[test]
fn an_event_bends_the_future_and_keeps_the_past() {
    let mut scene = scene(None, vec![entry("gd", 0.1), entry("adam", 0.1)]);
    let before = simulate(&scene);
    scene.events = vec![event(20, RATE, 0.5), event(20, RATE, 0.4)].into();
    let after = simulate(&scene);
    assert_eq!(after[1], before[1]);
    assert_eq!(after[0].points[..=20], before[0].points[..=20]);
    assert_eq!(after[0].points[21], 0.6 * after[0].points[20]);
    assert_eq!((after[0].rates[19], after[0].rates[20]), (0.1, 0.4));
}

#[test]
fn a_parameter_that_changes_on_the_way_changes_value_and_step_together() {
    let mut scene = scene(None, vec![entry("gd", 0.1)]);
    scene.events = vec![event(10, Setting::Parameter(0), 5.0)].into();
    let path = simulate_one(&scene, 0);
    assert_eq!(path.gradients[9], path.points[9]);
    assert_eq!(path.gradients[10], 5.0 * path.points[10]);
    assert_eq!(path.values[10], 2.5 * path.points[10].dot(path.points[10]));
    assert_eq!(path.points[11], path.points[10] - 0.1 * path.gradients[10]);
}

#[test]
fn an_event_at_the_start_is_the_same_as_a_changed_scene() {
    let mut by_event = scene(None, vec![entry("momentum", 0.1)]);
    by_event.events = vec![
        event(0, Setting::Parameter(0), 3.0),
        event(0, RATE, 0.05),
        event(0, Setting::Noise, 0.2),
    ]
    .into();
    let mut changed = scene(None, vec![entry("momentum", 0.05)]);
    changed.objective.set_parameter(0, 3.0);
    changed.run.noise = 0.2;
    assert_eq!(simulate(&by_event), simulate(&changed));
}

#[test]
fn events_of_what_is_not_there_change_nothing() {
    let mut scene = scene(None, vec![entry("gd", 0.1)]);
    let before = simulate(&scene);
    scene.events = vec![
        event(3, Setting::Parameter(9), 5.0),
        event(60, RATE, 9.0),
        event(
            3,
            Setting::Hyper {
                optimizer: 0,
                hyper: 99,
            },
            1.0,
        ),
        event(
            3,
            Setting::Hyper {
                optimizer: 7,
                hyper: 0,
            },
            1.0,
        ),
    ]
    .into();
    assert_eq!(simulate(&scene), before);
}

#[test]
fn noise_is_the_same_for_every_optimizer_and_fixed_by_the_seed() {
    let mut scene = scene(None, vec![entry("gd", 0.1), entry("momentum", 0.1)]);
    scene.optimizers[1].hypers[1] = 0.0;
    scene.run.noise = 0.5;
    let paths = simulate(&scene);
    assert_eq!(paths[0].points, paths[1].points);
    assert_eq!(
        paths[0].gradients[5], paths[0].points[5],
        "the record is without noise"
    );
    assert_eq!(simulate(&scene), paths);
    scene.run.seed += 1;
    assert_ne!(simulate(&scene)[0].points, paths[0].points);
}

#[test]
fn the_draw_of_a_step_does_not_depend_on_the_steps_before() {
    let mut scene = scene(None, vec![entry("gd", 0.1)]);
    scene.run.noise = 0.5;
    let noisy = simulate_one(&scene, 0);
    scene.run.noise = 0.0;
    scene.events = vec![event(30, Setting::Noise, 0.5)].into();
    let later = simulate_one(&scene, 0);
    let kick = |path: &Path| path.points[31] - 0.9 * path.points[30];
    assert!((kick(&noisy) - kick(&later)).norm() < 1e-12);
}

#[test]
fn threads_change_nothing() {
    let kinds = ["gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"];
    let mut scene = scene(None, kinds.map(|kind| entry(kind, 0.05)).into());
    scene.run.steps = 2_000;
    let alone: Vec<Path> = (0..kinds.len())
        .map(|index| simulate_one(&scene, index))
        .collect();
    assert_eq!(simulate(&scene), alone);
}

#[test]
fn the_first_steps_do_not_depend_on_how_many_follow() {
    let mut scene = scene(None, vec![entry("adam", 0.1)]);
    let long = simulate_one(&scene, 0);
    scene.run.steps = 20;
    assert_eq!(simulate_one(&scene, 0).points, long.points[..=20]);
}

#[test]
fn a_step_under_the_glass_is_the_path_s_own() {
    let mut scene = scene(None, vec![entry("adam", 0.1), entry("momentum", 0.1)]);
    scene.run.noise = 0.5;
    scene.events = vec![event(10, RATE, 0.2)].into();
    let path = simulate_one(&scene, 0);
    let step = inspect(&scene, 0, 12).unwrap();
    assert_eq!(
        (step.t, step.from, step.to),
        (13, path.points[12], path.points[13])
    );
    assert_eq!(step.hypers[0], 0.2);
    assert_ne!(step.gradient, path.gradients[12], "with noise");
    let m = |states: &[(&str, Vec2)]| states.iter().find(|(symbol, _)| *symbol == "m").unwrap().1;
    let expected = 0.9 * m(&step.before) + (1.0 - 0.9) * step.gradient;
    assert!((m(&step.after) - expected).norm() < 1e-15);
    assert_eq!(inspect(&scene, 0, 50), None);
}

#[test]
fn with_batches_every_step_follows_its_own_rows_and_records_the_whole() {
    let objective = data(DataModel {
        table: b"t\n0\n1\n5\n9\n",
        model: "w + 0*b",
        parts: &[],
        target: "t",
        weights: ["w", "b"],
        parameters: Vec::new(),
        loss: Loss::Squared,
        batch: Some(1),
    })
    .unwrap();
    let mut scene = scene(None, vec![entry("gd", 0.5), entry("gd", 0.5)]);
    scene.objective = objective.clone().into();
    scene.run.steps = 8;
    let path = simulate_one(&scene, 0);
    // At half the inverse of the curvature, a step on one row lands on that row's number.
    let mut epochs: Vec<f64> = path.points[1..].iter().map(|point| point.x).collect();
    assert_ne!(epochs[..4], epochs[4..], "each epoch has its own order");
    for epoch in epochs.chunks_mut(4) {
        epoch.sort_by(f64::total_cmp);
        assert_eq!(epoch, [0.0, 1.0, 5.0, 9.0]);
    }
    assert_eq!(path.values[3], objective.value(path.points[3]));
    assert_eq!(simulate_one(&scene, 1).points, path.points);
}

#[test]
fn a_rule_under_the_glass_has_the_step_s_own_numbers() {
    use crate::optimizer::{Piece, Quantity, catalog};
    let mut told = 0;
    for kind in catalog() {
        let name = kind.declaration().name;
        let scene = scene(None, vec![entry(name, kind.declaration().defaults()[0])]);
        let Some(step) = inspect(&scene, 0, 12) else {
            continue;
        };
        let point = step.worked.iter().rfind(|own| own.symbol == "θ");
        let Some(point) = point else { continue };
        told += 1;
        let Quantity::Vector(to) = point.value else {
            panic!("{name}: the point is a vector");
        };
        assert!((to - step.to).norm() < 1e-9, "{name}: {to:?} {:?}", step.to);
    }
    assert!(told >= 45, "{told}");
    // Adam's mean: its own line with its numbers comes to what it says.
    let scene = scene(None, vec![entry("adam", 0.1)]);
    let step = inspect(&scene, 0, 12).unwrap();
    let line = step.worked.iter().find(|own| own.symbol == "m").unwrap();
    let values: Vec<Quantity> = line
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Value(value) => Some(*value),
            _ => None,
        })
        .collect();
    let [
        Quantity::Number(beta),
        Quantity::Vector(before),
        Quantity::Number(same),
        Quantity::Vector(gradient),
    ] = values[..]
    else {
        panic!("{values:?}");
    };
    assert_eq!((beta, same, gradient), (0.9, 0.9, step.gradient));
    let expected = beta * before + (1.0 - beta) * gradient;
    assert_eq!(line.value, Quantity::Vector(expected));
    assert_eq!(line.line, 1);
}

#[test]
fn a_step_is_what_was_kept_and_what_the_gradient_adds() {
    let kept = |kind: &str| {
        let scene = scene(None, vec![entry(kind, 0.05)]);
        let step = inspect(&scene, 0, 12).unwrap();
        (step.clone(), step.kept.unwrap())
    };
    let (_, none) = kept("gd");
    assert!(
        none.norm() < 1e-15,
        "gradient descent keeps nothing: {none:?}"
    );
    // v ← γ·v + η·g, θ ← θ − v: without a slope γ·v is left.
    let (step, velocity) = kept("momentum");
    let before = step
        .before
        .iter()
        .find(|(symbol, _)| *symbol == "v")
        .unwrap()
        .1;
    assert!(
        (velocity + 0.9 * before).norm() < 1e-15,
        "{velocity:?} {before:?}"
    );
    let added = step.to - step.from - velocity;
    assert!((added + 0.05 * step.gradient).norm() < 1e-15, "{added:?}");
}

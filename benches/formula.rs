//! Formulas against the same functions written as Rust closures: one point, and a field.

use std::f64::consts::{E, PI};
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use descent_tui::math::Vec2;
use descent_tui::objective::{Objective, formula};

/// A function as text and by hand.
struct Case {
    name: &'static str,
    text: &'static str,
    value: fn(f64, f64) -> f64,
    gradient: fn(f64, f64) -> (f64, f64, f64),
}

const CASES: [Case; 4] = [
    Case {
        name: "ravine",
        text: "4*(sqrt(1 + x^2) - 1) + 20/2*y^2",
        value: |x, y| 4.0 * ((1.0 + x * x).sqrt() - 1.0) + 10.0 * y * y,
        gradient: |x, y| {
            let root = (1.0 + x * x).sqrt();
            (4.0 * (root - 1.0) + 10.0 * y * y, 4.0 * x / root, 20.0 * y)
        },
    },
    Case {
        name: "himmelblau",
        text: "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        value: |x, y| {
            let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
            a * a + b * b
        },
        gradient: |x, y| {
            let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
            (a * a + b * b, 4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b)
        },
    },
    Case {
        name: "rastrigin",
        text: "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
        value: |x, y| {
            let (p, q) = (2.0 * PI * x, 2.0 * PI * y);
            20.0 + x * x - 10.0 * p.cos() + y * y - 10.0 * q.cos()
        },
        gradient: |x, y| {
            let (p, q) = (2.0 * PI * x, 2.0 * PI * y);
            (
                20.0 + x * x - 10.0 * p.cos() + y * y - 10.0 * q.cos(),
                2.0 * x + 20.0 * PI * p.sin(),
                2.0 * y + 20.0 * PI * q.sin(),
            )
        },
    },
    Case {
        name: "ackley",
        text: "-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20",
        value: |x, y| {
            let root = (0.5 * (x * x + y * y)).sqrt();
            let waves = 0.5 * ((2.0 * PI * x).cos() + (2.0 * PI * y).cos());
            -20.0 * (-0.2 * root).exp() - waves.exp() + E + 20.0
        },
        gradient: |x, y| {
            let (p, q) = (2.0 * PI * x, 2.0 * PI * y);
            let root = (0.5 * (x * x + y * y)).sqrt();
            let bowl = 20.0 * (-0.2 * root).exp();
            let waves = (0.5 * (p.cos() + q.cos())).exp();
            let slope = 0.1 * bowl / root;
            (
                -bowl - waves + E + 20.0,
                slope * x + PI * waves * p.sin(),
                slope * y + PI * waves * q.sin(),
            )
        },
    },
];

fn objective(case: &Case) -> Objective {
    formula(case.text, &[], Vec::new()).expect("the texts above are right")
}

fn axis(low: f64, high: f64, count: usize) -> Vec<f64> {
    let step = (high - low) / (count - 1) as f64;
    (0..count).map(|i| low + step * i as f64).collect()
}

fn one_point(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("point");
    let at = Vec2::new(1.234, -0.567);
    for case in &CASES {
        let objective = objective(case);
        let id = |what: &str| BenchmarkId::new(what, case.name);
        group.bench_function(id("value by hand"), |bencher| {
            bencher.iter(|| (case.value)(black_box(at.x), black_box(at.y)));
        });
        group.bench_function(id("value"), |bencher| {
            bencher.iter(|| objective.value(black_box(at)));
        });
        group.bench_function(id("gradient by hand"), |bencher| {
            bencher.iter(|| (case.gradient)(black_box(at.x), black_box(at.y)));
        });
        group.bench_function(id("gradient"), |bencher| {
            bencher.iter(|| objective.value_and_gradient(black_box(at)));
        });
        group.bench_function(id("hessian"), |bencher| {
            bencher.iter(|| objective.derivatives(black_box(at)));
        });
    }
}

fn field(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("field 400x200");
    let (xs, ys) = (axis(-5.0, 5.0, 400), axis(-4.0, 4.0, 200));
    let points: Vec<Vec2> = ys
        .iter()
        .flat_map(|&y| xs.iter().map(move |&x| Vec2::new(x, y)))
        .collect();
    for case in &CASES {
        let objective = objective(case);
        let id = |what: &str| BenchmarkId::new(what, case.name);
        let mut values = vec![0.0; points.len()];
        let mut gradients = vec![Vec2::ZERO; points.len()];
        group.bench_function(id("value by hand"), |bencher| {
            bencher.iter(|| {
                for (value, at) in values.iter_mut().zip(&points) {
                    *value = (case.value)(at.x, at.y);
                }
                black_box(values[7])
            });
        });
        group.bench_function(id("value"), |bencher| {
            bencher.iter(|| {
                objective.fill_into(black_box(&xs), &ys, &mut values);
                black_box(values[7])
            });
        });
        group.bench_function(id("gradient by hand"), |bencher| {
            bencher.iter(|| {
                for ((value, gradient), at) in values.iter_mut().zip(&mut gradients).zip(&points) {
                    let (j, x, y) = (case.gradient)(at.x, at.y);
                    (*value, *gradient) = (j, Vec2::new(x, y));
                }
                black_box(gradients[7])
            });
        });
        group.bench_function(id("gradient"), |bencher| {
            bencher.iter(|| {
                objective.gradients(black_box(&points), &mut values, &mut gradients);
                black_box(gradients[7])
            });
        });
    }
}

fn from_text(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("from text");
    for case in &CASES {
        group.bench_function(case.name, |bencher| bencher.iter(|| objective(case)));
    }
}

criterion_group!(benches, one_point, field, from_text);
criterion_main!(benches);

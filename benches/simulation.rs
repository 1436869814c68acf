//! How long it takes to simulate a scene again, and an Adam step beside the same written by hand.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use descent_tui::math::Vec2;
use descent_tui::scene::{Files, Scene, parse};
use descent_tui::simulation::{simulate, simulate_one};

const HIMMELBLAU: &str = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2";
const STEPS: u32 = 2_000;

struct NoFiles;

impl Files for NoFiles {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Err(format!("cannot read `{name}`"))
    }
}

/// The first so many of twelve optimizers on Himmelblau's function.
fn scene(count: usize) -> Scene {
    let kinds = [
        "adam", "gd", "momentum", "adagrad", "rmsprop", "nesterov", "adamw", "nadam", "adadelta",
        "lion", "adan", "radam",
    ];
    let optimizers = kinds[..count]
        .iter()
        .map(|kind| format!("[[optimizer]]\nkind = \"{kind}\"\nlr = 0.002"))
        .collect::<Vec<_>>()
        .join("\n");
    let text = format!(
        "start = [0.5, -0.4]\n[objective]\nformula = \"{HIMMELBLAU}\"\n[run]\nsteps = {STEPS}\n{optimizers}"
    );
    parse("bench", &text, &NoFiles).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Adam as one writes it by hand for one formula, its points and values kept.
fn adam_by_hand(steps: u32) -> Vec<(Vec2, f64)> {
    let (lr, beta1, beta2, eps) = (0.002, 0.9_f64, 0.999_f64, 1e-8);
    let (mut at, mut m, mut v) = (Vec2::new(0.5, -0.4), Vec2::ZERO, Vec2::ZERO);
    let mut path = Vec::with_capacity(steps as usize + 1);
    for t in 0..=steps {
        let (x, y) = (at.x, at.y);
        let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
        path.push((at, a * a + b * b));
        let g = Vec2::new(4.0 * a * x + 2.0 * b, 2.0 * a + 4.0 * b * y);
        m = beta1 * m + (1.0 - beta1) * g;
        v = beta2 * v + (1.0 - beta2) * (g * g);
        let t = f64::from(t + 1);
        let m_hat = m / (1.0 - beta1.powf(t));
        let v_hat = v / (1.0 - beta2.powf(t));
        at -= lr * m_hat / (v_hat.sqrt() + eps);
    }
    path
}

fn benches(criterion: &mut Criterion) {
    for count in [5, 12] {
        let scene = scene(count);
        criterion.bench_function(&format!("simulate {count} × {STEPS}"), |bencher| {
            bencher.iter(|| simulate(black_box(&scene)));
        });
    }
    let scene = scene(1);
    criterion.bench_function(&format!("adam × {STEPS}"), |bencher| {
        bencher.iter(|| simulate_one(black_box(&scene), 0));
    });
    criterion.bench_function(&format!("adam by hand × {STEPS}"), |bencher| {
        bencher.iter(|| adam_by_hand(black_box(STEPS)));
    });
}

criterion_group!(simulation, benches);
criterion_main!(simulation);

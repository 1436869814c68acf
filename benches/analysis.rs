//! What a frame asks of `analysis` and `terminal`: iso-lines, bands, metrics, the search for a minimum, the
//! bytes of a frame. The iso-lines run beside the plain method, the bytes beside ratatui's own backend, since
//! only ratios of one run mean something.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use descent_tui::analysis::{Field, Metrics, contour, minimum};
use descent_tui::objective::{Objective, formula};
use descent_tui::scene::{HeightScale, Levels, View, open};
use descent_tui::simulation::simulate;
use descent_tui::terminal::Output;
use descent_tui::ui::color::ColorDepth;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

fn himmelblau() -> Objective {
    formula("(x^2+y-11)^2 + (x+y^2-7)^2", &[], Vec::new()).expect("the formula is right")
}

/// Marching squares as the textbook has it: every square at every level.
fn plain(field: &Field, levels: &[f64]) -> Vec<([f64; 2], [f64; 2])> {
    let mut lines = Vec::new();
    for &level in levels {
        for row in 1..field.rows() {
            for column in 1..field.columns() {
                let corner = |right: usize, down: usize| {
                    let value = field
                        .get(column - 1 + right, row - 1 + down)
                        .unwrap_or(f64::NAN);
                    (right as f64, down as f64, value)
                };
                let ring = [
                    corner(0, 0),
                    corner(1, 0),
                    corner(1, 1),
                    corner(0, 1),
                    corner(0, 0),
                ];
                let mut ends = ring.windows(2).filter_map(|pair| {
                    let [(x, y, low), (right, down, high)] = [pair[0], pair[1]];
                    let share = (level - low) / (high - low);
                    let crosses = (low < level) != (high < level);
                    crosses.then(|| {
                        let (dx, dy) = ((right - x) * share, (down - y) * share);
                        [column as f64 + x + dx, row as f64 + y + dy]
                    })
                });
                while let (Some(from), Some(to)) = (ends.next(), ends.next()) {
                    lines.push((from, to));
                }
            }
        }
    }
    lines
}

fn lines(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("iso-lines, 20 levels, 400×200");
    let field = Field::sample(&himmelblau(), [-5.0, 5.0], [-5.0, 5.0], 400, 200);
    let levels = field.levels(&Levels::Count(20), HeightScale::Log);
    group.bench_function("level index", |bencher| {
        bencher.iter(|| contour::segments(black_box(&field), &levels));
    });
    group.bench_function("plain", |bencher| {
        bencher.iter(|| plain(black_box(&field), &levels));
    });
    group.finish();
}

fn fields(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("field, 240×120");
    let objective = himmelblau();
    let sample = || Field::sample(&objective, [-5.0, 5.0], [-5.0, 5.0], 240, 120);
    group.bench_function("sample", |bencher| bencher.iter(sample));
    let field = sample();
    for scale in [HeightScale::Linear, HeightScale::Log, HeightScale::Rank] {
        group.bench_function(format!("bands, {scale:?}"), |bencher| {
            bencher.iter(|| field.bands(scale, 16));
        });
    }
    group.finish();
    let view = View {
        x: [-5.0, 5.0],
        y: [-5.0, 5.0],
        levels: Levels::Count(8),
        scale: HeightScale::Log,
    };
    criterion.bench_function("search for the minimum", |bencher| {
        bencher.iter(|| minimum::search(&objective, &view));
    });
}

/// A screen on which every cell has colours of its own.
fn screen(width: u16, height: u16, shift: usize) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for (index, cell) in buffer.content.iter_mut().enumerate() {
        let shade = ((index + shift) * 7 % 251) as u8;
        cell.set_char(if index % 2 == 0 { '▀' } else { '⣿' });
        cell.set_style(
            Style::new()
                .fg(Color::Rgb(shade, 90, 9))
                .bg(Color::Rgb(9, shade, 90)),
        );
    }
    buffer
}

fn frames(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a frame, 120×40, every cell changes");
    let screens = [screen(120, 40, 0), screen(120, 40, 1)];
    group.bench_function("own output", |bencher| {
        let mut output = Output::new(ColorDepth::True);
        let mut next = screens[0].clone();
        let mut turn = 0;
        bencher.iter(|| {
            turn += 1;
            next.content.clone_from_slice(&screens[turn % 2].content);
            black_box(output.frame(&mut next)).len()
        });
    });
    group.bench_function("ratatui and crossterm", |bencher| {
        let mut bytes = Vec::new();
        let mut turn = 0;
        let mut next = screens[0].clone();
        bencher.iter(|| {
            turn += 1;
            bytes.clear();
            next.content.clone_from_slice(&screens[turn % 2].content);
            let changes = screens[(turn + 1) % 2].diff(&next);
            let mut backend = CrosstermBackend::new(&mut bytes);
            let drawn = backend.draw(changes.into_iter());
            drawn.expect("a vector takes everything");
            black_box(bytes.len())
        });
    });
    group.finish();
    criterion.bench_function("a frame, 120×40, nothing changes", |bencher| {
        let mut output = Output::new(ColorDepth::True);
        let mut next = screens[0].clone();
        output.frame(&mut next);
        next.content.clone_from_slice(&screens[0].content);
        bencher.iter(|| black_box(output.frame(&mut next)).len());
    });
}

fn metrics(criterion: &mut Criterion) {
    let mut scene = open("ravine").expect("the built-in scene is right");
    scene.run.steps = 2000;
    let (paths, stages) = (simulate(&scene), scene.stages());
    criterion.bench_function("metrics, 2,000 steps", |bencher| {
        bencher.iter(|| Metrics::of(black_box(&paths[0]), &stages));
    });
    criterion.bench_function("metrics with across, 2,000 steps", |bencher| {
        bencher.iter(|| Metrics::of(black_box(&paths[0]), &stages).with_across(&stages));
    });
}

criterion_group!(benches, lines, fields, frames, metrics);
criterion_main!(benches);

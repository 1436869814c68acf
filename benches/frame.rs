//! From a key to a drawn frame, and a frame of playing, against copying a buffer of the same size.

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use descent_tui::app::action::Action;
use descent_tui::app::{Request, State, ViewKind, advance, settle, take_in, update};
use descent_tui::terminal::{Output, PixelChoice, Pixels};
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Glyphs, Painter};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const ABILITIES: Abilities = Abilities {
    depth: ColorDepth::True,
    glyphs: Glyphs::Quadrant,
};

/// The ravine with so many optimizers of so many steps.
fn ravine(optimizers: usize, steps: u32) -> State {
    let mut scene = descent_tui::scene::open("ravine").expect("a built-in scene");
    scene.run.steps = steps;
    let five = scene.optimizers.clone();
    scene.optimizers = five.iter().cycle().take(optimizers).cloned().collect();
    for (index, entry) in scene.optimizers.iter_mut().enumerate() {
        entry.label = format!("{} {index}", entry.label);
        entry.hypers[0] *= 1.0 - 0.02 * index as f64;
    }
    let mut state = State::new(scene);
    while let Some((ticket, job)) = state.wanted().into_iter().next() {
        take_in(&mut state, ticket, job.finish());
    }
    advance(&mut state, Duration::from_secs(60));
    update(&mut state, Request::Do(Action::ToEnd));
    state
}

/// A frame of five paths whose lines are drawn in pixels, on cells of 10 × 20, up to the bytes for the terminal.
fn pixels(
    group: &mut BenchmarkGroup<'_, WallTime>,
    choice: PixelChoice,
    (width, height): (u16, u16),
) {
    let mut painter = Painter::new(ABILITIES);
    let mut state = ravine(5, 120);
    let mut pixels = Pixels::new(choice);
    pixels.measure((width, height), (width * 10, height * 20));
    let mut output = Output::new(ColorDepth::True);
    let mut bytes = 0;
    group.bench_function(format!("a frame in pixels by {choice:?}"), |b| {
        b.iter(|| {
            // Another step each time, so that all layers change.
            let step = if state.step() == 120 { 119 } else { 120 };
            update(&mut state, Request::GoTo(step));
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let layers = painter.draw_under_layers(&state, &mut buffer, pixels.cell());
            bytes = pixels.frame(&mut output, &mut buffer, &layers).len();
        });
    });
    black_box(bytes);
}

fn frames(criterion: &mut Criterion) {
    for (width, height) in [(120, 40), (200, 60)] {
        let mut group = criterion.benchmark_group(format!("{width}x{height}"));
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let mut copy = buffer.clone();
        group.bench_function("baseline: copy a buffer", |b| {
            b.iter(|| copy.content.clone_from(black_box(&buffer.content)));
        });
        let mut painter = Painter::new(ABILITIES);
        let mut state = ravine(12, 2000);
        group.bench_function("a frame of twelve paths of 2,000 steps", |b| {
            b.iter(|| painter.draw(black_box(&state), &mut buffer));
        });
        if width == 120 {
            let mut painter = Painter::new(ABILITIES);
            let long = ravine(10, 1_000_000);
            group.bench_function("a frame of ten paths of 1,000,000 steps", |b| {
                b.iter(|| painter.draw(black_box(&long), &mut buffer));
            });
        }
        let mut up = false;
        let mut press = |state: &mut State, painter: &mut Painter, buffer: &mut Buffer| {
            up = !up;
            let action = if up {
                Action::Increase
            } else {
                Action::Decrease
            };
            update(state, Request::Do(action));
            painter.draw(state, buffer);
        };
        group.bench_function("from a rate's key to the frame", |b| {
            b.iter(|| press(&mut state, &mut painter, &mut buffer));
        });
        let mut twenty = ravine(20, 400);
        group.bench_function("from a key to the frame with twenty of 400 steps", |b| {
            b.iter(|| press(&mut twenty, &mut painter, &mut buffer));
        });
        update(&mut state, Request::Do(Action::Parameters));
        group.bench_function("from a parameter's key to the frame", |b| {
            b.iter(|| press(&mut state, &mut painter, &mut buffer));
        });
        for choice in [PixelChoice::Kitty, PixelChoice::Sixel] {
            pixels(&mut group, choice, (width, height));
        }
        group.finish();
    }
}

/// From a rate's key to the frame in each view, on the largest screen of a classroom.
fn views(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("200x60, from a rate's key to the frame");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
    for view in ViewKind::ALL {
        let mut painter = Painter::new(ABILITIES);
        let mut state = ravine(12, 2000);
        state.view = *view;
        let mut up = false;
        group.bench_function(view.name(), |b| {
            b.iter(|| {
                up = !up;
                let action = [Action::Decrease, Action::Increase][usize::from(up)];
                update(&mut state, Request::Do(action));
                settle(&mut state);
                painter.draw(&state, &mut buffer);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, frames, views);
criterion_main!(benches);

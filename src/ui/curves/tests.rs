//! What is seen of a line paints the very same cells as all of its points.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use std::sync::Arc;

use super::{Curve, Spans};
use crate::math::{Random, Vec2};
use crate::picture::{Lattice, Points, Rgb, Trace};
use crate::ui::canvas::{Canvas, Dash, Glyphs, Pen};
use crate::ui::color::ColorDepth;

const SIZE: (u16, u16) = (24, 10);

/// A walk that creeps, swings, leaps, leaves the picture, and has gaps.
fn walk(seed: u64, count: usize, stride: f64, swing: f64) -> Vec<Vec2> {
    let mut random = Random::new(seed);
    let mut at = Vec2::new(0.3, 0.4);
    let mut points = Vec::with_capacity(count);
    for step in 0..count {
        at += stride * random.normal_vec2();
        let side = if step % 2 == 0 { swing } else { -swing };
        let point = match random.below(400) {
            0 => Vec2::new(f64::NAN, at.y),
            1 => Vec2::new(at.x, f64::INFINITY),
            2 => 50.0 * at,
            _ => Vec2::new(at.x + side, at.y),
        };
        points.push(point);
    }
    points
}

fn place(glyphs: Glyphs) -> impl Fn(Vec2) -> (f64, f64) {
    let (across, down) = glyphs.subdivision();
    let width = f64::from(SIZE.0) * across as f64;
    let height = f64::from(SIZE.1) * down as f64;
    move |point| (point.x * width, (1.0 - point.y) * height)
}

fn painted(glyphs: Glyphs, pen: Pen, places: &[(f64, f64)]) -> Buffer {
    let ground = Rgb::hex(0);
    let mut canvas = Canvas::new(SIZE.0, SIZE.1, glyphs, ground);
    canvas.fine_strokes(places.iter().copied(), pen);
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut buffer = Buffer::empty(area);
    canvas.show(area, &mut buffer, ColorDepth::True);
    buffer
}

/// All places, with a gap wherever two of them lie outside of the window.
fn all_places(places: &[(f64, f64)], window: Option<[f64; 2]>) -> Vec<(f64, f64)> {
    let is_inside =
        |place: (f64, f64)| window.is_none_or(|[low, high]| (low..=high).contains(&place.1));
    let mut all = Vec::new();
    let mut was_inside = true;
    for &place in places {
        let inside = is_inside(place);
        if !inside && !was_inside {
            all.push((f64::NAN, f64::NAN));
        }
        was_inside = inside;
        all.push(place);
    }
    all
}

proptest! {
    #[test]
    fn what_is_seen_of_a_line_paints_what_all_of_it_paints(
        seed in 0u64..1000,
        count in 1usize..3000,
        stride in prop::sample::select(vec![0.0, 1e-6, 1e-3, 0.02, 0.3]),
        swing in prop::sample::select(vec![0.0, 1e-4, 0.05, 0.6]),
        ends in (0usize..3000, 0usize..3000),
        windowed: bool,
        dash in 0usize..3,
        glyphs in prop::sample::select(vec![Glyphs::Quadrant, Glyphs::Sextant, Glyphs::Braille]),
    ) {
        let points = walk(seed, count, stride, swing);
        let place = place(glyphs);
        let (first, last) = (ends.0.min(ends.1).min(count), ends.0.max(ends.1).min(count));
        let pen = Pen {
            color: Rgb::hex(0xff_ffff),
            priority: 1,
            number: 1,
            dash: Dash::nth(dash),
            width: 1.0,
        };
        let (across, down) = glyphs.subdivision();
        let height = f64::from(SIZE.1) * down as f64;
        let window = windowed.then_some([0.1 * height, 0.9 * height]);
        let lattice = Lattice {
            width: f64::from(SIZE.0) * across as f64,
            height,
            place: &place,
            window,
            solid: pen.dash.is_solid(),
        };
        let places: Vec<_> = points[first..last].iter().map(|point| place(*point)).collect();
        let trace = Trace::new(Points::Kept(&points));
        let seen = trace.seen(first..last, &lattice);
        let expected = painted(glyphs, pen, &all_places(&places, window));
        prop_assert_eq!(&painted(glyphs, pen, &seen), &expected);
        // The same in stretches that are remembered, asked for twice and on another lattice between.
        let curve = Curve {
            trace,
            spans: Spans::default(),
            memory: Arc::default(),
        };
        for key in [1, 1, 2, 1] {
            let seen = curve.seen(first..last, &lattice, [key; 12]);
            prop_assert_eq!(&painted(glyphs, pen, &seen), &expected);
        }
    }
}

#[test]
fn of_a_path_that_has_arrived_few_points_are_seen() {
    let points: Vec<Vec2> = (0..1_000_000)
        .map(|step| {
            let left = 0.9_f64.powi(step.min(2000));
            Vec2::new(0.2 + 0.7 * left, 0.5 + 0.3 * left)
        })
        .collect();
    let lattice = Lattice {
        width: 48.0,
        height: 20.0,
        place: place(Glyphs::Quadrant),
        window: None,
        solid: true,
    };
    let seen = Trace::new(Points::Kept(&points)).seen(0..points.len(), &lattice);
    assert!(seen.len() < 200, "{}", seen.len());
}

#[test]
fn what_rattles_for_ever_is_painted_once() {
    let points: Vec<Vec2> = (0..100_000)
        .map(|step| {
            let side = if step % 2 == 0 { 0.1 } else { -0.1 };
            Vec2::new(0.5 + side, 0.5 + 0.7 * side)
        })
        .collect();
    let curve = Curve {
        trace: Trace::new(Points::Kept(&points)),
        spans: Spans::default(),
        memory: Arc::default(),
    };
    let lattice = Lattice {
        width: 48.0,
        height: 20.0,
        place: place(Glyphs::Quadrant),
        window: None,
        solid: true,
    };
    let seen = curve.seen(0..points.len(), &lattice, [1; 12]);
    assert!(seen.len() < points.len() / 8, "{}", seen.len());
}

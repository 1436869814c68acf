//! The heights of a few iso-lines, where no path runs and no other label stands.

use super::Setting;
use super::plot::Projection;
use crate::math::Vec2;
use crate::picture::number::number;
use crate::picture::{Anchor, Panel, Shape as MarkShape};
use crate::render::drawing::{Area, Ink, Item, Text};
use crate::render::font;

/// About so many lines are labelled.
const FEW: usize = 5;
/// The size of the letters on an ordinary page.
const SIZE: f64 = 12.0;

/// Labels of iso-lines, each on its line.
pub(super) fn of_iso_lines(
    setting: &Setting<'_>,
    panel: &Panel<'_>,
    projection: &Projection,
    lines: &[(f64, Vec<Vec<Vec2>>)],
) -> Vec<Item> {
    let size = setting.size(SIZE);
    if !panel.framed || projection.frame.width < 24.0 * size {
        return Vec::new();
    }
    let free = Free::around(&taken(panel, projection), projection.frame, size);
    let every = lines.len().div_ceil(FEW).max(1);
    let theme = setting.style.theme;
    let mut placed: Vec<Area> = Vec::new();
    let mut items = Vec::new();
    for (height, lines) in lines.iter().skip(every / 2).step_by(every) {
        let text = number(*height);
        let width = font::width(&text, size, false);
        let Some(at) = free_place(&free, lines, &placed, [width, size]) else {
            continue;
        };
        placed.push(around(at, width, size));
        let base = at + Vec2::new(0.0, size * 0.36);
        let ink = theme.iso_line.mix(theme.text, 0.45);
        let rim = Ink {
            color: theme.height(0.5),
            opacity: 0.75,
        };
        let text = Text::new(base, size, ink, text).anchored(Anchor::Middle);
        items.push(
            Text {
                rim: Some(rim),
                ..text
            }
            .into(),
        );
    }
    items
}

fn around(at: Vec2, width: f64, size: f64) -> Area {
    Area {
        x: at.x - width / 2.0,
        y: at.y - size * 0.7,
        width,
        height: size * 1.4,
    }
}

/// Places that shall not be covered: the points of all lines, also those after the step shown, so that a film's
/// labels stand still, and what lies between points far apart.
fn taken(panel: &Panel<'_>, projection: &Projection) -> Vec<Vec2> {
    const MOST: usize = 400;
    const BETWEEN: f64 = 12.0;
    let mut taken = Vec::new();
    for mark in &panel.marks {
        match &mark.shape {
            MarkShape::Line { trace, .. } => {
                let every = trace.len().div_ceil(MOST).max(1);
                let mut last: Option<Vec2> = None;
                for place in (0..trace.len()).step_by(every) {
                    let at = projection.place(trace.at(place));
                    if !projection.frame.holds(at, -projection.frame.width) {
                        last = None;
                        continue;
                    }
                    let from = last.unwrap_or(at);
                    let parts = ((at - from).norm() / BETWEEN).ceil().clamp(1.0, 500.0);
                    taken.extend(
                        (1..=parts as usize).map(|part| from + (at - from) * (part as f64 / parts)),
                    );
                    last = Some(at);
                }
            }
            // Heads move while a film runs, and labels shall not.
            MarkShape::Symbol(at, _) => taken.push(projection.place(*at)),
            _ => {}
        }
    }
    taken.retain(|at| projection.frame.holds(*at, 0.0));
    taken
}

/// How far each small square of a plot lies from the nearest that is taken, about.
struct Free {
    frame: Area,
    side: f64,
    columns: usize,
    distances: Vec<f64>,
}

impl Free {
    fn around(taken: &[Vec2], frame: Area, side: f64) -> Self {
        let columns = (frame.width / side).ceil() as usize + 1;
        let rows = (frame.height / side).ceil() as usize + 1;
        let mut free = Self {
            frame,
            side,
            columns,
            distances: vec![f64::INFINITY; columns * rows],
        };
        for at in taken {
            let square = free.square(*at);
            free.distances[square] = 0.0;
        }
        // Distances from square to square, once down and to the right and once back.
        let count = free.distances.len();
        for square in 0..count {
            free.learn(
                square,
                square.checked_sub(1).filter(|_| square % columns > 0),
                1.0,
            );
            free.learn(square, square.checked_sub(columns), 1.0);
            free.learn(
                square,
                square
                    .checked_sub(columns + 1)
                    .filter(|_| square % columns > 0),
                1.4,
            );
        }
        for square in (0..count).rev() {
            let is_last = square % columns == columns - 1;
            free.learn(square, (!is_last).then_some(square + 1), 1.0);
            free.learn(square, Some(square + columns).filter(|at| *at < count), 1.0);
            free.learn(
                square,
                Some(square + columns - 1).filter(|at| *at < count && square % columns > 0),
                1.4,
            );
        }
        free
    }

    fn learn(&mut self, square: usize, from: Option<usize>, step: f64) {
        if let Some(from) = from {
            let through = self.distances[from] + step;
            self.distances[square] = self.distances[square].min(through);
        }
    }

    fn square(&self, at: Vec2) -> usize {
        let column = ((at.x - self.frame.x) / self.side).max(0.0) as usize;
        let row = ((at.y - self.frame.y) / self.side).max(0.0) as usize;
        (row * self.columns + column.min(self.columns - 1)).min(self.distances.len() - 1)
    }

    fn distance(&self, at: Vec2) -> f64 {
        self.distances[self.square(at)] * self.side
    }
}

/// The place on a line farthest from all that is taken, if it is far enough.
fn free_place(
    space: &Free,
    lines: &[Vec<Vec2>],
    placed: &[Area],
    [width, size]: [f64; 2],
) -> Option<Vec2> {
    /// On a line shorter than so many widths of the label, it would hide the line.
    const SHORT: f64 = 3.0;
    const CANDIDATES: usize = 32;
    let mut best: Option<(f64, Vec2)> = None;
    for line in lines {
        let length: f64 = line.windows(2).map(|pair| (pair[1] - pair[0]).norm()).sum();
        if length < SHORT * width {
            continue;
        }
        let every = line.len().div_ceil(CANDIDATES).max(1);
        for &at in line.iter().step_by(every) {
            let area = around(at, width, size);
            let is_inside = space.frame.holds(at, width / 2.0 + size);
            if !is_inside || placed.iter().any(|other| other.meets(area)) {
                continue;
            }
            let free = space.distance(at).min(8.0 * size);
            if best.is_none_or(|(most, _)| free > most) {
                best = Some((free, at));
            }
        }
    }
    best.filter(|(free, _)| *free >= width / 2.0 + size)
        .map(|(_, at)| at)
}

//! A small chart: lines over the steps, a cursor, labels at the left, letters at the right.
//!
//! Knows numbers and columns; what they mean is said by [`charts`](super::charts).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Look;
use super::canvas::{Canvas, Glyphs, Pen};
use super::color::ColorDepth;
use super::text::Ink;

/// How much of its colour a line loses after the cursor, and a line that is not selected.
const FUTURE: f64 = 0.6;
const UNSELECTED: f64 = 0.1;

/// A chart over all steps of the scene.
pub struct Chart<'a> {
    /// Its heading.
    pub heading: &'a str,
    /// Labels of the left axis: a text and its place, 0 at the bottom and 1 at the top.
    pub labels: Vec<(String, f64)>,
    /// The lines, the lowest first.
    pub lines: Vec<Series>,
}

/// One line of a chart.
pub struct Series {
    /// The optimizer it belongs to.
    pub index: usize,
    /// Its place at each step, 0 at the bottom and 1 at the top; NaN where there is none.
    pub places: Vec<f64>,
}

/// Columns of the labels, and of the letters at the right.
const LABELS: u16 = 6;
const LETTERS: u16 = 2;

/// The part of a chart's area in which its lines run.
pub fn plot(area: Rect) -> Rect {
    Rect {
        x: area.x + LABELS.min(area.width),
        y: area.y + 1.min(area.height),
        width: area.width.saturating_sub(LABELS + LETTERS),
        height: area.height.saturating_sub(1),
    }
}

impl Chart<'_> {
    pub(super) fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
        look.heading(buffer, area, self.heading, "");
        let plot = plot(area);
        if plot.width < 4 || plot.height < 2 {
            return;
        }
        for (label, place) in &self.labels {
            let row = ((1.0 - place) * f64::from(plot.height - 1)).round() as u16;
            let line = Rect {
                width: LABELS - 1,
                y: plot.y,
                height: plot.height,
                ..area
            };
            look.line(buffer, line, row)
                .put_in(line.width, label, Ink::plain(look.theme.quiet));
        }
        let steps = look.state.playback.steps().max(1);
        let column = |step: f64| step / f64::from(steps) * (f64::from(plot.width) - 0.5) + 0.25;
        let now = column(f64::from(look.state.step()));
        Self::draw_cursor(look, buffer, plot, now);
        let glyphs = match look.glyphs {
            Glyphs::Ascii => Glyphs::Ascii,
            _ => Glyphs::Braille,
        };
        let mut canvas =
            Canvas::new(plot.width, plot.height, glyphs, look.theme.background).transparent();
        for (rank, series) in self.lines.iter().enumerate() {
            paint(look, &mut canvas, plot, series, rank as u8 + 1, column);
        }
        canvas.show(plot, buffer, look.depth);
        self.draw_letters(look, buffer, plot);
    }

    fn draw_cursor(look: &Look<'_>, buffer: &mut Buffer, plot: Rect, now: f64) {
        let x = (now as u16).min(plot.width - 1);
        let cursor = Rect {
            x: plot.x + x,
            width: 1,
            ..plot
        };
        for row in 0..plot.height {
            look.line(buffer, cursor, row)
                .put("│", Ink::plain(look.theme.rule));
        }
    }

    /// The letters of the lines at the heights where they end, moved apart.
    fn draw_letters(&self, look: &Look<'_>, buffer: &mut Buffer, plot: Rect) {
        let last = i32::from(plot.height) - 1;
        let mut free: Vec<i32> = (0..=last).collect();
        for series in self.lines.iter().rev() {
            let end = series.places.iter().rev().find(|place| place.is_finite());
            let Some(place) = end.filter(|place| (-0.5..=1.5).contains(*place)) else {
                continue;
            };
            let wanted = ((1.0 - place) * f64::from(last)).round() as i32;
            let Some(nearest) = (0..free.len()).min_by_key(|slot| (free[*slot] - wanted).abs())
            else {
                return;
            };
            let row = free.remove(nearest);
            if (row - wanted).abs() > 3 {
                continue;
            }
            let ink = if look.depth == ColorDepth::None {
                Ink::plain(look.theme.text)
            } else {
                Ink::bold(look.path_color(series.index))
            };
            let mut letter = [0; 4];
            let letter = look.letter(series.index).encode_utf8(&mut letter);
            let cell = Rect {
                x: plot.right() + 1,
                width: 1,
                ..plot
            };
            look.line(buffer, cell, row as u16).put(letter, ink);
        }
    }
}

/// Paints one line: bright up to the cursor, faint after it.
fn paint(
    look: &Look<'_>,
    canvas: &mut Canvas,
    plot: Rect,
    series: &Series,
    priority: u8,
    column: impl Fn(f64) -> f64,
) {
    let height = f64::from(plot.height);
    let place =
        |step: usize, value: f64| (column(step as f64), (1.0 - value) * (height - 0.5) + 0.25);
    let color = look.path_color(series.index);
    let ground = look.theme.background;
    let now = if series.index == look.state.selected {
        color
    } else {
        color.mix(ground, UNSELECTED)
    };
    let later = color.mix(ground, FUTURE);
    let walked = (look.state.step() as usize).min(series.places.len().saturating_sub(1));
    let mut stroke = |steps: std::ops::Range<usize>, color| {
        let pen = Pen {
            color,
            priority,
            number: series.index as u8 + 1,
        };
        canvas.strokes(steps.map(|step| place(step, series.places[step])), pen);
    };
    // The future first, so that the present lies on it.
    stroke(walked..series.places.len(), later);
    stroke(0..(walked + 1).min(series.places.len()), now);
}

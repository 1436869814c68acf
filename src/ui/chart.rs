//! A small chart: lines over what the time line counts, a cursor, labels at the left, a letter at the
//! end of each line.
//!
//! Knows places from 0 to 1; what they mean is said by [`charts`](super::charts).

mod letters;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;

use super::canvas::{Canvas, Glyphs, Pen};
use super::text::{Ink, width};
use super::{Look, emphasis};
use crate::picture::number::short;
use crate::picture::round_numbers;

/// How much of its colour a line loses after the cursor.
const FUTURE: f64 = 0.6;
/// How much of their colour thin lines lose among many.
const THIN: f64 = 0.25;
/// Columns of the labels at the left.
const LABELS: u16 = 7;
/// Columns between labels of the horizontal axis.
const APART: f64 = 9.0;

/// A chart over the whole time line.
pub struct Chart {
    /// Its heading.
    pub heading: String,
    /// Labels of the left axis: a text and its place, 0 at the bottom and 1 at the top.
    pub labels: Vec<(String, f64)>,
    /// The lines, the lowest first.
    pub lines: Vec<Series>,
    /// The lines of recorded paths, dashed below the others.
    pub recorded: Vec<Series>,
}

/// One line of a chart.
pub struct Series {
    /// The optimizer it belongs to, or the recorded path.
    pub index: usize,
    /// Its places at each step: across from 0 at the left to 1 at the right, up from 0 at the bottom to
    /// 1 at the top; beyond them it leaves the chart. Up is NaN where there is none.
    pub places: Vec<(f64, f64)>,
}

/// The parts of a chart's area.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Where the lines run.
    pub plot: Rect,
    /// The letters right of them.
    gutter: Rect,
    /// The labels of the horizontal axis.
    axis: Option<Rect>,
}

impl Frame {
    /// The parts of an area; the lowest chart of the screen has the axis for all.
    pub fn of(state: &State, area: Rect, lowest: bool) -> Self {
        let heading = area.height.min(1);
        let axis = u16::from(lowest && area.height >= 7);
        let height = area.height - heading - axis;
        let lines = state.shown().count();
        let letters = lines.div_ceil(usize::from(height).max(1)).clamp(1, 4) as u16 + 1;
        let plot = Rect {
            x: area.x + LABELS.min(area.width),
            y: area.y + heading,
            width: area.width.saturating_sub(LABELS + letters),
            height,
        };
        Self {
            plot,
            gutter: Rect {
                x: plot.right(),
                width: area.right().saturating_sub(plot.right()),
                ..plot
            },
            axis: (axis == 1).then(|| Rect {
                y: plot.bottom(),
                height: 1,
                x: plot.x,
                width: area.right().saturating_sub(plot.x),
            }),
        }
    }

    /// Cells from the plot's left edge to a place on the horizontal axis.
    fn column(&self, across: f64) -> f64 {
        across * (f64::from(self.plot.width) - 0.5) + 0.25
    }

    /// Cells from the plot's upper edge to a place on the vertical axis.
    fn line(&self, up: f64) -> f64 {
        (1.0 - up) * (f64::from(self.plot.height) - 0.5) + 0.25
    }

    /// The row of a place on the vertical axis, the nearest one for what lies beyond.
    fn row(&self, up: f64) -> u16 {
        ((1.0 - up.clamp(0.0, 1.0)) * f64::from(self.plot.height - 1)).round() as u16
    }
}

impl Chart {
    /// Draws the chart; the lowest one of the screen has the horizontal axis of all.
    pub(super) fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect, lowest: bool) {
        look.heading(buffer, area, &self.heading, "");
        let frame = Frame::of(look.state, area, lowest);
        if frame.plot.width < 4 || frame.plot.height < 2 {
            return;
        }
        self.draw_labels(look, buffer, area, &frame);
        draw_cursor(look, buffer, &frame);
        self.draw_recorded(look, buffer, &frame);
        self.draw_lines(look, buffer, &frame);
        self.draw_departures(look, buffer, &frame);
        letters::draw(look, buffer, &frame, &self.lines);
        if let Some(line) = frame.axis {
            draw_axis(look, buffer, &frame, line);
        }
    }

    /// The labels of the left axis, those that would touch another left out.
    fn draw_labels(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect, frame: &Frame) {
        let mut taken: Vec<u16> = Vec::new();
        for (label, place) in &self.labels {
            let row = frame.row(*place);
            if taken.iter().any(|other| other.abs_diff(row) < 2) {
                continue;
            }
            taken.push(row);
            let line = Rect {
                width: LABELS - 1,
                y: frame.plot.y,
                height: frame.plot.height,
                ..area
            };
            look.line(buffer, line, row)
                .put_in(line.width, label, Ink::plain(look.theme.quiet));
        }
    }

    /// All of them at once, since what was recorded does not change: up to the step shown in full colour.
    fn draw_recorded(&self, look: &Look<'_>, buffer: &mut Buffer, frame: &Frame) {
        let (plot, ground) = (frame.plot, look.theme.background);
        let glyphs = thinnest(look.glyphs);
        let mut canvas = Canvas::new(plot.width, plot.height, glyphs, ground).transparent();
        let steps = f64::from(look.state.playback.steps().max(1));
        let now = f64::from(look.state.step()) / steps;
        for series in &self.recorded {
            let pen = look.recorded_pen(series.index, ground);
            let future = series.places.partition_point(|(across, _)| *across <= now);
            let later = Pen {
                color: pen.color.mix(ground, FUTURE),
                ..pen
            };
            stroke(
                &mut canvas,
                frame,
                &series.places[future.saturating_sub(1)..],
                later,
            );
            stroke(
                &mut canvas,
                frame,
                &series.places[..future],
                Pen { priority: 2, ..pen },
            );
        }
        canvas.show(plot, buffer, look.depth);
        for series in &self.recorded {
            if let Some((across, up)) = letters::end(series) {
                let column = (frame.column(across) as u16 + 1).min(plot.width);
                let cell = Rect::new(plot.x + column, plot.y + frame.row(up), 1, 1);
                let mut line = look.line(buffer, cell, 0);
                look.put_recorded_letter(&mut line, series.index);
            }
        }
    }

    /// Among few all lines are solid; among many the selected one alone, over thin ones.
    fn draw_lines(&self, look: &Look<'_>, buffer: &mut Buffer, frame: &Frame) {
        let solid = match look.glyphs {
            // Twice as high as wide, such pixels are too coarse for lines.
            Glyphs::Half => Glyphs::Braille,
            other => other,
        };
        let thin = thinnest(look.glyphs);
        let crowded = emphasis::is_crowded(look.state);
        let is_thin = |series: &&Series| crowded && series.index != look.state.selected;
        let (plot, ground) = (frame.plot, look.theme.background);
        for (glyphs, thinly) in [(thin, true), (solid, false)] {
            let mut canvas = Canvas::new(plot.width, plot.height, glyphs, ground).transparent();
            let lines = || {
                let lines = self.lines.iter();
                lines.filter(|series| is_thin(series) == thinly)
            };
            let color = |series: &Series| {
                if thinly {
                    look.path_color(series.index).mix(ground, THIN)
                } else {
                    look.line_color(series.index, ground)
                }
            };
            // All futures first, so that they lie below what is present of the others.
            for series in lines() {
                let pen = look.pen(series.index, color(series).mix(ground, FUTURE), 1);
                let now = look.state.step_of(series.index).min(series.places.len());
                stroke(&mut canvas, frame, &series.places[now..], pen);
            }
            for (rank, series) in lines().enumerate() {
                let priority = u8::try_from(rank + 2).unwrap_or(u8::MAX);
                let pen = look.pen(series.index, color(series), priority);
                let after = (look.state.step_of(series.index) + 1).min(series.places.len());
                stroke(&mut canvas, frame, &series.places[..after], pen);
            }
            canvas.show(plot, buffer, look.depth);
        }
    }

    /// A mark at the edge wherever a line leaves the chart.
    fn draw_departures(&self, look: &Look<'_>, buffer: &mut Buffer, frame: &Frame) {
        for series in &self.lines {
            let ink = Ink::bold(look.path_color(series.index)).on_if(look, look.theme.background);
            for pair in series.places.windows(2) {
                let (across, up) = pair[1];
                if !is_inside(pair[0]) || is_inside(pair[1]) || up.is_nan() || across > 1.0 {
                    continue;
                }
                let mark = if up > 1.0 { "▴" } else { "▾" };
                let column = (frame.column(across) as u16).min(frame.plot.width - 1);
                look.line(buffer, frame.plot, frame.row(up))
                    .skip(column)
                    .put(mark, ink);
            }
        }
    }
}

/// The signs that make the thinnest lines.
fn thinnest(glyphs: Glyphs) -> Glyphs {
    match glyphs {
        Glyphs::Ascii => Glyphs::Ascii,
        _ => Glyphs::Braille,
    }
}

/// Whether a place lies between the lower edge of the chart and its upper one.
fn is_inside((_, up): (f64, f64)) -> bool {
    (0.0..=1.0).contains(&up)
}

fn draw_cursor(look: &Look<'_>, buffer: &mut Buffer, frame: &Frame) {
    let plot = frame.plot;
    let share = f64::from(look.state.step()) / f64::from(look.state.playback.steps().max(1));
    let column = (frame.column(share) as u16).min(plot.width - 1);
    for row in 0..plot.height {
        look.line(buffer, plot, row)
            .skip(column)
            .put("│", Ink::plain(look.theme.rule));
    }
}

/// Round numbers of what the time line counts, and at the right what that is.
fn draw_axis(look: &Look<'_>, buffer: &mut Buffer, frame: &Frame, area: Rect) {
    let ink = Ink::plain(look.theme.quiet);
    let unit = look.state.race.unit();
    let room = area.width.saturating_sub(width(unit) + 1);
    let steps = f64::from(look.state.playback.steps().max(1));
    for tick in round_numbers([0.0, steps], f64::from(frame.plot.width) / APART) {
        let label = short(tick);
        let left = (frame.column(tick / steps) as u16).saturating_sub(width(&label) / 2);
        if tick.fract() == 0.0 && left + width(&label) <= room {
            look.line(buffer, area, 0).skip(left).put(&label, ink);
        }
    }
    look.line(buffer, area, 0).put_right(unit, ink);
}

/// Paints a line through these places. What runs from beyond one edge to beyond another is left out: a
/// method that swings ever more widely would fill the chart.
fn stroke(canvas: &mut Canvas, frame: &Frame, places: &[(f64, f64)], pen: Pen) {
    let mut inside = true;
    let cells = places.iter().flat_map(|&place| {
        let was_inside = std::mem::replace(&mut inside, is_inside(place));
        let gap = (!inside && !was_inside).then_some((f64::NAN, f64::NAN));
        let cell = (frame.column(place.0), frame.line(place.1));
        gap.into_iter().chain([cell])
    });
    canvas.strokes(cells, pen);
}

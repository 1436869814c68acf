//! A small chart: lines over what the time line counts, a cursor, labels at the left, a letter at the
//! end of each line.
//!
//! Knows places from 0 to 1; what they mean is said by [`charts`](super::charts).

mod letters;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::app::action::Action;
use crate::math::Vec2;

use super::canvas::{Canvas, Glyphs, Pen};
use super::charts::Axis;
use super::curves::{Curve, LatticeKey};
use super::layer::{CellSize, Kept, Layer};
use super::text::{Ink, width};
use super::{Look, emphasis};
use crate::picture::number::short;
use crate::picture::{Lattice, round_numbers};

/// How much of its colour a line loses after the cursor.
const FUTURE: f64 = 0.6;
/// How much of their colour thin lines lose among many.
const THIN: f64 = 0.25;
/// Columns of the labels at the left.
const LABELS: u16 = 7;
/// Columns between labels of the horizontal axis.
const APART: f64 = 9.0;

/// A chart over the whole time line.
pub struct Chart<'a> {
    /// Its heading.
    pub heading: String,
    /// Labels of the left axis: a text and its place, 0 at the bottom and 1 at the top.
    pub labels: &'a [(String, f64)],
    /// The lines, the lowest first.
    pub lines: Vec<Series<'a>>,
    /// The lines of recorded paths, dashed below the others.
    pub recorded: Vec<RecordedSeries>,
}

/// One line of a chart.
pub struct Series<'a> {
    /// The optimizer it belongs to.
    pub index: usize,
    /// A number at each step, over what the time line counts; NaN where there is none.
    pub curve: Curve<'a>,
    /// What the time line counts at its end.
    pub whole: f64,
    /// Where numbers lie.
    pub axis: &'a Axis,
}

/// The line of a recorded path.
pub struct RecordedSeries {
    /// The recorded path.
    pub index: usize,
    /// Its places at each step: across from 0 at the left to 1 at the right, up from 0 at the bottom to
    /// 1 at the top; beyond them it leaves the chart. Up is NaN where there is none.
    pub places: Vec<(f64, f64)>,
}

/// What can be seen of a line: places in cells, with a gap between what is not to be joined.
struct Seen {
    index: usize,
    /// Up to the step shown, and from there on, in sub-pixels.
    past: Vec<(f64, f64)>,
    future: Vec<(f64, f64)>,
    /// How a cell is divided.
    subdivision: (f64, f64),
}

impl Series<'_> {
    fn seen(&self, look: &Look<'_>, frame: &Frame, glyphs: Glyphs) -> Seen {
        let (across, down) = look
            .pixels
            .map_or_else(|| glyphs.subdivision(), CellSize::division);
        let subdivision = (across as f64, down as f64);
        let lattice = Lattice {
            width: f64::from(frame.plot.width) * subdivision.0,
            height: f64::from(frame.plot.height) * subdivision.1,
            place: |point: Vec2| {
                let place = (point.x / self.whole, self.axis.place(point.y));
                let (column, line) = frame.cell(place);
                (column * subdivision.0, line * subdivision.1)
            },
            window: Some([1.0, 0.0].map(|up| frame.line(up) * subdivision.1)),
            solid: look.pen(self.index, look.theme.text, 0).dash.is_solid(),
        };
        let now = look.state.step_of(self.index).min(self.curve.len());
        let key = self.key(frame, (across, down));
        Seen {
            index: self.index,
            past: self.curve.seen(0..now + 1, &lattice, key),
            future: self.curve.seen(now..self.curve.len(), &lattice, key),
            subdivision,
        }
    }
}

impl Series<'_> {
    /// What its places depend on, where a cell is so divided.
    fn key(&self, frame: &Frame, (across, down): (usize, usize)) -> LatticeKey {
        let size = [frame.plot.width, frame.plot.height].map(u64::from);
        let mut key = [0; 12];
        key[..6].copy_from_slice(&self.axis.key());
        key[6] = self.whole.to_bits();
        key[7..9].copy_from_slice(&size);
        key[9..11].copy_from_slice(&[across as u64, down as u64]);
        key
    }
}

impl Seen {
    /// All places in cells.
    fn cells(&self) -> Vec<(f64, f64)> {
        let (across, down) = self.subdivision;
        let all = self.past.iter().chain(&self.future);
        all.map(|(x, y)| (x / across, y / down)).collect()
    }
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

    /// A place of the chart in cells from the plot's upper left corner.
    fn cell(&self, (across, up): (f64, f64)) -> (f64, f64) {
        (self.column(across), self.line(up))
    }

    /// Whether something so many cells below the plot's upper edge lies between the ends of the axis.
    fn is_inside(&self, (_, line): (f64, f64)) -> bool {
        (self.line(1.0)..=self.line(0.0)).contains(&line)
    }

    /// The row of a place on the vertical axis, the nearest one for what lies beyond.
    fn row(&self, up: f64) -> u16 {
        ((1.0 - up.clamp(0.0, 1.0)) * f64::from(self.plot.height - 1)).round() as u16
    }

    /// The row of what lies so many cells below the plot's upper edge.
    fn row_of(&self, line: f64) -> u16 {
        let (top, bottom) = (self.line(1.0), self.line(0.0));
        self.row((bottom - line) / (bottom - top))
    }
}

impl Chart<'_> {
    /// Draws the chart; the lowest one of the screen has the horizontal axis of all. The layer of pixels over it,
    /// where there is one.
    pub(super) fn draw(
        &self,
        look: &Look<'_>,
        buffer: &mut Buffer,
        area: Rect,
        lowest: bool,
    ) -> Option<Layer> {
        look.heading(buffer, area, &self.heading, "");
        if lowest {
            look.buttons
                .note_key(area.x..area.right(), area.y, Action::NextChart);
        }
        let frame = Frame::of(look.state, area, lowest);
        if frame.plot.width < 4 || frame.plot.height < 2 {
            return None;
        }
        self.draw_labels(look, buffer, area, &frame);
        draw_cursor(look, buffer, &frame);
        let mut kept = Kept::default();
        self.draw_recorded(look, buffer, &frame, &mut kept);
        let seen = self.draw_lines(look, buffer, &frame, &mut kept);
        for line in &seen {
            draw_departures(look, buffer, &frame, line);
        }
        letters::draw(look, buffer, &frame, &seen);
        if let Some(line) = frame.axis {
            draw_axis(look, buffer, &frame, line);
        }
        kept.layer(look.pixels, frame.plot, None)
    }

    /// The labels of the left axis, those that would touch another left out.
    fn draw_labels(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect, frame: &Frame) {
        let mut taken: Vec<u16> = Vec::new();
        for (label, place) in self.labels {
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
    fn draw_recorded(&self, look: &Look<'_>, buffer: &mut Buffer, frame: &Frame, kept: &mut Kept) {
        let (plot, ground) = (frame.plot, look.theme.background);
        let glyphs = thinnest(look.glyphs);
        let mut canvas = Canvas::new(plot.width, plot.height, glyphs, ground)
            .transparent()
            .under_layer(look.pixels);
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
        kept.take(&mut canvas);
        for series in &self.recorded {
            let cells = series.places.iter().map(|place| frame.cell(*place));
            if let Some((column, line)) = letters::end(frame, &cells.collect::<Vec<_>>()) {
                let column = (column as u16 + 1).min(plot.width);
                let cell = Rect::new(plot.x + column, plot.y + frame.row_of(line), 1, 1);
                let mut line = look.line(buffer, cell, 0);
                look.put_recorded_letter(&mut line, series.index);
            }
        }
    }

    /// Among few all lines are solid; among many the selected one alone, over thin ones. What can be seen
    /// of each, the lowest first.
    fn draw_lines(
        &self,
        look: &Look<'_>,
        buffer: &mut Buffer,
        frame: &Frame,
        kept: &mut Kept,
    ) -> Vec<Seen> {
        let solid = match look.glyphs {
            // Twice as high as wide, such pixels are too coarse for lines.
            Glyphs::Half => Glyphs::Braille,
            other => other,
        };
        let thin = thinnest(look.glyphs);
        let crowded = emphasis::is_crowded(look.state);
        let is_thin = |index: usize| crowded && index != look.state.selected;
        let (plot, ground) = (frame.plot, look.theme.background);
        let glyphs_of = |index: usize| if is_thin(index) { thin } else { solid };
        let lines = self.lines.iter();
        let seen: Vec<Seen> = lines
            .map(|series| series.seen(look, frame, glyphs_of(series.index)))
            .collect();
        for (glyphs, thinly) in [(thin, true), (solid, false)] {
            let mut canvas = Canvas::new(plot.width, plot.height, glyphs, ground)
                .transparent()
                .under_layer(look.pixels);
            let lines = || seen.iter().filter(|line| is_thin(line.index) == thinly);
            let color = |index: usize| {
                if thinly {
                    look.path_color(index).mix(ground, THIN)
                } else {
                    look.line_color(index, ground)
                }
            };
            // All futures first, so that they lie below what is present of the others.
            for line in lines() {
                let pen = look.pen(line.index, color(line.index).mix(ground, FUTURE), 1);
                canvas.fine_strokes(line.future.iter().copied(), pen);
            }
            for (rank, line) in lines().enumerate() {
                let priority = u8::try_from(rank + 2).unwrap_or(u8::MAX);
                let pen = look.pen(line.index, color(line.index), priority);
                canvas.fine_strokes(line.past.iter().copied(), pen);
            }
            canvas.show(plot, buffer, look.depth);
            kept.take(&mut canvas);
        }
        seen
    }
}

/// A mark at the edge wherever a line leaves the chart.
fn draw_departures(look: &Look<'_>, buffer: &mut Buffer, frame: &Frame, seen: &Seen) {
    let ink = Ink::bold(look.path_color(seen.index)).on_if(look, look.theme.background);
    for pair in seen.cells().windows(2) {
        let (column, line) = pair[1];
        let leaves = frame.is_inside(pair[0]) && !frame.is_inside(pair[1]) && !line.is_nan();
        if !leaves || column > frame.column(1.0) {
            continue;
        }
        let mark = if line < frame.line(1.0) { "▴" } else { "▾" };
        let column = (column as u16).min(frame.plot.width - 1);
        look.line(buffer, frame.plot, frame.row_of(line))
            .skip(column)
            .put(mark, ink);
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

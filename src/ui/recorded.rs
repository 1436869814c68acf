//! Recorded paths: dashed and below the others on the map, and a line each under a heading of their
//! own in the list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::canvas::{Canvas, Dash, Pen};
use super::color::ColorDepth;
use super::map::{Head, Projection};
use super::text::{Ink, Line};
use super::{Look, list};
use crate::app::State;
use crate::picture::Rgb;
use crate::picture::number::number;
use crate::scene::RecordedPath;

/// How much of a recorded path's colour is lost in lines.
const QUIETER: f64 = 0.25;

/// Columns for the objective's height at a recorded point.
const HEIGHT: u16 = 8;

/// The recorded paths that are shown.
pub(super) fn shown(state: &State) -> impl Iterator<Item = (usize, &RecordedPath)> {
    let paths = state.scene().paths.iter().enumerate();
    paths.filter(|_| state.recorded)
}

/// Paints the paths up to the step shown.
pub(super) fn paint(look: &Look<'_>, canvas: &mut Canvas, projection: Projection) {
    let state = look.state;
    let ground = look.theme.height(0.5);
    for (index, path) in shown(state) {
        let pen = look.recorded_pen(index, ground);
        let points = path.until(state.step()).iter();
        canvas.strokes(points.map(|point| projection.to_cells(point.at)), pen);
    }
}

/// Where each path is at the step shown.
pub(super) fn heads(look: &Look<'_>, projection: Projection) -> impl Iterator<Item = Head> {
    shown(look.state).filter_map(move |(index, path)| {
        let last = path.until(look.state.step()).last()?;
        let (x, y, inside) = projection.cell(last.at)?;
        let ink = look.recorded_ink(index);
        Some(Head {
            cell: (x, y),
            at: projection.to_cells(last.at),
            inside,
            letter: look.recorded_letter(index),
            badge: ink,
            plain: ink,
        })
    })
}

/// The heading in the list.
pub(super) fn draw_heading(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16) {
    let line = Rect {
        y: area.y + row,
        height: 1,
        ..area
    };
    let state = look.state;
    let name = match goes_on(state) {
        Some(step) => format!("On to step {step}"),
        None => "Dashed".to_owned(),
    };
    let aside = if has_heights(look, area) {
        "recorded    here"
    } else {
        "dashed"
    };
    look.heading(buffer, line, &name, aside);
}

/// The last step recorded, where the scene ends before it.
fn goes_on(state: &State) -> Option<u32> {
    let scene = state.scene();
    let last = scene.paths.iter().filter_map(|path| path.points.last());
    let last = last.map(|point| point.step).max();
    last.filter(|&last| last > scene.run.steps)
}

/// Whether the objective's heights at the recorded points have a column beside the recorded values.
fn has_heights(look: &Look<'_>, area: Rect) -> bool {
    list::numbers(look, area) > list::VALUE
}

/// A path's line in the list: its letter, its name, and the value recorded at the step shown.
pub(super) fn draw_row(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, index: usize) {
    let (state, theme) = (look.state, look.theme);
    let Some(path) = state.scene().paths.get(index) else {
        return;
    };
    let name = Rect {
        width: area.width.saturating_sub(list::numbers(look, area)),
        ..area
    };
    let mut line = look.line(buffer, name, row);
    line.skip(1);
    let quiet = Ink::plain(theme.quiet);
    if state.recorded {
        look.put_recorded_letter(&mut line, index);
        line.skip(1);
        line.put(&path.label, Ink::plain(look.recorded_color(index)));
    } else {
        line.skip(2).put(&path.label, quiet);
    }
    let value = Rect {
        x: name.right(),
        width: area.width - name.width,
        ..area
    };
    let mut line = look.line(buffer, value, row);
    let last = path.until(state.step()).last();
    if !state.recorded {
        line.put_in(list::VALUE, "hidden", quiet);
        return;
    }
    let Some(last) = last else {
        return;
    };
    let recorded = last.value.map_or_else(|| "–".to_owned(), number);
    let text = Ink::plain(theme.text);
    if has_heights(look, area) {
        // What training went through lies off the plane: its loss there is not the objective's here.
        let here = number(state.now().objective.value(last.at));
        let room = value.width - HEIGHT;
        line.put_in(room, &recorded, text)
            .put_in(HEIGHT, &here, quiet);
    } else {
        line.put_in(list::VALUE, &recorded, text);
    }
}

/// The paths at the end of the line that stands for the list, as far as there is room.
pub(super) fn put_legend(look: &Look<'_>, line: &mut Line<'_>) {
    for (index, path) in shown(look.state) {
        look.put_recorded_letter(line, index);
        line.skip(1);
        line.put(&path.label, Ink::plain(look.recorded_color(index)))
            .skip(2);
    }
}

impl Look<'_> {
    /// The colour of a recorded path: its own if it has one, else the theme's for its place.
    fn recorded_color(&self, index: usize) -> Rgb {
        let path = self.state.scene().paths.get(index);
        let own = path.and_then(|path| path.color);
        let place = path.map_or(index, |path| path.place);
        own.map_or_else(|| self.theme.path(place), Rgb::from)
    }

    /// The pen of a recorded path's lines on a ground of this colour.
    pub(super) fn recorded_pen(&self, index: usize, ground: Rgb) -> Pen {
        let optimizers = self.state.scene().optimizers.len();
        Pen {
            color: self.recorded_color(index).mix(ground, QUIETER),
            priority: 1,
            number: ((optimizers + index) % 255) as u8 + 1,
            dash: Dash::DASHED,
            width: 1.0,
        }
    }

    fn recorded_letter(&self, index: usize) -> char {
        self.letter(self.state.scene().optimizers.len() + index)
    }

    /// The ink of a recorded path's letter: in its colour instead of on it, a hollow badge.
    fn recorded_ink(&self, index: usize) -> Ink {
        if self.depth == ColorDepth::None {
            Ink::bold(self.theme.strong)
        } else {
            Ink::bold(self.recorded_color(index)).on(self.theme.background)
        }
    }

    pub(super) fn put_recorded_letter(&self, line: &mut Line<'_>, index: usize) {
        let letter = self.recorded_letter(index);
        line.put(letter.encode_utf8(&mut [0; 4]), self.recorded_ink(index));
    }
}

//! Start, minimum and heads.
//!
//! A head is the optimizer's letter on a badge, in the very cell where it stands, or beside it where start or minimum has
//! that. Where several share a cell the first keeps the badge, and the letters of the others follow beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::math::Vec2;
use crate::picture::Symbol;
use crate::ui::canvas::Canvas;
use crate::ui::picture::sign_of;
use crate::ui::text::Ink;
use crate::ui::{Look, recorded};

use super::places::{self, Cell};
use super::{Projection, preview};

/// Where a path is at the step shown, and how that is marked.
pub struct Head {
    /// The cell it stands in, or the nearest one of the map's edge.
    pub cell: Cell,
    /// The very place, in cells from the map's upper left corner.
    pub at: (f64, f64),
    /// Whether it stands there, not beyond the edge.
    pub inside: bool,
    /// The letter.
    pub letter: char,
    /// Its ink in the very cell.
    pub badge: Ink,
    /// Its ink beside it, and beyond the edge.
    pub plain: Ink,
}

/// Draws the marks over the paths.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, canvas: &mut Canvas, projection: Projection) {
    draw_landmarks(look, buffer, canvas, projection);
    let state = look.state;
    let kept = state.kept_starts().iter().copied();
    let starts = state.shown().map(|(index, _)| state.start_of(index));
    let starts = starts.chain(kept);
    let minima = state.now().minimum.iter().flat_map(|minimum| &minimum.at);
    let marks = starts
        .map(|at| (at, Symbol::Start))
        .chain(minima.map(|at| (*at, Symbol::Minimum)));
    let marks: Vec<_> = marks
        .filter_map(|(point, symbol)| match projection.cell(point)? {
            (x, y, true) => Some((
                projection.to_cells(point),
                (x, y),
                sign_of(symbol).to_string(),
            )),
            _ => None,
        })
        .collect();
    let kept: Vec<Cell> = marks.iter().map(|(_, cell, _)| *cell).collect();
    for (at, cell, symbol) in marks {
        let ink = Ink::bold(look.theme.mark);
        if !canvas.sign(at, &symbol, ink) {
            put(look, buffer, cell, &symbol, ink);
        }
    }
    let heads = heads(look, projection);
    let cells: Vec<Cell> = heads.iter().map(|head| head.cell).collect();
    let places = places::of(&cells, &kept, projection.area);
    // Those that keep their cell lie over the others.
    for (index, (head, place)) in heads.iter().zip(places).enumerate().rev() {
        let letter = head.letter.to_string();
        let own = if head.inside { head.badge } else { head.plain };
        if canvas.sign(head.at, &letter, own) {
            continue;
        }
        if let Some(place) = place {
            // Beside a mark that it must not cover, the first of a cell keeps its badge.
            let is_first = place == head.cell
                || (kept.contains(&head.cell) && !cells[..index].contains(&head.cell));
            let ink = if is_first { own } else { head.plain };
            put(look, buffer, place, &letter, ink);
        }
    }
}

/// Marks where methods end beside the minimum: quietly, below all else.
fn draw_landmarks(
    look: &Look<'_>,
    buffer: &mut Buffer,
    canvas: &mut Canvas,
    projection: Projection,
) {
    for place in look.state.landmarks() {
        let Some((x, y, true)) = projection.cell(place.at) else {
            continue;
        };
        let symbol = sign_of(place.kind.into()).to_string();
        let ink = Ink::plain(look.theme.mark);
        if !canvas.sign(projection.to_cells(place.at), &symbol, ink) {
            put(look, buffer, (x, y), &symbol, ink);
        }
    }
}

/// The heads, those first that keep their cell: in the order of the list, so that letters that share a cell
/// change no places while time runs, but the one that is tried and the selected one before all.
fn heads(look: &Look<'_>, projection: Projection) -> Vec<Head> {
    let state = look.state;
    let head = |(index, at): (usize, Vec2)| {
        let (x, y, inside) = projection.cell(at)?;
        Some(Head {
            cell: (x, y),
            at: projection.to_cells(at),
            inside,
            letter: look.letter(index),
            badge: look.badge(index),
            plain: Ink::plain(look.path_color(index)).on_if(look, look.theme.background),
        })
    };
    let mut shown: Vec<(usize, Vec2)> = state
        .shown()
        .map(|(index, path)| (index, path.points[state.step_of(index)]))
        .collect();
    shown.sort_by_key(|(index, _)| *index != state.selected);
    let mut heads: Vec<Head> = preview::head(look, projection)
        .into_iter()
        .chain(shown.into_iter().filter_map(head))
        .chain(recorded::heads(look, projection))
        .collect();
    // What is beyond the edge has no claim to a cell of the map.
    heads.sort_by_key(|head| !head.inside);
    heads
}

fn put(look: &Look<'_>, buffer: &mut Buffer, (x, y): Cell, symbol: &str, ink: Ink) {
    look.line(buffer, Rect::new(x, y, 1, 1), 0).put(symbol, ink);
}

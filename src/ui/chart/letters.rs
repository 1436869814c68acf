//! The letters at the ends of a chart's lines, moved apart where they would meet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ui::Look;
use crate::ui::color::ColorDepth;
use crate::ui::text::Ink;

use super::{Frame, Seen};

/// By how many rows a letter inside the plot may move away from the end of its line.
const FARTHEST: u16 = 2;

/// Writes a letter for each line: right of the plot for those that reach its edge, in the order of
/// their heights; else right of where they end or leave.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, frame: &Frame, lines: &[Seen]) {
    let (mut at_edge, mut inside) = (Vec::new(), Vec::new());
    // The uppermost line first: it keeps its place.
    for seen in lines.iter().rev() {
        if let Some((column, line)) = end(frame, &seen.cells()) {
            let row = frame.plot.y + frame.row_of(line);
            if column >= frame.column(1.0) {
                at_edge.push((seen.index, row));
            } else {
                let column = frame.plot.x + column as u16 + 1;
                inside.push((seen.index, (column.min(frame.plot.right()), row)));
            }
        }
    }
    at_edge.sort_by_key(|(_, row)| *row);
    let columns = frame.gutter.width.saturating_sub(1).max(1);
    at_edge.truncate(usize::from(columns * frame.plot.height));
    let wanted: Vec<u16> = at_edge.iter().map(|(_, row)| row - frame.plot.y).collect();
    let slots = spread(&wanted, columns, frame.plot.height);
    for ((index, _), (column, row)) in at_edge.iter().zip(slots) {
        let cell = (frame.gutter.x + 1 + column, frame.plot.y + row);
        put(look, buffer, *index, cell);
    }
    let mut taken: Vec<(u16, u16)> = Vec::new();
    for (index, cell) in inside {
        if let Some(cell) = nearest_free(frame.plot, cell, &taken) {
            taken.push(cell);
            put(look, buffer, index, cell);
        }
    }
}

fn put(look: &Look<'_>, buffer: &mut Buffer, index: usize, (x, y): (u16, u16)) {
    let ink = if look.depth == ColorDepth::None {
        Ink::plain(look.theme.text)
    } else {
        Ink::bold(look.path_color(index)).on(look.theme.background)
    };
    let mut letter = [0; 4];
    let letter = look.letter(index).encode_utf8(&mut letter);
    look.line(buffer, Rect::new(x, y, 1, 1), 0).put(letter, ink);
}

/// Where a line through these cells ends: its last cell, or the one with which it leaves the chart for
/// good.
pub(super) fn end(frame: &Frame, cells: &[(f64, f64)]) -> Option<(f64, f64)> {
    let edge = frame.column(1.0);
    let last = cells
        .iter()
        .rposition(|(column, line)| !line.is_nan() && *column <= edge)?;
    if frame.is_inside(cells[last]) {
        // A line that goes on beyond the right edge reaches it.
        let goes_on = cells.len() > last + 1 && cells[last + 1].0 > edge;
        return Some((if goes_on { edge } else { cells[last].0 }, cells[last].1));
    }
    let left = cells[..last]
        .iter()
        .rposition(|cell| frame.is_inside(*cell))
        .map_or(0, |inside| inside + 1);
    Some(cells[left])
}

/// A cell (column, row) for each wanted row, in the same order, so many columns to a row: the wanted
/// row where it is free, else below it, at the bottom above it. Rows are sorted, and no more than
/// there are cells.
fn spread(wanted: &[u16], columns: u16, rows: u16) -> Vec<(u16, u16)> {
    let mut slots: Vec<u16> = Vec::with_capacity(wanted.len());
    for row in wanted {
        let after = slots.last().map_or(0, |slot| slot + 1);
        slots.push(after.max(row * columns));
    }
    let mut end = columns * rows;
    for slot in slots.iter_mut().rev() {
        end = end.saturating_sub(1).min(*slot);
        *slot = end;
    }
    slots
        .into_iter()
        .map(|slot| (slot % columns, slot / columns))
        .collect()
}

/// The cell itself, or the nearest one above or below it that is free.
fn nearest_free(
    plot: Rect,
    (column, wanted): (u16, u16),
    taken: &[(u16, u16)],
) -> Option<(u16, u16)> {
    let cells = (plot.top()..plot.bottom())
        .map(|row| (column, row))
        .filter(|cell| cell.1.abs_diff(wanted) <= FARTHEST && !taken.contains(cell));
    cells.min_by_key(|(_, row)| row.abs_diff(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_where_it_was_last_seen() {
        let plot = Rect::new(0, 0, 20, 10);
        let frame = Frame {
            plot,
            gutter: Rect::default(),
            axis: None,
        };
        let (nan, inf) = (f64::NAN, f64::INFINITY);
        for (places, expected) in [
            (&[(0.0, 0.3), (1.0, 0.6)][..], Some((1.0, 0.6))),
            (&[(0.0, 0.3), (0.5, 0.6)], Some((0.5, 0.6))),
            (&[(0.0, 0.3), (0.5, 0.6), (1.0, nan)], Some((0.5, 0.6))),
            (&[(0.0, 0.3), (0.5, 1.2), (1.0, inf)], Some((0.5, 1.2))),
            (&[(0.0, 0.3), (0.9, 0.4), (1.2, 0.5)], Some((1.0, 0.4))),
            (&[(0.0, 0.3), (0.5, -0.2), (1.0, 1.2)], Some((0.5, -0.2))),
            (&[(0.0, nan)], None),
            (&[], None),
        ] {
            let cells: Vec<_> = places.iter().map(|place| frame.cell(*place)).collect();
            let expected = expected.map(|place| frame.cell(place));
            assert_eq!(end(&frame, &cells), expected, "{places:?}");
        }
    }

    #[test]
    fn letters_keep_the_order_of_their_lines() {
        let in_one = |wanted: &[u16]| -> Vec<u16> {
            let cells = spread(wanted, 1, 6);
            cells.into_iter().map(|(_, row)| row).collect()
        };
        assert_eq!(in_one(&[0, 2, 5]), [0, 2, 5]);
        assert_eq!(in_one(&[1, 1, 2, 4]), [1, 2, 3, 4]);
        assert_eq!(in_one(&[0, 5, 5, 5]), [0, 3, 4, 5]);
        assert_eq!(in_one(&[5; 6]), [0, 1, 2, 3, 4, 5]);
        assert_eq!(spread(&[2, 2, 2], 2, 4), [(0, 2), (1, 2), (0, 3)]);
    }

    #[test]
    fn letters_inside_move_apart_and_not_far() {
        let plot = Rect::new(0, 0, 10, 9);
        let mut taken = Vec::new();
        while let Some(cell) = nearest_free(plot, (3, 4), &taken) {
            taken.push(cell);
        }
        let rows: Vec<u16> = taken.iter().map(|(_, row)| *row).collect();
        assert_eq!(rows, [4, 3, 5, 2, 6]);
    }
}

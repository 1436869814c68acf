//! From one frame to the next: the bytes that turn what the terminal shows into what it shall show.
//!
//! Colours are set only where they change and the cursor is moved only where it is elsewhere; a frame is
//! one piece, wrapped in a synchronized update, and one without changes is nothing.

mod pen;

use std::cmp::Reverse;
use std::mem;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::ui::color::ColorDepth;
use pen::{Pen, width};

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// Up to so many stretches, it is tried whether they are shorter by colour than by place.
const SORTED: usize = 1000;

/// What the terminal shows, and how it is told of changes.
#[derive(Debug)]
pub struct Output {
    depth: ColorDepth,
    shown: Buffer,
    is_known: bool,
    bytes: Vec<u8>,
    other: Vec<u8>,
    changes: Vec<Stretch>,
}

/// Cells of one row that have to be written, all of the same colours.
#[derive(Debug, Clone)]
struct Stretch {
    row: usize,
    columns: Range<usize>,
    colors: Colors,
}

/// Ground, modifiers, letters: see [`order`].
type Colors = (u32, u16, Reverse<u32>);

impl Output {
    /// For a terminal of which nothing is known yet but how many colours it shows.
    pub fn new(depth: ColorDepth) -> Self {
        Self {
            depth,
            shown: Buffer::default(),
            is_known: false,
            bytes: Vec::with_capacity(1 << 16),
            other: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// What the terminal shows is no longer known: the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.is_known = false;
    }

    /// What the terminal shows in these cells is no longer known: they are written again.
    pub(super) fn wipe(&mut self, area: Rect) {
        for position in area.intersection(self.shown.area).positions() {
            if let Some(cell) = self.shown.cell_mut(position) {
                // No cell is empty.
                cell.set_symbol("");
            }
        }
    }

    /// Whether showing `next` would write anything.
    pub(super) fn would_change(&mut self, next: &Buffer) -> bool {
        if self.is_whole(next) {
            return true;
        }
        self.find_changes(next);
        !self.changes.is_empty()
    }

    fn is_whole(&self, next: &Buffer) -> bool {
        !self.is_known || self.shown.area != next.area
    }

    /// The bytes that make the terminal show `next`, none if it does so already. What was shown
    /// before is left in `next`.
    pub fn frame(&mut self, next: &mut Buffer) -> &[u8] {
        self.frame_under(next, &[])
    }

    /// The same with `over` written after the cells.
    pub(super) fn frame_under(&mut self, next: &mut Buffer, over: &[u8]) -> &[u8] {
        self.bytes.clear();
        let whole = self.is_whole(next);
        if whole {
            self.shown.resize(next.area);
            self.shown.reset();
        }
        self.find_changes(next);
        if self.changes.is_empty() && !whole && over.is_empty() {
            return &[];
        }
        self.bytes.extend_from_slice(BEGIN);
        if whole {
            self.bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
        }
        self.write(next, whole);
        self.bytes.extend_from_slice(over);
        self.bytes.extend_from_slice(END);
        self.is_known = true;
        mem::swap(&mut self.shown, next);
        &self.bytes
    }

    fn find_changes(&mut self, next: &Buffer) {
        self.changes.clear();
        let columns = usize::from(next.area.width).max(1);
        let rows = self
            .shown
            .content
            .chunks(columns)
            .zip(next.content.chunks(columns));
        for (row, (old, new)) in rows.enumerate() {
            find_changes_in_row(row, old, new, &mut self.changes);
        }
    }

    /// Writes the changes from left to right and from the top down, or, where few cells have changed and it
    /// is shorter, those of one colour after those of another.
    fn write(&mut self, next: &Buffer, whole: bool) {
        let start = self.bytes.len();
        Pen::new(self.depth, &mut self.bytes).write(&self.changes, next);
        if !whole && self.changes.len() <= SORTED {
            self.changes.sort_by_key(|stretch| stretch.colors);
            self.other.clear();
            Pen::new(self.depth, &mut self.other).write(&self.changes, next);
            if self.other.len() < self.bytes.len() - start {
                self.bytes.truncate(start);
                self.bytes.extend_from_slice(&self.other);
            }
        }
    }
}

/// The bytes that write these cells where the cursor is, and leave the terminal with its own colours.
pub fn line(depth: ColorDepth, cells: &[Cell]) -> Vec<u8> {
    let mut bytes = Vec::new();
    Pen::new(depth, &mut bytes).line(cells);
    bytes
}

/// Finds what differs in one row. A glyph of two columns hides the cell after it, and where one was
/// shown, both its columns are written again.
fn find_changes_in_row(row: usize, old: &[Cell], new: &[Cell], changes: &mut Vec<Stretch>) {
    let (mut column, mut torn) = (0, 0);
    while let Some(cell) = new.get(column) {
        let width = width(cell.symbol()).min(new.len() - column);
        let skipped = cell.diff_option == CellDiffOption::Skip;
        if !skipped && (column < torn || *cell != old[column]) {
            let end = column + width;
            for (place, hidden) in old[column..end].iter().enumerate() {
                torn = torn.max(column + place + self::width(hidden.symbol()));
            }
            let colors = order(cell);
            match changes.last_mut() {
                Some(last)
                    if (last.row, last.columns.end, last.colors) == (row, column, colors) =>
                {
                    last.columns.end = end;
                }
                _ => changes.push(Stretch {
                    row,
                    columns: column..end,
                    colors,
                }),
            }
        }
        column += width;
    }
}

/// A key that puts cells of the same colours together. Of those on one ground spaces come last, which
/// are written in whatever colour the letters had.
fn order(cell: &Cell) -> Colors {
    let foreground = if cell.symbol() == " " {
        0
    } else {
        number(cell.fg)
    };
    (number(cell.bg), cell.modifier.bits(), Reverse(foreground))
}

/// A number for each colour, none of them 0.
fn number(color: Color) -> u32 {
    match color {
        Color::Rgb(red, green, blue) => u32::from_be_bytes([1, red, green, blue]),
        Color::Indexed(index) => 0x0200_0000 + u32::from(index),
        named => 0x0300_0000 + pen::named_code(named) as u32,
    }
}

#[cfg(test)]
mod tests;

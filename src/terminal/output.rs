//! From one frame to the next: the bytes that turn what the terminal shows into what it shall show.
//!
//! Colours are set only where they change and the cursor is moved only where it is elsewhere; a frame is
//! one piece, wrapped in a synchronized update, and one without changes is nothing.

use std::mem;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::ui::color::{ColorDepth, Rgb, quantise};

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// What the terminal shows, and how it is told of changes.
#[derive(Debug)]
pub struct Output {
    depth: ColorDepth,
    shown: Buffer,
    is_known: bool,
    bytes: Vec<u8>,
}

impl Output {
    /// For a terminal of which nothing is known yet but how many colours it shows.
    pub fn new(depth: ColorDepth) -> Self {
        Self {
            depth,
            shown: Buffer::default(),
            is_known: false,
            bytes: Vec::with_capacity(1 << 16),
        }
    }

    /// What the terminal shows is no longer known: the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.is_known = false;
    }

    /// The bytes that make the terminal show `next`, none if it does so already. What was shown
    /// before is left in `next`.
    pub fn frame(&mut self, next: &mut Buffer) -> &[u8] {
        self.bytes.clear();
        self.bytes.extend_from_slice(BEGIN);
        let whole = !self.is_known || self.shown.area != next.area;
        if whole {
            self.shown.resize(next.area);
            self.shown.reset();
            self.bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
        }
        let opening = self.bytes.len();
        let width = usize::from(next.area.width).max(1);
        let mut pen = Pen::new(self.depth, &mut self.bytes);
        let rows = self
            .shown
            .content
            .chunks(width)
            .zip(next.content.chunks(width));
        for (row, (old, new)) in rows.enumerate() {
            pen.row(row, old, new);
        }
        pen.lift();
        if self.bytes.len() == opening && !whole {
            return &[];
        }
        self.bytes.extend_from_slice(END);
        self.is_known = true;
        mem::swap(&mut self.shown, next);
        &self.bytes
    }
}

/// Writes cells, and knows in which colours the terminal writes at present.
struct Pen<'a> {
    depth: ColorDepth,
    foreground: Color,
    background: Color,
    modifier: Modifier,
    bytes: &'a mut Vec<u8>,
}

impl<'a> Pen<'a> {
    fn new(depth: ColorDepth, bytes: &'a mut Vec<u8>) -> Self {
        Self {
            depth,
            foreground: Color::Reset,
            background: Color::Reset,
            modifier: Modifier::empty(),
            bytes,
        }
    }

    /// Writes what differs in one row. A glyph of two columns hides the cell after it, and where one
    /// was shown, both its columns are written again.
    fn row(&mut self, row: usize, old: &[Cell], new: &[Cell]) {
        let (mut column, mut cursor, mut torn) = (0, None, 0);
        while let Some(cell) = new.get(column) {
            let mut width = width(cell.symbol());
            let skipped = cell.diff_option == CellDiffOption::Skip;
            if !skipped && (column < torn || cell != &old[column]) {
                if cursor != Some(column) {
                    self.go_to(row, column, cursor.is_some());
                }
                self.color(cell);
                let fits = column + width <= new.len();
                let symbol = if fits { printable(cell.symbol()) } else { " " };
                self.bytes.extend_from_slice(symbol.as_bytes());
                width = if fits { width } else { 1 };
                let hidden = &old[column..(column + width).min(old.len())];
                for (place, hidden) in hidden.iter().enumerate() {
                    torn = torn.max(column + place + self::width(hidden.symbol()));
                }
                cursor = Some(column + width);
            }
            column += width;
        }
    }

    fn go_to(&mut self, row: usize, column: usize, same_row: bool) {
        self.bytes.extend_from_slice(b"\x1b[");
        if same_row {
            self.number(column + 1);
            self.bytes.push(b'G');
        } else {
            self.number(row + 1);
            if column > 0 {
                self.bytes.push(b';');
                self.number(column + 1);
            }
            self.bytes.push(b'H');
        }
    }

    /// Changes to the colours of a cell, if they are others.
    fn color(&mut self, cell: &Cell) {
        let (foreground, background) = match self.depth {
            ColorDepth::None => (Color::Reset, Color::Reset),
            _ => (cell.fg, cell.bg),
        };
        let wanted = (foreground, background, cell.modifier);
        if wanted == (self.foreground, self.background, self.modifier) {
            return;
        }
        self.bytes.extend_from_slice(b"\x1b[");
        if !cell.modifier.contains(self.modifier) {
            // Some terminals do not know how to take a single one back.
            self.bytes.extend_from_slice(b"0;");
            (self.foreground, self.background) = (Color::Reset, Color::Reset);
            self.modifier = Modifier::empty();
        }
        for modifier in (cell.modifier - self.modifier).iter() {
            self.number(modifier_code(modifier));
            self.bytes.push(b';');
        }
        if foreground != self.foreground {
            self.color_code(foreground, 30);
        }
        if background != self.background {
            self.color_code(background, 40);
        }
        // At least one code was written, and a semicolon after it.
        if let Some(last) = self.bytes.last_mut() {
            *last = b'm';
        }
        (self.foreground, self.background, self.modifier) = wanted;
    }

    /// The code of a colour, `base` being 30 for letters and 40 for the ground.
    fn color_code(&mut self, color: Color, base: usize) {
        let color = match color {
            Color::Rgb(red, green, blue) => quantise(Rgb::from([red, green, blue]), self.depth),
            other => other,
        };
        match color {
            Color::Rgb(red, green, blue) => {
                let mut code = *b"38;2;___;___;___;";
                code[0] = b'3' + (base / 40) as u8;
                let mut length = 5;
                for channel in [red, green, blue] {
                    let (digits, count) = DECIMAL[usize::from(channel)];
                    code[length..length + 4].copy_from_slice(&digits);
                    length += count;
                }
                self.bytes.extend_from_slice(&code[..length]);
            }
            Color::Indexed(index) => {
                self.number(base + 8);
                self.bytes.extend_from_slice(b";5;");
                self.number(usize::from(index));
                self.bytes.push(b';');
            }
            named => {
                self.number(base + named_code(named));
                self.bytes.push(b';');
            }
        }
    }

    /// Back to the terminal's own colours, so that nothing else is drawn in ours.
    fn lift(self) {
        let own = (Color::Reset, Color::Reset, Modifier::empty());
        if (self.foreground, self.background, self.modifier) != own {
            self.bytes.extend_from_slice(b"\x1b[0m");
        }
    }

    fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.bytes.push(b'0' + (number % 10) as u8);
    }
}

/// Each byte in decimal with a semicolon after it, and how long that is: most of a frame is colours.
static DECIMAL: [([u8; 4], usize); 256] = {
    let mut table = [([b';'; 4], 0); 256];
    let mut number = 0;
    while number < 256 {
        let count = if number < 10 {
            1
        } else if number < 100 {
            2
        } else {
            3
        };
        let (mut rest, mut place) = (number, count);
        while place > 0 {
            place -= 1;
            table[number].0[place] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        table[number].1 = count + 1;
        number += 1;
    }
    table
};

/// The columns that a symbol takes, at least one. Most are letters, lines, blocks or braille.
fn width(symbol: &str) -> usize {
    match symbol.as_bytes() {
        [] | [_] | [0xe2, 0x94..=0xa3, _] => 1,
        _ => symbol.width().max(1),
    }
}

/// The symbol, or a space for one that would not stand in its cell.
fn printable(symbol: &str) -> &str {
    match symbol.as_bytes() {
        [0x20..=0x7e] | [0xe2, 0x94..=0xa3, _] => symbol,
        _ if symbol.chars().any(char::is_control) || symbol.width() == 0 => " ",
        _ => symbol,
    }
}

fn modifier_code(modifier: Modifier) -> usize {
    match modifier {
        Modifier::BOLD => 1,
        Modifier::DIM => 2,
        Modifier::ITALIC => 3,
        Modifier::UNDERLINED => 4,
        Modifier::SLOW_BLINK => 5,
        Modifier::RAPID_BLINK => 6,
        Modifier::REVERSED => 7,
        Modifier::HIDDEN => 8,
        _ => 9,
    }
}

/// The place of a named colour after 30 or 40.
fn named_code(color: Color) -> usize {
    match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        _ => 9,
    }
}

#[cfg(test)]
mod tests;

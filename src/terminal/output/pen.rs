//! Writing cells: colours, cursor, symbols.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::Stretch;
use crate::picture::Rgb;
use crate::ui::color::{ColorDepth, quantise};

/// Writes cells, and knows in which colours the terminal writes at present.
pub(super) struct Pen<'a> {
    depth: ColorDepth,
    foreground: Color,
    background: Color,
    modifier: Modifier,
    bytes: &'a mut Vec<u8>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(depth: ColorDepth, bytes: &'a mut Vec<u8>) -> Self {
        Self {
            depth,
            foreground: Color::Reset,
            background: Color::Reset,
            modifier: Modifier::empty(),
            bytes,
        }
    }

    /// Writes these cells of a frame, and leaves the terminal with its own colours.
    pub(super) fn write(mut self, stretches: &[Stretch], next: &Buffer) {
        let width = usize::from(next.area.width);
        let mut cursor = None;
        for Stretch { row, columns, .. } in stretches {
            let cells = &next.content[row * width..(row + 1) * width];
            match cursor {
                Some((line, at)) if line == *row && self.reaches(cells, at, columns.start) => {}
                Some((line, _)) if line == *row => self.go_along(columns.start),
                _ => self.go_to(*row, columns.start),
            }
            self.cells(&cells[columns.clone()]);
            cursor = Some((*row, columns.end));
        }
        self.lift();
    }

    /// Writes these cells where the cursor is, and leaves the terminal with its own colours.
    pub(super) fn line(mut self, cells: &[Cell]) {
        self.cells(cells);
        self.lift();
    }

    /// Whether the cursor is at a column, or gets there by writing the cells in between.
    fn reaches(&mut self, cells: &[Cell], at: usize, column: usize) -> bool {
        at == column || at < column && self.writes_on(&cells[at..column])
    }

    fn cells(&mut self, cells: &[Cell]) {
        let mut column = 0;
        while let Some(cell) = cells.get(column) {
            let width = width(cell.symbol());
            let fits = column + width <= cells.len();
            self.color(cell);
            let symbol = if fits { printable(cell.symbol()) } else { " " };
            self.bytes.extend_from_slice(symbol.as_bytes());
            column += width;
        }
    }

    /// Writes the unchanged cells between the cursor and the next change, where that is shorter than
    /// moving the cursor: they are few and of the present colours.
    fn writes_on(&mut self, between: &[Cell]) -> bool {
        const SHORTEST_MOVE: usize = 4;
        let alike = |cell: &Cell| self.colors(cell) == self.present() && width(cell.symbol()) == 1;
        let length: usize = between.iter().map(|cell| cell.symbol().len()).sum();
        let shorter = length <= SHORTEST_MOVE && between.iter().all(alike);
        if shorter {
            for cell in between {
                self.bytes
                    .extend_from_slice(printable(cell.symbol()).as_bytes());
            }
        }
        shorter
    }

    fn go_to(&mut self, row: usize, column: usize) {
        self.bytes.extend_from_slice(b"\x1b[");
        self.number(row + 1);
        if column > 0 {
            self.bytes.push(b';');
            self.number(column + 1);
        }
        self.bytes.push(b'H');
    }

    fn go_along(&mut self, column: usize) {
        self.bytes.extend_from_slice(b"\x1b[");
        self.number(column + 1);
        self.bytes.push(b'G');
    }

    fn present(&self) -> (Color, Color, Modifier) {
        (self.foreground, self.background, self.modifier)
    }

    /// The colours in which a cell is written; a space leaves the letters' as they are.
    fn colors(&self, cell: &Cell) -> (Color, Color, Modifier) {
        const LINES: Modifier = Modifier::UNDERLINED
            .union(Modifier::CROSSED_OUT)
            .union(Modifier::REVERSED);
        if self.depth == ColorDepth::None {
            (Color::Reset, Color::Reset, cell.modifier)
        } else if cell.symbol() == " " && !(cell.modifier | self.modifier).intersects(LINES) {
            (self.foreground, cell.bg, self.modifier)
        } else {
            (cell.fg, cell.bg, cell.modifier)
        }
    }

    /// Changes to the colours of a cell, if they are others.
    fn color(&mut self, cell: &Cell) {
        let (foreground, background, modifier) = self.colors(cell);
        if (foreground, background, modifier) == self.present() {
            return;
        }
        self.bytes.extend_from_slice(b"\x1b[");
        if self.modifier != modifier {
            self.modify(modifier);
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
        (self.foreground, self.background, self.modifier) = (foreground, background, modifier);
    }

    /// The codes from the present modifiers to others.
    fn modify(&mut self, wanted: Modifier) {
        let mut present = self.modifier;
        for modifier in (present - wanted).iter() {
            let (_, off, all) = codes(modifier);
            // Bold and dim are taken back by one code.
            if present.intersects(all) {
                present.remove(all);
                self.number(off);
                self.bytes.push(b';');
            }
        }
        for modifier in (wanted - present).iter() {
            self.number(codes(modifier).0);
            self.bytes.push(b';');
        }
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
        if self.present() != own {
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
pub(super) fn width(symbol: &str) -> usize {
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

/// The code that sets a modifier, the one that takes it back, and all that this takes back.
fn codes(modifier: Modifier) -> (usize, usize, Modifier) {
    let weight = Modifier::BOLD.union(Modifier::DIM);
    let blinking = Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK);
    match modifier {
        Modifier::BOLD => (1, 22, weight),
        Modifier::DIM => (2, 22, weight),
        Modifier::ITALIC => (3, 23, modifier),
        Modifier::UNDERLINED => (4, 24, modifier),
        Modifier::SLOW_BLINK => (5, 25, blinking),
        Modifier::RAPID_BLINK => (6, 25, blinking),
        Modifier::REVERSED => (7, 27, modifier),
        Modifier::HIDDEN => (8, 28, modifier),
        _ => (9, 29, modifier),
    }
}

/// The place of a named colour after 30 or 40.
pub(super) fn named_code(color: Color) -> usize {
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

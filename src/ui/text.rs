//! Writing text into the buffer: spans in a line, cut at its end, never beyond it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthChar;

use super::color::{ColorDepth, quantise};
use crate::app::LineInput;
use crate::picture::Rgb;

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    /// Its colour.
    pub color: Rgb,
    /// Whether it is bold.
    pub bold: bool,
    /// Colour behind it; `None` leaves what is there.
    pub ground: Option<Rgb>,
}

impl Ink {
    /// Plain text of this colour.
    pub fn plain(color: Rgb) -> Self {
        Self {
            color,
            bold: false,
            ground: None,
        }
    }

    /// Bold text of this colour.
    pub fn bold(color: Rgb) -> Self {
        Self {
            color,
            bold: true,
            ground: None,
        }
    }

    /// The same on this ground.
    pub fn on(self, ground: Rgb) -> Self {
        Self {
            ground: Some(ground),
            ..self
        }
    }

    fn style(self, depth: ColorDepth) -> Style {
        let mut style = Style::new().fg(quantise(self.color, depth));
        if self.bold {
            style = style.add_modifier(Modifier::BOLD);
        }
        if let Some(ground) = self.ground {
            style = style.bg(quantise(ground, depth));
            if depth == ColorDepth::None {
                style = style.add_modifier(Modifier::REVERSED);
            }
        }
        style
    }
}

/// A line of cells that is written from the left.
pub struct Line<'a> {
    buffer: &'a mut Buffer,
    depth: ColorDepth,
    y: u16,
    x: u16,
    end: u16,
}

impl<'a> Line<'a> {
    /// The line `row` of an area, counted from its top; beyond its bottom nothing is written.
    pub fn new(buffer: &'a mut Buffer, area: Rect, row: u16, depth: ColorDepth) -> Self {
        let end = if row < area.height {
            area.right()
        } else {
            area.x
        };
        Self {
            buffer,
            depth,
            y: area.y.saturating_add(row),
            x: area.x,
            end,
        }
    }

    /// Columns that are left.
    pub fn room(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }

    /// The column at which the next sign stands, and the row.
    pub fn place(&self) -> (u16, u16) {
        (self.x, self.y)
    }

    /// Writes text; what has no room ends with an ellipsis.
    pub fn put(&mut self, text: &str, ink: Ink) -> &mut Self {
        let style = ink.style(self.depth);
        let fits = width(text) <= self.room();
        let end = if fits {
            self.end
        } else {
            self.end.saturating_sub(1)
        };
        for c in text.chars() {
            let wide = c.width().unwrap_or(0) as u16;
            if wide == 0 {
                self.mark(c);
                continue;
            }
            if self.x + wide > end {
                break;
            }
            if let Some(cell) = self.buffer.cell_mut((self.x, self.y)) {
                cell.set_char(c).set_style(style);
            }
            if wide == 2
                && let Some(cell) = self.buffer.cell_mut((self.x + 1, self.y))
            {
                cell.set_symbol("").set_style(style);
            }
            self.x += wide;
        }
        if !fits && self.x < self.end {
            if let Some(cell) = self.buffer.cell_mut((self.x, self.y)) {
                cell.set_char('…').set_style(style);
            }
            self.x = self.end;
        }
        self
    }

    /// Adds a mark, such as a hat, to the letter that was written last; other characters without width are left out.
    fn mark(&mut self, c: char) {
        let is_mark = ('\u{300}'..='\u{36f}').contains(&c);
        let last = self.x.checked_sub(1).filter(|_| is_mark);
        let cell = last.and_then(|x| self.buffer.cell_mut((x, self.y)));
        if let Some(cell) = cell.filter(|cell| !cell.symbol().trim().is_empty()) {
            let marked = format!("{}{c}", cell.symbol());
            cell.set_symbol(&marked);
        }
    }

    /// Leaves columns as they are.
    pub fn skip(&mut self, columns: u16) -> &mut Self {
        self.x = self.x.saturating_add(columns).min(self.end);
        self
    }

    /// Writes text so that it ends at the right end of the line, if there is room for all of it.
    pub fn put_right(&mut self, text: &str, ink: Ink) -> &mut Self {
        let wide = width(text);
        if wide <= self.room() {
            self.x = self.end - wide;
            self.put(text, ink);
        }
        self
    }

    /// Writes text at the left end of a column of this width and goes on behind the column; what has
    /// no room in it ends with an ellipsis.
    pub fn put_within(&mut self, columns: u16, text: &str, ink: Ink) -> &mut Self {
        let whole = self.end;
        let behind = self.x.saturating_add(columns).min(whole);
        self.end = behind;
        self.put(text, ink);
        (self.x, self.end) = (behind, whole);
        self
    }

    /// Writes text at the right end of a column of this width; too long text is cut at the left end.
    pub fn put_in(&mut self, columns: u16, text: &str, ink: Ink) -> &mut Self {
        self.skip(columns.saturating_sub(width(text)));
        self.put(text, ink)
    }

    /// Writes a line being typed, and its cursor as a block in an ink of its own; what has no room is
    /// left out at the left.
    pub fn put_input(&mut self, input: &LineInput, ink: Ink, cursor: Ink) -> &mut Self {
        let (before, rest) = input.text().split_at(input.cursor());
        let mut start = before.len();
        let mut room = usize::from(self.room()).saturating_sub(1);
        for (at, c) in before.char_indices().rev() {
            let wide = c.width().unwrap_or(0);
            if wide > room {
                break;
            }
            room -= wide;
            start = at;
        }
        let under = rest.chars().next().map_or(0, char::len_utf8);
        let (under, after) = rest.split_at(under);
        let under = if under.is_empty() { " " } else { under };
        self.put(&before[start..], ink)
            .put(under, cursor)
            .put(after, ink)
    }

    /// Paints the ground of what is left of the line.
    pub fn ground(&mut self, ground: Rgb) -> &mut Self {
        let style = Style::new().bg(quantise(ground, self.depth));
        let style = match self.depth {
            ColorDepth::None => style.add_modifier(Modifier::REVERSED),
            _ => style,
        };
        for x in self.x..self.end {
            if let Some(cell) = self.buffer.cell_mut((x, self.y)) {
                cell.set_style(style);
            }
        }
        self
    }

    /// Fills the rest of the line with one character.
    pub fn fill(&mut self, c: char, ink: Ink) -> &mut Self {
        let style = ink.style(self.depth);
        while self.x < self.end {
            if let Some(cell) = self.buffer.cell_mut((self.x, self.y)) {
                cell.set_char(c).set_style(style);
            }
            self.x += 1;
        }
        self
    }
}

/// Columns that a text takes.
pub fn width(text: &str) -> u16 {
    text.chars().map(|c| c.width().unwrap_or(0) as u16).sum()
}

/// Paints the ground of an area and empties it.
pub fn clear(buffer: &mut Buffer, area: Rect, ground: Rgb, ink: Rgb, depth: ColorDepth) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
                cell.set_fg(quantise(ink, depth))
                    .set_bg(quantise(ground, depth));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_line_the_part_with_the_cursor_is_seen() {
        let area = Rect::new(0, 0, 5, 1);
        for (cursor, shown) in [(8, "efgh "), (6, "cdefg"), (0, "abcd…")] {
            let mut input = LineInput::new("abcdefgh");
            input.move_to(cursor);
            let mut buffer = Buffer::empty(area);
            let ink = Ink::plain(Rgb::hex(0));
            Line::new(&mut buffer, area, 0, ColorDepth::True).put_input(&input, ink, ink);
            let text: String = (0..5).map(|x| buffer[(x, 0)].symbol()).collect();
            assert_eq!(text, shown);
        }
    }
}

//! The part of a line being typed that there is room for, and carets under what is wrong in it.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// The columns of a long line that are seen. They stay while the cursor moves among them.
pub struct Window {
    /// The first column.
    start: usize,
    /// How many there are.
    room: usize,
    /// Columns of the whole line, the cursor behind its end included.
    total: usize,
}

impl Window {
    /// The columns around the cursor, a byte of the text.
    pub fn around(text: &str, cursor: usize, room: u16) -> Self {
        let room = usize::from(room.max(2));
        let column = columns(&text[..cursor]);
        let half = room / 2;
        let start = if column < room {
            0
        } else {
            (column / half - 1) * half
        };
        Self {
            start,
            room,
            total: columns(text) + 1,
        }
    }

    /// What is seen before, under and after the cursor; an ellipsis where more is cut off.
    pub fn around_cursor(&self, text: &str, cursor: usize) -> (String, String, String) {
        let end = self.start + self.room;
        let mut seen = [String::new(), String::new(), String::new()];
        let mut column = 0;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let wide = columns_of(c);
            let piece = usize::from(at >= cursor) + usize::from(at > cursor);
            let is_cut = (column == self.start && self.start > 0)
                || (column + wide >= end && end < self.total && piece != 1);
            if column >= self.start && column + wide <= end {
                seen[piece].push(if is_cut { '…' } else { shown(c) });
            }
            column += wide;
        }
        let [before, under, after] = seen;
        (before, under, after)
    }

    /// Carets under a piece of the text, and the columns before them; an arrow where it is out of
    /// sight.
    pub fn carets(&self, text: &str, span: &Range<usize>) -> (u16, String) {
        let before = columns_before(text, span.start);
        let through = columns_before(text, span.end);
        let (start, end) = (self.start, self.start + self.room);
        if through.max(before + 1) <= start {
            (0, "←".to_owned())
        } else if before >= end {
            (self.room as u16 - 1, "→".to_owned())
        } else {
            let from = before.max(start);
            let to = through.max(before + 1).min(end);
            ((from - start) as u16, "^".repeat(to - from))
        }
    }
}

/// A character of one line: no line ends, no control characters.
fn shown(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

fn columns_of(c: char) -> usize {
    shown(c).width().unwrap_or(0)
}

/// Columns of the characters that begin before a byte.
fn columns_before(text: &str, byte: usize) -> usize {
    let characters = text.char_indices().take_while(|(at, _)| *at < byte);
    characters.map(|(_, c)| columns_of(c)).sum()
}

fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, cursor: usize, room: u16) -> String {
        let window = Window::around(text, cursor, room);
        let (before, under, after) = window.around_cursor(text, cursor);
        format!("{before}[{under}]{after}")
    }

    #[test]
    fn a_line_that_fits_is_seen_whole() {
        assert_eq!(seen("κ·x²", 7, 10), "κ·x²[ ]");
        assert_eq!(seen("a\nb", 0, 10), "[a] b ");
        assert_eq!(seen("", 0, 10), "[ ]");
    }

    #[test]
    fn of_a_long_line_the_part_around_the_cursor_is_seen() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        assert_eq!(seen(text, 0, 10), "[a]bcdefghi…");
        assert_eq!(seen(text, 9, 10), "abcdefghi[j]");
        assert_eq!(seen(text, 12, 10), "…ghijkl[m]n…");
        assert_eq!(seen(text, 26, 10), "…vwxyz[ ]");
    }

    #[test]
    pub fn carets_stand_under_what_is_wrong_or_point_to_it() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        let window = Window::around(text, 12, 10);
        assert_eq!(window.carets(text, &(7..9)), (2, "^^".into()));
        assert_eq!(window.carets(text, &(0..3)), (0, "←".into()));
        assert_eq!(window.carets(text, &(20..21)), (9, "→".into()));
        assert_eq!(window.carets(text, &(14..20)), (9, "^".into()));
        let window = Window::around("κ+", 3, 10);
        assert_eq!(window.carets("κ+", &(3..3)), (2, "^".into()));
    }
}

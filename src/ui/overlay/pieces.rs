//! Lines of text in several inks: paragraphs, and entries with what they are about before them.
//!
//! Knows nothing of what they say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ui::Look;
use crate::ui::text::{Ink, width};
use crate::ui::wrap::wrap;

/// A line: pieces of text, each in its ink.
pub(super) type Pieces = Vec<(String, Ink)>;

/// Draws as many lines as there is room for.
pub(super) fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect, lines: &[Pieces]) {
    for (row, pieces) in lines.iter().take(usize::from(area.height)).enumerate() {
        let mut line = look.line(buffer, area, row as u16);
        for (text, ink) in pieces {
            line.put(text, *ink);
        }
    }
}

/// The lines of a text in one ink.
pub(super) fn paragraph(text: &str, columns: u16, ink: Ink) -> Vec<Pieces> {
    let lines = wrap(text, columns, 0).into_iter();
    lines.map(|line| vec![(line, ink)]).collect()
}

/// The lines of a formula, moved in by two columns, and by two more where it goes on.
pub(super) fn formula(text: &str, columns: u16, ink: Ink) -> Vec<Pieces> {
    let lines = wrap(text, columns.saturating_sub(2), 2).into_iter();
    lines
        .enumerate()
        .map(|(row, line)| {
            let margin = if row == 0 { "  " } else { "    " };
            vec![(format!("{margin}{line}"), ink)]
        })
        .collect()
}

/// The lines of a text with columns before it, each with its width, which stand in the first line only.
pub(super) fn entry(
    before: &[(&str, u16, Ink)],
    (text, ink): (&str, Ink),
    columns: u16,
) -> Vec<Pieces> {
    let margin: u16 = before.iter().map(|(_, columns, _)| columns).sum();
    let lines = wrap(text, columns.saturating_sub(margin), 0).into_iter();
    lines
        .enumerate()
        .map(|(row, line)| {
            let columns = before.iter().map(|&(word, columns, ink)| {
                let word = if row == 0 { word } else { "" };
                (padded(word, columns), ink)
            });
            columns.chain([(line, ink)]).collect()
        })
        .collect()
}

/// A text with spaces up to a width, and one after it at least.
fn padded(text: &str, columns: u16) -> String {
    let spaces = columns.saturating_sub(width(text)).max(1);
    format!("{text}{}", " ".repeat(usize::from(spaces)))
}

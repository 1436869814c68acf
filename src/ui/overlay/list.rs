//! A list with a line to narrow it, as overlays show it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::overlay::List;
use crate::ui::Look;
use crate::ui::text::{Ink, Line};

/// A row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// What the entries below it have in common.
    Heading(&'static str),
    /// An entry, by its index.
    Entry(usize),
}

/// The rows of a list without headings.
pub(super) fn plain(count: usize) -> Vec<Row> {
    (0..count).map(Row::Entry).collect()
}

/// What Escape does: it clears what is typed before it closes the list.
pub(super) fn escape(list: &List) -> (&'static str, &'static str) {
    let word = if list.filter.is_empty() {
        "close"
    } else {
        "clear"
    };
    ("esc", word)
}

/// Draws the filter in the first line and, below it, the rows around the chosen one; `write` writes
/// an entry, by its index, in the ink for its name.
pub(super) fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    inside: Rect,
    (list, rows): (&List, &[Row]),
    write: impl Fn(&mut Line<'_>, usize, Ink),
) {
    let theme = look.theme;
    let mut line = look.line(buffer, inside, 0);
    line.put("› ", Ink::bold(theme.accent));
    line.put_input(&list.filter, Ink::plain(theme.strong), look.cursor());
    if list.filter.is_empty() {
        line.put("type to filter", Ink::plain(theme.quiet));
    }
    let shown = rows.iter().skip(first_shown(list, rows, inside));
    for (place, row) in shown.take(room(inside)).enumerate() {
        let mut line = look.line(buffer, inside, place as u16 + 1);
        match *row {
            Row::Heading(heading) => {
                line.put(heading, Ink::plain(theme.quiet));
            }
            Row::Entry(index) if index == list.chosen => {
                line.ground(theme.selection)
                    .put("▌ ", Ink::bold(theme.accent));
                write(&mut line, index, Ink::bold(theme.strong));
            }
            Row::Entry(index) => {
                line.skip(2);
                write(&mut line, index, Ink::plain(theme.text));
            }
        }
    }
    if rows.is_empty() {
        look.line(buffer, inside, 1)
            .put("  nothing has that name", Ink::plain(theme.quiet));
    }
}

/// The entry under a place of the list.
pub(super) fn entry_at(inside: Rect, at: Position, (list, rows): (&List, &[Row])) -> Option<usize> {
    let place = usize::from(at.y.checked_sub(inside.y + 1)?);
    let on_list = place < room(inside) && at.x >= inside.x && at.x < inside.right();
    match rows.get(first_shown(list, rows, inside) + place)? {
        Row::Entry(index) if on_list => Some(*index),
        _ => None,
    }
}

fn room(inside: Rect) -> usize {
    usize::from(inside.height.saturating_sub(1))
}

/// The first row shown: the chosen entry is in view, near the middle where the list is long, with
/// the heading over it if it is the first.
fn first_shown(list: &List, rows: &[Row], inside: Rect) -> usize {
    let room = room(inside).max(1);
    let chosen = rows.iter().position(|row| *row == Row::Entry(list.chosen));
    let last = rows.len().saturating_sub(room);
    chosen.unwrap_or(0).saturating_sub(room / 2).min(last)
}

//! A list with a line to narrow it, as overlays show it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::overlay::List;
use crate::ui::Look;
use crate::ui::text::{Ink, Line};

/// Draws the filter in the first row and, below it, the entries around the chosen one; `write`
/// writes an entry, by its index, in the ink for its name.
pub(super) fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    inside: Rect,
    (list, count): (&List, usize),
    write: impl Fn(&mut Line<'_>, usize, Ink),
) {
    let theme = look.theme;
    let mut line = look.line(buffer, inside, 0);
    line.put("› ", Ink::bold(theme.accent));
    line.put_input(&list.filter, Ink::plain(theme.strong), look.cursor());
    if list.filter.is_empty() {
        line.put("type to filter", Ink::plain(theme.quiet));
    }
    let first = first_shown(list, inside);
    for (row, index) in (first..count).take(rows(inside)).enumerate() {
        let chosen = index == list.chosen;
        let mut line = look.line(buffer, inside, row as u16 + 1);
        let (ink, mark) = if chosen {
            line.ground(theme.selection);
            (Ink::bold(theme.strong), "▌ ")
        } else {
            (Ink::plain(theme.text), "  ")
        };
        line.put(mark, Ink::bold(theme.accent));
        write(&mut line, index, ink);
    }
    if count == 0 {
        look.line(buffer, inside, 1)
            .put("  nothing has that name", Ink::plain(theme.quiet));
    }
}

/// The entry under a place of the list.
pub(super) fn entry_at(inside: Rect, at: Position, (list, count): (&List, usize)) -> Option<usize> {
    let row = usize::from(at.y.checked_sub(inside.y + 1)?);
    let index = first_shown(list, inside) + row;
    (index < count).then_some(index)
}

fn rows(inside: Rect) -> usize {
    usize::from(inside.height.saturating_sub(1))
}

/// The first entry shown, so that the chosen one is in view.
fn first_shown(list: &List, inside: Rect) -> usize {
    (list.chosen + 1).saturating_sub(rows(inside).max(1))
}

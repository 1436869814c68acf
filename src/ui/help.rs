//! Help: every action of the table with its keys, over the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::{Row, TABLE};

use super::Look;
use super::footer::key_name;
use super::text::{Ink, width};

enum Entry {
    Heading(&'static str),
    Action(&'static Row),
    Gap,
}

/// Draws the help from this line on.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, first: u16) {
    let entries = entries();
    let two = buffer.area.width >= 116;
    let columns = if two { 2 } else { 1 };
    let split = if two {
        split_of(&entries)
    } else {
        entries.len()
    };
    let height = split.max(entries.len() - split) as u16;
    let inside = super::chooser::open_box(
        look,
        buffer,
        (if two { 114 } else { 64 }, height),
        "Keys",
        "↑↓ scroll   esc closes",
    );
    let first = usize::from(first.min(height.saturating_sub(inside.height)));
    let wide = inside.width / columns;
    for (column, entries) in [&entries[..split], &entries[split..]]
        .into_iter()
        .enumerate()
    {
        let area = Rect {
            x: inside.x + column as u16 * wide,
            width: wide.saturating_sub(1),
            ..inside
        };
        for (row, entry) in entries
            .iter()
            .skip(first)
            .take(usize::from(area.height))
            .enumerate()
        {
            draw_entry(look, buffer, area, row as u16, entry);
        }
    }
}

fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut group = "";
    for row in TABLE {
        if row.group != group {
            if !group.is_empty() {
                entries.push(Entry::Gap);
            }
            group = row.group;
            entries.push(Entry::Heading(group));
        }
        entries.push(Entry::Action(row));
    }
    entries
}

/// Where the second column begins: at the heading nearest to the middle.
fn split_of(entries: &[Entry]) -> usize {
    let middle = entries.len() / 2;
    (0..entries.len())
        .filter(|index| matches!(entries[*index], Entry::Heading(_)))
        .min_by_key(|index| index.abs_diff(middle))
        .unwrap_or(0)
}

fn draw_entry(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, entry: &Entry) {
    const KEYS: u16 = 14;
    let theme = look.theme;
    let mut line = look.line(buffer, area, row);
    match entry {
        Entry::Gap => {}
        Entry::Heading(heading) => {
            line.put(heading, Ink::bold(theme.strong));
        }
        Entry::Action(action) => {
            let keys: Vec<String> = action.keys.iter().map(|key| key_name(key)).collect();
            let keys = keys.join(" ");
            line.put(&keys, Ink::bold(theme.accent));
            line.skip(KEYS.saturating_sub(width(&keys)).max(1));
            line.put(action.doc.trim_end_matches('.'), Ink::plain(theme.text));
        }
    }
}

//! Help: every action of the table with its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Shown;
use crate::app::action::{Row, TABLE};
use crate::app::overlay::Help;
use crate::ui::Look;
use crate::ui::footer::key_name;
use crate::ui::text::{Ink, width};

enum Entry {
    Heading(&'static str),
    Action(&'static Row),
    Mouse(&'static str, &'static str),
    Gap,
}

/// What the mouse does where.
const MOUSE: [(&str, &str); 6] = [
    ("map", "A click sets the start, the wheel zooms"),
    ("  other", "The other button pans; a surface turns"),
    ("list", "A row selects, a slider follows the pointer"),
    ("time line", "It follows the pointer"),
    ("  event", "A click goes there, the other removes it"),
    ("words", "Formula, values and keys are clicked, too"),
];

impl Shown for Help {
    fn heading(&self) -> String {
        "Keys".to_owned()
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        let columns = columns(screen.width);
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        (if columns.len() > 1 { 114 } else { 64 }, height as u16)
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let columns = columns(buffer.area.width);
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        let first = self
            .first
            .min(height.saturating_sub(usize::from(inside.height)));
        let wide = inside.width / columns.len() as u16;
        for (column, entries) in columns.iter().enumerate() {
            let area = Rect {
                x: inside.x + column as u16 * wide,
                width: wide.saturating_sub(1),
                ..inside
            };
            let shown = entries.iter().skip(first).take(usize::from(area.height));
            for (row, entry) in shown.enumerate() {
                draw_entry(look, buffer, area, row as u16, entry);
            }
        }
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("↑↓", "scroll"), ("esc", "close")]
    }
}

/// The lines of help in the one or two columns that there is room for; the second begins at the
/// heading nearest to the middle.
fn columns(width: u16) -> Vec<Vec<Entry>> {
    let mut entries = entries();
    if width < 116 {
        return vec![entries];
    }
    let middle = entries.len() / 2;
    let split = (0..entries.len())
        .filter(|index| matches!(entries[*index], Entry::Heading(_)))
        .min_by_key(|index| index.abs_diff(middle))
        .unwrap_or(0);
    let second = entries.split_off(split);
    vec![entries, second]
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
    entries.extend([Entry::Gap, Entry::Heading("Mouse")]);
    entries.extend(MOUSE.map(|(what, doc)| Entry::Mouse(what, doc)));
    entries
}

fn draw_entry(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, entry: &Entry) {
    const KEYS: u16 = 12;
    let theme = look.theme;
    let mut line = look.line(buffer, area, row);
    match entry {
        Entry::Gap => {}
        Entry::Heading(heading) => {
            line.put(heading, Ink::bold(theme.strong));
        }
        Entry::Mouse(what, doc) => {
            line.put(what, Ink::bold(theme.accent));
            line.skip(KEYS.saturating_sub(width(what)).max(1));
            line.put(doc, Ink::plain(theme.text));
        }
        Entry::Action(action) => {
            let keys = look.state.preferences.keys.of(action);
            let keys: Vec<String> = keys.into_iter().map(key_name).collect();
            let keys = look.keys(&keys.join(" "));
            line.put(&keys, Ink::bold(theme.accent));
            line.skip(KEYS.saturating_sub(width(&keys)).max(1));
            line.put(action.doc.trim_end_matches('.'), Ink::plain(theme.text));
        }
    }
}

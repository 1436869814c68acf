//! A box over the screen, and the list of scenes in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Chooser;

use super::Look;
use super::text::Ink;

/// Opens a box in the middle of the screen for contents of this size, as far as there is room, and
/// returns its inside.
pub(super) fn open_box(
    look: &Look<'_>,
    buffer: &mut Buffer,
    (wanted_width, wanted_height): (u16, u16),
    heading: &str,
    aside: &str,
) -> Rect {
    let theme = look.theme;
    let screen = buffer.area;
    let width = (wanted_width + 4).min(screen.width);
    let height = (wanted_height + 2).min(screen.height);
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    look.clear(buffer, area);
    let rule = Ink::plain(theme.rule);
    let ends = |row| {
        if row == 0 {
            ("┌", "┐")
        } else if row + 1 == height {
            ("└", "┘")
        } else {
            ("│", "│")
        }
    };
    for row in 0..height {
        let (left, right) = ends(row);
        let mut line = look.line(buffer, area, row);
        line.put(left, rule);
        if row == 0 || row + 1 == height {
            line.fill('─', rule);
        }
        look.line(buffer, area, row)
            .skip(width.saturating_sub(1))
            .put(right, rule);
    }
    let top = Rect {
        x: area.x + 2,
        width: width.saturating_sub(4),
        ..area
    };
    look.line(buffer, top, 0)
        .put(" ", rule)
        .put(heading, Ink::bold(theme.accent))
        .put(" ", rule);
    if height > 1 {
        let aside = format!(" {aside} ");
        look.line(buffer, top, height - 1)
            .put_right(&aside, Ink::plain(theme.quiet));
    }
    Rect {
        x: area.x + 2.min(width),
        y: area.y + 1.min(height),
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    }
}

/// Draws the list of scenes.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, chooser: &Chooser) {
    let theme = look.theme;
    let entries = chooser.entries();
    let wanted = (72, crate::scene::library().len() as u16 + 2);
    let inside = open_box(
        look,
        buffer,
        wanted,
        "Scenes",
        "/ filter   ↵ open   esc closes",
    );
    let mut line = look.line(buffer, inside, 0);
    line.put(
        "/ ",
        Ink::bold(if chooser.filtering {
            theme.accent
        } else {
            theme.rule
        }),
    );
    line.put(&chooser.filter, Ink::plain(theme.strong));
    if chooser.filtering {
        line.put("▏", Ink::bold(theme.accent));
    }
    let rows = usize::from(inside.height.saturating_sub(1)).max(1);
    let first = chooser.chosen.saturating_sub(rows - 1);
    for (row, (index, entry)) in entries
        .iter()
        .enumerate()
        .skip(first)
        .take(rows)
        .enumerate()
    {
        let mut line = look.line(buffer, inside, row as u16 + 1);
        let chosen = index == chooser.chosen;
        let ground = if chosen {
            theme.selection
        } else {
            theme.background
        };
        let ink = if chosen {
            Ink::bold(theme.strong)
        } else {
            Ink::plain(theme.text)
        };
        line.put(
            if chosen { "▌ " } else { "  " },
            Ink::bold(theme.accent).on(ground),
        );
        line.put(&format!("{:<28}", entry.title()), ink.on(ground));
        line.put(
            &format!(" {:<18}", entry.name),
            Ink::plain(theme.quiet).on(ground),
        );
        line.fill(' ', Ink::plain(theme.text).on(ground));
    }
    if entries.is_empty() {
        look.line(buffer, inside, 1)
            .put("  no scene of that name", Ink::plain(theme.quiet));
    }
}

//! The mistakes of the scene's file, in a box at the bottom of the screen; what is above goes on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::mistake::{Mistakes, Part};

use super::Look;
use super::layout::Layout;
use super::overlay::{draw_box, draw_keys, inside};
use super::text::{Ink, width};
use super::wrap::wrap;

/// Draws the mistakes above the time line: as many as there is room for in half of the screen, and how
/// many more there are.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, layout: &Layout, mistakes: &Mistakes) {
    let area = area(mistakes, layout, buffer.area);
    let (lines, shown) = lines(mistakes, buffer.area);
    draw_box(look, buffer, area, &heading(mistakes, shown));
    draw_keys(look, buffer, area, &[("esc", "close")]);
    let inside = inside(area);
    let theme = look.theme;
    for (row, (part, text)) in (0..).zip(&lines) {
        let gutter = match part {
            Part::Text | Part::Caret => text.find('|').map_or(0, |bar| bar + 1),
            Part::Message | Part::Help => 0,
        };
        let (gutter, text) = text.split_at(gutter);
        let ink = match part {
            Part::Message => Ink::bold(theme.strong),
            Part::Text => Ink::plain(theme.text),
            Part::Caret => Ink::bold(theme.alarm),
            Part::Help => Ink::plain(theme.quiet),
        };
        let mut line = look.line(buffer, inside, row);
        line.put(gutter, Ink::plain(theme.quiet)).put(text, ink);
    }
}

/// Where the box lies.
pub fn area(mistakes: &Mistakes, layout: &Layout, screen: Rect) -> Rect {
    let below = layout.transport.or(layout.footer);
    let bottom = below.map_or(screen.bottom(), |line| line.y);
    let (lines, _) = lines(mistakes, screen);
    let height = (lines.len() as u16 + 2).min(bottom);
    let area = Rect {
        x: screen.x + 1,
        y: bottom - height,
        width: screen.width.saturating_sub(2),
        height,
    };
    area.intersection(screen)
}

fn heading(mistakes: &Mistakes, shown: usize) -> String {
    let rest = mistakes.list.len() - shown;
    let file = "the scene is still the one before";
    match rest {
        0 => format!("The file has mistakes: {file}"),
        _ => format!("The file has mistakes, {rest} more than are shown: {file}"),
    }
}

/// The lines of as many whole mistakes as fit, at least of one, and how many mistakes those are.
fn lines(mistakes: &Mistakes, screen: Rect) -> (Vec<(Part, String)>, usize) {
    /// Columns of a line's number and what stands around an excerpt.
    const GUTTER: u16 = 10;
    let columns = screen.width.saturating_sub(6);
    let most = (screen.height / 2).saturating_sub(2);
    let reach = usize::from(columns.saturating_sub(GUTTER) / 2).max(8);
    let mut all = Vec::new();
    for (count, mistake) in mistakes.list.iter().enumerate() {
        let lines = mistakes.lines(mistake, reach).into_iter();
        let lines: Vec<(Part, String)> = lines
            .flat_map(|(part, text)| {
                let rows = match part {
                    Part::Message | Part::Help => wrapped(&text, columns),
                    Part::Text | Part::Caret => vec![text],
                };
                rows.into_iter().map(move |row| (part, row))
            })
            .collect();
        if count > 0 && all.len() + lines.len() > usize::from(most) {
            return (all, count);
        }
        all.extend(lines);
    }
    (all, mistakes.list.len())
}

/// A line in lines of so many columns, each behind the spaces at its beginning.
fn wrapped(text: &str, columns: u16) -> Vec<String> {
    let (indent, text) = text.split_at(text.len() - text.trim_start().len());
    let lines = wrap(text, columns.saturating_sub(width(indent)), 0);
    let lines = lines.iter().map(|line| format!("{indent}{line}"));
    lines.collect()
}

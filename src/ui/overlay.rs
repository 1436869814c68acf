//! What lies over the screen: a box, and in it the overlay that is open. How each looks is one file
//! here, and one line in [`shown`].

mod about;
mod explanation;
mod board;
mod changes;
mod events;
mod formula;
mod help;
mod list;
mod palette;
mod picker;
mod pieces;
mod question;
mod save_as;
mod scenes;
mod window;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::Overlay;

use super::layout::Layout;
use super::text::Ink;
use super::{Look, footer};

/// How an overlay looks.
trait Shown {
    /// What stands over it.
    fn heading(&self) -> String;

    /// What stands at the right of the heading, where it is docked.
    fn aside(&self) -> String {
        String::new()
    }

    /// Whether it stands beside the map rather than in a box over it, where there is room.
    fn is_docked(&self) -> bool {
        false
    }

    /// Columns and rows that its inside would like to have on a screen of this size.
    fn wanted(&self, screen: Rect) -> (u16, u16);

    /// Where its box lies.
    fn place(&self, screen: Rect) -> Rect {
        let (width, height) = self.wanted(screen);
        centered(screen, (width + 4, height + 2))
    }

    /// Draws its inside.
    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect);

    /// The entry under a place of its inside.
    fn entry_at(&self, inside: Rect, at: Position) -> Option<usize> {
        let _ = (inside, at);
        None
    }

    /// The keys that matter, and what each does.
    fn keys(&self) -> Vec<(&'static str, &'static str)>;
}

fn shown(overlay: &Overlay) -> &dyn Shown {
    match overlay {
        Overlay::About(about) => about,
        Overlay::Help(help) => help,
        Overlay::Palette(palette) => palette,
        Overlay::Picker(picker) => picker,
        Overlay::Scenes(scenes) => scenes,
        Overlay::Formula(formula) => formula,
        Overlay::Board(board) => board,
        Overlay::Changes(changes) => changes,
        Overlay::Events(events) => events,
        Overlay::Question(question) => question,
        Overlay::SaveAs(save_as) => save_as,
    }
}

/// Whether the overlay wants a place beside the map.
pub fn is_docked(overlay: &Overlay) -> bool {
    shown(overlay).is_docked()
}

/// The keys that matter while the overlay is open, for the footer; none where its box shows them.
pub fn keys(overlay: &Overlay) -> Vec<(&'static str, &'static str)> {
    let shown = shown(overlay);
    if shown.is_docked() {
        shown.keys()
    } else {
        Vec::new()
    }
}

/// Draws an overlay over the screen, or in the place that the layout keeps for it.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, overlay: &Overlay, layout: &Layout) {
    let shown = shown(overlay);
    let frame = Frame::of(shown, layout, buffer.area);
    if frame.is_boxed {
        draw_box(look, buffer, frame.area, &shown.heading());
        draw_keys(look, buffer, frame.area, &shown.keys());
    } else {
        look.heading(buffer, frame.area, &shown.heading(), &shown.aside());
    }
    shown.draw(look, buffer, frame.inside);
}

/// Where an overlay stands.
struct Frame {
    area: Rect,
    inside: Rect,
    is_boxed: bool,
}

impl Frame {
    fn of(shown: &dyn Shown, layout: &Layout, screen: Rect) -> Self {
        if let Some(area) = layout.dock {
            let inside = Rect {
                y: area.y + 1,
                height: area.height - 1,
                ..area
            };
            return Self {
                area,
                inside,
                is_boxed: false,
            };
        }
        let area = shown.place(screen).intersection(screen);
        Self {
            area,
            inside: inside(area),
            is_boxed: true,
        }
    }
}

/// What lies under a place of the screen while an overlay is open.
pub enum Hit {
    /// The entry at this place of its list.
    Entry(usize),
    /// Something that is only there to be read.
    Inside,
    /// The screen beside the box.
    Beside,
}

/// What lies under a place of the screen.
pub fn hit(overlay: &Overlay, layout: &Layout, screen: Rect, at: Position) -> Hit {
    let shown = shown(overlay);
    let frame = Frame::of(shown, layout, screen);
    if frame.inside.contains(at) {
        let entry = shown.entry_at(frame.inside, at);
        entry.map_or(Hit::Inside, Hit::Entry)
    } else if frame.area.contains(at) {
        Hit::Inside
    } else {
        Hit::Beside
    }
}

/// A box of this size in the middle of the screen, as far as there is room.
fn centered(screen: Rect, (width, height): (u16, u16)) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

/// What is left of a box without its border and a column of air on both sides.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + 2.min(area.width),
        y: area.y + 1.min(area.height),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    }
}

/// Draws an empty box with a heading in its upper border.
pub fn draw_box(look: &Look<'_>, buffer: &mut Buffer, area: Rect, heading: &str) {
    let theme = look.theme;
    look.clear(buffer, area);
    let rule = Ink::plain(theme.rule);
    let last = area.height.saturating_sub(1);
    for row in 0..area.height {
        let (left, right) = match row {
            0 => ("┌", "┐"),
            _ if row == last => ("└", "┘"),
            _ => ("│", "│"),
        };
        let mut line = look.line(buffer, area, row);
        line.put(left, rule);
        if row == 0 || row == last {
            line.fill('─', rule);
        }
        look.line(buffer, area, row)
            .skip(area.width.saturating_sub(1))
            .put(right, rule);
    }
    let top = Rect {
        x: area.x + 2.min(area.width),
        width: area.width.saturating_sub(4),
        ..area
    };
    look.line(buffer, top, 0)
        .put(" ", rule)
        .put(heading, Ink::bold(theme.accent))
        .put(" ", rule);
}

/// Writes the keys at the right end of the lower border, if there is room.
pub fn draw_keys(look: &Look<'_>, buffer: &mut Buffer, area: Rect, keys: &[(&str, &str)]) {
    let needed = footer::hints_width(look, keys) + 2;
    if area.height < 2 || area.width < needed + 4 {
        return;
    }
    let mut line = look.line(buffer, area, area.height - 1);
    line.skip(area.width - needed - 2);
    line.put(
        &" ".repeat(usize::from(needed)),
        Ink::plain(look.theme.rule),
    );
    let mut line = look.line(buffer, area, area.height - 1);
    line.skip(area.width - needed - 1);
    footer::put_hints(look, &mut line, keys.iter().copied());
}

/// The first line that is seen of a list from its top on: the chosen one is.
fn first_seen(chosen: usize, inside: Rect) -> usize {
    (chosen + 1).saturating_sub(usize::from(inside.height))
}

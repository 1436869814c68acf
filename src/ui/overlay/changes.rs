//! What was done as a list: the present marked, what was undone pale.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Shown, first_seen};
use crate::app::overlay::Changes;
use crate::ui::Look;
use crate::ui::text::Ink;

/// Columns that a line likes to have.
const WIDE: u16 = 60;

impl Shown for Changes {
    fn heading(&self) -> String {
        "What was done".to_owned()
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        (WIDE, (self.words.len() as u16).min(screen.height / 2))
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let theme = look.theme;
        let shown = self
            .words
            .iter()
            .enumerate()
            .skip(first_seen(self.chosen, inside));
        for (row, (place, words)) in shown.take(inside.height.into()).enumerate() {
            let mut line = look.line(buffer, inside, row as u16);
            let ink = match place {
                _ if place == self.chosen => Ink::bold(theme.strong),
                _ if place > self.present => Ink::plain(theme.quiet),
                _ => Ink::plain(theme.text),
            };
            if place == self.chosen {
                line.ground(theme.selection)
                    .put("▌ ", Ink::bold(theme.accent));
            } else {
                line.skip(2);
            }
            line.put(&look.formula(words), ink);
            if place == self.present {
                line.put_right("now ", Ink::bold(theme.accent));
            }
        }
    }

    fn entry_at(&self, inside: Rect, at: Position) -> Option<usize> {
        let row = usize::from(at.y.checked_sub(inside.y)?);
        inside
            .contains(at)
            .then(|| first_seen(self.chosen, inside) + row)
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("↑↓", "choose"), ("↵", "go there"), ("esc", "close")]
    }
}

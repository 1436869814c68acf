//! The events of the time line as a list: when, and what.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Shown, first_seen};
use crate::app::overlay::Events;
use crate::ui::text::Ink;
use crate::ui::{Look, transport};

/// Columns that a line likes to have.
const WIDE: u16 = 56;

impl Shown for Events {
    fn heading(&self) -> String {
        "Events".to_owned()
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        (WIDE, (self.count as u16).min(screen.height / 2))
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let events = &look.state.scene().events;
        let first = first_seen(self.chosen, inside);
        let shown = events.iter().enumerate().skip(first);
        for (row, (place, event)) in shown.take(inside.height.into()).enumerate() {
            let mut line = look.line(buffer, inside, row as u16);
            let words = transport::event_words(look.state, event);
            if place == self.chosen {
                line.ground(look.theme.selection)
                    .put("▌ ", Ink::bold(look.theme.accent))
                    .put(&words, Ink::bold(look.theme.strong));
            } else {
                line.skip(2).put(&words, Ink::plain(look.theme.text));
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
        vec![
            ("↑↓", "choose"),
            ("↵", "go there"),
            ("del", "take away"),
            ("esc", "close"),
        ]
    }
}

//! The list of scenes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Shown, list};
use crate::app::overlay::Scenes;
use crate::ui::Look;
use crate::ui::text::Ink;

impl Shown for Scenes {
    fn heading(&self) -> String {
        "Scenes".to_owned()
    }

    fn wanted(&self, _: Rect) -> (u16, u16) {
        (72, self.books.len() as u16 + 2)
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let entries = self.entries();
        let titles = inside.width * 3 / 5;
        let list = (&self.list, &list::plain(entries.len())[..]);
        list::draw(look, buffer, inside, list, |line, index, ink| {
            let entry = entries[index];
            line.put_within(titles, &entry.title, ink).put(
                &format!(" {}", entry.short_name()),
                Ink::plain(look.theme.quiet),
            );
        });
    }

    fn entry_at(&self, inside: Rect, at: Position) -> Option<usize> {
        list::entry_at(inside, at, (&self.list, &list::plain(self.entries().len())))
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("↑↓", "choose"), ("↵", "open"), list::escape(&self.list)]
    }
}

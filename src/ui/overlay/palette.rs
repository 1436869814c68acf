//! The command palette: names, what each does, keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Shown, list};
use crate::app::overlay::Palette;
use crate::ui::Look;
use crate::ui::footer::key_name;
use crate::ui::text::{Ink, width};

/// Columns and rows of the box, where there is room.
const SIZE: (u16, u16) = (96, 18);

impl Shown for Palette {
    fn heading(&self) -> String {
        "Any action or value".to_owned()
    }

    fn wanted(&self, _: Rect) -> (u16, u16) {
        SIZE
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let names = inside.width * 2 / 5;
        let rows = list::plain(self.commands.len());
        list::draw(
            look,
            buffer,
            inside,
            (&self.list, &rows),
            |line, index, ink| {
                let command = &self.commands[index];
                let keys: Vec<String> = command
                    .keys
                    .iter()
                    .map(|key| look.keys(&key_name(key)))
                    .collect();
                let keys = keys.join(" ");
                line.put_within(names, &command.name, ink).put(" ", ink);
                let room = line.room().saturating_sub(width(&keys) + 2);
                line.put_within(room, &command.doc, Ink::plain(look.theme.quiet))
                    .put_right(&keys, Ink::plain(look.theme.accent));
            },
        );
    }

    fn entry_at(&self, inside: Rect, at: Position) -> Option<usize> {
        let rows = list::plain(self.commands.len());
        list::entry_at(inside, at, (&self.list, &rows))
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![
            ("↑↓", "choose"),
            ("tab", "complete"),
            ("↵", "do"),
            list::escape(&self.list),
        ]
    }
}

//! The line for a file's name.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Shown;
use crate::app::overlay::SaveAs;
use crate::ui::Look;
use crate::ui::text::Ink;

impl Shown for SaveAs {
    fn heading(&self) -> String {
        "Save in a file".to_owned()
    }

    fn wanted(&self, _: Rect) -> (u16, u16) {
        (56, 3)
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let row = inside.height / 2;
        let mut line = look.line(buffer, inside, row);
        line.put("› ", Ink::bold(look.theme.accent));
        line.put_input(&self.name, Ink::plain(look.theme.strong), look.cursor());
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("↵", "save"), ("esc", "cancel")]
    }
}

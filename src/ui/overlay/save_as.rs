//! The line for a file's name.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Shown;
use crate::app::overlay::SaveAs;
use crate::ui::Look;
use crate::ui::text::Ink;
use crate::ui::wrap::wrap;

/// Columns of the text.
const WIDTH: u16 = 56;
/// Columns before the name, and before the reason under it.
const INDENT: u16 = 2;

impl Shown for SaveAs {
    fn heading(&self) -> String {
        "Save in a file".to_owned()
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        let width = WIDTH.min(screen.width.saturating_sub(4));
        (width, 3 + self.reason_in(width).len() as u16)
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let reason = self.reason_in(inside.width);
        let row = inside.height.saturating_sub(reason.len() as u16) / 2;
        let mut line = look.line(buffer, inside, row);
        line.put("› ", Ink::bold(look.theme.accent));
        line.put_input(&self.name, Ink::plain(look.theme.strong), look.cursor());
        for (row, text) in (row + 1..).zip(reason) {
            let mut line = look.line(buffer, inside, row);
            line.skip(INDENT).put(&text, Ink::plain(look.theme.alarm));
        }
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("↵", "save"), ("esc", "cancel")]
    }
}

impl SaveAs {
    /// The lines of the reason under a name of so many columns.
    fn reason_in(&self, columns: u16) -> Vec<String> {
        let columns = columns.saturating_sub(INDENT);
        let reason = self.reason.iter();
        reason.flat_map(|reason| wrap(reason, columns, 0)).collect()
    }
}

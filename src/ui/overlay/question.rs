//! A question with its two answers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Shown;
use crate::app::overlay::Question;
use crate::ui::Look;
use crate::ui::text::Ink;
use crate::ui::wrap::wrap;

/// Columns of the text.
const WIDTH: u16 = 56;

impl Shown for Question {
    fn heading(&self) -> String {
        self.heading.to_owned()
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        let width = WIDTH.min(screen.width.saturating_sub(4));
        (width, wrap(&self.text, width, 0).len() as u16 + 2)
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        for (row, text) in (1..).zip(wrap(&self.text, inside.width, 0)) {
            let mut line = look.line(buffer, inside, row);
            line.put(&text, Ink::plain(look.theme.strong));
        }
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("y", "yes"), ("n", "no")]
    }
}

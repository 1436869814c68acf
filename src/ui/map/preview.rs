//! The path of the optimizer that the picker would add: whole, in the accent, over all others.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Projection;
use crate::ui::Look;
use crate::ui::canvas::{Canvas, Dash, Pen};
use crate::ui::text::Ink;

/// Strokes the path.
pub(super) fn paint(look: &Look<'_>, canvas: &mut Canvas, projection: Projection) {
    if let Some(candidate) = look.state.candidate() {
        let pen = Pen {
            color: look.theme.accent,
            priority: u8::MAX,
            number: 1,
            dash: Dash::SOLID,
        };
        let points = candidate.path.points.iter();
        canvas.strokes(points.map(|point| projection.to_cells(*point)), pen);
    }
}

/// Marks where it ends.
pub(super) fn draw_head(look: &Look<'_>, buffer: &mut Buffer, projection: Projection) {
    let candidate = look.state.candidate();
    let end = candidate.and_then(|candidate| candidate.path.points.last());
    if let Some((x, y, inside)) = end.and_then(|end| projection.cell(*end)) {
        let ink = if inside {
            look.cursor()
        } else {
            Ink::bold(look.theme.accent)
        };
        look.line(buffer, Rect::new(x, y, 1, 1), 0).put("+", ink);
    }
}

//! What lies under the pointer: its place and the objective there, at the end of the axis below the map, where no line of a path
//! can cover it.

use ratatui::buffer::Buffer;

use crate::math::Vec2;
use crate::picture::number::number;
use crate::ui::Look;
use crate::ui::layout::Layout;
use crate::ui::text::{Ink, width};

/// Writes it, if the pointer is over the map.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, layout: &Layout) {
    let (Some(area), Some(at)) = (layout.axis_x, look.state.pointed()) else {
        return;
    };
    let text = words(look, at);
    if let Some(left) = area.width.checked_sub(width(&text)) {
        let ink = Ink::bold(look.theme.strong);
        look.line(buffer, area, 0).skip(left).put(&text, ink);
    }
}

fn words(look: &Look<'_>, at: Vec2) -> String {
    let objective = &look.state.now().objective;
    let [x, y] = objective.variables().map(|name| look.name(name));
    let numbers = [at.x, at.y, objective.value(at)].map(number);
    format!("  {x} {}  {y} {}  J {}", numbers[0], numbers[1], numbers[2])
}

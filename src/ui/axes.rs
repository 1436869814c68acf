//! The labels of the map's axes: the names of the variables, round numbers, as many as there is room for, and how much one axis is
//! stretched against the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Camera;

use super::Look;
use super::layout::{CELL_ASPECT, Layout};
use super::text::{Ink, width};
use crate::picture::number::{labels, short};
use crate::picture::round_numbers;

/// Labels of x stand at least so many columns apart, of y so many rows.
const APART_X: f64 = 10.0;
const APART_Y: f64 = 5.0;

/// A stretch below this is not worth a word.
const SAID: f64 = 1.25;

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, layout: &Layout, camera: Camera) {
    let [x, y] = look.state.scene().objective.variables();
    if let Some(area) = layout.axis_x {
        draw_x(look, buffer, layout, area, (camera.x, look.name(x)));
    }
    if let Some(area) = layout.axis_y {
        draw_y(look, buffer, layout, area, (camera.y, look.name(y)));
    }
    if let (Some(across), Some(up)) = (layout.axis_x, layout.axis_y) {
        let corner = Rect {
            x: up.x,
            y: across.y,
            width: up.width,
            height: 1,
        };
        let names = [look.name(x), look.name(y)];
        draw_stretch(look, buffer, corner, stretch(layout.map, camera), names);
    }
}

fn draw_x(
    look: &Look<'_>,
    buffer: &mut Buffer,
    layout: &Layout,
    area: Rect,
    ([low, high], name): ([f64; 2], &str),
) {
    let ink = Ink::plain(look.theme.quiet);
    let columns = f64::from(layout.map.width);
    let ticks = round_numbers([low, high], columns / APART_X);
    let room = area.width.saturating_sub(width(name) + 1);
    for (tick, label) in ticks.iter().zip(labels(&ticks, APART_X as usize - 1)) {
        let column = ((tick - low) / (high - low) * columns).floor() as u16;
        let wide = width(&label);
        let digits = width(label.trim_start_matches('−'));
        let left = column.saturating_sub(digits / 2 + (wide - digits));
        if left + wide <= room {
            look.line(buffer, area, 0).skip(left).put(&label, ink);
        }
    }
    look.line(buffer, area, 0)
        .put_in(area.width, name, Ink::plain(look.theme.text));
}

fn draw_y(
    look: &Look<'_>,
    buffer: &mut Buffer,
    layout: &Layout,
    area: Rect,
    ([low, high], name): ([f64; 2], &str),
) {
    let rows = f64::from(layout.map.height);
    let ticks = round_numbers([low, high], rows / APART_Y);
    let line = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    let row_of = |tick: f64| ((high - tick) / (high - low) * rows).floor() as u16;
    // The name has the uppermost row, or the next one where a number stands in that.
    let row = u16::from(ticks.iter().any(|tick| row_of(*tick) == 0));
    let named = Ink::plain(look.theme.text);
    look.line(buffer, line, row).put_in(line.width, name, named);
    let ink = Ink::plain(look.theme.quiet);
    for (tick, label) in ticks.iter().zip(labels(&ticks, usize::from(line.width))) {
        let row = row_of(*tick);
        if row < layout.map.height {
            look.line(buffer, line, row).put_in(line.width, &label, ink);
        }
    }
}

/// How many times as long a unit of y is drawn as one of x.
fn stretch(map: Rect, camera: Camera) -> f64 {
    let size = camera.size();
    let across = f64::from(map.width) / size.x;
    let up = CELL_ASPECT * f64::from(map.height) / size.y;
    up / across
}

/// In the corner between the axes, which is stretched and by how much; nothing where units are about as long on both.
fn draw_stretch(
    look: &Look<'_>,
    buffer: &mut Buffer,
    corner: Rect,
    stretch: f64,
    [x, y]: [&str; 2],
) {
    let (name, by) = if stretch < 1.0 {
        (x, 1.0 / stretch)
    } else {
        (y, stretch)
    };
    if by < SAID || !by.is_finite() {
        return;
    }
    let digits = usize::from(by < 10.0);
    let by = if by < 1000.0 {
        format!("{by:.digits$}")
    } else {
        short(by)
    };
    let words = format!("{name}×{by}");
    if width(&words) < corner.width {
        look.line(buffer, corner, 0)
            .put(&words, Ink::plain(look.theme.quiet));
    }
}

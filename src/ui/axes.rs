//! The labels of the map's axes: round numbers, as many as there is room for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Camera;

use super::Look;
use super::layout::Layout;
use super::text::{Ink, width};
use crate::picture::number::labels;
use crate::picture::round_numbers;

/// Labels of x stand at least so many columns apart, of y so many rows.
const APART_X: f64 = 10.0;
const APART_Y: f64 = 5.0;

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, layout: &Layout, camera: Camera) {
    let ink = Ink::plain(look.theme.quiet);
    let map = layout.map;
    if let Some(area) = layout.axis_x {
        let size = camera.x[1] - camera.x[0];
        let ticks = round_numbers(camera.x, f64::from(map.width) / APART_X);
        for (tick, label) in ticks.iter().zip(labels(&ticks, APART_X as usize - 1)) {
            let column = ((tick - camera.x[0]) / size * f64::from(map.width)).floor() as u16;
            let wide = width(&label);
            let digits = width(label.trim_start_matches('−'));
            let left = column.saturating_sub(digits / 2 + (wide - digits));
            if left + wide <= area.width {
                look.line(buffer, area, 0).skip(left).put(&label, ink);
            }
        }
    }
    if let Some(area) = layout.axis_y {
        let size = camera.y[1] - camera.y[0];
        let ticks = round_numbers(camera.y, f64::from(map.height) / APART_Y);
        let room = usize::from(area.width.saturating_sub(1));
        for (tick, label) in ticks.iter().zip(labels(&ticks, room)) {
            let row = ((camera.y[1] - tick) / size * f64::from(map.height)).floor() as u16;
            if row < map.height {
                let line = Rect {
                    width: area.width - 1,
                    ..area
                };
                look.line(buffer, line, row).put_in(line.width, &label, ink);
            }
        }
    }
}

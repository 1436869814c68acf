//! The labels of the map's axes: round numbers, as many as there is room for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Camera;

use super::Look;
use super::layout::Layout;
use super::number::short;
use super::text::{Ink, width};

/// Labels of x stand at least so many columns apart, of y so many rows.
const APART_X: f64 = 10.0;
const APART_Y: f64 = 5.0;

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, layout: &Layout, camera: Camera) {
    let ink = Ink::plain(look.theme.quiet);
    let map = layout.map;
    if let Some(area) = layout.axis_x {
        let size = camera.x[1] - camera.x[0];
        for tick in ticks(camera.x, f64::from(map.width) / APART_X) {
            let label = short(tick);
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
        for tick in ticks(camera.y, f64::from(map.height) / APART_Y) {
            let row = ((camera.y[1] - tick) / size * f64::from(map.height)).floor() as u16;
            if row < map.height {
                let line = Rect {
                    width: area.width - 1,
                    ..area
                };
                look.line(buffer, line, row)
                    .put_in(line.width, &short(tick), ink);
            }
        }
    }
}

/// Multiples of a round step (1, 2 or 5 times a power of ten) in a range, at most about `most`.
pub fn ticks([low, high]: [f64; 2], most: f64) -> Vec<f64> {
    let rough = (high - low) / most.max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|round| round * power)
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * power);
    if !(step.is_finite() && step > 0.0) {
        return Vec::new();
    }
    let first = (low / step).ceil();
    (0..100)
        .map(|count| (first + f64::from(count)) * step)
        .take_while(|tick| *tick <= high)
        // Multiples of 0.1 come out with a tail of rounding, which `short` takes off; only 0 needs it here.
        .map(|tick| if tick.abs() < step * 1e-9 { 0.0 } else { tick })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(
            ticks([-10.0, 2.5], 7.0),
            [-10.0, -8.0, -6.0, -4.0, -2.0, 0.0, 2.0]
        );
        assert_eq!(ticks([-1.45, 1.45], 6.0), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert!(ticks([1.0, 1.0], 5.0).len() <= 1);
        assert!(ticks([0.0, f64::NAN], 5.0).is_empty());
    }
}

//! A slider: a track, the part below the value, and a knob.

use super::text::{Ink, Line};
use crate::picture::Rgb;

/// Draws a slider over so many columns, the knob at `fraction` of its way.
pub fn draw(line: &mut Line<'_>, columns: u16, fraction: f64, color: Rgb, track: Rgb) {
    let columns = columns.min(line.room());
    if columns < 4 {
        return;
    }
    let fraction = if fraction.is_finite() {
        fraction.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let knob = (fraction * f64::from(columns - 1)).round() as u16;
    line.put(&"━".repeat(usize::from(knob)), Ink::plain(color));
    line.put("●", Ink::bold(color));
    line.put(
        &"─".repeat(usize::from(columns - 1 - knob)),
        Ink::plain(track),
    );
}

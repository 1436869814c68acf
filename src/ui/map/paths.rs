//! The paths up to the step shown. While time runs their tails fade; at the end they lie there whole.

use crate::ui::Look;
use crate::ui::canvas::Canvas;
use crate::ui::curves::{Curve, Curves};

use super::Projection;

/// How much of a path's colour its oldest steps lose while it is under way.
const OLDEST: f64 = 0.42;
/// In how many steps brightness falls: few, so that a frame has few colours.
const SHADES: usize = 6;

/// Paints the paths in this order, the last one on top.
pub fn paint(
    look: &Look<'_>,
    canvas: &mut Canvas,
    projection: Projection,
    order: &[usize],
    curves: &mut Curves,
) {
    for (rank, index) in order.iter().enumerate() {
        // The ghosts lie below all paths.
        let priority = u8::try_from(rank + 2).unwrap_or(u8::MAX);
        let curve = curves.path(look.state, *index);
        paint_path(look, canvas, projection, &curve, (*index, priority));
    }
}

fn paint_path(
    look: &Look<'_>,
    canvas: &mut Canvas,
    projection: Projection,
    curve: &Curve<'_>,
    (index, priority): (usize, u8),
) {
    let ground = look.theme.height(0.5);
    let base = look.line_color(index, ground);
    let under_way = look.state.step() < look.state.playback.steps();
    let shades = if under_way { SHADES } else { 1 };
    let steps = look.state.step_of(index);
    for shade in 0..shades {
        // The steps of one shade, the oldest first.
        let (first, last) = (steps * shade / shades, steps * (shade + 1) / shades);
        let faded = OLDEST * (1.0 - (shade + 1) as f64 / shades as f64);
        let pen = look.pen(index, base.mix(ground, faded), priority);
        let lattice = canvas.lattice(|point| projection.to_cells(point), pen.dash.is_solid());
        let key = projection.key(canvas.fineness());
        let seen = curve.seen(first..last + 1, &lattice, key);
        canvas.fine_strokes(seen, pen);
    }
}

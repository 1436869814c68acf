//! The pinned paths: thin and pale below all others, up to the step shown.

use crate::app::Pinned;
use crate::picture::Rgb;
use crate::ui::Look;
use crate::ui::canvas::{Canvas, Dash, Pen};

use super::Projection;

/// How much of its colour a pinned path loses.
const PALE: f64 = 0.45;
/// A longer path is drawn by so many of its points.
const MOST: usize = 4000;

/// Strokes the paths.
pub fn paint(look: &Look<'_>, canvas: &mut Canvas, projection: Projection) {
    let state = look.state;
    let ground = look.theme.height(0.5);
    for pinned in state.pinned_paths() {
        let pen = Pen {
            color: look.color_of(pinned).mix(ground, PALE),
            priority: 1,
            number: u8::MAX,
            dash: Dash::DASHED,
            width: 0.6,
        };
        let last = pinned.track.points.len().min(state.step() as usize + 1);
        let points = &pinned.track.points[..last];
        let some = points.iter().step_by(last.div_ceil(MOST).max(1));
        let places = some.map(|point| projection.to_cells(*point));
        canvas.strokes(places.collect::<Vec<_>>(), pen);
    }
}

impl Look<'_> {
    /// The colour that a pinned path's optimizer has now; quiet for one that is gone.
    fn color_of(&self, pinned: &Pinned) -> Rgb {
        let entries = &self.state.scene().optimizers;
        let index = entries.iter().position(|entry| entry.label == pinned.label);
        index.map_or(self.theme.quiet, |index| self.path_color(index))
    }
}

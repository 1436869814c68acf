//! Paths that are not the scene's own: thin and pale below all others, up to the step shown.

use crate::app::Pinned;
use crate::math::Vec2;
use crate::picture::Rgb;
use crate::ui::Look;
use crate::ui::canvas::{Canvas, Dash, Pen};

use super::Projection;

/// How much of its colour such a path loses.
const PALE: f64 = 0.45;
/// How much one of many does.
const PALER: f64 = 0.6;
/// A longer path is drawn by so many of its points.
const MOST: usize = 4000;

/// Strokes the paths of an ensemble with their mean, and those that were pinned.
pub fn paint(look: &Look<'_>, canvas: &mut Canvas, projection: Projection) {
    let state = look.state;
    let ground = look.theme.height(0.5);
    let pen = |color: Rgb, dash| Pen {
        color,
        priority: 1,
        number: u8::MAX,
        dash,
        width: 0.6,
    };
    let mut stroke = |points: &[Vec2], pen| {
        let last = points.len().min(state.step() as usize + 1);
        let some = points[..last].iter().step_by(last.div_ceil(MOST).max(1));
        let places = some.map(|point| projection.to_cells(*point));
        canvas.strokes(places.collect::<Vec<_>>(), pen);
    };
    for pinned in state.pinned_paths() {
        let color = look.color_of(pinned).mix(ground, PALE);
        stroke(&pinned.track.points, pen(color, Dash::DASHED));
    }
    if let Some((_, Some(found))) = state.ensemble() {
        let color = look.path_color(state.selected).mix(ground, PALER);
        for track in &found.tracks {
            stroke(&track.points, pen(color, Dash::SOLID));
        }
        let mean = Pen {
            priority: 2,
            width: 1.0,
            ..pen(look.theme.mark, Dash::SOLID)
        };
        stroke(&found.spread.mean, mean);
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

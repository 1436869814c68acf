//! The path of the optimizer that the picker would add: whole, in the accent, over all others.

use super::{Head, Projection};
use crate::picture::letters;
use crate::ui::canvas::{Canvas, Dash, Pen};
use crate::ui::text::Ink;
use crate::ui::{Look, emphasis};

/// Strokes the path.
pub(super) fn paint(look: &Look<'_>, canvas: &mut Canvas, projection: Projection) {
    if let Some(candidate) = look.state.candidate() {
        let pen = Pen {
            color: look.theme.accent,
            priority: u8::MAX,
            number: 1,
            dash: Dash::SOLID,
            width: emphasis::SELECTED,
        };
        let points = candidate.path.points.iter();
        canvas.strokes(points.map(|point| projection.to_cells(*point)), pen);
    }
}

/// Where it ends, with the letter that it would have.
pub(super) fn head(look: &Look<'_>, projection: Projection) -> Option<Head> {
    let candidate = look.state.candidate()?;
    let (x, y, inside) = projection.cell(*candidate.path.points.last()?)?;
    let optimizers = look.state.scene().optimizers.len();
    let taken = &look.letters[..optimizers.min(look.letters.len())];
    Some(Head {
        cell: (x, y),
        at: projection.to_cells(*candidate.path.points.last()?),
        inside,
        letter: letters::letter(&candidate.entry, taken),
        badge: look.cursor(),
        plain: Ink::bold(look.theme.accent).on_if(look, look.theme.background),
    })
}

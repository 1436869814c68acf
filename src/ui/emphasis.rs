//! What stands out: in which order lines are painted, and how much of its colour each keeps.
//!
//! Every picture of the paths asks here, so that the map and the charts agree.

use crate::app::State;

use super::Look;
use super::canvas::{Dash, Glyphs, Pen};
use crate::picture::{Means, Rgb};
use crate::scene::{HUES, SHADES};

/// With more lines than this the selected one stands alone, and the others step back.
const FEW: usize = 6;
/// How much of their colour lines lose that are not selected: among few, among many.
const QUIET: f64 = 0.14;
const QUIETER: f64 = 0.5;
/// How much wider the selected one's line is.
pub const SELECTED: f64 = 1.3;
/// The share of reversals beyond which a path would bury what lies below it.
const COMB: f64 = 0.5;

/// Whether so many are shown that the others must step back behind the selected one.
pub fn is_crowded(state: &State) -> bool {
    state.shown().count() > FEW
}

/// The optimizers shown, the lowest first: those that swing most, so that a comb does not bury the
/// others, and on top the selected one; among few it, too, lies low while it is a comb.
pub fn painting_order(state: &State) -> Vec<usize> {
    let crowded = is_crowded(state);
    let swing = |index: usize| {
        let metrics = state.results().metrics.get(index)?;
        Some(metrics.at(state.step_of(index))?.reversals)
    };
    let mut order: Vec<(bool, f64, usize)> = state
        .shown()
        .map(|(index, _)| {
            let swing = swing(index).unwrap_or(0.0);
            let on_top = index == state.selected && (crowded || swing <= COMB);
            (on_top, swing, index)
        })
        .collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    order.into_iter().map(|(_, _, index)| index).collect()
}

impl Look<'_> {
    /// The colour of an optimizer's lines on a ground: the selected one's in full, unless
    /// another one is tried that outshines them all.
    pub(super) fn line_color(&self, index: usize, ground: Rgb) -> Rgb {
        let color = self.path_color(index);
        if self.state.candidate().is_some() {
            color.mix(ground, QUIETER)
        } else if index == self.state.selected {
            color
        } else if is_crowded(self.state) {
            color.mix(ground, QUIETER)
        } else {
            color.mix(ground, QUIET)
        }
    }

    /// A pen for an optimizer's lines. Where there is no colour each has its own dash, and elsewhere
    /// those that share one.
    pub(super) fn pen(&self, index: usize, color: Rgb, priority: u8) -> Pen {
        let place = self.state.place_of(index);
        let by_dashes = matches!(self.glyphs, Glyphs::Dashed | Glyphs::Ascii);
        let dash = if by_dashes || self.means() == Means::Dashes {
            Dash::nth(place)
        } else {
            Dash::nth(place / (HUES * SHADES))
        };
        Pen {
            color,
            priority,
            number: pen_number(index),
            dash,
            width: if index == self.state.selected {
                SELECTED
            } else {
                1.0
            },
        }
    }

    /// The character that an optimizer's lines are made of, where there are no blocks.
    pub(super) fn mark(&self, index: usize) -> Option<char> {
        self.glyphs.mark(pen_number(index))
    }
}

fn pen_number(index: usize) -> u8 {
    (index % 255) as u8 + 1
}

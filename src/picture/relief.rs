//! The objective as a landscape of a plot, and tables of tones.

use std::borrow::Cow;

use super::Tone;
use crate::objective::Objective;
use crate::scene::{HeightScale, Levels};

/// The most bands that a field has.
pub const BANDS: usize = 16;

/// The heights of an objective over the whole plot. It carries the objective itself, not samples: each
/// medium samples it as finely as it draws.
#[derive(Debug, Clone)]
pub struct Relief<'a> {
    /// The objective.
    pub objective: Cow<'a, Objective>,
    /// How heights become colours.
    pub scale: HeightScale,
    /// Which iso-lines there are.
    pub levels: Cow<'a, Levels>,
}

impl Relief<'_> {
    /// How many bands it has: as many as the iso-lines part, so that each line is the border of two.
    pub fn bands(&self) -> usize {
        match &*self.levels {
            Levels::Count(count) => (count + 1).clamp(2, BANDS),
            Levels::Values(_) => BANDS,
        }
    }
}

/// A table of tones over a part of a plot, each over its share of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// The part on the axis to the right.
    pub x: [f64; 2],
    /// The part on the axis upwards.
    pub y: [f64; 2],
    /// How many lie beside each other; none makes an empty table.
    pub columns: usize,
    /// Row by row, the uppermost first.
    pub tones: Vec<Tone>,
}

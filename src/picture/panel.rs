//! A picture, and the plots that it is made of.

use super::{Axis, Cast, Mark, Who};

/// All that a view shows.
#[derive(Debug, Clone)]
pub struct Picture<'a> {
    /// The scene's title.
    pub title: String,
    /// What stands beside it: the formula with its parameters.
    pub subtitle: String,
    /// A sentence below the plots; may be empty.
    pub caption: String,
    /// Of whom it tells.
    pub cast: Cast,
    /// The plots, the most important one first.
    pub panels: Vec<Panel<'a>>,
    /// Who is who, in the order of the lists.
    pub legend: Vec<LegendLine>,
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendLine {
    /// Whom it names.
    pub who: Who,
    /// What it says beside the name, each with its own name in it, such as `η 0.098`.
    pub words: Vec<String>,
}

/// A plot: two axes and the marks between them.
#[derive(Debug, Clone)]
pub struct Panel<'a> {
    /// Which part of the view it is; where that lies is the medium's matter.
    pub slot: Slot,
    /// What it shows, in a few words; may be empty.
    pub heading: String,
    /// What must be said beside it, such as `y drawn 4 times as large`; may be empty.
    pub aside: String,
    /// The axis to the right.
    pub x: Axis,
    /// The axis upwards.
    pub y: Axis,
    /// Whether the axes have names, ticks and a frame; a projection of space has none.
    pub framed: bool,
    /// How units lie.
    pub aspect: Aspect,
    /// What lies below all marks.
    pub ground: Ground,
    /// The marks in painter's order: the later covers the earlier.
    pub marks: Vec<Mark<'a>>,
    /// What is said instead, where there is nothing to show; else empty.
    pub missing: &'static str,
}

/// A part of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The map, or whatever fills the view.
    Main,
    /// One of several plots of one kind beside each other, by place.
    Small(usize),
    /// One of the charts below each other, by place; all share the axis to the right.
    Chart(usize),
}

/// How units of the two axes lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// Each axis fills the room that there is.
    Free,
    /// A unit is as long on both; a medium widens one of the ranges.
    EqualUnits,
}

/// What lies below the marks of a plot, for colours that fade into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The theme's background.
    Plain,
    /// A field of heights.
    Relief,
}

impl Panel<'_> {
    /// A framed plot without marks, each axis filling its room, on the plain background.
    pub fn new(slot: Slot, heading: impl Into<String>, x: Axis, y: Axis) -> Self {
        Self {
            slot,
            heading: heading.into(),
            aside: String::new(),
            x,
            y,
            framed: true,
            aspect: Aspect::Free,
            ground: Ground::Plain,
            marks: Vec::new(),
            missing: "",
        }
    }
}

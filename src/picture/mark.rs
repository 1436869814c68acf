//! Marks: what stands in a plot, in the units of its axes, and the part that it plays.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::{Heat, Points, Relief, Rgb, Trace, Who};
use crate::analysis::critical::Kind;
use crate::math::Vec2;

/// Something to be seen in a plot.
#[derive(Debug, Clone)]
pub struct Mark<'a> {
    /// Of whom it tells, if of one of the cast.
    pub who: Option<Who>,
    /// What part it plays.
    pub role: Role,
    /// How much it stands out among those of its role.
    pub rank: Rank,
    /// Its shape and place.
    pub shape: Shape<'a>,
}

impl<'a> Mark<'a> {
    /// A mark that tells of nobody, as loud as its role is.
    pub fn new(role: Role, shape: Shape<'a>) -> Self {
        Self {
            who: None,
            role,
            rank: Rank::Loud,
            shape,
        }
    }

    /// A mark that tells of one of the cast.
    pub fn of(who: Who, role: Role, rank: Rank, shape: Shape<'a>) -> Self {
        Self {
            who: Some(who),
            role,
            rank,
            shape,
        }
    }
}

/// The part that a mark plays. From it and the rank follow colour, width and dash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// What lies below all else: bands, heat, patches of a surface.
    Ground,
    /// Iso-lines, and lines that only help to read a plot.
    Help,
    /// The path that would have been, or was before.
    Pinned,
    /// One of many paths of one method.
    Member,
    /// The mean of many paths.
    Mean,
    /// The outline that a method shows beside its point.
    Outline,
    /// The trail of a point that a method shows beside its own.
    Trail,
    /// The sign at the end of such a trail.
    Sign,
    /// A path that was recorded elsewhere.
    Recorded,
    /// A line of a chart after the step shown.
    Future,
    /// A line of a chart up to the step shown.
    Curve,
    /// A path on the map up to the step shown.
    Path,
    /// The path of the candidate.
    Candidate,
    /// Where a path is at the step shown: a badge with its letter.
    Head,
    /// Where a line of a chart ends: its letter beside it.
    End,
    /// An arrow or a point of what a step is made of: gradient, velocity, a trial.
    Part,
    /// The step shown, on an axis of steps.
    Cursor,
    /// A limit, or another place of an axis that has a name.
    Limit,
    /// Where paths start.
    Start,
    /// A minimum.
    Minimum,
    /// A saddle or a lesser minimum.
    Critical,
    /// Where a line leaves the plot.
    Departure,
    /// Points of data.
    Data,
    /// Words.
    Label,
}

/// How much a mark stands out among those of its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// One of many that are not selected.
    Crowd,
    /// Any beside a candidate, which outshines them all.
    Behind,
    /// One of few that is not selected.
    Quiet,
    /// In full: the selected one.
    Loud,
}

/// What a mark looks like, and where it is.
#[derive(Debug, Clone)]
pub enum Shape<'a> {
    /// The objective over the whole plot: bands of its heights and iso-lines between them.
    Relief(Relief<'a>),
    /// A table of tones over a part of the plot: sweeps, basins, contraction.
    Heat(Heat),
    /// A line through the points of a trace from one to another, in their order. NaN is a gap.
    Line {
        /// All of its points; beyond those that are shown, too.
        trace: Trace<'a>,
        /// The points that are shown.
        shown: Range<usize>,
        /// How its colour changes along it.
        fade: Fade,
        /// Whether it has a dot at each of its points.
        dots: bool,
    },
    /// A closed outline.
    Outline(Cow<'a, [Vec2]>),
    /// A filled polygon: a patch of a surface, a region of an axis.
    Area {
        /// Its corners.
        corners: Cow<'a, [Vec2]>,
        /// Its colour.
        tone: Tone,
    },
    /// Bars from a common base, for histograms.
    Bars {
        /// Where they stand on the axis upwards.
        base: f64,
        /// From the left to the right.
        bars: Vec<Bar>,
    },
    /// A point each: data, trials, iterates without a line.
    Dots(Cow<'a, [Vec2]>),
    /// An arrow from its tail to its point.
    Arrow {
        /// Where it begins.
        from: Vec2,
        /// Where it points.
        to: Vec2,
    },
    /// The letter of whom it tells. Where it stands when several meet is the medium's matter.
    Letter(Vec2),
    /// A sign.
    Symbol(Vec2, Symbol),
    /// A straight line across the whole plot, at this place of the other axis.
    Rule(Direction, f64),
    /// Lines of words, one below the other from the plot's upper edge.
    Lines(Vec<Written>),
    /// Words.
    Text {
        /// Where they stand.
        at: Vec2,
        /// Which of their ends is there.
        anchor: Anchor,
        /// The words; one line.
        text: Cow<'a, str>,
    },
}

/// A line of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The words.
    pub text: String,
    /// How much it stands out.
    pub rank: Rank,
}

impl Shape<'_> {
    /// A plain line through all of these points, in one colour. NaN is a gap.
    pub fn through(points: Vec<Vec2>) -> Self {
        let count = points.len();
        Shape::Line {
            trace: Trace::new(Points::Made(count, Arc::new(move |place| points[place]))),
            shown: 0..count,
            fade: Fade::None,
            dots: false,
        }
    }
}

/// How the colour of a line changes along it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fade {
    /// Not at all.
    None,
    /// From pale where it is oldest to full where it is newest.
    OldToNew,
}

/// A sign that stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// The start: a hollow diamond.
    Start,
    /// The minimum: a cross.
    Minimum,
    /// A lesser minimum: a small, hollow circle.
    LesserMinimum,
    /// A saddle.
    Saddle,
    /// A line leaves through the top here.
    LeavesUp,
    /// A line leaves through the bottom here.
    LeavesDown,
    /// A sign that a method's rule gives, for what it shows beside its point.
    Sign(char),
}

impl From<Kind> for Symbol {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Saddle => Self::Saddle,
            Kind::Minimum => Self::LesserMinimum,
        }
    }
}

/// Along which axis a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the left to the right, at a place of the axis upwards.
    Across,
    /// From the bottom to the top, at a place of the axis to the right.
    Up,
}

/// Which part of words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// A bar of a histogram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Its left and right edge.
    pub across: [f64; 2],
    /// Its end, on the axis upwards.
    pub to: f64,
}

/// The colour of an area, as it is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tone {
    /// A height from 0, the lowest, to 1, lit from 0, in the shade, over 1, as it is, to 2.
    Height {
        /// Its place among the heights.
        place: f64,
        /// How much light falls on it.
        light: f64,
    },
    /// The colour of one of the cast, a share of it kept over the ground.
    Of(Who, f64),
    /// The colour that stands for one of several things without a name, such as minima, a share of it
    /// kept over the ground.
    Nth(usize, f64),
    /// What is not defined.
    Void,
    /// What went wrong.
    Alarm,
    /// A colour that the scene gives.
    Own(Rgb),
}

//! What every medium can draw: shapes and words, in units of the page, from its upper left corner.
//!
//! Knows neither plots nor formats.

use crate::math::Vec2;
use crate::picture::{Anchor, Rgb};

/// A whole page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What it says in words, for those who cannot see it.
    pub description: String,
    /// Behind everything.
    pub background: Rgb,
    /// In painter's order: the later covers the earlier.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Several that belong together.
    Group(Group),
    /// A shape.
    Shape(Shape),
    /// Words.
    Text(Text),
}

/// Items that belong together, under a name that programs can look for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// The name.
    pub class: &'static str,
    /// What else programs can read of it, by name.
    pub data: Vec<(&'static str, String)>,
    /// What lies outside is not seen.
    pub clip: Option<Area>,
    /// The items.
    pub items: Vec<Item>,
}

impl Group {
    /// A group of this name.
    pub fn new(class: &'static str, items: Vec<Item>) -> Self {
        Self {
            class,
            items,
            ..Self::default()
        }
    }

    /// The same with something to read of it.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.data.push((name, value.into()));
        self
    }

    /// The same, seen within an area only.
    pub fn within(mut self, area: Area) -> Self {
        self.clip = Some(area);
        self
    }
}

/// A rectangle with horizontal and vertical sides.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Its left side.
    pub x: f64,
    /// Its upper side.
    pub y: f64,
    /// How far it extends to the right.
    pub width: f64,
    /// How far it extends downwards.
    pub height: f64,
}

impl Area {
    /// Its right side.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its lower side.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// Whether a place lies in it, so far from its sides or farther.
    pub fn holds(self, at: Vec2, margin: f64) -> bool {
        (self.x + margin..=self.right() - margin).contains(&at.x)
            && (self.y + margin..=self.bottom() - margin).contains(&at.y)
    }

    /// Whether the two have something in common.
    pub fn meets(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// A shape, filled or drawn along its outline or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// A name that programs can look for; may be empty.
    pub class: &'static str,
    /// Its outline.
    pub outline: Outline,
    /// What fills it.
    pub fill: Option<Ink>,
    /// The line along it.
    pub line: Option<Line>,
}

impl Shape {
    /// A filled shape.
    pub fn filled(outline: Outline, fill: Ink) -> Self {
        Self {
            class: "",
            outline,
            fill: Some(fill),
            line: None,
        }
    }

    /// A line along an outline.
    pub fn drawn(outline: Outline, line: Line) -> Self {
        Self {
            class: "",
            outline,
            fill: None,
            line: Some(line),
        }
    }

    /// The same with a line along it.
    pub fn edged(self, line: Line) -> Self {
        Self {
            line: Some(line),
            ..self
        }
    }

    /// The same under a name.
    pub fn named(self, class: &'static str) -> Self {
        Self { class, ..self }
    }
}

impl From<Shape> for Item {
    fn from(shape: Shape) -> Self {
        Self::Shape(shape)
    }
}

impl From<Group> for Item {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

impl From<Text> for Item {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// The outline of a shape. Where a point is no number, a line has a gap.
#[derive(Debug, Clone, PartialEq)]
pub enum Outline {
    /// A rectangle with corners rounded by this radius.
    Rectangle(Area, f64),
    /// A circle around a place.
    Circle(Vec2, f64),
    /// An open line through points.
    Polyline(Vec<Vec2>),
    /// Closed lines; what an odd number of them surrounds is filled.
    Polygons(Vec<Vec<Vec2>>),
    /// Open lines.
    Lines(Vec<Vec<Vec2>>),
}

/// A colour, and how much of it covers what lies below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    /// The colour.
    pub color: Rgb,
    /// From 0, not seen, to 1.
    pub opacity: f64,
}

impl From<Rgb> for Ink {
    fn from(color: Rgb) -> Self {
        Self {
            color,
            opacity: 1.0,
        }
    }
}

/// How a line is drawn, with round joins and ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its colour.
    pub ink: Ink,
    /// Its width.
    pub width: f64,
    /// The lengths of dash and gap in turn; none for a solid line.
    pub dashes: Vec<f64>,
}

impl Line {
    /// A solid line.
    pub fn solid(ink: impl Into<Ink>, width: f64) -> Self {
        Self {
            ink: ink.into(),
            width,
            dashes: Vec::new(),
        }
    }
}

/// Words on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where they stand: on the base line, at the end that the anchor names.
    pub at: Vec2,
    /// Which part of them is there.
    pub anchor: Anchor,
    /// The height of the letters' body.
    pub size: f64,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub ink: Ink,
    /// The colour of a rim around each letter, which parts them from what lies below.
    pub rim: Option<Ink>,
    /// The words.
    pub content: String,
}

impl Text {
    /// Ordinary words that begin at a place.
    pub fn new(at: Vec2, size: f64, ink: impl Into<Ink>, content: impl Into<String>) -> Self {
        Self {
            at,
            anchor: Anchor::Start,
            size,
            bold: false,
            ink: ink.into(),
            rim: None,
            content: content.into(),
        }
    }

    /// The same, another part of them at the place.
    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same, bold where it is so.
    pub fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }
}

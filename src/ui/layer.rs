//! What is drawn in pixels over the cells, where the terminal can: lines and signs, anti-aliased.
//!
//! Knows cells and their size in pixels; nothing of how a terminal is told of pixels.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Pen};
use super::text::Ink;
use crate::math::Vec2;
use crate::picture::{Anchor, Rgb};
use crate::render::drawing::{self, Area, Item, Line, Outline, Shape, Text};
use crate::render::spread::{self, Disc};
use crate::render::{Raster, Stroke};

/// The size of a terminal's cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellSize {
    /// Its width in pixels, at least 1.
    pub width: u16,
    /// Its height in pixels, at least 1.
    pub height: u16,
}

impl CellSize {
    /// Pixels across and down.
    pub(super) fn division(self) -> (usize, usize) {
        (self.width.into(), self.height.into())
    }
}

/// Lines and signs that lie over some cells.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The cells.
    pub area: Rect,
    /// How many pixels they have.
    pub size: (u32, u32),
    /// The lines, the lowest first, in pixels from the upper left corner.
    pub strokes: Vec<Stroke>,
    /// What lies over the lines.
    pub over: Vec<Item>,
}

impl Layer {
    /// Its pixels, clear where the cells are seen.
    pub fn raster(&self) -> Raster {
        Raster::clear(self.size, &self.strokes, &self.over)
    }
}

/// A line on its way to a layer, in pixels from the canvas's upper left corner. NaN is a gap.
#[derive(Debug, Clone)]
pub(super) struct KeptLine {
    pub(super) places: Vec<(f64, f64)>,
    pub(super) pen: Pen,
}

/// A letter or another sign on its way to a layer.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// Its middle, in cells from the canvas's upper left corner.
    pub(super) at: (f64, f64),
    pub(super) text: String,
    pub(super) ink: Ink,
}

/// The width of an ordinary line, and of the rim that parts it from what it crosses, in heights of a cell.
const LINE: f64 = 0.11;
const RIM: f64 = 0.07;
/// How much of what lies below a rim covers.
const RIM_COVERS: f64 = 0.55;
/// The radius of a badge, what a symbol keeps free, and the size of letters, in heights of a cell.
const BADGE: f64 = 0.5;
const SYMBOL: f64 = 0.36;
const LETTER: f64 = 0.68;

/// What the canvases of one plot have kept for its layer.
#[derive(Debug, Default)]
pub(super) struct Kept {
    strokes: Vec<KeptLine>,
    signs: Vec<Sign>,
}

impl Kept {
    /// Takes what a canvas has kept; it lies over what those before it kept.
    pub(super) fn take(&mut self, canvas: &mut Canvas) {
        let (mut strokes, signs) = canvas.take_layer();
        strokes.sort_by_key(|stroke| stroke.pen.priority);
        self.strokes.extend(strokes);
        self.signs.extend(signs);
    }

    /// The layer over these cells; `rim` is the colour that parts lines from each other. `None` where there is
    /// nothing to be seen.
    pub(super) fn layer(
        self,
        cell: Option<CellSize>,
        area: Rect,
        rim: Option<Rgb>,
    ) -> Option<Layer> {
        let cell = cell?;
        let Self { strokes, signs } = self;
        if area.is_empty() || (strokes.is_empty() && signs.is_empty()) {
            return None;
        }
        let lines = strokes.into_iter().map(|line| drawn(line, cell, rim));
        let lines: Vec<Stroke> = lines.collect();
        let signs = badges(&signs, cell, area, rim);
        let side = |cells: u16, pixels: u16| u32::from(cells) * u32::from(pixels);
        let size = (side(area.width, cell.width), side(area.height, cell.height));
        Some(Layer {
            area,
            size,
            strokes: lines,
            over: signs,
        })
    }
}

/// A line, over a rim that parts it from what it crosses.
fn drawn(line: KeptLine, cell: CellSize, rim: Option<Rgb>) -> Stroke {
    let height = f64::from(cell.height);
    let KeptLine { places, pen } = line;
    let width = (height * LINE * pen.width).max(1.0);
    // A sub-pixel of the cells' own strokes is half a cell wide.
    let unit = f64::from(cell.width) / 2.0;
    let line = Line {
        ink: pen.color.into(),
        width,
        dashes: pen.dash.lengths(unit, width),
    };
    let rim = rim.map(|color| Line {
        ink: drawing::Ink {
            color,
            opacity: RIM_COVERS,
        },
        width: width + height * RIM,
        dashes: line.dashes.clone(),
    });
    let places = places.into_iter().map(|(x, y)| Vec2::new(x, y));
    Stroke {
        places: places.collect(),
        line,
        rim,
    }
}

/// Signs where they are, and letters on badges that step aside for each other and for the signs.
fn badges(signs: &[Sign], cell: CellSize, area: Rect, rim: Option<Rgb>) -> Vec<Item> {
    let (width, height) = (f64::from(cell.width), f64::from(cell.height));
    let frame = Area {
        x: 0.0,
        y: 0.0,
        width: f64::from(area.width) * width,
        height: f64::from(area.height) * height,
    };
    let middle = |sign: &Sign| Vec2::new(sign.at.0 * width, sign.at.1 * height);
    let disc = |sign: &Sign, radius: f64| Disc {
        at: middle(sign),
        radius: radius * height,
    };
    let (letters, symbols): (Vec<&Sign>, Vec<&Sign>) =
        signs.iter().partition(|sign| sign.ink.ground.is_some());
    let fixed: Vec<Disc> = symbols.iter().map(|sign| disc(sign, SYMBOL)).collect();
    let placed = letters.iter().map(|sign| disc(sign, BADGE).within(frame));
    let mut placed: Vec<Disc> = placed.collect();
    spread::spread(&mut placed, &fixed, frame, height * RIM);
    let mut items = Vec::new();
    for sign in symbols {
        items.push(letter(middle(sign), sign, height, rim).into());
    }
    let badges = letters.into_iter().zip(placed);
    items.extend(badges.flat_map(|(sign, disc)| badge(middle(sign), sign, disc, rim)));
    items
}

/// A letter on its disc, and a line to where it belongs if that is elsewhere.
fn badge(home: Vec2, sign: &Sign, disc: Disc, rim: Option<Rgb>) -> Vec<Item> {
    let Ink { color, ground, .. } = sign.ink;
    let (ground, height) = (ground.unwrap_or(color), disc.radius / BADGE);
    let mut items = Vec::new();
    if (disc.at - home).norm() > disc.radius {
        let line = Outline::Polyline(vec![home, disc.at]);
        items.push(Shape::drawn(line, Line::solid(ground, 1.0)).into());
    }
    let edge = Line::solid(rim.unwrap_or(color), height * RIM);
    let circle = Shape::filled(Outline::Circle(disc.at, disc.radius), ground.into());
    items.push(circle.edged(edge).into());
    items.push(letter(disc.at, sign, height, None).into());
    items
}

fn letter(middle: Vec2, sign: &Sign, height: f64, rim: Option<Rgb>) -> Text {
    let size = height * LETTER;
    let base = middle + Vec2::new(0.0, size * 0.36);
    let text = Text::new(base, size, sign.ink.color, sign.text.as_str());
    Text {
        rim: rim.map(Into::into),
        ..text.anchored(Anchor::Middle).bold(sign.ink.bold)
    }
}

//! The canvas: sub-pixels, each with a colour and a priority, that become terminal cells.
//!
//! A cell has one glyph and two colours; of all the glyphs of its ladder it gets the one that loses
//! least of what was painted there. So strokes are solid, two paths can share a cell, and quiet dots
//! stand where nothing else does. Knows colours and glyphs; nothing of paths or charts.

mod glyphs;
mod line;

pub use glyphs::Glyphs;
pub use line::Dash;

use std::mem;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::color::{ColorDepth, quantise};
use super::layer::{CellSize, KeptLine, Sign};
use super::text::Ink;
use crate::math::Vec2;
use crate::picture::{Lattice, Rgb};

/// One painted sub-pixel; where two meet, the higher priority stays.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pixel {
    color: Rgb,
    priority: u8,
    /// Which pen painted it, for terminals without colour; 0 is the ground.
    pen: u8,
}

/// What a stroke is painted with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub color: Rgb,
    /// Strokes of higher priority cover those of lower; the ground has 0.
    pub priority: u8,
    /// Number of the pen, not 0: where there is no colour, pens differ by character.
    pub number: u8,
    /// In which pattern it leaves gaps.
    pub dash: Dash,
    /// Its width where lines are drawn in pixels, in those of an ordinary line; in cells all have one.
    pub width: f64,
}

impl From<Pen> for Pixel {
    fn from(pen: Pen) -> Self {
        Self {
            color: pen.color,
            priority: pen.priority,
            pen: pen.number,
        }
    }
}

/// A rectangle of cells, painted in sub-pixels.
#[derive(Debug, Clone)]
pub struct Canvas {
    columns: u16,
    rows: u16,
    /// Size in sub-pixels.
    width: usize,
    height: usize,
    glyphs: Glyphs,
    pixels: Vec<Pixel>,
    /// Braille dots of each cell, and their colour.
    dots: Vec<u8>,
    dot_color: Rgb,
    background: Rgb,
    transparent: bool,
    /// The size of a cell, where strokes and signs are kept for a layer of pixels instead of being painted.
    cell: Option<CellSize>,
    strokes: Vec<KeptLine>,
    signs: Vec<Sign>,
}

impl Canvas {
    /// A canvas of so many cells, all of the ground colour.
    pub fn new(columns: u16, rows: u16, glyphs: Glyphs, ground: Rgb) -> Self {
        let (across, down) = glyphs.subdivision();
        let cells = usize::from(columns) * usize::from(rows);
        let background = ground;
        let ground = Pixel {
            color: ground,
            priority: 0,
            pen: 0,
        };
        let pixels = vec![ground; cells * across * down];
        Self {
            background,
            columns,
            rows,
            width: usize::from(columns) * across,
            height: usize::from(rows) * down,
            glyphs,
            pixels,
            dots: vec![0; cells],
            dot_color: Rgb::default(),
            transparent: false,
            cell: None,
            strokes: Vec::new(),
            signs: Vec::new(),
        }
    }

    /// The same canvas, keeping strokes and signs for a layer of pixels over cells of this size, if one is given.
    pub fn under_layer(self, cell: Option<CellSize>) -> Self {
        Self { cell, ..self }
    }

    /// The strokes and signs that were kept for a layer.
    pub(super) fn take_layer(&mut self) -> (Vec<KeptLine>, Vec<Sign>) {
        (mem::take(&mut self.strokes), mem::take(&mut self.signs))
    }

    /// How a cell is divided for [`Self::fine_strokes`].
    pub fn fineness(&self) -> (usize, usize) {
        self.cell
            .map_or_else(|| self.glyphs.subdivision(), CellSize::division)
    }

    /// The places that its strokes can tell apart, for a line whose points lie so many cells from the upper left corner;
    /// `solid` if it has no gaps.
    pub fn lattice<Cell: Fn(Vec2) -> (f64, f64)>(
        &self,
        cell: Cell,
        solid: bool,
    ) -> Lattice<impl Fn(Vec2) -> (f64, f64) + use<Cell>> {
        let (across, down) = self.fineness();
        let (across, down) = (across as f64, down as f64);
        Lattice {
            width: f64::from(self.columns) * across,
            height: f64::from(self.rows) * down,
            place: move |point| {
                let (x, y) = cell(point);
                (x * across, y * down)
            },
            window: None,
            solid,
        }
    }

    /// Keeps a sign for the layer, its middle so many cells from the upper left corner; `false` where there is no layer.
    pub(super) fn sign(&mut self, at: (f64, f64), sign: &str, ink: Ink) -> bool {
        if self.cell.is_some() {
            self.signs.push(Sign {
                at,
                text: sign.to_owned(),
                ink,
            });
        }
        self.cell.is_some()
    }

    /// The same canvas, leaving the cells that nothing was painted on as they are.
    pub fn transparent(self) -> Self {
        Self {
            transparent: true,
            ..self
        }
    }

    /// Width in sub-pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in sub-pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Sets the ground colour of one sub-pixel.
    pub fn ground_pixel(&mut self, x: usize, y: usize, color: Rgb) {
        self.paint(
            x,
            y,
            Pixel {
                color,
                priority: 0,
                pen: 0,
            },
        );
    }

    fn paint(&mut self, x: usize, y: usize, pixel: Pixel) {
        if x < self.width
            && let Some(old) = self.pixels.get_mut(y * self.width + x)
            && pixel.priority >= old.priority
        {
            *old = pixel;
        }
    }

    /// Paints straight strokes from each place to the next. Places are in cells from the upper left
    /// corner, fractions allowed, also far outside; to and from one that is not finite nothing is
    /// painted. Dashes run on from one stroke to the next.
    pub fn strokes(&mut self, places: impl IntoIterator<Item = (f64, f64)>, pen: Pen) {
        let (across, down) = self.fineness();
        let scale = move |(x, y): (f64, f64)| (x * across as f64, y * down as f64);
        self.fine_strokes(places.into_iter().map(scale), pen);
    }

    /// The same of places in sub-pixels, as [`Self::fineness`] says.
    pub fn fine_strokes(&mut self, places: impl IntoIterator<Item = (f64, f64)>, pen: Pen) {
        if self.cell.is_some() {
            let places = places.into_iter().collect();
            self.strokes.push(KeptLine { places, pen });
            return;
        }
        let segments = line::segments(places.into_iter(), self.width, self.height);
        self.paint_segments(segments, pen);
    }

    fn paint_segments(&mut self, segments: impl Iterator<Item = line::Segment>, pen: Pen) {
        let (mut last, mut walked) = (None, 0);
        for (from, to) in segments {
            for place in line::between(from, to) {
                // Segments share their ends.
                if last.replace(place) != Some(place) {
                    if pen.dash.inks(walked) {
                        self.paint(place.0 as usize, place.1 as usize, pen.into());
                    }
                    walked += 1;
                }
            }
        }
    }

    /// Sets the colour of braille dots; a canvas has one.
    pub fn dot_color(&mut self, color: Rgb) {
        self.dot_color = color;
    }

    /// A quiet line of braille dots, shown in the cells that no stroke touches; ends as in
    /// [`Self::strokes`].
    pub fn dotted(&mut self, from: (f64, f64), to: (f64, f64)) {
        let scale = |(x, y): (f64, f64)| (x * 2.0, y * 4.0);
        let (width, height) = (usize::from(self.columns) * 2, usize::from(self.rows) * 4);
        let Some((from, to)) = line::clip(scale(from), scale(to), width as f64, height as f64)
        else {
            return;
        };
        let whole = |(x, y): (f64, f64)| (x.floor() as i32, y.floor() as i32);
        for (x, y) in line::between(whole(from), whole(to)) {
            let (x, y) = (x.max(0) as usize, y.max(0) as usize);
            let cell = y / 4 * usize::from(self.columns) + x / 2;
            if x < width
                && let Some(dots) = self.dots.get_mut(cell)
            {
                *dots |= glyphs::braille_dot(x % 2, y % 4);
            }
        }
    }

    /// Writes the cells into the buffer, the canvas's upper left corner at that of `area`.
    pub fn show(&self, area: Rect, buffer: &mut Buffer, depth: ColorDepth) {
        let (across, down) = self.glyphs.subdivision();
        let width = self.width();
        let mut block = Vec::with_capacity(across * down);
        for row in 0..self.rows.min(area.height) {
            for column in 0..self.columns.min(area.width) {
                block.clear();
                for y in 0..down {
                    let start =
                        (usize::from(row) * down + y) * width + usize::from(column) * across;
                    block.extend_from_slice(&self.pixels[start..start + across]);
                }
                let dots =
                    self.dots[usize::from(row) * usize::from(self.columns) + usize::from(column)];
                if self.transparent && dots == 0 && block.iter().all(|pixel| pixel.pen == 0) {
                    continue;
                }
                let Some(cell) = buffer.cell_mut((area.x + column, area.y + row)) else {
                    continue;
                };
                let (glyph, ink, ground) = self.compose(&block, dots);
                cell.set_char(glyph)
                    .set_fg(quantise(ink, depth))
                    .set_bg(quantise(ground, depth));
            }
        }
    }

    /// The glyph, ink and ground that lose least of a cell.
    fn compose(&self, block: &[Pixel], dots: u8) -> (char, Rgb, Rgb) {
        let first = block[0];
        let untouched = block.iter().all(|pixel| pixel.pen == 0);
        if untouched && (dots != 0 || block.iter().all(|pixel| pixel.color == first.color)) {
            let glyph = if dots == 0 {
                ' '
            } else {
                self.glyphs.dots(dots)
            };
            return (glyph, self.dot_color, first.color);
        }
        if !self.glyphs.blends() {
            return self.compose_stroke(block);
        }
        let (ink, ground) = best_pair(block);
        let pattern = block
            .iter()
            .enumerate()
            .fold(0u16, |pattern, (bit, pixel)| {
                let inked = pixel.color.distance(ink) < pixel.color.distance(ground);
                pattern | (u16::from(inked) << bit)
            });
        (self.glyphs.block(pattern), ink, ground)
    }

    /// The uppermost stroke of a cell alone, where a glyph cannot show two.
    fn compose_stroke(&self, block: &[Pixel]) -> (char, Rgb, Rgb) {
        let top = block
            .iter()
            .max_by_key(|pixel| (pixel.pen != 0, pixel.priority));
        // A block has at least one pixel.
        let top = top.copied().unwrap_or(block[0]);
        let ground = block
            .iter()
            .find(|pixel| pixel.pen == 0)
            .map_or(self.background, |p| p.color);
        let pattern = block
            .iter()
            .enumerate()
            .fold(0u16, |pattern, (bit, pixel)| {
                pattern | (u16::from(pixel.pen == top.pen) << bit)
            });
        let glyph = if top.pen == 0 {
            ' '
        } else {
            self.glyphs.stroke(pattern, top.pen)
        };
        (glyph, top.color, ground)
    }
}

/// The two colours of a block from which its pixels differ least, strokes weighing more than the
/// ground: (ink, ground), the ground being the one of lower priority.
fn best_pair(block: &[Pixel]) -> (Rgb, Rgb) {
    let mut colors: Vec<Pixel> = Vec::with_capacity(block.len());
    for pixel in block {
        match colors.iter_mut().find(|seen| seen.color == pixel.color) {
            Some(seen) => seen.priority = seen.priority.max(pixel.priority),
            None => colors.push(*pixel),
        }
    }
    colors.sort_by_key(|pixel| std::cmp::Reverse(pixel.priority));
    if let [only] = colors[..] {
        return (only.color, only.color);
    }
    let loss = |a: Rgb, b: Rgb| -> f64 {
        let weight = |pixel: &Pixel| if pixel.pen == 0 { 1.0 } else { 4.0 };
        block
            .iter()
            .map(|p| weight(p) * p.color.distance(a).min(p.color.distance(b)))
            .sum()
    };
    let mut best = (f64::INFINITY, colors[0].color, colors[1].color);
    for (index, ink) in colors.iter().enumerate() {
        for ground in &colors[index + 1..] {
            let lost = loss(ink.color, ground.color);
            if lost < best.0 {
                best = (lost, ink.color, ground.color);
            }
        }
    }
    (best.1, best.2)
}

#[cfg(test)]
mod tests;

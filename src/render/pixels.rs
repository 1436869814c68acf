//! Drawings as pixels, anti-aliased, by tiny-skia.

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pixmap, Rect, StrokeDash,
    Transform,
};

use super::drawing::{Area, Drawing, Ink, Item, Line, Outline, Shape, Text};
use super::font;
use super::stroke::{Coverage, Stroke};
use crate::math::Vec2;
use crate::picture::{Anchor, Rgb};

/// The width of the rim around letters, in their size.
pub(super) const RIM: f64 = 0.22;

/// Nothing that is larger is painted on one side.
pub const LARGEST: u32 = 16_384;

/// Points of a line that lie closer than this, in pixels, are one.
const ONE: f64 = 0.15;

/// A picture of pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Raster {
    pixmap: Pixmap,
}

impl Raster {
    /// A drawing, each of its units that many pixels; at most [`LARGEST`] on a side.
    pub fn of(drawing: &Drawing, scale: f64) -> Self {
        let mut sheet = Sheet::new(drawing, scale);
        let items = sheet.leaves(drawing);
        sheet.paint(&items);
        Self {
            pixmap: sheet.pixmap,
        }
    }

    /// Lines, and shapes and words over them, on clear ground of so many pixels, at most [`LARGEST`] on a side.
    pub fn clear((width, height): (u32, u32), lines: &[Stroke], over: &[Item]) -> Self {
        let drawing = Drawing {
            width: f64::from(width),
            height: f64::from(height),
            ..Drawing::default()
        };
        let mut sheet = Sheet::clear(&drawing, 1.0);
        let pixmap = &mut sheet.pixmap;
        let mut coverage = Coverage::of(pixmap.width() as usize, pixmap.height() as usize);
        for Stroke { places, line, rim } in lines {
            coverage.line(places, line, rim.as_ref());
            coverage.lay(line, rim.as_ref(), pixmap.data_mut());
        }
        let items: Vec<_> = over.iter().map(|item| (None, item)).collect();
        sheet.paint(&items);
        Self {
            pixmap: sheet.pixmap,
        }
    }

    /// Its width in pixels.
    pub fn width(&self) -> u32 {
        self.pixmap.width()
    }

    /// Its height in pixels.
    pub fn height(&self) -> u32 {
        self.pixmap.height()
    }

    /// Red, green, blue, each times its opacity, and opacity of each pixel, row by row from the top; all of them
    /// opaque but in a picture without a background.
    pub fn bytes(&self) -> &[u8] {
        self.pixmap.data()
    }
}

/// A shape or words, and the area in which they are seen.
type Leaf = (Option<Area>, Item);

/// Paints drawings one after the other that begin alike, what they have in common only once.
#[derive(Default)]
pub(super) struct Sequence {
    /// What the last ones had in common, painted, and what that was.
    base: Option<(Sheet, Vec<Leaf>)>,
    last: Vec<Leaf>,
}

impl Sequence {
    /// The next drawing; all must have one size.
    pub(super) fn next(&mut self, drawing: &Drawing, scale: f64) -> Raster {
        let blank = Sheet::new(drawing, scale);
        let items: Vec<_> = blank
            .leaves(drawing)
            .into_iter()
            .map(|(clip, item)| (clip, item.clone()))
            .collect();
        let common = |before: &[Leaf]| {
            let pairs = before.iter().zip(&items);
            pairs.take_while(|(a, b)| a == b).count()
        };
        let kept = self.base.as_ref().map_or(0, |(_, base)| base.len());
        let is_kept = kept > 0
            && self
                .base
                .as_ref()
                .is_some_and(|(_, base)| common(base) == base.len());
        let alike = common(&self.last);
        let (base, painted) = match self.base.take() {
            // A little more in common is not worth painting it again.
            Some(base) if is_kept && alike < 2 * kept => base,
            _ => {
                let mut sheet = blank;
                sheet.paint(&borrowed(&items[..alike]));
                (sheet, items[..alike].to_vec())
            }
        };
        let mut sheet = base.clone();
        sheet.paint(&borrowed(&items[painted.len()..]));
        self.base = Some((base, painted));
        self.last = items;
        Raster {
            pixmap: sheet.pixmap,
        }
    }
}

fn borrowed(items: &[Leaf]) -> Vec<(Option<Area>, &Item)> {
    items.iter().map(|(clip, item)| (*clip, item)).collect()
}

#[derive(Clone)]
struct Sheet {
    pixmap: Pixmap,
    scale: f64,
    /// The area that is seen now.
    clip: Option<Area>,
    /// The area that was cut out last, and the mask that does it.
    mask: Option<(Area, Mask)>,
}

impl Sheet {
    fn new(drawing: &Drawing, scale: f64) -> Self {
        let mut sheet = Self::clear(drawing, scale);
        let background = color(Ink::from(drawing.background));
        sheet.pixmap.fill(background);
        sheet
    }

    fn clear(drawing: &Drawing, scale: f64) -> Self {
        let side = |length: f64| ((length * scale).round() as u32).clamp(1, LARGEST);
        let (width, height) = (side(drawing.width), side(drawing.height));
        // Sides are at least one and far from overflowing.
        let pixmap = Pixmap::new(width, height).expect("both sides are in range");
        Self {
            pixmap,
            scale,
            clip: None,
            mask: None,
        }
    }

    /// Shapes and words without their groups, with the area in which each is seen.
    #[expect(
        clippy::unused_self,
        reason = "a drawing's leaves are painted on a sheet"
    )]
    fn leaves<'a>(&self, drawing: &'a Drawing) -> Vec<(Option<Area>, &'a Item)> {
        fn gather<'a>(
            items: &'a [Item],
            clip: Option<Area>,
            leaves: &mut Vec<(Option<Area>, &'a Item)>,
        ) {
            for item in items {
                match item {
                    Item::Group(group) => gather(&group.items, group.clip.or(clip), leaves),
                    Item::Shape(_) | Item::Text(_) => leaves.push((clip, item)),
                }
            }
        }
        let mut leaves = Vec::new();
        gather(&drawing.items, None, &mut leaves);
        leaves
    }

    fn paint(&mut self, items: &[(Option<Area>, &Item)]) {
        for (clip, item) in items {
            self.clip = *clip;
            match item {
                Item::Shape(shape) => self.shape(shape),
                Item::Text(text) => self.words(text),
                Item::Group(_) => {}
            }
        }
    }

    /// Makes the mask for a path that a line of this width surrounds, if it leaves the area that is seen.
    fn prepare_mask(&mut self, path: &Path, width: f64) -> bool {
        let Some(area) = self.clip else { return false };
        let (bounds, reach) = (path.bounds(), width / 2.0 + 1.0 / self.scale);
        let [left, top, right, bottom] =
            [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()].map(f64::from);
        let is_inside = left - reach >= area.x
            && top - reach >= area.y
            && right + reach <= area.right()
            && bottom + reach <= area.bottom();
        if is_inside {
            return false;
        }
        if self.mask.as_ref().is_none_or(|(known, _)| *known != area) {
            self.mask = Mask::new(self.pixmap.width(), self.pixmap.height())
                .zip(rectangle(area))
                .map(|(mut mask, rectangle)| {
                    let path = PathBuilder::from_rect(rectangle);
                    mask.fill_path(&path, FillRule::Winding, true, self.transform());
                    (area, mask)
                });
        }
        true
    }

    fn transform(&self) -> Transform {
        let scale = self.scale as f32;
        Transform::from_scale(scale, scale)
    }

    fn shape(&mut self, shape: &Shape) {
        let Some(path) = self.path(&shape.outline) else {
            return;
        };
        let rule = match shape.outline {
            Outline::Polygons(_) => FillRule::EvenOdd,
            _ => FillRule::Winding,
        };
        if let Some(ink) = shape.fill {
            self.fill(&path, ink, rule, self.transform());
        }
        if let Some(line) = &shape.line {
            self.stroke(&path, line);
        }
    }

    fn fill(&mut self, path: &Path, ink: Ink, rule: FillRule, transform: Transform) {
        let is_cut = self.prepare_mask(path, 0.0);
        let mask = self.mask.as_ref().filter(|_| is_cut).map(|(_, mask)| mask);
        self.pixmap
            .fill_path(path, &paint(ink), rule, transform, mask);
    }

    fn stroke(&mut self, path: &Path, line: &Line) {
        let dashes = line.dashes.iter().map(|length| *length as f32).collect();
        let stroke = tiny_skia::Stroke {
            width: line.width as f32,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            dash: StrokeDash::new(dashes, 0.0),
            ..tiny_skia::Stroke::default()
        };
        let is_cut = self.prepare_mask(path, line.width);
        let mask = self.mask.as_ref().filter(|_| is_cut).map(|(_, mask)| mask);
        let transform = self.transform();
        self.pixmap
            .stroke_path(path, &paint(line.ink), &stroke, transform, mask);
    }

    fn path(&self, outline: &Outline) -> Option<Path> {
        let mut builder = PathBuilder::new();
        match outline {
            Outline::Rectangle(area, radius) => round_rectangle(&mut builder, *area, *radius),
            Outline::Circle(at, radius) => {
                builder.push_circle(at.x as f32, at.y as f32, *radius as f32);
            }
            Outline::Polyline(points) => self.line(&mut builder, points, false),
            Outline::Lines(lines) => {
                for line in lines {
                    self.line(&mut builder, line, false);
                }
            }
            Outline::Polygons(lines) => {
                for line in lines {
                    self.line(&mut builder, line, true);
                }
            }
        }
        builder.finish()
    }

    /// A line through points; those that cannot be told apart are one, and none lies so far away that
    /// single precision would lose it.
    fn line(&self, builder: &mut PathBuilder, points: &[Vec2], closed: bool) {
        const FAR: f64 = 2e4;
        let near = |value: f64| value.clamp(-FAR, FAR) as f32;
        let mut last: Option<Vec2> = None;
        let mut left_out = None;
        for &point in points {
            if !point.is_finite() {
                last = None;
                continue;
            }
            let is_close = last.is_some_and(|last| (point - last).norm() * self.scale < ONE);
            if is_close {
                left_out = Some(point);
                continue;
            }
            left_out = None;
            match last {
                None => builder.move_to(near(point.x), near(point.y)),
                Some(_) => builder.line_to(near(point.x), near(point.y)),
            }
            last = Some(point);
        }
        if let Some(point) = left_out {
            builder.line_to(near(point.x), near(point.y));
        }
        if closed && last.is_some() {
            builder.close();
        }
    }

    fn words(&mut self, text: &Text) {
        let width = font::width(&text.content, text.size, text.bold);
        let left = match text.anchor {
            Anchor::Start => text.at.x,
            Anchor::Middle => text.at.x - width / 2.0,
            Anchor::End => text.at.x - width,
        };
        let mut letters = Letters {
            builder: PathBuilder::new(),
            size: text.size / font::units(),
            at: text.at,
        };
        font::outlines(&text.content, text.size, text.bold, |right, glyph| {
            letters.at.x = left + right;
            font::outline(glyph, &mut letters);
        });
        let Some(path) = letters.builder.finish() else {
            return;
        };
        if let Some(ink) = text.rim {
            self.stroke(&path, &Line::solid(ink, text.size * RIM));
        }
        self.fill(&path, text.ink, FillRule::Winding, self.transform());
        if text.bold {
            self.stroke(&path, &Line::solid(text.ink, text.size * font::THICKENED));
        }
    }
}

/// Outlines of letters on the page.
struct Letters {
    builder: PathBuilder,
    /// How large a unit of the font is.
    size: f64,
    at: Vec2,
}

impl Letters {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (
            (self.at.x + f64::from(x) * self.size) as f32,
            (self.at.y - f64::from(y) * self.size) as f32,
        )
    }
}

impl ttf_parser::OutlineBuilder for Letters {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.place(x1, y1), self.place(x, y));
        self.builder.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2)) = (self.place(x1, y1), self.place(x2, y2));
        let (x, y) = self.place(x, y);
        self.builder.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}

fn rectangle(area: Area) -> Option<Rect> {
    Rect::from_xywh(
        area.x as f32,
        area.y as f32,
        area.width as f32,
        area.height as f32,
    )
}

/// How far the handles of a quarter of a circle reach.
const HANDLE: f32 = 0.552_285;

fn round_rectangle(builder: &mut PathBuilder, area: Area, radius: f64) {
    if radius <= 0.0 {
        if let Some(rectangle) = rectangle(area) {
            builder.push_rect(rectangle);
        }
        return;
    }
    let (left, top) = (area.x as f32, area.y as f32);
    let (right, bottom) = (area.right() as f32, area.bottom() as f32);
    let r = radius as f32;
    let h = r * (1.0 - HANDLE);
    builder.move_to(left + r, top);
    builder.line_to(right - r, top);
    builder.cubic_to(right - h, top, right, top + h, right, top + r);
    builder.line_to(right, bottom - r);
    builder.cubic_to(right, bottom - h, right - h, bottom, right - r, bottom);
    builder.line_to(left + r, bottom);
    builder.cubic_to(left + h, bottom, left, bottom - h, left, bottom - r);
    builder.line_to(left, top + r);
    builder.cubic_to(left, top + h, left + h, top, left + r, top);
    builder.close();
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint {
        anti_alias: true,
        ..Paint::default()
    };
    paint.set_color(color(ink));
    paint
}

fn color(ink: Ink) -> Color {
    let Rgb {
        channels: [red, green, blue],
    } = ink.color;
    let opacity = (ink.opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
    Color::from_rgba8(red, green, blue, opacity)
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Group;
    use super::*;

    fn drawing(step: usize) -> Drawing {
        let frame = Area {
            x: 5.0,
            y: 5.0,
            width: 80.0,
            height: 50.0,
        };
        let ground = Shape::filled(Outline::Rectangle(frame, 4.0), Rgb::hex(0x20_4060).into());
        let points = (0..=step).map(|at| Vec2::new(9.0 * at as f64, (at * at) as f64));
        let path = Shape::drawn(
            Outline::Polyline(points.collect()),
            Line::solid(Rgb::hex(0xff_8040), 2.5),
        );
        let words = Text::new(
            Vec2::new(8.0, 40.0),
            14.0,
            Rgb::hex(0xff_ffff),
            format!("step {step}"),
        );
        let mut group = Group::new("plot", vec![ground.into(), path.into()]);
        group.clip = Some(frame);
        Drawing {
            width: 90.0,
            height: 60.0,
            description: String::new(),
            background: Rgb::hex(0x0a_0c10),
            items: vec![group.into(), words.into()],
        }
    }

    #[test]
    fn pictures_in_a_row_are_painted_as_each_alone() {
        let mut sequence = Sequence::default();
        for step in [0, 1, 2, 5, 5, 9, 3, 0] {
            let drawing = drawing(step);
            assert_eq!(
                sequence.next(&drawing, 1.5),
                Raster::of(&drawing, 1.5),
                "{step}"
            );
        }
    }
}

//! The map: the field in quiet bands, iso-lines, paths with fading tails, heads, start, minimum.

mod ghosts;
mod marks;
mod paths;
mod pins;
mod read_out;
mod places;
mod preview;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::analysis::contour;
use crate::analysis::field::Field;
use crate::app::{Camera, State};
use crate::math::Vec2;
use crate::objective::Objective;
use crate::scene::{HeightScale, Levels, View};

use super::canvas::{Canvas, Glyphs};
use super::color::{ColorDepth, of_field};
use super::curves::{Curves, LatticeKey};
use super::layer::{Kept, Layer};
use super::layout::{CELL_ASPECT, Layout};
use super::{Look, axes, emphasis, recorded};
use crate::picture::BANDS;
use crate::picture::Rgb;

pub(super) use marks::Head;

/// The field of the map and its iso-lines: computed when the objective, the view or the size
/// changes, not for every frame.
#[derive(Debug, Default)]
pub struct FieldCache {
    /// Of what the field is.
    of: Option<(Objective, FieldKey)>,
    bands: Vec<Option<u8>>,
    iso_lines: Vec<(Vec2, Vec2)>,
}

#[derive(Debug, Clone, PartialEq)]
struct FieldKey {
    camera: Camera,
    size: (usize, usize),
    levels: Levels,
    scale: HeightScale,
}

impl FieldCache {
    fn update(&mut self, objective: &Objective, view: &View, camera: Camera, size: (usize, usize)) {
        let key = FieldKey {
            camera,
            size,
            levels: view.levels.clone(),
            scale: view.scale,
        };
        let is_known = self
            .of
            .as_ref()
            .is_some_and(|(known, last)| known.is_same_function(objective) && *last == key);
        if !is_known {
            let field = Field::sample_swiftly(objective, camera.x, camera.y, size.0, size.1);
            self.bands = field.bands(view.scale, band_count(view));
            let levels = field.levels(&view.levels, view.scale);
            let segments = contour::segments(&field, &levels);
            self.iso_lines = segments
                .into_iter()
                .map(|line| (line.from, line.to))
                .collect();
            self.of = Some((objective.clone(), key));
        }
    }
}

/// How the plane lies on the map's cells.
#[derive(Debug, Clone, Copy)]
pub struct Projection {
    camera: Camera,
    area: Rect,
}

impl Projection {
    /// The map of a state on these cells.
    pub fn of(state: &State, area: Rect) -> Self {
        let camera = if state.equal_units {
            let height = CELL_ASPECT * f64::from(area.height);
            state
                .camera
                .with_equal_units(f64::from(area.width) / height)
        } else {
            state.camera
        };
        Self { camera, area }
    }

    /// A point of the plane in cells from the map's upper left corner.
    pub fn to_cells(self, point: Vec2) -> (f64, f64) {
        let size = self.camera.size();
        (
            (point.x - self.camera.x[0]) / size.x * f64::from(self.area.width),
            (self.camera.y[1] - point.y) / size.y * f64::from(self.area.height),
        )
    }

    /// What places depend on, where a cell is so divided.
    pub fn key(self, (across, down): (usize, usize)) -> LatticeKey {
        let Camera { x, y } = self.camera;
        let ends = [x[0], x[1], y[0], y[1]].map(f64::to_bits);
        let size = [self.area.width, self.area.height].map(u64::from);
        let mut key = [0; 12];
        key[..4].copy_from_slice(&ends);
        key[4..6].copy_from_slice(&size);
        key[6..8].copy_from_slice(&[across as u64, down as u64]);
        key
    }

    /// The point of the plane in the middle of a cell of the screen.
    pub fn to_plane(self, column: u16, row: u16) -> Vec2 {
        let size = self.camera.size();
        let share = |at: u16, start: u16, length: u16| {
            (f64::from(at.saturating_sub(start)) + 0.5) / f64::from(length.max(1))
        };
        Vec2::new(
            self.camera.x[0] + share(column, self.area.x, self.area.width) * size.x,
            self.camera.y[1] - share(row, self.area.y, self.area.height) * size.y,
        )
    }

    /// The cell of a point, clamped to the map, and whether it lies on it.
    pub(super) fn cell(self, point: Vec2) -> Option<(u16, u16, bool)> {
        let (x, y) = self.to_cells(point);
        if x.is_nan() || y.is_nan() {
            return None;
        }
        let (width, height) = (f64::from(self.area.width), f64::from(self.area.height));
        // The edge itself, where a start often lies, belongs to the map.
        let inside = (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
        let column = x.floor().clamp(0.0, width - 1.0) as u16;
        let row = y.floor().clamp(0.0, height - 1.0) as u16;
        Some((self.area.x + column, self.area.y + row, inside))
    }
}

/// Draws the map and its axes; the layer of pixels over it, where there is one.
pub fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    layout: &Layout,
    cache: &mut FieldCache,
    curves: &mut Curves,
) -> Option<Layer> {
    let area = layout.map;
    let projection = Projection::of(look.state, area);
    let mut canvas =
        Canvas::new(area.width, area.height, look.glyphs, look.theme.void).under_layer(look.pixels);
    let scene = look.state.now();
    let size = (canvas.width(), canvas.height());
    cache.update(&scene.objective, &scene.view, projection.camera, size);
    paint_field(look, &mut canvas, cache);
    canvas.dot_color(look.theme.iso_line);
    for &(from, to) in &cache.iso_lines {
        canvas.dotted(projection.to_cells(from), projection.to_cells(to));
    }
    let order = emphasis::painting_order(look.state);
    recorded::paint(look, &mut canvas, projection);
    pins::paint(look, &mut canvas, projection);
    ghosts::paint(look, &mut canvas, projection, &order);
    paths::paint(look, &mut canvas, projection, &order, curves);
    preview::paint(look, &mut canvas, projection);
    canvas.show(area, buffer, look.depth);
    ghosts::draw_symbols(look, buffer, &mut canvas, projection, &order);
    marks::draw(look, buffer, &mut canvas, projection);
    axes::draw(look, buffer, layout, projection.camera);
    read_out::draw(look, buffer, layout);
    let mut kept = Kept::default();
    kept.take(&mut canvas);
    kept.layer(look.pixels, area, Some(look.theme.height(0.5)))
}

fn paint_field(look: &Look<'_>, canvas: &mut Canvas, cache: &FieldCache) {
    if matches!(look.glyphs, Glyphs::Ascii | Glyphs::Dashed)
        || matches!(look.depth, ColorDepth::None | ColorDepth::Ansi16)
    {
        return;
    }
    let width = canvas.width();
    let colors = look.theme.bands(band_count(&look.state.scene().view));
    let colors: Vec<Rgb> = colors
        .into_iter()
        .map(|color| of_field(color, look.depth))
        .collect();
    for (place, band) in cache.bands.iter().enumerate() {
        if let Some(band) = band {
            canvas.ground_pixel(place % width, place / width, colors[usize::from(*band)]);
        }
    }
}

/// As many bands as the iso-lines part, so that each line is the border of two.
fn band_count(view: &View) -> usize {
    match &view.levels {
        Levels::Count(count) => (count + 1).clamp(2, BANDS),
        Levels::Values(_) => BANDS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_cell_comes_back_to_that_cell() {
        let projection = Projection {
            camera: Camera {
                x: [-10.0, 2.5],
                y: [-1.45, 1.45],
            },
            area: Rect::new(6, 1, 73, 33),
        };
        for (column, row) in [(6, 1), (78, 33), (40, 20)] {
            let point = projection.to_plane(column, row);
            assert_eq!(projection.cell(point), Some((column, row, true)));
        }
    }
}

//! The buffer and its layers as numbers that a script reads.

use descent_tui::picture::Rgb;
use descent_tui::ui::Layer;
use descent_tui::ui::color::rgb_of;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Numbers of a cell.
const NUMBERS: usize = 4;

/// What is on the screen.
#[derive(Debug, Default)]
pub struct Screen {
    cells: Vec<u32>,
    layers: Vec<Layer>,
    /// The pixels of each layer, red, green, blue and opacity, not times it.
    pixels: Vec<Vec<u8>>,
}

impl Screen {
    /// Takes a frame; whether it differs from the one before.
    pub fn show(&mut self, buffer: &Buffer, layers: Vec<Layer>) -> bool {
        let mut cells = Vec::with_capacity(buffer.content.len() * NUMBERS);
        for cell in &buffer.content {
            cells.extend(numbers(cell));
        }
        let is_other = cells != self.cells || layers != self.layers;
        if layers != self.layers {
            self.pixels = layers.iter().map(straight).collect();
        }
        (self.cells, self.layers) = (cells, layers);
        is_other
    }

    /// The numbers of all cells.
    pub fn cells(&self) -> &[u32] {
        &self.cells
    }

    /// The layers.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// A number of a layer: 0 its column, 1 its row, 2 and 3 its width and height in pixels, 4 where its pixels are.
    pub fn layer(&self, index: usize, what: u32) -> usize {
        let Some(layer) = self.layers.get(index) else {
            return 0;
        };
        match what {
            0 => layer.area.x.into(),
            1 => layer.area.y.into(),
            2 => layer.raster.width() as usize,
            3 => layer.raster.height() as usize,
            _ => self.pixels[index].as_ptr() as usize,
        }
    }
}

fn numbers(cell: &Cell) -> [u32; NUMBERS] {
    let mut signs = cell.symbol().chars().map(u32::from);
    let (sign, mark) = (signs.next().unwrap_or(0), signs.next().unwrap_or(0));
    let bold = u32::from(cell.modifier.contains(Modifier::BOLD)) << 24;
    [sign, mark, number(cell.fg) | bold, number(cell.bg)]
}

fn number(color: Color) -> u32 {
    let Rgb {
        channels: [red, green, blue],
    } = rgb_of(color);
    u32::from_be_bytes([0, red, green, blue])
}

/// Pixels whose colours are not times their opacity.
fn straight(layer: &Layer) -> Vec<u8> {
    let mut pixels = layer.raster.bytes().to_vec();
    for pixel in pixels.chunks_exact_mut(4) {
        let opacity = u32::from(pixel[3]);
        if opacity > 0 && opacity < 255 {
            for channel in &mut pixel[..3] {
                *channel = (u32::from(*channel) * 255 / opacity).min(255) as u8;
            }
        }
    }
    pixels
}

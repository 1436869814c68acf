//! Pixels over the cells, where the terminal draws any: which protocol it speaks, and what it shows by now.
//!
//! The terminal is asked and never waited for: its answer is input, whenever it comes, and until then all is
//! cells. Two protocols are spoken: kitty's, whose images lie over the cells and are see-through, and
//! sixel, whose pixels take the place of those of the cells until something is written there.

mod indexed;
mod kitty;
mod sixel;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::output::Output;
use crate::render::Raster;
use crate::ui::color::rgb_of;
use crate::ui::{CellSize, Layer};
use indexed::Indexed;

/// Whether lines are drawn in pixels: `--pixels`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PixelChoice {
    /// Where the terminal answers that it can, and is no terminal within another.
    Auto,
    /// Not at all.
    #[default]
    Off,
    /// By kitty's protocol, unasked.
    Kitty,
    /// As sixel, unasked.
    Sixel,
}

/// What a terminal says of the pixels that it draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PixelReply {
    /// It speaks kitty's protocol.
    Kitty,
    /// It draws sixel.
    Sixel,
    /// The size of a cell.
    Cell(CellSize),
}

/// A way to tell a terminal of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Kitty,
    Sixel,
}

/// A layer as pixels.
#[derive(Debug, PartialEq)]
struct Painted {
    area: Rect,
    raster: Raster,
}

/// A query image of one pixel, by kitty's protocol, that is not to be shown.
const ASK_KITTY: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";
/// The primary device attributes; sixel is number 4 among them.
const ASK_ATTRIBUTES: &str = "\x1b[c";
/// The size of a cell in pixels.
const ASK_CELL: &str = "\x1b[16t";

/// What is known of the terminal's pixels, and what it shows.
#[derive(Debug)]
pub struct Pixels {
    choice: PixelChoice,
    /// The protocol that it speaks, as far as it said so.
    spoken: Option<Protocol>,
    cell: Option<CellSize>,
    /// The size of a cell as the system says, which goes before what the terminal does.
    measured: Option<CellSize>,
    /// What is shown by now, and for kitty which of its two images each layer has.
    shown: Vec<(Painted, usize)>,
    /// The cells that sixel has painted over.
    covered: Vec<Rect>,
}

impl Pixels {
    /// Of a terminal that has not said anything yet.
    pub fn new(choice: PixelChoice) -> Self {
        let spoken = match choice {
            PixelChoice::Kitty => Some(Protocol::Kitty),
            PixelChoice::Sixel => Some(Protocol::Sixel),
            PixelChoice::Auto | PixelChoice::Off => None,
        };
        Self {
            choice,
            spoken,
            cell: None,
            measured: None,
            shown: Vec::new(),
            covered: Vec::new(),
        }
    }

    /// What to ask the terminal.
    pub fn questions(&self) -> String {
        match self.choice {
            PixelChoice::Off => String::new(),
            PixelChoice::Auto => [ASK_KITTY, ASK_CELL, ASK_ATTRIBUTES].concat(),
            PixelChoice::Kitty | PixelChoice::Sixel => ASK_CELL.to_owned(),
        }
    }

    /// Takes an answer in; whether it changes what can be drawn.
    pub fn hear(&mut self, reply: PixelReply) -> bool {
        let before = self.cell();
        match (reply, self.choice) {
            (PixelReply::Cell(size), _) => self.cell = Some(size),
            (PixelReply::Kitty, PixelChoice::Auto) => self.spoken = Some(Protocol::Kitty),
            // Whoever speaks both is spoken to in the better one.
            (PixelReply::Sixel, PixelChoice::Auto) => {
                self.spoken.get_or_insert(Protocol::Sixel);
            }
            _ => {}
        }
        self.cell() != before
    }

    /// The system says how large the screen is, in cells and, where it knows, in pixels.
    pub fn measure(&mut self, cells: (u16, u16), pixels: (u16, u16)) {
        let side = |pixels: u16, cells: u16| pixels.checked_div(cells).filter(|side| *side > 0);
        self.measured = side(pixels.0, cells.0)
            .zip(side(pixels.1, cells.1))
            .map(|(width, height)| CellSize { width, height });
    }

    /// The size of a cell, once it is known that pixels can be drawn.
    pub fn cell(&self) -> Option<CellSize> {
        self.spoken?;
        self.measured.or(self.cell)
    }

    /// What is shown is no longer known: the next frame shows all of it again.
    pub fn forget(&mut self) {
        for (layer, _) in &mut self.shown {
            // Of no layer, so that none is the same.
            layer.area = Rect::default();
        }
    }

    /// The bytes that make the terminal show the cells and the layers over them.
    pub fn frame<'a>(
        &mut self,
        output: &'a mut Output,
        next: &mut Buffer,
        layers: &[Layer],
    ) -> &'a [u8] {
        let paint = |layer: &Layer| Painted {
            area: layer.area,
            raster: layer.raster(),
        };
        let layers: Vec<Painted> = layers.iter().map(paint).collect();
        self.frame_of(output, next, layers)
    }

    fn frame_of<'a>(
        &mut self,
        output: &'a mut Output,
        next: &mut Buffer,
        layers: Vec<Painted>,
    ) -> &'a [u8] {
        let bytes = match self.spoken {
            Some(Protocol::Kitty) => self.kitty(&layers),
            Some(Protocol::Sixel) => self.sixel(output, next, &layers),
            None => Vec::new(),
        };
        let images = self.shown.iter().map(|(_, image)| *image);
        let images: Vec<usize> = images
            .chain(std::iter::repeat(0))
            .take(layers.len())
            .collect();
        self.shown = layers.into_iter().zip(images).collect();
        output.frame_under(next, &bytes)
    }

    /// New images for the layers that changed, then the old ones are deleted, so that nothing flickers.
    fn kitty(&mut self, layers: &[Painted]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (slot, layer) in layers.iter().enumerate() {
            let before = self.shown.get_mut(slot);
            let image = match before {
                Some((shown, _)) if shown == layer => continue,
                Some((_, image)) => {
                    *image = 1 - *image;
                    *image
                }
                None => 0,
            };
            let picture = Indexed::of(&layer.raster);
            kitty::show(&mut bytes, &picture, layer.area, kitty::id(slot, image));
            kitty::delete(&mut bytes, kitty::id(slot, 1 - image));
        }
        for slot in layers.len()..self.shown.len() {
            for image in 0..2 {
                kitty::delete(&mut bytes, kitty::id(slot, image));
            }
        }
        bytes
    }

    /// All layers again wherever anything changed: what is written below them wipes them out.
    fn sixel(&mut self, output: &mut Output, next: &Buffer, layers: &[Painted]) -> Vec<u8> {
        let same = self.shown.iter().map(|(layer, _)| layer).eq(layers);
        if same && !output.would_change(next) {
            return Vec::new();
        }
        for area in self.covered.drain(..) {
            output.wipe(area);
        }
        let mut bytes = Vec::new();
        for layer in layers {
            // On the last row the terminal would scroll.
            if layer.area.bottom() >= next.area.bottom() {
                continue;
            }
            let ground = |column: u16, row: u16| {
                let cell = next.cell((layer.area.x + column, layer.area.y + row));
                let color = cell.map_or(Color::Reset, |cell| cell.bg);
                rgb_of(color)
            };
            let picture = Indexed::over(&layer.raster, layer.area, ground);
            sixel::show(&mut bytes, &picture, layer.area);
            self.covered.push(layer.area);
        }
        bytes
    }
}

/// What deletes all images, if the terminal may have some.
pub(super) const DELETE_ALL: &[u8] = kitty::DELETE_ALL;

#[cfg(test)]
mod tests;

//! A layer in at most 255 colours and clear, as both protocols take it.

use ratatui::layout::Rect;

use crate::picture::Rgb;
use crate::render::Raster;

/// Pixels as numbers of colours; 0 is clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Indexed {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Red, green, blue and opacity of each colour; the first is clear.
    pub(super) palette: Vec<[u8; 4]>,
    /// Row by row from the top.
    pub(super) pixels: Vec<u8>,
}

/// What covers less of the ground than this is left out where nothing can be see-through.
const SEEN: u8 = 24;

impl Indexed {
    /// A layer with its opacities.
    pub(super) fn of(raster: &Raster) -> Self {
        Self::made(raster, |_, pixel| pixel)
    }

    /// A layer mixed with the colours that the cells below it have, each given by column and row of the layer.
    pub(super) fn over(raster: &Raster, area: Rect, ground: impl Fn(u16, u16) -> Rgb) -> Self {
        let width = raster.width() as usize;
        let (across, down) = (
            width / usize::from(area.width).max(1),
            raster.height() as usize / usize::from(area.height).max(1),
        );
        Self::made(raster, |place, [red, green, blue, opacity]| {
            if opacity < SEEN {
                return [0; 4];
            }
            let (column, row) = (place % width / across.max(1), place / width / down.max(1));
            let below = ground(column as u16, row as u16).channels;
            let left = u16::from(255 - opacity);
            let [r, g, b] = [(red, below[0]), (green, below[1]), (blue, below[2])]
                .map(|(over, below)| over.saturating_add((u16::from(below) * left / 255) as u8));
            [r, g, b, 255]
        })
    }

    /// The colours are told apart as finely as 255 of them allow.
    fn made(raster: &Raster, make: impl Fn(usize, [u8; 4]) -> [u8; 4]) -> Self {
        for bits in [4, 3] {
            if let Some(made) = Self::in_bits(raster, bits, &make) {
                return made;
            }
        }
        // Two bits of four channels are 256 colours, and those without opacity are one.
        Self::in_bits(raster, 2, &make).unwrap_or_else(|| Self {
            width: raster.width() as usize,
            height: raster.height() as usize,
            palette: vec![[0; 4]],
            pixels: vec![0; (raster.width() * raster.height()) as usize],
        })
    }

    /// Of each channel so many bits count; `None` where that makes too many colours.
    fn in_bits(
        raster: &Raster,
        bits: u32,
        make: impl Fn(usize, [u8; 4]) -> [u8; 4],
    ) -> Option<Self> {
        /// Pixels that are looked at together, since most are clear.
        const RUN: usize = 8;
        let mut known = vec![0_u8; 1 << (4 * bits)];
        let mut palette = vec![[0; 4]];
        let mut pixels = vec![0; (raster.width() * raster.height()) as usize];
        let runs = raster.bytes().chunks(4 * RUN).zip(pixels.chunks_mut(RUN));
        for (run, (bytes, numbers)) in runs.enumerate() {
            if bytes == [0; 4 * RUN] {
                continue;
            }
            for (place, (pixel, number)) in bytes.chunks_exact(4).zip(numbers).enumerate() {
                if pixel[3] == 0 {
                    continue;
                }
                let color = make(run * RUN + place, [pixel[0], pixel[1], pixel[2], pixel[3]]);
                let coarse =
                    |key: usize, channel: u8| (key << bits) | usize::from(channel >> (8 - bits));
                let key = color.into_iter().fold(0, coarse);
                if known[key] == 0 && color[3] > 0 {
                    known[key] = u8::try_from(palette.len()).ok()?;
                    palette.push(color);
                }
                *number = known[key];
            }
        }
        // Colours come times their opacity.
        for [channels @ .., opacity] in &mut palette[1..] {
            let whole = u16::from(*opacity).max(1);
            for channel in channels {
                *channel = (u16::from(*channel) * 255 / whole).min(255) as u8;
            }
        }
        Some(Self {
            width: raster.width() as usize,
            height: raster.height() as usize,
            palette,
            pixels,
        })
    }
}

//! The 255 colours of a film: what covers much exactly, all else by median cut.

use std::collections::HashMap;

use crate::render::pixels::Raster;

/// The place that stands for what did not change.
pub(super) const CLEAR: u8 = 255;
/// So many colours there are beside it.
const COUNT: usize = 255;
/// A colour that covers one pixel in so many has a place of its own.
const OFTEN: usize = 2500;
/// But so many places are left for all others.
const OTHERS: usize = 128;

/// Colours with their places, in the order of their green, and those that were looked up.
pub(super) struct Palette {
    colors: Vec<[u8; 3]>,
    /// What was looked up last, by a few bits of the colour.
    known: Vec<(u32, u8)>,
}

const KNOWN: usize = 1 << 16;

impl Palette {
    /// A palette for pictures.
    pub(super) fn of(samples: &[&Raster]) -> Self {
        let mut counts: HashMap<[u8; 3], usize> = HashMap::new();
        let mut pixels = 0;
        for raster in samples {
            let mut run: Option<([u8; 3], usize)> = None;
            for pixel in raster.bytes().chunks_exact(4) {
                let color = [pixel[0], pixel[1], pixel[2]];
                match &mut run {
                    Some((last, count)) if *last == color => *count += 1,
                    _ => {
                        if let Some((last, count)) = run.replace((color, 1)) {
                            *counts.entry(last).or_default() += count;
                        }
                    }
                }
                pixels += 1;
            }
            if let Some((last, count)) = run {
                *counts.entry(last).or_default() += count;
            }
        }
        let mut counts: Vec<([u8; 3], usize)> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(color, count)| (usize::MAX - count, *color));
        let own = counts.iter().take(COUNT - OTHERS);
        let own = own.take_while(|(_, count)| *count > pixels / OFTEN).count();
        let mut colors: Vec<[u8; 3]> = counts[..own].iter().map(|(color, _)| *color).collect();
        colors.extend(median_cut(&counts[own..], COUNT - own));
        colors.sort_unstable_by_key(|[red, green, blue]| (*green, *red, *blue));
        Self {
            colors,
            known: vec![(u32::MAX, 0); KNOWN],
        }
    }

    /// The bytes of all colours; the last stands for none.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.colors.iter().flatten().copied().collect();
        bytes.resize(256 * 3, 0);
        bytes
    }

    /// The place of the nearest colour of each pixel.
    pub(super) fn places(&mut self, raster: &Raster) -> Vec<u8> {
        let pixels = raster.bytes().chunks_exact(4);
        let mut places = Vec::with_capacity(pixels.len());
        let mut last = (u32::MAX, 0);
        for pixel in pixels {
            let code = u32::from_be_bytes([0, pixel[0], pixel[1], pixel[2]]);
            if code != last.0 {
                last = (code, self.place(code));
            }
            places.push(last.1);
        }
        places
    }

    fn place(&mut self, code: u32) -> u8 {
        let slot = (code.wrapping_mul(0x9e37_79b1) >> 16) as usize % KNOWN;
        if self.known[slot].0 != code {
            self.known[slot] = (code, self.nearest(code));
        }
        self.known[slot].1
    }

    /// The colours stand in the order of their green, so that the search goes both ways from the same green and
    /// ends where green alone is too far away.
    fn nearest(&self, code: u32) -> u8 {
        let [_, red, green, blue] = code.to_be_bytes();
        let part = |a: u8, b: u8| i32::from(a) - i32::from(b);
        let first = self.colors.partition_point(|color| color[1] < green);
        let mut best = (i32::MAX, 0);
        let mut look = |place: usize| {
            let color = self.colors[place];
            let g = 4 * part(color[1], green).pow(2);
            if g < best.0 {
                let (r, b) = (part(color[0], red), part(color[2], blue));
                let distance = 2 * r * r + g + 3 * b * b;
                best = best.min((distance, place));
                true
            } else {
                false
            }
        };
        let _ = (first..self.colors.len()).all(&mut look);
        let _ = (0..first).rev().all(&mut look);
        best.1 as u8
    }
}

/// At most so many colours for these: the box of colours that spreads farthest is cut in two, again and again.
fn median_cut(counts: &[([u8; 3], usize)], most: usize) -> Vec<[u8; 3]> {
    if counts.is_empty() || most == 0 {
        return Vec::new();
    }
    let mut boxes: Vec<Vec<([u8; 3], usize)>> = vec![counts.to_vec()];
    while boxes.len() < most {
        let widest = boxes
            .iter()
            .enumerate()
            .filter(|(_, colors)| colors.len() > 1)
            .max_by_key(|(_, colors)| {
                let weight: usize = colors.iter().map(|(_, count)| count).sum();
                let (_, spread) = widest_channel(colors);
                // Rare colours matter less, but they do.
                (f64::from(spread) * libm::pow(weight as f64, 0.3) * 1024.0) as u64
            });
        let Some((place, _)) = widest else { break };
        let mut colors = boxes.swap_remove(place);
        let (channel, _) = widest_channel(&colors);
        colors.sort_unstable_by_key(|(color, _)| (color[channel], *color));
        let rest = colors.split_off(colors.len() / 2);
        boxes.extend([colors, rest]);
    }
    boxes.iter().map(|colors| mean(colors)).collect()
}

fn widest_channel(colors: &[([u8; 3], usize)]) -> (usize, u8) {
    let spread = |channel: usize| {
        let values = colors.iter().map(|(color, _)| color[channel]);
        values.clone().max().unwrap_or(0) - values.min().unwrap_or(0)
    };
    let [red, green, blue] = [0, 1, 2].map(|channel| (channel, spread(channel)));
    [red, green, blue]
        .into_iter()
        .max_by_key(|(channel, spread)| (*spread, usize::MAX - channel))
        .unwrap_or(red)
}

fn mean(colors: &[([u8; 3], usize)]) -> [u8; 3] {
    let weight: usize = colors.iter().map(|(_, count)| count).sum();
    [0, 1, 2].map(|channel| {
        let sum: usize = colors
            .iter()
            .map(|(color, count)| usize::from(color[channel]) * count)
            .sum();
        (sum as f64 / weight.max(1) as f64).round() as u8
    })
}

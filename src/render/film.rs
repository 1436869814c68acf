//! Films as GIF: one palette, and of each picture only what changed.

mod palette;

use std::borrow::Cow;
use std::panic::resume_unwind;
use std::thread;
use std::time::Duration;

use gif::{DisposalMethod, Encoder, Frame, Repeat};

use super::drawing::Drawing;
use super::pixels::{Raster, Sequence};
use palette::Palette;

/// Painters of drawings that follow one another, each on a thread of its own.
pub struct Frames {
    sequences: Vec<Sequence>,
    scale: f64,
}

impl Frames {
    /// For drawings that are painted that many times as large, by so many threads.
    pub fn new(scale: f64, threads: usize) -> Self {
        Self {
            sequences: (0..threads.max(1)).map(|_| Sequence::default()).collect(),
            scale,
        }
    }

    /// The pixels of the next drawings, the same whatever the number of threads; all must have one size.
    pub fn next(&mut self, drawings: &[Drawing]) -> Vec<Raster> {
        let scale = self.scale;
        let share = drawings.len().div_ceil(self.sequences.len()).max(1);
        thread::scope(|scope| {
            let painters = self.sequences.iter_mut().zip(drawings.chunks(share));
            let threads: Vec<_> = painters
                .map(|(sequence, drawings)| {
                    scope.spawn(move || {
                        let painted = drawings.iter().map(|drawing| sequence.next(drawing, scale));
                        painted.collect::<Vec<Raster>>()
                    })
                })
                .collect();
            let painted = threads.into_iter().map(|thread| match thread.join() {
                Ok(rasters) => rasters,
                Err(panic) => resume_unwind(panic),
            });
            painted.flatten().collect()
        })
    }
}

/// A film being written: each picture is compared with the one before.
pub struct Film {
    encoder: Encoder<Vec<u8>>,
    palette: Palette,
    /// The last picture, by places of the palette.
    shown: Vec<u8>,
    size: (u16, u16),
    /// What is left of the time of pictures that were shown longer or shorter than GIF can say.
    debt: f64,
}

/// The least time that browsers keep to.
const SHORTEST: f64 = 2.0;

impl Film {
    /// A film that loops, with the colours of these pictures of it.
    ///
    /// # Errors
    ///
    /// What the encoder says.
    pub fn new(samples: &[&Raster]) -> Result<Self, String> {
        let side = |length: u32| u16::try_from(length).map_err(|error| error.to_string());
        let first = samples.first().ok_or("a film has pictures")?;
        let size = (side(first.width())?, side(first.height())?);
        let palette = Palette::of(samples);
        let encoder = Encoder::new(Vec::new(), size.0, size.1, &palette.bytes());
        let mut encoder = encoder.map_err(|error| error.to_string())?;
        encoder
            .set_repeat(Repeat::Infinite)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            encoder,
            palette,
            shown: Vec::new(),
            size,
            debt: 0.0,
        })
    }

    /// Adds a picture that is shown so long.
    ///
    /// # Errors
    ///
    /// What the encoder says.
    pub fn add(&mut self, raster: &Raster, time: Duration) -> Result<(), String> {
        let next = self.palette.places(raster);
        let frame = if self.shown.is_empty() {
            Some(whole(&next, self.size))
        } else {
            changed(&self.shown, &next, usize::from(self.size.0))
        };
        self.shown = next;
        self.write(frame, time)
    }

    /// Shows the last picture so much longer.
    ///
    /// # Errors
    ///
    /// What the encoder says.
    pub fn hold(&mut self, time: Duration) -> Result<(), String> {
        self.write(None, time)
    }

    /// Writes what changed; where nothing did, a picture of a single clear pixel, so that each step has
    /// its own.
    fn write(&mut self, frame: Option<Frame<'_>>, time: Duration) -> Result<(), String> {
        let frame = frame.unwrap_or_else(|| Frame {
            width: 1,
            height: 1,
            transparent: Some(palette::CLEAR),
            buffer: Cow::Owned(vec![palette::CLEAR]),
            ..Frame::default()
        });
        let wanted = time.as_secs_f64() * 100.0 + self.debt;
        let delay = wanted.round().clamp(SHORTEST, f64::from(u16::MAX));
        self.debt = wanted - delay;
        let frame = Frame {
            delay: delay as u16,
            dispose: DisposalMethod::Keep,
            ..frame
        };
        self.encoder
            .write_frame(&frame)
            .map_err(|error| error.to_string())
    }

    /// The bytes of the file.
    ///
    /// # Errors
    ///
    /// What the encoder says.
    pub fn finish(self) -> Result<Vec<u8>, String> {
        self.encoder.into_inner().map_err(|error| error.to_string())
    }
}

fn whole(places: &[u8], (width, height): (u16, u16)) -> Frame<'static> {
    Frame {
        width,
        height,
        buffer: Cow::Owned(places.to_vec()),
        ..Frame::default()
    }
}

/// The smallest rectangle that holds all that changed, what is the same in it left clear.
fn changed(before: &[u8], next: &[u8], width: usize) -> Option<Frame<'static>> {
    let rows = || {
        before
            .chunks_exact(width)
            .zip(next.chunks_exact(width))
            .enumerate()
    };
    let differs = |(_, (a, b)): &(usize, (&[u8], &[u8]))| a != b;
    let top = rows().find(differs)?.0;
    let bottom = rows().rfind(differs)?.0;
    let (mut left, mut right) = (width, 0);
    for (_, (a, b)) in rows().skip(top).take(bottom - top + 1) {
        let mut pairs = a.iter().zip(b);
        if let Some(first) = pairs.clone().position(|(a, b)| a != b) {
            left = left.min(first);
        }
        if let Some(last) = pairs.rposition(|(a, b)| a != b) {
            right = right.max(last);
        }
    }
    let mut buffer = Vec::with_capacity((right - left + 1) * (bottom - top + 1));
    for (_, (a, b)) in rows().skip(top).take(bottom - top + 1) {
        let pairs = a[left..=right].iter().zip(&b[left..=right]);
        buffer.extend(pairs.map(|(a, b)| if a == b { palette::CLEAR } else { *b }));
    }
    Some(Frame {
        left: left as u16,
        top: top as u16,
        width: (right - left + 1) as u16,
        height: (bottom - top + 1) as u16,
        transparent: Some(palette::CLEAR),
        buffer: Cow::Owned(buffer),
        ..Frame::default()
    })
}

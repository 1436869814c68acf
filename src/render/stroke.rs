//! Lines of even width as pixels: each pixel by its distance from the line.
//!
//! Several times as fast as filling the outline of a line, which counts where the lines of a screen are drawn anew with
//! every key. Ends and joins are round.

use crate::math::Vec2;
use crate::render::drawing::Line;

/// Pixels that are looked at together, since most are not covered.
const RUN: usize = 16;

/// A line through places, over a rim that parts it from what it crosses.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// The places, in pixels from the upper left corner. NaN is a gap.
    pub places: Vec<Vec2>,
    /// How the line is drawn.
    pub line: Line,
    /// What is drawn below it, in the same dashes; wider.
    pub rim: Option<Line>,
}

/// How much of each pixel one line covers; used for one line after the other.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    width: usize,
    height: usize,
    /// From 0 to 255, row by row: by the line, and by its rim.
    pixels: [Vec<u8>; 2],
    /// The columns that were touched of each row, the second excluded.
    touched: Vec<(usize, usize)>,
    /// Of the pixels of one row from a segment.
    distances: Vec<f32>,
}

impl Coverage {
    /// Of a picture of so many pixels.
    pub(super) fn of(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: [(); 2].map(|()| vec![0; width * height]),
            distances: vec![0.0; width],
            touched: vec![(usize::MAX, 0); height],
        }
    }

    /// Covers what a line through places lies on, and the rim beside it, in pixels from the upper left corner. NaN is
    /// a gap.
    pub(super) fn line(&mut self, places: &[Vec2], line: &Line, rim: Option<&Line>) {
        let width = |line: &Line| line.width / 2.0;
        let radius = [width(line), rim.map_or(-1.0, width)];
        let mut dashes = Dashes::new(&line.dashes);
        for pair in places.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            if !(from.is_finite() && to.is_finite()) {
                dashes = Dashes::new(&line.dashes);
                continue;
            }
            let Some((from, to)) = self.near(from, to, radius) else {
                continue;
            };
            dashes.walk(from, to, |from, to| self.segment(from, to, radius));
        }
        let alone = |place: usize| {
            let is_gap = |place: Option<&Vec2>| place.is_none_or(|place| !place.is_finite());
            let before = place.checked_sub(1).and_then(|before| places.get(before));
            places[place].is_finite() && is_gap(before) && is_gap(places.get(place + 1))
        };
        for place in (0..places.len()).filter(|place| alone(*place)) {
            if let Some((at, _)) = self.near(places[place], places[place], radius) {
                self.segment(at, at, radius);
            }
        }
    }

    /// The part of a segment from which something can be seen; `None` if there is none.
    fn near(&self, from: Vec2, to: Vec2, radius: [f64; 2]) -> Option<(Vec2, Vec2)> {
        let margin = radius[0].max(radius[1]) + 1.0;
        let way = to - from;
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (start, step, end) in [
            (from.x, way.x, self.width as f64),
            (from.y, way.y, self.height as f64),
        ] {
            let (low, high) = (-margin - start, end + margin - start);
            if step == 0.0 {
                if low > 0.0 || high < 0.0 {
                    return None;
                }
            } else {
                let (a, b) = (low / step, high / step);
                enter = enter.max(a.min(b));
                leave = leave.min(a.max(b));
            }
        }
        (enter <= leave).then(|| (from + way * enter, from + way * leave))
    }

    /// Covers what lies within the two radii of a segment, which must be near the picture.
    fn segment(&mut self, from: Vec2, to: Vec2, radius: [f64; 2]) {
        let way = to - from;
        let square = way.x * way.x + way.y * way.y;
        let reach = radius[0].max(radius[1]) + 0.5;
        let rows = rows(
            from.y.min(to.y) - reach,
            from.y.max(to.y) + reach,
            self.height,
        );
        let (left, right) = (from.x.min(to.x) - reach, from.x.max(to.x) + reach);
        // How far to the side of the line's middle a row is touched.
        let beside = reach * square.sqrt() / way.y.abs();
        // Single precision is enough within a picture. A line thinner than a pixel covers none whole.
        let ahead = (way.x as f32, way.y as f32);
        let inverse = if square > 0.0 {
            1.0 / square as f32
        } else {
            0.0
        };
        let reaches = radius.map(|radius| (radius + 0.5) as f32);
        let most = radius.map(|radius| (2.0 * radius).min(1.0) as f32);
        for row in rows {
            let y = row as f64 + 0.5 - from.y;
            let (mut low, mut high) = (left, right);
            if beside.is_finite() {
                let middle = from.x + y * way.x / way.y;
                (low, high) = (low.max(middle - beside), high.min(middle + beside));
            }
            let columns = self::rows(low, high, self.width);
            if columns.is_empty() {
                continue;
            }
            let touched = &mut self.touched[row];
            *touched = (touched.0.min(columns.start), touched.1.max(columns.end));
            let start = row * self.width;
            let first = (columns.start as f64 + 0.5 - from.x) as f32;
            let y = y as f32;
            let distances = &mut self.distances[..columns.len()];
            for (column, distance) in distances.iter_mut().enumerate() {
                let x = first + column as f32;
                let along = ((x * ahead.0 + y * ahead.1) * inverse).clamp(0.0, 1.0);
                let (dx, dy) = (x - along * ahead.0, y - along * ahead.1);
                *distance = (dx * dx + dy * dy).sqrt();
            }
            for ((pixels, reach), most) in self.pixels.iter_mut().zip(reaches).zip(most) {
                let pixels = &mut pixels[start + columns.start..start + columns.end];
                for (covered, distance) in pixels.iter_mut().zip(&*distances) {
                    let by = ((reach - distance).min(most).max(0.0) * 255.0) as u8;
                    *covered = (*covered).max(by);
                }
            }
        }
    }

    /// Lays the colours of a line and its rim over pixels, each red, green, blue, times its opacity, and opacity, as far
    /// as they are covered; then nothing is covered any more.
    pub(super) fn lay(&mut self, line: &Line, rim: Option<&Line>, pixels: &mut [u8]) {
        let (line, rim) = (Paint::of(line), rim.map(Paint::of));
        for (row, touched) in self.touched.iter_mut().enumerate() {
            let (start, end) = std::mem::replace(touched, (usize::MAX, 0));
            if start >= end {
                continue;
            }
            let places = row * self.width + start..row * self.width + end;
            let [by_line, by_rim] = &mut self.pixels;
            let by_line = by_line[places.clone()].chunks_mut(RUN);
            let by_rim = by_rim[places.clone()].chunks_mut(RUN);
            let pixels = pixels[4 * places.start..4 * places.end].chunks_mut(4 * RUN);
            for ((by_line, by_rim), pixels) in by_line.zip(by_rim).zip(pixels) {
                if let Some(rim) = &rim {
                    rim.lay(by_rim, pixels);
                }
                line.lay(by_line, pixels);
            }
        }
    }
}

/// A colour with its opacity, in parts of 255.
struct Paint {
    over: [u16; 4],
    opacity: u16,
}

impl Paint {
    fn of(line: &Line) -> Self {
        let [red, green, blue] = line.ink.color.channels.map(u16::from);
        Self {
            over: [red, green, blue, 255],
            opacity: (line.ink.opacity.clamp(0.0, 1.0) * 255.0).round() as u16,
        }
    }

    /// Lays it over pixels as far as they are covered.
    fn lay(&self, covered: &mut [u8], pixels: &mut [u8]) {
        if covered == [0; RUN] {
            return;
        }
        for (covered, pixel) in covered.iter_mut().zip(pixels.chunks_exact_mut(4)) {
            let share = of_255(u16::from(std::mem::take(covered)) * self.opacity);
            for (channel, over) in pixel.iter_mut().zip(self.over) {
                let kept = u16::from(*channel) * (255 - share);
                *channel = of_255(over * share + kept) as u8;
            }
        }
    }
}

/// A product of two parts of 255 as a part of 255.
fn of_255(product: u16) -> u16 {
    // Exact for all such products, and as fast as a shift.
    let rounded = product + 128;
    (rounded + (rounded >> 8)) >> 8
}

/// The pixels whose middles may lie between two places, of so many.
fn rows(low: f64, high: f64, count: usize) -> std::ops::Range<usize> {
    let low = low.floor().max(0.0) as usize;
    let high = (high.ceil().max(0.0) as usize).min(count);
    low.min(high)..high
}

/// Where on its way a line leaves gaps.
struct Dashes<'a> {
    lengths: &'a [f64],
    place: usize,
    /// What is left of the dash or gap.
    left: f64,
}

impl<'a> Dashes<'a> {
    fn new(lengths: &'a [f64]) -> Self {
        let left = lengths.first().copied().unwrap_or(f64::INFINITY);
        Self {
            lengths,
            place: 0,
            left,
        }
    }

    /// Goes on from one place to another, and draws the dashes on the way.
    fn walk(&mut self, from: Vec2, to: Vec2, mut draw: impl FnMut(Vec2, Vec2)) {
        let length = (to - from).norm();
        if self.lengths.is_empty() || length == 0.0 {
            return draw(from, to);
        }
        let along = (to - from) / length;
        let mut walked = 0.0;
        while walked < length {
            let step = self.left.min(length - walked);
            if self.place.is_multiple_of(2) {
                draw(from + along * walked, from + along * (walked + step));
            }
            walked += step;
            self.left -= step;
            if self.left <= 0.0 {
                self.place = (self.place + 1) % self.lengths.len();
                // No pattern stands still.
                self.left = self.lengths[self.place].max(0.05);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Rgb;

    fn covered(places: &[(f64, f64)], line: &Line) -> Vec<f64> {
        let mut coverage = Coverage::of(40, 30);
        let places: Vec<Vec2> = places.iter().map(|&(x, y)| Vec2::new(x, y)).collect();
        coverage.line(&places, line, None);
        let pixels = coverage.pixels[0].iter();
        pixels.map(|pixel| f64::from(*pixel) / 255.0).collect()
    }

    fn line(width: f64) -> Line {
        Line::solid(Rgb::hex(0xff_ffff), width)
    }

    #[test]
    fn a_line_covers_its_length_times_its_width_and_round_ends() {
        for (from, to) in [
            ((8.0, 10.0), (31.0, 10.0)),
            ((20.3, 4.0), (20.3, 25.0)),
            ((8.2, 6.1), (30.7, 22.9)),
            ((30.0, 6.0), (9.0, 11.0)),
        ] {
            for width in [1.5, 2.6, 5.0] {
                let area: f64 = covered(&[from, to], &line(width)).iter().sum();
                let length = (Vec2::new(from.0, from.1) - Vec2::new(to.0, to.1)).norm();
                let radius = width / 2.0;
                let meant = length * width + std::f64::consts::PI * radius * radius;
                assert!((area - meant).abs() < 0.03 * meant, "{area} {meant}");
            }
        }
    }

    #[test]
    fn what_lies_beyond_the_edges_changes_nothing_within() {
        let near = covered(&[(-3.0, 5.0), (43.0, 20.0)], &line(2.5));
        let slope = 15.0 / 46.0;
        let far = (-3.0e5 - 3.0, 5.0 - 3.0e5 * slope);
        let beyond = covered(&[far, (43.0, 20.0)], &line(2.5));
        for (one, other) in near.iter().zip(&beyond) {
            assert!((one - other).abs() < 0.02);
        }
    }

    #[test]
    fn dashes_leave_gaps_and_a_gap_ends_a_line() {
        let dashed = Line {
            dashes: vec![4.0, 4.0],
            ..line(1.0)
        };
        let row = |pixels: &[f64]| -> Vec<bool> {
            pixels[10 * 40..11 * 40].iter().map(|c| *c > 0.6).collect()
        };
        let inked = row(&covered(&[(2.0, 10.5), (38.0, 10.5)], &dashed));
        assert!(inked[3] && inked[5] && !inked[7] && !inked[9] && inked[11]);
        let nan = (f64::NAN, 0.0);
        let apart = row(&covered(
            &[(2.0, 10.5), (8.0, 10.5), nan, (20.0, 10.5)],
            &line(2.4),
        ));
        assert!(apart[5] && !apart[14] && apart[19]);
    }

    #[test]
    fn colours_are_laid_over_what_is_there() {
        let mut coverage = Coverage::of(4, 1);
        let half = Line {
            ink: crate::render::drawing::Ink {
                color: Rgb::hex(0xff_0000),
                opacity: 0.5,
            },
            ..line(9.0)
        };
        let mut pixels = [0, 0, 200, 255].repeat(4);
        let ends = [Vec2::new(0.0, 0.5), Vec2::new(4.0, 0.5)];
        coverage.line(&ends, &half, None);
        coverage.lay(&half, None, &mut pixels);
        assert_eq!(pixels[..4], [128, 0, 100, 255]);
        let before = pixels.clone();
        coverage.lay(&half, None, &mut pixels);
        assert_eq!(pixels, before, "nothing is covered any more");
    }
}

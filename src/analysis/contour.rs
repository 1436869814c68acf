//! Iso-lines of a field by marching squares, many levels in one pass.
//!
//! Knows numbers only; how lines are drawn is not its matter.

use super::Field;
use crate::math::Vec2;

/// A piece of an iso-line inside one square between four samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Index of the level.
    pub level: usize,
    /// One end, in the plane.
    pub from: Vec2,
    /// The other end.
    pub to: Vec2,
}

/// The iso-lines of a field at these heights, which must rise. Squares with a corner that is not
/// finite have none. Ends of neighbouring pieces are equal bit for bit.
///
/// Each sample is first given the number of levels below it; a square is looked at only where its
/// corners differ, and then only for the levels between them.
pub fn segments(field: &Field, levels: &[f64]) -> Vec<Segment> {
    let columns = field.columns();
    let mut lines = Vec::new();
    if levels.is_empty() || columns < 2 {
        return lines;
    }
    let mut ranks = field.values().chunks_exact(columns).map(|row| {
        let mut near = 0;
        row.iter()
            .map(|&value| rank(value, levels, &mut near))
            .collect::<Vec<Option<usize>>>()
    });
    let Some(mut above) = ranks.next() else {
        return lines;
    };
    for (row, below) in ranks.enumerate() {
        for (column, corners) in above.windows(2).zip(below.windows(2)).enumerate() {
            let (&[a, b], &[d, c]) = corners else {
                continue;
            };
            if a == b && b == c && c == d {
                continue;
            }
            let (Some(a), Some(b), Some(c), Some(d)) = (a, b, c, d) else {
                continue;
            };
            let square = Square::new(field, column, row);
            let between = a.min(b).min(c.min(d))..a.max(b).max(c.max(d));
            for (level, &height) in levels
                .iter()
                .enumerate()
                .take(between.end)
                .skip(between.start)
            {
                square.cut(level, height, &mut lines);
            }
        }
        above = below;
    }
    lines
}

/// How many levels lie at or below a value; `None` if it is not finite. Neighbours are mostly alike, so
/// the last answer is tried before searching.
fn rank(value: f64, levels: &[f64], near: &mut usize) -> Option<usize> {
    if !value.is_finite() {
        return None;
    }
    let fits = (*near == 0 || levels[*near - 1] <= value)
        && levels.get(*near).is_none_or(|&next| value < next);
    if !fits {
        *near = levels.partition_point(|&level| level <= value);
    }
    Some(*near)
}

/// Four samples, clockwise from the upper left, with their places.
struct Square {
    values: [f64; 4],
    corners: [Vec2; 4],
}

impl Square {
    fn new(field: &Field, column: usize, row: usize) -> Self {
        let values = field.values();
        let first = row * field.columns() + column;
        let second = first + field.columns();
        let (left, top) = (column as f64, row as f64);
        let (a, c) = (field.point(left, top), field.point(left + 1.0, top + 1.0));
        Self {
            values: [
                values[first],
                values[first + 1],
                values[second + 1],
                values[second],
            ],
            corners: [a, Vec2::new(c.x, a.y), c, Vec2::new(a.x, c.y)],
        }
    }

    /// Adds the pieces of one level.
    fn cut(&self, index: usize, level: f64, lines: &mut Vec<Segment>) {
        let above = self.values.map(|value| value >= level);
        let crossing = |side: usize| above[side] != above[(side + 1) % 4];
        let mut line = |from: usize, to: usize| {
            lines.push(Segment {
                level: index,
                from: self.crossing(from, level),
                to: self.crossing(to, level),
            });
        };
        let mut sides = (0..4).filter(|&side| crossing(side));
        match (sides.next(), sides.next(), sides.next()) {
            (Some(from), Some(to), None) => line(from, to),
            (Some(_), Some(_), Some(_)) => {
                // The corners alternate: the saddle between them says which pair is joined.
                if (self.saddle() >= level) == above[0] {
                    line(0, 1);
                    line(2, 3);
                } else {
                    line(3, 0);
                    line(1, 2);
                }
            }
            _ => {}
        }
    }

    /// Where a level crosses the side from one corner to the next; the same from both squares that
    /// share it, since it is reckoned from the lower end.
    fn crossing(&self, side: usize, level: f64) -> Vec2 {
        let (mut from, mut to) = (side, (side + 1) % 4);
        if self.values[from] > self.values[to] {
            (from, to) = (to, from);
        }
        // Halves, so that no difference overflows.
        let (low, high) = (self.values[from] / 2.0, self.values[to] / 2.0);
        let share = ((level / 2.0 - low) / (high - low)).clamp(0.0, 1.0);
        let (start, end) = (self.corners[from], self.corners[to]);
        Vec2::new(
            start.x * (1.0 - share) + end.x * share,
            start.y * (1.0 - share) + end.y * share,
        )
    }

    /// The value at the saddle of the bilinear surface through the corners.
    fn saddle(&self) -> f64 {
        let [a, b, c, d] = self.values;
        let saddle = (a * c - b * d) / (a + c - b - d);
        if saddle.is_finite() {
            saddle
        } else {
            (a / 4.0 + b / 4.0) + (c / 4.0 + d / 4.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::super::fixture::objective;
    use super::*;

    fn lines(value: fn(Vec2) -> f64, count: usize, levels: &[f64]) -> Vec<Segment> {
        let field = Field::sample(&objective(value), [-2.0, 2.0], [-2.0, 2.0], count, count);
        segments(&field, levels)
    }

    #[test]
    fn circles_are_met_to_second_order_and_closed() {
        let found = lines(|p| p.dot(p), 101, &[0.5, 1.0, 2.0]);
        let mut ends: HashMap<(u64, u64), usize> = HashMap::new();
        let mut length = [0.0; 3];
        for segment in &found {
            let radius = [0.5_f64, 1.0, 2.0][segment.level].sqrt();
            length[segment.level] += (segment.to - segment.from).norm();
            for end in [segment.from, segment.to] {
                assert!((end.norm() - radius).abs() < 1e-3);
                *ends.entry((end.x.to_bits(), end.y.to_bits())).or_default() += 1;
            }
        }
        for (length, square) in length.into_iter().zip([0.5_f64, 1.0, 2.0]) {
            assert!((length / (square.sqrt() * std::f64::consts::TAU) - 1.0).abs() < 1e-2);
        }
        assert!(ends.into_values().all(|met| met == 2));
    }

    #[test]
    fn at_a_saddle_the_lines_go_round_the_side_that_the_surface_says() {
        // Corners 1, 0, 1, 0: the saddle lies at 0.5.
        let checker = |p: Vec2| f64::from(u8::from(p.x * p.y < 0.0));
        for (level, joined) in [(0.4, 1.0), (0.6, 0.0)] {
            let found = lines(checker, 2, &[level]);
            assert_eq!(found.len(), 2);
            for Segment { from, to, .. } in found {
                // Each line cuts off a corner of the other kind than the joined pair.
                let corner = (from + to).sign();
                assert_eq!(checker(corner), 1.0 - joined, "{from:?} {to:?}");
            }
        }
    }

    #[test]
    fn squares_with_a_hole_are_skipped() {
        let holed = lines(|p| if p.x > 0.0 { f64::NAN } else { p.y }, 4, &[0.1]);
        assert_eq!(holed.len(), 1);
        assert!(holed[0].from.x <= 0.0 && holed[0].to.x <= 0.0);
    }

    #[test]
    fn fields_without_squares_have_no_lines() {
        for count in [0, 1] {
            assert_eq!(lines(|p| p.x, count, &[0.0]), []);
        }
        assert_eq!(lines(|p| p.x, 5, &[]), []);
    }

    proptest! {
        #[test]
        fn any_level_gives_lines_inside_the_field(
            mut levels in prop::collection::vec(-1e3f64..1e3, 0..20),
            count in 0usize..12,
        ) {
            levels.sort_by(f64::total_cmp);
            let wild = |p: Vec2| 1.0 / (p.x * p.y) + (p.x * 40.0).sin() * 1e3;
            for Segment { level, from, to } in lines(wild, count, &levels) {
                prop_assert!(level < levels.len());
                for end in [from, to] {
                    prop_assert!(end.x.abs() <= 2.0 && end.y.abs() <= 2.0);
                }
            }
        }
    }
}

//! Regions of a field above given heights, as closed outlines, and the iso-lines between them.
//!
//! For media that fill shapes. Knows numbers only; how lines are drawn is not its matter.

use std::collections::HashMap;

use super::Field;
use crate::math::Vec2;

/// Where a field is at or above a height.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Region {
    /// Closed outlines; what an odd number of them surrounds is inside. The first point is not repeated.
    pub outlines: Vec<Vec<Vec2>>,
    /// The parts of the outlines that are iso-lines: those between lower and higher ground, not those along the
    /// field's edges or beside what is not finite. A closed line ends with its first point.
    pub lines: Vec<Vec<Vec2>>,
}

/// The region of a field that is finite, and then those at or above each of these heights, which must rise.
///
/// Marching squares on the samples and a ring around them that lies below everything, so that every outline
/// closes. Samples on the edge of the field lie on the outlines.
pub fn regions(field: &Field, levels: &[f64]) -> Vec<Region> {
    let grid = Grid::new(field, levels);
    let mut pieces: Vec<HashMap<usize, Piece>> = vec![HashMap::new(); levels.len() + 1];
    for row in 0..grid.rows - 1 {
        for column in 0..grid.columns - 1 {
            grid.march(column, row, levels, &mut pieces);
        }
    }
    pieces.into_iter().map(joined).collect()
}

/// The part of an outline within one square, the higher ground on its left.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: Vec2,
    /// The side of a square by which it leaves, where another begins.
    to: usize,
    /// Whether it parts lower from higher ground.
    is_line: bool,
}

/// The samples with a ring around them, each with the number of regions that hold it.
struct Grid<'a> {
    field: &'a Field,
    columns: usize,
    rows: usize,
    ranks: Vec<u16>,
}

impl<'a> Grid<'a> {
    fn new(field: &'a Field, levels: &[f64]) -> Self {
        let (columns, rows) = (field.columns() + 2, field.rows() + 2);
        let mut ranks = vec![0; columns * rows];
        for (place, value) in field.values().iter().enumerate() {
            if value.is_finite() {
                let (row, column) = (place / field.columns(), place % field.columns());
                let below = levels.partition_point(|level| level <= value);
                ranks[(row + 1) * columns + column + 1] = 1 + below as u16;
            }
        }
        Self {
            field,
            columns,
            rows,
            ranks,
        }
    }

    /// The outlines that pass through the square whose upper left corner this is.
    fn march(
        &self,
        column: usize,
        row: usize,
        levels: &[f64],
        pieces: &mut [HashMap<usize, Piece>],
    ) {
        // Clockwise from the upper left, as the sides are: above, right, below, left.
        let corners = [
            (column, row),
            (column + 1, row),
            (column + 1, row + 1),
            (column, row + 1),
        ];
        let ranks = corners.map(|(column, row)| self.ranks[row * self.columns + column]);
        let [a, b, c, d] = ranks;
        let (least, most) = (a.min(b).min(c.min(d)), a.max(b).max(c.max(d)));
        for region in least..most {
            let above = ranks.map(|rank| rank > region);
            let level = usize::from(region).checked_sub(1).map(|at| levels[at]);
            let crossing = |side: usize| {
                let (from, to) = (corners[side], corners[(side + 1) % 4]);
                if above[side] {
                    self.crossing(from, to, level)
                } else {
                    self.crossing(to, from, level)
                }
            };
            // From a side where one walks clockwise out of the region to that where one comes into it,
            // the higher ground lies on the left.
            let enters = |side: usize| !above[side] && above[(side + 1) % 4];
            let leaves = |side: usize| above[side] && !above[(side + 1) % 4];
            let is_split = above[0] == above[2] && above[1] == above[3] && above[0] != above[1];
            let is_joined = is_split && self.is_middle_above(&corners, level);
            for side in (0..4).filter(|&side| leaves(side)) {
                // Split apart, an outline turns around its own corner; joined, around a lower one.
                let order = if is_joined { [1, 2, 3] } else { [3, 2, 1] };
                let next = order.map(|turn| (side + turn) % 4).into_iter();
                let Some(to) = next.into_iter().find(|&next| enters(next)) else {
                    continue;
                };
                let ((from, first), (_, last)) = (crossing(side), crossing(to));
                pieces[usize::from(region)].insert(
                    self.side(column, row, side),
                    Piece {
                        from,
                        to: self.side(column, row, to),
                        is_line: level.is_some() && first && last,
                    },
                );
            }
        }
    }

    /// A number for the side of a square that its neighbour has for it, too.
    fn side(&self, column: usize, row: usize, side: usize) -> usize {
        let at = |column: usize, row: usize| 2 * (row * self.columns + column);
        match side {
            0 => at(column, row),
            1 => at(column + 1, row) + 1,
            2 => at(column, row + 1),
            _ => at(column, row) + 1,
        }
    }

    fn value(&self, (column, row): (usize, usize)) -> Option<f64> {
        let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
        self.field.get(column, row)
    }

    /// A sample's place; one of the ring lies on the edge.
    fn point(&self, (column, row): (usize, usize)) -> Vec2 {
        let within = |at: usize, count: usize| at.clamp(1, count) as f64 - 1.0;
        self.field.point(
            within(column, self.field.columns()),
            within(row, self.field.rows()),
        )
    }

    /// Where an outline passes between a sample inside and one that is not, and whether as an iso-line.
    fn crossing(
        &self,
        inside: (usize, usize),
        outside: (usize, usize),
        level: Option<f64>,
    ) -> (Vec2, bool) {
        let (from, to) = (self.point(inside), self.point(outside));
        let values = (self.value(inside), self.value(outside));
        let share = match (values, level) {
            ((Some(high), Some(low)), Some(level)) if high.is_finite() && low.is_finite() => {
                // Halves, so that no difference overflows.
                let share = (high / 2.0 - level / 2.0) / (high / 2.0 - low / 2.0);
                let share = share.clamp(0.0, 1.0);
                return (from + (to - from) * share, true);
            }
            ((_, Some(_)), _) => 0.5,
            ((_, None), _) => 0.0,
        };
        (from + (to - from) * share, false)
    }

    /// Whether the middle of a square whose corners alternate lies in the region.
    fn is_middle_above(&self, corners: &[(usize, usize); 4], level: Option<f64>) -> bool {
        let Some(level) = level else { return false };
        let quarter = |corner| self.value(corner).unwrap_or(f64::NEG_INFINITY) / 4.0;
        let middle: f64 = corners.iter().map(|&corner| quarter(corner)).sum();
        middle >= level
    }
}

/// Pieces joined to outlines, those that begin first first.
fn joined(mut pieces: HashMap<usize, Piece>) -> Region {
    let mut starts: Vec<usize> = pieces.keys().copied().collect();
    starts.sort_unstable();
    let mut region = Region::default();
    for start in starts {
        let mut ring = Vec::new();
        let mut side = start;
        while let Some(piece) = pieces.remove(&side) {
            ring.push((piece.from, piece.is_line));
            side = piece.to;
        }
        if ring.len() > 2 {
            region.lines.extend(lines_of(&ring));
            region
                .outlines
                .push(ring.into_iter().map(|(point, _)| point).collect());
        }
    }
    region
}

/// The stretches of a ring that are iso-lines.
fn lines_of(ring: &[(Vec2, bool)]) -> Vec<Vec<Vec2>> {
    let count = ring.len();
    let at = |place: usize| ring[place % count];
    let Some(gap) = (0..count).find(|&place| !at(place).1) else {
        return vec![(0..=count).map(|place| at(place).0).collect()];
    };
    let mut lines = Vec::new();
    let mut line: Vec<Vec2> = Vec::new();
    for place in gap..gap + count {
        let (point, is_line) = at(place);
        if is_line {
            line.push(point);
        } else if !line.is_empty() {
            line.push(point);
            lines.push(std::mem::take(&mut line));
        }
    }
    if !line.is_empty() {
        line.push(at(gap).0);
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::super::fixture::objective;
    use super::*;

    fn area(outlines: &[Vec<Vec2>]) -> f64 {
        let ring = |ring: &Vec<Vec2>| -> f64 {
            let next = ring.iter().cycle().skip(1);
            let cross = ring.iter().zip(next).map(|(a, b)| a.x * b.y - a.y * b.x);
            cross.sum::<f64>() / 2.0
        };
        outlines.iter().map(ring).sum::<f64>().abs()
    }

    fn of(value: fn(Vec2) -> f64, levels: &[f64]) -> Vec<Region> {
        let field = Field::sample(&objective(value), [-2.0, 2.0], [-2.0, 2.0], 201, 201);
        regions(&field, levels)
    }

    #[test]
    fn a_bowl_is_cut_into_rings() {
        let regions = of(|p| p.x * p.x + p.y * p.y, &[1.0, 2.25]);
        let step = 4.0 / 201.0;
        let whole = (4.0 - step) * (4.0 - step);
        assert!((area(&regions[0].outlines) - whole).abs() < 1e-9);
        assert!((area(&regions[1].outlines) - (whole - PI)).abs() < 1e-3);
        assert!((area(&regions[2].outlines) - (whole - 2.25 * PI)).abs() < 2e-3);
        assert!(regions[0].lines.is_empty());
        let [ring] = &regions[1].lines[..] else {
            panic!("one line, not {}", regions[1].lines.len());
        };
        assert_eq!(ring.first(), ring.last());
        assert!(ring.iter().all(|point| (point.norm() - 1.0).abs() < 1e-3));
    }

    #[test]
    fn lines_end_at_the_edge_and_where_nothing_is_defined() {
        let regions = of(|p| if p.x < 0.0 { f64::NAN } else { p.y }, &[0.5]);
        let [line] = &regions[1].lines[..] else {
            panic!("one line, not {}", regions[1].lines.len());
        };
        assert!(line.iter().all(|point| (point.y - 0.5).abs() < 0.02));
        assert!(line.iter().all(|point| point.x > -0.02));
        assert!((area(&regions[0].outlines) - 8.0).abs() < 0.1);
    }

    #[test]
    fn at_a_saddle_outlines_do_not_cross() {
        for level in [-1e-6, 1e-6] {
            let regions = of(|p| p.x * p.y, &[level]);
            assert_eq!(regions[1].lines.len(), 2, "{level}");
            assert!((area(&regions[1].outlines) - 8.0).abs() < 0.1);
        }
    }
}

//! The objective sampled over a rectangle, and how its heights become bands and iso-lines.
//!
//! Knows numbers only: a band is an index, not a colour.

mod swift;

use crate::math::Vec2;
use crate::objective::Objective;
use crate::scene::{HeightScale, Levels};

/// Samples of J at the centres of the cells of a grid; values that are not finite are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    x: [f64; 2],
    y: [f64; 2],
    columns: usize,
    rows: usize,
    values: Vec<f64>,
}

/// A field that becomes known row by row.
pub struct Growing {
    field: Field,
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl Growing {
    /// A square grid over a rectangle, of which nothing is known.
    pub fn new(x: [f64; 2], y: [f64; 2], side: usize) -> Self {
        Self::of(x, y, side, side)
    }

    fn of(x: [f64; 2], y: [f64; 2], columns: usize, rows: usize) -> Self {
        let along = |count: usize, ends: [f64; 2]| -> Vec<f64> {
            (0..count).map(|place| centre(ends, place, count)).collect()
        };
        Self {
            xs: along(columns, x),
            ys: along(rows, [y[1], y[0]]),
            field: Field {
                x,
                y,
                columns,
                rows,
                values: Vec::with_capacity(columns * rows),
            },
        }
    }

    /// Samples the next few points, or all of them where that takes no time; whether any was left.
    pub fn advance(&mut self, objective: &Objective) -> bool {
        /// Of an objective that costs more, so many points are sampled at once.
        const CHEAP: u64 = 16;
        const FEW: usize = 8;
        let (columns, known) = (self.xs.len(), self.field.values.len());
        if known == columns * self.ys.len() {
            return false;
        }
        if objective.cost() <= CHEAP {
            self.sample(objective, self.ys.len() - known / columns);
        } else {
            let (row, column) = (known / columns, known % columns);
            let few = &self.xs[column..columns.min(column + FEW)];
            let values = objective.fill(few, &self.ys[row..=row]);
            self.field.values.extend(values);
        }
        true
    }

    fn sample(&mut self, objective: &Objective, rows: usize) {
        let known = self.field.values.len() / self.xs.len().max(1);
        let next = &self.ys[known..known + rows];
        self.field.values.extend(objective.fill(&self.xs, next));
    }

    /// What is known of the field; whole once nothing is left to sample.
    pub fn field(&self) -> &Field {
        &self.field
    }
}

impl Field {
    /// Samples the rectangle `x` × `y` at the centres of `columns` × `rows` cells.
    pub fn sample(
        objective: &Objective,
        x: [f64; 2],
        y: [f64; 2],
        columns: usize,
        rows: usize,
    ) -> Self {
        let mut growing = Growing::of(x, y, columns, rows);
        growing.sample(objective, rows);
        growing.field
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The samples, rows of equal y one after the other, the greatest y (the top) first.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The sample in this column and row; `None` outside of the grid.
    pub fn get(&self, column: usize, row: usize) -> Option<f64> {
        if column < self.columns {
            self.values.get(row * self.columns + column).copied()
        } else {
            None
        }
    }

    /// The point of the plane at a place of the grid: (0, 0) is the centre of the first sample's
    /// cell, whole numbers are centres, fractions lie between.
    pub fn point(&self, column: f64, row: f64) -> Vec2 {
        let along = |[from, to]: [f64; 2], place: f64, count: usize| {
            from + (to - from) * (place + 0.5) / count as f64
        };
        Vec2::new(
            along(self.x, column, self.columns),
            along([self.y[1], self.y[0]], row, self.rows),
        )
    }

    /// The scale of the heights in view.
    pub fn heights(&self, scale: HeightScale) -> Heights {
        Heights::new(&self.values, scale)
    }

    /// The band of each sample, 0 the lowest, all below `count`; `None` where J is not finite.
    /// `count` is at least 1 and at most 256.
    pub fn bands(&self, scale: HeightScale, count: usize) -> Vec<Option<u8>> {
        let count = count.clamp(1, 256);
        let edges = self.heights(scale).edges(count);
        self.values
            .iter()
            .map(|&value| {
                value
                    .is_finite()
                    .then(|| edges.partition_point(|&edge| edge <= value) as u8)
            })
            .collect()
    }

    /// The heights of the iso-lines in rising order; a number of lines sits on the scale of the bands, so
    /// that n lines are the borders of n + 1 bands.
    pub fn levels(&self, levels: &Levels, scale: HeightScale) -> Vec<f64> {
        match levels {
            Levels::Count(count) => {
                let mut edges = self.heights(scale).edges(count + 1);
                edges.dedup();
                edges
            }
            Levels::Values(values) => {
                let mut values: Vec<f64> =
                    values.iter().copied().filter(|v| v.is_finite()).collect();
                values.sort_by(f64::total_cmp);
                values.dedup();
                values
            }
        }
    }
}

/// The centre of one of `count` equal parts of a range.
fn centre([from, to]: [f64; 2], index: usize, count: usize) -> f64 {
    from + (to - from) * (index as f64 + 0.5) / count as f64
}

/// A scale of heights: the place 0 is the lowest in view, 1 the highest.
#[derive(Debug, Clone, PartialEq)]
pub struct Heights {
    least: f64,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// All heights are the same, or there is none.
    Flat,
    /// By difference, up to the greatest value.
    Linear { greatest: f64 },
    /// By ratio of the height above the least value, between two such heights.
    Log { low: f64, high: f64 },
    /// By area: the finite samples in rising order, not all equal.
    Rank { sorted: Vec<f64> },
}

/// Share of the area whose heights a logarithmic scale does not resolve further.
const UNRESOLVED: f64 = 0.03;

impl Heights {
    fn new(values: &[f64], scale: HeightScale) -> Self {
        let mut finite: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        let least = finite.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = finite.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // Differences below this are rounding, not slope.
        let noise = 16.0 * f64::EPSILON * least.abs().max(greatest.abs());
        if finite.is_empty() || greatest - least <= noise {
            let least = if finite.is_empty() { 0.0 } else { least };
            return Self {
                least,
                kind: Kind::Flat,
            };
        }
        let kind = match scale {
            HeightScale::Linear => Kind::Linear { greatest },
            HeightScale::Log => logarithmic(&finite, least, greatest),
            HeightScale::Rank => {
                finite.sort_unstable_by(f64::total_cmp);
                Kind::Rank { sorted: finite }
            }
        };
        Self { least, kind }
    }

    /// The value at a place from 0 to 1.
    pub fn value(&self, place: f64) -> f64 {
        let place = place.clamp(0.0, 1.0);
        match &self.kind {
            Kind::Flat => self.least,
            // Weighted, so that no difference overflows.
            Kind::Linear { greatest } => self.least * (1.0 - place) + greatest * place,
            Kind::Log { low, high } => self.least + low * libm::pow(high / low, place),
            Kind::Rank { sorted } => {
                let index = (place * sorted.len() as f64) as usize;
                sorted[index.min(sorted.len() - 1)]
            }
        }
    }

    /// The place of a value, from 0 to 1; `None` if it is not finite.
    pub fn place(&self, value: f64) -> Option<f64> {
        if !value.is_finite() {
            return None;
        }
        let place = match &self.kind {
            Kind::Flat => 0.0,
            Kind::Linear { greatest } => {
                (value / 2.0 - self.least / 2.0) / (greatest / 2.0 - self.least / 2.0)
            }
            Kind::Log { low, high } => {
                libm::log((value - self.least).max(*low) / low) / libm::log(high / low)
            }
            Kind::Rank { sorted } => {
                sorted.partition_point(|&other| other < value) as f64 / sorted.len() as f64
            }
        };
        Some(place.clamp(0.0, 1.0))
    }

    /// The inner borders between `count` equal parts of the scale, in rising order; none if all is flat.
    pub fn edges(&self, count: usize) -> Vec<f64> {
        if self.kind == Kind::Flat {
            return Vec::new();
        }
        (1..count)
            .map(|part| self.value(part as f64 / count as f64))
            .collect()
    }
}

/// The logarithmic scale: its low end is the height below which a hundredth of the area lies, since
/// the logarithm of the height itself has no low end.
fn logarithmic(finite: &[f64], least: f64, greatest: f64) -> Kind {
    let noise = 16.0 * f64::EPSILON * least.abs();
    let mut heights: Vec<f64> = finite
        .iter()
        .map(|value| value - least)
        .filter(|&height| height > noise && height.is_finite())
        .collect();
    if heights.is_empty() {
        return Kind::Linear { greatest };
    }
    let high = heights.iter().copied().fold(0.0, f64::max);
    let index = (heights.len() as f64 * UNRESOLVED) as usize;
    let (_, &mut low, _) = heights.select_nth_unstable_by(index, f64::total_cmp);
    if low < high && (high / low).is_finite() {
        Kind::Log { low, high }
    } else {
        Kind::Linear { greatest }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::objective;
    use super::*;

    const SCALES: [HeightScale; 3] = [HeightScale::Linear, HeightScale::Log, HeightScale::Rank];

    fn bowl(columns: usize, rows: usize) -> Field {
        let bowl = objective(|p| p.x * p.x + p.y * p.y);
        Field::sample(&bowl, [-2.0, 2.0], [-1.0, 1.0], columns, rows)
    }

    #[test]
    fn samples_lie_at_the_centres_and_the_first_row_is_the_top() {
        let plane = objective(|p| p.x + 100.0 * p.y);
        let field = Field::sample(&plane, [0.0, 4.0], [0.0, 2.0], 4, 2);
        let expected = [150.5, 151.5, 152.5, 153.5, 50.5, 51.5, 52.5, 53.5];
        assert_eq!(field.values(), expected);
        assert_eq!(field.point(0.0, 0.0), Vec2::new(0.5, 1.5));
        assert_eq!(field.get(3, 1), Some(53.5));
        assert_eq!((field.get(4, 0), field.get(0, 2)), (None, None));
    }

    #[test]
    fn rank_gives_bands_of_equal_area() {
        let field = bowl(80, 40);
        let bands = field.bands(HeightScale::Rank, 8);
        for band in 0..8 {
            let area = bands.iter().filter(|b| **b == Some(band)).count();
            assert!(area.abs_diff(400) <= 8, "band {band}: {area}");
        }
    }

    #[test]
    fn linear_bands_have_equal_heights_and_logarithmic_ones_equal_ratios() {
        let field = bowl(101, 51);
        let linear = field.heights(HeightScale::Linear).edges(4);
        assert!((linear[2] - linear[1] - (linear[1] - linear[0])).abs() < 1e-12);
        let log = field.heights(HeightScale::Log).edges(4);
        assert!((log[2] / log[1] - log[1] / log[0]).abs() < 1e-12);
        assert!(log[0] > 0.0 && log[2] < 5.0);
    }

    #[test]
    fn lines_are_the_borders_of_bands() {
        let field = bowl(60, 30);
        for scale in SCALES {
            let levels = field.levels(&Levels::Count(7), scale);
            let bands = field.bands(scale, 8);
            for (value, band) in field.values().iter().zip(bands) {
                let below = levels.iter().filter(|level| *level <= value).count();
                assert_eq!(band, Some(below as u8));
            }
        }
        let given = Levels::Values(vec![3.0, f64::NAN, 1.0, 3.0]);
        assert_eq!(field.levels(&given, HeightScale::Log), [1.0, 3.0]);
    }

    #[test]
    fn flat_and_empty_fields_have_one_band_and_no_lines() {
        let flat = objective(|p| if p.x > 0.0 { f64::NAN } else { 0.1 + 0.2 });
        let field = Field::sample(&flat, [-1.0, 1.0], [0.0, 1.0], 2, 1);
        let empty = bowl(0, 5);
        for scale in SCALES {
            assert_eq!(field.bands(scale, 9), [Some(0), None]);
            assert!(field.levels(&Levels::Count(5), scale).is_empty());
            assert_eq!(empty.bands(scale, 9), []);
        }
    }

    proptest! {
        #[test]
        fn any_numbers_give_bands_that_rise_with_them(
            values in prop::collection::vec(prop::num::f64::ANY, 0..60),
            count in 0usize..400,
        ) {
            for scale in SCALES {
                let field = Field {
                    x: [0.0, 1.0],
                    y: [0.0, 1.0],
                    columns: values.len(),
                    rows: 1,
                    values: values.clone(),
                };
                let bands = field.bands(scale, count);
                let heights = field.heights(scale);
                let mut pairs: Vec<(f64, Option<u8>)> =
                    values.iter().copied().zip(bands).collect();
                pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
                pairs.retain(|(value, band)| {
                    assert_eq!(value.is_finite(), band.is_some());
                    band.is_some()
                });
                prop_assert!(pairs.is_sorted_by_key(|(_, band)| *band));
                for (value, _) in pairs {
                    let place = heights.place(value);
                    prop_assert!(place.is_some_and(|place| (0.0..=1.0).contains(&place)));
                }
            }
        }
    }
}

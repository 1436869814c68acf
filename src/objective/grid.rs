//! A sampled landscape: values on a rectangular grid, interpolated by bicubic splines.
//!
//! The spline is the one that runs through every sample with continuous value, gradient and
//! Hessian; it reproduces polynomials up to the third degree exactly, borders included ("not a
//! knot", de Boor 1978). Outside of the grid there is no value, nor in a cell with a hole at a corner.

mod spline;

use std::fmt;
use std::sync::Arc;

use self::spline::{basis, sides, slopes};
use super::{Derivatives, Domain, Function, Objective};
use crate::math::{Symmetric, Vec2};
use crate::mistake::Mistake;
use crate::table::{Array, MOST_MISTAKES, Table};

/// A grid has no more points, so that it takes no memory without bound.
const MOST_POINTS: usize = 4_000_000;
/// Farther away, squares of distances would not be finite.
const FARTHEST: f64 = 1e100;
/// Points that are nearer to each other, for their distance from the origin, are one to arithmetic.
const NEAREST: f64 = 1e-12;

/// The objective of a table with the columns `x`, `y` and `value`, or `loss`: one row for every point of a
/// full rectangular grid, in any order.
///
/// # Errors
/// All that is wrong with the table, with the bytes of the file.
pub fn grid_from_csv(bytes: &[u8]) -> Result<Objective, Vec<Mistake>> {
    let table = Table::read(bytes)?;
    let mut columns = [const { Vec::new() }; 3];
    let mut mistakes = Vec::new();
    for (name, column) in ["x", "y", "value"].into_iter().zip(&mut columns) {
        let index = match name {
            "value" => value_column(&table).map_or_else(|| table.column(name), Ok),
            _ => table.column(name),
        };
        let numbers = |index| match name {
            "value" => table.numbers_and_holes(index),
            _ => table.numbers(index),
        };
        match index.map(numbers) {
            Ok(Ok(numbers)) => *column = numbers,
            Ok(Err(more)) => mistakes.extend(more),
            Err(missing) => mistakes.push(missing),
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let [x, y, value] = columns;
    let (xs, ys) = (axis(&x), axis(&y));
    let mut values: Vec<Option<f64>> = vec![None; samples(&xs, &ys, x.len())?];
    for (row, ((x, y), value)) in x.iter().zip(&y).zip(value).enumerate() {
        let cell = &mut values[place(&ys, *y) * xs.len() + place(&xs, *x)];
        if cell.replace(value).is_some() {
            let message = format!("the point ({x}, {y}) stands twice");
            mistakes.push(Mistake::at(table.span(row, 0), message).help("remove one of the rows"));
            if mistakes.len() == MOST_MISTAKES {
                break;
            }
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    // A point without a row is a hole.
    let values = values.into_iter().map(|value| value.unwrap_or(f64::NAN));
    let values: Vec<f64> = values.collect();
    grid(xs, ys, &values).map_err(|mistake| vec![mistake])
}

/// The column of a table that holds the objective's value, as training calls it or as this program does.
pub fn value_column(table: &Table<'_>) -> Option<usize> {
    table.find("value").or_else(|| table.find("loss"))
}

/// The objective of an array of shape (rows, columns): the first row lies at y = `y[0]`, the first column
/// at x = `x[0]`, the last ones at the other ends. What is not a number is a hole.
///
/// # Errors
/// A value is infinite, or the ranges are empty.
pub fn grid_from_array(array: &Array, x: [f64; 2], y: [f64; 2]) -> Result<Objective, Mistake> {
    for (name, [low, high]) in [("x", x), ("y", y)] {
        if !(low.is_finite() && high.is_finite() && low < high) {
            let message = format!("`{name}` must run from a lesser to a greater number");
            return Err(Mistake::whole(message));
        }
    }
    if let Some(at) = array.values.iter().position(|value| value.is_infinite()) {
        let (row, column) = (at / array.columns, at % array.columns);
        let message = format!("the value in row {row}, column {column} is infinite");
        let help = "replace it by a finite one, or by nan for a hole";
        return Err(Mistake::whole(message).help(help));
    }
    let spread = |[low, high]: [f64; 2], count: usize| -> Vec<f64> {
        let last = count.saturating_sub(1).max(1) as f64;
        let inner = (0..count).map(|i| low + (high - low) * (i as f64 / last));
        inner.map(|at| at.min(high)).collect()
    };
    let (xs, ys) = (spread(x, array.columns), spread(y, array.rows));
    grid(xs, ys, &array.values)
}

/// The objective of values at the points of `xs` × `ys`, row by row; both axes ascend.
fn grid(xs: Vec<f64>, ys: Vec<f64>, values: &[f64]) -> Result<Objective, Mistake> {
    if xs.len() < 2 || ys.len() < 2 || values.len() > MOST_POINTS {
        let message = format!("the grid has {} × {} points", xs.len(), ys.len());
        let help = format!("it needs at least 2 × 2, and at most {MOST_POINTS} together");
        return Err(Mistake::whole(message).help(help));
    }
    for axis in [&xs, &ys] {
        let reach = axis[0].abs().max(axis[axis.len() - 1].abs());
        if reach > FARTHEST {
            let message = format!("the grid reaches to {reach:e}");
            let help = format!("it may reach to {FARTHEST:e}");
            return Err(Mistake::whole(message).help(help));
        }
        let least = NEAREST * reach.max(1.0 / FARTHEST);
        if axis.windows(2).any(|pair| pair[1] - pair[0] < least) {
            let message = "neighbouring points of the grid are too near to be told apart";
            return Err(Mistake::whole(message));
        }
    }
    let text = format!("{} × {} samples", xs.len(), ys.len());
    let grid = Grid {
        samples: Arc::new(Samples::new(xs, ys, values)),
    };
    if !grid.samples.has_whole_cell() {
        let message = "no four neighbouring points of the grid have values";
        let help = "every x needs a row with every y; few of them may be holes";
        return Err(Mistake::whole(message).help(help));
    }
    Ok(Objective::new(Arc::new(grid), Vec::new(), text))
}

/// The different numbers, ascending.
fn axis(numbers: &[f64]) -> Vec<f64> {
    let mut axis: Vec<f64> = numbers.iter().map(|number| number + 0.0).collect();
    axis.sort_unstable_by(f64::total_cmp);
    axis.dedup();
    axis
}

/// How many points the grid has; refused where the rows are far too few to fill it.
fn samples(xs: &[f64], ys: &[f64], rows: usize) -> Result<usize, Vec<Mistake>> {
    let points = xs.len().saturating_mul(ys.len());
    if points / 2 > rows {
        let message = format!(
            "{rows} rows do not make a grid: they have {} different x and {} different y",
            xs.len(),
            ys.len()
        );
        let help = "every x needs a row with every y";
        return Err(vec![Mistake::whole(message).help(help)]);
    }
    Ok(points)
}

/// The index of a number that is on the axis.
fn place(axis: &[f64], at: f64) -> usize {
    axis.partition_point(|&own| own < at)
}

/// J, ∂x, ∂y and ∂xy at one sample.
#[derive(Debug, Clone, Copy, Default)]
struct Corner {
    value: f64,
    dx: f64,
    dy: f64,
    dxy: f64,
}

struct Samples {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Row by row.
    corners: Vec<Corner>,
}

impl Samples {
    fn new(xs: Vec<f64>, ys: Vec<f64>, values: &[f64]) -> Self {
        let columns = xs.len();
        let mut corners = vec![Corner::default(); values.len()];
        for (row, values) in values.chunks(columns).enumerate() {
            let slopes = slopes_beside_holes(&xs, values);
            let line = &mut corners[row * columns..][..columns];
            for ((corner, &value), dx) in line.iter_mut().zip(values).zip(slopes) {
                (corner.value, corner.dx) = (value, dx);
            }
        }
        for column in 0..columns {
            let along = |part: fn(&Corner) -> f64, corners: &[Corner]| {
                let line: Vec<f64> = corners[column..]
                    .iter()
                    .step_by(columns)
                    .map(part)
                    .collect();
                slopes_beside_holes(&ys, &line)
            };
            let dy = along(|corner| corner.value, &corners);
            let dxy = along(|corner| corner.dx, &corners);
            let line = corners[column..].iter_mut().step_by(columns);
            for ((corner, dy), dxy) in line.zip(dy).zip(dxy) {
                (corner.dy, corner.dxy) = (dy, dxy);
            }
        }
        Self { xs, ys, corners }
    }

    fn derivatives(&self, at: Vec2) -> Derivatives {
        if !self.domain().contains(at) {
            return outside();
        }
        let [columns, rows] =
            [(&self.xs, at.x), (&self.ys, at.y)].map(|(knots, at)| sides(knots, at));
        let mut cells = rows.flat_map(|row| columns.clone().map(move |column| (column, row)));
        let Some((column, row)) = cells.find(|&(column, row)| self.is_whole(column, row)) else {
            return outside();
        };
        let x = basis(&self.xs, column, at.x);
        let y = basis(&self.ys, row, at.y);
        let mut sum = Derivatives::default();
        for (down, (y_value, y_slope)) in y.into_iter().enumerate() {
            let line = &self.corners[(row + down) * self.xs.len() + column..][..2];
            for (corner, (x_value, x_slope)) in line.iter().zip(x) {
                // Products of the two axes' weights, for each order of derivative.
                let part = |i: usize, j: usize| {
                    corner.value * x_value[i] * y_value[j]
                        + corner.dx * x_slope[i] * y_value[j]
                        + corner.dy * x_value[i] * y_slope[j]
                        + corner.dxy * x_slope[i] * y_slope[j]
                };
                sum.value += part(0, 0);
                sum.gradient += Vec2::new(part(1, 0), part(0, 1));
                sum.hessian.xx += part(2, 0);
                sum.hessian.xy += part(1, 1);
                sum.hessian.yy += part(0, 2);
            }
        }
        sum
    }

    /// Whether no corner of a cell is a hole.
    fn is_whole(&self, column: usize, row: usize) -> bool {
        let columns = self.xs.len();
        let corner = row * columns + column;
        let corners = [corner, corner + 1, corner + columns, corner + columns + 1];
        corners
            .iter()
            .all(|&corner| self.corners[corner].value.is_finite())
    }

    fn has_whole_cell(&self) -> bool {
        let mut rows = 0..self.ys.len() - 1;
        rows.any(|row| (0..self.xs.len() - 1).any(|column| self.is_whole(column, row)))
    }

    fn domain(&self) -> Domain {
        Domain {
            low: Vec2::new(self.xs[0], self.ys[0]),
            high: Vec2::new(self.xs[self.xs.len() - 1], self.ys[self.ys.len() - 1]),
        }
    }
}

/// The slopes of a spline along each run of values without a hole; beside a hole it ends as at a border.
fn slopes_beside_holes(knots: &[f64], values: &[f64]) -> Vec<f64> {
    let mut all = vec![f64::NAN; values.len()];
    let mut first = 0;
    for run in values.split(|value| value.is_nan()) {
        let range = first..first + run.len();
        all[range.clone()].copy_from_slice(&slopes(&knots[range], run));
        first += run.len() + 1;
    }
    all
}

fn outside() -> Derivatives {
    let none = f64::NAN;
    Derivatives {
        value: none,
        gradient: Vec2::splat(none),
        hessian: Symmetric {
            xx: none,
            xy: none,
            yy: none,
        },
    }
}

#[derive(Clone)]
struct Grid {
    samples: Arc<Samples>,
}

impl fmt::Debug for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grid")
            .field("columns", &self.samples.xs.len())
            .field("rows", &self.samples.ys.len())
            .finish()
    }
}

impl Function for Grid {
    fn value(&self, at: Vec2) -> f64 {
        self.samples.derivatives(at).value
    }

    fn value_and_gradient(&self, at: Vec2) -> (f64, Vec2) {
        let derivatives = self.samples.derivatives(at);
        (derivatives.value, derivatives.gradient)
    }

    fn derivatives(&self, at: Vec2) -> Derivatives {
        self.samples.derivatives(at)
    }

    fn with_parameters(&self, _values: &[f64]) -> Arc<dyn Function> {
        Arc::new(self.clone())
    }

    fn origin(&self) -> Option<String> {
        Some("J is a bicubic spline through the samples".to_owned())
    }

    fn domain(&self) -> Option<Domain> {
        Some(self.samples.domain())
    }
}

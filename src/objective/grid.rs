//! A sampled landscape: values on a rectangular grid, interpolated by bicubic splines.
//!
//! The spline is the one that runs through every sample with continuous value, gradient and
//! Hessian; it reproduces polynomials up to the third degree exactly, borders included ("not a
//! knot", de Boor 1978). Outside of the grid there is no value.

mod npy;
mod spline;

use std::fmt;
use std::sync::Arc;

use self::spline::{Basis, slopes};
use super::{Derivatives, Domain, Function, Objective};
use crate::math::{Symmetric, Vec2};
use crate::mistake::Mistake;
use crate::table::{MOST_MISTAKES, Table};

/// A grid has no more points, so that it takes no memory without bound.
const MOST_POINTS: usize = 4_000_000;
/// Farther away, squares of distances would not be finite.
const FARTHEST: f64 = 1e100;
/// Points that are nearer to each other, for their distance from the origin, are one to arithmetic.
const NEAREST: f64 = 1e-12;

/// The objective of a table with the columns `x`, `y` and `value`: one row for every point of a
/// full rectangular grid, in any order.
///
/// # Errors
/// All that is wrong with the table, with the bytes of the file.
pub fn grid_from_csv(bytes: &[u8]) -> Result<Objective, Vec<Mistake>> {
    let table = Table::read(bytes)?;
    let mut columns = [const { Vec::new() }; 3];
    let mut mistakes = Vec::new();
    for (name, column) in ["x", "y", "value"].into_iter().zip(&mut columns) {
        let index = table.column(name);
        match index.map(|index| table.numbers(index)) {
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
    if mistakes.len() < MOST_MISTAKES
        && let Some(missing) = values.iter().position(Option::is_none)
    {
        let (x, y) = (xs[missing % xs.len()], ys[missing / xs.len()]);
        let message = format!("the grid has no row for ({x}, {y})");
        let help = "every x needs a row with every y";
        mistakes.push(Mistake::at(table.header_span(), message).help(help));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let values: Vec<f64> = values.into_iter().flatten().collect();
    grid(xs, ys, &values).map_err(|mistake| vec![mistake])
}

/// The objective of a NumPy array (`.npy`) of shape (rows, columns): the first row lies at y = `y[0]`,
/// the first column at x = `x[0]`, the last ones at the other ends.
///
/// # Errors
/// The file is no such array, or the ranges are empty.
pub fn grid_from_npy(bytes: &[u8], x: [f64; 2], y: [f64; 2]) -> Result<Objective, Mistake> {
    let array = npy::read(bytes).map_err(|problem| {
        Mistake::whole(problem)
            .help("save it with `numpy.save(file, array)`, a two-dimensional array of numbers")
    })?;
    for (name, [low, high]) in [("x", x), ("y", y)] {
        if !(low.is_finite() && high.is_finite() && low < high) {
            let message = format!("`{name}` must run from a lesser to a greater number");
            return Err(Mistake::whole(message));
        }
    }
    if let Some(at) = array.values.iter().position(|value| !value.is_finite()) {
        let (row, column) = (at / array.columns, at % array.columns);
        let message = format!("the value in row {row}, column {column} is not finite");
        return Err(Mistake::whole(message).help("replace it by a finite one"));
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
            let slopes = slopes(&xs, values);
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
                slopes(&ys, &line)
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
        let (column, x) = Basis::new(&self.xs, at.x);
        let (row, y) = Basis::new(&self.ys, at.y);
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

    fn domain(&self) -> Domain {
        Domain {
            low: Vec2::new(self.xs[0], self.ys[0]),
            high: Vec2::new(self.xs[self.xs.len() - 1], self.ys[self.ys.len() - 1]),
        }
    }
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

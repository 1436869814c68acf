//! A formula summed over the rows of a table: its mean, with the derivatives by two weights.

use std::collections::HashMap;

use super::graph::{Graph, Id};
use super::lanes::{LANES, Lanes};
use super::point::Uniforms;
use super::tape::Tape;
use super::{FormulaMistake, lower, names, read, too_large, with_derivatives};

/// What the names in a model stand for.
pub(crate) struct Names<'a> {
    /// The two weights that are the axes.
    pub(crate) weights: [&'a str; 2],
    /// The parameters.
    pub(crate) parameters: Vec<&'a str>,
    /// The columns of the table.
    pub(crate) columns: Vec<&'a str>,
}

/// The numbers of a table: of each column that is used, the numbers of its rows.
pub(crate) type Columns = [Vec<f64>];

/// The programs of a formula over rows.
#[derive(Debug)]
pub(crate) struct Rows {
    uniforms: Uniforms,
    /// The columns that are read, by their index in the names.
    columns: Vec<usize>,
    value: RowProgram,
    gradient: RowProgram,
    hessian: RowProgram,
}

/// A program for one row: outputs from uniforms, the two weights and the row.
#[derive(Debug)]
struct RowProgram {
    tape: Tape,
    uniforms: usize,
}

impl Rows {
    /// The programs of the term that `term` makes of the model's value and the target, a column.
    pub(crate) fn new(
        model: &str,
        parts: &[(String, String)],
        names: &Names<'_>,
        target: usize,
        term: impl Fn(&mut Graph, Id, Id) -> Id,
    ) -> Result<Self, Vec<FormulaMistake>> {
        let mut graph = Graph::default();
        let mut values = HashMap::new();
        for (index, name) in names.columns.iter().enumerate() {
            let column = graph.column(index);
            values.insert(format!("`{name}`"), column);
            if names::is_name(name) && !names::is_taken(name) {
                values.insert(names::canonical(name), column);
            }
        }
        for (index, name) in names.parameters.iter().enumerate() {
            values.insert(names::canonical(name), graph.parameter(index));
        }
        let axes = [graph.x(), graph.y()];
        for (name, axis) in names.weights.into_iter().zip(axes) {
            values.insert(names::canonical(name), axis);
        }
        let prediction = read(model, parts, values, &mut graph, Vec::new())?;
        let target = graph.column(target);
        let value = term(&mut graph, prediction, target);
        Self::compile(graph, value, names.columns.len()).ok_or_else(|| vec![too_large(model)])
    }

    fn compile(mut graph: Graph, value: Id, columns: usize) -> Option<Self> {
        let roots = with_derivatives(&mut graph, value)?;
        let (mut graph, roots) = lower::lower(&graph, &roots);
        let programs: [&[Id]; 3] = [&roots[..1], &roots[..3], &roots];
        let (uniforms, prefixes) = Uniforms::new(&graph, &programs);
        let before = graph.len();
        let mut used = Vec::new();
        let mut inputs = vec![graph.x(), graph.y()];
        for index in 0..columns {
            let column = graph.column(index);
            // One that was not in the graph is read by nothing.
            if (column as usize) < before {
                used.push(index);
                inputs.push(column);
            }
        }
        let program = |which: usize| {
            let sources = &uniforms.sources()[..prefixes[which]];
            let tape = Tape::new(&graph, &[sources, &inputs].concat(), programs[which]).ok()?;
            // What does not fit into lanes is refused here, so that every evaluation works.
            Lanes::new(&tape)?;
            Some(RowProgram {
                tape,
                uniforms: sources.len(),
            })
        };
        let (value, gradient, hessian) = (program(0)?, program(1)?, program(2)?);
        Some(Self {
            uniforms,
            columns: used,
            value,
            gradient,
            hessian,
        })
    }

    /// The columns that are read, by their index in the names: what the means need of a table, in
    /// this order.
    pub(crate) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// What does not depend on weights and rows, at these parameters.
    pub(crate) fn uniforms(&self, parameters: &[f64]) -> Vec<f64> {
        self.uniforms.evaluate(parameters)
    }

    /// The mean of the term at each point.
    pub(crate) fn values(
        &self,
        uniforms: &[f64],
        columns: &Columns,
        points: impl Iterator<Item = [f64; 2]>,
        take: impl FnMut([f64; 1]),
    ) {
        self.value.means(uniforms, columns, points, take);
    }

    /// The mean and its two derivatives at each point.
    pub(crate) fn gradients(
        &self,
        uniforms: &[f64],
        columns: &Columns,
        points: impl Iterator<Item = [f64; 2]>,
        take: impl FnMut([f64; 3]),
    ) {
        self.gradient.means(uniforms, columns, points, take);
    }

    /// The mean, ∂x, ∂y, ∂xx, ∂xy and ∂yy at a point.
    pub(crate) fn derivatives(
        &self,
        uniforms: &[f64],
        columns: &Columns,
        at: [f64; 2],
    ) -> [f64; 6] {
        let mut result = [f64::NAN; 6];
        let point = std::iter::once(at);
        self.hessian
            .means(uniforms, columns, point, |means| result = means);
        result
    }
}

impl RowProgram {
    fn means<const K: usize>(
        &self,
        uniforms: &[f64],
        columns: &Columns,
        points: impl Iterator<Item = [f64; 2]>,
        mut take: impl FnMut([f64; K]),
    ) {
        let Some(mut lanes) = Lanes::new(&self.tape) else {
            return;
        };
        lanes.set_uniforms(&uniforms[..self.uniforms]);
        let rows = columns.first().map_or(0, Vec::len);
        for [x, y] in points {
            lanes.register(self.uniforms).fill(x);
            lanes.register(self.uniforms + 1).fill(y);
            let mut sums = [0.0; K];
            for first in (0..rows).step_by(LANES) {
                let count = (rows - first).min(LANES);
                for (index, column) in columns.iter().enumerate() {
                    let register = lanes.register(self.uniforms + 2 + index);
                    register[..count].copy_from_slice(&column[first..first + count]);
                }
                lanes.run(&self.tape, count);
                for (total, &output) in sums.iter_mut().zip(&self.tape.outputs) {
                    *total += sum(&lanes.output(output)[..count]);
                }
            }
            take(sums.map(|total| total / rows as f64));
        }
    }
}

/// The sum in eight strands, in an order that is the same everywhere.
fn sum(numbers: &[f64]) -> f64 {
    let mut strands = [0.0; 8];
    let mut chunks = numbers.chunks_exact(8);
    for chunk in &mut chunks {
        for (strand, number) in strands.iter_mut().zip(chunk) {
            *strand += number;
        }
    }
    strands.iter().sum::<f64>() + chunks.remainder().iter().sum::<f64>()
}

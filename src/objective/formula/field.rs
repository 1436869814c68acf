//! A formula over a grid: what depends on x alone is computed once for each column, what depends on
//! y alone once for each row.

use super::graph::{Dependence, Graph, Id};
use super::lanes::{LANES, Lanes};
use super::tape::{Tape, TooManyRegisters};

/// The programs for a grid.
#[derive(Debug)]
pub(super) struct FieldProgram {
    /// From uniforms and x to what cells need of their column.
    columns: Tape,
    /// From uniforms and y to what cells need of their row.
    rows: Tape,
    /// From uniforms, the column's numbers and the row's to the value.
    cells: Tape,
    /// How many uniforms there are.
    uniforms: usize,
}

impl FieldProgram {
    /// The program for a value that reads these uniform nodes.
    pub(super) fn new(
        graph: &mut Graph,
        uniforms: &[Id],
        value: Id,
    ) -> Result<Self, TooManyRegisters> {
        let (of_columns, of_rows) = frontier(graph, value);
        let with = |more: &[Id]| [uniforms, more].concat();
        let (x, y) = (graph.x(), graph.y());
        let both = [of_columns.as_slice(), &of_rows].concat();
        Ok(Self {
            columns: Tape::new(graph, &with(&[x]), &of_columns)?,
            rows: Tape::new(graph, &with(&[y]), &of_rows)?,
            cells: Tape::new(graph, &with(&both), &[value])?,
            uniforms: uniforms.len(),
        })
    }

    /// The values on the grid, row by row; `false` where the formula is too large for this way.
    pub(super) fn fill(
        &self,
        uniforms: &[f64],
        xs: &[f64],
        ys: &[f64],
        values: &mut [f64],
    ) -> bool {
        let uniforms = &uniforms[..self.uniforms];
        let (Some(rows), Some(mut columns), Some(mut cells)) = (
            self.rows(uniforms, ys),
            Lanes::new(&self.columns),
            Lanes::new(&self.cells),
        ) else {
            return false;
        };
        columns.set_uniforms(uniforms);
        cells.set_uniforms(uniforms);
        let mut first = 0;
        for block in blocks(xs) {
            columns.register(self.uniforms)[..block.len()].copy_from_slice(block);
            columns.run(&self.columns, block.len());
            for (index, &output) in self.columns.outputs.iter().enumerate() {
                *cells.register(self.uniforms + index) = *columns.output(output);
            }
            let of_rows = self.uniforms + self.columns.outputs.len();
            let lines = values.chunks_mut(xs.len().max(1)).zip(&rows);
            for (line, row) in lines {
                for (index, &value) in row.iter().enumerate() {
                    cells.register(of_rows + index)[..block.len()].fill(value);
                }
                cells.run(&self.cells, block.len());
                let output = &cells.output(self.cells.outputs[0])[..block.len()];
                line[first..first + block.len()].copy_from_slice(output);
            }
            first += block.len();
        }
        true
    }

    /// What cells need of each row.
    fn rows(&self, uniforms: &[f64], ys: &[f64]) -> Option<Vec<Vec<f64>>> {
        let mut lanes = Lanes::new(&self.rows)?;
        lanes.set_uniforms(uniforms);
        let mut rows = Vec::with_capacity(ys.len());
        for block in blocks(ys) {
            lanes.register(self.uniforms)[..block.len()].copy_from_slice(block);
            lanes.run(&self.rows, block.len());
            rows.extend((0..block.len()).map(|point| {
                let outputs = self.rows.outputs.iter();
                outputs.map(|&output| lanes.output(output)[point]).collect()
            }));
        }
        Some(rows)
    }
}

/// The numbers in blocks of nearly equal length, none longer than a lane.
fn blocks(numbers: &[f64]) -> impl Iterator<Item = &[f64]> {
    let count = numbers.len().div_ceil(LANES).max(1);
    numbers.chunks(numbers.len().div_ceil(count).max(1))
}

/// The nodes of x alone and those of y alone that nodes of both read, or that are the value.
fn frontier(graph: &Graph, value: Id) -> (Vec<Id>, Vec<Id>) {
    let mut reached = vec![false; graph.len()];
    reached[value as usize] = true;
    for id in (0..graph.len()).rev() {
        if reached[id] && graph.dependence(id as Id) == Dependence::BOTH {
            for &input in graph.node(id as Id).inputs() {
                reached[input as usize] = true;
            }
        }
    }
    let of = |dependence| {
        (0..graph.len() as Id)
            .filter(|&id| reached[id as usize] && graph.dependence(id) == dependence)
            .collect()
    };
    (of(Dependence::X), of(Dependence::Y))
}

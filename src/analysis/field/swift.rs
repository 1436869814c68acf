//! A field of an objective that is costly to ask: fewer points, and cubics between them.

use super::Field;
use crate::objective::Objective;

/// Evaluations of a short formula that a field may cost, some tens of milliseconds.
const MOST: u64 = 6_000_000;

impl Field {
    /// The same as [`Field::sample`] where that is cheap. An objective over many rows of data is asked at fewer
    /// points, and cubics that are exact for quadratics run between them (Catmull and Rom 1974).
    pub fn sample_swiftly(
        objective: &Objective,
        x: [f64; 2],
        y: [f64; 2],
        columns: usize,
        rows: usize,
    ) -> Self {
        let work = objective.cost().saturating_mul((columns * rows) as u64);
        let every = (work as f64 / MOST as f64).sqrt().ceil() as usize;
        if every <= 1 {
            return Self::sample(objective, x, y, columns, rows);
        }
        let (across, up) = (Axis::of(x, columns, every), Axis::of(y, rows, every));
        let known = objective.fill(&across.nodes, &up.nodes);
        let count = across.nodes.len();
        // First along each row of nodes, then between the rows.
        let between: Vec<f64> = known
            .chunks(count)
            .flat_map(|row| across.weights.iter().map(|own| own.mixed(|node| row[node])))
            .collect();
        let values = up.weights.iter().rev().flat_map(|own| {
            let between = &between;
            (0..columns).map(move |column| own.mixed(|node| between[node * columns + column]))
        });
        let values = values.collect();
        Self {
            x,
            y,
            columns,
            rows,
            values,
        }
    }
}

/// The nodes along an axis, and how each cell's middle is mixed of them.
struct Axis {
    nodes: Vec<f64>,
    weights: Vec<Weights>,
}

/// Four nodes in succession, the first of them, and the share of each.
struct Weights {
    first: usize,
    shares: [f64; 4],
}

impl Weights {
    fn mixed(&self, node: impl Fn(usize) -> f64) -> f64 {
        let shares = self.shares.iter().enumerate();
        shares
            .map(|(place, share)| share * node(self.first + place))
            .sum()
    }
}

impl Axis {
    /// Nodes every so many cells, one beyond the first cell and two beyond the last at least.
    fn of([low, high]: [f64; 2], cells: usize, every: usize) -> Self {
        let cell = (high - low) / cells as f64;
        let apart = cell * every as f64;
        let count = cells.div_ceil(every) + 3;
        let first = low - apart;
        let nodes = (0..count).map(|node| first + apart * node as f64).collect();
        let weights = (0..cells).map(|place| {
            let at = 1.0 + (place as f64 + 0.5) / every as f64;
            let (left, t) = (at.floor(), at.fract());
            Weights {
                first: left as usize - 1,
                shares: [
                    0.5 * (-t + 2.0 * t * t - t * t * t),
                    0.5 * (2.0 - 5.0 * t * t + 3.0 * t * t * t),
                    0.5 * (t + 4.0 * t * t - 3.0 * t * t * t),
                    0.5 * (t * t * t - t * t),
                ],
            }
        });
        Self {
            nodes,
            weights: weights.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::{DataModel, Loss, data};

    #[test]
    fn the_field_of_a_long_table_is_that_of_all_points() {
        let rows = (0..20_000).map(|row| {
            let a = f64::from(row % 200) / 100.0 - 1.0;
            format!("{a},{}\n", 2.0 * a + 1.0 + f64::from(row % 7) / 10.0)
        });
        let table: String = std::iter::once("a,b\n".to_owned()).chain(rows).collect();
        let objective = data(DataModel {
            table: table.as_bytes(),
            model: "w*a + v",
            parts: &[],
            target: "b",
            weights: ["w", "v"],
            parameters: Vec::new(),
            loss: Loss::find("squared").unwrap(),
            batch: None,
        })
        .unwrap();
        let (x, y) = ([-1.0, 4.0], [-1.0, 3.0]);
        let swift = Field::sample_swiftly(&objective, x, y, 48, 32);
        let whole = Field::sample(&objective, x, y, 48, 32);
        for (swift, whole) in swift.values().iter().zip(whole.values()) {
            assert!((swift - whole).abs() < 1e-9, "{swift} {whole}");
        }
    }
}

//! Analyses of a scene, coarse first and then fine: what comes of each learning rate, and where each start leads.

use std::sync::Arc;

use super::{Fuel, Product, Progress, Task, path_cost};
use crate::analysis::basins::{Basin, Bottom, Cell, bottoms, cell, middles};
use crate::analysis::minimum;
use crate::analysis::sweep::{Row, Varied};
use crate::scene::{Scene, Setting};

/// Values of a sweep of rates.
pub(super) const RATES: usize = 192;
/// Cells of basins along each axis.
pub(super) const CELLS: usize = 64;
/// How far apart the first ones are of each; then half as far, until all are known.
const COARSE: usize = 16;

/// What comes of each learning rate, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct RatesFound {
    /// The rates.
    pub varied: Varied,
    /// What came of each that is known, by optimizer and then by rate.
    pub rows: Vec<Row>,
    /// Whether all are known.
    pub is_whole: bool,
}

/// Where each start in view leads one optimizer, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct BasinFound {
    /// The minima in view.
    pub bottoms: Vec<Bottom>,
    /// Where starts lead; what is not known yet is as the nearest that is.
    pub basin: Basin,
    /// Whether all are known.
    pub is_whole: bool,
}

/// The numbers from 0 up, every sixteenth first, then those halfway between, and so on to the last.
fn coarse_first(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).step_by(COARSE).collect();
    let mut apart = COARSE;
    while apart > 1 {
        order.extend((apart / 2..count).step_by(apart));
        apart /= 2;
    }
    order
}

/// What comes of each learning rate.
pub(super) struct RatesTask {
    scene: Scene,
    varied: Option<Varied>,
    order: Vec<usize>,
    done: usize,
    rows: Vec<Row>,
}

impl RatesTask {
    pub(super) fn new(mut scene: Scene, setting: Option<Setting>) -> Self {
        // Searched for once, not for every value; one that moves it makes the scene forget it.
        minimum::find_once(&mut scene);
        let varied = match setting {
            Some(setting) => Varied::slider(&scene, setting, RATES),
            None => Varied::rates(&scene, RATES),
        };
        let count = varied.as_ref().map_or(0, |varied| varied.values.len());
        Self {
            scene,
            varied,
            order: coarse_first(count),
            done: 0,
            rows: Vec::new(),
        }
    }

    fn found(&self) -> Option<RatesFound> {
        let varied = self.varied.clone()?;
        let mut rows = self.rows.clone();
        rows.sort_by(|a, b| {
            let optimizers = a.optimizer.cmp(&b.optimizer);
            optimizers.then(a.values[0].total_cmp(&b.values[0]))
        });
        let is_whole = self.done == self.order.len();
        Some(RatesFound {
            varied,
            rows,
            is_whole,
        })
    }
}

impl Task for RatesTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        let Some(varied) = &self.varied else {
            return Progress::Done(Product::Rates(None));
        };
        let ranges = std::slice::from_ref(varied);
        let touched: Vec<usize> = (0..self.scene.optimizers.len())
            .filter(|index| varied.touches(*index) && self.scene.optimizers[*index].enabled)
            .collect();
        let cost = path_cost(&self.scene).max(1) * touched.len().max(1) as u64;
        let last = (self.done + (fuel / cost).max(1) as usize).min(self.order.len());
        for place in &self.order[self.done..last] {
            let rows = touched
                .iter()
                .filter_map(|index| Row::at(&self.scene, ranges, *index, *place));
            self.rows.extend(rows);
        }
        self.done = last;
        let product = Product::Rates(self.found().map(Arc::new));
        if self.done == self.order.len() {
            Progress::Done(product)
        } else {
            Progress::SoFar(product)
        }
    }
}

/// Where each start in view leads.
pub(super) struct BasinTask {
    scene: Scene,
    optimizer: usize,
    bottoms: Vec<Bottom>,
    /// How far apart the cells are that are being filled.
    apart: usize,
    /// The next of them, counted through the grid.
    next: usize,
    cells: Vec<Option<Cell>>,
}

impl BasinTask {
    pub(super) fn new(scene: Scene, optimizer: usize) -> Self {
        Self {
            bottoms: bottoms(&scene),
            scene,
            optimizer,
            apart: COARSE,
            next: 0,
            cells: vec![None; CELLS * CELLS],
        }
    }

    /// The next cell to be filled: of those so far apart, then of those half as far.
    fn next_cell(&mut self) -> Option<usize> {
        loop {
            let place = self.next;
            if place == CELLS * CELLS {
                if self.apart == 1 {
                    return None;
                }
                (self.apart, self.next) = (self.apart / 2, 0);
                continue;
            }
            self.next += 1;
            let (column, row) = (place % CELLS, place / CELLS);
            let is_on = column.is_multiple_of(self.apart) && row.is_multiple_of(self.apart);
            if is_on && self.cells[place].is_none() {
                return Some(place);
            }
        }
    }

    /// The cells, those that are not known yet as the nearest below and to the left that is.
    fn found(&self) -> BasinFound {
        let known = |place: usize| {
            let (column, row) = (place % CELLS, place / CELLS);
            let mut apart = 1;
            loop {
                let nearest = row / apart * apart * CELLS + column / apart * apart;
                match self.cells[nearest] {
                    Some(cell) => return Some(cell),
                    None if apart == COARSE => return None,
                    None => apart *= 2,
                }
            }
        };
        let lost = Cell {
            end: crate::analysis::basins::End::Nowhere,
            steps: None,
            value: f64::NAN,
        };
        let cells = (0..CELLS * CELLS).map(|place| known(place).unwrap_or(lost));
        BasinFound {
            bottoms: self.bottoms.clone(),
            basin: Basin {
                optimizer: self.optimizer,
                columns: CELLS,
                cells: cells.collect(),
            },
            is_whole: self.cells.iter().all(Option::is_some),
        }
    }
}

impl Task for BasinTask {
    fn advance(&mut self, fuel: Fuel) -> Progress {
        let starts = middles(&self.scene.view, CELLS, CELLS);
        let count = (fuel / path_cost(&self.scene).max(1)).max(1);
        for _ in 0..count {
            let Some(place) = self.next_cell() else {
                let found = Arc::new(self.found());
                return Progress::Done(Product::Basin(found));
            };
            let found = cell(&self.scene, self.optimizer, starts[place], &self.bottoms);
            self.cells[place] = Some(found);
        }
        Progress::SoFar(Product::Basin(Arc::new(self.found())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_once_and_the_first_lie_far_apart() {
        for count in [0, 1, 5, 16, 17, 192, 200] {
            let order = coarse_first(count);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..count).collect::<Vec<_>>());
        }
        assert_eq!(coarse_first(64)[..6], [0, 16, 32, 48, 8, 24]);
    }

    #[test]
    fn rates_and_basins_in_slices_are_as_at_once() {
        let scene = crate::scene::open("himmelblau").expect("a built-in scene");
        let whole = |mut task: Box<dyn Task>, fuel: Fuel| loop {
            if let Progress::Done(product) = task.advance(fuel) {
                return product;
            }
        };
        let mut short = scene.clone();
        short.run.steps = 12;
        for (slices, at_once) in [
            (
                whole(Box::new(RatesTask::new(short.clone(), None)), 900),
                whole(Box::new(RatesTask::new(short.clone(), None)), Fuel::MAX),
            ),
            (
                whole(Box::new(BasinTask::new(short.clone(), 0)), 900),
                whole(Box::new(BasinTask::new(short, 0)), Fuel::MAX),
            ),
        ] {
            match (slices, at_once) {
                (Product::Rates(Some(a)), Product::Rates(Some(b))) => {
                    assert!(a.is_whole && a.rows.len() >= RATES);
                    assert_eq!(format!("{a:?}"), format!("{b:?}"));
                }
                (Product::Basin(a), Product::Basin(b)) => {
                    assert!(a.is_whole);
                    assert_eq!(format!("{a:?}"), format!("{b:?}"));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

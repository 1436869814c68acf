//! Mini-batches: which rows of a table each step sees.

use crate::math::Random;

/// The rows of each step: drawn without replacement, all of them once in an epoch, in a new order
/// each time. The last batch of an epoch may be smaller.
#[derive(Debug, Clone)]
pub struct Batches {
    rows: usize,
    size: usize,
    seed: u64,
    epoch: Option<u64>,
    order: Vec<usize>,
}

impl Batches {
    /// Batches of this size out of so many rows; neither is 0.
    pub(super) fn new(rows: usize, size: usize, seed: u64) -> Self {
        Self {
            rows,
            size: size.clamp(1, rows.max(1)),
            seed,
            epoch: None,
            order: (0..rows).collect(),
        }
    }

    /// The rows of a step, counted from 0. The same seed and step give the same rows, in whatever
    /// order steps are asked for.
    pub fn rows(&mut self, step: u32) -> &[usize] {
        let in_epoch = self.rows.div_ceil(self.size).max(1);
        let epoch = u64::from(step) / in_epoch as u64;
        if self.epoch != Some(epoch) {
            self.epoch = Some(epoch);
            self.order.clear();
            self.order.extend(0..self.rows);
            let seed = self.seed ^ epoch.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            Random::new(seed).shuffle(&mut self.order);
        }
        let first = step as usize % in_epoch * self.size;
        &self.order[first..(first + self.size).min(self.rows)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_sees_every_row_once() {
        let mut batches = Batches::new(10, 4, 7);
        let mut epochs = Vec::new();
        for epoch in 0..3 {
            let mut seen = Vec::new();
            for (step, size) in [4, 4, 2].into_iter().enumerate() {
                let rows = batches.rows(epoch * 3 + step as u32);
                assert_eq!(rows.len(), size);
                seen.extend_from_slice(rows);
            }
            epochs.push(seen.clone());
            seen.sort_unstable();
            assert_eq!(seen, (0..10).collect::<Vec<_>>());
        }
        assert!(epochs[0] != epochs[1] && epochs[1] != epochs[2]);
    }

    #[test]
    fn a_seed_fixes_the_rows_and_a_batch_is_never_larger_than_the_table() {
        let rows = |seed, step| Batches::new(50, 8, seed).rows(step).to_vec();
        assert_eq!(rows(3, 20), rows(3, 20));
        assert_ne!(rows(3, 20), rows(4, 20));
        assert_eq!(Batches::new(3, 100, 1).rows(5).len(), 3);
    }
}

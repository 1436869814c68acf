//! Tables for reading: aligned columns, and numbers of a width that does not jump.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// Rows of cells under a header.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    /// Columns that hold numbers, which end under each other.
    right: Vec<bool>,
}

impl Table {
    /// A table with these columns; a name that begins with `>` is one of numbers.
    pub(super) fn new(columns: &[&str]) -> Self {
        let names = columns.iter().map(|name| name.trim_start_matches('>'));
        Self {
            rows: vec![names.map(str::to_owned).collect()],
            right: columns.iter().map(|name| name.starts_with('>')).collect(),
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Writes the rows, two spaces between columns.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.right.len()).map(widest).collect();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, width), right) in row.iter().zip(&widths).zip(&self.right) {
                let space = " ".repeat(width - cell.width());
                if !line.is_empty() {
                    line.push_str("  ");
                }
                if *right {
                    line.push_str(&space);
                    line.push_str(cell);
                } else {
                    line.push_str(cell);
                    line.push_str(&space);
                }
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A number in four significant digits.
pub(super) fn short(number: f64) -> String {
    let size = number.abs();
    if !number.is_finite() {
        return if number.is_nan() {
            "–".into()
        } else {
            format!("{number}")
        };
    }
    if size == 0.0 || (1e-3..1e6).contains(&size) {
        let exponent = if size == 0.0 {
            0.0
        } else {
            libm::log10(size).floor()
        };
        format!("{number:.*}", (3.0 - exponent).clamp(0.0, 6.0) as usize)
    } else {
        format!("{number:.3e}")
    }
}

/// A number as it was written, most likely: all of its digits, and an exponent only where zeros
/// would be counted.
pub(super) fn plain(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-4..1e15).contains(&size) {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

/// A share in whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_have_four_digits() {
        for (number, text) in [
            (0.0, "0.000"),
            (12.345_678, "12.35"),
            (1.0 / 3.0, "0.3333"),
            (-12345.6, "-12346"),
            (1.5e-7, "1.500e-7"),
        ] {
            assert_eq!(short(number), text);
        }
    }
}

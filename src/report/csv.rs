//! Paths as CSV (RFC 4180): a row for each optimizer and step, then one for each recorded point.

use std::io::{self, Write};

use super::exact;
use crate::scene::{RecordedPath, Scene};
use crate::simulation::Path;

/// Rows are handed on when they have so many bytes together.
const BLOCK: usize = 1 << 16;

/// The columns that every table of paths has.
const COLUMNS: &str = "optimizer,step,x,y,value,grad_x,grad_y,lr";

/// Writes every path: a row for each step.
///
/// # Errors
///
/// Those of the writer.
pub fn write(out: &mut dyn Write, scene: &Scene, paths: &[Path]) -> io::Result<()> {
    writeln!(out, "{COLUMNS}")?;
    let mut rows = Vec::new();
    for (entry, path) in scene.optimizers.iter().zip(paths) {
        push_path(&mut rows, out, &entry.label, path, b"")?;
    }
    for path in scene.paths.iter() {
        push_recorded(&mut rows, path);
        out.write_all(&rows)?;
        rows.clear();
    }
    out.write_all(&rows)
}

/// Writes the header of a table of the members of an ensemble.
///
/// # Errors
///
/// Those of the writer.
pub fn write_members_header(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{COLUMNS},start_x,start_y,seed")
}

/// Writes the paths of one member, each row with the member's start and seed at its end.
///
/// # Errors
///
/// Those of the writer.
pub fn write_member(out: &mut dyn Write, scene: &Scene, paths: &[Path]) -> io::Result<()> {
    let mut rows = Vec::new();
    for (entry, path) in scene.optimizers.iter().zip(paths) {
        let start = path.points[0];
        let mut end = b",".to_vec();
        exact::push(&mut end, start.x);
        end.push(b',');
        exact::push(&mut end, start.y);
        write!(end, ",{}", scene.run.seed)?;
        push_path(&mut rows, out, &entry.label, path, &end)?;
    }
    out.write_all(&rows)
}

/// Appends a row for each step of a path, each with these fields at its end, and hands on what is full.
fn push_path(
    rows: &mut Vec<u8>,
    out: &mut dyn Write,
    label: &str,
    path: &Path,
    end: &[u8],
) -> io::Result<()> {
    let label = quoted(label);
    let mut digits = itoa::Buffer::new();
    let mut rates = Rates::default();
    for (step, point) in path.points.iter().enumerate() {
        let gradient = path.gradient(step);
        rows.extend_from_slice(label.as_bytes());
        rows.push(b',');
        rows.extend_from_slice(digits.format(step).as_bytes());
        for number in [point.x, point.y, path.values[step], gradient.x, gradient.y] {
            rows.push(b',');
            exact::push(rows, number);
        }
        rows.push(b',');
        rows.extend_from_slice(rates.field(path.rate(step)));
        rows.extend_from_slice(end);
        rows.push(b'\n');
        if rows.len() >= BLOCK {
            out.write_all(rows)?;
            rows.clear();
        }
    }
    Ok(())
}

/// The rows of a recorded path: without gradient and learning rate, which are not known of it.
fn push_recorded(rows: &mut Vec<u8>, path: &RecordedPath) {
    let label = quoted(&path.label);
    let mut digits = itoa::Buffer::new();
    for point in path.points.iter() {
        rows.extend_from_slice(label.as_bytes());
        rows.push(b',');
        rows.extend_from_slice(digits.format(point.step).as_bytes());
        for number in [Some(point.at.x), Some(point.at.y), point.value] {
            rows.push(b',');
            if let Some(number) = number {
                exact::push(rows, number);
            }
        }
        rows.extend_from_slice(b",,,\n");
    }
}

/// The field of the learning rate, which mostly is that of the row before.
#[derive(Default)]
struct Rates {
    rate: f64,
    field: Vec<u8>,
}

impl Rates {
    /// A method without a rate has an empty field.
    fn field(&mut self, rate: f64) -> &[u8] {
        if self.field.is_empty() || self.rate.to_bits() != rate.to_bits() {
            self.rate = rate;
            self.field.clear();
            if !rate.is_nan() {
                exact::push(&mut self.field, rate);
            }
        }
        &self.field
    }
}

/// A field, in quotes where it needs them.
pub fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        assert_eq!(quoted("Adam 2"), "Adam 2");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("say \"no\""), "\"say \"\"no\"\"\"");
    }
}

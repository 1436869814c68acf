//! Tables of numbers from CSV text: a header, then rows of the same length (RFC 4180).

use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use crate::mistake::Mistake;

/// After so many mistakes no more are listed.
const MOST_MISTAKES: usize = 20;

/// A table as it was read; its cells are still text.
#[derive(Debug)]
pub(super) struct Table<'a> {
    text: &'a str,
    header: Row,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    record: StringRecord,
    /// The byte of the text at which it begins.
    start: usize,
}

impl<'a> Table<'a> {
    /// Reads the text of a file.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Vec<Mistake>> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let mistake = Mistake::at(at..at + 1, "this byte is not UTF-8 text")
                .help("save the table as UTF-8");
            vec![mistake]
        })?;
        let content = text.strip_prefix('\u{feff}').unwrap_or(text);
        let offset = text.len() - content.len();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(content.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| vec![Mistake::whole(error.to_string())])?;
            let position = record
                .position()
                .map_or(0, |position| position.byte() as usize);
            let start = offset + position;
            let blank = text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
            rows.push(Row {
                start: start + blank,
                record,
            });
        }
        if rows.is_empty() {
            let help = "a table begins with a line of column names";
            return Err(vec![Mistake::whole("the table is empty").help(help)]);
        }
        let header = rows.remove(0);
        let table = Self { text, header, rows };
        table.check_lengths()?;
        Ok(table)
    }

    fn check_lengths(&self) -> Result<(), Vec<Mistake>> {
        let columns = self.header.record.len();
        let short = self.rows.iter().filter(|row| row.record.len() != columns);
        let mistakes: Vec<Mistake> = short
            .take(MOST_MISTAKES)
            .map(|row| {
                let count = row.record.len();
                let message = format!("this row has {count} cells, the header {columns}");
                Mistake::at(self.line(row), message).help("give every row the same columns")
            })
            .collect();
        if mistakes.is_empty() {
            Ok(())
        } else {
            Err(mistakes)
        }
    }

    /// How many rows there are below the header.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.header.record.iter()
    }

    /// The index of a column.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.names().position(|own| own == name)
    }

    /// The bytes of the header.
    pub(super) fn header_span(&self) -> Range<usize> {
        self.line(&self.header)
    }

    /// The bytes of one cell.
    pub(super) fn span(&self, row: usize, column: usize) -> Range<usize> {
        self.cell(&self.rows[row], column)
    }

    /// The numbers of a column.
    pub(super) fn numbers(&self, column: usize) -> Result<Vec<f64>, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut numbers = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let cell = row.record.get(column).unwrap_or("");
            match cell.parse::<f64>() {
                Ok(number) if number.is_finite() => numbers.push(number),
                _ if mistakes.len() < MOST_MISTAKES => {
                    let message = if cell.is_empty() {
                        "a number is missing here".to_owned()
                    } else {
                        let shown: String = cell.chars().take(40).collect();
                        format!("`{shown}` is no finite number")
                    };
                    let span = self.cell(row, column);
                    mistakes.push(Mistake::at(span, message).help("correct it, or remove the row"));
                }
                _ => break,
            }
        }
        if mistakes.is_empty() {
            Ok(numbers)
        } else {
            Err(mistakes)
        }
    }

    fn line(&self, row: &Row) -> Range<usize> {
        let rest = &self.text[row.start.min(self.text.len())..];
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        row.start..row.start + length
    }

    /// The bytes of a cell where the row is written plainly; with quotes, those of the line.
    fn cell(&self, row: &Row, column: usize) -> Range<usize> {
        let line = self.line(row);
        let mut start = line.start;
        let Some(cells) = self
            .text
            .get(line.clone())
            .filter(|text| !text.contains('"'))
        else {
            return line;
        };
        for (index, cell) in cells.split(',').enumerate() {
            if index == column {
                let leading = cell.len() - cell.trim_start().len();
                let start = start + leading;
                return start..start + cell.trim().len();
            }
            start += cell.len() + 1;
        }
        line
    }
}

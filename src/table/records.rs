//! The rows of a text, one after the other, and where their cells stand.

use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use super::MOST_COLUMNS;
use crate::mistake::Mistake;

/// The rows of a text one by one, each with the byte at which it begins.
pub(super) struct Records<'a> {
    text: &'a str,
    /// How many bytes stand before the first row: a byte order mark, lines that say nothing.
    mark: usize,
    /// What stands between cells.
    pub(super) separator: char,
    reader: csv::Reader<&'a [u8]>,
    record: StringRecord,
}

impl<'a> Records<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut content = text.strip_prefix('\u{feff}').unwrap_or(text);
        let is_left_out = |line: &str| line.trim().is_empty() || line.starts_with('#');
        while let Some((line, rest)) = content.split_once('\n')
            && is_left_out(line)
        {
            content = rest;
        }
        let separator = separator(content);
        Self {
            text,
            mark: text.len() - content.len(),
            separator,
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(separator as u8)
                .from_reader(content.as_bytes()),
            record: StringRecord::new(),
        }
    }

    /// The text from its first row on.
    pub(super) fn content(&self) -> &'a str {
        self.text[self.mark..].trim_start_matches(['\r', '\n'])
    }

    /// The next row, if there is one, with the byte at which it begins.
    ///
    /// # Errors
    /// The row cannot be read.
    pub(super) fn next(&mut self) -> Result<Option<(usize, &StringRecord)>, Vec<Mistake>> {
        let read = self.reader.read_record(&mut self.record);
        if !read.map_err(|error| vec![Mistake::whole(error.to_string())])? {
            return Ok(None);
        }
        let byte = self.record.position().map_or(0, csv::Position::byte);
        let start = (self.mark + byte as usize).min(self.text.len());
        // The reader counts empty lines to the row below them.
        let blank = self.text[start..].bytes();
        let blank = blank.take_while(|byte| matches!(byte, b'\r' | b'\n'));
        Ok(Some((start + blank.count(), &self.record)))
    }
}

/// What separates the cells of a text: that which makes the header and the row below it equally long,
/// and more than one cell; of several the one that makes more.
fn separator(text: &str) -> char {
    let below = text.split_once('\n').map_or("", |(_, below)| below);
    let below = below.trim_start_matches(['\r', '\n']);
    let cells = |text: &str, separator| spans(text, separator).take(MOST_COLUMNS).count();
    let fit = |separator: &char| {
        let header = cells(text, *separator);
        (header > 1).then(|| (header == cells(below, *separator), header))
    };
    // Of equal ones the last is taken.
    let all = ['\t', ';', ','].into_iter();
    let found = all
        .filter_map(|own| Some((fit(&own)?, own)))
        .max_by_key(|(fit, _)| *fit);
    found.map_or(',', |(_, separator)| separator)
}

/// Where the cells stand of the row with which a text begins.
pub(super) fn spans(text: &str, separator: char) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let rest = &text[start..];
        // Only a cell that begins with a quote can hold commas and ends of lines.
        let (is_quoted, mut inside) = (rest.starts_with('"'), false);
        let end = rest.find(|c| {
            inside ^= is_quoted && c == '"';
            !inside && (c == separator || matches!(c, '\r' | '\n'))
        });
        let cell = &rest[..end.unwrap_or(rest.len())];
        let after = start + cell.len();
        next = text[after..].starts_with(separator).then_some(after + 1);
        let leading = cell.len() - cell.trim_start().len();
        Some(start + leading..start + leading + cell.trim().len())
    })
}

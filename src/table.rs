//! Tables of numbers from CSV text: a header, then rows of the same length (RFC 4180). Cells are
//! separated by commas, or by semicolons or tabs, and then may have decimal commas; lines that begin
//! with `#` before the header say nothing.
//!
//! Knows cells and where they stand in the text; nothing of what its columns mean.

mod array;
mod records;

use std::collections::HashSet;
use std::ops::Range;
use std::str::Utf8Error;

use csv::StringRecord;

pub use self::array::Array;
use self::records::{Records, spans};
use crate::mistake::{Mistake, nearest};

/// No table is wider.
const MOST_COLUMNS: usize = 10_000;

/// After so many mistakes no more are listed.
pub const MOST_MISTAKES: usize = 20;

/// A table as it was read; its cells are still text.
#[derive(Debug)]
pub struct Table<'a> {
    text: &'a str,
    /// What stands between cells.
    separator: char,
    names: Vec<String>,
    /// The byte of the text at which the header begins.
    header: usize,
    /// The byte at which each row below it begins.
    rows: Vec<usize>,
    /// The text of every cell without quotes and blanks, row by row, one after the other.
    cells: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl<'a> Table<'a> {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// The text is not UTF-8 or empty, a row is not as long as the header, or two columns have the
    /// same name.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Vec<Mistake>> {
        let text = std::str::from_utf8(bytes).map_err(|error| vec![no_text(bytes, error)])?;
        let mut records = Records::of(text);
        // Told before the reader makes several copies of them.
        if spans(records.content(), records.separator)
            .nth(MOST_COLUMNS)
            .is_some()
        {
            let message = format!("the table has more than {MOST_COLUMNS} columns");
            let help = "keep those that the scene needs";
            return Err(vec![Mistake::whole(message).help(help)]);
        }
        let Some((header, names)) = records.next()? else {
            let help = "a table begins with a line of column names";
            return Err(vec![Mistake::whole("the table is empty").help(help)]);
        };
        let mut table = Self {
            names: names.iter().map(|name| name.trim().to_owned()).collect(),
            header,
            text,
            separator: records.separator,
            rows: Vec::new(),
            cells: String::new(),
            ends: Vec::new(),
        };
        table.check_names()?;
        let mut causes = Causes::default();
        while let Some((start, record)) = records.next()? {
            if record.len() == table.names.len() {
                table.push(start, record);
            } else {
                causes.add(&record.len().to_string(), start);
            }
        }
        let columns = table.names.len();
        let mistakes = causes.told(|cells, start, more| {
            let mut message = format!("this row has {cells} cells, the header {columns}");
            if more > 0 {
                message = format!("{message}; so it is with {more} more rows");
            }
            let help = "give every row the same columns";
            Mistake::at(table.line(start), message).help(help)
        });
        unless_any(mistakes, table)
    }

    fn push(&mut self, start: usize, record: &StringRecord) {
        self.rows.push(start);
        for cell in record {
            self.cells.push_str(cell.trim());
            self.ends.push(self.cells.len());
        }
    }

    fn check_names(&self) -> Result<(), Vec<Mistake>> {
        let mut seen = HashSet::new();
        let names = self.names.iter().enumerate();
        // Columns that no one can ask for may share that.
        let second = names.filter(|(_, name)| !name.is_empty() && !seen.insert(*name));
        let mistakes: Vec<Mistake> = second
            .take(MOST_MISTAKES)
            .map(|(index, name)| {
                let message = format!("two columns are called `{}`", shortened(name));
                let span = self.span_in(self.header, index);
                Mistake::at(span, message).help("rename one of them")
            })
            .collect();
        unless_any(mistakes, ())
    }

    /// How many rows there are below the header.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows below the header.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(String::as_str)
    }

    /// The index of a column, if there is one of this name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names().position(|own| own == name)
    }

    /// The index of a column that must be there.
    ///
    /// # Errors
    /// There is none of this name; the mistake says which there are.
    pub fn column(&self, name: &str) -> Result<usize, Mistake> {
        self.find(name).ok_or_else(|| {
            let message = format!("the table has no column `{}`", shortened(name));
            let help = if let Some(near) = nearest(name, self.names()) {
                format!("did you mean `{near}`?")
            } else {
                let names: Vec<String> = self.names().take(20).map(shortened).collect();
                format!("its columns are {}", names.join(", "))
            };
            Mistake::at(self.line(self.header), message).help(help)
        })
    }

    /// The bytes of the header.
    pub fn header_span(&self) -> Range<usize> {
        self.line(self.header)
    }

    /// The bytes of one cell, its quotes included.
    pub fn span(&self, row: usize, column: usize) -> Range<usize> {
        self.span_in(self.rows[row], column)
    }

    /// The numbers of a column.
    ///
    /// # Errors
    /// What is no finite number in its cells, each cause once.
    pub fn numbers(&self, column: usize) -> Result<Vec<f64>, Vec<Mistake>> {
        self.read_numbers(column, |_| false)
    }

    /// The numbers of a column in which cells may be holes: empty, or `nan`. Those are not a number.
    ///
    /// # Errors
    /// As [`Self::numbers`].
    pub fn numbers_and_holes(&self, column: usize) -> Result<Vec<f64>, Vec<Mistake>> {
        self.read_numbers(column, |cell| {
            cell.is_empty() || cell.eq_ignore_ascii_case("nan")
        })
    }

    fn read_numbers(
        &self,
        column: usize,
        is_hole: impl Fn(&str) -> bool,
    ) -> Result<Vec<f64>, Vec<Mistake>> {
        let mut causes = Causes::default();
        let mut numbers = Vec::with_capacity(self.len());
        for row in 0..self.len() {
            let cell = self.cell(row, column);
            match self.number(cell) {
                Some(number) => numbers.push(number),
                None if is_hole(cell) => numbers.push(f64::NAN),
                None => causes.add(cell, row),
            }
        }
        let mistakes = causes.told(|cell, row, more| {
            let mut message = if cell.is_empty() {
                "a number is missing here".to_owned()
            } else {
                format!("`{}` is no finite number", shortened(cell))
            };
            if more > 0 {
                let name = shortened(&self.names[column]);
                message =
                    format!("{message}; so it is with {more} more cells of the column `{name}`");
            }
            let help = "correct it, or remove the row";
            Mistake::at(self.span(row, column), message).help(help)
        });
        unless_any(mistakes, numbers)
    }

    /// The finite number that a cell holds, with a decimal comma where that separates nothing.
    fn number(&self, cell: &str) -> Option<f64> {
        let number = cell.parse().ok().or_else(|| {
            let has_comma = self.separator != ',' && !cell.contains('.');
            has_comma.then(|| cell.replacen(',', ".", 1).parse().ok())?
        });
        number.filter(|number: &f64| number.is_finite())
    }

    /// The text of a cell below the header.
    fn cell(&self, row: usize, column: usize) -> &str {
        let index = row * self.names.len() + column;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.cells[start..self.ends[index]]
    }

    /// The bytes of the line that begins at a byte.
    fn line(&self, start: usize) -> Range<usize> {
        let rest = &self.text[start.min(self.text.len())..];
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        start..start + length
    }

    /// The bytes of a cell in the row that begins at a byte; an empty one has no bytes.
    fn span_in(&self, start: usize, column: usize) -> Range<usize> {
        let rest = &self.text[start.min(self.text.len())..];
        let span = spans(rest, self.separator).nth(column).unwrap_or(0..0);
        start + span.start..start + span.end
    }
}

/// Why bytes are not those of a table.
fn no_text(bytes: &[u8], error: Utf8Error) -> Mistake {
    if bytes.starts_with(b"PK") {
        let mistake = Mistake::whole("the file is an archive, such as `.npz` or a workbook's");
        return mistake.help("save what the scene needs as CSV, or one array with `numpy.save`");
    }
    let at = error.valid_up_to();
    let mistake = Mistake::at(at..at + 1, "this byte is not UTF-8 text");
    mistake.help("save the table as UTF-8")
}

/// The value, unless there are mistakes.
fn unless_any<T>(mistakes: Vec<Mistake>, value: T) -> Result<T, Vec<Mistake>> {
    if mistakes.is_empty() {
        Ok(value)
    } else {
        Err(mistakes)
    }
}

/// Causes of mistakes in many places: each is told once, with its first place.
#[derive(Default)]
struct Causes {
    /// What is wrong, the first place, and how many more there are.
    list: Vec<(String, usize, usize)>,
    /// The places of causes beyond those that are listed.
    more: usize,
}

impl Causes {
    /// So many different causes of one kind are told apart.
    const MOST: usize = 5;

    fn add(&mut self, cause: &str, place: usize) {
        let known = self.list.iter_mut().find(|(own, ..)| own == cause);
        if let Some((_, _, more)) = known {
            *more += 1;
        } else if self.list.len() < Self::MOST {
            self.list.push((cause.to_owned(), place, 0));
        } else {
            self.more += 1;
        }
    }

    /// A mistake for each cause, from what is wrong, where, and in how many more places. Where there
    /// are too many, all are one.
    fn told(self, tell: impl Fn(&str, usize, usize) -> Mistake) -> Vec<Mistake> {
        if self.more == 0 {
            let list = self.list.iter();
            return list
                .map(|(cause, place, more)| tell(cause, *place, *more))
                .collect();
        }
        let all: usize = self.list.iter().map(|(_, _, more)| more + 1).sum();
        let first = self.list.first();
        let first = first.map(|(cause, place, _)| tell(cause, *place, all + self.more - 1));
        first.into_iter().collect()
    }
}

/// A word of the user's, cut to what a message can hold.
fn shortened(word: &str) -> String {
    word.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands at the place of a mistake, and what it says.
    fn told(text: &str, column: &str) -> (String, String) {
        let found = Table::read(text.as_bytes()).and_then(|table| {
            let column = table.column(column).map_err(|mistake| vec![mistake])?;
            table.numbers(column)
        });
        let mistake = found.expect_err("this is wrong").swap_remove(0);
        let marked = mistake.span.map_or("", |span| &text[span]);
        (marked.to_owned(), mistake.message)
    }

    fn column(text: &str, name: &str) -> Vec<f64> {
        let table = Table::read(text.as_bytes()).expect("a good table");
        let column = table.column(name).expect("one of its columns");
        table.numbers(column).expect("numbers")
    }

    #[test]
    fn quotes_marks_blanks_and_ends_of_lines_are_those_of_the_format() {
        for text in [
            "a,b\n1,2\n3,4\n",
            "\u{feff}a,b\r\n1,2\r\n3,4",
            "\"a\",\"b\"\n\"1\",2\n3,\"4\"\n",
            "  a ,\tb\n\n 1, 2\n\n\n3 ,4 \n\n",
            "b,a\n2,1\n4,3\n",
            "a,note,b\n1,\"x, \"\"y\"\"\nz\",2\n3,,4\n",
            "a;b\n1;2\n3;4\n",
            "a\tb\n1\t2\n3\t4\n",
            "# of 1990\n# a, b\n\na;b;\"c, d\"\n1,0;2,00;x\n3;4e0;y\n",
        ] {
            assert_eq!(
                (column(text, "a"), column(text, "b")),
                (vec![1.0, 3.0], vec![2.0, 4.0]),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_mistake_marks_the_very_cell() {
        for (text, marked, message) in [
            ("a,b\n1,2\n3,four\n", "four", "`four` is no finite number"),
            ("a,b\r\n\r\n1, x \r\n", "x", "`x` is no finite number"),
            (
                "\u{feff}a,b\n\"1,5\",\"2,5\"\n",
                "\"2,5\"",
                "`2,5` is no finite number",
            ),
            (
                "a,b\n\"line\nof two\",inf\n",
                "inf",
                "`inf` is no finite number",
            ),
            ("a,b\n1,\n", "", "a number is missing here"),
            ("a,b\nit's \"so\",?\n", "?", "`?` is no finite number"),
            ("a,c\n1,2\n", "a,c", "the table has no column `b`"),
            ("a,b, b\n1,2,3\n", "b", "two columns are called `b`"),
            ("a,b\n1,2\n3\n", "3", "this row has 1 cells, the header 2"),
            ("\n\n", "", "the table is empty"),
        ] {
            assert_eq!(told(text, "b"), (marked.into(), message.into()), "{text:?}");
        }
    }

    #[test]
    fn a_table_is_only_so_wide() {
        let widest = ",".repeat(MOST_COLUMNS - 1);
        assert!(Table::read(widest.as_bytes()).is_ok());
        let (_, message) = told(&format!("{widest},"), "b");
        assert_eq!(message, "the table has more than 10000 columns");
    }

    #[test]
    fn one_cause_is_one_mistake() {
        let messages = |text: &str| -> Vec<String> {
            let table = Table::read(text.as_bytes());
            let list = table.and_then(|table| table.numbers(0)).unwrap_err();
            list.into_iter().map(|mistake| mistake.message).collect()
        };
        assert_eq!(
            messages(&format!("a\n{}1\n?\n", "x\n".repeat(1000))),
            [
                "`x` is no finite number; so it is with 999 more cells of the column `a`",
                "`?` is no finite number"
            ]
        );
        let different: Vec<String> = (0..1000).map(|n| format!("1,{n}m;2\n")).collect();
        assert_eq!(
            messages(&format!("a;b\n{}", different.concat())),
            ["`1,0m` is no finite number; so it is with 999 more cells of the column `a`"]
        );
        assert_eq!(
            messages(&format!("a,b\n{}", "1\n".repeat(1000))),
            ["this row has 1 cells, the header 2; so it is with 999 more rows"]
        );
    }

    #[test]
    fn holes_are_no_numbers_where_there_may_be_some() {
        let table = Table::read(b"a,b\n1,nan\nNaN,2\n,3\n").expect("a table");
        let numbers = table.numbers_and_holes(0).expect("numbers and holes");
        assert!(numbers[0] == 1.0 && numbers[1].is_nan() && numbers[2].is_nan());
        assert_eq!(table.numbers(0).unwrap_err().len(), 2);
    }
}

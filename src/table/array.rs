//! Two-dimensional arrays of real numbers: NumPy's `.npy` files, and text of numbers alone.
//!
//! The binary format is that of `numpy.lib.format`: a magic word, a version, the length of the header,
//! a Python dictionary as text, the numbers. The text is what `numpy.savetxt` writes: a line for each
//! row, numbers between blanks, commas, semicolons or tabs, lines of words after `#`.

use crate::mistake::Mistake;

/// Numbers row by row; some may not be finite.
#[derive(Debug, PartialEq)]
pub struct Array {
    /// How many rows there are, at least 1.
    pub rows: usize,
    /// How many numbers a row has, at least 1.
    pub columns: usize,
    /// `rows` × `columns` numbers.
    pub values: Vec<f64>,
}

impl Array {
    /// Reads a `.npy` file.
    ///
    /// # Errors
    /// It is no such file, or not of two dimensions, or not of numbers; the message says which.
    pub fn from_npy(bytes: &[u8]) -> Result<Self, Mistake> {
        read(bytes).map_err(|problem| {
            let help = if bytes.starts_with(b"PK") {
                "an archive holds several: save one with `numpy.save(file, array)`"
            } else {
                "save it with `numpy.save(file, array)`, a two-dimensional array of numbers"
            };
            Mistake::whole(problem).help(help)
        })
    }

    /// Whether a file is a text of numbers alone: its first line has no names of columns.
    pub fn is_text(bytes: &[u8]) -> bool {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        lines(text).next().is_some_and(|(_, line)| {
            let mut cells = cells(line).peekable();
            cells.peek().is_some() && cells.all(|(_, cell)| number(cell).is_some())
        })
    }

    /// Reads a text of numbers alone; `nan` stands for a hole.
    ///
    /// # Errors
    /// The first row that is longer or shorter than the one above it, or the first word that is no number.
    pub fn from_text(text: &str) -> Result<Self, Mistake> {
        let (mut rows, mut columns, mut values) = (0, 0, Vec::new());
        for (start, line) in lines(text) {
            let before = values.len();
            for (at, cell) in cells(line) {
                let number = number(cell).ok_or_else(|| {
                    let span = start + at..start + at + cell.len();
                    let word: String = cell.chars().take(40).collect();
                    Mistake::at(span, format!("`{word}` is no number"))
                        .help("write a number in every place, `nan` for a hole")
                })?;
                values.push(number);
            }
            let length = values.len() - before;
            if rows > 0 && length != columns {
                let message = format!("this row has {length} numbers, those above {columns}");
                let mistake = Mistake::at(start..start + line.len(), message);
                return Err(mistake.help("give every row the same length"));
            }
            (rows, columns) = (rows + 1, length);
        }
        if rows == 0 {
            return Err(Mistake::whole("the file has no numbers"));
        }
        Ok(Self {
            rows,
            columns,
            values,
        })
    }
}

/// The lines that say something, each with the byte at which it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut next = text.len() - content.len();
    let all = content.split('\n').map(move |line| {
        let start = next;
        next += line.len() + 1;
        (start, line.split('#').next().unwrap_or_default())
    });
    all.filter(|(_, line)| !line.trim().is_empty())
}

/// The words of a line, each with its place in it.
fn cells(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_between);
        let length = rest.find(is_between).unwrap_or(rest.len());
        let (cell, after) = rest.split_at(length);
        let at = line.len() - rest.len();
        rest = after;
        (!cell.is_empty()).then_some((at, cell))
    })
}

fn number(cell: &str) -> Option<f64> {
    cell.parse().ok()
}

/// Reads a `.npy` file; the error says what is wrong with it.
fn read(bytes: &[u8]) -> Result<Array, String> {
    if bytes.starts_with(b"PK") {
        return Err("the file is an archive of arrays (`.npz`), not one array".into());
    }
    let rest = bytes
        .strip_prefix(b"\x93NUMPY")
        .ok_or("the file is no NumPy array")?;
    let (version, rest) = rest
        .split_at_checked(2)
        .ok_or("the file ends in its header")?;
    let wide = match version[0] {
        1 => 2,
        2 | 3 => 4,
        other => return Err(format!("version {other} of the format is not known")),
    };
    let (length, rest) = rest
        .split_at_checked(wide)
        .ok_or("the file ends in its header")?;
    let length = length
        .iter()
        .rev()
        .fold(0, |sum, &byte| sum << 8 | usize::from(byte));
    let (header, data) = rest
        .split_at_checked(length)
        .ok_or("the file ends in its header")?;
    let header = std::str::from_utf8(header).map_err(|_| "the header is not text")?;
    let kind = Kind::find(quoted(header, "descr")?)?;
    let by_columns = field(header, "fortran_order")?.starts_with("True");
    let [rows, columns] = shape(header)?;
    let count = rows.checked_mul(columns).ok_or("the array is too large")?;
    if count == 0 {
        return Err("the array is empty".into());
    }
    if data.len() != count.saturating_mul(kind.size) {
        return Err(format!(
            "the array has {} bytes, where {rows} × {columns} numbers take {}",
            data.len(),
            count.saturating_mul(kind.size)
        ));
    }
    let number = |index: usize| kind.number(&data[index * kind.size..][..kind.size]);
    let values = (0..count)
        .map(|at| {
            if by_columns {
                number(at % columns * rows + at / columns)
            } else {
                number(at)
            }
        })
        .collect();
    Ok(Array {
        rows,
        columns,
        values,
    })
}

/// How a number is stored.
struct Kind {
    letter: u8,
    size: usize,
    big_endian: bool,
}

impl Kind {
    fn find(text: &str) -> Result<Self, String> {
        let known = [
            "f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1",
        ];
        let name = text.trim_start_matches(['<', '>', '|', '=']);
        if !known.contains(&name) {
            return Err(format!(
                "numbers of the kind `{text}` are not read; float64 and float32 are"
            ));
        }
        Ok(Self {
            letter: name.as_bytes()[0],
            size: usize::from(name.as_bytes()[1] - b'0'),
            big_endian: text.starts_with('>'),
        })
    }

    fn number(&self, bytes: &[u8]) -> f64 {
        let mut wide = [0; 8];
        for (place, &byte) in bytes.iter().enumerate() {
            wide[if self.big_endian {
                bytes.len() - 1 - place
            } else {
                place
            }] = byte;
        }
        let bits = u64::from_le_bytes(wide);
        let unused = 64 - 8 * self.size as u32;
        match (self.letter, self.size) {
            (b'f', 8) => f64::from_bits(bits),
            (b'f', 4) => f64::from(f32::from_bits(bits as u32)),
            (b'f', _) => half(bits as u16),
            (b'i', _) => ((bits << unused) as i64 >> unused) as f64,
            _ => bits as f64,
        }
    }
}

/// The number of half precision with these bits (IEEE 754, binary16).
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    let exponent = i32::from(bits >> 10 & 0x1f);
    let size = match exponent {
        0 => fraction * 2_f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2_f64.powi(exponent - 15),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// What follows a key of the dictionary.
fn field<'a>(header: &'a str, key: &str) -> Result<&'a str, String> {
    let place = ["'", "\""].iter().find_map(|quote| {
        let word = format!("{quote}{key}{quote}");
        header.find(&word).map(|at| at + word.len())
    });
    let value = place.map(|at| header[at..].trim_start_matches([':', ' ']));
    value.ok_or_else(|| format!("the header has no `{key}`"))
}

fn quoted<'a>(header: &'a str, key: &str) -> Result<&'a str, String> {
    let value = field(header, key)?;
    let inside = value.strip_prefix(['\'', '"']).unwrap_or("");
    let end = inside.find(['\'', '"']).unwrap_or(0);
    if end == 0 {
        return Err("the array has several fields; a plain one of numbers is needed".into());
    }
    Ok(&inside[..end])
}

fn shape(header: &str) -> Result<[usize; 2], String> {
    let value = field(header, "shape")?;
    let inside = value
        .strip_prefix('(')
        .and_then(|rest| rest.split(')').next());
    let sizes: Vec<usize> = inside
        .unwrap_or("")
        .split(',')
        .filter_map(|size| size.trim().parse().ok())
        .collect();
    <[usize; 2]>::try_from(sizes)
        .map_err(|sizes| format!("an array of 2 dimensions is needed, not of {}", sizes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, data: &[u8]) -> Vec<u8> {
        let length = (header.len() as u16).to_le_bytes();
        [
            b"\x93NUMPY\x01\x00",
            length.as_slice(),
            header.as_bytes(),
            data,
        ]
        .concat()
    }

    #[test]
    fn rows_and_columns_come_in_either_order() {
        let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n";
        let data: Vec<u8> = (0..6).flat_map(|n| f64::from(n).to_le_bytes()).collect();
        let array = read(&file(header, &data)).unwrap();
        assert_eq!((array.rows, array.columns), (2, 3));
        assert_eq!(array.values, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        let header = header.replace("False", "True");
        let array = read(&file(&header, &data)).unwrap();
        assert_eq!(array.values, [0.0, 2.0, 4.0, 1.0, 3.0, 5.0]);
    }

    #[test]
    fn numbers_of_other_kinds_are_read() {
        for (kind, data) in [
            (">f4", (-2.5_f32).to_be_bytes().to_vec()),
            ("<f4", (-2.5_f32).to_le_bytes().to_vec()),
        ] {
            let header =
                format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': (1, 1), }}");
            assert_eq!(read(&file(&header, &data)).unwrap().values, [-2.5]);
        }
        let header = "{'descr': '<u8', 'fortran_order': False, 'shape': (1, 1), }";
        let array = read(&file(header, &u64::MAX.to_le_bytes())).unwrap();
        assert_eq!(array.values, [18_446_744_073_709_551_615.0]);
        let header = "{'descr': '<i2', 'fortran_order': False, 'shape': (1, 1), }";
        let array = read(&file(header, &(-7_i16).to_le_bytes())).unwrap();
        assert_eq!(array.values, [-7.0]);
    }

    #[test]
    fn half_precision_is_read_exactly() {
        for (bits, number) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc100, -2.5),
            (0x3555, 0.333_251_953_125),
            (0x7bff, 65504.0),
            (0x0001, 2_f64.powi(-24)),
            (0x03ff, 1023.0 * 2_f64.powi(-24)),
            (0xfc00, f64::NEG_INFINITY),
        ] {
            assert_eq!(half(bits), number, "{bits:#06x}");
        }
        assert!(half(0x7e00).is_nan());
    }

    #[test]
    fn a_text_of_numbers_alone_is_an_array() {
        for text in [
            "1 2\n3 4\n",
            "# by numpy\n1.0e+00,2 # two\r\n\r\n 3 ,4",
            "\u{feff}1;2\n3;4",
            "1\t2\n3\t4\n\n",
        ] {
            assert!(Array::is_text(text.as_bytes()), "{text:?}");
            let array = Array::from_text(text).unwrap();
            assert_eq!((array.rows, array.columns), (2, 2));
            assert_eq!(array.values, [1.0, 2.0, 3.0, 4.0], "{text:?}");
        }
        assert!(Array::from_text("1 nan").unwrap().values[1].is_nan());
        for text in ["", "x,y\n1,2", "# 1 2", "\u{93}NUMPY"] {
            assert!(!Array::is_text(text.as_bytes()), "{text:?}");
        }
        for (text, marked) in [
            ("1 2\n3 four", "four"),
            ("1 2\n3\n", "3"),
            ("1\n2, 3", "2, 3"),
        ] {
            let span = Array::from_text(text).unwrap_err().span.unwrap();
            assert_eq!(&text[span], marked);
        }
    }

    #[test]
    fn what_is_no_array_is_refused_with_the_reason() {
        let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
        let whole = file(header, &[0; 48]);
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).is_err());
        }
        for (from, to) in [
            ("<f8", "<c16"),
            ("(2, 3)", "(6,)"),
            ("(2, 3)", "(99999999999, 99999999999)"),
            ("'<f8'", "[('a', '<f8')]"),
        ] {
            assert!(
                read(&file(&header.replace(from, to), &[0; 48])).is_err(),
                "{to}"
            );
        }
    }
}

//! Where a piece of a decoded TOML string stands in the file: through escapes and line ends.
//!
//! Knows how TOML writes strings; nothing of what they mean.

use std::ops::Range;

/// The bytes of the file that hold `piece` of a string. `span` is the string as it stands in `text`,
/// quotes included; `piece` counts bytes of the decoded string.
pub(super) fn locate(text: &str, span: Range<usize>, piece: Range<usize>) -> Range<usize> {
    let Some(raw) = text.get(span.clone()) else {
        return span;
    };
    let literal = Literal::new(raw);
    let mut decoded = 0;
    let mut start = None;
    let mut end = literal.body.start;
    for (place, length) in literal.characters() {
        if decoded >= piece.end && start.is_some() {
            break;
        }
        if start.is_none() && decoded + length > piece.start {
            start = Some(place.start);
        }
        decoded += length;
        end = place.end;
    }
    let start = start.unwrap_or(literal.body.end);
    span.start + start..span.start + end.max(start)
}

/// A string as it is written: its body between the quotes, and whether escapes act in it.
struct Literal<'t> {
    raw: &'t str,
    body: Range<usize>,
    escapes: bool,
}

impl<'t> Literal<'t> {
    fn new(raw: &'t str) -> Self {
        let escapes = raw.starts_with('"');
        let triple = raw.starts_with("\"\"\"") || raw.starts_with("'''");
        let quotes = if triple { 3 } else { 1 }.min(raw.len());
        let mut start = quotes;
        if triple {
            // The first line end of a multi-line string is not part of it.
            let rest = &raw[start..];
            start += ["\r\n", "\n"]
                .iter()
                .find(|newline| rest.starts_with(**newline))
                .map_or(0, |newline| newline.len());
        }
        let end = raw.len().saturating_sub(quotes).max(start);
        Self {
            raw,
            body: start..end,
            escapes,
        }
    }

    /// The place of each decoded character and its length in the decoded string, 0 for a line that
    /// a backslash joins to the next.
    fn characters(&self) -> impl Iterator<Item = (Range<usize>, usize)> {
        let mut at = self.body.start;
        std::iter::from_fn(move || {
            let rest = self.raw.get(at..self.body.end)?;
            let first = rest.chars().next()?;
            let (raw, decoded) = if first == '\\' && self.escapes {
                escape(rest)
            } else {
                (first.len_utf8(), first.len_utf8())
            };
            let place = at..at + raw;
            at += raw;
            Some((place, decoded))
        })
    }
}

/// Lengths of the escape at the beginning of a text: as written, and decoded.
fn escape(text: &str) -> (usize, usize) {
    let digits = match text[1..].chars().next() {
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        Some(space) if space.is_whitespace() => {
            let rest = text[1..].trim_start_matches([' ', '\t', '\r', '\n']);
            return (text.len() - rest.len(), 0);
        }
        Some(letter) => return (1 + letter.len_utf8(), 1),
        None => return (1, 0),
    };
    let code = text.get(2..2 + digits);
    let decoded = code
        .and_then(|code| u32::from_str_radix(code, 16).ok())
        .and_then(char::from_u32)
        .map_or(1, char::len_utf8);
    (code.map_or(2, |code| 2 + code.len()), decoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    /// Each way to write a string, and how a piece of what it means is written in it.
    const CASES: &[(&str, &str, &str)] = &[
        (r#"a = "x + sinn(y)""#, "sinn", "sinn"),
        (r"a = 'x\t + sinn(y)'", "sinn", "sinn"),
        (r#"a = "κ·x + sinn(y)""#, "sinn", "sinn"),
        (r#"a = "\u03ba*x\t+ sinn(y)""#, "sinn", "sinn"),
        (r#"a = "\U000003ba\x20+ sinn(y)""#, "sinn", "sinn"),
        (r#"a = "x + si\u006en(y)""#, "sinn", r"si\u006en"),
        ("a = \"\"\"\nx +\nsinn(y)\"\"\"", "sinn", "sinn"),
        ("a = \"\"\"\r\nx +\r\nsinn(y)\"\"\"", "sinn", "sinn"),
        ("a = \"\"\"x + \\\n    sinn(y)\"\"\"", "sinn", "sinn"),
        ("a = '''\nx + \\ sinn(y)'''", "sinn", "sinn"),
        ("a = \"\"\"\"x\" + sinn(y)\"\"\"", "sinn", "sinn"),
    ];

    #[test]
    fn pieces_are_found_through_escapes_and_line_ends() {
        for (text, piece, written) in CASES {
            let table = DeTable::parse(text).unwrap();
            let value = table.get_ref().get("a").unwrap();
            let decoded = value.get_ref().as_str().unwrap();
            let at = decoded.find(piece).unwrap();
            let place = locate(text, value.span(), at..at + piece.len());
            assert_eq!(&text[place], *written, "in {text}");
        }
    }

    #[test]
    fn the_end_of_a_string_is_before_its_quotes() {
        for (text, at) in [("a = \"x +\"", 8), ("a = '''x +'''", 10), ("a = \"\"", 5)] {
            let table = DeTable::parse(text).unwrap();
            let value = table.get_ref().get("a").unwrap();
            let length = value.get_ref().as_str().unwrap().len();
            assert_eq!(locate(text, value.span(), length..length), at..at);
        }
    }
}

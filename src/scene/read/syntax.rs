//! TOML syntax: its mistakes in plain words, and what can still be read of a text that has some.
//!
//! Knows TOML; nothing of the keys of a scene.

mod words;

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};
use toml_parser::Source;

use self::words::mistake;
use crate::mistake::Mistake;

/// A text, held against TOML's grammar.
pub(super) struct Syntax<'t> {
    /// The text with the lines blanked that hinder reading the others; every byte keeps its place.
    pub(super) text: Cow<'t, str>,
    /// Where the text is no TOML, one mistake a line.
    pub(super) mistakes: Vec<Mistake>,
    /// The lines of the mistakes.
    broken: Vec<Range<usize>>,
    /// Whether what is left may be read for further mistakes without inventing some.
    pub(super) readable: bool,
}

/// Of a longer text only the first mistake is reported, so that a hopeless one takes neither time nor memory.
const LONG: usize = 1 << 20;
/// Far more keys, values and signs between them than the longest lists of a scene have. A text of more
/// is not read, for that would take seconds and gigabytes.
const MOST_TOKENS: usize = 400_000;
/// After so many mistakes no further ones are looked for.
const ENOUGH: usize = 100;
/// How often lines are blanked to read on.
const ROUNDS: usize = 20;

impl<'t> Syntax<'t> {
    /// Finds the mistakes of syntax in a text.
    pub(super) fn check(text: &'t str) -> Self {
        let mut syntax = Self {
            text: Cow::Borrowed(text),
            mistakes: Vec::new(),
            broken: Vec::new(),
            readable: true,
        };
        if let Some(excess) = Source::new(text).lex().nth(MOST_TOKENS) {
            let start = excess.span().start();
            let message = format!("over {MOST_TOKENS} keys, values and signs stand before this");
            let help = "a scene is shorter; long tables of numbers stand in files of their own";
            syntax.add(Mistake::at(start..start + 1, message).help(help));
            syntax.readable = false;
            return syntax;
        }
        if text.len() > LONG {
            if let Err(error) = DeTable::parse(text) {
                syntax.add(mistake(text, &error));
                syntax.readable = false;
            }
            return syntax;
        }
        for _ in 0..ROUNDS {
            let Some(hindrance) = syntax.round() else {
                return syntax;
            };
            syntax.blank(hindrance);
        }
        syntax.readable = false;
        syntax
    }

    /// Whether a mistake of syntax stands on the line of this byte.
    pub(super) fn is_broken(&self, byte: usize) -> bool {
        let mut lines = self.broken.iter();
        lines.any(|line| (line.start..=line.end).contains(&byte))
    }

    fn add(&mut self, mistake: Mistake) {
        let place = mistake.span.as_ref().map_or(0, |span| span.start);
        self.broken.push(line_of(&self.text, place));
        self.mistakes.push(mistake);
    }

    /// Adds the mistakes that the text has up to one that hides what follows, and gives the place of
    /// that one, if there is any.
    fn round(&mut self) -> Option<usize> {
        let text = self.text.clone();
        let (root, mut errors) = DeTable::parse_recoverable(&text);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        let open = unclosed(&text, root.get_ref());
        let limit = open.as_ref().map_or(usize::MAX, |open| open.start);
        let mut repeated = 0..0;
        for error in &errors {
            let place = error.span().map_or(0, |span| span.start);
            if place >= limit {
                break;
            }
            if error.message().starts_with("duplicate key") {
                // The keys of a table that stands there twice are told with it.
                if repeated.contains(&place) {
                    continue;
                }
                repeated = section(&text, place);
            }
            if self.mistakes.len() >= ENOUGH {
                self.readable = false;
                return None;
            }
            if !self.is_broken(place) {
                self.add(mistake(&text, error));
            }
            let is_header = is_unclosed_header(error);
            self.readable &= !is_header;
            if is_header || error.message().starts_with("key with no value") {
                return Some(place);
            }
        }
        self.report_unclosed(open?)
    }

    /// A bracket that is never closed hides what follows, a quote takes all of it.
    fn report_unclosed(&mut self, open: Range<usize>) -> Option<usize> {
        let start = open.start;
        let bracket = &self.text[open.clone()];
        let closing = match bracket {
            "[" => "]",
            "{" => "}",
            quotes => quotes,
        };
        let is_quote = bracket.len() > 1;
        let mistake = Mistake::at(open, format!("unclosed `{bracket}`"))
            .help(format!("close it with `{closing}`"));
        self.add(mistake);
        self.readable &= !is_quote;
        (!is_quote).then_some(start)
    }

    fn blank(&mut self, byte: usize) {
        let line = line_of(&self.text, byte);
        let spaces = " ".repeat(line.len());
        self.text.to_mut().replace_range(line, &spaces);
    }
}

/// The bytes of the line of a byte, without its end.
fn line_of(text: &str, byte: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let byte = byte.min(bytes.len());
    let is_end = |b: &u8| *b == b'\n';
    let start = bytes[..byte]
        .iter()
        .rposition(is_end)
        .map_or(0, |at| at + 1);
    let end = bytes[byte..].iter().position(is_end);
    start..end.map_or(bytes.len(), |at| byte + at)
}

/// The bytes below the header on the line of a byte, up to the next header; none if that line has no
/// header.
fn section(text: &str, byte: usize) -> Range<usize> {
    let line = line_of(text, byte);
    let end = text[line.end..].find("\n[");
    let end = end.map_or(text.len(), |at| line.end + at);
    let is_header = text[line.clone()].trim_start().starts_with('[');
    line.end..if is_header { end } else { line.end }
}

fn is_unclosed_header(error: &Error) -> bool {
    error.message().starts_with("unclosed table")
        || error.message().starts_with("unclosed array table")
}

/// The first bracket or triple quote that is never closed.
fn unclosed(text: &str, table: &DeTable<'_>) -> Option<Range<usize>> {
    let opened = table.iter().filter_map(|(_, value)| opened(text, value));
    opened.min_by_key(|span| span.start)
}

fn opened(text: &str, value: &Spanned<DeValue<'_>>) -> Option<Range<usize>> {
    let span = value.span();
    let raw = text.get(span.clone())?;
    let unclosed_by = |open: &str, close: &str| {
        let open_only = raw.starts_with(open)
            && (raw.len() < open.len() + close.len() || !raw.ends_with(close));
        open_only.then(|| span.start..span.start + open.len())
    };
    match value.get_ref() {
        DeValue::Array(array) => {
            let inner = array.iter().filter_map(|element| opened(text, element));
            unclosed_by("[", "]").or_else(|| inner.min_by_key(|span| span.start))
        }
        DeValue::Table(table) => unclosed_by("{", "}").or_else(|| unclosed(text, table)),
        DeValue::String(_) => unclosed_by("\"\"\"", "\"\"\"").or_else(|| unclosed_by("'''", "'''")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mistakes of a text: the line, and the words.
    fn found(text: &str) -> Vec<String> {
        let syntax = Syntax::check(text);
        assert_eq!(syntax.text.len(), text.len());
        let place = |mistake: &Mistake| {
            let start = mistake.span.as_ref().unwrap().start;
            text[..start].matches('\n').count() + 1
        };
        let list = syntax.mistakes.iter();
        list.map(|mistake| format!("{}: {}", place(mistake), mistake.message))
            .collect()
    }

    #[test]
    fn each_broken_line_is_reported_once_and_the_others_are_read() {
        assert_eq!(
            found("a 1\nb = [1, 2\nc = bare\nd = .5\n[run]\ne =\ne = 2\n"),
            [
                "1: expected `=`",
                "2: unclosed `[`",
                "3: `bare` is not a value",
                "4: missing digit before the point",
                "6: missing value",
                "7: duplicate key `e`",
            ]
        );
    }

    #[test]
    fn a_table_that_stands_there_twice_is_one_mistake() {
        assert_eq!(
            found("[a]\nb = 1\n[a]\nb = 2\n[c]\nd = 1\nd = 2\n"),
            ["3: duplicate key `a`", "7: duplicate key `d`"]
        );
    }

    #[test]
    fn far_too_much_is_refused_at_once() {
        for text in ["[", "\n", "a=1\n", "\"", "a.", "{a=[1,"] {
            let text = text.repeat(1 << 20);
            let syntax = Syntax::check(&text);
            assert_eq!(syntax.mistakes.len(), 1, "{:?}", &text[..9]);
        }
        let long = format!("# {}\na = 1\n", "long, ".repeat(1 << 20));
        assert!(Syntax::check(&long).mistakes.is_empty());
    }

    #[test]
    fn a_string_that_swallows_the_rest_is_reported_where_it_begins() {
        assert_eq!(
            found("a = 1\nf = \"\"\"x +\n y\n[run]\n"),
            ["2: unclosed `\"\"\"`"]
        );
    }

    #[test]
    fn an_unclosed_header_leaves_the_rest_unread() {
        let syntax = Syntax::check("[objective\nformula = \"x\"\n");
        assert!(!syntax.readable);
        assert_eq!(syntax.mistakes.len(), 1);
    }
}

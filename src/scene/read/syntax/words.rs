//! The TOML parser's errors, in words for someone who does not know its grammar.

use std::ops::Range;

use toml::de::Error;

use crate::mistake::Mistake;
use crate::scene::reader::shortened;

/// What a line of a scene may be.
const LINE: &str = "a line is `key = value`, `[table]` or `# comment`";

/// The mistake that an error of the parser stands for.
pub(super) fn mistake(text: &str, error: &Error) -> Mistake {
    let span = error.span().unwrap_or(0..0);
    let found = shortened(text.get(span.clone()).unwrap_or(""));
    let (what, expected) = match error.message().split_once(", expected ") {
        Some((what, expected)) => (what, expected),
        None => (error.message(), ""),
    };
    let at = |message: &str| Mistake::at(span.clone(), message);
    match what {
        "string values must be quoted" if found.trim().is_empty() => at("missing value"),
        "string values must be quoted" | "invalid boolean" => no_value(span, &found),
        "key with no value" => at("expected `=`").help(LINE),
        "unquoted keys cannot be empty" | "invalid key-value pair" => {
            at("expected a key").help(LINE)
        }
        "unexpected key or value" => surplus(text, span.start),
        "invalid unquoted key" => at(&format!("`{found}` cannot stand in a bare key")).help(
            "a key with other signs than a–z, 0–9, `-` and `_` stands in quotes: `\"κ\" = 20.0`",
        ),
        "duplicate key" => at(&format!("duplicate key `{found}`")),
        "invalid mantissa" => {
            at("missing digit before the point").help("write `0.5` rather than `.5`")
        }
        "invalid fraction" => {
            at("missing digit after the point").help("write `5.0` rather than `5.`")
        }
        "invalid float" | "invalid integer" | "invalid exponent" => at("this is no number"),
        "invalid basic string" | "invalid literal string" => in_string(at, expected),
        "missing escaped value" => at("there is no such escape")
            .help("write `\\\\` for a backslash, or put the string into single quotes"),
        "unclosed table" => at("unclosed header").help("close it with `]`"),
        "unclosed array table" => at("unclosed header").help("close it with `]]`"),
        what if what.contains("recurs") => {
            at("nested too deep").help("a scene has tables in tables, but no more than a few")
        }
        what if matches!(expected, "" | "nothing") => at(what),
        _ => at(error.message()),
    }
}

/// Bare words where a value is due.
fn no_value(span: Range<usize>, found: &str) -> Mistake {
    let lower = found.to_lowercase();
    let help = match lower.as_str() {
        "true" | "false" => format!("write `{lower}`"),
        _ => format!("a string stands in quotes: `\"{found}\"`"),
    };
    Mistake::at(span, format!("`{found}` is not a value")).help(help)
}

/// Something after a value on the same line.
fn surplus(text: &str, start: usize) -> Mistake {
    let (before, rest) = text.split_at(start);
    let rest = rest.lines().next().unwrap_or("").trim_end();
    let message = format!("`{}` cannot stand after a value", shortened(rest));
    let mistake = Mistake::at(start..start + rest.len(), message);
    if rest.starts_with(',') && before.ends_with(|c: char| c.is_ascii_digit()) {
        mistake.help("decimals are written with a point: `0.1`")
    } else {
        mistake.help(LINE)
    }
}

/// A quote that is missing, or a sign that no string may hold.
fn in_string(at: impl Fn(&str) -> Mistake, expected: &str) -> Mistake {
    match expected {
        "`\"`" | "`'`" => {
            at("the string is not closed on its line").help(format!("close it with {expected}"))
        }
        _ => at("a control character in a string").help("write it as an escape: `\\u001b`"),
    }
}

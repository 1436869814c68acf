//! Words of a claim: numbers, names, labels, signs.

use std::ops::Range;

use super::super::Scene;
use crate::mistake::Mistake;

/// A word and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    Number(f64),
    /// A bare name: a parameter, a function, `and`, `or`, `not`.
    Name(String),
    /// A label of the scene, or what stands in backticks.
    Label(String),
    /// What stands in quotes.
    Quoted(String),
    Sign(&'static str),
}

const SIGNS: [&str; 13] = [
    "<=", ">=", "==", "<", ">", "(", ")", ",", ".", "+", "-", "*", "/",
];

/// The words of a text. Where a label of the scene stands, the longest that fits is meant.
pub(super) fn tokens(text: &str, scene: &Scene) -> Result<Vec<Token>, Mistake> {
    let mut labels: Vec<&str> = scene
        .optimizers
        .iter()
        .map(|entry| entry.label.as_str())
        .collect();
    labels.sort_by_key(|label| usize::MAX - label.len());
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (word, length) = word(&text[at..], first, &labels).map_err(|mut mistake| {
            let span = mistake.span.take().unwrap_or(0..first.len_utf8());
            mistake.span = Some(span.start + at..span.end + at);
            mistake
        })?;
        tokens.push(Token {
            word,
            span: at..at + length,
        });
        at += length;
    }
    Ok(tokens)
}

fn word(rest: &str, first: char, labels: &[&str]) -> Result<(Word, usize), Mistake> {
    let label = labels.iter().find(|label| is_label_of_metric(rest, label));
    if let Some(label) = label {
        return Ok((Word::Label((*label).to_owned()), label.len()));
    }
    for (quote, make) in [
        ('`', Word::Label as fn(String) -> Word),
        ('"', Word::Quoted),
        ('\'', Word::Quoted),
    ] {
        if first == quote {
            let Some(end) = rest[1..].find(quote) else {
                return Err(Mistake::at(
                    0..rest.len(),
                    format!("`{quote}` is not closed"),
                ));
            };
            return Ok((make(rest[1..=end].to_owned()), end + 2));
        }
    }
    if first.is_ascii_digit() || first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        let length = number_length(rest);
        let number = rest[..length].parse();
        let mistake = || Mistake::at(0..length, format!("`{}` is no number", &rest[..length]));
        return Ok((Word::Number(number.map_err(|_| mistake())?), length));
    }
    let simple = [('≤', "<="), ('≥', ">="), ('−', "-"), ('·', "*"), ('×', "*")];
    if let Some((sign, meant)) = simple.iter().find(|(sign, _)| *sign == first) {
        return Ok((Word::Sign(meant), sign.len_utf8()));
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Ok((Word::Sign(sign), sign.len()));
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    if is_name(first) {
        let length = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        return Ok((Word::Name(rest[..length].to_owned()), length));
    }
    let mistake = Mistake::at(
        0..first.len_utf8(),
        format!("`{first}` has no meaning in a claim"),
    );
    Err(match first {
        '=' => mistake.help("equality is written `==`"),
        '!' => mistake.help("write `not`, as in `not diverges(Adam)`"),
        '&' => mistake.help("write `and`"),
        '|' => mistake.help("write `or`, or `abs(…)`"),
        _ => mistake,
    })
}

/// Whether a label stands here and then a dot, or the end of a bracket, as in `settles(Adam)`.
fn is_label_of_metric(rest: &str, label: &str) -> bool {
    let Some(after) = rest.strip_prefix(label) else {
        return false;
    };
    let after = after.trim_start();
    after.starts_with(')') || after.starts_with('.')
}

/// How long the number is that stands here.
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut end = digits(0);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    end
}

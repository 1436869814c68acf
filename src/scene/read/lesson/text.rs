//! The text of a caption: paragraphs, `*words*` that stand out, and `{numbers}` of the scene.

use std::ops::Range;

use crate::mistake::{Mistake, escaped};
use crate::scene::lesson::Piece;
use crate::scene::quoted::locate;
use crate::scene::reader::Item;
use crate::scene::reader::values::text;
use crate::scene::{Scene, Spoken};

/// The paragraphs of a text, whose numbers are those of a scene.
pub(super) fn read(item: &Item<'_>, scene: &Scene) -> Result<Vec<Vec<Piece>>, Mistake> {
    let content = text(item)?;
    let mut paragraphs = Vec::new();
    for part in parts(&content) {
        let pieces = pieces(&content[part.clone()], scene).map_err(|mut mistake| {
            let span = mistake.span.take().unwrap_or(0..part.len());
            let span = span.start + part.start..span.end + part.start;
            mistake.span = Some(locate(item.report.text, item.span(), span));
            mistake
        })?;
        paragraphs.push(pieces);
    }
    if paragraphs.is_empty() {
        return Err(item.mistake("the text is empty"));
    }
    Ok(paragraphs)
}

/// Where the paragraphs of a text stand: what blank lines part.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut start, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let is_blank = line.trim().is_empty();
        match parts.last_mut() {
            _ if is_blank => {}
            Some(last) if is_open => last.end = end,
            _ => parts.push(start..end),
        }
        is_open = !is_blank;
        start = end;
    }
    parts
}

fn pieces(text: &str, scene: &Scene) -> Result<Vec<Piece>, Mistake> {
    let mut pieces = Vec::new();
    let mut rest = 0;
    while rest < text.len() {
        let next = text[rest..].find(['{', '*']).map(|at| rest + at);
        let Some(at) = next else {
            push_words(&mut pieces, &text[rest..]);
            break;
        };
        let close = if text[at..].starts_with('{') {
            '}'
        } else {
            '*'
        };
        let end = text[at + 1..].find(close).map(|end| at + 1 + end);
        match (close, end) {
            ('}', None) => {
                return Err(Mistake::at(at..at + 1, "`{` without `}`")
                    .help("a number of the scene stands between them, as in `{Adam.value}`"));
            }
            ('}', Some(end)) => {
                push_words(&mut pieces, &text[rest..at]);
                let name = &text[at + 1..end];
                let spoken = Spoken::parse(name, scene).map_err(|mut mistake| {
                    let span = mistake.span.unwrap_or(0..name.len());
                    mistake.span = Some(span.start + at + 1..span.end + at + 1);
                    mistake
                })?;
                pieces.push(Piece::Number(spoken, name.trim().to_owned()));
                rest = end + 1;
            }
            (_, Some(end)) if end > at + 1 && can_open(text, at) => {
                push_words(&mut pieces, &text[rest..at]);
                pieces.push(Piece::Strong(joined(&text[at + 1..end])));
                rest = end + 1;
            }
            // A lone star is one.
            _ => {
                push_words(&mut pieces, &text[rest..=at]);
                rest = at + 1;
            }
        }
    }
    Ok(pieces)
}

/// Whether a star begins words that stand out: none within a product does.
fn can_open(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_whitespace)
}

/// Adds words, line ends and runs of spaces as one space, those at the ends kept.
fn push_words(pieces: &mut Vec<Piece>, words: &str) {
    if words.is_empty() {
        return;
    }
    let spaced = |is: bool| if is { " " } else { "" };
    let inner = joined(words);
    let piece = if inner.is_empty() {
        " ".to_owned()
    } else {
        let before = spaced(words.starts_with(char::is_whitespace) && !pieces.is_empty());
        let after = spaced(words.ends_with(char::is_whitespace));
        format!("{before}{inner}{after}")
    };
    pieces.push(Piece::Words(piece));
}

fn joined(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    escaped(&words.join(" "))
}

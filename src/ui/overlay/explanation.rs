//! What there is to say of an optimizer, in lines of a panel: its rule as on a blackboard, its symbols
//! with what they mean and their values, when it helps and fails, where it comes from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::overlay::Candidate;
use crate::optimizer::{Hyper, Part};
use crate::ui::Look;
use crate::ui::number::short;
use crate::ui::text::{Ink, width};
use crate::ui::wrap::wrap;

/// Columns of a symbol and of its value.
const SYMBOL: u16 = 5;
const VALUE: u16 = 8;

/// A line: pieces of text, each in its ink.
type Pieces = Vec<(String, Ink)>;

/// Draws the explanation of an optimizer as it would run on the scene; where there is no room for all,
/// from a part on.
pub(super) fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Rect,
    candidate: &Candidate,
    first_part: usize,
) {
    let scene = &look.state.scene;
    let convention = candidate.entry.convention.unwrap_or(scene.run.convention);
    let parts = candidate.entry.declaration().explanation(Some(convention));
    let parts: Vec<Vec<Pieces>> = parts
        .into_iter()
        .map(|part| lines(look, candidate, part, area.width))
        .collect();
    let needed = parts.iter().map(|part| part.len() + 1).sum::<usize>();
    let skipped = if needed > usize::from(area.height) + 1 {
        first_part.min(parts.len() - 1)
    } else {
        0
    };
    let shown = parts[skipped..].join(&Pieces::new());
    for (row, pieces) in shown.iter().take(usize::from(area.height)).enumerate() {
        let mut line = look.line(buffer, area, row as u16);
        for (text, ink) in pieces {
            line.put(text, *ink);
        }
    }
}

fn lines(look: &Look<'_>, candidate: &Candidate, part: Part, columns: u16) -> Vec<Pieces> {
    let theme = look.theme;
    match part {
        Part::Summary(summary) => wrap(summary, columns, 0)
            .into_iter()
            .map(|line| vec![(line, Ink::plain(theme.text))])
            .collect(),
        Part::Rule { lines, .. } => lines
            .iter()
            .flat_map(|line| hanging(line, columns.saturating_sub(2), 2))
            .map(|line| vec![(format!("  {line}"), Ink::bold(theme.strong))])
            .collect(),
        Part::Hypers(hypers) => hypers
            .iter()
            .zip(&candidate.entry.hypers)
            .flat_map(|(hyper, value)| hyper_lines(look, hyper, *value, columns))
            .collect(),
        Part::Remarks(remarks) => remarks
            .into_iter()
            .flat_map(|(word, text)| remark_lines(look, word, &text, columns))
            .collect(),
    }
}

/// The lines of a text, all but the first moved in.
fn hanging(text: &str, columns: u16, by: u16) -> Vec<String> {
    let mut lines = wrap(text, columns, by);
    for line in lines.iter_mut().skip(1) {
        line.insert_str(0, &" ".repeat(usize::from(by)));
    }
    lines
}

fn hyper_lines(look: &Look<'_>, hyper: &Hyper, value: f64, columns: u16) -> Vec<Pieces> {
    let theme = look.theme;
    let value = hyper
        .range
        .word(value)
        .map_or_else(|| short(value), str::to_owned);
    let doc = wrap(
        hyper.doc.trim_end_matches('.'),
        columns.saturating_sub(SYMBOL + VALUE),
        0,
    );
    doc.into_iter()
        .enumerate()
        .map(|(row, doc)| {
            let (symbol, value) = if row == 0 {
                (hyper.symbol, value.as_str())
            } else {
                ("", "")
            };
            vec![
                (padded(symbol, SYMBOL), Ink::bold(theme.parameter)),
                (padded(value, VALUE), Ink::plain(theme.text)),
                (doc, Ink::plain(theme.quiet)),
            ]
        })
        .collect()
}

/// A text with spaces up to a width, and one after it at least.
fn padded(text: &str, columns: u16) -> String {
    let spaces = columns.saturating_sub(width(text)).max(1);
    format!("{text}{}", " ".repeat(usize::from(spaces)))
}

fn remark_lines(look: &Look<'_>, word: &str, text: &str, columns: u16) -> Vec<Pieces> {
    let theme = look.theme;
    let lines = wrap(&format!("{word}: {text}"), columns, 0);
    lines
        .into_iter()
        .enumerate()
        .map(|(row, line)| {
            let named = if row == 0 {
                line.strip_prefix(word)
            } else {
                None
            };
            match named {
                Some(rest) => vec![
                    (word.to_owned(), Ink::bold(theme.text)),
                    (rest.to_owned(), Ink::plain(theme.quiet)),
                ],
                None => vec![(line, Ink::plain(theme.quiet))],
            }
        })
        .collect()
}

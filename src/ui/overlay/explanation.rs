//! What there is to say of an optimizer, in lines of a panel: its rule as on a blackboard, its symbols
//! with what they mean and their values, when it helps and fails, where it comes from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pieces::{self, Pieces};
use crate::app::overlay::Candidate;
use crate::optimizer::{Hyper, Part};
use crate::picture::number::short;
use crate::ui::Look;
use crate::ui::text::Ink;
use crate::ui::wrap::wrap;

/// Columns of a symbol and of its value.
const SYMBOL: u16 = 5;
const VALUE: u16 = 8;

/// Draws the explanation of an optimizer as it would run on the scene; where there is no room for all,
/// from a part on.
pub(super) fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Rect,
    candidate: &Candidate,
    first_part: usize,
) {
    let scene = &look.state.scene();
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
    pieces::draw(look, buffer, area, &shown);
}

fn lines(look: &Look<'_>, candidate: &Candidate, part: Part, columns: u16) -> Vec<Pieces> {
    let theme = look.theme;
    match part {
        Part::Summary(summary) => pieces::paragraph(summary, columns, Ink::plain(theme.text)),
        Part::Rule { lines, .. } => lines
            .iter()
            .flat_map(|line| pieces::formula(line, columns, Ink::bold(theme.strong)))
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

fn hyper_lines(look: &Look<'_>, hyper: &Hyper, value: f64, columns: u16) -> Vec<Pieces> {
    let theme = look.theme;
    let value = hyper
        .range
        .word(value)
        .map_or_else(|| short(value), str::to_owned);
    let before = [
        (hyper.symbol, SYMBOL, Ink::bold(theme.parameter)),
        (value.as_str(), VALUE, Ink::plain(theme.text)),
    ];
    let doc = (hyper.doc.trim_end_matches('.'), Ink::plain(theme.quiet));
    pieces::entry(&before, doc, columns)
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

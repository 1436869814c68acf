//! The picker of optimizers beside the map: the list, and of the chosen one how it would do, its rule
//! and what there is to say of it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::list::{self, Row};
use super::{Shown, explanation};
use crate::app::overlay::{Candidate, Picker};
use crate::optimizer::{catalog, families};
use crate::picture::number::{number, percent};
use crate::simulation::Status;
use crate::ui::Look;
use crate::ui::text::{Ink, Line};

/// The share of the height that the list takes, and its most lines.
const SHARE: f64 = 0.34;
const MOST: u16 = 15;
/// Below this height there is only a line on the chosen one.
const LEAST: u16 = 9;
/// From this height of the lower part on there is a line of air in it.
const AIRY: u16 = 16;

impl Shown for Picker {
    fn heading(&self) -> String {
        "Add an optimizer".to_owned()
    }

    fn aside(&self) -> String {
        let all = catalog().len();
        if self.list.filter.is_empty() {
            format!("{all} kinds")
        } else {
            format!("{} of {all} kinds", self.entries().len())
        }
    }

    fn wanted(&self, _: Rect) -> (u16, u16) {
        (40, 16)
    }

    fn is_docked(&self) -> bool {
        true
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let (upper, lower) = split(inside);
        draw_list(self, look, buffer, upper);
        let Some(candidate) = &self.candidate else {
            return;
        };
        if lower.height == 1 {
            draw_outcome(candidate, look, buffer, lower, 0);
            return;
        }
        look.heading(
            buffer,
            lower,
            candidate.entry.declaration().display,
            &rate(candidate),
        );
        draw_outcome(candidate, look, buffer, lower, 1);
        let above = if lower.height < AIRY { 2 } else { 3 };
        let text = Rect {
            y: lower.y + above,
            height: lower.height.saturating_sub(above),
            ..lower
        };
        explanation::draw(look, buffer, text, candidate, self.first_part);
    }

    fn entry_at(&self, inside: Rect, at: Position) -> Option<usize> {
        list::entry_at(split(inside).0, at, (&self.list, &rows(self)))
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![
            ("↑↓", "choose"),
            ("↵", "add"),
            list::escape(&self.list),
            ("pgdn", "read on"),
        ]
    }
}

/// The list above, the chosen one below.
fn split(inside: Rect) -> (Rect, Rect) {
    let upper = if inside.height < LEAST {
        inside.height.saturating_sub(1)
    } else {
        ((f64::from(inside.height) * SHARE) as u16).clamp(4, MOST)
    };
    let gap = u16::from(inside.height >= LEAST);
    let lower = Rect {
        y: inside.y + upper + gap,
        height: inside.height.saturating_sub(upper + gap),
        ..inside
    };
    let upper = Rect {
        height: upper,
        ..inside
    };
    (upper, lower)
}

/// All kinds by family; those that a filter leaves, without headings.
fn rows(picker: &Picker) -> Vec<Row> {
    if !picker.list.filter.is_empty() {
        return list::plain(picker.entries().len());
    }
    let mut index = 0;
    let mut rows = Vec::new();
    for family in families() {
        rows.push(Row::Heading(family.name));
        rows.extend((index..index + family.kinds.len()).map(Row::Entry));
        index += family.kinds.len();
    }
    rows
}

fn draw_list(picker: &Picker, look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let kinds = picker.entries();
    let list = (&picker.list, &rows(picker)[..]);
    list::draw(look, buffer, area, list, |line, index, ink| {
        let name = kinds[index].declaration().name;
        line.put(kinds[index].declaration().display, ink);
        draw_badges(look, line, name);
    });
}

/// The badges of the scene's optimizers of a kind, at the right end of its line.
fn draw_badges(look: &Look<'_>, line: &mut Line<'_>, kind: &str) {
    let entries = look.state.scene().optimizers.iter().enumerate();
    let there: Vec<usize> = entries
        .filter(|(_, entry)| entry.declaration().name == kind)
        .map(|(index, _)| index)
        .collect();
    let width = 2 * there.len() as u16;
    if there.is_empty() || line.room() < width + 2 {
        return;
    }
    line.skip(line.room() - width - 1);
    for index in there {
        let mut letter = [0; 4];
        line.skip(1).put(
            look.letter(index).encode_utf8(&mut letter),
            look.badge(index),
        );
    }
}

/// The rate that it would get.
fn rate(candidate: &Candidate) -> String {
    match candidate.found {
        Some(found) => format!("η {}", found.rate),
        None if candidate.entry.declaration().has_rate() => "no rate works here".to_owned(),
        None => "no learning rate".to_owned(),
    }
}

/// How its path ends, after the stroke by which the map shows it.
fn draw_outcome(candidate: &Candidate, look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16) {
    let theme = look.theme;
    let (quiet, text) = (Ink::plain(theme.quiet), Ink::bold(theme.strong));
    let steps = candidate.path.steps();
    let Some(end) = candidate.metrics.at(steps) else {
        return;
    };
    let mut line = look.line(buffer, area, row);
    line.put("━━ ", Ink::bold(theme.accent)).put("J ", quiet);
    match candidate.path.status {
        Status::Finished => line.put(&number(end.value), text),
        Status::Diverged => line.put("diverged", Ink::bold(theme.alarm)),
        Status::LeftTheGrid => line.put("off grid", Ink::bold(theme.alarm)),
        Status::NoGradient => line.put("no slope", Ink::bold(theme.alarm)),
    };
    line.put(&format!(" at step {steps}"), quiet);
    for (name, share) in [("turns", end.reversals), ("waste", end.waste)] {
        let words = format!("  {name} {}", percent(share));
        if crate::ui::text::width(&words) <= line.room() {
            line.put(&format!("  {name} "), quiet)
                .put(&percent(share), Ink::plain(theme.text));
        }
    }
}

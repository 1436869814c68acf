//! The last line: the keys that matter now, or a message.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::{Action, Row, TABLE};
use crate::app::{Acts, Focus, State};

use super::text::{Ink, Line, width};
use super::{Look, overlay};

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let (state, theme) = (look.state, look.theme);
    let mut line = look.line(buffer, area, 0);
    line.skip(1);
    if let Some(notice) = &state.notice {
        line.put(notice, Ink::bold(theme.strong));
        return;
    }
    if let Some(overlay) = &state.overlay {
        put_hints(look, &mut line, overlay::keys(overlay));
        return;
    }
    let mut hints = hints(state);
    for hint in &mut hints {
        hint.keys = look.keys(&hint.keys);
    }
    for (count, hint) in fitting(&hints, line.room()).into_iter().enumerate() {
        line.skip(if count == 0 { 0 } else { GAP });
        let (from, row) = line.place();
        put_hint(look, &mut line, &hint.keys, hint.word);
        if let Some(action) = hint.action {
            look.buttons.note_key(from..line.place().0, row, action);
        }
    }
}

fn put_hint(look: &Look<'_>, line: &mut Line<'_>, keys: &str, word: &str) {
    line.put(keys, Ink::bold(look.theme.accent))
        .skip(1)
        .put(word, Ink::plain(look.theme.quiet));
}

/// Writes keys, each with what it does, as many as there is room for.
pub fn put_hints<'a>(
    look: &Look<'_>,
    line: &mut Line<'_>,
    hints: impl IntoIterator<Item = (&'a str, &'a str)>,
) {
    for (count, (keys, word)) in hints.into_iter().enumerate() {
        let gap = if count == 0 { 0 } else { GAP };
        let keys = look.keys(keys);
        if gap + width(&keys) + 1 + width(word) > line.room() {
            return;
        }
        line.skip(gap);
        put_hint(look, line, &keys, word);
    }
}

/// The columns that hints take.
pub fn hints_width(look: &Look<'_>, hints: &[(&str, &str)]) -> u16 {
    let widths = hints
        .iter()
        .map(|(keys, word)| width(&look.keys(keys)) + 1 + width(word) + GAP);
    widths.sum::<u16>().saturating_sub(GAP)
}

/// Columns between two hints.
const GAP: u16 = 3;

/// Keys, what they do in a word, and the action of the first of them, if they are of the table.
struct Hint {
    keys: String,
    word: &'static str,
    action: Option<Action>,
}

/// The hints that fit: the last two, help and leaving, always; of the others as many as there is
/// room for.
fn fitting(hints: &[Hint], room: u16) -> Vec<&Hint> {
    let cost = |hint: &Hint| width(&hint.keys) + width(hint.word) + 1 + GAP;
    let always = hints.len().saturating_sub(2);
    let mut left = (room + GAP).saturating_sub(hints[always..].iter().map(cost).sum());
    let mut kept: Vec<&Hint> = Vec::new();
    for hint in &hints[..always] {
        if cost(hint) > left {
            break;
        }
        left -= cost(hint);
        kept.push(hint);
    }
    kept.extend(&hints[always..]);
    kept
}

/// What the keys do in the present state, rows with the same word joined.
fn hints(state: &State) -> Vec<Hint> {
    if state.typed.is_some() {
        return named(
            &["0–9 . e", "enter", "esc"],
            &["type a value", "take it", "cancel"],
        );
    }
    let mut hints: Vec<Hint> = lesson_hints(state);
    let own = &state.preferences.keys;
    for row in TABLE {
        let word = word(state, row);
        match hints.last_mut() {
            _ if word.is_empty() => {}
            _ if own.first(row).is_empty() => {}
            Some(last) if last.word == word => last.keys.push_str(&key_name(own.first(row))),
            _ => hints.push(Hint {
                keys: key_name(own.first(row)),
                word,
                action: Some(row.action),
            }),
        }
    }
    hints
}

/// The keys of a lesson, which come before all others.
fn lesson_hints(state: &State) -> Vec<Hint> {
    let Some(course) = &state.course else {
        return Vec::new();
    };
    let mut hints = named(&["n", "N"], &["on", "back"]);
    hints[0].action = Some(Action::NextScene);
    hints[1].action = Some(Action::PreviousScene);
    if let Some((question, false)) = course.question() {
        let last = question.choices.len();
        let choose = Hint {
            keys: format!("1–{last}"),
            word: "choose",
            action: None,
        };
        hints.insert(0, choose);
        hints[1].word = "answer";
    }
    hints
}

fn named(keys: &[&str], words: &[&'static str]) -> Vec<Hint> {
    let hint = |(key, word): (&&str, &&'static str)| Hint {
        keys: (*key).to_owned(),
        word,
        action: None,
    };
    keys.iter().zip(words).map(hint).collect()
}

/// The word of a row in the present state.
fn word(state: &State, row: &Row) -> &'static str {
    let open = state.focus != Focus::LearningRate;
    match row.action {
        Action::NextScene if state.course.is_some() => "",
        Action::TogglePlay if state.playback.playing => "pause",
        Action::ToggleActs if state.acts == Acts::FromHere => "from the start",
        Action::Increase | Action::Decrease if open => "change",
        Action::SelectNext if open => "next value",
        Action::Open if open => "type",
        Action::Reset if open => "scene's own",
        Action::Close if open => "close",
        Action::Parameters | Action::ToggleSolo | Action::NextScene | Action::About if open => "",
        _ => row.hint,
    }
}

/// A key's name as it is shown: arrows as arrows.
pub fn key_name(name: &str) -> String {
    match name {
        "left" => "←",
        "right" => "→",
        "up" => "↑",
        "down" => "↓",
        "-" => "−",
        "enter" => "↵",
        "shift-left" => "⇧←",
        "shift-right" => "⇧→",
        "backtab" => "⇧tab",
        "pageup" => "pgup",
        "pagedown" => "pgdn",
        other => other,
    }
    .to_owned()
}

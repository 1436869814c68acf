//! The line above the map: what is seen, its formula, its parameters, and from when changes act; and
//! what the scene teaches.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::{Acts, ViewKind};
use crate::picture::view;
use crate::scene::Setting;

use super::Look;
use super::text::{Ink, width};
use super::wrap::wrap;
use crate::picture::number::short;

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let (state, theme) = (look.state, look.theme);
    let scene = &state.scene();
    let parameters: Vec<String> = scene
        .objective
        .parameters()
        .iter()
        .enumerate()
        .map(|(index, p)| {
            format!(
                "{} {}",
                look.name(&p.name),
                short(state.value(Setting::Parameter(index)))
            )
        })
        .collect();
    let formula = format!("J = {}", look.formula(scene.objective.text()));
    let area = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    let mut line = look.line(buffer, area, 0);
    line.skip(1).put(&scene.title, Ink::bold(theme.accent));
    if state.is_changed() {
        line.put(" •", Ink::plain(theme.quiet));
    }
    let (acts, acts_ink) = acts(look, line.room().saturating_sub(2));
    let mut room = i32::from(line.room()) - i32::from(width(&acts)) - 2;
    let parameters_width: i32 = parameters.iter().map(|p| i32::from(width(p)) + 2).sum();
    if i32::from(width(&formula)) + 2 + parameters_width <= room {
        line.skip(2);
        let (from, row) = line.place();
        line.put(&formula, Ink::plain(theme.text));
        look.buttons
            .note_key(from..line.place().0, row, Action::EditFormula);
        room -= i32::from(width(&formula)) + 2;
    }
    for parameter in &parameters {
        let wide = i32::from(width(parameter)) + 2;
        if wide <= room {
            line.skip(2);
            let (from, row) = line.place();
            line.put(parameter, Ink::plain(theme.parameter));
            look.buttons
                .note_key(from..line.place().0, row, Action::Parameters);
            room -= wide;
        }
    }
    line.put_right(&acts, acts_ink);
    let from = area.right().saturating_sub(width(&acts));
    look.buttons
        .note_key(from..area.right(), area.y, Action::ToggleActs);
}

/// From when changes act, in as many words as there is room for; that they act from a step on is
/// said in any case.
fn acts(look: &Look<'_>, room: u16) -> (String, Ink) {
    let (when, ink) = match look.state.acts {
        Acts::FromStart => ("from the start".to_owned(), Ink::plain(look.theme.quiet)),
        Acts::FromHere => (
            format!(
                "from step {} on",
                look.state.present_step(look.state.selected)
            ),
            Ink::bold(look.theme.alarm),
        ),
    };
    let whole = format!("changes act {when}");
    if width(&whole) <= room {
        (whole, ink)
    } else if width(&when) <= room || look.state.acts == Acts::FromHere {
        (when, ink)
    } else {
        (String::new(), ink)
    }
}

/// What the scene teaches, as far as there is room; nothing where another formula has taken its place.
pub fn draw_caption(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let state = look.state;
    let mut ink = Ink::plain(look.theme.quiet);
    let words = if let Some(words) = state.ensemble_words() {
        ink = Ink::plain(look.theme.text);
        words
    } else if state.view != ViewKind::Map {
        // Another view is explained before the scene is.
        capitalised(view::of(state.view).summary)
    } else if state.has_own_formula() && !state.hides_names() {
        state.scene().description.to_string()
    } else {
        return;
    };
    let mut line = look.line(buffer, area, 0);
    line.skip(1);
    let room = line.room().saturating_sub(1);
    let text = caption(&words, room);
    line.put(&text, ink);
}

/// A line as a sentence of its own.
fn capitalised(line: &str) -> String {
    let mut letters = line.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain(['.'])
        .collect()
}

/// As many whole sentences as there is room for; where not even the first has room, its beginning up to a
/// colon, or as many words as fit, and an ellipsis.
fn caption(description: &str, room: u16) -> String {
    const MORE: &str = " …";
    let up_to = |marks: &[char], room: u16| {
        let ends = description.match_indices(marks);
        ends.map(|(at, mark)| (at, at + mark.len()))
            .filter(|(_, end)| matches!(description[*end..].chars().next(), None | Some(' ')))
            .take_while(|(_, end)| width(&description[..*end]) <= room)
            .last()
    };
    if width(description) <= room {
        return description.to_owned();
    }
    if let Some((_, end)) = up_to(&['.', '?', '!'], room) {
        return description[..end].to_owned();
    }
    let room = room.saturating_sub(width(MORE));
    // The colon itself is not shown.
    let beginning = match up_to(&[':'], room + 1) {
        Some((colon, _)) => description[..colon].to_owned(),
        None => wrap(description, room, 0).swap_remove(0),
    };
    beginning + MORE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_ends_with_a_sentence_or_says_that_it_does_not() {
        let text = "One valley. Turn it: the path turns too. No more.";
        for (room, shown) in [
            (49, text),
            (48, "One valley. Turn it: the path turns too."),
            (39, "One valley."),
            (11, "One valley."),
            (10, "One …"),
        ] {
            assert_eq!(caption(text, room), shown, "{room}");
        }
        let text = "Down a valley: swings from wall to wall";
        assert_eq!(caption(text, 38), "Down a valley …");
        assert_eq!(caption(text, 15), "Down a valley …");
        assert_eq!(caption(text, 14), "Down a …");
        assert_eq!(caption("", 20), "");
    }
}

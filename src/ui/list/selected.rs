//! What the list says of the values that are open: sliders, meanings, the limit of the rate, and the
//! signs on the map.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::analysis::stability;
use crate::app::{Focus, State};
use crate::optimizer::Ghost;
use crate::picture::number::{percent, short};
use crate::picture::{Rgb, formula};
use crate::scene::Setting;
use crate::ui::text::{Ink, width};
use crate::ui::wrap::wrap;
use crate::ui::{Look, slider};

/// Columns before a slider: the bar, the symbol, the value.
const NAME: u16 = 6;
const CHOSEN: u16 = 9;
/// Columns on both sides of what a value means.
const DOC_MARGINS: u16 = 4;
/// The columns of a slider's track in a list of so many, behind a name and a value of these widths: it is drawn and hit
/// there.
fn track(columns: u16, name: u16, value: u16) -> Range<u16> {
    let start = 3 + NAME.max(name + 1) + CHOSEN.max(value + 1);
    start.min(columns)..columns.saturating_sub(1)
}

/// The share of its way at which a column of the list, counted from its left, hits the slider of a setting; `None` beside it.
pub fn share_at(state: &State, setting: Setting, columns: u16, column: u16) -> Option<f64> {
    let name = width(formula::name(&state.symbol(setting)));
    let track = track(columns, name, width(&words(state, setting)));
    let length = f64::from(track.len() as u16).max(2.0) - 1.0;
    let along = f64::from(column) - f64::from(track.start);
    (along >= 0.0).then(|| (along / length).min(1.0))
}

/// A value, whether keys change it, and the colour of what it belongs to.
#[derive(Clone, Copy)]
pub struct SettingRow {
    pub setting: Option<Setting>,
    pub chosen: bool,
    pub color: Rgb,
}

/// A value with its slider.
pub fn draw_setting(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, what: SettingRow) {
    let (state, theme) = (look.state, look.theme);
    let Some(setting) = what.setting else { return };
    let ground = theme.selection;
    look.line(buffer, area, row)
        .fill(' ', Ink::plain(theme.text).on_if(look, ground));
    let mut line = look.line(buffer, area, row);
    line.put("▌", Ink::bold(theme.accent).on_if(look, ground));
    let cursor = if what.chosen && state.focus != Focus::LearningRate {
        "›"
    } else {
        " "
    };
    line.put(cursor, Ink::bold(theme.accent).on_if(look, ground))
        .put(" ", Ink::plain(theme.text));
    let ink = if what.chosen {
        Ink::bold(theme.accent)
    } else {
        Ink::plain(theme.text)
    };
    let name = state.symbol(setting);
    let name = look.name(&name);
    line.put(name, Ink::plain(what.color).on_if(look, ground))
        .skip(NAME.saturating_sub(width(name)).max(1));
    let value = words(state, setting);
    match &state.typed {
        Some(typed) if what.chosen => line.put_input(typed, ink, look.cursor()),
        _ => line.put(&value, ink.on_if(look, ground)),
    };
    let track = track(area.width, width(name), width(&value));
    line.skip((area.x + track.start).saturating_sub(line.place().0));
    let fraction = state.range(setting).fraction(state.value(setting));
    let columns = track.len() as u16;
    let knob = if what.chosen {
        theme.accent
    } else {
        what.color
    };
    slider::draw(&mut line, columns, fraction, knob, theme.rule);
}

/// The lines that what a value means takes in a list of so many columns: as many for each of the
/// values that are open, so that the list does not jump as one goes through them.
pub fn doc_lines(state: &State, columns: u16) -> usize {
    let settings = match state.focus {
        Focus::LearningRate => return 0,
        Focus::Hypers(_) => state.hyper_settings(),
        Focus::Parameters(_) => state.parameter_settings(),
    };
    let lines = settings
        .into_iter()
        .map(|setting| doc(state, setting, columns).len());
    lines.max().unwrap_or(0)
}

/// What a value means, in lines.
fn doc(state: &State, setting: Setting, columns: u16) -> Vec<String> {
    wrap(
        state.doc(setting).trim(),
        columns.saturating_sub(DOC_MARGINS),
        0,
    )
}

/// One of the lines of what the chosen value means.
pub fn draw_doc(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, line: usize) {
    let (state, theme) = (look.state, look.theme);
    look.line(buffer, area, row)
        .fill(' ', Ink::plain(theme.text).on_if(look, theme.selection));
    let lines = state
        .chosen()
        .map(|setting| doc(state, setting, area.width));
    let text = lines.as_ref().and_then(|lines| lines.get(line));
    look.line(buffer, area, row)
        .put("▌", Ink::bold(theme.accent).on_if(look, theme.selection))
        .skip(2)
        .put(text.map_or("", String::as_str), Ink::plain(theme.quiet));
}

/// Where a rate is a smaller share of its limit, the surface is so level that the limit says nothing.
const LEVEL: f64 = 1e-6;

/// What stands where a lesson's answer would be given away.
const HIDDEN: &str = crate::picture::view::HIDDEN;

/// The stability gauge: the learning rate against the limit at the present point.
pub fn draw_limit(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16) {
    let (state, theme) = (look.state, look.theme);
    look.line(buffer, area, row)
        .fill(' ', Ink::plain(theme.text).on_if(look, theme.selection));
    let scene = state.now();
    let (Some(entry), Some(path)) = (
        scene.optimizers.get(state.selected),
        state.results().paths.get(state.selected),
    ) else {
        return;
    };
    let step = state.step_of(state.selected);
    let limit = stability::limit(scene, entry, path.points[step]);
    let mut line = look.line(buffer, area, row);
    line.put("▌", Ink::bold(theme.accent).on_if(look, theme.selection))
        .skip(2);
    if state.is_asked() {
        line.put(HIDDEN, Ink::plain(theme.quiet));
        return;
    }
    let Some(limit) = limit else {
        let why = if path.values[step].is_finite() {
            "no limit: no upward curve here"
        } else {
            "no limit: no value here"
        };
        line.put(why, Ink::plain(theme.quiet));
        return;
    };
    let share = path.rate(step) / limit;
    if share < LEVEL {
        line.put(
            "no limit near: hardly a curve here",
            Ink::plain(theme.quiet),
        );
        return;
    }
    let ink = if share > 1.0 {
        Ink::bold(theme.alarm)
    } else if share > 0.5 {
        Ink::plain(theme.accent)
    } else {
        Ink::plain(theme.quiet)
    };
    let wordings = gauge(share, limit);
    let room = line.room();
    let fitting = wordings.iter().find(|words| width(words) <= room);
    line.put(fitting.unwrap_or(&wordings[2]), ink);
}

/// Why the selected optimizer stands still, at the end of its path where it does.
pub fn still(state: &State) -> Option<&'static str> {
    state.results().paths.get(state.selected)?.still
}

/// The line that says so.
pub fn draw_still(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16) {
    let theme = look.theme;
    look.line(buffer, area, row)
        .fill(' ', Ink::plain(theme.text).on_if(look, theme.selection));
    look.line(buffer, area, row)
        .put("▌", Ink::bold(theme.accent).on_if(look, theme.selection))
        .skip(2)
        .put("still: ", Ink::plain(theme.alarm))
        .put(still(look.state).unwrap_or(""), Ink::plain(theme.text));
}

/// How far a rate is, by its share of the limit: in ever fewer words, none of which loses the alarm.
fn gauge(share: f64, limit: f64) -> [String; 3] {
    /// A greater share says no more than this one.
    const MOST: f64 = 10.0;
    let far = match share {
        _ if share > MOST => format!("over {}", percent(MOST)),
        // On which side of the limit a rate is must not be lost in rounding.
        0.995..1.005 => format!("{:.2}%", share * 100.0),
        0.0..0.005 if share > 0.0 => "under 1%".to_owned(),
        _ => percent(share),
    };
    let limit = short_limit(limit);
    let (first, last) = if share > 1.0 {
        ("unstable: ", ", unstable")
    } else {
        ("", "")
    };
    [
        format!("{far} of its limit {limit} here{last}"),
        format!("{first}{far} of limit {limit}"),
        format!("{first}{far} of {limit}"),
    ]
}

/// What the selected optimizer shows beside its point: at its end, so that the list does not jump
/// where a method shows nothing yet.
pub fn selected_ghosts(state: &State) -> &[Ghost] {
    let path = state.results().paths.get(state.selected);
    path.map_or(&[], |path| path.ghosts_at(path.steps()))
}

/// A sign of the map that belongs to the selected optimizer, and what it is.
pub fn draw_ghost(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, place: usize) {
    let (state, theme) = (look.state, look.theme);
    let Some(ghost) = selected_ghosts(state).get(place) else {
        return;
    };
    look.line(buffer, area, row)
        .fill(' ', Ink::plain(theme.text).on_if(look, theme.selection));
    let mut line = look.line(buffer, area, row);
    line.put("▌", Ink::bold(theme.accent).on_if(look, theme.selection))
        .skip(2);
    let sign = if ghost.symbol.is_empty() {
        "outline"
    } else {
        ghost.symbol
    };
    line.put(sign, Ink::bold(look.path_color(state.selected)))
        .skip(NAME.saturating_sub(width(sign)).max(1))
        .put(ghost.name, Ink::plain(theme.quiet));
}

/// A value as it is said: a number, or the word of a choice.
pub fn words(state: &State, setting: Setting) -> String {
    let value = state.value(setting);
    state
        .range(setting)
        .word(value)
        .map_or_else(|| short(value), str::to_owned)
}

fn short_limit(limit: f64) -> String {
    short(format!("{limit:.3e}").parse().unwrap_or(limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gauge_says_how_far_and_no_more_digits_than_that() {
        assert_eq!(gauge(0.98, 0.1)[0], "98% of its limit 0.1 here");
        assert_eq!(gauge(0.9996, 0.1)[0], "99.96% of its limit 0.1 here");
        assert_eq!(gauge(0.0002, 0.1)[0], "under 1% of its limit 0.1 here");
        assert_eq!(gauge(1.06, 0.1)[0], "106% of its limit 0.1 here, unstable");
        assert_eq!(gauge(1.06, 0.1)[1], "unstable: 106% of limit 0.1");
        assert_eq!(gauge(1.001, 0.1)[2], "unstable: 100.10% of 0.1");
        assert_eq!(
            gauge(2e15, 3e-17)[0],
            "over 1000% of its limit 3e−17 here, unstable"
        );
    }
}

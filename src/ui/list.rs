//! The optimizers: a line each with its numbers, the selected one with its slider and, opened, all
//! its values; the objective's parameters above them when those are open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::analysis::stability;
use crate::app::{Focus, State};
use crate::scene::Setting;
use crate::simulation::Status;

use super::color::{ColorDepth, Rgb};
use super::number::{number, percent, short};
use super::text::{Ink, Line, width};
use super::{Look, formula, recorded, slider};

/// Columns of the numbers.
pub(super) const VALUE: u16 = 10;
const SHARE: u16 = 6;
/// Columns before a slider: the bar, the symbol, the value.
const NAME: u16 = 6;
const CHOSEN: u16 = 9;
pub const SLIDER_START: u16 = 3 + NAME + CHOSEN;

/// What stands in the list, line by line.
enum Entry {
    /// A row of the objective's parameters.
    Parameter(usize),
    /// The heading of the optimizers.
    Heading,
    Optimizer(usize),
    /// A row of the selected optimizer's values.
    Hyper(usize),
    /// How far the learning rate is from its limit.
    Limit,
    /// What the chosen value means.
    Doc,
    Gap,
    /// The heading of the recorded paths.
    RecordedHeading,
    Recorded(usize),
}

fn entries(state: &State) -> Vec<Entry> {
    let mut entries = vec![Entry::Heading];
    if matches!(state.focus, Focus::Parameters(_)) {
        let rows = 0..state.parameter_settings().len();
        entries = rows
            .map(Entry::Parameter)
            .chain([Entry::Doc, Entry::Gap, Entry::Heading])
            .collect();
    }
    for index in 0..state.scene.optimizers.len() {
        entries.push(Entry::Optimizer(index));
        if index == state.selected {
            match (state.focus, state.chosen()) {
                (Focus::Hypers(_), _) => {
                    entries.extend((0..state.hyper_settings().len()).map(Entry::Hyper));
                    entries.push(Entry::Doc);
                }
                (Focus::LearningRate, Some(Setting::Hyper { hyper, .. })) => {
                    entries.push(Entry::Hyper(hyper));
                }
                _ => {}
            }
            if state.selected_entry().is_some_and(stability::is_known) {
                entries.push(Entry::Limit);
            }
        }
    }
    if !state.scene.paths.is_empty() {
        entries.extend([Entry::Gap, Entry::RecordedHeading]);
        entries.extend((0..state.scene.paths.len()).map(Entry::Recorded));
    }
    entries
}

/// How many lines the list would like to have.
pub fn lines(state: &State) -> u16 {
    entries(state).len() as u16 + 1
}

/// The optimizer or the value that stands in a line of the list.
pub enum Hit {
    Optimizer(usize),
    Setting(Setting),
}

/// What stands in a line of the list, counted from its top.
pub fn hit(state: &State, area: Rect, row: u16) -> Option<Hit> {
    let entries = entries(state);
    let index = usize::from(row.checked_sub(1)?) + first_shown(state, &entries, area);
    match entries.get(index)? {
        Entry::Optimizer(index) => Some(Hit::Optimizer(*index)),
        Entry::Hyper(row) => state.hyper_settings().get(*row).copied().map(Hit::Setting),
        Entry::Parameter(row) => state
            .parameter_settings()
            .get(*row)
            .copied()
            .map(Hit::Setting),
        Entry::Heading
        | Entry::Limit
        | Entry::Doc
        | Entry::Gap
        | Entry::RecordedHeading
        | Entry::Recorded(_) => None,
    }
}

/// The first entry shown, so that the selected one and what it opens is in view.
fn first_shown(state: &State, entries: &[Entry], area: Rect) -> usize {
    let room = usize::from(area.height.saturating_sub(1));
    let needed = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| match entry {
            Entry::Optimizer(index) => *index == state.selected,
            Entry::Hyper(row) => match state.focus {
                Focus::Hypers(chosen) => *row == chosen,
                _ => true,
            },
            Entry::Limit => state.focus == Focus::LearningRate,
            Entry::Parameter(row) => state.focus == Focus::Parameters(*row),
            Entry::Heading
            | Entry::Doc
            | Entry::Gap
            | Entry::RecordedHeading
            | Entry::Recorded(_) => false,
        })
        .map(|(index, _)| index + 1)
        .max()
        .unwrap_or(0);
    needed.saturating_sub(room)
}

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let state = look.state;
    let place = format!("step {} of {}", state.step(), state.playback.steps());
    let open = matches!(state.focus, Focus::Parameters(_));
    let heading = if open { "Objective" } else { "Optimizers" };
    look.heading(buffer, area, heading, &place);
    let entries = entries(state);
    let first = first_shown(state, &entries, area);
    for (row, entry) in entries.iter().enumerate().skip(first) {
        let row = (row - first) as u16 + 1;
        if row >= area.height {
            break;
        }
        match entry {
            Entry::Parameter(index) => draw_setting(
                look,
                buffer,
                area,
                row,
                SettingRow {
                    setting: state.parameter_settings().get(*index).copied(),
                    chosen: state.focus == Focus::Parameters(*index),
                    color: look.theme.parameter,
                },
            ),
            Entry::Heading => draw_columns(look, buffer, area, row, open),
            Entry::Optimizer(index) => draw_optimizer(look, buffer, area, row, *index),
            Entry::Hyper(index) => draw_setting(
                look,
                buffer,
                area,
                row,
                SettingRow {
                    setting: state.hyper_settings().get(*index).copied(),
                    chosen: state.focus == Focus::Hypers(*index)
                        || state.focus == Focus::LearningRate,
                    color: look.path_color(state.selected),
                },
            ),
            Entry::Limit => draw_limit(look, buffer, area, row),
            Entry::Doc => draw_doc(look, buffer, area, row),
            Entry::Gap => {}
            Entry::RecordedHeading => recorded::draw_heading(look, buffer, area, row),
            Entry::Recorded(index) => recorded::draw_row(look, buffer, area, row, *index),
        }
    }
}

/// Which columns there is room for: (reversals, waste).
fn columns(area: Rect) -> (bool, bool) {
    (area.width >= 38, area.width >= 33)
}

/// Columns of all the numbers that there is room for.
pub(super) fn numbers(area: Rect) -> u16 {
    let (zig_zag, waste) = columns(area);
    VALUE + u16::from(zig_zag) * SHARE + u16::from(waste) * SHARE
}

fn draw_columns(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, named: bool) {
    let quiet = Ink::plain(look.theme.quiet);
    let (zig_zag, waste) = columns(area);
    let numbers = numbers(area);
    let mut line = look.line(buffer, area, row);
    if named {
        line.put("Optimizers", Ink::bold(look.theme.strong));
    }
    line.skip(line.room().saturating_sub(numbers));
    line.put_in(VALUE, "value", quiet);
    if zig_zag {
        line.put_in(SHARE, "turns", quiet);
    }
    if waste {
        line.put_in(SHARE, "waste", quiet);
    }
}

fn draw_optimizer(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, index: usize) {
    let (state, theme) = (look.state, look.theme);
    let Some(entry) = state.scene.optimizers.get(index) else {
        return;
    };
    let (selected, shown) = (index == state.selected, state.is_shown(index));
    let ground = if selected {
        theme.selection
    } else {
        theme.background
    };
    let (zig_zag, waste) = columns(area);
    let numbers = numbers(area);
    {
        let mut line = look.line(buffer, area, row);
        line.put(
            if selected { "▌" } else { " " },
            Ink::bold(theme.accent).on_if(look, ground),
        );
        let mut letter = [0; 4];
        let letter = look.letter(index).encode_utf8(&mut letter);
        let badge = if shown {
            look.badge(index)
        } else {
            Ink::plain(theme.quiet).on_if(look, ground)
        };
        line.put(letter, badge);
        line.put(" ", Ink::plain(theme.text).on_if(look, ground));
        let ink = match (selected, shown) {
            (_, false) => Ink::plain(theme.quiet),
            (true, true) => Ink::bold(theme.strong),
            (false, true) => Ink::plain(look.path_color(index)),
        };
        line.fill(' ', ink.on_if(look, ground));
        let name = Rect {
            x: area.x + 3,
            width: area.width.saturating_sub(3 + numbers),
            ..area
        };
        look.line(buffer, name, row)
            .put(&entry.label, ink.on_if(look, ground));
    }
    let mut line = look.line(buffer, area, row);
    line.skip(line.room().saturating_sub(numbers));
    draw_numbers(look, &mut line, index, (zig_zag, waste), ground);
}

fn draw_numbers(
    look: &Look<'_>,
    line: &mut Line<'_>,
    index: usize,
    columns: (bool, bool),
    ground: Rgb,
) {
    let (state, theme) = (look.state, look.theme);
    let step = state.step() as usize;
    let (Some(path), Some(metrics)) = (
        state.results.paths.get(index),
        state.results.metrics.get(index),
    ) else {
        return;
    };
    if !state.is_shown(index) {
        line.put_in(VALUE, "hidden", Ink::plain(theme.quiet).on_if(look, ground));
        return;
    }
    let end = path.points.len() - 1;
    let Some(now) = metrics.at(step.min(end)) else {
        return;
    };
    let text = Ink::plain(theme.text).on_if(look, ground);
    let alarm = Ink::plain(theme.alarm).on_if(look, ground);
    match path.status {
        Status::Diverged if step > end => line.put_in(VALUE, "diverged", alarm),
        Status::LeftTheGrid if step > end => line.put_in(VALUE, "off grid", alarm),
        _ => line.put_in(VALUE, &number(now.value), text),
    };
    let share = |share: f64| if share > 0.5 { alarm } else { text };
    if columns.0 {
        line.put_in(SHARE, &percent(now.reversals), share(now.reversals));
    }
    if columns.1 {
        line.put_in(SHARE, &percent(now.waste), share(now.waste));
    }
}

#[derive(Clone, Copy)]
struct SettingRow {
    setting: Option<Setting>,
    chosen: bool,
    color: Rgb,
}

fn draw_setting(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16, what: SettingRow) {
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
    let name = formula::name(&name);
    line.put(name, Ink::plain(what.color).on_if(look, ground))
        .skip(NAME.saturating_sub(width(name)).max(1));
    let before = line.room();
    match &state.typed {
        Some(typed) if what.chosen => line.put_input(typed, ink, look.cursor()),
        _ => line.put(&words(state, setting), ink.on_if(look, ground)),
    };
    line.skip(CHOSEN.saturating_sub(before - line.room()).max(1));
    let fraction = state.range(setting).fraction(state.value(setting));
    let columns = line.room().saturating_sub(1);
    let knob = if what.chosen {
        theme.accent
    } else {
        what.color
    };
    slider::draw(&mut line, columns, fraction, knob, theme.rule);
}

/// What the chosen value means, in a line.
fn draw_doc(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16) {
    let (state, theme) = (look.state, look.theme);
    look.line(buffer, area, row)
        .fill(' ', Ink::plain(theme.text).on_if(look, theme.selection));
    let doc = state
        .chosen()
        .map_or("", |setting| state.doc(setting))
        .trim();
    let mut line = look.line(buffer, area, row);
    line.put("▌", Ink::bold(theme.accent).on_if(look, theme.selection))
        .skip(2);
    line.put(doc, Ink::plain(theme.quiet));
}

/// The stability gauge: the learning rate against the limit at the present point.
fn draw_limit(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16) {
    let (state, theme) = (look.state, look.theme);
    look.line(buffer, area, row)
        .fill(' ', Ink::plain(theme.text).on_if(look, theme.selection));
    let scene = state.now();
    let (Some(entry), Some(path)) = (
        scene.optimizers.get(state.selected),
        state.results.paths.get(state.selected),
    ) else {
        return;
    };
    let step = (state.step() as usize).min(path.points.len() - 1);
    let limit = stability::limit(scene, entry, path.points[step]);
    let mut line = look.line(buffer, area, row);
    line.put("▌", Ink::bold(theme.accent).on_if(look, theme.selection))
        .skip(2);
    let Some(limit) = limit else {
        line.put("no limit here: no curvature", Ink::plain(theme.quiet));
        return;
    };
    let share = path.rates[step] / limit;
    let ink = if share > 1.0 {
        Ink::bold(theme.alarm)
    } else if share > 0.5 {
        Ink::plain(theme.accent)
    } else {
        Ink::plain(theme.quiet)
    };
    let verdict = if share > 1.0 { ", unstable" } else { "" };
    line.put(
        &format!(
            "{} of its limit {}{verdict}",
            percent(share),
            short_limit(limit)
        ),
        ink,
    );
}

/// A value as it is said: a number, or the word of a choice.
fn words(state: &State, setting: Setting) -> String {
    let value = state.value(setting);
    state
        .range(setting)
        .word(value)
        .map_or_else(|| short(value), str::to_owned)
}

fn short_limit(limit: f64) -> String {
    short(format!("{limit:.3e}").parse().unwrap_or(limit))
}

/// All optimizers in one line; with values open, the chosen value instead.
pub fn draw_legend(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let (state, theme) = (look.state, look.theme);
    if state.focus != Focus::LearningRate {
        let color = look.path_color(state.selected);
        draw_setting(
            look,
            buffer,
            area,
            0,
            SettingRow {
                setting: state.chosen(),
                chosen: true,
                color,
            },
        );
        return;
    }
    let mut line = look.line(buffer, area, 0);
    line.put(" ", Ink::plain(theme.text));
    let count = state.scene.optimizers.len();
    let rate = state.chosen().map(|setting| words(state, setting));
    for (index, entry) in state.scene.optimizers.iter().enumerate() {
        let selected = index == state.selected;
        let mut letter = [0; 4];
        line.put(
            look.letter(index).encode_utf8(&mut letter),
            look.badge(index),
        );
        line.put(" ", Ink::plain(theme.text));
        let room_for_all = line.room() >= (count - index) as u16 * 14;
        if selected || room_for_all {
            let ink = if selected {
                Ink::bold(theme.strong)
            } else {
                Ink::plain(theme.text)
            };
            line.put(&entry.label, ink);
        }
        if let (true, Some(rate)) = (selected, &rate) {
            line.put(&format!(" η {rate}"), Ink::bold(theme.accent));
        }
        line.put("  ", Ink::plain(theme.text));
    }
    recorded::put_legend(look, &mut line);
}

impl Ink {
    /// The same on a ground, unless there is no colour to make one.
    fn on_if(self, look: &Look<'_>, ground: Rgb) -> Self {
        if look.depth == ColorDepth::None {
            self
        } else {
            self.on(ground)
        }
    }
}

//! The optimizers: a line each with its numbers, the selected one with its slider and, opened, all
//! its values; the objective's parameters above them when those are open.

pub mod legend;
mod selected;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::analysis::stability;
use crate::app::{Focus, Race, State};
use crate::scene::Setting;
use crate::simulation::Status;

use super::Look;
use super::recorded;
use super::text::{Ink, Line, width};
use crate::picture::Rgb;
use crate::picture::number::{beside, percent};
pub use selected::share_at;
use selected::{SettingRow, draw_setting};

/// Columns of the numbers.
pub(super) const VALUE: u16 = 10;
const SHARE: u16 = 6;

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
    /// Why it stands still.
    Still,
    /// What the selected optimizer shows on the map beside its point, by place.
    Ghost(usize),
    /// A line of what the chosen value means.
    Doc(usize),
    Gap,
    /// The heading of the recorded paths.
    RecordedHeading,
    Recorded(usize),
}

/// The lines of a list of so many columns.
fn entries(state: &State, columns: u16) -> Vec<Entry> {
    let doc = (0..selected::doc_lines(state, columns)).map(Entry::Doc);
    let mut entries = vec![Entry::Heading];
    if matches!(state.focus, Focus::Parameters(_)) {
        let rows = 0..state.parameter_settings().len();
        entries = rows
            .map(Entry::Parameter)
            .chain(doc.clone())
            .chain([Entry::Gap, Entry::Heading])
            .collect();
    }
    for index in 0..state.scene().optimizers.len() {
        entries.push(Entry::Optimizer(index));
        if index == state.selected {
            match (state.focus, state.chosen()) {
                (Focus::Hypers(_), _) => {
                    entries.extend((0..state.hyper_settings().len()).map(Entry::Hyper));
                    entries.extend(doc.clone());
                }
                (Focus::LearningRate, Some(Setting::Hyper { hyper, .. })) => {
                    entries.push(Entry::Hyper(hyper));
                }
                _ => {}
            }
            if state.selected_entry().is_some_and(stability::is_known) {
                entries.push(Entry::Limit);
            }
            if selected::still(state).is_some() {
                entries.push(Entry::Still);
            }
            entries.extend((0..selected::selected_ghosts(state).len()).map(Entry::Ghost));
        }
    }
    if !state.scene().paths.is_empty() {
        entries.extend([Entry::Gap, Entry::RecordedHeading]);
        entries.extend((0..state.scene().paths.len()).map(Entry::Recorded));
    }
    entries
}

/// How many lines the list would like to have where it has so many columns.
pub fn lines(state: &State, columns: u16) -> u16 {
    entries(state, columns).len() as u16 + 1
}

/// The optimizer or the value that stands in a line of the list.
pub enum Hit {
    Optimizer(usize),
    Setting(Setting),
}

/// What stands in a line of the list, counted from its top.
pub fn hit(state: &State, area: Rect, row: u16) -> Option<Hit> {
    let entries = entries(state, area.width);
    let window = Window::of(state, &entries, area);
    let entry = *window.rows.get(usize::from(row.checked_sub(1)?))?;
    match entries.get(entry)? {
        Entry::Optimizer(index) => Some(Hit::Optimizer(*index)),
        Entry::Hyper(row) => state.hyper_settings().get(*row).copied().map(Hit::Setting),
        Entry::Parameter(row) => state
            .parameter_settings()
            .get(*row)
            .copied()
            .map(Hit::Setting),
        Entry::Heading
        | Entry::Limit
        | Entry::Still
        | Entry::Ghost(_)
        | Entry::Doc(_)
        | Entry::Gap
        | Entry::RecordedHeading
        | Entry::Recorded(_) => None,
    }
}

/// The entries that there is room for.
struct Window {
    /// The entry in each line below the heading of the list.
    rows: Vec<usize>,
    /// Optimizers that are not seen: above, below.
    hidden: (usize, usize),
}

impl Window {
    /// The selected optimizer and what it opens is always in it, and the names of the columns; what
    /// is left out is counted in a line of its own.
    fn of(state: &State, entries: &[Entry], area: Rect) -> Self {
        let room = usize::from(area.height.saturating_sub(1));
        if entries.len() <= room {
            return Self {
                rows: (0..entries.len()).collect(),
                hidden: (0, 0),
            };
        }
        let fixed = usize::from(matches!(entries[0], Entry::Heading));
        let room = room.saturating_sub(fixed + 1).max(1);
        let needed = |entry: &Entry| match entry {
            Entry::Parameter(row) => state.focus == Focus::Parameters(*row),
            Entry::Optimizer(index) => {
                !matches!(state.focus, Focus::Parameters(_)) && *index == state.selected
            }
            Entry::Hyper(row) => match state.focus {
                Focus::Hypers(chosen) => *row == chosen,
                _ => true,
            },
            Entry::Limit | Entry::Still | Entry::Ghost(_) => state.focus == Focus::LearningRate,
            Entry::Heading
            | Entry::Doc(_)
            | Entry::Gap
            | Entry::RecordedHeading
            | Entry::Recorded(_) => false,
        };
        let last = entries.iter().rposition(needed).unwrap_or(0);
        // What the chosen value means is seen as well, unless the value would go out of view for it.
        let doc = entries.iter().rposition(|e| matches!(e, Entry::Doc(_)));
        let last = doc
            .filter(|doc| doc.saturating_sub(last) < room)
            .unwrap_or(last);
        let start = (last + 1).saturating_sub(room).max(fixed);
        let end = (start + room).min(entries.len());
        let count = |range: &[Entry]| {
            let optimizers = range.iter().filter(|e| matches!(e, Entry::Optimizer(_)));
            optimizers.count()
        };
        Self {
            rows: (0..fixed).chain(start..end).collect(),
            hidden: (count(&entries[fixed..start]), count(&entries[end..])),
        }
    }

    fn draw_hidden(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
        let words = match self.hidden {
            (0, 0) => return,
            (0, below) => format!("… {below} more"),
            (above, 0) => format!("… {above} more above"),
            (above, below) => format!("… {above} more above, {below} below"),
        };
        look.line(buffer, area, area.height - 1)
            .skip(1)
            .put(&words, Ink::plain(look.theme.quiet));
    }
}

/// Draws the list; on a screen without room for it there is [`legend`].
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let state = look.state;
    let open = matches!(state.focus, Focus::Parameters(_));
    let heading = if open { "Objective" } else { "Optimizers" };
    let race = state.race.unit();
    let asides = [
        format!("same number of {race}"),
        format!("same {race}"),
        race.to_owned(),
    ];
    // Its rule, a gap on both sides of it, and one before the aside.
    let room = area.width.saturating_sub(width(heading) + 5);
    let aside = asides.iter().find(|aside| width(aside) <= room);
    look.heading(buffer, area, heading, aside.map_or("", String::as_str));
    let entries = entries(state, area.width);
    let window = Window::of(state, &entries, area);
    let values = values(state);
    for (line, index) in window.rows.iter().enumerate() {
        draw_entry(
            look,
            buffer,
            area,
            (line as u16 + 1, &values),
            &entries[*index],
        );
    }
    window.draw_hidden(look, buffer, area);
}

/// The present value of each optimizer that is shown, so that those that differ look different.
fn values(state: &State) -> Vec<String> {
    let (mut values, mut scale) = (vec![f64::NAN; state.results().paths.len()], 0_f64);
    for (index, path) in state.shown() {
        let now = state.results().metrics[index].at(state.step_of(index));
        values[index] = now.map_or(f64::NAN, |now| now.value);
        let start = path.values.first().copied().unwrap_or(0.0);
        scale = scale.max(start.abs());
    }
    beside(&values, scale)
}

fn draw_entry(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Rect,
    (row, values): (u16, &[String]),
    entry: &Entry,
) {
    let state = look.state;
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
        Entry::Heading => draw_columns(look, buffer, area, row),
        Entry::Optimizer(index) => draw_optimizer(look, buffer, area, (row, values), *index),
        Entry::Hyper(index) => draw_setting(
            look,
            buffer,
            area,
            row,
            SettingRow {
                setting: state.hyper_settings().get(*index).copied(),
                chosen: state.focus == Focus::Hypers(*index) || state.focus == Focus::LearningRate,
                color: look.path_color(state.selected),
            },
        ),
        Entry::Limit => selected::draw_limit(look, buffer, area, row),
        Entry::Still => selected::draw_still(look, buffer, area, row),
        Entry::Ghost(place) => selected::draw_ghost(look, buffer, area, row, *place),
        Entry::Doc(line) => selected::draw_doc(look, buffer, area, row, *line),
        Entry::Gap => {}
        Entry::RecordedHeading => recorded::draw_heading(look, buffer, area, row),
        Entry::Recorded(index) => recorded::draw_row(look, buffer, area, row, *index),
    }
}

/// The columns of numbers that there is room for, beside the value.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// What is not the same for all: in a race of steps the evaluations, where some optimizer takes
    /// more than one a step; in a race of evaluations the steps.
    cost: bool,
    /// The share of reversals.
    turns: bool,
    /// The share of the walk that leads nowhere.
    waste: bool,
}

impl Columns {
    fn of(look: &Look<'_>, area: Rect) -> Self {
        let state = look.state;
        let costs_differ = state.race == Race::Evaluations
            || state.shown().any(|(_, path)| {
                let end = path.steps();
                Race::Evaluations.spent(path, end) > Race::Steps.spent(path, end)
            });
        // Beside its numbers a row has room for a name as long as that of gradient descent.
        let has_room = |shares: u16| area.width >= before_name(look) + 16 + VALUE + SHARE * shares;
        let cost = costs_differ && has_room(1);
        let before = u16::from(cost);
        Self {
            cost,
            turns: has_room(before + 2),
            waste: has_room(before + 1),
        }
    }

    /// Width of all columns together.
    fn width(self) -> u16 {
        let shares = [self.cost, self.turns, self.waste].map(u16::from);
        VALUE + SHARE * shares.iter().sum::<u16>()
    }
}

/// Columns of the bar, the letter and what tells lines apart that have no colour, before a name.
fn before_name(look: &Look<'_>) -> u16 {
    if look.is_plain() { 4 } else { 3 }
}

/// Columns of all the numbers that there is room for.
pub(super) fn numbers(look: &Look<'_>, area: Rect) -> u16 {
    Columns::of(look, area).width()
}

fn draw_columns(look: &Look<'_>, buffer: &mut Buffer, area: Rect, row: u16) {
    let quiet = Ink::plain(look.theme.quiet);
    let columns = Columns::of(look, area);
    let mut line = look.line(buffer, area, row);
    if matches!(look.state.focus, Focus::Parameters(_)) {
        line.put("Optimizers", Ink::bold(look.theme.strong));
    }
    line.skip(line.room().saturating_sub(columns.width()));
    line.put_in(VALUE, "value", quiet);
    let cost = match look.state.race {
        Race::Steps => "evals",
        Race::Evaluations => "steps",
    };
    for (shown, name) in [
        (columns.cost, cost),
        (columns.turns, "turns"),
        (columns.waste, "waste"),
    ] {
        if shown {
            line.put_in(SHARE, name, quiet);
        }
    }
}

fn draw_optimizer(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Rect,
    (row, values): (u16, &[String]),
    index: usize,
) {
    let (state, theme) = (look.state, look.theme);
    if index >= state.scene().optimizers.len() {
        return;
    }
    let (selected, shown) = (index == state.selected, state.is_shown(index));
    let ground = if selected {
        theme.selection
    } else {
        theme.background
    };
    let columns = Columns::of(look, area);
    let numbers = columns.width();
    let before = before_name(look);
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
        let mark = look.mark(index).unwrap_or(' ');
        let ink = Ink::plain(look.path_color(index));
        line.put(mark.encode_utf8(&mut [0; 4]), ink.on_if(look, ground));
        let ink = match (selected, shown) {
            (_, false) => Ink::plain(theme.quiet),
            (true, true) => Ink::bold(theme.strong),
            (false, true) => Ink::plain(look.path_color(index)),
        };
        line.fill(' ', ink.on_if(look, ground));
        let name = Rect {
            x: area.x + before,
            width: area.width.saturating_sub(before + numbers),
            ..area
        };
        look.line(buffer, name, row)
            .put(&look.state.label(index), ink.on_if(look, ground));
    }
    let mut line = look.line(buffer, area, row);
    line.skip(line.room().saturating_sub(numbers));
    let value = values.get(index).map_or("", String::as_str);
    draw_numbers(look, &mut line, (index, value), columns, ground);
}

fn draw_numbers(
    look: &Look<'_>,
    line: &mut Line<'_>,
    (index, value): (usize, &str),
    columns: Columns,
    ground: Rgb,
) {
    let (state, theme) = (look.state, look.theme);
    let step = state.step_of(index);
    let (Some(path), Some(metrics)) = (
        state.results().paths.get(index),
        state.results().metrics.get(index),
    ) else {
        return;
    };
    if !state.is_shown(index) {
        line.put_in(VALUE, "hidden", Ink::plain(theme.quiet).on_if(look, ground));
        return;
    }
    let Some(now) = metrics.at(step) else {
        return;
    };
    let text = Ink::plain(theme.text).on_if(look, ground);
    let alarm = Ink::plain(theme.alarm).on_if(look, ground);
    let is_over = state.has_broken_off(index);
    match path.status {
        Status::Diverged if is_over => line.put_in(VALUE, "diverged", alarm),
        Status::LeftTheGrid if is_over => line.put_in(VALUE, "off grid", alarm),
        Status::NoGradient if is_over => line.put_in(VALUE, "no slope", alarm),
        _ => line.put_in(VALUE, value, text),
    };
    if columns.cost {
        let cost = match state.race {
            Race::Steps => Race::Evaluations.spent(path, step),
            Race::Evaluations => Race::Steps.spent(path, step),
        };
        line.put_in(SHARE, &cost.to_string(), text);
    }
    // Of a walk that broke off nothing can be praised: one straight out of the picture wastes little.
    let shares = [(columns.turns, now.reversals), (columns.waste, now.waste)];
    for (_, share) in shares.into_iter().filter(|(shown, _)| *shown) {
        let share = if is_over { f64::NAN } else { share };
        let ink = if share > 0.5 { alarm } else { text };
        line.put_in(SHARE, &percent(share), ink);
    }
}

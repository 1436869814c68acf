//! The blackboard: the rule set with room between its lines, what is wrong under the very sign, the values that it uses, and
//! signs to be clicked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Shown;
use super::window::Window;
use crate::app::overlay::{Board, SIGNS};
use crate::mistake::Mistake;
use crate::picture::number::short;
use crate::ui::Look;
use crate::ui::text::{Ink, width};
use crate::ui::wrap::wrap;

/// Columns of the numbers of lines.
const MARGIN: u16 = 3;
/// Columns between two signs of the bar.
const GAP: u16 = 2;
/// Rows below the rule: what is wrong in two, the values, the signs.
const BELOW: u16 = 7;
/// What to do about a name that stands for nothing.
const NEW_VALUE: &str = "ctrl-p makes it a value, 1 at first";
/// Columns that a rule likes to have.
const WIDE: u16 = 64;

impl Shown for Board {
    fn heading(&self) -> String {
        format!("The rule of {}", self.name)
    }

    fn aside(&self) -> String {
        "every key bends the path".to_owned()
    }

    fn is_docked(&self) -> bool {
        true
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        (screen.width.min(WIDE), 2 * self.lines.len() as u16 + BELOW)
    }

    fn place(&self, screen: Rect) -> Rect {
        let height = (self.wanted(screen).1 + 2).min(screen.height);
        Rect {
            y: screen.bottom() - height,
            height,
            ..screen
        }
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let rows = self.rows(inside);
        for (place, line) in self
            .lines
            .iter()
            .enumerate()
            .skip(rows.first)
            .take(rows.count)
        {
            let at = (place - rows.first) as u16 * rows.apart + rows.top;
            self.draw_line(look, buffer, (inside, at), place, line);
        }
        let shown = self.lines.len().min(rows.count) as u16;
        let lowest = inside.bottom() - bar(inside).height - rows.below;
        let below = Rect {
            y: lowest.min(inside.y + rows.top + shown * rows.apart + 1),
            height: rows.below,
            ..inside
        };
        if let Some((_, mistake)) = self.mistake() {
            self.draw_mistake(look, buffer, below, mistake);
        } else {
            self.draw_values(look, buffer, below);
        }
        draw_bar(look, buffer, bar(inside));
    }

    fn entry_at(&self, inside: Rect, at: Position) -> Option<usize> {
        let bar = bar(inside);
        let (x, y) = (at.x.checked_sub(bar.x)?, at.y.checked_sub(bar.y)?);
        let is_there = |(row, column, wide): &(u16, u16, u16)| {
            *row == y && (*column..column + wide).contains(&x)
        };
        places(bar.width).iter().position(is_there)
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        let mut keys = Vec::new();
        if self.unknown_name().is_some() {
            keys.push(("ctrl-p", "make it a value"));
        }
        keys.extend([("↑↓", "line"), ("↵", "new line"), ("esc", "done")]);
        keys
    }
}

/// How the lines of a rule lie on the rows of the board.
struct Rows {
    /// The first line that is seen.
    first: usize,
    /// How many are.
    count: usize,
    /// The row of the first.
    top: u16,
    /// Rows from one to the next: two where there is room, as one writes on a board.
    apart: u16,
    /// Rows for what stands below.
    below: u16,
}

impl Board {
    fn rows(&self, inside: Rect) -> Rows {
        let bar = bar(inside).height;
        let below = 4.min(inside.height.saturating_sub(bar + 2));
        // A row below the last line is left for carets.
        let room = inside.height.saturating_sub(bar + below + 1).max(1);
        let lines = self.lines.len().max(1) as u16;
        let is_spacious = 2 * lines < room;
        let apart = if is_spacious { 2 } else { 1 };
        let count = usize::from(room / apart).max(1);
        let first = (self.row + 1).saturating_sub(count);
        Rows {
            first,
            count,
            top: u16::from(is_spacious),
            apart,
            below,
        }
    }

    fn draw_line(
        &self,
        look: &Look<'_>,
        buffer: &mut Buffer,
        (inside, row): (Rect, u16),
        place: usize,
        text: &str,
    ) {
        let theme = look.theme;
        let room = inside.width.saturating_sub(MARGIN);
        let is_edited = place == self.row;
        let cursor = if is_edited { self.line.cursor() } else { 0 };
        let window = Window::around(text, cursor, room);
        let number = format!("{:>2} ", place + 1);
        let ink = if is_edited { theme.accent } else { theme.rule };
        let mut line = look.line(buffer, inside, row);
        line.put(&number, Ink::plain(ink));
        if is_edited {
            let (before, under, after) = window.around_cursor(text, cursor);
            line.put(&before, Ink::bold(theme.strong))
                .put(&under, look.cursor())
                .put(&after, Ink::bold(theme.strong));
        } else {
            line.put(text, Ink::plain(theme.text));
        }
        let here = self.mistakes.iter().find(|(row, _)| *row == place);
        if let Some((
            _,
            Mistake {
                span: Some(span), ..
            },
        )) = here
        {
            let (skip, carets) = window.carets(text, span);
            look.line(buffer, inside, row + 1)
                .skip(MARGIN + skip)
                .put(&carets, Ink::bold(theme.alarm));
        }
    }

    fn draw_mistake(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect, mistake: &Mistake) {
        let theme = look.theme;
        let guess = mistake
            .help
            .as_deref()
            .filter(|help| help.starts_with("did you"));
        let help = match (self.unknown_name(), guess) {
            (Some(_), None) => Some(NEW_VALUE.to_owned()),
            (Some(_), Some(guess)) => Some(format!("{guess} {NEW_VALUE}")),
            (None, _) => mistake.help.clone(),
        };
        let said = wrap(&mistake.message, area.width, 0);
        let said = said.into_iter().map(|line| (line, Ink::bold(theme.strong)));
        let help = help.map(|help| wrap(&help, area.width, 0));
        let help = help.into_iter().flatten();
        let help = help.map(|line| (line, Ink::plain(theme.quiet)));
        for (row, (line, ink)) in said.chain(help).take(area.height.into()).enumerate() {
            look.line(buffer, area, row as u16).put(&line, ink);
        }
    }

    /// The values that the rule may use, and what lies pale beside the path.
    fn draw_values(&self, look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
        let theme = look.theme;
        let entry = look.state.selected_entry();
        let number = |name: &str, default: f64| {
            let entry = entry?;
            let place = entry.declaration().hyper(name)?;
            Some(entry.hypers.get(place).copied().unwrap_or(default))
        };
        let values = self.values.iter().map(|value| {
            let number = number(&value.name, value.default).unwrap_or(value.default);
            format!("{} = {}", value.name, short(number))
        });
        let text = values.collect::<Vec<_>>().join(",  ");
        let lines = wrap(&text, area.width, 0).into_iter();
        let lines = lines.map(|line| (line, theme.parameter));
        let pale = look.state.before.is_some();
        let pale = pale.then(|| (format!("pale: {} as it was", self.name), theme.quiet));
        for (row, (line, color)) in lines.chain(pale).take(area.height.into()).enumerate() {
            look.line(buffer, area, row as u16)
                .put(&line, Ink::plain(color));
        }
    }
}

/// Where each sign stands below the rule: its row, its first column and its columns, the gap not included.
fn places(columns: u16) -> Vec<(u16, u16, u16)> {
    let (mut row, mut column) = (0, 0);
    let place = |sign: &&str| {
        let wide = width(shown(sign));
        if column > 0 && column + wide > columns {
            (row, column) = (row + 1, 0);
        }
        let place = (row, column, wide);
        column += wide + GAP;
        place
    };
    SIGNS.iter().map(place).collect()
}

/// A sign as it is shown: a mark over a letter.
fn shown(sign: &str) -> &str {
    if width(sign) == 0 { "x\u{302}" } else { sign }
}

/// Where the signs stand: at the bottom.
fn bar(inside: Rect) -> Rect {
    let rows = places(inside.width).last().map_or(0, |(row, ..)| row + 1);
    let rows = rows.min(inside.height / 4);
    Rect {
        y: inside.bottom() - rows,
        height: rows,
        ..inside
    }
}

fn draw_bar(look: &Look<'_>, buffer: &mut Buffer, bar: Rect) {
    for (sign, (row, column, _)) in SIGNS.iter().zip(places(bar.width)) {
        if row < bar.height {
            let mut line = look.line(buffer, bar, row);
            line.skip(column)
                .put(shown(sign), Ink::plain(look.theme.accent));
        }
    }
}

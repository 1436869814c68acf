//! The list in one line, for screens that have no room for more.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Focus, Request};
use crate::ui::text::{Ink, width};
use crate::ui::{Look, recorded};

use super::selected::{SettingRow, draw_setting, words};

/// All optimizers in one line; with values open, the chosen value instead.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
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
    line.skip(1);
    let entries = &state.scene().optimizers;
    if entries.is_empty() {
        return;
    }
    let rate = state.chosen().map(|setting| words(state, setting));
    let rate = rate.map_or_else(String::new, |rate| format!(" η {rate}"));
    let own = width(&state.label(state.selected)) + width(&rate);
    let badge = 1 + u16::from(look.is_plain());
    let badge_and_gap = badge + 2;
    let each = 0..entries.len();
    let labels: u16 = each.map(|index| width(&state.label(index)) + 1).sum();
    let all = labels + width(&rate) + badge_and_gap * entries.len() as u16;
    let named = all <= line.room();
    let (shown, more) = window(
        state.selected,
        entries.len(),
        line.room().saturating_sub(own + 1),
        badge + 1,
    );
    let gap = if badge_and_gap * entries.len() as u16 + own < line.room() {
        2
    } else {
        1
    };
    for index in shown {
        let mut letter = [0; 4];
        let letter = look.letter(index).encode_utf8(&mut letter);
        let (from, row) = line.place();
        line.put(letter, look.badge(index));
        if let Some(mark) = look.mark(index) {
            let ink = Ink::plain(look.path_color(index));
            line.put(mark.encode_utf8(&mut [0; 4]), ink);
        }
        let selected = index == state.selected;
        if selected || named {
            let ink = if selected {
                Ink::bold(theme.strong)
            } else {
                Ink::plain(theme.text)
            };
            line.skip(1).put(&state.label(index), ink);
        }
        look.buttons
            .note(from..line.place().0, row, Request::Select(index));
        if selected {
            line.put(&rate, Ink::bold(theme.accent));
        }
        line.skip(gap);
    }
    if more > 0 {
        line.put(&format!("… {more} more"), Ink::plain(theme.quiet));
    }
    recorded::put_legend(look, &mut line);
}

/// Columns of `… 12 more`.
const MORE: u16 = 9;

/// Which badges fit into this room so many columns each, the selected one among them, and how many do
/// not.
fn window(selected: usize, count: usize, room: u16, each: u16) -> (Range<usize>, usize) {
    let fit = |room: u16| usize::from(room / each).max(1);
    if count <= fit(room) {
        return (0..count, 0);
    }
    let fitting = fit(room.saturating_sub(MORE)).min(count);
    let start = selected.saturating_sub(fitting / 2).min(count - fitting);
    (start..start + fitting, count - fitting)
}

//! The time line: playing or not, where, of how many steps, how fast; events are marked on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;

use super::Look;
use super::text::{Ink, width};
use crate::picture::number::short;

/// The columns of the track on its line.
pub fn track(state: &State, area: Rect) -> Rect {
    let right = width(&place(state, area)) + SPEED + 3;
    Rect {
        x: area.x + 4,
        width: area.width.saturating_sub(4 + right),
        ..area
    }
}

/// Columns of the speed.
const SPEED: u16 = 6;

/// What is still being computed, where the track has room to say so.
fn pending(state: &State, track: Rect) -> Option<String> {
    let pending = state.pending()?;
    (width(&pending) + 8 <= track.width).then_some(pending)
}

/// Where the cursor is, of how many, and on wide screens of what; always as wide.
fn place(state: &State, area: Rect) -> String {
    let (step, steps) = (state.step(), state.playback.steps());
    let digits = steps.to_string().len();
    let unit = if area.width >= 60 {
        format!(" {}", state.race.unit())
    } else {
        String::new()
    };
    format!("{step:>digits$} / {steps}{unit}")
}

/// The step under a column of the screen.
pub fn step_at(track: Rect, column: u16, steps: u32) -> u32 {
    let last = f64::from(track.width.saturating_sub(1).max(1));
    let share = f64::from(column.saturating_sub(track.x)) / last;
    (share.clamp(0.0, 1.0) * f64::from(steps)).round() as u32
}

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let (state, theme) = (look.state, look.theme);
    let (step, steps) = (state.step(), state.playback.steps());
    let symbol = if state.playback.playing {
        " ▸"
    } else {
        " ‖"
    };
    look.line(buffer, area, 0)
        .put(symbol, Ink::bold(theme.accent));
    let track = track(state, area);
    if track.width >= 4 {
        let share = f64::from(step) / f64::from(steps.max(1));
        let mut line = look.line(buffer, track, 0);
        super::slider::draw(&mut line, track.width, share, theme.accent, theme.rule);
        for event in state.scene().events.iter() {
            let column = f64::from(state.moment_of(event)) / f64::from(steps.max(1))
                * f64::from(track.width - 1);
            let mut line = look.line(buffer, track, 0);
            line.skip(column.round() as u16)
                .put("┃", Ink::bold(theme.alarm));
        }
    }
    let place = place(state, area);
    if let Some(pending) = pending(state, track) {
        let area = Rect {
            x: track.right().saturating_sub(width(&pending) + 1),
            width: width(&pending) + 1,
            ..area
        };
        look.line(buffer, area, 0)
            .put(" ", Ink::plain(theme.quiet))
            .put(&pending, Ink::bold(theme.alarm));
    }
    let mut line = look.line(buffer, area, 0);
    let speed = format!("{:>6}", format!("{}×", short(state.playback.speed())));
    let room = line.room();
    line.skip(room.saturating_sub(width(&place) + width(&speed) + 1));
    line.put(&place, Ink::bold(theme.strong))
        .put(&speed, Ink::plain(theme.quiet));
}

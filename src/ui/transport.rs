//! The time line: playing or not, where, of how many steps, how fast; events are marked on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::app::action::Action;
use crate::scene::Event;

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

/// What is still being computed, or what happens at the step shown, where the track has room to say so.
fn said(state: &State, track: Rect) -> Option<String> {
    let has_room = |words: &String| width(words) + 8 <= track.width;
    let pending = state.pending().filter(has_room);
    pending.or_else(|| happening(state).filter(has_room))
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

/// The column of the screen in which a step lies.
fn column_of(track: Rect, step: u32, steps: u32) -> u16 {
    let share = f64::from(step.min(steps)) / f64::from(steps.max(1));
    track.x + (share * f64::from(track.width.saturating_sub(1))).round() as u16
}

/// The event whose mark stands in a column, by its index.
pub fn event_at(state: &State, track: Rect, column: u16) -> Option<usize> {
    let steps = state.playback.steps();
    let mut events = state.scene().events.iter();
    events.position(|event| column_of(track, state.moment_of(event), steps) == column)
}

/// When an event is, and what.
pub fn event_words(state: &State, event: &Event) -> String {
    let name = state.scene().name(event.setting);
    let step = state.moment_of(event);
    format!("step {step}: {name} = {}", short(event.value))
}

/// What happens at the step shown.
fn happening(state: &State) -> Option<String> {
    let mut events = state.scene().events.iter();
    let here = events.find(|event| state.moment_of(event) == state.step())?;
    Some(event_words(state, here))
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
    look.buttons
        .note_key(area.x..area.x + 3, area.y, Action::TogglePlay);
    let track = track(state, area);
    if track.width >= 4 {
        let share = f64::from(step) / f64::from(steps.max(1));
        let mut line = look.line(buffer, track, 0);
        super::slider::draw(&mut line, track.width, share, theme.accent, theme.rule);
        let cursor = column_of(track, step, steps);
        for event in state.scene().events.iter() {
            let column = column_of(track, state.moment_of(event), steps);
            // The cursor stays in sight; what happens there is said in words.
            if column != cursor {
                let mut line = look.line(buffer, track, 0);
                line.skip(column - track.x).put("┃", Ink::bold(theme.alarm));
            }
        }
    }
    let place = place(state, area);
    if let Some(said) = said(state, track) {
        // At the end at which the cursor is not.
        let right = track.right().saturating_sub(width(&said) + 2);
        let hides = column_of(track, step, steps) >= right;
        let area = Rect {
            x: if hides { track.x } else { right },
            width: width(&said) + 2,
            ..area
        };
        look.line(buffer, area, 0)
            .put(" ", Ink::plain(theme.quiet))
            .put(&said, Ink::bold(theme.alarm))
            .put(" ", Ink::plain(theme.quiet));
    }
    let mut line = look.line(buffer, area, 0);
    let speed = format!("{:>6}", format!("{}×", short(state.playback.speed())));
    let room = line.room();
    line.skip(room.saturating_sub(width(&place) + width(&speed) + 1));
    line.put(&place, Ink::bold(theme.strong))
        .put(&speed, Ink::plain(theme.quiet));
}

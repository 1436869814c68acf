//! The line above the map: what is seen, its formula, its parameters, and from when changes act; and
//! what the scene teaches.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::Acts;
use crate::scene::Setting;

use super::number::short;
use super::text::{Ink, width};
use super::{Look, formula};

pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let (state, theme) = (look.state, look.theme);
    let scene = &state.scene;
    let parameters: Vec<String> = scene
        .objective
        .parameters()
        .iter()
        .enumerate()
        .map(|(index, p)| {
            format!(
                "{} {}",
                formula::name(&p.name),
                short(state.value(Setting::Parameter(index)))
            )
        })
        .collect();
    let formula = format!("J = {}", formula::pretty(scene.objective.text()));
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
        line.put("  ", Ink::plain(theme.text))
            .put(&formula, Ink::plain(theme.text));
        room -= i32::from(width(&formula)) + 2;
    }
    for parameter in &parameters {
        let wide = i32::from(width(parameter)) + 2;
        if wide <= room {
            line.put("  ", Ink::plain(theme.text))
                .put(parameter, Ink::plain(theme.parameter));
            room -= wide;
        }
    }
    line.put_right(&acts, acts_ink);
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

/// As many whole sentences of the scene's description as there is room for.
pub fn draw_caption(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let mut line = look.line(buffer, area, 0);
    line.skip(1);
    let description = &look.state.scene.description;
    let room = usize::from(line.room());
    let ends = description
        .match_indices(['.', ':', '?', '!'])
        .map(|(at, mark)| at + mark.len());
    let whole = ends
        .filter(|end| description[*end..].is_empty() || description[*end..].starts_with(' '))
        .take_while(|end| usize::from(width(&description[..*end])) <= room)
        .last();
    let text = whole.map_or(description.as_str(), |end| &description[..end]);
    line.put(text.trim_end_matches(':'), Ink::plain(look.theme.quiet));
}

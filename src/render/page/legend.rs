//! Who is who: a badge, a name and its words for each of the cast, in columns below the plots.

use super::Setting;
use super::heads::badge;
use crate::math::Vec2;
use crate::picture::{LegendLine, Picture};
use crate::render::drawing::{Area, Group, Item, Text};
use crate::render::font;

/// Sizes of letters on ordinary pages.
const NAME: f64 = 17.0;
const WORDS: f64 = 14.0;
const BADGE: f64 = 9.5;

/// The legend at the lower end of the room, whose height it takes.
pub(super) fn draw(setting: &Setting<'_>, picture: &Picture<'_>, room: &mut Area) -> Option<Item> {
    if picture.legend.is_empty() {
        return None;
    }
    let (gap, indent) = (setting.size(28.0), setting.size(2.0 * BADGE + 9.0));
    let width = |line: &LegendLine| -> f64 {
        let name = picture
            .cast
            .member(line.who)
            .map_or("", |member| &member.label);
        let name = font::width(name, setting.size(NAME), true);
        let words = font::width(&words(line), setting.size(WORDS), false);
        indent + name.max(words) + gap
    };
    let widest = picture.legend.iter().map(width).fold(0.0, f64::max);
    let most = (((room.width + gap) / widest) as usize).max(1);
    // As many rows as are needed, and in them as many columns as fill them evenly.
    let rows = picture.legend.len().div_ceil(most);
    let columns = picture.legend.len().div_ceil(rows);
    let has_words = picture.legend.iter().any(|line| !line.words.is_empty());
    let row = setting.size(if has_words {
        NAME + WORDS + 15.0
    } else {
        NAME + 11.0
    });
    let height = row * rows as f64;
    room.height -= height;
    let top = room.bottom();
    room.height -= setting.size(8.0);
    let across = room.width / columns as f64;
    let mut items = Vec::new();
    for (place, line) in picture.legend.iter().enumerate() {
        let corner = Vec2::new(
            room.x + (place % columns) as f64 * across,
            top + (place / columns) as f64 * row,
        );
        items.extend(entry(
            setting,
            picture,
            line,
            corner,
            across - setting.size(10.0),
        ));
    }
    Some(Group::new("legend", items).into())
}

/// The words beside a name, on one line.
fn words(line: &LegendLine) -> String {
    line.words.join(" · ")
}

fn entry(
    setting: &Setting<'_>,
    picture: &Picture<'_>,
    line: &LegendLine,
    corner: Vec2,
    room: f64,
) -> Vec<Item> {
    let Some(member) = picture.cast.member(line.who) else {
        return Vec::new();
    };
    let theme = setting.style.theme;
    let (size, small) = (setting.size(NAME), setting.size(WORDS));
    let radius = setting.size(BADGE);
    let base = corner.y + size * 1.05;
    let left = corner.x + setting.size(2.0 * BADGE + 9.0);
    let room = room - setting.size(2.0 * BADGE + 9.0);
    let center = Vec2::new(corner.x + radius, base - size * 0.36);
    let mut items = badge(setting, member, center, radius, true);
    let ink = if member.selected {
        theme.strong
    } else {
        theme.text
    };
    let name = font::fitted(&member.label, size, member.selected, room);
    items.push(
        Text::new(Vec2::new(left, base), size, ink, name)
            .bold(member.selected)
            .into(),
    );
    let said = font::fitted(&words(line), small, false, room);
    if !said.is_empty() {
        let at = Vec2::new(left, base + small * 1.5);
        items.push(Text::new(at, small, theme.quiet, said).into());
    }
    items
}

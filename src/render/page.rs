//! A picture laid out on a page: title, plots, legend and caption, as a designer would set them for a slide.
//!
//! Knows what a plot is and how large letters are; nothing of formats.

mod heads;
mod labels;
mod legend;
mod marks;
mod plot;
mod relief;

use super::drawing::{Area, Drawing, Text};
use super::font;
use crate::math::Vec2;
use crate::picture::{Anchor, Panel, Picture, Slot, Style, Theme};

pub use relief::Surveys;

/// How large a page is, and how it looks.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Its width in units.
    pub width: f64,
    /// Its height in units.
    pub height: f64,
    /// Its colours.
    pub theme: &'a Theme,
    /// Whether it has the scene's title.
    pub titled: bool,
}

/// The area of a page on which letters and lines have their ordinary size.
const ORDINARY: f64 = 1200.0 * 800.0;
/// The greatest and least of their sizes.
const SIZES: [f64; 2] = [0.5, 6.0];

/// What all parts of a page share.
#[derive(Debug, Clone, Copy)]
struct Setting<'a> {
    style: Style<'a>,
    /// An ordinary unit of the page.
    unit: f64,
}

impl Setting<'_> {
    fn size(&self, size: f64) -> f64 {
        size * self.unit
    }
}

impl Page<'_> {
    /// The picture on this page. Landscapes are looked up in the surveys and kept there.
    pub fn draw(&self, picture: &Picture<'_>, surveys: &mut Surveys) -> Drawing {
        let setting = Setting {
            style: Style {
                theme: self.theme,
                means: self.theme.means,
            },
            unit: (self.width * self.height / ORDINARY)
                .sqrt()
                .min(self.width / 640.0)
                .clamp(SIZES[0], SIZES[1]),
        };
        let margin = setting.size(44.0);
        let mut room = Area {
            x: margin,
            y: setting.size(24.0),
            width: self.width - 2.0 * margin,
            height: self.height - setting.size(44.0),
        };
        let mut items = Vec::new();
        if self.titled {
            items.extend(title(&setting, picture, &mut room));
        }
        let mut below = Vec::new();
        below.extend(caption(&setting, picture, &mut room));
        below.extend(legend::draw(&setting, picture, &mut room));
        for (panel, area) in arranged(&setting, picture, room) {
            items.push(plot::draw(&setting, picture, panel, area, surveys).into());
        }
        // What differs most between the pictures of a film comes last.
        items.extend(below);
        Drawing {
            width: self.width,
            height: self.height,
            description: described(picture),
            background: self.theme.background,
            items,
        }
    }
}

/// Title and formula on one line where both fit, else below each other; takes their room.
fn title(
    setting: &Setting<'_>,
    picture: &Picture<'_>,
    room: &mut Area,
) -> Vec<super::drawing::Item> {
    let (large, small) = (setting.size(30.0), setting.size(19.0));
    let theme = setting.style.theme;
    let title = font::fitted(&picture.title, large, true, room.width);
    let width = font::width(&title, large, true);
    let base = room.y + large;
    let mut items = vec![
        Text::new(Vec2::new(room.x, base), large, theme.strong, title)
            .bold(true)
            .into(),
    ];
    let mut height = large * 1.45;
    if !picture.subtitle.is_empty() {
        let fits = width + small * 2.0 + font::width(&picture.subtitle, small, false) <= room.width;
        let (at, anchor) = if fits {
            (Vec2::new(room.right(), base), Anchor::End)
        } else {
            height += small * 1.5;
            (Vec2::new(room.x, base + small * 1.6), Anchor::Start)
        };
        let text = font::fitted(&picture.subtitle, small, false, room.width);
        items.push(
            Text::new(at, small, theme.text, text)
                .anchored(anchor)
                .into(),
        );
    }
    room.y += height;
    room.height -= height;
    items
}

/// The caption at the lower end; takes its room.
fn caption(
    setting: &Setting<'_>,
    picture: &Picture<'_>,
    room: &mut Area,
) -> Vec<super::drawing::Item> {
    /// More lines are for a book, not for a picture.
    const MOST: usize = 4;
    let size = setting.size(17.0);
    let leading = size * 1.4;
    let mut lines = font::wrapped(&picture.caption, size, room.width);
    if lines.len() > MOST {
        lines.truncate(MOST);
        if let Some(last) = lines.last_mut() {
            *last = font::fitted(&format!("{last} …"), size, false, room.width);
        }
    }
    let height = lines.len() as f64 * leading;
    room.height -= height;
    let top = room.bottom();
    if height > 0.0 {
        room.height -= size * 0.6;
    }
    let ink = setting.style.theme.text;
    let placed = lines.into_iter().enumerate().map(|(place, line)| {
        let base = top + place as f64 * leading + size;
        Text::new(Vec2::new(room.x, base), size, ink, line).into()
    });
    placed.collect()
}

/// Where each plot of a picture lies: the main one at the left where there are charts, small ones in rows.
fn arranged<'a, 'b>(
    setting: &Setting<'_>,
    picture: &'b Picture<'a>,
    room: Area,
) -> Vec<(&'b Panel<'a>, Area)> {
    let is_main = |panel: &&Panel<'_>| panel.slot == Slot::Main;
    let main: Vec<_> = picture.panels.iter().filter(is_main).collect();
    let others: Vec<_> = picture
        .panels
        .iter()
        .filter(|panel| panel.slot != Slot::Main)
        .collect();
    let gap = setting.size(24.0);
    let (left, right) = if main.is_empty() || others.is_empty() {
        (room, room)
    } else {
        let width = (room.width - gap) * 0.6;
        let left = Area { width, ..room };
        let right = Area {
            x: room.x + width + gap,
            width: room.width - gap - width,
            ..room
        };
        (left, right)
    };
    let are_small = others
        .iter()
        .any(|panel| matches!(panel.slot, Slot::Small(_)));
    let columns = if are_small {
        columns_of(others.len(), right)
    } else {
        1
    };
    let rows = others.len().div_ceil(columns).max(1);
    let (across, down) = (
        (right.width - gap * (columns - 1) as f64) / columns as f64,
        (right.height - gap * 0.6 * (rows - 1) as f64) / rows as f64,
    );
    let cell = |place: usize| Area {
        x: right.x + (place % columns) as f64 * (across + gap),
        y: right.y + (place / columns) as f64 * (down + gap * 0.6),
        width: across,
        height: down,
    };
    let placed = others
        .into_iter()
        .enumerate()
        .map(|(place, panel)| (panel, cell(place)));
    main.into_iter()
        .map(|panel| (panel, left))
        .chain(placed)
        .collect()
}

/// In how many columns so many plots are most like squares, a little wider.
fn columns_of(count: usize, room: Area) -> usize {
    const SHAPE: f64 = 1.25;
    let ratio = |columns: usize| {
        let rows = count.div_ceil(columns).max(1);
        let shape = (room.width / columns as f64) / (room.height / rows as f64);
        libm::log(shape / SHAPE).abs()
    };
    (1..=count.max(1))
        .min_by(|a, b| ratio(*a).total_cmp(&ratio(*b)))
        .unwrap_or(1)
}

/// What the picture says in words.
fn described(picture: &Picture<'_>) -> String {
    let names = picture.legend.iter().filter_map(|line| {
        let member = picture.cast.member(line.who)?;
        Some(format!("{}: {}", member.label, line.words.join(", ")))
    });
    let lines = [picture.subtitle.clone(), picture.caption.clone()]
        .into_iter()
        .chain(names);
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

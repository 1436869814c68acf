//! One plot: its frame, axes with ticks and names, and the marks between them.

use super::relief::{Ground, Surveys};
use super::{Setting, heads, labels, marks};
use crate::math::Vec2;
use crate::picture::{Anchor, Aspect, Axis, Panel, Picture, Shape as MarkShape, Tick};
use crate::render::drawing::{Area, Group, Item, Line, Outline, Shape, Text};
use crate::render::font;

/// How the ranges of a plot's axes lie on the page.
#[derive(Debug, Clone)]
pub(super) struct Projection {
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) frame: Area,
}

impl Projection {
    /// A point in the units of the axes, on the page; it may lie anywhere.
    pub(super) fn place(&self, point: Vec2) -> Vec2 {
        Vec2::new(
            self.frame.x + self.x.share(point.x) * self.frame.width,
            self.frame.bottom() - self.y.share(point.y) * self.frame.height,
        )
    }
}

/// Sizes of letters on ordinary pages.
const TICK: f64 = 15.0;
const NAME: f64 = 16.0;
const HEADING: f64 = 17.0;

/// The plot of a panel in an area of the page.
pub(super) fn draw(
    setting: &Setting<'_>,
    picture: &Picture<'_>,
    panel: &Panel<'_>,
    area: Area,
    surveys: &mut Surveys,
) -> Group {
    let theme = setting.style.theme;
    let frame = frame_in(setting, panel, area);
    let projection = projection(panel, frame);
    let mut items = Vec::new();
    items.extend(heading(setting, panel, frame));
    if panel.framed {
        items.extend(axes(setting, &projection));
    }
    items.extend(aside(setting, panel, frame));
    let radius = setting.size(5.0);
    items.push(
        Shape::filled(Outline::Rectangle(frame, 0.0), theme.void.into())
            .named("frame")
            .into(),
    );
    let ground = panel.marks.iter().find_map(|mark| match &mark.shape {
        MarkShape::Relief(relief) => Some(surveys.survey(relief, &projection)),
        _ => None,
    });
    if let Some(ground) = &ground {
        items.extend(banded(setting, panel, ground, &projection));
    }
    for mark in &panel.marks {
        items.extend(marks::draw(setting, picture, panel, mark, &projection));
    }
    if !panel.missing.is_empty() {
        items.push(missing(setting, panel, frame).into());
    }
    if panel.framed {
        let edge = Line::solid(theme.rule, setting.size(1.2));
        items.push(Shape::drawn(Outline::Rectangle(frame, radius * 0.4), edge).into());
    }
    items.extend(heads::draw(setting, picture, panel, &projection));
    let range = |axis: &Axis| format!("{} {}", axis.low, axis.high);
    Group::new("plot", items)
        .with("x", range(&projection.x))
        .with("y", range(&projection.y))
}

/// The bands, the iso-lines and their heights.
fn banded(
    setting: &Setting<'_>,
    panel: &Panel<'_>,
    ground: &Ground,
    projection: &Projection,
) -> Vec<Item> {
    let theme = setting.style.theme;
    let colors = theme.bands(ground.bands);
    let bands = ground.regions.iter().map(|(band, outlines)| {
        let color = colors[(*band).min(colors.len() - 1)];
        Shape::filled(Outline::Polygons(outlines.clone()), color.into()).into()
    });
    let mut bands = Group::new("bands", bands.collect());
    bands.clip = Some(projection.frame);
    let line = Line::solid(theme.iso_line, setting.size(0.9));
    let labels = labels::of_iso_lines(setting, panel, projection, &ground.lines);
    let mut iso_lines: Vec<Item> = ground
        .lines
        .iter()
        .map(|(_, lines)| Shape::drawn(Outline::Lines(lines.clone()), line.clone()).into())
        .collect();
    iso_lines.extend(labels);
    vec![
        bands.into(),
        Group::new("iso-lines", iso_lines)
            .within(projection.frame)
            .into(),
    ]
}

/// The area between the axes.
fn frame_in(setting: &Setting<'_>, panel: &Panel<'_>, area: Area) -> Area {
    if !panel.framed {
        return area;
    }
    let above = if panel.heading.is_empty() {
        // The name of the axis upwards stands beside the frame's upper corner.
        setting.size(6.0)
    } else {
        setting.size(HEADING) * 1.6
    };
    let below = setting.size(TICK) * 1.9
        + if panel.aside.is_empty() {
            0.0
        } else {
            setting.size(TICK) * 1.2
        };
    let labels = panel.y.telling_ticks(ticks_up(setting, area.height));
    let widest = labels
        .iter()
        .map(|tick| font::width(&tick.label, setting.size(TICK), false))
        .chain([font::width(&panel.y.name, setting.size(NAME), false)])
        .fold(setting.size(14.0), f64::max);
    let left = widest + setting.size(12.0);
    // Labels hang into the page's margin as far as they can.
    let hang = setting.size(20.0).min(left);
    Area {
        x: area.x + left - hang,
        y: area.y + above,
        width: (area.width - left + hang).max(1.0),
        height: (area.height - above - below).max(1.0),
    }
}

/// The axes as they lie on a frame: one of them widened where units are equal.
fn projection(panel: &Panel<'_>, frame: Area) -> Projection {
    let (mut x, mut y) = (panel.x.clone(), panel.y.clone());
    if panel.aspect == Aspect::EqualUnits {
        let per_x = (x.high - x.low) / frame.width;
        let per_y = (y.high - y.low) / frame.height;
        if per_x > per_y {
            widen(&mut y, per_x * frame.height);
        } else {
            widen(&mut x, per_y * frame.width);
        }
    }
    Projection { x, y, frame }
}

fn widen(axis: &mut Axis, length: f64) {
    let middle = f64::midpoint(axis.low, axis.high);
    axis.low = middle - length / 2.0;
    axis.high = middle + length / 2.0;
}

fn heading(setting: &Setting<'_>, panel: &Panel<'_>, frame: Area) -> Option<Item> {
    let size = setting.size(HEADING);
    let at = Vec2::new(frame.x, frame.y - size * 0.5);
    let text = font::fitted(&panel.heading, size, true, frame.width);
    let text = Text::new(at, size, setting.style.theme.strong, text).bold(true);
    (!panel.heading.is_empty()).then(|| text.into())
}

fn aside(setting: &Setting<'_>, panel: &Panel<'_>, frame: Area) -> Option<Item> {
    let size = setting.size(14.0);
    let at = Vec2::new(frame.right(), frame.bottom() + setting.size(TICK) * 3.0);
    let text = Text::new(at, size, setting.style.theme.quiet, panel.aside.as_str());
    (!panel.aside.is_empty()).then(|| text.anchored(Anchor::End).into())
}

fn missing(setting: &Setting<'_>, panel: &Panel<'_>, frame: Area) -> Text {
    let size = setting.size(18.0);
    let at = Vec2::new(
        frame.x + frame.width / 2.0,
        frame.y + frame.height / 2.0 + size * 0.35,
    );
    Text::new(at, size, setting.style.theme.quiet, panel.missing).anchored(Anchor::Middle)
}

/// About how many labels an axis upwards has room for.
fn ticks_up(setting: &Setting<'_>, height: f64) -> f64 {
    (height / setting.size(90.0)).clamp(2.0, 8.0)
}

/// Ticks, their numbers, and the names of both axes.
fn axes(setting: &Setting<'_>, projection: &Projection) -> Vec<Item> {
    let frame = projection.frame;
    let across = (frame.width / setting.size(120.0)).clamp(2.0, 10.0);
    let up = ticks_up(setting, frame.height);
    let mut items = Vec::new();
    let name_x = name_across(setting, projection);
    let reserved = font::width(&projection.x.name, setting.size(NAME), false) / 2.0;
    for tick in projection.x.telling_ticks(across) {
        items.extend(tick_across(setting, projection, &tick, reserved));
    }
    for tick in projection.y.telling_ticks(up) {
        items.extend(tick_up(setting, projection, &tick));
    }
    items.extend([name_x.into(), name_up(setting, projection).into()]);
    vec![Group::new("axes", items).into()]
}

fn tick_across(
    setting: &Setting<'_>,
    projection: &Projection,
    tick: &Tick,
    reserved: f64,
) -> Vec<Item> {
    let (theme, frame, size) = (setting.style.theme, projection.frame, setting.size(TICK));
    let x = frame.x + projection.x.share(tick.at) * frame.width;
    let half = font::width(&tick.label, size, false) / 2.0;
    let mark = Outline::Polyline(vec![
        Vec2::new(x, frame.bottom()),
        Vec2::new(x, frame.bottom() + setting.size(5.0)),
    ]);
    let mut items = vec![Shape::drawn(mark, Line::solid(theme.rule, setting.size(1.2))).into()];
    let named = frame.right() - 2.0 * reserved - size * 0.4;
    if x + half <= named || projection.x.name.is_empty() {
        let at = Vec2::new(x, frame.bottom() + size * 1.5);
        items.push(
            Text::new(at, size, theme.quiet, tick.label.as_str())
                .anchored(Anchor::Middle)
                .into(),
        );
    }
    items
}

fn tick_up(setting: &Setting<'_>, projection: &Projection, tick: &Tick) -> Vec<Item> {
    let (theme, frame, size) = (setting.style.theme, projection.frame, setting.size(TICK));
    let y = frame.bottom() - projection.y.share(tick.at) * frame.height;
    let mark = Outline::Polyline(vec![
        Vec2::new(frame.x - setting.size(5.0), y),
        Vec2::new(frame.x, y),
    ]);
    let mut items = vec![Shape::drawn(mark, Line::solid(theme.rule, setting.size(1.2))).into()];
    let is_free = projection.y.name.is_empty() || y > frame.y + size * 1.6;
    if is_free {
        let at = Vec2::new(frame.x - setting.size(9.0), y + size * 0.36);
        items.push(
            Text::new(at, size, theme.quiet, tick.label.as_str())
                .anchored(Anchor::End)
                .into(),
        );
    }
    items
}

/// The name of the axis to the right, below its end.
fn name_across(setting: &Setting<'_>, projection: &Projection) -> Text {
    let frame = projection.frame;
    let size = setting.size(NAME);
    let at = Vec2::new(frame.right(), frame.bottom() + setting.size(TICK) * 1.5);
    Text::new(
        at,
        size,
        setting.style.theme.text,
        projection.x.name.as_str(),
    )
    .anchored(Anchor::End)
}

/// The name of the axis upwards, beside its end.
fn name_up(setting: &Setting<'_>, projection: &Projection) -> Text {
    let frame = projection.frame;
    let size = setting.size(NAME);
    let at = Vec2::new(frame.x - setting.size(9.0), frame.y + size * 0.75);
    Text::new(
        at,
        size,
        setting.style.theme.text,
        projection.y.name.as_str(),
    )
    .anchored(Anchor::End)
}

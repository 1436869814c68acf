//! Badges with letters: where paths are at the step shown, and where lines of charts end.
//!
//! Badges that would cover one another, the start or the minimum step aside, and a thin line says whence.

use super::Setting;
use super::plot::Projection;
use crate::math::Vec2;
use crate::picture::{Anchor, Mark, Member, Panel, Picture, Role, Shape as MarkShape, Symbol, Who};
use crate::render::drawing::{Group, Ink, Item, Line, Outline, Shape, Text};
use crate::render::spread::{Disc, spread};

/// Radii on ordinary pages: a badge, that of the selected one, and what a start or a minimum keeps free.
const RADIUS: f64 = 11.0;
const SELECTED: f64 = 13.0;
const KEPT_FREE: f64 = 9.0;

/// A badge that looks for its place.
struct Head<'a> {
    member: &'a Member,
    /// Where it belongs.
    home: Vec2,
    /// Where it stands.
    disc: Disc,
    /// Whether its home is in view.
    is_inside: bool,
}

/// The letters of a plot: heads on a map, ends of lines in a chart.
pub(super) fn draw(
    setting: &Setting<'_>,
    picture: &Picture<'_>,
    panel: &Panel<'_>,
    projection: &Projection,
) -> Vec<Item> {
    let mut items = ends(setting, picture, panel, projection);
    let mut heads: Vec<Head<'_>> = panel
        .marks
        .iter()
        .filter(|mark| mark.role != Role::End)
        .filter_map(|mark| head(setting, picture, mark, projection))
        .collect();
    let fixed = kept_free(setting, panel, projection);
    let mut discs: Vec<Disc> = heads.iter().map(|head| head.disc).collect();
    spread(&mut discs, &fixed, projection.frame, setting.size(2.0));
    for (head, disc) in heads.iter_mut().zip(discs) {
        head.disc = disc;
    }
    // The selected one lies on top of the others.
    heads.sort_by_key(|head| head.member.selected);
    items.extend(heads.iter().map(|head| {
        let items = drawn(setting, head);
        Group::new("head", items)
            .with(data_name(head.member.who), head.member.label.as_str())
            .into()
    }));
    items
}

/// Under which name programs find whose mark it is.
pub(super) fn data_name(who: Who) -> &'static str {
    match who {
        Who::Optimizer(_) | Who::Recorded(_) => "optimizer",
        Who::Candidate => "candidate",
    }
}

fn head<'a>(
    setting: &Setting<'_>,
    picture: &'a Picture<'_>,
    mark: &Mark<'_>,
    projection: &Projection,
) -> Option<Head<'a>> {
    let MarkShape::Letter(at) = mark.shape else {
        return None;
    };
    let member = picture.cast.member(mark.who?)?;
    let home = projection.place(at);
    if home.x.is_nan() || home.y.is_nan() {
        return None;
    }
    let frame = projection.frame;
    let radius = setting.size(if member.selected { SELECTED } else { RADIUS });
    Some(Head {
        member,
        home,
        disc: Disc { at: home, radius }.within(frame),
        is_inside: frame.holds(home, -0.5),
    })
}

/// What badges leave free.
fn kept_free(setting: &Setting<'_>, panel: &Panel<'_>, projection: &Projection) -> Vec<Disc> {
    let symbols = panel.marks.iter().filter_map(|mark| match mark.shape {
        MarkShape::Symbol(at, Symbol::Start | Symbol::Minimum) => Some(projection.place(at)),
        _ => None,
    });
    symbols
        .filter(|at| at.is_finite())
        .map(|at| Disc {
            at,
            radius: setting.size(KEPT_FREE),
        })
        .collect()
}

fn drawn(setting: &Setting<'_>, head: &Head<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    let color = setting.style.color(head.member);
    if head.is_inside && (head.disc.at - head.home).norm() > head.disc.radius {
        let line = Outline::Polyline(vec![head.home, head.disc.at]);
        items.push(Shape::drawn(line, Line::solid(color, setting.size(1.2))).into());
    }
    items.extend(badge(
        setting,
        head.member,
        head.disc.at,
        head.disc.radius,
        head.is_inside,
    ));
    items
}

/// A badge; hollow where what it stands for is not in view.
pub(super) fn badge(
    setting: &Setting<'_>,
    member: &Member,
    at: Vec2,
    radius: f64,
    is_inside: bool,
) -> Vec<Item> {
    let badge = setting.style.badge(member);
    let background = setting.style.theme.background;
    let (fill, letter) = if is_inside {
        (badge.fill, badge.letter)
    } else {
        (background, badge.own)
    };
    let edge = match member.who {
        Who::Optimizer(_) if is_inside => background,
        _ => badge.own,
    };
    let size = radius * 1.2;
    let base = at + Vec2::new(0.0, size * crate::render::font::CAPITALS / 2.0);
    vec![
        Shape::filled(Outline::Circle(at, radius), fill.into())
            .edged(Line::solid(edge, radius * 0.16))
            .into(),
        Text::new(base, size, letter, member.letter)
            .anchored(Anchor::Middle)
            .bold(true)
            .into(),
    ]
}

/// The letters at the ends of lines, beside each other where the lines end close together.
fn ends(
    setting: &Setting<'_>,
    picture: &Picture<'_>,
    panel: &Panel<'_>,
    projection: &Projection,
) -> Vec<Item> {
    let frame = projection.frame;
    let size = setting.size(14.0);
    let mut ends: Vec<(Vec2, &Member)> = panel
        .marks
        .iter()
        .filter(|mark| mark.role == Role::End)
        .filter_map(|mark| match mark.shape {
            MarkShape::Letter(at) => Some((
                Disc {
                    at: projection.place(at),
                    radius: size * 0.5,
                }
                .within(frame)
                .at,
                picture.cast.member(mark.who?)?,
            )),
            _ => None,
        })
        .filter(|(at, _)| at.is_finite())
        .collect();
    ends.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    let mut lowest = f64::NEG_INFINITY;
    let count = ends.len();
    for (place, (at, _)) in ends.iter_mut().enumerate() {
        let room_below = frame.bottom() - size * 0.5 - (count - 1 - place) as f64 * size;
        at.y = at.y.max(lowest + size).min(room_below.max(frame.y));
        lowest = at.y;
    }
    let rim = Ink::from(setting.style.ground(panel.ground));
    let drawn = ends.into_iter().map(|(at, member)| {
        let right = (at.x + size * 0.75).min(frame.right() - size * 0.5);
        let base = Vec2::new(right, at.y + size * 0.36);
        let text = Text::new(base, size, setting.style.color(member), member.letter)
            .anchored(Anchor::Middle)
            .bold(true);
        let text = Text {
            rim: Some(rim),
            ..text
        };
        Group::new("end", vec![text.into()])
            .with(data_name(member.who), member.label.as_str())
            .into()
    });
    drawn.collect()
}

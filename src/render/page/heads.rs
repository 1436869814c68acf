//! Badges with letters: where paths are at the step shown, and where lines of charts end.
//!
//! Badges that would cover one another, the start or the minimum step aside, and a thin line says whence.

use super::Setting;
use super::plot::Projection;
use crate::math::Vec2;
use crate::picture::{Anchor, Mark, Member, Panel, Picture, Role, Shape as MarkShape, Symbol, Who};
use crate::render::drawing::{Area, Group, Ink, Item, Line, Outline, Shape, Text};

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
    at: Vec2,
    radius: f64,
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
    spread(&mut heads, &fixed, projection.frame, setting.size(2.0));
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
        at: within(frame, home, radius),
        radius,
        is_inside: frame.holds(home, -0.5),
    })
}

fn within(frame: Area, at: Vec2, radius: f64) -> Vec2 {
    let margin = radius.min(frame.width / 2.0).min(frame.height / 2.0);
    Vec2::new(
        at.x.clamp(frame.x + margin, frame.right() - margin),
        at.y.clamp(frame.y + margin, frame.bottom() - margin),
    )
}

/// The places that badges leave free, with their radii.
fn kept_free(
    setting: &Setting<'_>,
    panel: &Panel<'_>,
    projection: &Projection,
) -> Vec<(Vec2, f64)> {
    let symbols = panel.marks.iter().filter_map(|mark| match mark.shape {
        MarkShape::Symbol(at, Symbol::Start | Symbol::Minimum) => Some(projection.place(at)),
        _ => None,
    });
    symbols
        .filter(|at| at.is_finite())
        .map(|at| (at, setting.size(KEPT_FREE)))
        .collect()
}

/// Moves badges apart, and off what they leave free, as little as needed.
fn spread(heads: &mut [Head<'_>], fixed: &[(Vec2, f64)], frame: Area, gap: f64) {
    const ROUNDS: usize = 200;
    for round in 0..ROUNDS {
        let mut has_moved = false;
        for one in 0..heads.len() {
            for other in 0..one {
                let room = heads[one].radius + heads[other].radius + gap;
                let push = apart(heads[other].at, heads[one].at, room, one + other);
                has_moved |= push != Vec2::default();
                heads[one].at += push * 0.5;
                heads[other].at -= push * 0.5;
            }
            for &(place, radius) in fixed {
                let push = apart(place, heads[one].at, heads[one].radius + radius, one);
                has_moved |= push != Vec2::default();
                heads[one].at += push;
            }
            heads[one].at = within(frame, heads[one].at, heads[one].radius);
        }
        if !has_moved || round + 1 == ROUNDS {
            return;
        }
    }
}

/// How far a circle must move so that the two middles are so far apart; where they are one, each pair
/// parts in another direction.
fn apart(from: Vec2, to: Vec2, room: f64, seed: usize) -> Vec2 {
    /// The golden angle: no two directions of a few are alike.
    const TURN: f64 = 2.399_963;
    let way = to - from;
    let distance = way.norm();
    if distance >= room {
        Vec2::default()
    } else if distance > 1e-6 {
        way * ((room - distance) / distance)
    } else {
        let angle = -0.7 + TURN * seed as f64;
        Vec2::new(angle.cos(), angle.sin()) * room
    }
}

fn drawn(setting: &Setting<'_>, head: &Head<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    let color = setting.style.color(head.member);
    if head.is_inside && (head.at - head.home).norm() > head.radius {
        let line = Outline::Polyline(vec![head.home, head.at]);
        items.push(Shape::drawn(line, Line::solid(color, setting.size(1.2))).into());
    }
    items.extend(badge(
        setting,
        head.member,
        head.at,
        head.radius,
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
                within(frame, projection.place(at), size * 0.5),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn member(index: usize) -> Member {
        Member {
            who: Who::Optimizer(index),
            label: index.to_string(),
            letter: 'A',
            place: index,
            own: None,
            selected: false,
        }
    }

    #[test]
    fn badges_at_one_place_part_and_leave_the_minimum_free() {
        let members: Vec<Member> = (0..12).map(member).collect();
        let frame = Area {
            width: 400.0,
            height: 300.0,
            ..Area::default()
        };
        for place in [Vec2::new(200.0, 150.0), Vec2::new(0.0, 0.0)] {
            let mut heads: Vec<Head<'_>> = members
                .iter()
                .map(|member| Head {
                    member,
                    home: place,
                    at: within(frame, place, RADIUS),
                    radius: RADIUS,
                    is_inside: true,
                })
                .collect();
            spread(&mut heads, &[(place, KEPT_FREE)], frame, 2.0);
            for (index, one) in heads.iter().enumerate() {
                assert!((one.at - place).norm() > 0.9 * (RADIUS + KEPT_FREE));
                assert!(frame.holds(one.at, RADIUS - 1e-9));
                for other in &heads[..index] {
                    assert!((one.at - other.at).norm() > 1.9 * RADIUS, "{place:?}");
                }
            }
        }
    }
}

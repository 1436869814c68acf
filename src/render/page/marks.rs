//! Marks of a plot as shapes and words of the page; heads and ends of lines have a file of their own.

mod signs;

use super::Setting;
use super::heads::data_name;
use super::plot::Projection;
use crate::math::Vec2;
use crate::picture::{
    Bar, Dash, Direction, Heat, Mark, Panel, Picture, Rank, Role, Shape as MarkShape, Stroke, Tone,
    Written,
};
use crate::render::drawing::{Area, Group, Ink, Item, Line, Outline, Shape, Text};

/// The width of an ordinary path on an ordinary page.
const PATH: f64 = 2.4;
/// From this distance of two steps on each has a dot.
const STRIDE: f64 = 7.0;

/// What every mark needs to be drawn.
struct Marking<'a, 'b> {
    setting: &'a Setting<'a>,
    picture: &'a Picture<'b>,
    panel: &'a Panel<'b>,
    mark: &'a Mark<'b>,
    projection: &'a Projection,
    stroke: Stroke,
}

/// The shapes of a mark, as a group of its own where it has a name.
pub(super) fn draw(
    setting: &Setting<'_>,
    picture: &Picture<'_>,
    panel: &Panel<'_>,
    mark: &Mark<'_>,
    projection: &Projection,
) -> Option<Item> {
    let marking = Marking {
        setting,
        picture,
        panel,
        mark,
        projection,
        stroke: setting.style.stroke(mark, &picture.cast, panel.ground),
    };
    let items = marking.items();
    if items.is_empty() {
        return None;
    }
    let mut group = Group::new(class(mark), items);
    if let Some(member) = mark.who.and_then(|who| picture.cast.member(who)) {
        group = group.with(data_name(member.who), member.label.as_str());
    }
    let hangs_over = matches!(mark.shape, MarkShape::Symbol(..) | MarkShape::Text { .. });
    Some(if hangs_over || !panel.framed {
        group.into()
    } else {
        group.within(projection.frame).into()
    })
}

/// Under which name programs find a mark.
fn class(mark: &Mark<'_>) -> &'static str {
    match mark.role {
        Role::Ground => "ground",
        Role::Help => "help",
        Role::Pinned => "pinned",
        Role::Member => "member",
        Role::Mean => "mean",
        Role::Outline => "outline",
        Role::Trail => "trail",
        Role::Sign => "sign",

        Role::Future => "future",
        Role::Curve => "curve",
        Role::Path | Role::Recorded => "path",
        Role::Candidate => "candidate",
        Role::Head => "head",
        Role::End => "end",
        Role::Part => "part",
        Role::Cursor => "cursor",
        Role::Limit => "limit",
        Role::Start => "start",
        Role::Minimum => "minimum",
        Role::Critical => "critical",
        Role::Departure => "departure",
        Role::Data => "data",
        Role::Label => "label",
    }
}

impl Marking<'_, '_> {
    fn items(&self) -> Vec<Item> {
        match &self.mark.shape {
            MarkShape::Relief(_) | MarkShape::Letter(_) => Vec::new(),
            MarkShape::Heat(heat) => self.heat(heat),
            MarkShape::Line {
                trace, shown, dots, ..
            } => {
                let end = shown.end.min(trace.len());
                let points: Vec<Vec2> = (shown.start.min(end)..end)
                    .map(|place| self.place(trace.at(place)))
                    .collect();
                self.line(points, *dots)
            }
            MarkShape::Outline(corners) => {
                let corners = self.places(corners);
                let outline = Outline::Polygons(vec![corners]);
                vec![Shape::drawn(outline, self.pen()).into()]
            }
            MarkShape::Area { corners, tone } => {
                let outline = Outline::Polygons(vec![self.places(corners)]);
                vec![Shape::filled(outline, self.tone(*tone)).into()]
            }
            MarkShape::Bars { base, bars } => bars.iter().map(|bar| self.bar(*base, bar)).collect(),
            MarkShape::Dots(points) => self.dots(&self.places(points)),
            MarkShape::Arrow { from, to } => self.arrow(self.place(*from), self.place(*to)),
            MarkShape::Symbol(at, symbol) => self.symbol(self.place(*at), *symbol),
            MarkShape::Rule(direction, at) => vec![self.rule(*direction, *at)],
            MarkShape::Lines(lines) => self.lines(lines),
            MarkShape::Text { at, anchor, text } => {
                let size = self.setting.size(14.0);
                let place = self.place(*at) + Vec2::new(0.0, size * 0.36);
                let ink = self.setting.style.theme.text;
                let text = Text::new(place, size, ink, text.as_ref()).anchored(*anchor);
                let rim = self.setting.style.ground(self.panel.ground).into();
                vec![
                    Text {
                        rim: Some(rim),
                        ..text
                    }
                    .into(),
                ]
            }
        }
    }

    /// Lines of words as high as there is room for them.
    fn lines(&self, lines: &[Written]) -> Vec<Item> {
        let frame = self.projection.frame;
        let theme = self.setting.style.theme;
        let high = (frame.height / lines.len().max(1) as f64).min(self.setting.size(25.0));
        let size = (high * 0.64).min(self.setting.size(16.0));
        let text = |(row, line): (usize, &Written)| {
            let ink = match line.rank {
                Rank::Loud => theme.strong,
                Rank::Behind => theme.text,
                Rank::Quiet | Rank::Crowd => theme.quiet,
            };
            let place = Vec2::new(frame.x, frame.y + (row as f64 + 0.8) * high);
            Text::new(place, size, ink, line.text.as_str()).into()
        };
        lines.iter().enumerate().map(text).collect()
    }

    fn place(&self, point: Vec2) -> Vec2 {
        self.projection.place(point)
    }

    fn places(&self, points: &[Vec2]) -> Vec<Vec2> {
        points.iter().map(|&point| self.place(point)).collect()
    }

    fn ink(&self) -> Ink {
        Ink {
            color: self.stroke.ink,
            opacity: self.stroke.keeps,
        }
    }

    fn pen(&self) -> Line {
        let width = self.setting.size(PATH) * self.stroke.width;
        Line {
            ink: self.ink(),
            width,
            dashes: dashes(self.stroke.dash, width),
        }
    }

    /// A line through places, and a dot wherever a step was long.
    fn line(&self, points: Vec<Vec2>, dots: bool) -> Vec<Item> {
        let is_path = matches!(self.mark.role, Role::Path | Role::Recorded);
        let mut items = Vec::new();
        let steps = if dots {
            self.strides(&points)
        } else {
            Vec::new()
        };
        let is_whole = points.iter().all(|point| point.is_finite());
        let outline = if is_whole {
            Outline::Polyline(points)
        } else {
            let parts = points.split(|point| !point.is_finite());
            Outline::Lines(
                parts
                    .filter(|part| !part.is_empty())
                    .map(<[Vec2]>::to_vec)
                    .collect(),
            )
        };
        if is_path {
            // A dark rim parts the path from what it crosses.
            let ground = self.setting.style.ground(self.panel.ground);
            let rim = Ink {
                color: ground,
                opacity: 0.55,
            };
            let pen = self.pen();
            let rim = Line {
                ink: rim,
                width: pen.width + self.setting.size(1.6),
                dashes: Vec::new(),
            };
            items.push(Shape::drawn(outline.clone(), rim).named("rim").into());
            items.push(Shape::drawn(outline, pen).named("steps").into());
        } else {
            items.push(Shape::drawn(outline, self.pen()).into());
        }
        items.extend(self.dots(&steps));
        items
    }

    /// The points of a line that lie far from the last one so marked.
    fn strides(&self, points: &[Vec2]) -> Vec<Vec2> {
        let apart = self.setting.size(STRIDE);
        let mut last: Option<Vec2> = None;
        let mut strides = Vec::new();
        for &point in points
            .iter()
            .filter(|point| point.is_finite() && self.projection.frame.holds(**point, -apart))
        {
            if last.is_none_or(|last| (point - last).norm() >= apart) {
                strides.push(point);
                last = Some(point);
            }
        }
        strides
    }

    fn dots(&self, points: &[Vec2]) -> Vec<Item> {
        let radius = self.setting.size(3.0) * self.stroke.width.max(0.8);
        let rim = self.setting.style.ground(self.panel.ground);
        let rim = Line::solid(rim, self.setting.size(1.1));
        let dot = |at: &Vec2| {
            Shape::filled(Outline::Circle(*at, radius), self.ink())
                .edged(rim.clone())
                .into()
        };
        points.iter().filter(|at| at.is_finite()).map(dot).collect()
    }

    fn arrow(&self, from: Vec2, to: Vec2) -> Vec<Item> {
        let way = to - from;
        let length = way.norm();
        if !(length.is_finite() && length > 0.0) {
            return Vec::new();
        }
        let pen = self.pen();
        let head = (pen.width * 4.5).min(length * 0.7);
        let along = way / length;
        let across = Vec2::new(-along.y, along.x);
        let neck = to - along * head;
        let corners = vec![
            to,
            neck + across * (head * 0.42),
            neck - across * (head * 0.42),
        ];
        let shaft = Outline::Polyline(vec![from, neck + along * (head * 0.3)]);
        vec![
            Shape::drawn(shaft, pen).into(),
            Shape::filled(Outline::Polygons(vec![corners]), self.ink()).into(),
        ]
    }

    fn rule(&self, direction: Direction, at: f64) -> Item {
        let frame = self.projection.frame;
        let ends = match direction {
            Direction::Across => {
                let y = frame.bottom() - self.projection.y.share(at) * frame.height;
                vec![Vec2::new(frame.x, y), Vec2::new(frame.right(), y)]
            }
            Direction::Up => {
                let x = frame.x + self.projection.x.share(at) * frame.width;
                vec![Vec2::new(x, frame.y), Vec2::new(x, frame.bottom())]
            }
        };
        Shape::drawn(Outline::Polyline(ends), self.pen()).into()
    }

    fn bar(&self, base: f64, bar: &Bar) -> Item {
        let [left, right] = bar.across;
        let (a, b) = (
            self.place(Vec2::new(left, base)),
            self.place(Vec2::new(right, bar.to)),
        );
        let area = Area {
            x: a.x.min(b.x),
            y: a.y.min(b.y),
            width: (b.x - a.x).abs(),
            height: (b.y - a.y).abs(),
        };
        Shape::filled(Outline::Rectangle(area, 0.0), self.ink()).into()
    }

    /// The cells of a table of tones; equal ones beside each other are one.
    fn heat(&self, heat: &Heat) -> Vec<Item> {
        if heat.columns == 0 {
            return Vec::new();
        }
        let rows = heat.tones.chunks_exact(heat.columns);
        let count = rows.len() as f64;
        let (a, b) = (
            self.place(Vec2::new(heat.x[0], heat.y[1])),
            self.place(Vec2::new(heat.x[1], heat.y[0])),
        );
        let (width, height) = ((b.x - a.x) / heat.columns as f64, (b.y - a.y) / count);
        let mut items = Vec::new();
        for (row, tones) in rows.enumerate() {
            let mut column = 0;
            for run in tones.chunk_by(|one, next| one == next) {
                // A little over the edge, so that no ground shines through between neighbours.
                let area = Area {
                    x: a.x + column as f64 * width,
                    y: a.y + row as f64 * height,
                    width: width * run.len() as f64 + 0.3,
                    height: height + 0.3,
                };
                let ink = self.tone(run[0]);
                items.push(Shape::filled(Outline::Rectangle(area, 0.0), ink).into());
                column += run.len();
            }
        }
        items
    }

    fn tone(&self, tone: Tone) -> Ink {
        let theme = self.setting.style.theme;
        match tone {
            Tone::Height { place, light } => {
                let color = theme.height(place);
                let lit = if light > 1.0 {
                    color.mix(theme.strong, (light - 1.0) * 0.35)
                } else {
                    color.mix(theme.background, (1.0 - light) * 0.6)
                };
                lit.into()
            }
            Tone::Of(who, keeps) => Ink {
                color: self
                    .picture
                    .cast
                    .member(who)
                    .map_or(theme.mark, |member| self.setting.style.color(member)),
                opacity: keeps,
            },
            Tone::Nth(place, keeps) => Ink {
                color: theme.path(place),
                opacity: keeps,
            },
            Tone::Void => theme.void.into(),
            Tone::Alarm => theme.alarm.into(),
            Tone::Own(color) => color.into(),
        }
    }
}

/// The lengths of dashes and gaps for a line of a width.
fn dashes(dash: Dash, width: f64) -> Vec<f64> {
    const PATTERNS: [&[f64]; 5] = [
        &[],
        &[4.0, 2.5],
        &[0.1, 2.4],
        &[5.0, 2.4, 0.1, 2.4],
        &[8.0, 3.0],
    ];
    let lengths: &[f64] = match dash {
        Dash::Solid => &[],
        Dash::Dashed => PATTERNS[1],
        Dash::Dotted => PATTERNS[2],
        Dash::Nth(place) => PATTERNS[place % PATTERNS.len()],
    };
    lengths
        .iter()
        .map(|length| length * width.max(1.0))
        .collect()
}

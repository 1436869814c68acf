//! One plot in cells: heading, ticks, and the marks between them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::analysis::{Field, contour};
use crate::math::Vec2;
use crate::picture::{
    Anchor, Aspect, Axis, Dash as PictureDash, Direction, Ground, Heat, Mark, Panel, Picture, Rank,
    Relief, Rgb, Role, Shape, Style, Tone, Written,
};
use crate::ui::Look;
use crate::ui::canvas::{Canvas, Dash, Glyphs, Pen};
use crate::ui::color::of_field;
use crate::ui::layer::{Kept, Layer};
use crate::ui::picture::sign_of;
use crate::ui::text::{Ink, width};
use crate::ui::wrap::wrap;

/// Columns of the ticks at the left.
const TICKS: u16 = 8;
/// Columns and rows between ticks.
const APART: (f64, f64) = (11.0, 4.0);

/// The plot of a panel in an area; the layer of pixels over it, where there is one.
pub fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Rect,
    (picture, panel): (&Picture<'_>, &Panel<'_>),
    style: &Style<'_>,
) -> Option<Layer> {
    let frame = frame(panel, area)?;
    if !panel.heading.is_empty() {
        look.heading(
            buffer,
            Rect { height: 1, ..area },
            &panel.heading,
            &panel.aside,
        );
    }
    let plot = Plot::of(look, picture, panel, style, frame);
    if panel.framed {
        plot.ticks(buffer, area);
    }
    let ground = style.ground(panel.ground);
    let ground = if panel.ground == Ground::Plain {
        look.theme.background
    } else {
        ground
    };
    let mut canvas = Canvas::new(frame.width, frame.height, look.glyphs, ground)
        .under_layer(look.pixels.filter(|_| !has_areas(panel)));
    for mark in &panel.marks {
        plot.paint(&mut canvas, mark);
    }
    canvas.show(frame, buffer, look.depth);
    for mark in &panel.marks {
        plot.write(buffer, &mut canvas, mark);
    }
    if !panel.missing.is_empty() {
        look.line(buffer, frame, frame.height / 2)
            .skip(2)
            .put(panel.missing, Ink::plain(look.theme.quiet));
    }
    let rim = (panel.ground == Ground::Relief).then_some(ground);
    let mut kept = Kept::default();
    kept.take(&mut canvas);
    kept.layer(look.pixels, frame, rim)
}

/// Whether it has filled shapes, which cover lines in painter's order; a layer would lie over all of them.
fn has_areas(panel: &Panel<'_>) -> bool {
    let is_area = |mark: &Mark<'_>| matches!(mark.shape, Shape::Area { .. });
    panel.marks.iter().any(is_area)
}

/// The cells of a plot inside of its heading and ticks; `None` where there is no room.
pub(super) fn frame(panel: &Panel<'_>, area: Rect) -> Option<Rect> {
    let top = u16::from(!panel.heading.is_empty());
    let (left, bottom) = if panel.framed { (TICKS, 1) } else { (0, 0) };
    let frame = Rect {
        x: area.x + left,
        y: area.y + top,
        width: area.width.checked_sub(left + 1)?,
        height: area.height.checked_sub(top + bottom)?,
    };
    (frame.width >= 4 && frame.height >= 2).then_some(frame)
}

struct Plot<'a> {
    look: &'a Look<'a>,
    picture: &'a Picture<'a>,
    panel: &'a Panel<'a>,
    style: &'a Style<'a>,
    frame: Rect,
    x: Axis,
    y: Axis,
}

impl<'a> Plot<'a> {
    fn of(
        look: &'a Look<'a>,
        picture: &'a Picture<'a>,
        panel: &'a Panel<'a>,
        style: &'a Style<'a>,
        frame: Rect,
    ) -> Self {
        let (mut x, mut y) = (panel.x.clone(), panel.y.clone());
        if panel.aspect == Aspect::EqualUnits {
            // A cell is about twice as high as it is wide.
            let room = (f64::from(frame.width), 2.0 * f64::from(frame.height));
            let (wide, high) = (x.high - x.low, y.high - y.low);
            let unit = (wide / room.0).max(high / room.1);
            widen(&mut x, unit * room.0);
            widen(&mut y, unit * room.1);
        }
        Self {
            look,
            picture,
            panel,
            style,
            frame,
            x,
            y,
        }
    }

    /// A point in cells from the upper left corner of the plot.
    fn cell(&self, point: Vec2) -> (f64, f64) {
        (
            self.x.share(point.x) * f64::from(self.frame.width),
            (1.0 - self.y.share(point.y)) * f64::from(self.frame.height),
        )
    }

    /// The cell of the screen in which a point lies, if it is in the plot.
    fn place(&self, point: Vec2) -> Option<(u16, u16)> {
        let (x, y) = self.cell(point);
        let is_in = (0.0..=f64::from(self.frame.width)).contains(&x)
            && (0.0..=f64::from(self.frame.height)).contains(&y);
        let column = (x as u16).min(self.frame.width - 1);
        let row = (y as u16).min(self.frame.height - 1);
        is_in.then_some((self.frame.x + column, self.frame.y + row))
    }

    fn ticks(&self, buffer: &mut Buffer, area: Rect) {
        let (look, frame) = (self.look, self.frame);
        let ink = Ink::plain(look.theme.quiet);
        let across = Rect {
            x: frame.x,
            y: frame.bottom(),
            width: frame.width,
            height: 1,
        };
        let name = width(&self.x.name);
        for tick in self.x.ticks(f64::from(frame.width) / APART.0) {
            let column = (self.x.share(tick.at) * f64::from(frame.width)) as u16;
            let wide = width(&tick.label);
            let left = column.saturating_sub(wide / 2);
            if left + wide + name < frame.width {
                look.line(buffer, across, 0)
                    .skip(left)
                    .put(&tick.label, ink);
            }
        }
        look.line(buffer, across, 0).put_right(&self.x.name, ink);
        let mut rows = Vec::new();
        for tick in self.y.telling_ticks(f64::from(frame.height) / APART.1) {
            let row = ((1.0 - self.y.share(tick.at)) * f64::from(frame.height)) as u16;
            let row = row.min(frame.height - 1);
            let is_free = rows.iter().all(|other: &u16| other.abs_diff(row) > 1);
            if is_free && self.y.holds(tick.at) {
                rows.push(row);
                let left = Rect {
                    x: area.x,
                    y: frame.y + row,
                    width: TICKS - 1,
                    height: 1,
                };
                look.line(buffer, left, 0)
                    .put_in(TICKS - 1, &tick.label, ink);
            }
        }
    }

    /// What is painted of a mark.
    fn paint(&self, canvas: &mut Canvas, mark: &Mark<'_>) {
        match &mark.shape {
            Shape::Relief(relief) => self.relief(canvas, relief),
            Shape::Heat(heat) => self.heat(canvas, heat),
            Shape::Line { trace, shown, .. } => {
                let pen = self.pen(mark);
                let lattice = canvas.lattice(|point| self.cell(point), pen.dash.is_solid());
                let seen = trace.seen(shown.clone(), &lattice);
                canvas.fine_strokes(seen, pen);
            }
            Shape::Outline(corners) => {
                let places = corners.iter().chain(corners.first());
                canvas.strokes(places.map(|at| self.cell(*at)), self.pen(mark));
            }
            Shape::Arrow { from, to } => {
                canvas.strokes([self.cell(*from), self.cell(*to)], self.pen(mark));
            }
            Shape::Rule(direction, at) => {
                let (width, height) = (f64::from(self.frame.width), f64::from(self.frame.height));
                let ends = match direction {
                    Direction::Across => {
                        let y = (1.0 - self.y.share(*at)) * height;
                        [(0.0, y), (width, y)]
                    }
                    Direction::Up => {
                        let x = self.x.share(*at) * width;
                        [(x, 0.0), (x, height)]
                    }
                };
                canvas.strokes(ends, self.pen(mark));
            }
            Shape::Dots(points) => {
                let pen = self.pen(mark);
                // A dot as wide as its line would not be seen.
                let pen = Pen {
                    width: 2.0 * pen.width.max(1.0),
                    ..pen
                };
                for point in points.iter() {
                    let cell = self.cell(*point);
                    canvas.strokes([cell, cell], pen);
                }
            }
            Shape::Area { corners, tone } => self.area(canvas, corners, *tone),
            Shape::Bars { base, bars } => {
                for bar in bars {
                    let [left, right] = bar.across;
                    let corners = [
                        Vec2::new(left, *base),
                        Vec2::new(right, *base),
                        Vec2::new(right, bar.to),
                        Vec2::new(left, bar.to),
                    ];
                    let color = self
                        .style
                        .stroke(mark, &self.picture.cast, self.panel.ground);
                    self.area(canvas, &corners, Tone::Own(color.color));
                }
            }
            Shape::Letter(_) | Shape::Symbol(..) | Shape::Text { .. } | Shape::Lines(_) => {}
        }
    }

    fn pen(&self, mark: &Mark<'_>) -> Pen {
        let cast = &self.picture.cast;
        let stroke = self.style.stroke(mark, cast, self.panel.ground);
        let index = mark.who.and_then(|who| cast.index(who));
        let priority = match mark.role {
            Role::Help | Role::Cursor | Role::Limit => 1,
            Role::Future | Role::Trail | Role::Pinned | Role::Member | Role::Recorded => 2,
            _ => 3 + mark.rank as u8,
        };
        Pen {
            color: stroke.color,
            priority,
            number: index.map_or(250, |index| (index % 240) as u8 + 1),
            dash: match stroke.dash {
                PictureDash::Solid => Dash::SOLID,
                PictureDash::Dashed => Dash::nth(1),
                PictureDash::Dotted => Dash::nth(2),
                PictureDash::Nth(place) => Dash::nth(place),
            },
            width: stroke.width,
        }
    }

    fn relief(&self, canvas: &mut Canvas, relief: &Relief<'_>) {
        let size = (canvas.width(), canvas.height());
        let (x, y) = (self.x.range(), self.y.range());
        let field = Field::sample_swiftly(&relief.objective, x, y, size.0, size.1);
        let levels = field.levels(&relief.levels, relief.scale);
        if !self.look.is_colorless() && self.look.glyphs != Glyphs::Ascii {
            let bands = relief.bands();
            let colors = self.look.theme.bands(bands);
            for (place, band) in field.bands(relief.scale, bands).iter().enumerate() {
                if let Some(band) = band {
                    let color = of_field(colors[usize::from(*band)], self.look.depth);
                    canvas.ground_pixel(place % size.0, place / size.0, color);
                }
            }
        }
        canvas.dot_color(self.look.theme.iso_line);
        for line in contour::segments(&field, &levels) {
            canvas.dotted(self.cell(line.from), self.cell(line.to));
        }
    }

    fn heat(&self, canvas: &mut Canvas, heat: &Heat) {
        let rows = heat.tones.len() / heat.columns.max(1);
        let at = |[low, high]: [f64; 2], part: usize, parts: usize| {
            low + (high - low) * part as f64 / parts.max(1) as f64
        };
        for (place, tone) in heat.tones.iter().enumerate() {
            let (column, row) = (place % heat.columns, rows - 1 - place / heat.columns);
            let x = [column, column + 1].map(|part| at(heat.x, part, heat.columns));
            let y = [row, row + 1].map(|part| at(heat.y, part, rows));
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(i, j)| Vec2::new(x[i], y[j]));
            self.area(canvas, &corners, *tone);
        }
    }

    /// Fills a polygon, row by row of sub-pixels.
    fn area(&self, canvas: &mut Canvas, corners: &[Vec2], tone: Tone) {
        if self.look.is_colorless() {
            return;
        }
        let (across, down) = self.look.glyphs.subdivision();
        let places = corners.iter().map(|corner| {
            let (x, y) = self.cell(*corner);
            (x * across as f64, y * down as f64)
        });
        let places: Vec<(f64, f64)> = places.collect();
        let color = of_field(self.tone(tone), self.look.depth);
        let low = places
            .iter()
            .fold(f64::INFINITY, |low, place| low.min(place.1));
        let high = places
            .iter()
            .fold(f64::NEG_INFINITY, |high, place| high.max(place.1));
        if !(low.is_finite() && high.is_finite()) {
            return;
        }
        let first = low.floor().max(0.0) as usize;
        let last = high.ceil().clamp(0.0, canvas.height() as f64) as usize;
        for row in first..last {
            let middle = row as f64 + 0.5;
            // A patch lower than a row still has its place in it.
            let middle = middle.clamp(low, high);
            let (mut left, mut right) = (f64::INFINITY, f64::NEG_INFINITY);
            for (from, to) in places.iter().zip(places.iter().cycle().skip(1)) {
                if (from.1.min(to.1)..=from.1.max(to.1)).contains(&middle) {
                    let share = if from.1 == to.1 {
                        0.0
                    } else {
                        (middle - from.1) / (to.1 - from.1)
                    };
                    let at = from.0 + share * (to.0 - from.0);
                    (left, right) = (left.min(at), right.max(at));
                    if from.1 == to.1 {
                        (left, right) = (left.min(to.0), right.max(to.0));
                    }
                }
            }
            let first = left.floor().max(0.0) as usize;
            let last = right.ceil().clamp(0.0, canvas.width() as f64) as usize;
            for column in first..last {
                canvas.ground_pixel(column, row, color);
            }
        }
    }

    fn tone(&self, tone: Tone) -> Rgb {
        let theme = self.look.theme;
        match tone {
            Tone::Height { place, light } => {
                let color = theme.height(place);
                if light > 1.0 {
                    color.mix(theme.strong, (light - 1.0) * 0.35)
                } else {
                    color.mix(theme.background, (1.0 - light) * 0.6)
                }
            }
            Tone::Of(who, keeps) => {
                let member = self.picture.cast.member(who);
                let own = member.map_or(theme.mark, |member| self.style.color(member));
                own.mix(theme.background, 1.0 - keeps)
            }
            Tone::Nth(place, keeps) => theme.path(place).mix(theme.background, 1.0 - keeps),
            Tone::Void => theme.void,
            Tone::Alarm => theme.alarm,
            Tone::Own(color) => color,
        }
    }

    /// What is written of a mark.
    fn write(&self, buffer: &mut Buffer, canvas: &mut Canvas, mark: &Mark<'_>) {
        match &mark.shape {
            Shape::Letter(at) => self.letter(buffer, canvas, mark, *at),
            Shape::Symbol(at, symbol) => {
                let sign = sign_of(*symbol);
                let ink = Ink::bold(self.look.theme.mark);
                self.sign(buffer, canvas, *at, &sign.to_string(), ink);
            }
            Shape::Text { at, anchor, text } => {
                let Some((x, y)) = self.place(*at) else {
                    return;
                };
                let wide = width(text);
                let back = match anchor {
                    Anchor::Start => 0,
                    Anchor::Middle => wide / 2,
                    Anchor::End => wide,
                };
                let x = x.saturating_sub(back).max(self.frame.x);
                let ink = Ink::plain(self.look.theme.text);
                self.put(buffer, (x, y), text, ink);
            }
            Shape::Lines(lines) => self.lines(buffer, lines),
            _ => {}
        }
    }

    /// The lines that there are rows for; where there are too few, without the quiet ones.
    fn lines(&self, buffer: &mut Buffer, lines: &[Written]) {
        let theme = self.look.theme;
        let room = self.frame.width.saturating_sub(1);
        let rows_of = |line: &Written| {
            let text = line.text.trim_start();
            let indent = line.text.len() - text.len();
            let rows = wrap(text, room.saturating_sub(indent as u16), 0).into_iter();
            let rows = rows.map(move |row| " ".repeat(indent) + &row);
            rows.zip(std::iter::repeat(line.rank)).collect::<Vec<_>>()
        };
        let high = usize::from(self.frame.height);
        let mut rows: Vec<_> = lines.iter().flat_map(rows_of).collect();
        if rows.len() > high {
            rows.retain(|(_, rank)| *rank != Rank::Quiet);
        }
        for (row, (text, rank)) in rows.into_iter().take(high).enumerate() {
            let ink = match rank {
                Rank::Loud => Ink::bold(theme.strong),
                Rank::Behind => Ink::plain(theme.text),
                Rank::Quiet | Rank::Crowd => Ink::plain(theme.quiet),
            };
            let place = (self.frame.x + 1, self.frame.y + row as u16);
            self.put(buffer, place, &text, ink);
        }
    }

    fn letter(&self, buffer: &mut Buffer, canvas: &mut Canvas, mark: &Mark<'_>, at: Vec2) {
        let member = mark.who.and_then(|who| self.picture.cast.member(who));
        let Some(member) = member else { return };
        let badge = self.style.badge(member);
        let ink = if self.look.is_colorless() {
            Ink::bold(self.look.theme.strong)
        } else if mark.role == Role::End {
            Ink::bold(badge.own)
        } else {
            Ink::bold(badge.letter).on(badge.fill)
        };
        self.sign(buffer, canvas, at, &member.letter.to_string(), ink);
    }

    /// A letter or another sign: in the layer of pixels, where there is one, else in its cell.
    fn sign(&self, buffer: &mut Buffer, canvas: &mut Canvas, at: Vec2, sign: &str, ink: Ink) {
        let Some(place) = self.place(at) else { return };
        if !canvas.sign(self.cell(at), sign, ink) {
            self.put(buffer, place, sign, ink);
        }
    }

    fn put(&self, buffer: &mut Buffer, (x, y): (u16, u16), text: &str, ink: Ink) {
        let room = Rect {
            x,
            y,
            width: self.frame.right().saturating_sub(x),
            height: 1,
        };
        self.look.line(buffer, room, 0).put(text, ink);
    }
}

/// Makes an axis so wide, around its middle.
fn widen(axis: &mut Axis, size: f64) {
    let middle = f64::midpoint(axis.low, axis.high);
    (axis.low, axis.high) = (middle - size / 2.0, middle + size / 2.0);
}

//! Drawings as SVG: text is text, paths are paths, and what they mean is said in classes and data.

use std::fmt::Write;

use super::drawing::{Area, Drawing, Group, Ink, Item, Line, Outline, Shape, Text};
use super::font;
use crate::math::Vec2;
use crate::picture::{Anchor, Rgb};
use crate::scene::{Carried, markup_escaped};

/// The drawing as an SVG document, drawn `scale` times as large, with the scene that it carries.
pub fn svg(drawing: &Drawing, scale: f64, carried: &Carried) -> String {
    let mut writer = Writer::default();
    let Drawing { width, height, .. } = drawing;
    let (wide, high) = (number(width * scale), number(height * scale));
    writer.line(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" font-family=\"{}\">",
        number(*width),
        number(*height),
        font::FAMILY,
    ));
    writer.line(&format!(
        "<title>{}</title>",
        markup_escaped(&carried.title)
    ));
    writer.line(&format!(
        "<desc>{}</desc>",
        markup_escaped(&drawing.description)
    ));
    writer.text.push_str(&carried.metadata());
    writer.line(&format!(
        "<rect width=\"{}\" height=\"{}\" fill=\"{}\"/>",
        number(*width),
        number(*height),
        code(drawing.background)
    ));
    for item in &drawing.items {
        writer.item(item);
    }
    writer.line("</svg>");
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    clips: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Group(group) => self.group(group),
            Item::Shape(shape) => self.shape(shape),
            Item::Text(text) => self.words(text),
        }
    }

    fn group(&mut self, group: &Group) {
        let mut open = format!("<g class=\"{}\"", group.class);
        for (name, value) in &group.data {
            let value = markup_escaped(value).replace(['\n', '\t'], " ");
            let _ = write!(open, " data-{name}=\"{value}\"");
        }
        if let Some(clip) = group.clip {
            self.clips += 1;
            let id = self.clips;
            let Area { x, y, .. } = clip;
            self.line(&format!(
                "<clipPath id=\"clip-{id}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
                number(x),
                number(y),
                number(clip.width),
                number(clip.height)
            ));
            let _ = write!(open, " clip-path=\"url(#clip-{id})\"");
        }
        self.line(&(open + ">"));
        for item in &group.items {
            self.item(item);
        }
        self.line("</g>");
    }

    fn shape(&mut self, shape: &Shape) {
        let (element, geometry) = geometry(&shape.outline);
        let class = if shape.class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", shape.class)
        };
        let fill = shape
            .fill
            .map_or_else(|| " fill=\"none\"".to_owned(), |ink| painted("fill", ink));
        let line = shape.line.as_ref().map(stroked).unwrap_or_default();
        self.line(&format!("<{element}{class} {geometry}{fill}{line}/>"));
    }

    fn words(&mut self, text: &Text) {
        let anchor = match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let bold = if text.bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let rim = text.rim.map(|ink| {
            let width = number(text.size * super::pixels::RIM);
            format!(
                "{} stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                painted("stroke", ink)
            )
        });
        self.line(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{bold}{}{}>{}</text>",
            number(text.at.x),
            number(text.at.y),
            number(text.size),
            painted("fill", text.ink),
            rim.unwrap_or_default(),
            markup_escaped(&text.content)
        ));
    }
}

fn geometry(outline: &Outline) -> (&'static str, String) {
    match outline {
        Outline::Rectangle(area, radius) => (
            "rect",
            format!(
                "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"",
                number(area.x),
                number(area.y),
                number(area.width),
                number(area.height),
                number(*radius)
            ),
        ),
        Outline::Circle(at, radius) => (
            "circle",
            format!(
                "cx=\"{}\" cy=\"{}\" r=\"{}\"",
                number(at.x),
                number(at.y),
                number(*radius)
            ),
        ),
        Outline::Polyline(points) => ("polyline", format!("points=\"{}\"", listed(points))),
        Outline::Polygons(lines) => (
            "path",
            format!("fill-rule=\"evenodd\" d=\"{}\"", traced(lines, "Z")),
        ),
        Outline::Lines(lines) => ("path", format!("d=\"{}\"", traced(lines, ""))),
    }
}

fn listed(points: &[Vec2]) -> String {
    let mut list = String::with_capacity(points.len() * 14);
    for point in points {
        if !list.is_empty() {
            list.push(' ');
        }
        let _ = write!(list, "{},{}", fine(point.x), fine(point.y));
    }
    list
}

fn traced(lines: &[Vec<Vec2>], end: &str) -> String {
    let mut path = String::new();
    for line in lines {
        for (place, point) in line.iter().enumerate() {
            path.push(if place == 0 { 'M' } else { 'L' });
            let _ = write!(path, "{} {}", number(point.x), number(point.y));
        }
        path.push_str(end);
    }
    path
}

fn painted(what: &str, ink: Ink) -> String {
    let color = code(ink.color);
    if ink.opacity < 1.0 {
        let opacity = number(ink.opacity);
        format!(" {what}=\"{color}\" {what}-opacity=\"{opacity}\"")
    } else {
        format!(" {what}=\"{color}\"")
    }
}

fn stroked(line: &Line) -> String {
    let mut text = painted("stroke", line.ink);
    let _ = write!(
        text,
        " stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
        number(line.width)
    );
    if !line.dashes.is_empty() {
        let dashes: Vec<String> = line.dashes.iter().map(|length| number(*length)).collect();
        let _ = write!(text, " stroke-dasharray=\"{}\"", dashes.join(" "));
    }
    text
}

fn code(color: Rgb) -> String {
    let [red, green, blue] = color.channels;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A number with at most two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// A number with three decimals, as far as a browser keeps them.
fn fine(value: f64) -> String {
    const FAR: f64 = 1e7;
    format!("{:.3}", value.clamp(-FAR, FAR))
}

//! About the scene: its description whole, its objective with all parts and parameters, and the signs on
//! the screen. It stands beside the map.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Shown;
use super::pieces::{self, Pieces};
use crate::app::overlay::About;
use crate::math::Vec2;
use crate::objective::Parameter;
use crate::picture::number::short;
use crate::scene::{Minimum, Setting};
use crate::ui::Look;
use crate::ui::text::{Ink, width};

/// The most minima that are named one by one.
const MOST_MINIMA: usize = 4;

/// What the letter of an optimizer means.
const LETTER: &str = "an optimizer, where it is now; beside it those in the same place";

/// The other signs on the screen, and what they mean.
const SIGNS: &[(&str, &str)] = &[
    ("◊", "where the paths start"),
    ("✚", "the minimum, where it is known"),
    ("×", "a saddle: no slope, but a way down"),
    ("∘", "a lesser minimum"),
    (
        "y×9",
        "y is drawn so many times as long as x; A makes them equal",
    ),
    (
        "pale",
        "outlines, trails and letters: what a method shows beside its point",
    ),
    ("dashed", "a path that was recorded elsewhere"),
    ("▴ ▾", "in a chart: the curve goes on above or below it"),
    ("turns", "share of steps that turn back on the one before"),
    (
        "waste",
        "share of the walk that leads nowhere; 0% is a straight line",
    ),
    (
        "limit",
        "the learning rate beyond which steps grow, for the curvature here",
    ),
];

impl Shown for About {
    fn heading(&self) -> String {
        "About the scene".to_owned()
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        (screen.width, screen.height)
    }

    /// The signs are read beside the map that they stand on.
    fn is_docked(&self) -> bool {
        true
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let lines = lines(look, inside.width);
        let room = usize::from(inside.height);
        if lines.len() <= room {
            pieces::draw(look, buffer, inside, &lines);
            return;
        }
        let text = Rect {
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let first = self.first.min(lines.len() + 1 - room.max(1));
        let rest = &lines[first..];
        pieces::draw(look, buffer, text, rest);
        let below = rest.len().saturating_sub(usize::from(text.height));
        if below > 0 {
            let more = format!("… {below} more lines");
            look.line(buffer, inside, text.height)
                .put(&more, Ink::plain(look.theme.quiet));
        }
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        vec![("↑↓", "scroll"), ("esc", "close")]
    }
}

/// All there is to say, with a line of air between its parts.
fn lines(look: &Look<'_>, columns: u16) -> Vec<Pieces> {
    let parts = [
        lesson(look, columns),
        objective(look, columns),
        parameters(look, columns),
        signs(look, columns),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&Pieces::new())
}

/// The title and what the scene teaches.
fn lesson(look: &Look<'_>, columns: u16) -> Vec<Pieces> {
    let (state, theme) = (look.state, look.theme);
    let scene = &state.scene();
    let mut lines = pieces::paragraph(&scene.title, columns, Ink::bold(theme.accent));
    if !scene.description.is_empty() {
        let ink = Ink::plain(theme.strong);
        lines.extend(pieces::paragraph(&scene.description, columns, ink));
    }
    if !state.has_own_formula() {
        let said = "The formula has been edited since; this is said of the one in the file.";
        lines.extend(pieces::paragraph(said, columns, Ink::plain(theme.quiet)));
    }
    lines
}

/// The formula with its parts, what it is made of, and its minimum.
fn objective(look: &Look<'_>, columns: u16) -> Vec<Pieces> {
    let (state, theme) = (look.state, look.theme);
    let objective = &state.scene().objective;
    let (strong, quiet) = (Ink::bold(theme.strong), Ink::plain(theme.quiet));
    let origin = objective.origin();
    let text = look.formula(objective.text());
    let text = match origin {
        Some(_) => text,
        None => format!("J = {text}"),
    };
    let mut lines = heading(look, "Objective");
    lines.extend(pieces::formula(&text, columns, strong));
    let parts = objective.texts().map_or(&[][..], |texts| &texts.parts);
    for (part, text) in parts {
        let text = format!("{} = {}", look.name(part), look.formula(text));
        lines.extend(pieces::formula(&text, columns, Ink::plain(theme.text)));
    }
    let minimum = minimum(state.now().minimum.as_ref());
    for said in origin.into_iter().chain([minimum]) {
        lines.extend(pieces::formula(&said, columns, quiet));
    }
    lines
}

fn minimum(minimum: Option<&Minimum>) -> String {
    let Some(Minimum { at, value }) = minimum else {
        return "no minimum is known".to_owned();
    };
    let points: Vec<String> = at.iter().take(MOST_MINIMA).map(|at| point(*at)).collect();
    let more = match at.len().saturating_sub(MOST_MINIMA) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "minimum J = {} at {}{more}",
        short(*value),
        points.join(", ")
    )
}

fn point(at: Vec2) -> String {
    format!("({}, {})", short(at.x), short(at.y))
}

/// Each parameter with its value and what it means.
fn parameters(look: &Look<'_>, columns: u16) -> Vec<Pieces> {
    let (state, theme) = (look.state, look.theme);
    let parameters = state.scene().objective.parameters();
    if parameters.is_empty() {
        return Vec::new();
    }
    let value = |index| short(state.value(Setting::Parameter(index)));
    let values: Vec<String> = (0..parameters.len()).map(value).collect();
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(width).max().unwrap_or(0) + 2;
    let names = widest(
        &mut parameters
            .iter()
            .map(|own: &Parameter| look.name(&own.name)),
    );
    let numbers = widest(&mut values.iter().map(String::as_str));
    let mut lines = heading(look, "Parameters");
    for (parameter, value) in parameters.iter().zip(&values) {
        let before = [
            ("", 2, Ink::plain(theme.text)),
            (
                look.name(&parameter.name),
                names,
                Ink::bold(theme.parameter),
            ),
            (value, numbers, Ink::plain(theme.text)),
        ];
        let doc = (parameter.doc.as_str(), Ink::plain(theme.quiet));
        lines.extend(pieces::entry(&before, doc, columns));
    }
    lines
}

/// The signs of map, charts and list.
fn signs(look: &Look<'_>, columns: u16) -> Vec<Pieces> {
    let theme = look.theme;
    let widest = SIGNS.iter().map(|(sign, _)| width(sign)).max().unwrap_or(0);
    let letter = look.letter(look.state.selected).to_string();
    let letter_ink = Ink::bold(look.path_color(look.state.selected));
    let signs = SIGNS
        .iter()
        .map(|(sign, meaning)| (*sign, Ink::bold(theme.text), *meaning));
    let mut lines = heading(look, "Signs");
    for (sign, ink, meaning) in [(letter.as_str(), letter_ink, LETTER)]
        .into_iter()
        .chain(signs)
    {
        let before = [("", 2, ink), (sign, widest + 2, ink)];
        let meaning = (meaning, Ink::plain(theme.quiet));
        lines.extend(pieces::entry(&before, meaning, columns));
    }
    lines
}

fn heading(look: &Look<'_>, text: &str) -> Vec<Pieces> {
    vec![vec![(text.to_owned(), Ink::bold(look.theme.text))]]
}

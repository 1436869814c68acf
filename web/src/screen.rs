//! The buffer and its layers as numbers that a script reads.

use descent_tui::math::Vec2;
use descent_tui::picture::Rgb;
use descent_tui::render::Stroke;
use descent_tui::render::drawing::{Ink, Item, Line, Outline, Shape, Text};
use descent_tui::ui::Layer;
use descent_tui::ui::color::rgb_of;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Numbers of a cell.
const NUMBERS: usize = 4;
/// What a drawing's numbers begin with: a line, a disc, words.
const LINE: f32 = 0.0;
const DISC: f32 = 1.0;
const WORDS: f32 = 2.0;

/// What is on the screen.
#[derive(Debug, Default)]
pub struct Screen {
    cells: Vec<u32>,
    layers: Vec<Drawn>,
}

/// A layer: where it lies, and what is drawn in it.
#[derive(Debug, PartialEq)]
struct Drawn {
    place: [usize; 4],
    numbers: Vec<f32>,
}

impl Screen {
    /// Takes a frame.
    pub fn show(&mut self, buffer: &Buffer, layers: &[Layer]) {
        self.cells.clear();
        for cell in &buffer.content {
            self.cells.extend(numbers(cell));
        }
        self.layers = layers.iter().map(Drawn::of).collect();
    }

    /// The numbers of all cells.
    pub fn cells(&self) -> &[u32] {
        &self.cells
    }

    /// How many layers there are.
    pub fn layers(&self) -> usize {
        self.layers.len()
    }

    /// A number of a layer: 0 its column, 1 its row, 2 and 3 its width and height in cells, 4 where its numbers are, 5
    /// how many.
    pub fn layer(&self, index: usize, what: u32) -> usize {
        let Some(layer) = self.layers.get(index) else {
            return 0;
        };
        match what {
            0..=3 => layer.place[what as usize],
            4 => layer.numbers.as_ptr() as usize,
            _ => layer.numbers.len(),
        }
    }
}

fn numbers(cell: &Cell) -> [u32; NUMBERS] {
    let mut signs = cell.symbol().chars().map(u32::from);
    let (sign, mark) = (signs.next().unwrap_or(0), signs.next().unwrap_or(0));
    let bold = u32::from(cell.modifier.contains(Modifier::BOLD)) << 24;
    [sign, mark, number(cell.fg) | bold, number(cell.bg)]
}

fn number(color: Color) -> u32 {
    of_rgb(rgb_of(color))
}

fn of_rgb(color: Rgb) -> u32 {
    let [red, green, blue] = color.channels;
    u32::from_be_bytes([0, red, green, blue])
}

impl Drawn {
    fn of(layer: &Layer) -> Self {
        let area = layer.area;
        let mut drawn = Self {
            place: [area.x, area.y, area.width, area.height].map(usize::from),
            numbers: Vec::new(),
        };
        for Stroke { places, line, rim } in &layer.strokes {
            if let Some(rim) = rim {
                drawn.line(places, rim);
            }
            drawn.line(places, line);
        }
        for item in &layer.over {
            match item {
                Item::Shape(shape) => drawn.shape(shape),
                Item::Text(text) => drawn.words(text),
                Item::Group(_) => {}
            }
        }
        drawn
    }

    fn push(&mut self, numbers: &[f64]) {
        self.numbers
            .extend(numbers.iter().map(|number| *number as f32));
    }

    /// A line: colour, opacity, width, dashes, places; a place that is no number is a gap.
    fn line(&mut self, places: &[Vec2], line: &Line) {
        self.numbers.push(LINE);
        self.ink(line.ink);
        self.push(&[line.width, line.dashes.len() as f64]);
        self.push(&line.dashes);
        self.numbers.push(places.len() as f32);
        for at in places {
            self.push(&[at.x, at.y]);
        }
    }

    fn ink(&mut self, ink: Ink) {
        self.push(&[f64::from(of_rgb(ink.color)), ink.opacity]);
    }

    /// A disc: its middle, its radius, what fills it, and its edge; or a line.
    fn shape(&mut self, shape: &Shape) {
        match (&shape.outline, &shape.line) {
            (Outline::Circle(at, radius), edge) => {
                self.numbers.push(DISC);
                self.push(&[at.x, at.y, *radius]);
                self.ink(shape.fill.unwrap_or_else(|| Rgb::default().into()));
                match edge {
                    Some(edge) => {
                        self.ink(edge.ink);
                        self.push(&[edge.width]);
                    }
                    None => self.push(&[0.0, 0.0, 0.0]),
                }
            }
            (Outline::Polyline(places), Some(line)) => self.line(places, line),
            _ => {}
        }
    }

    /// Words around their middle: place, size, bold, colour, rim or −1, code points.
    fn words(&mut self, text: &Text) {
        self.numbers.push(WORDS);
        let bold = if text.bold { 1.0 } else { 0.0 };
        let rim = text.rim.map_or(-1.0, |rim| f64::from(of_rgb(rim.color)));
        let color = f64::from(of_rgb(text.ink.color));
        self.push(&[text.at.x, text.at.y, text.size, bold, color, rim]);
        let letters: Vec<f64> = text
            .content
            .chars()
            .map(|c| f64::from(u32::from(c)))
            .collect();
        self.numbers.push(letters.len() as f32);
        self.push(&letters);
    }
}

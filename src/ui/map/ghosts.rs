//! Ghosts: what a method shows beside its point, quieter than the paths and below them.
//!
//! A shape is drawn as its outline at the step shown; a point as the trail that it has left so far, and at its end
//! its symbol in the rule: a letter without the badge that a head has. The list names both.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::math::Vec2;
use crate::optimizer::{Ghost, Shape};
use crate::simulation::Track;
use crate::ui::canvas::{Canvas, Dash, Pen};
use crate::ui::text::Ink;
use crate::ui::{Look, emphasis};

use super::Projection;

/// How much more of its colour a ghost loses than the path that it belongs to.
const PALE: f64 = 0.3;

/// A closed outline.
struct Outline {
    corners: Vec<Vec2>,
    pen: Pen,
}

impl Outline {
    fn draw(&self, canvas: &mut Canvas, projection: Projection) {
        let closed = self.corners.iter().chain(self.corners.first());
        canvas.strokes(closed.map(|corner| projection.to_cells(*corner)), self.pen);
    }
}

/// The trail of a ghost that is a point, over the steps up to the one shown.
struct Trail<'a> {
    path: &'a Track,
    /// Place of the ghost among those of its step.
    place: usize,
    last: usize,
    pen: Pen,
}

impl Trail<'_> {
    fn draw(&self, canvas: &mut Canvas, projection: Projection) {
        let nowhere = Vec2::new(f64::NAN, f64::NAN);
        let points = (0..=self.last).map(|step| {
            let ghost = self.path.ghosts_at(step).get(self.place);
            ghost.and_then(point_of).unwrap_or(nowhere)
        });
        canvas.strokes(points.map(|point| projection.to_cells(point)), self.pen);
    }
}

fn point_of(ghost: &Ghost) -> Option<Vec2> {
    match ghost.shape {
        Shape::Point(at) => Some(at),
        Shape::Outline(_) | Shape::Ellipse { .. } => None,
    }
}

/// Paints outlines and trails below all paths; among many optimizers only the selected one leaves
/// a trail.
pub fn paint(look: &Look<'_>, canvas: &mut Canvas, projection: Projection, order: &[usize]) {
    let state = look.state;
    let ground = look.theme.height(0.5);
    let crowded = emphasis::is_crowded(state);
    for &index in order {
        let (path, last) = (&state.results().paths[index], state.step_of(index));
        let color = look.line_color(index, ground).mix(ground, PALE);
        let pen = look.pen(index, color, 1);
        for (place, ghost) in path.ghosts_at(last).iter().enumerate() {
            match ghost.shape {
                Shape::Point(_) if crowded && index != state.selected => {}
                Shape::Point(_) => {
                    let pen = Pen {
                        dash: Dash::DOTTED,
                        ..pen
                    };
                    let trail = Trail {
                        path,
                        place,
                        last,
                        pen,
                    };
                    trail.draw(canvas, projection);
                }
                Shape::Outline(_) | Shape::Ellipse { .. } => {
                    let corners = ghost.shape.corners();
                    Outline { corners, pen }.draw(canvas, projection);
                }
            }
        }
    }
}

/// Writes the symbols of the ghosts that are points, where they lie on the map.
pub fn draw_symbols(
    look: &Look<'_>,
    buffer: &mut Buffer,
    canvas: &mut Canvas,
    projection: Projection,
    order: &[usize],
) {
    let state = look.state;
    for &index in order {
        let ink = Ink::bold(look.path_color(index));
        for ghost in state.results().paths[index].ghosts_at(state.step_of(index)) {
            let Some(point) = point_of(ghost) else {
                continue;
            };
            if let Some((x, y, true)) = projection.cell(point) {
                let first = ghost.symbol.chars().next().map(String::from);
                let symbol = first.as_deref().unwrap_or("∘");
                if !canvas.sign(projection.to_cells(point), symbol, ink) {
                    look.line(buffer, Rect::new(x, y, 1, 1), 0).put(symbol, ink);
                }
            }
        }
    }
}

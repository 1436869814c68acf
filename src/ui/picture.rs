//! Pictures in cells: the plots of a view beside each other, their marks as strokes, signs and words.
//!
//! Knows marks and cells; nothing of optimizers, which it knows as members of a cast.

mod plot;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Look;
use super::layer::Layer;
use crate::math::Vec2;
use crate::picture::{Axis, Panel, Picture, Slot, Style, Symbol};

/// Draws a picture's plots into an area. The layers of pixels over them, where there are any.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect, picture: &Picture<'_>) -> Vec<Layer> {
    let style = Style {
        theme: look.theme,
        means: look.means(),
    };
    let plots = arranged(picture, area).into_iter();
    plots
        .filter_map(|(panel, area)| plot::draw(look, buffer, area, (picture, panel), &style))
        .collect()
}

/// The plot under a cell of the area, and the cell's middle in the units of its axes; `None` beside the plots.
pub(super) fn under(picture: &Picture<'_>, area: Rect, at: Position) -> Option<(Slot, Vec2)> {
    let plots = arranged(picture, area).into_iter();
    let mut frames = plots.filter_map(|(panel, area)| Some((panel, plot::frame(panel, area)?)));
    let (panel, frame) = frames.find(|(_, frame)| frame.contains(at))?;
    let share =
        |at: u16, start: u16, length: u16| (f64::from(at - start) + 0.5) / f64::from(length);
    let along = |axis: &Axis, share: f64| axis.low + share * (axis.high - axis.low);
    let across = along(&panel.x, share(at.x, frame.x, frame.width));
    let up = along(&panel.y, 1.0 - share(at.y, frame.y, frame.height));
    Some((panel.slot, Vec2::new(across, up)))
}

/// Where each plot lies: the main one at the left where there are charts, small ones in rows.
fn arranged<'a, 'b>(picture: &'b Picture<'a>, area: Rect) -> Vec<(&'b Panel<'a>, Rect)> {
    let is_main = |panel: &&Panel<'_>| panel.slot == Slot::Main;
    let (main, others): (Vec<_>, Vec<_>) = picture.panels.iter().partition(is_main);
    let (left, right) = if main.is_empty() || others.is_empty() {
        (area, area)
    } else {
        let width = area.width * 3 / 5;
        let right = Rect {
            x: area.x + width,
            width: area.width - width,
            ..area
        };
        (Rect { width, ..area }, right)
    };
    let are_small = others
        .iter()
        .any(|panel| matches!(panel.slot, Slot::Small(_)));
    let columns = if are_small {
        columns_of(others.len() as u16, right)
    } else {
        1
    };
    let rows = (others.len() as u16).div_ceil(columns).max(1);
    let cell = |place: u16| {
        let (column, row) = (place % columns, place / columns);
        // Each ends where the next begins, whatever is left over in division.
        let edge = |start: u16, length: u16, part: u16, parts: u16| start + length * part / parts;
        let x = edge(right.x, right.width, column, columns);
        let y = edge(right.y, right.height, row, rows);
        Rect {
            x,
            y,
            width: edge(right.x, right.width, column + 1, columns) - x,
            height: edge(right.y, right.height, row + 1, rows) - y,
        }
    };
    let others = others.into_iter().enumerate();
    let others = others.map(|(place, panel)| (panel, cell(place as u16)));
    main.into_iter()
        .map(|panel| (panel, left))
        .chain(others)
        .collect()
}

/// In how many columns so many plots are most like squares; a cell is about twice as high as wide.
fn columns_of(count: u16, area: Rect) -> u16 {
    const SHAPE: f64 = 2.6;
    let odd = |columns: &u16| {
        let rows = count.div_ceil(*columns).max(1);
        let shape = (f64::from(area.width) / f64::from(*columns))
            / (f64::from(area.height.max(1)) / f64::from(rows));
        libm::log(shape / SHAPE).abs()
    };
    (1..=count.max(1))
        .min_by(|a, b| odd(a).total_cmp(&odd(b)))
        .unwrap_or(1)
}

/// The sign of a cell for a symbol.
pub(super) fn sign_of(symbol: Symbol) -> char {
    match symbol {
        Symbol::Start => '◊',
        Symbol::Minimum => '✚',
        Symbol::LesserMinimum => '∘',
        Symbol::Saddle => '×',
        Symbol::LeavesUp => '▴',
        Symbol::LeavesDown => '▾',
        Symbol::Sign(sign) => sign,
    }
}

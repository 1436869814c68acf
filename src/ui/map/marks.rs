//! Start, minimum and heads.
//!
//! A head is the optimizer's letter on a badge, in the very cell where it stands. Where several share a cell the
//! uppermost keeps the badge, and the letters of the others follow beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::math::Vec2;
use crate::ui::text::Ink;
use crate::ui::{Look, recorded};

use super::Projection;

/// The most letters beside a badge.
const MOST_BESIDE: usize = 8;

/// The heads in one cell, the uppermost first.
struct Crowd {
    at: (u16, u16),
    /// Whether they stand there, or beyond the edge that is nearest.
    inside: bool,
    heads: Vec<usize>,
}

/// Draws the marks over the paths, which lie in this order.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, projection: Projection, order: &[usize]) {
    let state = look.state;
    let mark = |buffer: &mut Buffer, point: Vec2, symbol: &str| {
        if let Some((x, y, true)) = projection.cell(point) {
            let cell = Rect::new(x, y, 1, 1);
            look.line(buffer, cell, 0)
                .put(symbol, Ink::bold(look.theme.mark));
        }
    };
    for &index in order {
        mark(buffer, state.start_of(index), "◊");
    }
    for point in state.now().minimum.iter().flat_map(|minimum| &minimum.at) {
        mark(buffer, *point, "✚");
    }
    recorded::draw_heads(look, buffer, projection);
    let crowds = crowds(look, projection, order);
    for crowd in &crowds {
        draw_companions(look, buffer, projection, crowd, &crowds);
    }
    for crowd in &crowds {
        draw_head(look, buffer, crowd);
    }
}

fn crowds(look: &Look<'_>, projection: Projection, order: &[usize]) -> Vec<Crowd> {
    let selected = look.state.selected;
    let rest = order.iter().rev().filter(|index| **index != selected);
    let uppermost_first = order.iter().filter(|index| **index == selected).chain(rest);
    let mut crowds: Vec<Crowd> = Vec::new();
    for &index in uppermost_first {
        let head = look.state.results.paths[index].points[look.state.step_of(index)];
        let Some((x, y, inside)) = projection.cell(head) else {
            continue;
        };
        match crowds.iter_mut().find(|crowd| crowd.at == (x, y)) {
            Some(crowd) => {
                crowd.heads.push(index);
                crowd.inside |= inside;
            }
            None => crowds.push(Crowd {
                at: (x, y),
                inside,
                heads: vec![index],
            }),
        }
    }
    crowds
}

fn draw_head(look: &Look<'_>, buffer: &mut Buffer, crowd: &Crowd) {
    let index = crowd.heads[0];
    let ink = if crowd.inside {
        look.badge(index)
    } else {
        Ink::bold(look.path_color(index))
    };
    put_letter(look, buffer, crowd.at, index, ink);
}

/// The letters of those below the uppermost head, to its right, or to its left at the map's edge; as
/// far as no other head is in their way, and so many at most that the paths are still seen.
fn draw_companions(
    look: &Look<'_>,
    buffer: &mut Buffer,
    projection: Projection,
    crowd: &Crowd,
    crowds: &[Crowd],
) {
    let (x, y) = crowd.at;
    let others = &crowd.heads[1..];
    let others = &others[..others.len().min(MOST_BESIDE)];
    let area = projection.area;
    let to_the_right = usize::from(area.right() - 1 - x) >= others.len();
    for (count, &index) in others.iter().enumerate() {
        let away = count as u16 + 1;
        let place = if to_the_right {
            x.checked_add(away)
        } else {
            x.checked_sub(away)
        };
        let free = place.filter(|x| {
            (area.left()..area.right()).contains(x)
                && crowds.iter().all(|crowd| crowd.at != (*x, y))
        });
        let Some(x) = free else { return };
        let ink = Ink::plain(look.path_color(index)).on_if(look, look.theme.background);
        put_letter(look, buffer, (x, y), index, ink);
    }
}

fn put_letter(look: &Look<'_>, buffer: &mut Buffer, (x, y): (u16, u16), index: usize, ink: Ink) {
    let mut letter = [0; 4];
    let letter = look.letter(index).encode_utf8(&mut letter);
    look.line(buffer, Rect::new(x, y, 1, 1), 0).put(letter, ink);
}

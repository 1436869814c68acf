//! The screen as text, with colours or without.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::stage::Stage;
use super::{Format, Render};
use crate::cli::arguments::{Common, Glyphs as Chosen};
use crate::terminal::line;
use crate::ui::color::ColorDepth;
use crate::ui::{Abilities, Glyphs, Painter};

/// A painter for screens that no terminal shows.
pub(super) fn painter(common: &Common, depth: ColorDepth) -> Painter {
    let glyphs = match common.glyphs {
        Chosen::Ascii => Glyphs::Ascii,
        _ if depth == ColorDepth::None => Glyphs::Dashed,
        Chosen::Auto | Chosen::Quadrant => Glyphs::Quadrant,
        Chosen::Half => Glyphs::Half,
        Chosen::Sextant => Glyphs::Sextant,
        Chosen::Octant => Glyphs::Octant,
    };
    Painter::new(Abilities { depth, glyphs })
}

/// The cells of a screen.
pub(super) fn area(render: &Render) -> Rect {
    let size = render.size(Format::Txt);
    // Sizes were checked.
    Rect::new(0, 0, size.width as u16, size.height as u16)
}

pub(super) fn draw(render: &Render, stage: &mut Stage, common: &Common, format: Format) -> Vec<u8> {
    let depth = match format {
        Format::Ansi => ColorDepth::True,
        _ => ColorDepth::None,
    };
    let mut buffer = Buffer::empty(area(render));
    painter(common, depth).draw(stage.state(), &mut buffer);
    match format {
        Format::Ansi => colored(&buffer),
        _ => plain(&buffer).into_bytes(),
    }
}

/// The lines of a screen without the spaces at their ends.
fn plain(buffer: &Buffer) -> String {
    let columns = usize::from(buffer.area.width).max(1);
    let mut text = String::new();
    for row in buffer.content.chunks(columns) {
        let mut line = String::new();
        let mut hidden = 0;
        for cell in row {
            // A glyph of two columns hides the cell after it.
            if hidden > 0 {
                hidden -= 1;
                continue;
            }
            line.push_str(cell.symbol());
            hidden = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The lines of a screen with the colours of each, as a pager shows them.
fn colored(buffer: &Buffer) -> Vec<u8> {
    let rows = buffer.content.chunks(usize::from(buffer.area.width).max(1));
    let mut text = Vec::new();
    for row in rows {
        text.extend(line(ColorDepth::True, row));
        text.push(b'\n');
    }
    text
}

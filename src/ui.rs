//! From state and pictures to cells: canvas, panels, layout.
//!
//! Only reads the state; changes nothing, computes no path.

mod ascii;
mod axes;
mod button;
mod canvas;
mod chart;
mod charts;
pub mod color;
mod curves;
mod emphasis;
mod footer;
mod hit;
mod layer;
mod layout;
mod lesson;
mod list;
mod map;
mod mistakes;
mod overlay;
mod picture;
mod pointer;
mod recorded;
mod slider;
mod text;
mod title;
mod transport;
mod wrap;

pub use canvas::Glyphs;
pub use hit::{Target, drag, target};
pub use layer::{CellSize, Layer};
pub use lesson::{paged, pages as lesson_pages};
pub use pointer::{Gesture, Pointer};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Request, State, ViewKind};
use crate::picture::formula;
use crate::picture::theme::{THEMES, Theme};
use crate::picture::{Means, Rgb, letters, view};
use button::Buttons;
use color::ColorDepth;
use layout::{Layout, Side};
use text::{Ink, Line};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Colours.
    pub depth: ColorDepth,
    /// Block glyphs.
    pub glyphs: Glyphs,
}

/// Draws states; keeps what is costly to compute and rarely changes, such as the field.
#[derive(Debug)]
pub struct Painter {
    abilities: Abilities,
    fields: map::FieldCache,
    curves: curves::Curves,
    buttons: Buttons,
}

/// What every panel needs to draw itself.
#[derive(Debug, Clone, Copy)]
struct Look<'a> {
    state: &'a State,
    theme: &'a Theme,
    depth: ColorDepth,
    glyphs: Glyphs,
    letters: &'a [char],
    /// The size of a cell, where lines and heads are drawn in pixels over the cells.
    pixels: Option<CellSize>,
    buttons: &'a Buttons,
}

impl Painter {
    /// A painter for a terminal of these abilities.
    pub fn new(abilities: Abilities) -> Self {
        Self {
            abilities,
            fields: map::FieldCache::default(),
            curves: curves::Curves::default(),
            buttons: Buttons::default(),
        }
    }

    /// What a gesture at a cell of the screen as it was drawn last asks for.
    pub fn requests(
        &self,
        pointer: &mut Pointer,
        (state, screen): (&State, Rect),
        gesture: Gesture,
        at: (u16, u16),
    ) -> Vec<Request> {
        let is_bare = state.overlay.is_none() && state.mistakes.is_none();
        match self.buttons.at(at) {
            Some(request) if gesture == Gesture::Press && is_bare => {
                vec![paged(state, screen, request)]
            }
            _ => pointer.requests(state, screen, gesture, at),
        }
    }

    /// Draws the state into the whole buffer.
    pub fn draw(&mut self, state: &State, buffer: &mut Buffer) {
        self.draw_under_layers(state, buffer, None);
    }

    /// The same for a terminal that draws pixels: where its cells have a size, lines and heads are not drawn into
    /// the buffer but returned as layers over it. Below an overlay they are cells.
    pub fn draw_under_layers(
        &mut self,
        state: &State,
        buffer: &mut Buffer,
        cell: Option<CellSize>,
    ) -> Vec<Layer> {
        let is_free = state.overlay.is_none() && state.mistakes.is_none();
        let layers = self.draw_screen(state, buffer, cell.filter(|_| is_free));
        if self.abilities.glyphs == Glyphs::Ascii {
            ascii::transliterate(buffer);
        }
        layers
    }

    fn draw_screen(
        &mut self,
        state: &State,
        buffer: &mut Buffer,
        pixels: Option<CellSize>,
    ) -> Vec<Layer> {
        let theme = &THEMES[state.theme % THEMES.len()];
        let letters = letters::of_state(state);
        let Abilities { depth, glyphs } = self.abilities;
        let look = Look {
            state,
            theme,
            depth,
            glyphs,
            letters: &letters,
            pixels,
            buttons: &self.buttons,
        };
        self.buttons.clear();
        let mut layers = Vec::new();
        let area = buffer.area;
        look.clear(buffer, area);
        if state.is_blank {
            return layers;
        }
        let Some(layout) = layout_of(state, area) else {
            look.too_small(buffer, area);
            return layers;
        };
        if let Some(line) = layout.title {
            title::draw(&look, buffer, line);
        }
        if shows_map(state, &layout) {
            let layer = map::draw(&look, buffer, &layout, &mut self.fields, &mut self.curves);
            layers.extend(layer);
        }
        if let Some(area) = view_area(state, &layout) {
            let shown = view::picture(state);
            layers.extend(picture::draw(&look, buffer, area, &shown));
        }
        if let Some(area) = layout.list {
            list::draw(&look, buffer, area);
        }
        if let Some(line) = layout.legend {
            list::legend::draw(&look, buffer, line);
        }
        for (place, area) in layout.charts().enumerate() {
            let lowest = place + 1 == layout.charts().count();
            let layer = charts::draw(&look, buffer, area, (place, lowest), &mut self.curves);
            layers.extend(layer);
        }
        if let Some(area) = layout.caption {
            if state.course.is_some() {
                lesson::draw(&look, buffer, area);
            } else {
                title::draw_caption(&look, buffer, area);
            }
        }
        if let Some(line) = layout.transport {
            transport::draw(&look, buffer, line);
        }
        if let Some(line) = layout.footer {
            footer::draw(&look, buffer, line);
        }
        if let Some(mistakes) = &state.mistakes {
            mistakes::draw(&look, buffer, &layout, mistakes);
        }
        if let Some(overlay) = &state.overlay {
            overlay::draw(&look, buffer, overlay, &layout);
        }
        self.curves.tidy();
        layers
    }
}

/// Whether the map is seen, on which points of the plane can be chosen.
fn shows_map(state: &State, layout: &Layout) -> bool {
    state.view == ViewKind::Map || layout.beside.is_some()
}

/// Where a view that is not the map is seen: beside it, or in its place.
fn view_area(state: &State, layout: &Layout) -> Option<Rect> {
    (state.view != ViewKind::Map).then(|| layout.beside.unwrap_or(layout.view()))
}

fn layout_of(state: &State, area: Rect) -> Option<Layout> {
    let docked = state.overlay.as_ref().is_some_and(overlay::is_docked);
    let side = if docked {
        Side::Overlay
    } else if state.is_split && state.view != ViewKind::Map {
        Side::View
    } else {
        Side::Charts
    };
    let list_lines = list::lines(state, layout::list_columns(area, side));
    let caption_lines = lesson::lines_wanted(state, area);
    Layout::of(area, list_lines, caption_lines, side)
}

impl Look<'_> {
    /// Empties an area.
    fn clear(&self, buffer: &mut Buffer, area: Rect) {
        text::clear(
            buffer,
            area,
            self.theme.background,
            self.theme.text,
            self.depth,
        );
    }

    /// A line of an area, to be written from the left.
    fn line<'a>(&self, buffer: &'a mut Buffer, area: Rect, row: u16) -> Line<'a> {
        Line::new(buffer, area, row, self.depth)
    }

    /// A thin rule with a heading in it, and a word at its right end.
    fn heading(&self, buffer: &mut Buffer, area: Rect, heading: &str, aside: &str) {
        let rule = Ink::plain(self.theme.rule);
        let mut line = self.line(buffer, area, 0);
        line.put("─ ", rule)
            .put(heading, Ink::bold(self.theme.strong))
            .put(" ", rule);
        let aside_width = if aside.is_empty() {
            0
        } else {
            text::width(aside) + 1
        };
        if aside_width < line.room() {
            let rest = line.room() - aside_width;
            line.put(&"─".repeat(usize::from(rest)), rule);
            if !aside.is_empty() {
                line.put(" ", rule).put(aside, Ink::plain(self.theme.quiet));
            }
        } else {
            line.fill('─', rule);
        }
    }

    /// The colour of an optimizer: its own if it has one, else the theme's for its place.
    fn path_color(&self, index: usize) -> Rgb {
        let own = self.state.color_of(index);
        own.map_or_else(|| self.theme.path(self.state.place_of(index)), Rgb::from)
    }

    /// The block that is the cursor of a line being typed.
    fn cursor(&self) -> Ink {
        Ink::bold(self.theme.background).on(self.theme.accent)
    }

    /// How lines are told apart.
    fn means(&self) -> Means {
        if self.is_colorless() {
            Means::Dashes
        } else {
            self.theme.means
        }
    }

    /// Whether lines are told apart by their dashes alone.
    fn is_colorless(&self) -> bool {
        self.depth == ColorDepth::None
    }

    /// Whether nothing but ASCII may be shown.
    fn is_plain(&self) -> bool {
        self.glyphs == Glyphs::Ascii
    }

    /// A formula as it stands on a blackboard, where the terminal has the signs.
    fn formula(&self, text: &str) -> String {
        if self.is_plain() {
            text.to_owned()
        } else {
            formula::pretty(text)
        }
    }

    /// A name with its Greek letter, where the terminal has it.
    fn name<'name>(&self, name: &'name str) -> &'name str {
        if self.is_plain() {
            name
        } else {
            formula::name(name)
        }
    }

    /// Keys as they are shown: arrows as arrows, where the terminal has them.
    fn keys(&self, signs: &str) -> String {
        if self.is_plain() {
            ascii::keys(signs)
        } else {
            signs.to_owned()
        }
    }

    /// The letter that stands for an optimizer.
    fn letter(&self, index: usize) -> char {
        self.letters.get(index).copied().unwrap_or('?')
    }

    /// An optimizer's letter on its colour; without colour just the letter.
    fn badge(&self, index: usize) -> Ink {
        if self.depth == ColorDepth::None {
            Ink::bold(self.theme.strong)
        } else {
            Ink::bold(self.theme.badge).on(self.path_color(index))
        }
    }

    fn too_small(&self, buffer: &mut Buffer, area: Rect) {
        let (width, height) = layout::LEAST;
        let message = format!("needs {width}×{height}");
        let row = area.height / 2;
        let mut line = self.line(buffer, area, row);
        let skip = line.room().saturating_sub(text::width(&message)) / 2;
        line.skip(skip).put(&message, Ink::plain(self.theme.text));
    }
}

impl Ink {
    /// The same on a ground, unless there is no colour to make one.
    fn on_if(self, look: &Look<'_>, ground: Rgb) -> Self {
        if look.depth == ColorDepth::None {
            self
        } else {
            self.on(ground)
        }
    }
}

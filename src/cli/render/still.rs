//! A picture of one step, in pixels or vectors.

use super::size::Size;
use super::{Format, carried};
use crate::app::State;
use crate::cli::failure::Failure;
use crate::picture::theme::THEMES;
use crate::picture::view;
use crate::render::{Drawing, Page, Raster, Surveys, png, svg};
use crate::scene::Document;

/// How large a still picture is, and whether it has the scene's title.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Sheet {
    pub(super) size: Size,
    pub(super) scale: f64,
    pub(super) titled: bool,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            size: Size::PICTURE,
            scale: 1.0,
            titled: true,
        }
    }
}

impl Sheet {
    /// What a state shows, laid out on a page.
    pub(super) fn drawing(&self, state: &State, surveys: &mut Surveys) -> Drawing {
        let page = Page {
            width: f64::from(self.size.width),
            height: f64::from(self.size.height),
            theme: &THEMES[state.theme % THEMES.len()],
            titled: self.titled,
        };
        page.draw(&view::picture(state), surveys)
    }

    /// The file of such a picture: vectors if asked for, else pixels. It carries the scene of the document.
    pub(in crate::cli) fn file(
        &self,
        state: &State,
        document: &Document,
        format: Format,
    ) -> Result<Vec<u8>, Failure> {
        let carried = carried(document, state);
        let drawing = self.drawing(state, &mut Surveys::default());
        match format {
            Format::Svg => Ok(svg(&drawing, self.scale, &carried).into_bytes()),
            _ => png(&Raster::of(&drawing, self.scale), &carried).map_err(Failure::Other),
        }
    }
}

//! A picture of one step, in pixels or vectors.

use super::stage::Stage;
use super::{Format, Render};
use crate::cli::failure::Failure;
use crate::picture::view;
use crate::render::{Drawing, Page, Raster, Surveys, png, svg};
use crate::scene::Carried;

/// What is shown now, laid out on a page.
pub(super) fn drawing(
    render: &Render,
    stage: &Stage,
    format: Format,
    surveys: &mut Surveys,
) -> Drawing {
    let size = render.size(format);
    let page = Page {
        width: f64::from(size.width),
        height: f64::from(size.height),
        theme: Render::theme_of(stage),
        titled: !render.no_title,
    };
    page.draw(&view::picture(stage.state()), surveys)
}

pub(super) fn draw(
    render: &Render,
    stage: &mut Stage,
    format: Format,
    carried: &Carried,
) -> Result<Vec<u8>, Failure> {
    let drawing = drawing(render, stage, format, &mut Surveys::default());
    match format {
        Format::Svg => Ok(svg(&drawing, render.scale, carried).into_bytes()),
        _ => png(&Raster::of(&drawing, render.scale), carried).map_err(Failure::Other),
    }
}

//! What analyses found as a picture, on the page that `render` draws on.

use super::arguments::Common;
use super::failure::Failure;
use super::render::Format;
use super::scenes::SceneArguments;
use crate::picture::Picture;
use crate::picture::theme::THEMES;
use crate::render::{Page, Raster, Surveys, png, svg};
use crate::scene::Carried;

/// Width and height of a page.
const SIZE: (f64, f64) = (1200.0, 800.0);

/// The bytes of a picture, which carries the scene.
pub(super) fn drawn(
    picture: &Picture<'_>,
    format: Format,
    scene: &SceneArguments,
    common: &Common,
) -> Result<Vec<u8>, Failure> {
    let named = common.theme.as_deref();
    let theme = named.and_then(|name| THEMES.iter().find(|theme| theme.name == name));
    let page = Page {
        width: SIZE.0,
        height: SIZE.1,
        theme: theme.unwrap_or(&THEMES[0]),
        titled: true,
    };
    let drawing = page.draw(picture, &mut Surveys::default());
    let (carried, _) = Carried::of(&scene.document()?, &picture.title);
    match format {
        Format::Svg => Ok(svg(&drawing, 1.0, &carried).into_bytes()),
        _ => png(&Raster::of(&drawing, 1.0), &carried).map_err(Failure::Other),
    }
}

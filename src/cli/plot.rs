//! What analyses found as a picture, on the page that `render` draws on.

use super::arguments::Common;
use super::failure::Failure;
use super::render::Format;
use super::scenes::SceneArguments;
use crate::picture::theme::THEMES;
use crate::picture::{Axis, Picture, view};
use crate::render::{Page, Raster, Surveys, png, svg};
use crate::scene::{Carried, Scene};

/// Width and height of a page.
const SIZE: (f64, f64) = (1200.0, 800.0);

/// A picture without plots of a scene's optimizers, under the scene's title.
pub(super) fn of_scene(scene: &Scene, caption: String) -> Picture<'_> {
    Picture {
        title: scene.title.to_string(),
        subtitle: format!("J = {}", scene.objective.text()),
        caption,
        cast: view::cast(scene, None),
        panels: Vec::new(),
        legend: Vec::new(),
    }
}

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

/// The axis of numbers, by decades where they are spread by ratios; and how they lie on it.
pub(super) fn axis(numbers: &[f64], by_ratio: bool) -> (Axis, fn(f64) -> f64) {
    let ends = [numbers.first(), numbers.last()].map(|end| end.copied().unwrap_or(0.0));
    let [low, high] = [ends[0].min(ends[1]), ends[0].max(ends[1])];
    if by_ratio {
        let mut axis = Axis::decades([low.log10(), high.log10()]);
        (axis.low, axis.high, axis.has_floor) = (low.log10(), high.log10(), false);
        if axis.low == axis.high {
            axis.high += 1.0;
        }
        (axis, f64::log10)
    } else {
        (Axis::linear([low, high]), |number| number)
    }
}

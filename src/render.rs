//! Pictures in other media than cells: vectors, pixels and films.
//!
//! A [`Picture`](crate::picture::Picture) is laid out on a [`Page`] as a [`Drawing`]: shapes and words in the
//! page's own units. A medium draws those: `svg` writes them, `pixels` paints them, and `film` paints
//! many. Nothing here knows what an optimizer is, and only the page knows what a plot is.

pub mod drawing;
mod film;
mod font;
mod html;
mod page;
mod pixels;
mod png;
pub mod spread;
mod stroke;
mod svg;

pub use drawing::Drawing;
pub use film::{Film, Frames};
pub use html::html;
pub use page::{Page, Surveys};
pub use pixels::Raster;
pub use png::png;
pub use stroke::Stroke;
pub use svg::svg;

//! The whole program in one page: a template, made by `web/build`, whose title and scene are filled in.

use crate::scene::{Carried, markup_escaped};

/// The page, but for its title and its scene, as gzip: most of it is letters, which pack well.
#[cfg(feature = "html")]
const PACKED: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/page.html.gz"));

/// The page, but for its title and its scene; `None` where the program was built without.
#[cfg(feature = "html")]
fn template() -> Option<String> {
    use std::io::Read;
    let mut page = String::new();
    flate2::read::GzDecoder::new(PACKED)
        .read_to_string(&mut page)
        .ok()?;
    Some(page)
}

#[cfg(not(feature = "html"))]
fn template() -> Option<String> {
    None
}

/// A page with a scene in it, which asks nothing of any network.
///
/// # Errors
///
/// Where the program was built without pages.
pub fn html(carried: &Carried) -> Result<String, String> {
    let page = template().unwrap_or_default();
    let parts = || {
        let (head, rest) = page.split_once("{{TITLE}}")?;
        let (middle, tail) = rest.split_once("{{SCENE}}")?;
        Some([head, middle, tail])
    };
    let [head, middle, tail] =
        parts().ok_or("this program was built without pages: build it with the feature `html`")?;
    let title = markup_escaped(&carried.title);
    Ok([head, &title, middle, &carried.json(), tail].concat())
}

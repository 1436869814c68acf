//! The whole program in one page: a template, made by `web/build`, whose title and scene are filled in.

use crate::scene::{Carried, markup_escaped};

/// The page, but for its title and its scene.
#[cfg(feature = "html")]
const TEMPLATE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/page.html"));
#[cfg(not(feature = "html"))]
const TEMPLATE: &str = "";

/// A page with a scene in it, which asks nothing of any network.
///
/// # Errors
///
/// Where the program was built without pages.
pub fn html(carried: &Carried) -> Result<String, String> {
    let parts = || {
        let (head, rest) = TEMPLATE.split_once("{{TITLE}}")?;
        let (middle, tail) = rest.split_once("{{SCENE}}")?;
        Some([head, middle, tail])
    };
    let [head, middle, tail] =
        parts().ok_or("this program was built without pages: build it with the feature `html`")?;
    let title = markup_escaped(&carried.title);
    Ok([head, &title, middle, &carried.json(), tail].concat())
}

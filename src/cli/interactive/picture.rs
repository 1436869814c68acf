//! A picture of what is on the screen, written beside the others.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::app::{News, State};
use crate::cli::render::{Format, Sheet};
use crate::scene::{self, Document};

/// More pictures of one scene than anybody makes.
const MOST: u32 = 10_000;

/// Writes a PNG of a state in the folder that the program runs in, under the first name that is free.
pub(super) fn write(state: &State, document: &Document) -> News {
    let written = free_name(state).and_then(|path| {
        let bytes = Sheet::default().file(state, document, Format::Png);
        let bytes = bytes.map_err(|failure| failure.to_string())?;
        scene::save(&path, &bytes)?;
        Ok(path.display().to_string())
    });
    News::Pictured(written)
}

/// The scene's name with a number behind it from the second on.
fn free_name(state: &State) -> Result<PathBuf, String> {
    let origin = Path::new(&*state.scene().origin);
    let stem = origin.file_stem().and_then(OsStr::to_str);
    let stem = stem.unwrap_or("scene");
    let names = (1..MOST).map(|number| match number {
        1 => format!("{stem}.png"),
        more => format!("{stem}-{more}.png"),
    });
    let mut paths = names.map(PathBuf::from);
    paths
        .find(|path| !path.exists())
        .ok_or_else(|| format!("there is no name left for a picture of `{stem}`"))
}

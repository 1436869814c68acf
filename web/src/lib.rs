//! descent-tui as a page: a plain C interface over the same state, the same keys and the same drawing.
//!
//! Texts come in through a buffer of the page's own and go out as pointer and length. Functions are exported under their
//! own names, which is why this crate cannot forbid `unsafe` as the library does; no block of it is written.

mod memory;
mod page;
mod screen;

use page::Page;

/// Makes room for so many bytes of a text that is to come, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    memory::room(length)
}

/// Where the text is that was asked for last.
#[unsafe(no_mangle)]
pub extern "C" fn text_at() -> *const u8 {
    memory::text().0
}

/// How long it is.
#[unsafe(no_mangle)]
pub extern "C" fn text_length() -> usize {
    memory::text().1
}

/// Opens the scene that came as JSON; 1 if it is one, else its mistakes are the text.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    match Page::open(&memory::taken()) {
        Ok(page) => {
            memory::put(page);
            1
        }
        Err(mistakes) => {
            memory::say(mistakes);
            0
        }
    }
}

/// The screen has so many cells of such a size in pixels.
#[unsafe(no_mangle)]
pub extern "C" fn resize(columns: u32, rows: u32, width: u32, height: u32) {
    memory::with(|page| page.resize([columns, rows, width, height]));
}

/// A key is pressed, by its name.
#[unsafe(no_mangle)]
pub extern "C" fn key() {
    let name = memory::taken();
    memory::with(|page| page.key(&name));
}

/// A text is pasted.
#[unsafe(no_mangle)]
pub extern "C" fn paste() {
    let text = memory::taken();
    memory::with(|page| page.paste(text));
}

/// The pointer at a cell: 0 goes down, 1 moves while it is down, 2 goes up, 3 moves while it is not down; with 4 added it is the second button.
#[unsafe(no_mangle)]
pub extern "C" fn pointer(kind: u32, column: u32, row: u32) {
    memory::with(|page| page.pointer(kind, column, row));
}

/// The wheel turns away from the user (1) or towards them (0).
#[unsafe(no_mangle)]
pub extern "C" fn wheel(away: u32, column: u32, row: u32) {
    memory::with(|page| page.wheel(away != 0, column, row));
}

/// The theme: 1 for the light one.
#[unsafe(no_mangle)]
pub extern "C" fn light(is_light: u32) {
    memory::with(|page| page.light(is_light != 0));
}

/// Time has passed, in milliseconds since the page began; 1 if the screen is another.
#[unsafe(no_mangle)]
pub extern "C" fn frame(now: f64) -> u32 {
    memory::with(|page| u32::from(page.frame(now))).unwrap_or(0)
}

/// Where the cells are: for each its sign and a mark on it as code points, the colour of both with bold as the bit above
/// them, and the ground.
#[unsafe(no_mangle)]
pub extern "C" fn cells() -> *const u32 {
    memory::with(|page| page.screen().cells().as_ptr()).unwrap_or(std::ptr::null())
}

/// How many layers lie over the cells.
#[unsafe(no_mangle)]
pub extern "C" fn layers() -> u32 {
    memory::with(|page| page.screen().layers() as u32).unwrap_or(0)
}

/// A number of a layer: its column, row, width and height in cells, where what is drawn in it is as numbers, and how many
/// those are.
#[unsafe(no_mangle)]
pub extern "C" fn layer(index: u32, what: u32) -> usize {
    memory::with(|page| page.screen().layer(index as usize, what)).unwrap_or(0)
}

/// What the page is asked to do: a word, and after a line end what goes with it; empty for nothing.
#[unsafe(no_mangle)]
pub extern "C" fn wish() {
    let wish = memory::with(Page::wish).unwrap_or_default();
    memory::say(wish);
}

/// The state in words, for those who cannot see it.
#[unsafe(no_mangle)]
pub extern "C" fn summary() {
    let summary = memory::with(|page| page.summary()).unwrap_or_default();
    memory::say(summary);
}

/// All paths: as CSV (0) or JSON (1).
#[unsafe(no_mangle)]
pub extern "C" fn run(as_json: u32) {
    let text = memory::with(|page| page.run(as_json != 0)).unwrap_or_default();
    memory::say(text);
}

/// The scene as it is now, as text.
#[unsafe(no_mangle)]
pub extern "C" fn scene() {
    let text = memory::with(|page| page.scene_text()).unwrap_or_default();
    memory::say(text);
}

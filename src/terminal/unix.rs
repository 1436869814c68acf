//! The terminal of Unix: modes of the line, signals, descriptors that never block.

pub(super) mod keyboard;
mod orphan;
pub(super) mod screen;
pub(super) mod signals;

use std::io;

use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode, window_size};

pub(super) use orphan::is_orphaned;

/// Makes every key a byte of its own.
pub(super) fn enter_raw() -> io::Result<()> {
    enable_raw_mode()
}

/// Gives the line its modes back.
pub(super) fn leave_raw() -> io::Result<()> {
    disable_raw_mode()
}

/// The size of the screen in cells and in pixels, columns first; zeros where it is not told.
pub(super) fn size() -> [(u16, u16); 2] {
    window_size().map_or_else(
        |_| [(0, 0), (0, 0)],
        |size| [(size.columns, size.rows), (size.width, size.height)],
    )
}

//! The console as something to write to; it takes everything.

use std::io::{self, Stdout, Write};
use std::time::Duration;

/// The console, to be written to.
#[derive(Debug)]
pub(in crate::terminal) struct Screen(Stdout);

impl Screen {
    /// The console that standard output is.
    #[expect(clippy::unnecessary_wraps, reason = "a terminal of Unix may not open")]
    pub(in crate::terminal) fn open() -> io::Result<Self> {
        Ok(Self(io::stdout()))
    }

    /// Writes all of it. Whether all of it was written.
    pub(in crate::terminal) fn write(
        &self,
        bytes: &[u8],
        is_wanted: impl Fn() -> bool,
    ) -> io::Result<bool> {
        let _ = is_wanted;
        let mut out = self.0.lock();
        out.write_all(bytes)?;
        out.flush()?;
        Ok(true)
    }

    /// The same; nothing has to be waited for.
    pub(in crate::terminal) fn write_within(&self, bytes: &[u8], _: Duration) -> io::Result<bool> {
        self.write(bytes, || true)
    }

    /// Nothing is left untaken.
    #[expect(clippy::unused_self, reason = "a terminal of Unix has to be asked")]
    pub(in crate::terminal) fn drop_untaken(&self) {}
}

//! Where results go: standard output, or a file that is written whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use crate::scene::save;

/// Where the result goes.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// The file's ending in lower case, if there is a file.
    pub(super) fn ending(&self) -> Option<String> {
        let ending = self.output.as_deref()?.extension()?.to_str()?;
        Some(ending.to_lowercase())
    }

    /// Writes the result.
    pub(super) fn write(
        &self,
        result: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        match &self.output {
            Some(path) => write_file(path, result),
            None => print(result),
        }
    }
}

/// Writes bytes to a file, or to standard output where it is called `-`.
pub(super) fn write_to(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        print(|out| out.write_all(bytes))
    } else {
        write_file(path, |out| out.write_all(bytes))
    }
}

/// Writes a result to standard output.
pub(super) fn print(result: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut stream = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    result(&mut stream)?;
    Ok(stream.flush()?)
}

fn write_file(
    path: &Path,
    result: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    result(&mut bytes)?;
    save(path, &bytes)
        .map_err(|error| Failure::Other(format!("cannot write `{}`: {error}", path.display())))
}

/// Tells something on standard error that is no result; no one may be listening.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

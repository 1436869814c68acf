//! `new`: a commented scene to start from.

mod function;

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::arguments::Common;
use super::failure::Failure;
use super::output::note;

/// Writes a commented scene to start from.
#[derive(Debug, Args)]
pub(super) struct New {
    /// File to write, which must not exist
    file: PathBuf,
    /// Show this built-in function rather than a formula
    #[arg(long, value_name = "NAME")]
    function: Option<String>,
}

/// The scene, with a word on every line.
const TEMPLATE: &str = include_str!("new/scene.toml");

impl New {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let shown = self.file.display();
        let text = match &self.function {
            Some(name) => function::text(name)?,
            None => TEMPLATE.to_owned(),
        };
        let created = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&self.file);
        let written = created.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| {
            Failure::Other(if error.kind() == io::ErrorKind::AlreadyExists {
                format!("`{shown}` exists already and is left as it is")
            } else {
                format!("cannot write `{shown}`: {error}")
            })
        })?;
        if !common.quiet {
            note(&format!("wrote {shown}; `descent-tui {shown}` opens it"));
        }
        Ok(())
    }
}

//! `list`: what there is.

mod functions;
mod lessons;
mod optimizers;
mod scenes;
mod screen;

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::failure::Failure;
use super::output::Output;
use super::table::Table;

/// Lists what there is.
#[derive(Debug, Args)]
pub(super) struct List {
    /// What to list
    #[arg(value_enum)]
    what: What,
    #[command(flatten)]
    output: Output,
    /// Form of the result [default: by the file's ending, else a table]
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// The methods, with their hyper-parameters
    Optimizers,
    /// The built-in functions, with their minima
    Functions,
    /// The built-in scenes
    Scenes,
    /// The built-in lessons
    Lessons,
    /// The actions of the screen, with their keys
    Keys,
    /// The colors of the screen
    Themes,
    /// The ways to look at a scene
    Views,
}

/// Form of the result.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// An array of objects
    Json,
    /// Names and summaries
    Table,
}

/// One thing in a list: its name, a line on it, and all that JSON says of it.
struct Listed {
    name: String,
    summary: String,
    object: Value,
}

impl List {
    pub(super) fn run(&self) -> Result<(), Failure> {
        self.output.check("list", &["json", "txt"], None)?;
        let list = match self.what {
            What::Optimizers => optimizers::list(),
            What::Functions => functions::list(),
            What::Scenes => scenes::list(),
            What::Lessons => lessons::list(),
            What::Keys => screen::keys(),
            What::Themes => screen::themes(),
            What::Views => screen::views(),
        };
        let of_ending = match self.output.ending().as_deref() {
            Some("json") => Format::Json,
            _ => Format::Table,
        };
        self.output
            .write(|out| match self.format.unwrap_or(of_ending) {
                Format::Json => write_json(out, &list),
                Format::Table => write_table(out, &list),
            })
    }
}

fn write_json(out: &mut dyn Write, list: &[Listed]) -> io::Result<()> {
    let objects: Vec<&Value> = list.iter().map(|listed| &listed.object).collect();
    serde_json::to_writer_pretty(&mut *out, &objects)?;
    writeln!(out)
}

fn write_table(out: &mut dyn Write, list: &[Listed]) -> io::Result<()> {
    let mut table = Table::new(&["name", "summary"]);
    for listed in list {
        table.row([listed.name.clone(), listed.summary.clone()]);
    }
    table.write(out)
}

//! Where results go: standard output, or a file that is written whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::render;
use super::scenes::SceneArguments;
use crate::mistake::{Mistake, Mistakes, escaped};
use crate::scene::{Document, Place, is_same_file, save};

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

    /// Refuses a file whose ending belongs to something else, or which is read to make what would be written
    /// into it.
    pub(super) fn check(
        &self,
        command: &str,
        endings: &[&str],
        scene: Option<&SceneArguments>,
    ) -> Result<(), Failure> {
        let Some(path) = &self.output else {
            return Ok(());
        };
        if let Some(ending) = self.ending()
            && !endings.contains(&ending.as_str())
        {
            let help = command_that_writes(&ending).map_or_else(
                || format!("`{command}` writes .{}", endings.join(" .")),
                |other| format!("`descent-tui {other}` writes `.{ending}`"),
            );
            let message = format!("`{command}` writes no `.{}`", escaped(&ending));
            return Err(refused(command, message, &help));
        }
        match scene {
            // A file that is not there yet is nobody's, and a stream can be read only once.
            Some(scene) if path.exists() && scene.file().is_some() => {
                refuse_over(path, &scene.document()?)
            }
            _ => Ok(()),
        }
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

/// The command that writes files of an ending, which must be in lower case, if one does.
pub(super) fn command_that_writes(ending: &str) -> Option<&'static str> {
    match ending {
        "csv" | "json" => Some("run"),
        _ => render::Format::of_ending(ending).map(|_| "render"),
    }
}

/// Refuses a file that a scene is read from.
pub(super) fn refuse_over(path: &Path, document: &Document) -> Result<(), Failure> {
    let refuse = |what: &str| {
        let message = format!("`{}` is {what}", path.display());
        Err(refused("output", message, "give the result another name"))
    };
    match &document.place {
        Place::File(own) if is_same_file(path, own) => {
            return refuse("the scene itself, which no command writes over");
        }
        Place::Builtin | Place::Stream => return Ok(()),
        Place::File(_) | Place::Picture(_) => {}
    }
    let (_, files) = document.scene_and_files();
    if files.iter().any(|file| is_same_file(path, &file.path)) {
        return refuse("a file that the scene reads");
    }
    Ok(())
}

pub(super) fn refused(origin: &str, message: String, help: &str) -> Failure {
    let mistake = Mistake::whole(message).help(help);
    Failure::Usage(vec![Mistakes::new(origin, "", vec![mistake])])
}

/// The form of rows of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A row for each of them
    Csv,
    /// One object with everything
    Json,
    /// For reading
    Table,
}

/// Where rows of numbers go, and in which form.
#[derive(Debug, Args)]
pub(super) struct Rows {
    #[command(flatten)]
    output: Output,
    /// Form of the result [default: by the file's ending, else a table]
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Form>,
}

impl Rows {
    /// The form, once the file is found to be one that the command may write.
    pub(super) fn form(&self, command: &str, scene: &SceneArguments) -> Result<Form, Failure> {
        let ending = self.output.ending();
        let endings: &[&str] = &["csv", "json", "txt"];
        // Whoever says the form may call the file as they like, but a picture it is not.
        let is_free =
            |ending: &str| self.format.is_some() && command_that_writes(ending) != Some("render");
        match &ending {
            Some(own) if is_free(own) => self.output.check(command, &[own], Some(scene))?,
            _ => self.output.check(command, endings, Some(scene))?,
        }
        Ok(self.format.unwrap_or(match ending.as_deref() {
            Some("csv") => Form::Csv,
            Some("json") => Form::Json,
            _ => Form::Table,
        }))
    }

    /// The picture that the file's ending asks for, of a command that draws what it finds, and
    /// the form of the rows where it asks for none.
    pub(super) fn picture_or_form(
        &self,
        command: &str,
        scene: &SceneArguments,
    ) -> Result<(Option<render::Format>, Form), Failure> {
        let format = match self.output.ending().as_deref() {
            Some("png") => render::Format::Png,
            Some("svg") => render::Format::Svg,
            _ => return Ok((None, self.form(command, scene)?)),
        };
        self.output.check(command, &["png", "svg"], Some(scene))?;
        Ok((Some(format), Form::Table))
    }

    /// Writes the result.
    pub(super) fn write(
        &self,
        result: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        self.output.write(result)
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

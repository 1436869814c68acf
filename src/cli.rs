//! The command line: arguments, and one file for each subcommand.
//!
//! Results go to standard output, everything else to standard error.

mod arguments;
mod failure;
mod output;
mod scenes;
mod settings;
mod table;

mod basins;
mod check;
mod completions;
mod config;
mod eval;
mod explain;
mod interactive;
mod lesson;
mod list;
mod new;
mod render;
mod plot;
mod progress;
mod run;
mod schema;
mod spectrum;
mod sweep;
mod tune;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

use crate::mistake::escaped;
use crate::terminal;

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    terminal::survive_file_size_limit();
    let arguments = arguments::with_points_joined(std::env::args_os());
    let arguments = arguments::with_command_first(arguments);
    match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => {
            let is_scene = parsed.command.is_none();
            let result = dispatch(parsed);
            if is_scene && matches!(result, Err(Failure::Mistakes(_))) {
                tell_meant_command(&arguments);
            }
            finish(result)
        }
        Err(error) => {
            // Help that cannot be printed is help that no one waits for.
            let _ = error.print();
            if error.use_stderr() {
                tell_meant_command(&arguments);
            }
            ExitCode::from(if error.use_stderr() { 2 } else { 0 })
        }
    }
}

/// Where a mistyped command was taken for a scene: says which command was meant.
fn tell_meant_command(arguments: &[OsString]) {
    if let Some((word, command)) = arguments::meant_command(arguments) {
        let tip = format!("`{word}` is no scene: did you mean `descent-tui {command}`?");
        let _ = writeln!(io::stderr().lock(), "descent-tui: {}", escaped(&tip));
    }
}

fn dispatch(arguments: Arguments) -> Result<ExitCode, Failure> {
    let common = &arguments.common;
    let done = match arguments.command {
        None => return interactive::run(&arguments.scene, &arguments.more, common),
        Some(Command::Lesson(command)) => return command.run(common),
        Some(Command::Run(command)) => command.run(common),
        Some(Command::Render(command)) => command.run(common),
        Some(Command::Eval(command)) => command.run(),
        Some(Command::Check(command)) => command.run(common),
        Some(Command::List(command)) => command.run(),
        Some(Command::Explain(command)) => command.run(),
        Some(Command::Sweep(command)) => command.run(common),
        Some(Command::Basins(command)) => command.run(common),
        Some(Command::Spectrum(command)) => command.run(common),
        Some(Command::Tune(command)) => command.run(common),
        Some(Command::New(command)) => command.run(common),
        Some(Command::Completions(command)) => command.run(),
        Some(Command::Config) => config::print(),
        Some(Command::Schema { of }) => schema::print(of),
        Some(Command::Man(command)) => command.run(),
    };
    done.map(|()| ExitCode::SUCCESS)
}

fn finish(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        // Where standard error is closed, the status has to do.
        let _ = write!(io::stderr().lock(), "{failure}");
        failure.exit_code()
    })
}

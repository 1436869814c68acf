//! `completions` and `man`: what a shell and `man` know of the program, made from its arguments.

use std::io::Write;

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

use super::arguments::Arguments;
use super::failure::Failure;
use super::output::print;

/// Prints completions for a shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        let mut command = Arguments::command();
        clap_complete::generate(self.shell, &mut command, "descent-tui", &mut script);
        print(|out| out.write_all(&script))
    }
}

/// Prints the manual page.
#[derive(Debug, Args)]
pub(super) struct Manual {
    /// A command, for the page of that alone
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl Manual {
    /// The page of a command; or that of the program, then each command in short.
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut program = Arguments::command();
        program.build();
        let page = match &self.command {
            Some(name) => page_of(&program, name)?,
            None => page(&program)?,
        };
        print(|out| out.write_all(&page))
    }
}

fn page_of(program: &Command, name: &str) -> Result<Vec<u8>, Failure> {
    let Some(command) = program.find_subcommand(name) else {
        let known: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        return Err(Failure::Other(format!(
            "there is no command `{name}`: they are {}",
            known.join(", ")
        )));
    };
    let mut page = Vec::new();
    let title = format!("descent-tui-{name}");
    clap_mangen::Man::new(command.clone())
        .title(title)
        .render(&mut page)?;
    Ok(page)
}

fn page(program: &Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(program.clone()).render(&mut page)?;
    for subcommand in program.get_subcommands() {
        let name = subcommand.get_name().to_uppercase();
        writeln!(page, ".SH {name}")?;
        let man = clap_mangen::Man::new(subcommand.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(page)
}

//! The `descent-tui` program: hands the command line to the library and reports its exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    descent_tui::cli::main()
}

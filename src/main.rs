//! The `descent-tui` program: hands the command line to the library and reports its exit status.

#[cfg(not(target_family = "wasm"))]
fn main() -> std::process::ExitCode {
    descent_tui::cli::main()
}

/// A page has no command line.
#[cfg(target_family = "wasm")]
fn main() {}

//! Pictures and films as the program writes them, read again by decoders of other makes.

#![expect(clippy::expect_used, reason = "in a test, a panic is the report")]

mod carried;
mod films;
mod refusals;
mod screens;
mod stills;
mod views;

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The program with arguments, in a folder of its own.
fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command =
        Command::cargo_bin("descent-tui").expect("the program is built with its tests");
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR");
    command
}

/// What the program writes to standard output; it must succeed.
fn written(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = program(folder, arguments).assert().success();
    output.get_output().stdout.clone()
}

/// The same as text.
fn text(folder: &Path, arguments: &[&str]) -> String {
    String::from_utf8(written(folder, arguments)).expect("results are text")
}

/// A folder of its own for a test.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().to_path_buf();
    (folder, path)
}

//! `descent-tui [SCENE]`: the scene in the terminal.

use std::io::{self, IsTerminal};

use super::arguments::Common;
use super::failure::Failure;
use super::scenes::SceneArguments;

/// Opens the scene in the terminal.
pub(super) fn run(scene: &SceneArguments, common: &Common) -> Result<(), Failure> {
    let _ = common;
    let scene = scene.load()?;
    if !io::stdout().is_terminal() {
        return Err(Failure::Other(
            "standard output is no terminal; `descent-tui run` computes the paths without one"
                .into(),
        ));
    }
    let _ = scene;
    Ok(())
}

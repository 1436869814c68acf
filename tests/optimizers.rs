//! The optimizers as their users meet them, from a scene's text to a path: reference paths, laws of
//! mathematics, and whatever their ranges allow.

#[path = "optimizers/around.rs"]
mod around;
#[path = "optimizers/fitted.rs"]
mod fitted;
#[path = "optimizers/invariances.rs"]
mod invariances;
#[path = "optimizers/laws.rs"]
mod laws;
#[path = "optimizers/methods.rs"]
mod methods;
#[path = "optimizers/noise.rs"]
mod noise;
#[path = "optimizers/progress.rs"]
mod progress;
#[path = "optimizers/published.rs"]
mod published;
#[path = "optimizers/ranges.rs"]
mod ranges;
#[path = "optimizers/reference.rs"]
mod reference;
#[path = "optimizers/rules.rs"]
mod rules;
#[path = "optimizers/scales.rs"]
mod scales;

use std::fs;

use descent_tui::scene::{Files, Scene, parse};
use descent_tui::simulation::{Path, simulate};

/// Scenes of these tests name no files.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Err(format!("cannot read `{name}`"))
    }
}

/// The scene of a text that has no mistakes.
fn scene(text: &str) -> Scene {
    parse("scene.toml", text, &NoFiles).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// The paths of a formula's scene: its start, steps and optimizers as they stand in a scene file.
fn paths(formula: &str, start: [f64; 2], steps: u32, optimizers: &str) -> Vec<Path> {
    simulate(&scene(&format!(
        "start = {start:?}\n[objective]\nformula = \"{formula}\"\n[run]\nsteps = {steps}\n{optimizers}"
    )))
}

/// The path of the only optimizer, given by its keys: `kind = "gd"`, `lr = 0.1`.
fn path(formula: &str, start: [f64; 2], steps: u32, optimizer: &str) -> Path {
    paths(
        formula,
        start,
        steps,
        &format!("[[optimizer]]\n{optimizer}"),
    )
    .remove(0)
}

#[test]
fn the_guide_shows_an_optimizer_as_it_is() {
    let guide = fs::read_to_string("CONTRIBUTING.md").expect("the guide");
    let kind = fs::read_to_string("src/optimizer/kinds/gd.rs").expect("gradient descent");
    assert!(
        guide.contains(&format!("```rust\n{kind}```\n")),
        "CONTRIBUTING.md shows another gd.rs"
    );
}

//! The page on scene files.

use descent_tui::objective::Loss;
use descent_tui::scene::{REFERENCE, Section};

use super::markdown::{block, code, table};

/// What a scene is.
const INTRODUCTION: &str = "\
# Scenes

A scene is a TOML file: one objective of two variables, a view of it, a start, and the optimizers that go down it.
Only `[objective]` is needed. `descent-tui new FILE.toml` writes one to begin with, `descent-tui check FILE.toml` tells all
its mistakes at once, and `descent-tui explain KEY` says in the terminal what stands here: `explain batch`,
`explain objective.data`, `explain logistic`.

The formula language and the built-in functions stand in [functions.md](functions.md); the kinds of optimizers, their
hyper-parameters, schedules and modifiers in [optimizers.md](optimizers.md); how to make landscapes and recorded paths
of a training in [landscapes.md](landscapes.md). Files are looked for beside the scene.
";

pub fn page() -> String {
    let sections: String = REFERENCE.iter().map(section).collect();
    let losses = Loss::ALL.map(|(name, loss)| [code(name), loss.meaning().to_owned()]);
    let losses = table(["loss", "of a prediction p and its target t"], losses);
    format!(
        "{INTRODUCTION}{sections}\n## Losses\n\nThe objective is the mean over the rows.\n\n{losses}"
    )
}

fn section(section: &Section) -> String {
    let heading = match section.header {
        "" => "The top of the file".to_owned(),
        header => code(header),
    };
    let rows = section.keys.iter().map(|key| {
        let [values, default, doc] = [key.values, key.default, key.doc].map(str::to_owned);
        [code(key.name), values, default, doc]
    });
    let keys = table(["key", "values", "left out", "what it is"], rows);
    let example = block(&[section.example]).replace("```text", "```toml");
    format!("\n## {heading}\n\n{}\n\n{keys}\n{example}", section.doc)
}

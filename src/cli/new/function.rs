//! A commented scene on a built-in function.

use std::fmt::{self, Write};
use std::path::PathBuf;

use crate::analysis::rates;
use crate::cli::failure::Failure;
use crate::mistake::nearest;
use crate::scene::{
    BuiltinFunction, Folder, Scene, find_function, function_scene, functions, parse,
};

/// The scene's text, with optimizers at rates that suit it.
pub(super) fn text(name: &str) -> Result<String, Failure> {
    let function = find_function(name).ok_or_else(|| unknown(name))?;
    let plain = function_scene(function);
    let mut scene = parse(&function.name, &plain, &Folder(PathBuf::new()))?;
    rates::complete(&mut scene);
    let mut text = String::from(
        "# A scene: an objective of two variables, and the optimizers that go down it.\n",
    );
    // Writing into a string cannot fail.
    let _ = write_scene(&mut text, &plain, function, &scene);
    Ok(text)
}

fn unknown(name: &str) -> Failure {
    let names = functions().iter().map(|function| function.name.as_str());
    Failure::Other(match nearest(name, names) {
        Some(meant) => format!("there is no function `{name}`: did you mean `{meant}`?"),
        None => format!(
            "there is no function `{name}`: `descent-tui list functions` shows what there is"
        ),
    })
}

/// Writes a line, and what it means in a column beside it.
fn line(text: &mut String, line: &str, meaning: &str) -> fmt::Result {
    writeln!(text, "{line:<31} # {meaning}")
}

fn write_scene(
    text: &mut String,
    plain: &str,
    function: &BuiltinFunction,
    scene: &Scene,
) -> fmt::Result {
    let (head, objective) = plain.split_once("\n[objective]").unwrap_or((plain, ""));
    text.push_str(head);
    let start = format!("start = [{:?}, {:?}]", scene.start.x, scene.start.y);
    line(text, &start, "where every optimizer starts")?;
    write!(text, "\n[objective]{objective}")?;
    write_objective(text, function)?;
    let [x, y] = function.view;
    let view = "the part of the plane on the screen";
    text.push('\n');
    line(text, "[view]", view)?;
    writeln!(text, "x = {x:?}\ny = {y:?}\n\n[run]")?;
    let steps = format!("steps = {}", scene.run.steps);
    line(text, &steps, "of every optimizer")?;
    line(text, "convention = \"textbook\"", "or \"pytorch\"")?;
    writeln!(
        text,
        "\n# `descent-tui list optimizers` shows the kinds, `descent-tui explain adam` one of them.\n"
    )?;
    for (count, entry) in scene.optimizers.iter().enumerate() {
        let declaration = entry.declaration();
        let gap = if count == 0 { "" } else { "\n" };
        writeln!(
            text,
            "{gap}# {}: {}.",
            declaration.display, declaration.summary
        )?;
        writeln!(text, "[[optimizer]]\nkind = {:?}", declaration.name)?;
        if let Some(rate) = entry.hypers.first().filter(|_| declaration.has_rate()) {
            writeln!(text, "lr = {rate:?}")?;
        }
    }
    Ok(())
}

/// What the function computes, and its parameters.
fn write_objective(text: &mut String, function: &BuiltinFunction) -> fmt::Result {
    writeln!(text, "# J = {}", function.formula)?;
    for (name, part) in &function.parts {
        writeln!(text, "# {name} = {part}")?;
    }
    if !function.parameters.is_empty() {
        text.push('\n');
        let heading = "[objective.parameters]";
        line(text, heading, "numbers that can be changed live")?;
    }
    for parameter in &function.parameters {
        let value = format!("{} = {:?}", parameter.name, parameter.value);
        line(text, &value, &parameter.doc)?;
    }
    Ok(())
}

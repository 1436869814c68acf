//! A commented scene on a built-in function.

use std::fmt::Write;
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
    let mut text = function_scene(function);
    let mut scene = parse(&function.name, &text, &Folder(PathBuf::new()))?;
    rates::complete(&mut scene);
    // Writing into a string cannot fail.
    let _ = write_rest(&mut text, function, &scene);
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

fn write_rest(
    text: &mut String,
    function: &BuiltinFunction,
    scene: &Scene,
) -> Result<(), std::fmt::Error> {
    writeln!(text, "# J = {}", function.formula)?;
    for (name, part) in &function.parts {
        writeln!(text, "# {name} = {part}")?;
    }
    if !function.parameters.is_empty() {
        writeln!(
            text,
            "\n[objective.parameters]          # numbers that can be changed live"
        )?;
    }
    for parameter in &function.parameters {
        writeln!(
            text,
            "{} = {:?}  # {}",
            parameter.name, parameter.value, parameter.doc
        )?;
    }
    let [x, y] = function.view;
    writeln!(text, "\n[view]\nx = {x:?}\ny = {y:?}")?;
    writeln!(text, "\n[run]\nsteps = {}", scene.run.steps)?;
    for entry in &scene.optimizers {
        let declaration = entry.declaration();
        writeln!(
            text,
            "\n[[optimizer]]                   # {}",
            declaration.summary
        )?;
        writeln!(text, "kind = {:?}", declaration.name)?;
        if let Some(rate) = entry.hypers.first().filter(|_| declaration.has_rate()) {
            writeln!(text, "lr = {rate:?}")?;
        }
    }
    Ok(())
}

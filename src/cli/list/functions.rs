//! The built-in functions, with all that is known of them.

use serde_json::{Value, json};

use super::Listed;
use crate::objective::{Parameter, Scale};
use crate::scene::{BuiltinFunction, functions};

pub(super) fn list() -> Vec<Listed> {
    let functions = functions().iter().map(|function| Listed {
        name: function.name.clone(),
        summary: format!("{}: {}", function.title, function.summary),
        object: object(function),
    });
    functions.collect()
}

fn object(function: &BuiltinFunction) -> Value {
    let minima = function
        .minima
        .iter()
        .map(|at| json!({ "at": [at.x, at.y], "value": function.value }));
    let parameters = function.parameters.iter().map(parameter);
    let parts: Vec<Value> = function
        .parts
        .iter()
        .map(|(name, text)| json!({ "name": name, "formula": text }))
        .collect();
    json!({
        "name": function.name,
        "aliases": function.aliases,
        "title": function.title,
        "summary": function.summary,
        "formula": function.formula,
        "where": parts,
        "parameters": parameters.collect::<Vec<Value>>(),
        "view": { "x": function.view[0], "y": function.view[1] },
        "start": [function.start.x, function.start.y],
        "minima": minima.collect::<Vec<Value>>(),
        "source": function.source,
    })
}

fn parameter(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name,
        "value": parameter.value,
        "min": parameter.min,
        "max": parameter.max,
        "scale": match parameter.scale {
            Scale::Linear => "linear",
            Scale::Log => "log",
        },
        "doc": parameter.doc,
    })
}

//! `descent-tui schema`: JSON Schemas of scenes, by which editors complete and check them, and of what commands write.
//!
//! Made from the same tables that the reader, `explain` and the docs use.

mod results;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::failure::Failure;
use super::output::print as print_out;
use crate::app::ViewKind;
use crate::optimizer::{
    Course, Declaration, Form, Hyper, MULTISTEP, Modifier, OWN, Range, catalog,
};
use crate::scene::{REFERENCE, SceneKey, Section, functions};

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Of {
    /// Scenes and lessons
    #[default]
    Scene,
    /// Paths
    Run,
    /// Values at points
    Eval,
    /// What there is
    List,
    /// What comes of each value
    Sweep,
    /// Which minimum each start leads to
    Basins,
    /// The decay of each mode
    Spectrum,
    /// The best values
    Tune,
}

/// Prints a schema.
pub(super) fn print(of: Of) -> Result<(), Failure> {
    let name = of.to_possible_value();
    let name = name.as_ref().map_or("", |value| value.get_name());
    let schema = results::of(name).unwrap_or_else(scene);
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    print_out(|out| writeln!(out, "{text}"))
}

/// The schema of a scene or a lesson.
fn scene() -> Value {
    let mut schema = table("");
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A scene of descent-tui");
    schema["anyOf"] = json!([{ "required": ["objective"] }, { "required": ["lesson"] }]);
    schema
}

/// The section of this path.
fn section(path: &str) -> Option<&'static Section> {
    REFERENCE.iter().find(|section| section.path == path)
}

/// A table with the keys of a section, and no others.
fn table(path: &str) -> Value {
    let Some(section) = section(path) else {
        return json!({ "type": "object" });
    };
    let keys = section.keys.iter();
    let properties: Map<String, Value> = keys
        .map(|key| (key.name.to_owned(), described(path, key)))
        .collect();
    let mut schema = json!({
        "type": "object",
        "description": section.doc,
        "properties": properties,
        "additionalProperties": false,
    });
    match path {
        "objective" => {
            let one =
                ["formula", "function", "grid", "data"].map(|key| json!({ "required": [key] }));
            schema["oneOf"] = json!(one);
        }
        "objective.data" => schema["required"] = json!(["file", "model", "target", "weights"]),
        "objective.parameters" | "optimizer.values" => schema["required"] = json!(["value"]),
        "optimizer" => optimizers(&mut schema),
        "optimizer.schedule" => schedules(&mut schema),
        "path" => schema["required"] = json!(["file"]),
        "event" => schema["required"] = json!(["step", "set"]),
        "lesson" => schema["required"] = json!(["text"]),
        _ => {}
    }
    schema
}

/// What may stand under a key, with what it is for.
fn described(path: &str, key: &SceneKey) -> Value {
    let mut schema = of_key(path, key);
    let doc = match key.default {
        "" => key.doc.to_owned(),
        default => format!("{} Left out: {default}.", key.doc),
    };
    schema["description"] = json!(doc);
    schema
}

fn of_key(path: &str, key: &SceneKey) -> Value {
    match (path, key.name) {
        ("objective", "where") => {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        ("objective", "parameters") => named("objective.parameters"),
        ("objective", "function") => {
            let names = functions()
                .iter()
                .flat_map(|own| std::iter::once(&own.name).chain(&own.aliases));
            json!({ "enum": names.collect::<Vec<_>>() })
        }
        ("optimizer", "values") => named("optimizer.values"),
        ("optimizer", "schedule") => one_or_more(&table("optimizer.schedule")),
        ("optimizer", "kind") => json!({ "enum": kinds() }),
        ("lesson", "view") => {
            json!({ "enum": ViewKind::ALL.iter().map(|view| view.name()).collect::<Vec<_>>() })
        }
        ("lesson", "look") => {
            let ends = of_words("[low, high]");
            json!({ "type": "object", "properties": { "x": ends, "y": ends }, "additionalProperties": false })
        }
        ("objective", "minimum" | "data") => table(&format!("objective.{}", key.name)),
        ("", "objective" | "view" | "run") => table(key.name),
        ("", "optimizer" | "path" | "event" | "lesson") => {
            json!({ "type": "array", "items": table(key.name) })
        }
        _ => of_words(key.values),
    }
}

/// Names of the scene's own, each with a number or with a table that says more of it.
fn named(path: &str) -> Value {
    json!({
        "type": "object",
        "additionalProperties": { "anyOf": [{ "type": "number" }, table(path)] },
    })
}

fn one_or_more(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "array", "items": schema, "minItems": 1 }] })
}

/// What the words of the reference allow.
fn of_words(words: &str) -> Value {
    let numbers = |count: usize| json!({ "type": "array", "items": { "type": "number" }, "minItems": count, "maxItems": count });
    let quoted: Vec<&str> = words.split('"').skip(1).step_by(2).collect();
    match words {
        "[x, y]" | "[low, high]" => numbers(2),
        "[x, y] or a list of them" => {
            json!({ "anyOf": [numbers(2), { "type": "array", "items": numbers(2) }] })
        }
        "[[step, rate], …]" => json!({ "type": "array", "items": numbers(2), "minItems": 1 }),
        "[\"w\", \"b\"]" => {
            json!({ "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 })
        }
        "\"#rrggbb\"" => json!({ "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" }),
        "true or false" => json!({ "type": "boolean" }),
        "1, 2 or \"inf\"" => json!({ "enum": [1, 2, "inf"] }),
        "a whole number or \"end\"" => {
            json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "const": "end" }] })
        }
        "a table of names and values" => json!({ "type": "object" }),
        "a list of steps" => {
            json!({ "type": "array", "items": { "type": "integer", "minimum": 0 } })
        }
        "a list of optimizers" => {
            json!({ "type": "array", "items": { "type": ["string", "object"] } })
        }
        _ if !quoted.is_empty() => json!({ "enum": quoted }),
        _ if words.starts_with("a whole number up to 200") => {
            json!({ "anyOf": [integer(words), { "type": "array", "items": { "type": "number" } }] })
        }
        _ if words.starts_with("a whole number") => integer(words),
        _ if words.starts_with("a number") => number(words),
        _ if words.starts_with("a list") => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        _ => json!({ "type": "string" }),
    }
}

/// A whole number between the ends that the words name; `1e3` is one, too.
fn integer(words: &str) -> Value {
    let mut schema = json!({ "type": "number", "multipleOf": 1, "minimum": 0 });
    if words.ends_with("2^53 - 1") {
        schema["maximum"] = json!((1_u64 << 53) - 1);
        return schema;
    }
    match ends_in(words).as_slice() {
        [least, most] if words.contains("from") => {
            (schema["minimum"], schema["maximum"]) = (json!(least), json!(most));
        }
        [most] if words.contains("up to") => schema["maximum"] = json!(most),
        _ => {}
    }
    schema
}

/// The numbers among words.
fn ends_in(words: &str) -> Vec<f64> {
    let words = words.split([' ', ',']);
    words.filter_map(|word| word.parse().ok()).collect()
}

fn number(words: &str) -> Value {
    let mut schema = json!({ "type": "number" });
    match ends_in(words).as_slice() {
        [least, most] => (schema["minimum"], schema["maximum"]) = (json!(least), json!(most)),
        [least] => schema["minimum"] = json!(least),
        _ => {}
    }
    schema
}

/// What a hyper-parameter may be.
fn of_range(hyper: &Hyper) -> Value {
    let mut schema = match hyper.range {
        Range::Switch => json!({ "type": "boolean" }),
        Range::Choice(words) => json!({ "enum": words }),
        Range::Integer { .. } => json!({ "type": "number", "multipleOf": 1 }),
        _ => json!({ "type": "number" }),
    };
    if schema["type"] == "number" {
        schema["minimum"] = json!(hyper.range.min());
        if hyper.range.max() < f64::MAX {
            schema["maximum"] = json!(hyper.range.max());
        }
    }
    schema["description"] = json!(hyper.doc);
    schema
}

fn of_hypers(hypers: &[Hyper]) -> Map<String, Value> {
    hypers
        .iter()
        .map(|hyper| (hyper.name.to_owned(), of_range(hyper)))
        .collect()
}

/// Every name of every kind.
fn kinds() -> Vec<&'static str> {
    let own = catalog().iter().flat_map(|kind| names(kind.declaration()));
    own.chain([OWN]).collect()
}

fn names(declaration: &'static Declaration) -> impl Iterator<Item = &'static str> {
    std::iter::once(declaration.name).chain(declaration.aliases.iter().copied())
}

/// Adds what stands around a method, and for each kind the values that it has.
fn optimizers(schema: &mut Value) {
    let mut common = json!({ "lr": { "type": "number", "minimum": 0 } });
    for modifier in Modifier::all() {
        common[modifier.name] = of_modifier(modifier);
    }
    let Some(properties) = schema["properties"].as_object_mut() else {
        return;
    };
    properties.extend(common.as_object().cloned().unwrap_or_default());
    let everywhere: Vec<String> = properties.keys().cloned().collect();
    let mut cases = Vec::new();
    for kind in catalog() {
        let declaration = kind.declaration();
        let own = of_hypers(declaration.hypers);
        for key in own.keys() {
            properties.entry(key.clone()).or_insert(json!({}));
        }
        let allowed: Vec<&String> = everywhere.iter().chain(own.keys()).collect();
        cases.push(json!({
            "if": { "properties": { "kind": { "enum": names(declaration).collect::<Vec<_>>() } }, "required": ["kind"] },
            "then": { "properties": own, "propertyNames": { "enum": allowed } },
        }));
    }
    cases.push(json!({
        "if": { "properties": { "kind": { "const": OWN } }, "required": ["kind"] },
        "then": { "required": ["rule"], "propertyNames": { "enum": everywhere } },
    }));
    schema["required"] = json!(["kind"]);
    schema["allOf"] = json!(cases);
}

fn of_modifier(modifier: &Modifier) -> Value {
    let mut schema = match modifier.form {
        Form::Number => modifier.hypers.first().map_or_else(|| json!({}), of_range),
        Form::Switch(_) => json!({ "type": "boolean" }),
        Form::Set => table("optimizer.project"),
        Form::Table => json!({
            "type": "object",
            "properties": of_hypers(modifier.hypers),
            "additionalProperties": false,
        }),
    };
    schema["description"] = json!(modifier.summary);
    schema
}

/// Adds the values of every schedule.
fn schedules(schema: &mut Value) {
    let kinds = Course::all().iter().map(|course| course.name);
    let kinds: Vec<&str> = kinds.chain([MULTISTEP.name]).collect();
    let Some(properties) = schema["properties"].as_object_mut() else {
        return;
    };
    for course in Course::all() {
        for (key, value) in of_hypers(course.hypers) {
            // One key of several schedules may have several ranges.
            let other = properties.entry(key).or_insert_with(|| value.clone());
            if *other != value {
                *other = json!({ "type": "number" });
            }
        }
    }
    properties.insert("kind".to_owned(), json!({ "enum": kinds }));
    schema["anyOf"] = json!([{ "required": ["kind"] }, { "required": ["points"] }]);
}

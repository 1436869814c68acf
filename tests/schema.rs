//! The JSON Schema of scenes takes every scene and lesson, and refuses of the broken ones all that a schema can refuse.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Map, Value};

fn schema() -> Value {
    let output = Command::cargo_bin("descent-tui")
        .unwrap()
        .arg("schema")
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Where a value breaks a schema, in words; empty where it does not. Knows the keywords that the schema uses, and no others.
fn broken(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        if !holds(schema, keyword, rule, value) {
            found.push(format!("{at}: {keyword}"));
        }
    }
    if let (Some(properties), Some(object)) = (schema["properties"].as_object(), value.as_object())
    {
        for (key, item) in object {
            let below = properties.get(key).or_else(|| {
                schema
                    .get("additionalProperties")
                    .filter(|more| more.is_object())
            });
            if let Some(below) = below {
                found.extend(broken(below, item, &format!("{at}.{key}")));
            }
        }
    } else if let (Some(more), Some(object)) = (
        schema["additionalProperties"].as_object(),
        value.as_object(),
    ) {
        let more = Value::Object(more.clone());
        for (key, item) in object {
            found.extend(broken(&more, item, &format!("{at}.{key}")));
        }
    }
    if let (Some(items), Some(array)) = (schema.get("items"), value.as_array()) {
        for (index, item) in array.iter().enumerate() {
            found.extend(broken(items, item, &format!("{at}[{index}]")));
        }
    }
    found
}

fn holds(schema: &Value, keyword: &str, rule: &Value, value: &Value) -> bool {
    let fits = |schema: &Value| broken(schema, value, "").is_empty();
    let list = || rule.as_array().unwrap().iter();
    let object = value.as_object();
    let length = value.as_array().map(Vec::len);
    let bound = || rule.as_f64().unwrap();
    match keyword {
        "$schema" | "title" | "description" | "properties" | "items" | "then" => true,
        "type" if rule.is_array() => list().any(|one| is_of(value, one.as_str().unwrap())),
        "type" => is_of(value, rule.as_str().unwrap()),
        "enum" => list().any(|one| one == value || both(one, value)),
        "const" => rule == value,
        "required" => {
            object.is_none_or(|own| list().all(|key| own.contains_key(key.as_str().unwrap())))
        }
        "additionalProperties" => {
            rule.is_object() || object.is_none_or(|own| keys_are_known(schema, own))
        }
        "propertyNames" => object.is_none_or(|own| {
            let names = rule["enum"].as_array().unwrap();
            own.keys()
                .all(|key| names.iter().any(|name| name == key.as_str()))
        }),
        "minItems" => length.is_none_or(|length| length as f64 >= bound()),
        "maxItems" => length.is_none_or(|length| length as f64 <= bound()),
        "minimum" => value.as_f64().is_none_or(|number| number >= bound()),
        "maximum" => value.as_f64().is_none_or(|number| number <= bound()),
        "multipleOf" => value.as_f64().is_none_or(|number| number % bound() == 0.0),
        "pattern" => value
            .as_str()
            .is_none_or(|text| text.len() == 7 && text.starts_with('#')),
        "anyOf" => list().any(fits),
        "oneOf" => list().filter(|one| fits(one)).count() == 1,
        "allOf" => list().all(fits),
        "if" => !fits(rule) || fits(&schema["then"]),
        other => panic!("the test does not know `{other}`"),
    }
}

/// Whether both are the same number, written as a whole one or not.
fn both(one: &Value, other: &Value) -> bool {
    one.as_f64().is_some() && one.as_f64() == other.as_f64()
}

fn keys_are_known(schema: &Value, object: &Map<String, Value>) -> bool {
    let known = schema["properties"].as_object();
    object
        .keys()
        .all(|key| known.is_some_and(|known| known.contains_key(key)))
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("the test does not know the type `{other}`"),
    }
}

/// A TOML file as JSON; `None` where it is no TOML.
fn json(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).unwrap();
    let table: toml::Table = toml::from_str(&text).ok()?;
    Some(serde_json::to_value(table).unwrap())
}

fn files(folder: &str) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{folder}");
    paths
}

#[test]
fn every_scene_and_lesson_is_taken() {
    let schema = schema();
    for folder in ["scenes", "lessons", "tests/reference"] {
        for path in files(folder) {
            let found = broken(&schema, &json(&path).unwrap(), "");
            assert!(found.is_empty(), "{}: {found:#?}", path.display());
        }
    }
}

#[test]
fn broken_scenes_are_refused() {
    // What is wrong with these stands within a formula, between two tables, or in numbers that JSON has not.
    let within = [
        "carets",
        "cycle",
        "formulas",
        "labels",
        "not_finite",
        "other_languages",
    ];
    let schema = schema();
    for path in files("tests/broken") {
        let Some(scene) = json(&path) else {
            continue;
        };
        let name = path.file_stem().unwrap().to_str().unwrap();
        let is_taken = broken(&schema, &scene, "").is_empty();
        assert_eq!(is_taken, within.contains(&name), "{name}");
    }
}

#[test]
fn what_commands_write_is_as_their_schemas_say() {
    let written = |arguments: &[&str]| -> Value {
        let program = Command::cargo_bin("descent-tui")
            .unwrap()
            .args(arguments)
            .output();
        serde_json::from_slice(&program.unwrap().stdout).unwrap()
    };
    let mut held = 0;
    for line in [
        "run ravine",
        "run network",
        "run noise --seeds 2 --starts 2",
        "run --formula 1/x",
        "eval ravine --at 1,2",
        "eval --formula ln(x) --at -1,2",
        "list optimizers",
        "list functions",
        "list scenes",
        "list lessons",
        "list views",
        "list keys",
        "list themes",
        "sweep ravine --vary *.lr=0.001..10:9",
        "sweep ravine --vary Momentum.lr=0.01..1:3 --vary kappa=1..40:3",
        "basins himmelblau --size 6x4",
        "spectrum ravine",
        "spectrum rosenbrock --at 0,3",
        "tune ravine --starts 2",
    ] {
        let mut words: Vec<&str> = line.split(' ').collect();
        let schema = written(&["schema", words[0]]);
        words.extend(["--format", "json"]);
        let found = broken(&schema, &written(&words), words[0]);
        assert!(found.is_empty(), "{line}: {found:?}");
        held += 1;
    }
    assert_eq!(held, 19);
    // And they say something: a path without values is none.
    let mut paths = written(&["run", "ravine", "--steps", "2", "--format", "json"]);
    paths["runs"][0]["metrics"]["value"] = Value::from("low");
    assert!(!broken(&written(&["schema", "run"]), &paths, "").is_empty());
}

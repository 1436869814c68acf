//! JSON Schemas of what the commands write as JSON. Keys may be added to any of them; none of these goes, or means another thing.

use serde_json::{Map, Value, json};

/// What a command writes, by the command's name.
pub(super) fn of(command: &str) -> Option<Value> {
    let (title, schema) = match command {
        "run" => ("Paths", run()),
        "eval" => ("Values, gradients and Hessians at points", eval()),
        "list" => ("What there is", list()),
        "sweep" => ("What comes of each value", sweep()),
        "basins" => ("Which minimum each start leads to", basins()),
        "spectrum" => ("Curvatures and the decay of each mode", spectrum()),
        "tune" => ("The best values for each optimizer", tune()),
        _ => return None,
    };
    let mut schema = schema;
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(format!(
        "{title}, as `descent-tui {command} --format json` writes them"
    ));
    Some(schema)
}

/// An object with these keys, all of which are there.
fn object(keys: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|(key, schema)| ((*key).to_owned(), schema.clone()))
        .collect();
    let required: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The same with further keys that may be left out.
fn with(mut object: Value, keys: &[(&str, Value)]) -> Value {
    for (key, schema) in keys {
        object["properties"][*key] = schema.clone();
    }
    object
}

fn list_of(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn number() -> Value {
    json!({ "type": "number" })
}

fn whole() -> Value {
    json!({ "type": "integer" })
}

/// A number, or null where it is not finite or there is none.
fn maybe() -> Value {
    json!({ "type": ["number", "null"] })
}

/// A share, from 0 to 1.
fn share() -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1 })
}

fn pair() -> Value {
    json!({ "type": "array", "items": maybe(), "minItems": 2, "maxItems": 2 })
}

/// The version of a form: it grows when a reader of the old one would be wrong.
fn format() -> Value {
    json!({ "const": 1 })
}

/// Values by their names.
fn values() -> Value {
    json!({ "type": "object", "additionalProperties": { "type": ["number", "string", "boolean", "null"] } })
}

fn minimum() -> Value {
    object(&[("at", pair()), ("value", maybe())])
}

fn run() -> Value {
    let scene = object(&[
        ("title", text()),
        ("objective", text()),
        ("parameters", values()),
        ("start", pair()),
        ("steps", whole()),
        ("seed", whole()),
    ]);
    let metrics = object(&[
        ("value", maybe()),
        ("best", maybe()),
        ("length", maybe()),
        ("net", maybe()),
        ("waste", maybe()),
        ("reversals", maybe()),
        ("across", maybe()),
        ("settled", maybe()),
    ]);
    let point = json!({ "type": "array", "items": maybe(), "minItems": 3, "maxItems": 3 });
    let one = object(&[
        ("label", text()),
        ("kind", text()),
        ("hyper", values()),
        ("status", text()),
        ("steps", whole()),
        ("metrics", metrics),
        ("path", list_of(&point)),
    ]);
    let one = with(
        one,
        &[("start", pair()), ("seed", whole()), ("still", text())],
    );
    let recorded = object(&[
        ("label", text()),
        ("steps", list_of(&whole())),
        ("path", list_of(&point)),
        ("slice", list_of(&maybe())),
    ]);
    let all = object(&[
        ("format", format()),
        ("scene", scene),
        ("runs", list_of(&one)),
    ]);
    with(all, &[("recorded", list_of(&recorded))])
}

fn eval() -> Value {
    let point = object(&[
        ("at", pair()),
        ("value", maybe()),
        ("gradient", pair()),
        ("hessian", list_of(&pair())),
    ]);
    object(&[("points", list_of(&point))])
}

fn list() -> Value {
    let hyper = object(&[
        ("name", text()),
        ("symbol", text()),
        (
            "default",
            json!({ "type": ["number", "string", "boolean"] }),
        ),
        ("min", maybe()),
        ("max", maybe()),
        ("scale", text()),
        ("doc", text()),
    ]);
    let own = object(&[("name", text()), ("summary", text())]);
    let words = list_of(&text());
    let further = [
        ("display", text()),
        ("aliases", words.clone()),
        ("hyper", list_of(&hyper)),
        ("source", text()),
        ("formula", text()),
        ("view", object(&[("x", pair()), ("y", pair())])),
        ("start", pair()),
        ("minima", list_of(&minimum())),
        ("keys", words),
        ("title", text()),
    ];
    list_of(&with(own, &further))
}

fn sweep() -> Value {
    let varied = object(&[("name", text()), ("values", list_of(&number()))]);
    let row = object(&[
        ("optimizer", text()),
        ("value", maybe()),
        ("best", maybe()),
        ("length", maybe()),
        ("waste", maybe()),
        ("reversals", maybe()),
        ("settled", maybe()),
        ("status", text()),
    ]);
    object(&[
        ("format", format()),
        ("vary", list_of(&varied)),
        ("rows", list_of(&row)),
    ])
}

fn basins() -> Value {
    let one = object(&[
        ("label", text()),
        ("shares", list_of(&share())),
        ("diverged", share()),
        ("nowhere", share()),
        ("left", share()),
        ("cells", list_of(&list_of(&whole()))),
        ("steps", list_of(&list_of(&maybe()))),
    ]);
    object(&[
        ("format", format()),
        ("minima", list_of(&minimum())),
        ("optimizers", list_of(&one)),
    ])
}

fn spectrum() -> Value {
    let mode = object(&[
        ("eigenvalue", maybe()),
        ("predicted", maybe()),
        ("measured", maybe()),
    ]);
    let one = object(&[
        ("label", text()),
        ("modes", list_of(&mode)),
        ("limit", maybe()),
    ]);
    object(&[
        ("format", format()),
        ("at", pair()),
        ("value", maybe()),
        ("gradient", pair()),
        ("eigenvalues", pair()),
        ("eigenvectors", list_of(&pair())),
        ("condition", maybe()),
        ("optimizers", list_of(&one)),
    ])
}

fn tune() -> Value {
    let one = object(&[
        ("label", text()),
        ("hyper", values()),
        ("settled", maybe()),
        ("value", maybe()),
        ("spread", pair()),
        ("evaluations", whole()),
    ]);
    object(&[
        ("format", format()),
        ("budget", whole()),
        ("optimizers", list_of(&one)),
    ])
}

//! The optimizers, with all that they declare.

use serde_json::{Value, json};

use super::Listed;
use crate::optimizer::{Declaration, Hyper, Range, catalog};

pub(super) fn list() -> Vec<Listed> {
    let declarations = catalog().iter().map(|kind| kind.declaration());
    declarations
        .map(|declaration| Listed {
            name: declaration.name.to_owned(),
            summary: declaration.summary.to_owned(),
            object: object(declaration),
        })
        .collect()
}

fn object(declaration: &Declaration) -> Value {
    let hypers: Vec<Value> = declaration.hypers.iter().map(hyper).collect();
    json!({
        "name": declaration.name,
        "display": declaration.display,
        "aliases": declaration.aliases,
        "summary": declaration.summary,
        "rule": declaration.rule,
        "rule_pytorch": declaration.rule_pytorch,
        "hyper": hypers,
        "helps": declaration.helps,
        "fails": declaration.fails,
        "source": declaration.source,
    })
}

fn hyper(hyper: &Hyper) -> Value {
    json!({
        "name": hyper.name,
        "symbol": hyper.symbol,
        "default": in_words(&hyper.range, hyper.default),
        "min": hyper.range.min(),
        "max": bound(hyper.range.max()),
        "scale": hyper.range.scale_name(),
        "doc": hyper.doc,
    })
}

/// A value as scenes write it.
pub(in crate::cli) fn in_words(range: &Range, value: f64) -> Value {
    match range {
        Range::Switch => Value::from(value != 0.0),
        Range::Choice(_) => Value::from(range.word(value)),
        _ => Value::from(value),
    }
}

/// The greatest value; null where any finite number is accepted.
fn bound(max: f64) -> Option<f64> {
    (max < f64::MAX).then_some(max)
}

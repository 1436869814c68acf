//! Values as scenes write them.

use toml_edit::{Array, InlineTable, Item, TableLike, Value};

use crate::optimizer::{Convention, Hyper, Range};

/// A number, in the shortest text that reads back to it.
pub(super) fn number(number: f64) -> Value {
    let written: Result<Value, _> = format!("{number:?}").parse();
    written.unwrap_or_else(|_| number.into())
}

/// Two numbers.
pub(super) fn pair(numbers: [f64; 2]) -> Value {
    Value::Array(numbers.into_iter().map(number).collect())
}

/// A convention's word.
pub(super) fn convention(convention: Convention) -> Value {
    match convention {
        Convention::Textbook => "textbook".into(),
        Convention::Pytorch => "pytorch".into(),
    }
}

/// A color such as `"#e69f00"`.
pub(super) fn color([red, green, blue]: [u8; 3]) -> Value {
    format!("#{red:02x}{green:02x}{blue:02x}").into()
}

/// The value of a hyper-parameter: a number, a boolean or a word.
pub(super) fn in_range(range: &Range, value: f64) -> Value {
    match range {
        Range::Switch => (value != 0.0).into(),
        Range::Integer { .. } => Value::from(value as i64),
        Range::Choice(_) => range.word(value).unwrap_or_default().into(),
        _ => number(value),
    }
}

/// Keys and values as an inline table.
pub(super) fn inline<'a>(hypers: impl Iterator<Item = (&'a Hyper, f64)>) -> InlineTable {
    let entries = hypers.map(|(hyper, value)| (hyper.name, in_range(&hyper.range, value)));
    entries.collect()
}

/// Steps and rates.
pub(super) fn points(points: &[(u32, f64)]) -> Value {
    let points = points.iter().map(|&(step, rate)| {
        let both = [Value::from(i64::from(step)), number(rate)];
        Value::Array(both.into_iter().collect::<Array>())
    });
    Value::Array(points.collect())
}

/// Puts a value under a key; what stands around an old one, such as a comment, stays.
pub(super) fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// Puts a value under a key, or takes the key away.
pub(super) fn set_or_remove(table: &mut dyn TableLike, key: &str, value: Option<Value>) {
    match value {
        Some(value) => set(table, key, value),
        None => {
            table.remove(key);
        }
    }
}

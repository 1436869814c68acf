//! `[[optimizer]]`: changed, added, taken away and moved.

use toml_edit::{ArrayOfTables, InlineTable, Item, Table, Value};

use super::values::{
    color, convention, in_range, inline, number, pair, points, set, set_or_remove,
};
use crate::optimizer::{Form, Hyper, MULTISTEP, Modifier, Norm, Range, Schedule, Set};
use crate::scene::{Entry, Scene};

/// Their key.
const KEY: &str = "optimizer";

pub(super) fn write(root: &mut Table, before: &Scene, scene: &Scene) {
    let mut pairs = before.optimizers.iter().zip(&scene.optimizers);
    if before.optimizers.len() == scene.optimizers.len() && pairs.all(|(old, new)| old.is_same(new))
    {
        return;
    }
    let written = tables(root.get(KEY));
    let labels = |scene: &Scene| -> Vec<String> {
        let entries = scene.optimizers.iter();
        entries.map(|entry| entry.label.clone()).collect()
    };
    // Labels that are not written depend on what else there is.
    let spell_labels = labels(before) != labels(scene);
    let tables = scene.optimizers.iter().map(|entry| {
        let mut known = before.optimizers.iter().zip(&written);
        let known = known.find(|(old, _)| {
            old.label == entry.label && old.declaration().is_same(entry.declaration())
        });
        let (old, mut table) = match known {
            Some((old, table)) => (Some(&**old), table.clone()),
            None => (None, new_table(entry)),
        };
        update(&mut table, old, entry);
        let is_spelled = table.contains_key("label") || entry.label == entry.declaration().display;
        if spell_labels && !is_spelled {
            set(&mut table, "label", entry.label.as_str().into());
        }
        table
    });
    let mut tables: Vec<Table> = tables.collect();
    keep_order(&mut tables);
    if tables.is_empty() {
        root.remove(KEY);
        return;
    }
    let array = tables
        .into_iter()
        .fold(ArrayOfTables::new(), |mut array, table| {
            array.push(table);
            array
        });
    root.insert(KEY, Item::ArrayOfTables(array));
}

/// The tables as they are written, inline ones as tables of their own.
fn tables(item: Option<&Item>) -> Vec<Table> {
    let array = item.cloned().map(Item::into_array_of_tables);
    match array {
        Some(Ok(array)) => array.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Tables print by their places in the file: those that moved take each other's.
fn keep_order(tables: &mut [Table]) {
    let mut places: Vec<isize> = tables.iter().filter_map(Table::position).collect();
    places.sort_unstable();
    let mut places = places.into_iter();
    for table in tables.iter_mut().filter(|table| table.position().is_some()) {
        table.set_position(places.next());
    }
}

fn new_table(entry: &Entry) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    set(&mut table, "kind", entry.declaration().name.into());
    if entry.label != entry.declaration().display {
        set(&mut table, "label", entry.label.as_str().into());
    }
    table
}

/// Writes what differs; for a new optimizer, what differs from its defaults, and its rate.
fn update(table: &mut Table, old: Option<&Entry>, new: &Entry) {
    for (index, hyper) in new.declaration().hypers.iter().enumerate() {
        let value = new.hypers[index];
        let is_known = match old {
            Some(old) => old.hypers[index] == value,
            // A scene's own method has its defaults from the scene.
            None => {
                hyper.name != "lr" && hyper.default == value && new.declaration().own_rule.is_none()
            }
        };
        if !is_known {
            let value = in_range(&hyper.range, value);
            match new.declaration().own_rule {
                Some(_) if hyper.name != "lr" => set_own(table, hyper, value),
                _ => set(table, hyper.name, value),
            }
        }
    }
    if let (Some(rule), None) = (new.declaration().own_rule, old) {
        set(table, "rule", block(rule));
    }
    if old.is_none_or(|old| old.convention != new.convention) {
        set_or_remove(table, "convention", new.convention.map(convention));
    }
    if old.is_none_or(|old| old.color != new.color) {
        set_or_remove(table, "color", new.color.map(color));
    }
    if old.is_none_or(|old| old.start != new.start) {
        let start = new.start.map(|start| pair([start.x, start.y]));
        set_or_remove(table, "start", start);
    }
    if old.is_none_or(|old| old.enabled) != new.enabled {
        set_or_remove(table, "enabled", (!new.enabled).then(|| false.into()));
    }
    if old.is_none_or(|old| old.batch != new.batch) {
        let batch = new.batch.map(|size| i64::from(size).into());
        set_or_remove(table, "batch", batch);
    }
    if old.is_none_or(|old| old.schedule != new.schedule) {
        set_or_remove(table, "schedule", schedule(&new.schedule));
    }
    for modifier in Modifier::all() {
        let values = new.modifiers.get(modifier);
        if old.is_none_or(|old| old.modifiers.get(modifier) != values) {
            let set = new.modifiers.set_of_points().map(set_value);
            let value = values.map(|values| match modifier.form {
                Form::Set => set.unwrap_or_else(|| modifier_value(modifier, &values)),
                _ => modifier_value(modifier, &values),
            });
            set_or_remove(table, modifier.name, value);
        }
    }
}

/// A value of a rule, where the scene has it, or in `values`.
fn set_own(table: &mut Table, hyper: &Hyper, value: Value) {
    let name = hyper.name;
    let values = table.entry("values").or_insert_with(toml_edit::table);
    let Some(values) = values.as_table_like_mut() else {
        return;
    };
    if !values.contains_key(name) {
        set(values, name, with_range(hyper, value));
        return;
    }
    match values.get_mut(name).and_then(Item::as_table_like_mut) {
        Some(more) => set(more, "value", value),
        None => set(values, name, value),
    }
}

/// A value that is new to the scene, with its range where that is not the one of any number.
fn with_range(hyper: &Hyper, value: Value) -> Value {
    let scale = match hyper.range {
        Range::Decay { .. } => "decay",
        Range::Log { .. } if hyper.range.min() > 0.0 => "log",
        _ => return value,
    };
    let mut table = inline(std::iter::empty());
    table.insert("value", value);
    let greatest = hyper.range.max();
    if greatest < 1.0 {
        table.insert("max", number(greatest));
    }
    table.insert("scale", scale.into());
    table.into()
}

/// A text of several lines, in three quotes where that keeps it readable.
fn block(text: &str) -> Value {
    let quoted = format!("\"\"\"\n{text}\"\"\"");
    let is_plain = !text.contains(['"', '\\', '\r']);
    let parsed = quoted.parse().ok().filter(|_| is_plain);
    parsed.unwrap_or_else(|| text.into())
}

/// A set onto which steps are projected.
fn set_value(set: Set) -> Value {
    let mut table = inline(std::iter::empty());
    match set {
        Set::Box { x, y } => {
            for (key, ends) in [("x", x), ("y", y)] {
                if ends.iter().all(|end| end.is_finite()) {
                    table.insert(key, pair(ends));
                }
            }
        }
        Set::Ball {
            norm,
            radius,
            center,
        } => {
            let norm = match norm {
                Norm::One => 1.into(),
                Norm::Two => 2.into(),
                Norm::Infinity => "inf".into(),
            };
            table.insert("norm", norm);
            table.insert("radius", number(radius));
            table.insert("center", pair([center.x, center.y]));
        }
    }
    table.into()
}

fn modifier_value(modifier: &Modifier, values: &[f64]) -> Value {
    match modifier.form {
        Form::Number => number(values[0]),
        Form::Switch(on) => on.into(),
        // A set is written by its own shape.
        Form::Set => inline(std::iter::empty()).into(),
        Form::Table => inline(modifier.hypers.iter().zip(values.iter().copied())).into(),
    }
}

fn schedule(schedule: &Schedule) -> Option<Value> {
    if schedule.is_constant() {
        return None;
    }
    let Schedule::Sequence(parts) = schedule else {
        return Some(single_schedule(schedule).into());
    };
    let last = parts.len().saturating_sub(1);
    let parts = parts.iter().enumerate().map(|(place, (part, steps))| {
        let mut table = single_schedule(part);
        if place < last {
            table.insert("for", i64::from(*steps).into());
        }
        Value::from(table)
    });
    Some(Value::Array(parts.collect()))
}

fn single_schedule(schedule: &Schedule) -> InlineTable {
    match schedule {
        // A sequence holds none.
        Schedule::Sequence(_) => inline(std::iter::empty()),
        Schedule::Milestones(steps, factor) => {
            let mut table = inline(std::iter::empty());
            table.insert("kind", MULTISTEP.name.into());
            let steps = steps.iter().map(|step| Value::from(i64::from(*step)));
            table.insert("milestones", Value::Array(steps.collect()));
            table.insert("factor", number(*factor));
            table
        }
        Schedule::Points(list) => {
            let mut table = inline(std::iter::empty());
            table.insert("points", points(list));
            table
        }
        Schedule::Course(course, values) => {
            let mut table = inline(std::iter::empty());
            table.insert("kind", course.name.into());
            table.extend(inline(course.hypers.iter().zip(values.iter().copied())));
            table
        }
    }
}

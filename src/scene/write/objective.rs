//! `[objective]`: its texts, its parameters, and a minimum that is none any more.

use toml_edit::{InlineTable, Item, Table, TableLike, Value};

use super::section;
use super::values::{number, set};
use crate::objective::{Objective, Parameter, Scale, Texts};
use crate::scene::Scene;

/// The keys of what other objectives than formulas are made of.
const OTHER_SOURCES: [&str; 5] = ["function", "grid", "data", "x", "y"];

pub(super) fn write(root: &mut Table, before: &Scene, scene: &Scene) {
    let Some(item) = root.get_mut("objective") else {
        return;
    };
    let is_inline = item.is_inline_table();
    let Some(table) = item.as_table_like_mut() else {
        return;
    };
    let (old, new) = (&before.objective, &scene.objective);
    let mut is_own_formula = false;
    if let Some(texts) = new.texts()
        && old.texts() != Some(texts)
    {
        is_own_formula = table.contains_key("function") || table.contains_key("grid");
        write_formula(table, &texts.formula);
        write_parts(table, old.texts(), texts, is_inline);
    }
    for parameter in old.parameters() {
        if find(new, &parameter.name).is_none() {
            remove_parameter(table, &parameter.name);
        }
    }
    for parameter in new.parameters() {
        // What a built-in function says of its parameters is lost with its name.
        let known = find(old, &parameter.name).filter(|_| !is_own_formula);
        if known != Some(parameter) {
            let parameters = section(table, "parameters", is_inline);
            write_parameter(parameters, known, parameter);
        }
    }
    if is_moved(before, scene) {
        table.remove("minimum");
    }
}

fn find<'a>(objective: &'a Objective, name: &str) -> Option<&'a Parameter> {
    let mut parameters = objective.parameters().iter();
    parameters.find(|parameter| parameter.name == name)
}

/// Puts the formula where the model of a table is, or in place of whatever else there is.
fn write_formula(table: &mut dyn TableLike, formula: &str) {
    if let Some(data) = table.get_mut("data").and_then(Item::as_table_like_mut) {
        set(data, "model", formula.into());
        return;
    }
    if !table.contains_key("formula") {
        let other = OTHER_SOURCES.map(|key| table.remove(key));
        // A comment beside the old source stays beside the new one.
        if let Some(old) = other.into_iter().flatten().find(Item::is_value) {
            table.insert("formula", old);
        }
    }
    set(table, "formula", formula.into());
}

/// Writes the parts that differ; all of them where others than before have their names.
fn write_parts(table: &mut dyn TableLike, old: Option<&Texts>, new: &Texts, is_inline: bool) {
    let names = |texts: &Texts| -> Vec<String> {
        let parts = texts.parts.iter();
        parts.map(|(name, _)| name.clone()).collect()
    };
    let written = table.get("where").is_some();
    let is_same_list = written && old.is_some_and(|old| names(old) == names(new));
    if !is_same_list {
        table.remove("where");
    }
    for (index, (name, text)) in new.parts.iter().enumerate() {
        let known = old.filter(|_| is_same_list);
        let known = known.and_then(|old| old.parts.get(index));
        if known.is_none_or(|(_, known)| known != text) {
            let parts = section(table, "where", is_inline);
            set(parts, name, text.as_str().into());
        }
    }
}

fn remove_parameter(table: &mut dyn TableLike, name: &str) {
    let parameters = table.get_mut("parameters");
    if let Some(parameters) = parameters.and_then(Item::as_table_like_mut) {
        parameters.remove(name);
    }
}

/// Writes a parameter's value; all that is to say of it where it is new.
fn write_parameter(table: &mut dyn TableLike, known: Option<&Parameter>, new: &Parameter) {
    let value = number(new.value);
    if known.is_none() {
        set(table, &new.name, described(new));
        return;
    }
    let own = table.get_mut(&new.name).and_then(Item::as_table_like_mut);
    match own {
        Some(own) => set(own, "value", value),
        None => set(table, &new.name, value),
    }
}

/// A number, or a table of what else there is to say.
fn described(parameter: &Parameter) -> Value {
    let mut table = InlineTable::new();
    if parameter.min != f64::MIN {
        table.insert("min", number(parameter.min));
    }
    if parameter.max != f64::MAX {
        table.insert("max", number(parameter.max));
    }
    if parameter.scale == Scale::Log {
        table.insert("scale", "log".into());
    }
    if !parameter.doc.is_empty() {
        table.insert("doc", parameter.doc.as_str().into());
    }
    let value = number(parameter.value);
    if table.is_empty() {
        return value;
    }
    let mut whole = InlineTable::new();
    whole.insert("value", value);
    whole.extend(table);
    whole.into()
}

/// Whether the minimum that the text states, if any, is none of the changed objective.
fn is_moved(before: &Scene, scene: &Scene) -> bool {
    let (old, new) = (&before.objective, &scene.objective);
    let is_changed = old.texts() != new.texts() || old.parameters() != new.parameters();
    let stated = before.minimum.as_ref();
    is_changed && stated.is_some_and(|minimum| !minimum.is_one_of(new))
}

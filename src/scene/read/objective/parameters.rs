//! `[objective.parameters]`: named numbers, each with a range if the scene gives one.

use std::collections::HashSet;
use std::ops::Range;

use toml::de::DeValue;

use crate::mistake::{Mistake, nearest};
use crate::objective::{self, Parameter, Scale};
use crate::scene::reader::values::{choice, in_range, number, text};
use crate::scene::reader::{Item, Table, listed, shortened};

/// More parameters than any formula of the greatest length needs.
const MOST: usize = 1000;

/// Words for how a slider runs.
const SCALES: &[(&str, Scale)] = &[("linear", Scale::Linear), ("log", Scale::Log)];

/// The parameters of an objective.
pub(super) struct Parameters {
    /// In their order; those with a mistake are among them, so that formulas know their names.
    pub(super) list: Vec<Parameter>,
    /// Where their names stand.
    pub(super) places: Vec<Range<usize>>,
    /// Whether all of them have names that formulas can use.
    pub(super) are_named: bool,
}

pub(super) fn read(mut table: Table<'_>) -> Parameters {
    let items = table.rest();
    if items.len() > MOST {
        let count = items.len();
        let message = format!("an objective has at most {MOST} parameters, not {count}");
        table.report.add(table.mistake(message));
    }
    table.finish();
    let mut parameters = Parameters {
        list: Vec::new(),
        places: Vec::new(),
        are_named: true,
    };
    let mut seen = HashSet::new();
    for item in items.iter().take(MOST) {
        let is_new = seen.insert(objective::canonical(item.name));
        let twice = || format!("there are two of the name `{}`", item.name);
        let name = objective::check_name(item.name);
        if let Err(message) = name.and_then(|()| is_new.then_some(()).ok_or_else(twice)) {
            parameters.are_named = false;
            let mistake = Mistake::at(item.key_span(), message);
            item.report.add(mistake.help("choose another name"));
        }
        let mut parameter = Parameter::unbounded(item.name, 1.0);
        update(&mut parameter, item);
        parameters.list.push(parameter);
        parameters.places.push(item.key_span());
    }
    parameters
}

/// The parameters of a built-in function, with what the scene says of some of them.
pub(super) fn read_known(mut table: Table<'_>, mut known: Vec<Parameter>) -> Vec<Parameter> {
    let items = table.rest();
    table.finish();
    for item in items {
        match known
            .iter_mut()
            .find(|parameter| parameter.name == item.name)
        {
            Some(parameter) => update(parameter, &item),
            None => item.report.add(unknown_parameter(&item, &known)),
        }
    }
    known
}

fn unknown_parameter(item: &Item<'_>, known: &[Parameter]) -> Mistake {
    let name = shortened(item.name);
    let mistake = Mistake::at(
        item.key_span(),
        format!("the function has no parameter `{name}`"),
    );
    let names: Vec<&str> = known.iter().map(|known| known.name.as_str()).collect();
    match nearest(&name, names.iter().copied()) {
        Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
        None if names.is_empty() => mistake.help("it has none at all"),
        None => mistake.help(format!("it has {}", listed(&names))),
    }
}

/// Takes over what the scene says of a parameter: its value, or a table of more.
fn update(parameter: &mut Parameter, item: &Item<'_>) {
    let report = item.report;
    if !matches!(item.value(), DeValue::Table(_)) {
        if let Some(value) = report.keep(number(item)) {
            set_value(parameter, value, item);
        }
        return;
    }
    let name = format!("`[objective.parameters.{}]`", item.name);
    let Some(mut table) = item.as_table(&name) else {
        return;
    };
    let value = table.take("value");
    let min = table.take("min").and_then(|min| report.keep(number(&min)));
    let max = table.take("max");
    let scale = table.take("scale");
    parameter.min = min.unwrap_or(parameter.min);
    if let Some(max) = max
        && let Some(greatest) = report.keep(number(&max))
    {
        if greatest > parameter.min {
            parameter.max = greatest;
        } else {
            report.add(max.mistake("`max` must be greater than `min`"));
        }
    }
    if let Some(scale) = scale
        && let Some(chosen) = report.keep(choice(SCALES)(&scale))
    {
        if chosen == Scale::Log && parameter.min <= 0.0 {
            let mistake = scale.mistake("a logarithmic scale needs a `min` above 0");
            report.add(mistake.help("such as `min = 0.1`"));
        }
        parameter.scale = chosen;
    }
    if let Some(doc) = table.read("doc", text) {
        parameter.doc = crate::mistake::escaped(&doc);
    }
    match value {
        Some(value) => {
            if let Some(number) = report.keep(number(&value)) {
                set_value(parameter, number, &value);
            }
        }
        None => table.lacks("value", "such as `value = 1.0`"),
    }
    table.finish();
}

fn set_value(parameter: &mut Parameter, value: f64, item: &Item<'_>) {
    match in_range(&parameter.name, value, parameter.min, parameter.max) {
        Ok(value) => parameter.value = value,
        Err(message) => item.report.add(item.mistake(message)),
    }
}

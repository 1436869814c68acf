//! `[objective]`: what the optimizers go down, its parameters and what is known of its minimum.

mod data;
mod grid;
mod parameters;

use crate::math::Vec2;
use crate::mistake::Mistake;
use crate::objective::{self, Objective};
use crate::scene::functions::{BuiltinFunction, find_function, functions};
use crate::scene::quoted::locate;
use crate::scene::reader::values::{number, point, text, unknown};
use crate::scene::reader::{Item, Table, listed};
use crate::scene::{Files, Minimum};

use super::Defaults;

/// More parts than any formula of the greatest length needs.
const MOST_PARTS: usize = 1000;
/// More points than any map shows.
const MOST_MINIMA: usize = 1000;

/// The keys of which an objective has exactly one.
const SOURCES: [&str; 4] = ["formula", "function", "grid", "data"];

/// What `[objective]` gives.
pub(super) struct Given {
    pub(super) objective: Objective,
    pub(super) minimum: Option<Minimum>,
    pub(super) defaults: Defaults,
}

/// The objective, where it could be read.
pub(super) fn read(mut table: Table<'_>, files: &dyn Files) -> Option<Given> {
    let report = table.report;
    let sources = SOURCES.map(|key| table.take(key));
    let given: Vec<&Item<'_>> = sources.iter().flatten().collect();
    if given.is_empty() && !SOURCES.iter().any(|key| table.has_other_word_for(key)) {
        table.missing(|| none_given(&table));
    }
    for second in given.iter().skip(1) {
        let (first, second_name) = (given[0].name, second.name);
        let message = format!("`{second_name}` beside `{first}`");
        report.add(Mistake::at(second.key_span(), message).help(format!(
            "an objective has exactly one of {}",
            listed(&SOURCES)
        )));
    }
    let parts = table.table("where", "`[objective.where]`");
    let parameters = table.table("parameters", "`[objective.parameters]`");
    let minimum = table.table("minimum", "`[objective.minimum]`");
    let [formula, function, grid, data] = sources;
    let given = if let Some(formula) = formula {
        read_formula(&formula, parts, parameters)
    } else if let Some(function) = function {
        refuse(&parts, "function");
        read_function(&function, parameters)
    } else if let Some(grid) = grid {
        refuse(&parts, "grid");
        refuse(&parameters, "grid");
        grid::read(&grid, &mut table, files)
    } else {
        data.and_then(|data| data::read(&data, parts, parameters, files))
    };
    let minimum = read_minimum(minimum, given.as_ref().map(|given| &given.objective));
    table.finish();
    let mut given = given?;
    given.minimum = minimum.or(given.minimum);
    Some(given)
}

/// Reports a table that is of no use beside the source of this name.
fn refuse(table: &Table<'_>, source: &str) {
    if table.span.is_some() {
        let mistake = table.mistake(format!("{} beside `{source}`", table.name));
        table.report.add(mistake.help("leave one of the two out"));
    }
}

fn none_given(table: &Table<'_>) -> Mistake {
    if table.span.is_none() {
        let end = table.report.text.trim_end().len();
        return Mistake::at(end..end, "the scene has no `[objective]`")
            .help("write `[objective]` and below it `formula = \"x^2 + y^2\"`");
    }
    table
        .mistake(format!("`[objective]` needs one of {}", listed(&SOURCES)))
        .help("such as `formula = \"x^2 + y^2\"`")
}

/// The named parts in their order, with the items that they come from.
fn named_parts(mut table: Table<'_>) -> Vec<(Item<'_>, String)> {
    let report = table.report;
    let items = table.rest();
    if items.len() > MOST_PARTS {
        let count = items.len();
        let message = format!("`where` has at most {MOST_PARTS} parts, not {count}");
        report.add(table.mistake(message));
    }
    table.finish();
    let mut parts = Vec::new();
    for item in items.into_iter().take(MOST_PARTS) {
        // A part that is no string still has its name.
        let text = report.keep(text(&item)).unwrap_or_else(|| "0".into());
        parts.push((item, text));
    }
    parts
}

fn read_formula(item: &Item<'_>, parts: Table<'_>, parameters: Table<'_>) -> Option<Given> {
    let report = item.report;
    let parts = named_parts(parts);
    let parameters = parameters::read(parameters);
    let formula = report.keep(text(item))?;
    let texts: Vec<(String, String)> = parts
        .iter()
        .map(|(item, text)| (item.name.to_owned(), text.clone()))
        .collect();
    match objective::formula(&formula, &texts, parameters.list) {
        Ok(objective) => Some(Given {
            objective,
            minimum: None,
            defaults: Defaults::default(),
        }),
        Err(mistakes) => {
            for wrong in mistakes {
                // The names of parameters were checked where they stand.
                if wrong.part.is_some() || wrong.mistake.span.is_some() || parameters.are_named {
                    let text = wrong.part.map_or(item, |part| &parts[part].0);
                    report.add(placed(text, wrong.mistake));
                }
            }
            None
        }
    }
}

/// A built-in function with its own view, start and minimum, and the parameters that the scene gives.
fn read_function(item: &Item<'_>, parameters: Table<'_>) -> Option<Given> {
    let report = item.report;
    let name = report.keep(text(item));
    let function = name.and_then(|name| report.keep(find(item, &name)));
    let Some(function) = function else {
        // Without its function, nothing can be said of the parameters.
        return None;
    };
    let own = function.parameters.clone();
    let parameters = parameters::read_known(parameters, own);
    let is_own = parameters == function.parameters;
    let objective = objective::formula(&function.formula, &function.parts, parameters).ok()?;
    let minimum = function.value.map(|value| Minimum {
        at: function.minima.clone(),
        value,
    });
    Some(Given {
        minimum: minimum.filter(|minimum| is_own || minimum.is_one_of(&objective)),
        objective,
        defaults: Defaults {
            view: Some(function.view),
            start: Some(function.start),
        },
    })
}

fn find(item: &Item<'_>, name: &str) -> Result<&'static BuiltinFunction, Mistake> {
    find_function(name).ok_or_else(|| {
        let functions = functions().iter();
        let names: Vec<&str> = functions.map(|function| function.name.as_str()).collect();
        let mistake = unknown(item, "function", name, &names);
        if mistake.help.is_some() {
            mistake
        } else {
            mistake.help("`descent-tui list functions` shows what there is")
        }
    })
}

/// A mistake of a formula, moved from its place in the string to its place in the file; one of the
/// whole formula is one of its name.
pub(super) fn placed(item: &Item<'_>, mut mistake: Mistake) -> Mistake {
    let text = item.report.text;
    mistake.span = Some(match mistake.span {
        Some(piece) => locate(text, item.span(), piece),
        None => item.key_span(),
    });
    mistake
}

fn read_minimum(mut table: Table<'_>, objective: Option<&Objective>) -> Option<Minimum> {
    let report = table.report;
    let at = table.take("at");
    if table.span.is_some() && at.is_none() {
        table.lacks("at", "such as `at = [0.0, 0.0]`");
    }
    let at = at.and_then(|at| report.keep(points(&at)));
    let value = table.read("value", number);
    table.finish();
    let (at, objective) = (at?, objective?);
    let value = value.unwrap_or_else(|| objective.value(at[0]));
    Some(Minimum { at, value })
}

/// One point, or several; never none.
fn points(item: &Item<'_>) -> Result<Vec<Vec2>, Mistake> {
    let elements = item.elements().unwrap_or_default();
    if elements.len() > MOST_MINIMA {
        return Err(item.mistake(format!("`at` holds at most {MOST_MINIMA} points")));
    }
    if elements
        .first()
        .is_some_and(|first| first.elements().is_some())
    {
        elements.iter().map(point).collect()
    } else {
        point(item).map(|point| vec![point])
    }
}

//! `[objective.data]`: a model fitted to a table, from a file beside the scene.

use crate::mistake::Mistake;
use crate::objective::{DataMistake, DataModel, DataPlace, Loss, data};
use crate::scene::Files;
use crate::scene::read::files::{in_file, read_beside};
use crate::scene::reader::values::{choice, integer_in, text};
use crate::scene::reader::{Item, Table};

use super::parameters::{self, Parameters};
use super::{Defaults, Given, named_parts, placed};

/// The items of the table, where mistakes are shown.
struct Items<'a> {
    file: Item<'a>,
    model: Item<'a>,
    target: Item<'a>,
    weights: Item<'a>,
    batch: Option<Item<'a>>,
}

pub(super) fn read(
    item: &Item<'_>,
    parts: Table<'_>,
    parameters: Table<'_>,
    files: &dyn Files,
) -> Option<Given> {
    let report = item.report;
    let parts = named_parts(parts);
    let parameters = parameters::read(parameters);
    let Some(mut table) = item.as_table("`[objective.data]`") else {
        report.add(item.expected("a table"));
        return None;
    };
    let mut required = |key, example: &str| {
        let item = table.take(key);
        if item.is_none() {
            table.lacks(key, example);
        }
        item
    };
    let file = required("file", "such as `file = \"hours.csv\"`");
    let model = required("model", "such as `model = \"w*hours + b\"`");
    let target = required("target", "the column that the model predicts");
    let weights = required("weights", "such as `weights = [\"w\", \"b\"]`");
    let loss = table.read("loss", choice(&Loss::ALL));
    let batch = table.take("batch");
    table.finish();
    let items = Items {
        file: file?,
        model: model?,
        target: target?,
        weights: weights?,
        batch,
    };
    let name = report.keep(text(&items.file));
    let bytes = name
        .as_ref()
        .and_then(|name| report.keep(read_beside(&items.file, name, files)));
    let model = report.keep(text(&items.model));
    let target = report.keep(text(&items.target));
    let weights = report.keep(two_names(&items.weights));
    let size = items
        .batch
        .map(|batch| report.keep(integer_in(1, 1_000_000)(&batch)));
    let texts: Vec<(String, String)> = parts
        .iter()
        .map(|(item, text)| (item.name.to_owned(), text.clone()))
        .collect();
    let (name, bytes, [first, second]) = (name?, bytes?, weights?);
    let (model, target) = (model?, target?);
    let description = DataModel {
        table: &bytes,
        model: &model,
        parts: &texts,
        target: &target,
        weights: [&first, &second],
        parameters: parameters.list.clone(),
        loss: loss.unwrap_or(Loss::Squared),
        batch: size.flatten().map(|size| size as usize),
    };
    match data(description) {
        Ok(objective) => Some(Given {
            objective,
            minimum: None,
            defaults: Defaults::default(),
        }),
        Err(mistakes) => {
            for found in mistakes {
                show(found, &items, &parts, &parameters, (&name, &bytes));
            }
            None
        }
    }
}

/// Reports a mistake where the scene says what is wrong.
fn show(
    found: DataMistake,
    items: &Items<'_>,
    parts: &[(Item<'_>, String)],
    parameters: &Parameters,
    (name, bytes): (&str, &[u8]),
) {
    let report = items.file.report;
    let at = |item: &Item<'_>, mut mistake: Mistake| {
        mistake.span = Some(item.span());
        report.add(mistake);
    };
    match found.place {
        DataPlace::Table => in_file(&items.file, name, bytes, vec![found.mistake]),
        DataPlace::Model => report.add(placed(&items.model, found.mistake)),
        DataPlace::Part(index) => report.add(placed(&parts[index].0, found.mistake)),
        DataPlace::Target => at(&items.target, found.mistake),
        DataPlace::Weight(index) => {
            let elements = items.weights.elements().unwrap_or_default();
            at(elements.get(index).unwrap_or(&items.weights), found.mistake);
        }
        DataPlace::Parameter(index) => {
            // Names that no formula can use were told where they stand.
            if parameters.are_named {
                let span = Some(parameters.places[index].clone());
                report.add(Mistake {
                    span,
                    ..found.mistake
                });
            }
        }
        DataPlace::Batch => at(items.batch.as_ref().unwrap_or(&items.file), found.mistake),
    }
}

/// The names of two weights.
fn two_names(item: &Item<'_>) -> Result<[String; 2], Mistake> {
    let elements = item.elements();
    let Some([first, second]) = elements.as_deref() else {
        return Err(item
            .expected("an array of two names")
            .help("such as `[\"w\", \"b\"]`"));
    };
    Ok([text(first)?, text(second)?])
}

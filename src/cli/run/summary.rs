//! Paths as a table for reading: a row for each optimizer.

use std::io::{self, Write};

use crate::cli::table::{Table, percent, plain, short};
use crate::objective::Objective;
use crate::picture::number::{are_told_apart, beside, is_nothing};
use crate::report::Outcome;
use crate::scene::{RecordedPath, Scene};

pub(super) fn write(
    out: &mut dyn Write,
    scene: &Scene,
    outcomes: &[Outcome<'_>],
) -> io::Result<()> {
    let mut table = Table::new(&[
        "optimizer",
        ">learning rate",
        ">steps",
        ">final value",
        ">reversals",
        ">waste",
        "status",
    ]);
    let values = values(outcomes);
    for (outcome, value) in outcomes.iter().zip(values) {
        let Outcome {
            entry,
            path,
            metrics,
        } = outcome;
        let has_rate = entry.declaration().has_rate();
        let rate = entry.hypers.first().filter(|_| has_rate);
        table.row([
            entry.label.clone(),
            rate.map_or_else(|| "–".to_owned(), |rate| plain(*rate)),
            path.steps().to_string(),
            value,
            percent(metrics.reversals),
            percent(metrics.waste),
            path.still.map_or_else(
                || path.status.words().to_owned(),
                |why| format!("stands still: {why}"),
            ),
        ]);
    }
    for path in scene.paths.iter() {
        table.row(recorded(path, &scene.objective));
    }
    table.write(out)
}

/// The row of a path that was recorded elsewhere. Its last value is that of the record; where there is
/// none, it is the objective's, in brackets.
fn recorded(path: &RecordedPath, objective: &Objective) -> [String; 7] {
    let nothing = || "–".to_owned();
    let last = path.points.last();
    [
        path.label.clone(),
        nothing(),
        last.map_or_else(nothing, |last| last.step.to_string()),
        last.map_or_else(nothing, |last| match last.value {
            Some(value) => short(value),
            None => format!("({})", short(objective.value(last.at))),
        }),
        nothing(),
        nothing(),
        "recorded".to_owned(),
    ]
}

/// The final values, so that those that differ look different.
fn values(outcomes: &[Outcome<'_>]) -> Vec<String> {
    let values: Vec<f64> = outcomes.iter().map(|own| own.metrics.value).collect();
    let starts = outcomes.iter().filter_map(|own| own.path.values.first());
    let scale = starts.fold(0.0, |scale: f64, start| scale.max(start.abs()));
    let plain: Vec<String> = values.iter().map(|&value| short(value)).collect();
    if are_told_apart(&values, &plain) && !values.iter().any(|&value| is_nothing(value, scale)) {
        return plain;
    }
    let texts = beside(&values, scale).into_iter().zip(&values);
    let ascii = |(text, value): (String, &f64)| {
        if value.is_finite() {
            text.replace('−', "-")
        } else {
            short(*value)
        }
    };
    texts.map(ascii).collect()
}

//! Paths as a table for reading: a row for each optimizer.

use std::io::{self, Write};

use super::{Outcome, status_name};
use crate::cli::table::{Table, percent, plain, short};

pub(super) fn write(out: &mut dyn Write, outcomes: &[Outcome<'_>]) -> io::Result<()> {
    let mut table = Table::new(&[
        "optimizer",
        ">learning rate",
        ">steps",
        ">final value",
        ">reversals",
        ">waste",
        "status",
    ]);
    for Outcome {
        entry,
        path,
        metrics,
    } in outcomes
    {
        let has_rate = entry.declaration().has_rate();
        let rate = entry.hypers.first().filter(|_| has_rate);
        table.row([
            entry.label.clone(),
            rate.map_or_else(|| "–".to_owned(), |rate| plain(*rate)),
            path.steps().to_string(),
            short(metrics.value),
            percent(metrics.reversals),
            percent(metrics.waste),
            path.still.map_or_else(
                || status_name(path.status).to_owned(),
                |why| format!("stands still: {why}"),
            ),
        ]);
    }
    table.write(out)
}

//! `grid`: sampled values, from a file beside the scene.

use crate::mistake::Mistake;
use crate::objective::{Domain, grid_from_csv, grid_from_npy};
use crate::scene::Files;
use crate::scene::read::files::{in_file, read_beside};
use crate::scene::reader::values::{interval, text};
use crate::scene::reader::{Item, Table};

use super::{Defaults, Given};

/// Reads the samples; `table` is `[objective]`, which gives the ranges of an array.
pub(super) fn read(item: &Item<'_>, table: &mut Table<'_>, files: &dyn Files) -> Option<Given> {
    let report = item.report;
    let name = report.keep(text(item))?;
    let is_array = name.to_lowercase().ends_with(".npy");
    let ranges = is_array.then(|| [range(table, "x"), range(table, "y")]);
    let bytes = report.keep(read_beside(item, &name, files))?;
    let objective = match ranges {
        Some([x, y]) => grid_from_npy(&bytes, x?, y?).map_err(|mistake| vec![mistake]),
        None => grid_from_csv(&bytes),
    };
    let objective = match objective {
        Ok(objective) => objective,
        Err(mistakes) => {
            in_file(item, &name, &bytes, mistakes);
            return None;
        }
    };
    let view = objective
        .domain()
        .map(|Domain { low, high }| [[low.x, high.x], [low.y, high.y]]);
    Some(Given {
        objective,
        minimum: None,
        defaults: Defaults { view, start: None },
    })
}

/// The range that an array covers along one axis.
fn range(table: &mut Table<'_>, key: &'static str) -> Option<[f64; 2]> {
    let item = table.take(key);
    if item.is_none() {
        table.missing(|| {
            let message = format!("a grid of the kind `.npy` needs its range of `{key}`");
            let mistake: Mistake = table.mistake(message);
            mistake.help(format!("write `{key} = [-1.0, 1.0]` beside `grid`"))
        });
    }
    table.report.keep(interval(&item?))
}

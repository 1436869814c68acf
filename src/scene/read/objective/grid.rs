//! `grid`: sampled values, from a file beside the scene.

use std::path::Path;

use crate::mistake::Mistake;
use crate::objective::{Domain, Objective, grid_from_array, grid_from_csv};
use crate::scene::Files;
use crate::scene::read::files::{in_file, read_beside};
use crate::scene::reader::values::{interval, text};
use crate::scene::reader::{Item, Table};
use crate::table::Array;

use super::{Defaults, Given};

/// Reads the samples; `table` is `[objective]`, which gives the ranges of an array.
pub(super) fn read(item: &Item<'_>, table: &mut Table<'_>, files: &dyn Files) -> Option<Given> {
    let report = item.report;
    let name = report.keep(text(item))?;
    let bytes = report.keep(read_beside(item, &name, files));
    let form = Form::of(&name, bytes.as_deref().unwrap_or_default());
    let ranges = match form {
        Form::Binary => Some([
            range(table, "x", "the kind `.npy`"),
            range(table, "y", "the kind `.npy`"),
        ]),
        Form::Text => Some([range(table, "x", NUMBERS), range(table, "y", NUMBERS)]),
        Form::Rows => None,
    };
    let bytes = bytes?;
    let objective = match ranges {
        Some([x, y]) => grid_of_array(form, &bytes, x?, y?).map_err(|mistake| vec![mistake]),
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

/// How a file says the samples.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A row for each point, under names of columns.
    Rows,
    /// An array as NumPy saves it.
    Binary,
    /// An array as a text of numbers.
    Text,
}

/// What a text of numbers alone is called in a message.
const NUMBERS: &str = "numbers alone";

impl Form {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let ending = Path::new(name).extension().unwrap_or_default();
        if ending.eq_ignore_ascii_case("npy") || ending.eq_ignore_ascii_case("npz") {
            Self::Binary
        } else if Array::is_text(bytes) {
            Self::Text
        } else {
            Self::Rows
        }
    }
}

fn grid_of_array(form: Form, bytes: &[u8], x: [f64; 2], y: [f64; 2]) -> Result<Objective, Mistake> {
    let array = match form {
        Form::Binary => Array::from_npy(bytes)?,
        Form::Text | Form::Rows => Array::from_text(&String::from_utf8_lossy(bytes))?,
    };
    grid_from_array(&array, x, y)
}

/// The range that an array covers along one axis.
fn range(table: &mut Table<'_>, key: &'static str, form: &str) -> Option<[f64; 2]> {
    let item = table.take(key);
    if item.is_none() {
        table.missing(|| {
            let message = format!("a grid of {form} needs its range of `{key}`");
            let mistake: Mistake = table.mistake(message);
            mistake.help(format!("write `{key} = [-1.0, 1.0]` beside `grid`"))
        });
    }
    table.report.keep(interval(&item?))
}

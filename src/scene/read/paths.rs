//! `[[path]]`: recorded paths, from files beside the scene.

use std::path::Path;
use std::sync::Arc;

use super::files::{in_file, read_beside};
use crate::math::Vec2;
use crate::mistake::{Mistake, escaped};
use crate::scene::reader::values::{color, label, text};
use crate::scene::reader::{Table, shortened};
use crate::scene::{Files, MOST_STEPS, RecordedPath, RecordedPoint};
use crate::table;

/// More than anyone can tell apart.
const MOST: usize = 20;

/// The recorded paths in their order, without those that could not be read.
pub(super) fn read(tables: Vec<Table<'_>>, files: &dyn Files) -> Vec<RecordedPath> {
    let mut paths: Vec<RecordedPath> = Vec::new();
    if let Some(excess) = tables.get(MOST) {
        let message = format!("a scene has at most {MOST} recorded paths");
        excess.report.add(excess.mistake(message));
    }
    for table in tables.into_iter().take(MOST) {
        let (report, span) = (table.report, table.span.clone());
        let Some(path) = read_path(table, files) else {
            continue;
        };
        if paths.iter().any(|known| known.label == path.label) {
            let message = format!("a second recorded path `{}`", shortened(&path.label));
            report.add(Mistake {
                span,
                ..Mistake::whole(message).help("give this one another `label`")
            });
        }
        paths.push(path);
    }
    paths
}

fn read_path(mut table: Table<'_>, files: &dyn Files) -> Option<RecordedPath> {
    let report = table.report;
    let file = table.take("file");
    if file.is_none() {
        table.lacks("file", "such as `file = \"sgd.csv\"`");
    }
    let given = table.read("label", label);
    let color = table.read("color", color);
    table.finish();
    let file = file?;
    let name = report.keep(text(&file))?;
    let bytes = report.keep(read_beside(&file, &name, files))?;
    let points = points(&bytes).map_err(|mistakes| in_file(&file, &name, &bytes, mistakes));
    Some(RecordedPath {
        label: given.unwrap_or_else(|| stem(&name)),
        color,
        place: 0,
        points: points.ok()?,
    })
}

/// The name of a file without folders and ending.
fn stem(name: &str) -> String {
    let stem = Path::new(name).file_stem();
    stem.map_or_else(|| escaped(name), |stem| escaped(&stem.to_string_lossy()))
}

/// The points of a table with the columns `x` and `y`, and perhaps `step` and `value`; others are of
/// no interest here.
fn points(bytes: &[u8]) -> Result<Arc<[RecordedPoint]>, Vec<Mistake>> {
    let table = table::Table::read(bytes)?;
    if table.is_empty() || table.len() > MOST_STEPS as usize + 1 {
        let message = format!("the path has {} points", table.len());
        let help = format!("it needs at least 1, and at most {}", MOST_STEPS + 1);
        return Err(vec![Mistake::whole(message).help(help)]);
    }
    let required = |name| {
        let column = table.column(name).map_err(|missing| vec![missing])?;
        table.numbers(column)
    };
    let optional = |name| {
        let numbers = table.find(name).map(|column| table.numbers(column));
        numbers.transpose()
    };
    let mut mistakes = Vec::new();
    let mut told = |list: Vec<Mistake>| mistakes.extend(list);
    let x = required("x").map_err(&mut told);
    let y = required("y").map_err(&mut told);
    let values = optional("value").map_err(&mut told);
    let steps = steps(&table).map_err(&mut told);
    let (Ok(x), Ok(y), Ok(values), Ok(steps)) = (x, y, values, steps) else {
        return Err(mistakes);
    };
    let points = steps.into_iter().enumerate();
    let points = points.map(|(row, step)| RecordedPoint {
        step,
        at: Vec2::new(x[row], y[row]),
        value: values.as_ref().map(|values| values[row]),
    });
    Ok(points.collect())
}

/// The step of each row: that of the column `step`, or its place in the table.
fn steps(table: &table::Table<'_>) -> Result<Vec<u32>, Vec<Mistake>> {
    let Some(column) = table.find("step") else {
        // There are not so many rows that their count would not fit.
        return Ok((0..table.len() as u32).collect());
    };
    let numbers = table.numbers(column)?;
    let wrong = |row: usize, message: String, help: &str| {
        let mistake = Mistake::at(table.span(row, column), message);
        Err(vec![mistake.help(help)])
    };
    let is_step = |step: f64| step.fract() == 0.0 && (0.0..=f64::from(MOST_STEPS)).contains(&step);
    if let Some(row) = numbers.iter().position(|&step| !is_step(step)) {
        let message = format!("`{}` is no step", numbers[row]);
        return wrong(row, message, "steps are whole numbers from 0 to 1000000");
    }
    if let Some(row) = numbers.windows(2).position(|pair| pair[0] >= pair[1]) {
        let message = format!("step {} after step {}", numbers[row + 1], numbers[row]);
        let help = "the steps of a path ascend, and each path has a file of its own";
        return wrong(row + 1, message, help);
    }
    Ok(numbers.into_iter().map(|step| step as u32).collect())
}

//! `[[path]]`: recorded paths, from files beside the scene.

use std::path::Path;
use std::sync::Arc;

use super::files::{in_file, read_beside};
use crate::math::Vec2;
use crate::mistake::{Mistake, escaped};
use crate::objective::value_column;
use crate::scene::reader::values::{color, label, text};
use crate::scene::reader::{Table, shortened};
use crate::scene::{Files, MOST_STEPS, RecordedPath, RecordedPoint};
use crate::table::{self, Array};

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
    let is_binary = bytes.starts_with(b"\x93NUMPY");
    let points = if is_binary || Array::is_text(&bytes) {
        points_of_array(&bytes, is_binary).map_err(|mistake| vec![mistake])
    } else {
        points(&bytes)
    };
    let points = points.map_err(|mistakes| in_file(&file, &name, &bytes, mistakes));
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

/// Whether a path can have so many points.
fn check_count(count: usize) -> Result<(), Mistake> {
    if count == 0 || count > MOST_STEPS as usize + 1 {
        let message = format!("the path has {count} points");
        let help = format!("it needs at least 1, and at most {}", MOST_STEPS + 1);
        return Err(Mistake::whole(message).help(help));
    }
    Ok(())
}

/// The points of an array with a row for each: `x`, `y`, and perhaps the value.
fn points_of_array(bytes: &[u8], is_binary: bool) -> Result<Arc<[RecordedPoint]>, Mistake> {
    let array = if is_binary {
        Array::from_npy(bytes)?
    } else {
        Array::from_text(&String::from_utf8_lossy(bytes))?
    };
    check_count(array.rows)?;
    if !matches!(array.columns, 2 | 3) {
        let message = format!("a path of {} columns without names", array.columns);
        let help = "a path has two columns, x and y, and perhaps a third, the value";
        return Err(Mistake::whole(message).help(help));
    }
    let rows = array.values.chunks(array.columns);
    if let Some(row) = rows
        .clone()
        .position(|row| !row.iter().all(|own| own.is_finite()))
    {
        let message = format!(
            "row {} of the path has a number that is not finite",
            row + 1
        );
        return Err(Mistake::whole(message).help("a path has finite numbers only"));
    }
    let points = rows.zip(0..).map(|(row, step)| RecordedPoint {
        step,
        at: Vec2::new(row[0], row[1]),
        value: row.get(2).copied(),
    });
    Ok(points.collect())
}

/// The points of a table with the columns `x` and `y`, and perhaps `step` and `value`, or `loss`; others
/// are of no interest here.
fn points(bytes: &[u8]) -> Result<Arc<[RecordedPoint]>, Vec<Mistake>> {
    let table = table::Table::read(bytes)?;
    check_count(table.len()).map_err(|mistake| vec![mistake])?;
    let required = |name| {
        let column = table.column(name).map_err(|missing| vec![missing])?;
        table.numbers(column)
    };
    let mut mistakes = Vec::new();
    let mut told = |list: Vec<Mistake>| mistakes.extend(list);
    let x = required("x").map_err(&mut told);
    let y = required("y").map_err(&mut told);
    let values = value_column(&table).map(|column| table.numbers(column));
    let values = values.transpose().map_err(&mut told);
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

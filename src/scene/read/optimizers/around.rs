//! What an optimizer's table says beside its method: its schedule and its modifiers.

use crate::mistake::Mistake;
use crate::optimizer::{Course, Form, Hyper, Modifier, Modifiers, Schedule};
use crate::scene::MOST_STEPS;
use crate::scene::reader::values::{integer_in, number_in, text, unknown};
use crate::scene::reader::{Item, Table};

use super::value_in;

/// More points than a schedule needs; the others would only take time at each step.
const MOST_POINTS: usize = 1000;

/// The schedule under the key of that name; the constant one if there is none.
pub(super) fn read_schedule(table: &mut Table<'_>) -> Schedule {
    let mut table = table.table("schedule", "`schedule`");
    let report = table.report;
    let kind = table.take("kind");
    let points = table.take("points");
    let schedule = match (kind, points) {
        (None, Some(points)) => report.keep(read_points(&points)).map(Schedule::Points),
        (Some(kind), points) => read_course(&mut table, &kind, points.as_ref()),
        (None, None) => {
            if table.span.is_some() {
                table.lacks("kind", "such as `{ kind = \"cosine\", period = 400 }`");
            }
            None
        }
    };
    if schedule.is_some() {
        table.finish();
    }
    schedule.unwrap_or_default()
}

fn read_course(
    table: &mut Table<'_>,
    kind: &Item<'_>,
    points: Option<&Item<'_>>,
) -> Option<Schedule> {
    let report = table.report;
    let name = report.keep(text(kind))?;
    if let Some(points) = points {
        if name != "points" {
            let message = format!("`points` in a schedule of the kind `{name}`");
            report.add(Mistake::at(points.key_span(), message).help("leave one of the two out"));
        }
        return report.keep(read_points(points)).map(Schedule::Points);
    }
    if name == "points" {
        report.add(
            kind.mistake("`points` are missing")
                .help("write `{ points = [[0, 0.1], [100, 0.01]] }`"),
        );
        return None;
    }
    let course = Course::find(&name).ok_or_else(|| {
        let names: Vec<&str> = Course::all().iter().map(|course| course.name).collect();
        unknown(kind, "schedule", &name, &names)
    });
    let course = report.keep(course)?;
    table.kind = Some(name);
    Some(Schedule::Course(course, read_hypers(table, course.hypers)))
}

/// Steps and rates: `[[0, 0.1], [100, 0.01]]`.
fn read_points(item: &Item<'_>) -> Result<Vec<(u32, f64)>, Mistake> {
    let elements = item
        .elements()
        .ok_or_else(|| item.expected("an array of steps and rates, `[[0, 0.1], [100, 0.01]]`"))?;
    if elements.is_empty() {
        let example = "such as `[[0, 0.1], [100, 0.01]]`";
        return Err(item.mistake("`points` holds none").help(example));
    }
    if elements.len() > MOST_POINTS {
        return Err(item.mistake(format!("`points` are at most {MOST_POINTS}")));
    }
    let mut points: Vec<(u32, f64)> = Vec::new();
    for element in elements {
        let pair = element.elements();
        let Some([step, rate]) = pair.as_deref() else {
            return Err(element.mistake("expected a step and a rate, such as `[100, 0.01]`"));
        };
        let at = integer_in(0, MOST_STEPS.into())(step)? as u32;
        let rate = number_in(0.0, f64::MAX)(rate)?;
        if points.iter().any(|(earlier, _)| *earlier == at) {
            return Err(step.mistake(format!("step {at} repeats")));
        }
        points.push((at, rate));
    }
    points.sort_by_key(|(step, _)| *step);
    Ok(points)
}

/// The values of a declared list of keys, each with its default.
pub(super) fn read_hypers(table: &mut Table<'_>, hypers: &'static [Hyper]) -> Vec<f64> {
    let mut values = Vec::with_capacity(hypers.len());
    for hyper in hypers {
        let value = table.read(hyper.name, |item| value_in(item, &hyper.range));
        values.push(value.unwrap_or(hyper.default));
    }
    values
}

/// The modifiers that the table names.
pub(super) fn read_modifiers(table: &mut Table<'_>) -> Modifiers {
    let mut modifiers = Modifiers::default();
    for modifier in Modifier::all() {
        match modifier.form {
            Form::Number => {
                let range = &modifier.hypers[0].range;
                if let Some(value) = table.read(modifier.name, |item| value_in(item, range)) {
                    modifiers.set(modifier, &[value]);
                }
            }
            Form::Table => {
                let mut values = table.table(modifier.name, &format!("`{}`", modifier.name));
                if values.span.is_some() {
                    modifiers.set(modifier, &read_hypers(&mut values, modifier.hypers));
                }
                values.finish();
            }
        }
    }
    modifiers
}

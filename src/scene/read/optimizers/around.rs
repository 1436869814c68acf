//! What an optimizer's table says beside its method: its schedule and its modifiers.

use toml::de::DeValue;

use crate::mistake::Mistake;
use crate::optimizer::{Course, Form, Hyper, MULTISTEP, Modifier, Modifiers, Norm, Schedule, Set};
use crate::scene::MOST_STEPS;
use crate::scene::reader::values::{
    flag, integer_in, interval, number, number_in, point, text, unknown,
};
use crate::scene::reader::{Item, Table};

use super::value_in;

/// More points than a schedule needs; the others would only take time at each step.
const MOST_POINTS: usize = 1000;
/// More schedules than anyone sets one after the other.
const MOST_PARTS: usize = 100;

/// The schedule under the key of that name; the constant one if there is none.
pub(super) fn read_schedule(table: &mut Table<'_>) -> Schedule {
    let parts = table.list("schedule");
    if let Some(parts) = parts {
        return read_sequence(&parts);
    }
    let table = table.table("schedule", "`schedule`");
    read_one(table).unwrap_or_default()
}

/// Schedules that run one after the other.
fn read_sequence(item: &Item<'_>) -> Schedule {
    let report = item.report;
    let elements = item.elements().unwrap_or_default();
    if elements.is_empty() || elements.len() > MOST_PARTS {
        let message = format!("a sequence has from 1 to {MOST_PARTS} schedules");
        report.add(item.mistake(message));
        return Schedule::default();
    }
    let mut parts = Vec::new();
    let last = elements.len() - 1;
    for (place, element) in elements.iter().enumerate() {
        let Some(mut table) = element.as_table("`schedule`") else {
            report.add(
                element.mistake("expected a schedule, such as `{ kind = \"linear\", for = 20 }`"),
            );
            continue;
        };
        let steps = table.take("for");
        let steps = match (steps, place < last) {
            (Some(steps), true) => report.keep(integer_in(1, MOST_STEPS.into())(&steps)),
            (None, true) => {
                table.lacks("for", "such as `for = 20`: how many steps it is in force");
                None
            }
            (Some(steps), false) => {
                let mistake = Mistake::at(steps.key_span(), "the last schedule goes on for ever");
                report.add(mistake.help("leave `for` out"));
                None
            }
            (None, false) => None,
        };
        if let Some(schedule) = read_one(table) {
            parts.push((schedule, steps.unwrap_or(1) as u32));
        }
    }
    Schedule::Sequence(parts)
}

/// One schedule; `None` if there is none, or if it is wrong.
fn read_one(mut table: Table<'_>) -> Option<Schedule> {
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
    schedule
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
    if name == MULTISTEP.name {
        return read_milestones(table);
    }
    let course = Course::find(&name).ok_or_else(|| {
        let names = Course::all().iter().map(|course| course.name);
        let names: Vec<&str> = names.chain([MULTISTEP.name]).collect();
        unknown(kind, "schedule", &name, &names)
    });
    let course = report.keep(course)?;
    table.kind = Some(name);
    Some(Schedule::Course(course, read_hypers(table, course.hypers)))
}

/// Steps at which the rate falls, and by what factor.
fn read_milestones(table: &mut Table<'_>) -> Option<Schedule> {
    let report = table.report;
    let Some(item) = table.take("milestones") else {
        table.lacks("milestones", "such as `milestones = [30, 80]`");
        return None;
    };
    table.kind = Some(MULTISTEP.name.to_owned());
    let factor = table.read("factor", number_in(0.0, 1e3)).unwrap_or(0.1);
    let steps = item
        .elements()
        .ok_or_else(|| item.expected("an array of steps, `[30, 80]`"))
        .and_then(|elements| {
            if elements.is_empty() || elements.len() > MOST_POINTS {
                let message = format!("`milestones` are from 1 to {MOST_POINTS}");
                return Err(item.mistake(message));
            }
            let step = |element: &Item<'_>| integer_in(0, MOST_STEPS.into())(element);
            let steps: Result<Vec<u64>, Mistake> = elements.iter().map(step).collect();
            let mut steps: Vec<u32> = steps?.into_iter().map(|step| step as u32).collect();
            steps.sort_unstable();
            Ok(steps)
        });
    Some(Schedule::Milestones(report.keep(steps)?, factor))
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

/// The ends of an axis that has none.
const OPEN: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

/// A box by its ends, or a ball by its norm and radius; `None` if there is none, or if it is wrong.
fn read_set(mut table: Table<'_>) -> Option<Set> {
    table.span.as_ref()?;
    let report = table.report;
    let norm = table.take("norm");
    let radius = table.read("radius", number_in(0.0, f64::MAX));
    let center = table.read("center", point);
    let (x, y) = (table.read("x", interval), table.read("y", interval));
    let set = if let Some(norm) = norm {
        let norm = report.keep(read_norm(&norm));
        if radius.is_none() {
            table.lacks("radius", "such as `{ norm = 2, radius = 1.0 }`");
        }
        if x.is_some() || y.is_some() {
            let mistake = table.mistake("a set has a `norm`, or ends of `x` and `y`, not both");
            report.add(mistake.help("leave one of the two out"));
        }
        norm.zip(radius).map(|(norm, radius)| Set::Ball {
            norm,
            radius,
            center: center.unwrap_or_default(),
        })
    } else {
        if x.is_none() && y.is_none() {
            let mistake =
                table.mistake("a set has ends of `x` and `y`, or a `norm` and a `radius`");
            report.add(mistake.help("such as `{ x = [0, 1] }` or `{ norm = 2, radius = 1.0 }`"));
        }
        let (x, y) = (x.unwrap_or(OPEN), y.unwrap_or(OPEN));
        Some(Set::Box { x, y })
    };
    table.finish();
    set
}

fn read_norm(item: &Item<'_>) -> Result<Norm, Mistake> {
    let mistake = || {
        item.mistake("a norm is 1, 2 or \"inf\"")
            .help("1 makes a diamond, 2 a circle, \"inf\" a square")
    };
    match item.value() {
        DeValue::String(word) if word.eq_ignore_ascii_case("inf") => Ok(Norm::Infinity),
        DeValue::String(_) => Err(mistake()),
        _ => match number(item)? {
            1.0 => Ok(Norm::One),
            2.0 => Ok(Norm::Two),
            f64::INFINITY => Ok(Norm::Infinity),
            _ => Err(mistake()),
        },
    }
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
            Form::Switch(on) => {
                if table.read(modifier.name, flag) == Some(on) {
                    modifiers.set(modifier, &[]);
                }
            }
            Form::Set => {
                let set = table.table(modifier.name, &format!("`{}`", modifier.name));
                if let Some(set) = read_set(set) {
                    modifiers.project_onto(set);
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

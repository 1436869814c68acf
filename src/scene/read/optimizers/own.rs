//! `kind = "own"`: a method by its rule, with values of its own.

use toml::de::DeValue;

use crate::mistake::{Mistake, escaped};
use crate::optimizer::{Optimizer, OwnValue, Range, own};
use crate::scene::read::objective::placed;
use crate::scene::reader::values::{choice, in_range, number, text};
use crate::scene::reader::{Item, Table};
use crate::scene::setting::slider;

/// More values than any blackboard has room for.
const MOST: usize = 100;

/// How the slider of a value runs.
#[derive(Clone, Copy, PartialEq)]
enum Scale {
    Linear,
    Log,
    Decay,
}

const SCALES: &[(&str, Scale)] = &[
    ("linear", Scale::Linear),
    ("log", Scale::Log),
    ("decay", Scale::Decay),
];

/// The method that `rule` and `values` of an optimizer's table make; `None` where something is wrong.
pub(super) fn read(table: &mut Table<'_>) -> Option<&'static dyn Optimizer> {
    let report = table.report;
    let rule = table.take("rule");
    if rule.is_none() {
        table.lacks("rule", "such as `rule = \"θ ← θ − η·∇J(θ)\"`");
    }
    let mut values = table.table("values", "`[optimizer.values]`");
    let items = values.rest();
    if items.len() > MOST {
        let message = format!("a rule has at most {MOST} values, not {}", items.len());
        report.add(values.mistake(message));
    }
    values.finish();
    let known: Vec<OwnValue> = items.iter().take(MOST).map(value).collect();
    let rule = rule?;
    let written = report.keep(text(&rule))?;
    match own(&written, &known) {
        Ok(method) => Some(method),
        Err(wrong) => {
            for mistake in wrong.rule {
                report.add(placed(&rule, mistake));
            }
            for (index, mut mistake) in wrong.values {
                mistake.span = Some(items[index].key_span());
                report.add(mistake);
            }
            None
        }
    }
}

/// A value: a number, or a table that says more. One with a mistake has some value or other.
fn value(item: &Item<'_>) -> OwnValue {
    let report = item.report;
    let mut known = OwnValue {
        name: item.name.to_owned(),
        default: 1.0,
        range: slider(1.0, f64::MIN, f64::MAX, crate::objective::Scale::Linear),
        doc: String::new(),
    };
    let name = format!("`[optimizer.values.{}]`", escaped(item.name));
    if !matches!(item.value(), DeValue::Table(_)) {
        known.default = report.keep(number(item)).unwrap_or(known.default);
        known.range = slider(
            known.default,
            f64::MIN,
            f64::MAX,
            crate::objective::Scale::Linear,
        );
        return known;
    }
    let Some(mut table) = item.as_table(&name) else {
        return known;
    };
    let value = table.take("value");
    if value.is_none() {
        table.lacks("value", "such as `value = 0.9`");
    }
    let scale = table.read("scale", choice(SCALES)).unwrap_or(Scale::Linear);
    let ends = match scale {
        Scale::Linear => [f64::MIN, f64::MAX],
        Scale::Log => [0.0, f64::MAX],
        Scale::Decay => [0.0, 1.0],
    };
    let min = table.read("min", number).unwrap_or(ends[0]);
    let greatest = table.take("max");
    let max = greatest.and_then(|max| report.keep(number(&max)));
    let max = max.unwrap_or(ends[1]);
    if let Some(item) = greatest.filter(|_| max <= min) {
        report.add(item.mistake("`max` must be greater than `min`"));
    }
    let is_wide = scale == Scale::Decay && (min < 0.0 || max > 1.0);
    if is_wide {
        let mistake = Mistake::at(item.key_span(), "a decay lies between 0 and 1");
        report.add(mistake.help("give `min` and `max` in there, or another `scale`"));
    }
    if let Some(doc) = table.read("doc", text) {
        known.doc = escaped(&doc);
    }
    if let Some(value) = value
        && let Some(number) = report.keep(number(&value))
    {
        match in_range(item.name, number, min, max) {
            Ok(number) => known.default = number,
            Err(message) => report.add(value.mistake(message)),
        }
    }
    table.finish();
    known.range = match scale {
        Scale::Decay => Range::Decay { min, max },
        Scale::Log => slider(known.default, min, max, crate::objective::Scale::Log),
        Scale::Linear => slider(known.default, min, max, crate::objective::Scale::Linear),
    };
    known
}

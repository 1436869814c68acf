//! `[[event]]`: changes that act from a step on.

use crate::scene::reader::values::integer_in;
use crate::scene::reader::{Item, Table, shortened};
use crate::scene::{Event, MOST_STEPS, Scene};

use super::optimizers::value_in;

/// An event whose names are not looked up yet.
pub(super) struct Draft<'a> {
    step: u32,
    set: Vec<(String, Item<'a>)>,
}

/// More changes than anyone makes by hand.
const MOST: usize = 1000;

pub(super) fn read(tables: Vec<Table<'_>>) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    let mut count = 0;
    for table in tables {
        let (report, too_many) = (table.report, table.mistake(TOO_MANY));
        let draft = read_event(table);
        count += draft.as_ref().map_or(1, |draft| draft.set.len().max(1));
        if count > MOST {
            report.add(too_many);
            break;
        }
        drafts.extend(draft);
    }
    drafts
}

/// Says that there are more than [`MOST`].
const TOO_MANY: &str = "the events of a scene change at most 1000 values";

fn read_event(mut table: Table<'_>) -> Option<Draft<'_>> {
    const EXAMPLE: &str = "such as `step = 30` and `set = { \"Adam.lr\" = 0.05 }`";
    let report = table.report;
    let step = table.take("step");
    let set = table.take("set");
    for (key, absent) in [("step", step.is_none()), ("set", set.is_none())] {
        if absent {
            table.lacks(key, EXAMPLE);
        }
    }
    table.finish();
    let mut changes = Vec::new();
    if let Some(set) = set {
        match set.as_table("`set`") {
            Some(mut names) => flatten("", names.rest(), &mut changes),
            None => report.add(set.expected("a table of names and values")),
        }
    }
    let step = report.keep(integer_in(0, MOST_STEPS.into())(&step?))?;
    Some(Draft {
        step: step as u32,
        set: changes,
    })
}

/// The names with their values; `Adam.lr` without quotes is a table in a table to TOML.
fn flatten<'a>(prefix: &str, items: Vec<Item<'a>>, changes: &mut Vec<(String, Item<'a>)>) {
    for item in items {
        let name = format!("{prefix}{}", item.name);
        match item.as_table(&name) {
            Some(mut inner) => flatten(&format!("{name}."), inner.rest(), changes),
            None => changes.push((name, item)),
        }
    }
}

/// Looks the names up and adds the events to the scene, in the order of their steps.
pub(super) fn resolve(scene: &mut Scene, drafts: Vec<Draft<'_>>) {
    for Draft { step, set } in drafts {
        for (name, item) in set {
            if let Some(event) = resolve_one(scene, step, &name, &item) {
                scene.events.push(event);
            }
        }
    }
    scene.events.sort_by_key(|event| event.step);
}

fn resolve_one(scene: &Scene, step: u32, name: &str, item: &Item<'_>) -> Option<Event> {
    let report = item.report;
    let setting = match scene.setting(name) {
        Ok(setting) => setting,
        Err(mut mistake) => {
            mistake.span = Some(item.key_span());
            report.add(mistake);
            return None;
        }
    };
    let value = report.keep(value_in(item, &scene.accepted(setting)))?;
    let mut others = scene.events.iter();
    if others.any(|event| event.step == step && event.setting == setting) {
        let name = shortened(name);
        report.add(item.mistake(format!("`{name}` is set twice at step {step}")));
        return None;
    }
    Some(Event {
        step,
        setting,
        value,
    })
}

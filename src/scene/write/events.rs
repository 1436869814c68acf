//! `[[event]]`: changes that act from a step on.

use toml_edit::{ArrayOfTables, InlineTable, Item, Table, Value};

use super::values::{in_range, set};
use crate::scene::Scene;

/// Their key.
const KEY: &str = "event";

pub(super) fn write(root: &mut Table, before: &Scene, scene: &Scene) {
    if before.named_events().eq(scene.named_events()) {
        return;
    }
    root.remove(KEY);
    let mut steps: Vec<u32> = scene.events.iter().map(|event| event.step).collect();
    steps.sort_unstable();
    steps.dedup();
    let mut tables = ArrayOfTables::new();
    for step in steps {
        let events = scene.events.iter().filter(|event| event.step == step);
        let set_table: InlineTable = events
            .map(|event| {
                let value = in_range(&scene.accepted(event.setting), event.value);
                (scene.name(event.setting), value)
            })
            .collect();
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        set(&mut table, "step", Value::from(i64::from(step)));
        set(&mut table, "set", set_table.into());
        tables.push(table);
    }
    if !tables.is_empty() {
        root.insert(KEY, Item::ArrayOfTables(tables));
    }
}

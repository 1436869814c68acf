//! What differs between two moments of a scene, in a few words.

use crate::scene::{Entry, Scene};

/// Of more values than this, only how many they are is said.
const NAMED: usize = 2;

/// What was done between them; empty where nothing was.
pub(super) fn words(before: &Scene, after: &Scene) -> String {
    let mut words = Vec::new();
    if before.title != after.title {
        words.push(format!("the scene {}", after.title));
    } else if before.objective.text() != after.objective.text() {
        words.push(format!("J = {}", after.objective.text()));
    }
    words.extend(roster(before, after));
    words.extend(values(before, after));
    if before.start != after.start {
        words.push(format!(
            "start at {}, {}",
            rounded(after.start.x),
            rounded(after.start.y)
        ));
    }
    if before.run.steps != after.run.steps {
        words.push(format!("{} steps", after.run.steps));
    }
    if before.run.seed != after.run.seed {
        words.push(format!("seed {}", after.run.seed));
    }
    let counts = [before.events.len(), after.events.len()];
    if words.is_empty() && counts[0] != counts[1] {
        words.push(format!("{} events", counts[1]));
    }
    if words.is_empty() && before.is_changed_from(after) {
        words.push("other values".to_owned());
    }
    words.join(", ")
}

/// Optimizers that came, went, or were hidden or shown.
fn roster(before: &Scene, after: &Scene) -> Vec<String> {
    let has = |entries: &[&Entry], label: &str| entries.iter().any(|own| own.label == label);
    let before: Vec<&Entry> = before.optimizers.iter().map(|entry| &**entry).collect();
    let after: Vec<&Entry> = after.optimizers.iter().map(|entry| &**entry).collect();
    let mut words = Vec::new();
    for entry in after.iter().filter(|own| !has(&before, &own.label)) {
        words.push(format!("{} added", entry.label));
    }
    for entry in before.iter().filter(|own| !has(&after, &own.label)) {
        words.push(format!("{} removed", entry.label));
    }
    for entry in &after {
        let other = before.iter().find(|other| other.label == entry.label);
        if other.is_some_and(|other| other.enabled != entry.enabled) {
            let what = if entry.enabled { "shown" } else { "hidden" };
            words.push(format!("{} {what}", entry.label));
        }
    }
    words
}

/// Values that are others now.
fn values(before: &Scene, after: &Scene) -> Vec<String> {
    let changed = after.settings().into_iter().filter_map(|setting| {
        let name = after.name(setting);
        let old = before.get(before.setting(&name).ok()?);
        let new = after.get(setting);
        (old != new).then(|| format!("{name} {} → {}", rounded(old), rounded(new)))
    });
    let mut words: Vec<String> = changed.collect();
    if words.len() > NAMED {
        words = vec![format!("{} values", words.len())];
    }
    words
}

/// A number in as many digits as tell what a person did.
fn rounded(value: f64) -> String {
    format!("{value:.5e}")
        .parse::<f64>()
        .map_or_else(|_| value.to_string(), |short| short.to_string())
}

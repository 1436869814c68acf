//! `expect`: claims stay as they are written, but those that name what the scene has no longer.

use toml_edit::{Array, Item, Table, Value};

use crate::scene::{Claim, Scene};

/// Their key.
const KEY: &str = "expect";

pub(super) fn write(root: &mut Table, before: &Scene, scene: &Scene) {
    let is_said = |claim: &Claim| Claim::parse(&claim.text, 0..0, scene).is_ok();
    if before.claims.iter().all(is_said) {
        return;
    }
    if let Some(Item::Value(Value::Array(array))) = root.get_mut(KEY) {
        let mut claims = before.claims.iter();
        array.retain(|_| claims.next().is_none_or(is_said));
        if array.is_empty() {
            *array = Array::new();
            root.remove(KEY);
        }
    }
}

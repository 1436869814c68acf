//! What a user has settled for all scenes: which key does what, and the colours of methods.
//!
//! Knows keys and actions; nothing of the file that says so.

use std::collections::BTreeMap;

use super::action::{Action, Row, TABLE};
use super::key::Key;

/// What is settled for all scenes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    /// Which key does what.
    pub keys: KeyMap,
    /// The colours (red, green, blue) of kinds, by their names; a scene's own `color` wins.
    pub colors: BTreeMap<&'static str, [u8; 3]>,
}

/// Which key does what: the table's keys, but for the actions that have been given others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyMap {
    /// The names of keys of those actions, by their places in the table.
    others: BTreeMap<usize, Vec<String>>,
}

impl KeyMap {
    /// Gives an action these keys in the place of its own; each must be the name of a key, and no other action's.
    pub fn give(&mut self, action: Action, keys: &[Key]) {
        let names = keys.iter().map(Key::to_string);
        self.others.insert(action as usize, names.collect());
    }

    /// The names of an action's keys; the first is the one that hints show.
    pub fn of(&self, row: &'static Row) -> Vec<&str> {
        match self.others.get(&(row.action as usize)) {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => row.keys.to_vec(),
        }
    }

    /// The key that hints show for an action; empty where it has none.
    pub fn first(&self, row: &'static Row) -> &str {
        self.of(row).first().copied().unwrap_or_default()
    }

    /// The action of a key, if it has one.
    pub fn action_of(&self, key: Key) -> Option<Action> {
        let is_its = |row: &&'static Row| self.of(row).iter().any(|name| name.parse() == Ok(key));
        TABLE.iter().find(is_its).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        name.parse().expect("a key")
    }

    #[test]
    fn another_key_takes_the_place_of_an_actions_own() {
        let mut keys = KeyMap::default();
        assert_eq!(keys.action_of(key("space")), Some(Action::TogglePlay));
        keys.give(Action::TogglePlay, &[key("K")]);
        assert_eq!(keys.action_of(key("K")), Some(Action::TogglePlay));
        assert_eq!(keys.action_of(key("space")), None);
        assert_eq!(keys.first(Action::TogglePlay.row()), "K");
        assert_eq!(keys.first(Action::Quit.row()), "q");
        keys.give(Action::Quit, &[]);
        assert_eq!(keys.first(Action::Quit.row()), "");
    }
}

//! Which place among the colours of a theme each path has: the method's own, so that Adam looks the same in every scene.
//!
//! Knows places, not colours.

use super::{Entry, RecordedPath};
use crate::optimizer::{OWN, Optimizer, catalog};

/// Hues that every theme has. A place beyond them is a shade of one: `place / HUES` times as far from the hue itself.
pub const HUES: usize = 12;
/// Shades of a hue, the hue itself among them.
pub const SHADES: usize = 3;

/// The methods that have a hue of their own, in its order: the first hues are the farthest apart.
pub const TEXTBOOK: [&str; 6] = ["gd", "momentum", "adagrad", "rmsprop", "adam", "nesterov"];

/// Gives every optimizer of a scene its place. Those come first that have a hue of their own.
pub(super) fn give(entries: &mut [&mut Entry]) {
    let mut taken = Vec::new();
    let is_textbook = |entry: &Entry| TEXTBOOK.contains(&name(entry.kind));
    let (textbook, others): (Vec<_>, Vec<_>) =
        (0..entries.len()).partition(|&index| is_textbook(entries[index]));
    for index in textbook.into_iter().chain(others) {
        let kind = entries[index].kind;
        let place = choose(kind, &taken);
        entries[index].place = place;
        taken.push((name(kind), place));
    }
}

/// The place of one more optimizer of a kind beside others, each with the name of its kind.
pub(super) fn choose(kind: &dyn Optimizer, taken: &[(&str, usize)]) -> usize {
    let own = name(kind);
    let is_free = |place: &usize| taken.iter().all(|(_, other)| other != place);
    let kin = taken.iter().filter(|(kind, _)| *kind == own && own != OWN);
    let shades =
        kin.flat_map(|(_, place)| (1..SHADES).map(move |shade| place % HUES + shade * HUES));
    let home = std::iter::once(home(own));
    shades
        .chain(home)
        .chain(places(taken.len()))
        .find(is_free)
        .unwrap_or_default()
}

/// Gives every recorded path a place that no optimizer has, a hue while there is one.
pub(super) fn give_recorded(paths: &mut [RecordedPath], entries: &[Entry]) {
    let mut taken: Vec<usize> = entries.iter().map(|entry| entry.place).collect();
    for path in paths {
        path.place = places(taken.len())
            .find(|place| !taken.contains(place))
            .unwrap_or_default();
        taken.push(path.place);
    }
}

/// More places than so many paths take, so that one is free: hues that no textbook method has, then theirs, then shades.
fn places(taken: usize) -> impl Iterator<Item = usize> {
    let hues = (TEXTBOOK.len()..HUES).chain(0..TEXTBOOK.len());
    hues.chain(HUES..HUES * (taken + 2))
}

/// The hue that a kind has where no other has it.
fn home(kind: &str) -> usize {
    let textbook = TEXTBOOK.iter().position(|name| *name == kind);
    textbook.unwrap_or_else(|| {
        let place = catalog().iter().position(|known| name(*known) == kind);
        TEXTBOOK.len() + place.unwrap_or(0) % (HUES - TEXTBOOK.len())
    })
}

fn name(kind: &dyn Optimizer) -> &'static str {
    kind.declaration().name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{library, open};

    #[test]
    fn a_textbook_method_has_its_own_hue_in_every_scene() {
        for builtin in library() {
            let scene = builtin.scene().expect("built-in scenes are valid");
            for entry in &scene.optimizers {
                if let Some(own) = TEXTBOOK.iter().position(|kind| *kind == name(entry.kind)) {
                    assert_eq!(entry.place % HUES, own, "{}: {}", scene.title, entry.label);
                }
            }
        }
    }

    #[test]
    fn two_of_a_kind_are_shades_of_one_hue_and_all_places_differ() {
        let mut scene = open("ravine").expect("a built-in scene");
        for copy in 0..15 {
            scene.duplicate_optimizer(copy).expect("there is room");
        }
        let places: Vec<usize> = scene.optimizers.iter().map(|entry| entry.place).collect();
        assert_eq!(places[..3], [0, HUES, 2 * HUES]);
        let mut sorted = places.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), places.len(), "{places:?}");
    }
}

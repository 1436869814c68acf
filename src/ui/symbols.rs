//! The letter that stands for each optimizer, on the map and in every list.

use crate::scene::Scene;

/// A letter for each optimizer of a scene, all different while the alphabet lasts: the first of the
/// label's letters that no optimizer before it has, capital initials first.
pub fn letters(scene: &Scene) -> Vec<char> {
    let mut taken: Vec<char> = Vec::with_capacity(scene.optimizers.len());
    for entry in &scene.optimizers {
        let own = entry.label.chars().filter(char::is_ascii_alphanumeric);
        let spare = ('A'..='Z').chain('1'..='9').chain('a'..='z');
        let letter = own
            .map(|c| c.to_ascii_uppercase())
            .chain(spare)
            .find(|letter| !taken.contains(letter))
            .unwrap_or('?');
        taken.push(letter);
    }
    taken
}

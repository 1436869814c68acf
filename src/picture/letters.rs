//! The letter that stands for each path, on the map and in every list.

use crate::scene::Scene;

/// A letter for each optimizer of a scene and then for each recorded path, all different while the
/// alphabet lasts: the first of the label's letters that none before it has, capital initials first.
pub fn letters(scene: &Scene) -> Vec<char> {
    let optimizers = scene.optimizers.iter().map(|entry| &entry.label);
    let recorded = scene.paths.iter().map(|path| &path.label);
    let mut taken: Vec<char> = Vec::new();
    for label in optimizers.chain(recorded) {
        taken.push(letter(label, &taken));
    }
    taken
}

/// The letter that one more optimizer would have behind those of these letters.
pub fn letter(label: &str, taken: &[char]) -> char {
    let own = label.chars().filter(char::is_ascii_alphanumeric);
    let spare = ('A'..='Z').chain('1'..='9').chain('a'..='z');
    own.map(|c| c.to_ascii_uppercase())
        .chain(spare)
        .find(|letter| !taken.contains(letter))
        .unwrap_or('?')
}

//! The letter that stands for each path, on the map and in every list.

use crate::app::State;
use crate::scene::{Entry, Scene, TEXTBOOK};

/// The letters of the methods that everything starts from, in the order of [`TEXTBOOK`]: the same in every scene.
const OWN: [char; TEXTBOOK.len()] = ['G', 'M', 'A', 'R', 'D', 'N'];

/// A letter for each optimizer of a scene and then for each recorded path, all different while the alphabet lasts: a
/// textbook method's own; for others of a kind their number; else the first of the label's letters that none has,
/// capital initials first.
pub fn letters(scene: &Scene) -> Vec<char> {
    let count = scene.optimizers.len();
    let mut letters: Vec<Option<char>> = vec![None; count];
    for (index, entry) in scene.optimizers.iter().enumerate() {
        let own = own_letter(entry);
        letters[index] = own.filter(|own| !letters.contains(&Some(*own)));
    }
    for (index, entry) in scene.optimizers.iter().enumerate() {
        if letters[index].is_none() {
            let taken: Vec<char> = letters.iter().flatten().copied().collect();
            let number = nth_of_its_kind(scene, index);
            letters[index] = Some(free(&entry.label, number, &taken));
        }
    }
    let mut letters: Vec<char> = letters.into_iter().flatten().collect();
    for path in scene.paths.iter() {
        letters.push(free(&path.label, None, &letters));
    }
    letters
}

/// The same for a state: numbers, in the list's order, where the names are hidden.
pub fn of_state(state: &State) -> Vec<char> {
    let mut letters = letters(state.scene());
    if state.hides_names() {
        let count = state.scene().optimizers.len();
        for (letter, number) in letters[..count]
            .iter_mut()
            .zip(('1'..='9').chain('a'..='z'))
        {
            *letter = number;
        }
    }
    letters
}

/// The letter that one more optimizer would have behind those of these letters.
pub fn letter(entry: &Entry, taken: &[char]) -> char {
    let own = own_letter(entry).filter(|own| !taken.contains(own));
    own.unwrap_or_else(|| free(&entry.label, None, taken))
}

fn own_letter(entry: &Entry) -> Option<char> {
    let kind = entry.kind.declaration().name;
    let place = TEXTBOOK.iter().position(|name| *name == kind)?;
    Some(OWN[place])
}

/// Which of several of one kind it is, from the second on.
fn nth_of_its_kind(scene: &Scene, index: usize) -> Option<char> {
    let kind = |entry: &Entry| entry.kind.declaration().name;
    let own = kind(&scene.optimizers[index]);
    let before = scene.optimizers[..index].iter();
    let before = before.filter(|other| kind(other) == own).count();
    char::from_digit(before as u32 + 1, 10).filter(|_| before > 0)
}

/// The label's initial, then the number, then the label's other letters, then any.
fn free(label: &str, number: Option<char>, taken: &[char]) -> char {
    let own = label.chars().filter(char::is_ascii_alphanumeric);
    let mut own = own.map(|c| c.to_ascii_uppercase());
    let spare = ('A'..='Z').chain('1'..='9').chain('a'..='z');
    let initial = own.next();
    initial
        .into_iter()
        .chain(number)
        .chain(own)
        .chain(spare)
        .find(|letter| !taken.contains(letter))
        .unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::open;

    #[test]
    fn adam_has_its_letter_in_every_company() {
        let mut scene = open("ravine").expect("a built-in scene");
        assert_eq!(letters(&scene), ['G', 'M', 'A', 'R', 'D']);
        scene.remove_optimizer(2);
        assert_eq!(letters(&scene), ['G', 'M', 'R', 'D']);
        scene.duplicate_optimizer(3).expect("there is room");
        assert_eq!(letters(&scene), ['G', 'M', 'R', 'D', 'A']);
        scene.duplicate_optimizer(1).expect("there is room");
        assert_eq!(letters(&scene), ['G', 'M', '2', 'R', 'D', 'A']);
    }
}

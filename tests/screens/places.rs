//! Places of the plane that the map marks and names: saddles, lesser minima, axes.

use super::*;
use descent_tui::app::settle;

fn searched(name: &str) -> State {
    let mut state = opened(name);
    settle(&mut state);
    state
}

/// How often a sign stands left of the list.
fn signs(state: &State, sign: char) -> usize {
    let text = symbols(&drawn(state, 120, 40, FULL));
    let map = text.lines().take(37).map(|line| line.chars().take(76));
    map.flatten().filter(|c| *c == sign).count()
}

#[test]
fn saddles_and_lesser_minima_are_marked_and_minima_never_hidden() {
    let valleys = searched("himmelblau");
    // One of the multiplication signs stands in the corner, of how much an axis is stretched.
    assert_eq!((signs(&valleys, '×'), signs(&valleys, '✚')), (4, 4));
    let camel = searched("six-hump-camel");
    assert_eq!(signs(&camel, '✚'), 2);
    assert!(
        signs(&camel, '∘') >= 2,
        "{}",
        symbols(&drawn(&camel, 120, 40, FULL))
    );
    let bowl = searched("ravine");
    assert_eq!((signs(&bowl, '∘'), signs(&bowl, '✚')), (0, 1));
}

#[test]
fn axes_bear_the_names_of_the_variables_and_say_how_they_are_stretched() {
    let text = symbols(&drawn(&searched("engel"), 120, 40, FULL));
    let axis = text.lines().find(|line| line.contains("w×"));
    let axis = axis.expect("the corner says how much the weight is stretched");
    let name = axis.chars().take(76).collect::<String>();
    assert!(name.trim_end().ends_with(" w"), "{text}");
    assert!(
        text.lines().any(|line| line.trim_start().starts_with("b ")),
        "{text}"
    );
    let mut equal = searched("engel");
    update(&mut equal, Request::Do(Action::ToggleAspect));
    let text = symbols(&drawn(&equal, 120, 40, FULL));
    assert!(!text.contains("w×"), "{text}");
}

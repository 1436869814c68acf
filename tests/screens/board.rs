//! The blackboard: a method's rule beside the map, and what is wrong under its very sign.

use super::*;
use descent_tui::app::settle;
use descent_tui::ui::{Target, target};

fn pressed(keys: &str) -> State {
    let mut state = opened("ravine");
    update(&mut state, Request::Select(4));
    update(&mut state, Request::Do(Action::EditRule));
    for key in keys.split_whitespace() {
        update(&mut state, Request::Press(key.parse().expect("a key")));
    }
    settle(&mut state);
    state
}

#[test]
fn a_rule_stands_beside_the_map_with_the_path_as_it_was() {
    let state = pressed(&format!("home {} backspace", "right ".repeat(11)));
    insta::assert_snapshot!("board-120x40", symbols(&drawn(&state, 120, 40, FULL)));
}

#[test]
fn what_is_wrong_is_marked_on_every_screen() {
    let state = pressed("* h");
    for (width, height) in [(120, 40), (80, 24), (60, 20), (40, 12)] {
        let text = symbols(&drawn(&state, width, height, FULL));
        let row = text.lines().position(|line| line.contains("·h"));
        let row = row.unwrap_or_else(|| panic!("{width}×{height}\n{text}"));
        let below = text.lines().nth(row + 1).unwrap_or_default();
        assert!(below.contains('^'), "{width}×{height}\n{text}");
        assert!(text.contains("unknown name"), "{width}×{height}\n{text}");
    }
}

#[test]
fn the_signs_below_the_rule_are_written_by_a_click() {
    let mut state = pressed("end");
    let screen = Rect::new(0, 0, 120, 40);
    let text = symbols(&drawn(&state, 120, 40, FULL));
    let bar = |line: &&str| line.contains("β₁  β₂  ε");
    let row = text.lines().position(|line| bar(&line)).expect("the bar");
    let column = text.lines().nth(row).and_then(|line| {
        let before = line.split('√').next()?;
        Some(before.chars().count())
    });
    let at = (column.expect("the sign"), row);
    let target = target(&state, screen, at.0 as u16, at.1 as u16);
    let Some(Target::Entry(entry)) = target else {
        panic!("{target:?}");
    };
    update(&mut state, Request::Pick(entry));
    let text = symbols(&drawn(&state, 120, 40, FULL));
    assert!(text.contains("ε)√"), "{text}");
}

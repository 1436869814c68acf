//! What the screen says of a scene, and of its values.

use super::*;

/// The words in the panel at the right, from the line with a heading on.
fn panel(state: &State, width: u16, height: u16, heading: &str) -> String {
    let text = symbols(&drawn(state, width, height, FULL));
    let rows: Vec<Vec<char>> = text.lines().map(|row| row.chars().collect()).collect();
    let heading: Vec<char> = heading.chars().collect();
    let find = |row: &Vec<char>| row.windows(heading.len()).position(|part| part == heading);
    let (top, column) = rows
        .iter()
        .enumerate()
        .find_map(|(top, row)| Some((top, find(row)?)))
        .expect("the heading is on the screen");
    let words = rows[top..].iter().map(|row| {
        let row: String = row.iter().skip(column - 2).collect();
        row.replace(['▌', '›'], " ")
    });
    let words: Vec<String> = words.collect();
    words
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_description_can_be_read_whole_beside_the_map() {
    for builtin in descent_tui::scene::library() {
        let state = after(builtin.name, &[Action::About]);
        let shown = panel(&state, 120, 40, "About the scene");
        let description = &state.scene().description;
        assert!(shown.contains(&**description), "{}: {shown}", builtin.name);
    }
}

#[test]
fn about_a_formula_with_parts_and_about_data() {
    let formula = after("rotated", &[Action::About]);
    insta::assert_snapshot!(
        "about-120x40",
        text_and_colors(&drawn(&formula, 120, 40, FULL))
    );
    let mut data = after("penguins", &[Action::About]);
    insta::assert_snapshot!("about-80x24", symbols(&drawn(&data, 80, 24, FULL)));
    update(&mut data, Request::Press("end".parse().expect("a key")));
    let shown = panel(&data, 80, 24, "About the scene");
    assert!(
        shown.contains("limit") && !shown.contains("more lines"),
        "{shown}"
    );
    update(&mut data, Request::Press("i".parse().expect("a key")));
    assert!(data.overlay.is_none());
}

#[test]
fn what_a_value_means_is_shown_whole() {
    for (width, height) in [(80, 24), (120, 40), (160, 50)] {
        let mut state = after("ravine", &[Action::Parameters]);
        for _ in 0..3 {
            let chosen = state.chosen().expect("a parameter is chosen");
            let shown = panel(&state, width, height, "Objective");
            let doc = state.doc(chosen).trim();
            assert!(shown.contains(doc), "{doc}: {shown}");
            update(&mut state, Request::Do(Action::SelectNext));
        }
        let open = after("ravine", &[Action::Open]);
        let shown = panel(&open, width, height, "Optimizers");
        let doc = open.doc(open.chosen().expect("the rate is chosen")).trim();
        assert!(shown.contains(doc), "{doc}: {shown}");
    }
}

#[test]
fn of_an_edited_formula_the_description_is_silent() {
    let says =
        |state: &State| symbols(&drawn(state, 160, 50, FULL)).contains("scale each coordinate");
    let mut state = editing("rotated", "u^2 + v^2");
    assert!(!says(&state));
    update(&mut state, Request::Press("enter".parse().expect("a key")));
    assert!(!says(&state));
    update(&mut state, Request::Do(Action::Undo));
    assert!(says(&state));
}

#[test]
fn escape_clears_what_is_typed_before_it_closes() {
    for action in [Action::AddOptimizer, Action::ChooseScene] {
        let mut state = after("ravine", &[action]);
        let shown = |state: &State, words| symbols(&drawn(state, 120, 40, FULL)).contains(words);
        assert!(shown(&state, "esc close"));
        update(&mut state, Request::Press("a".parse().expect("a key")));
        assert!(shown(&state, "esc clear"));
        update(&mut state, Request::Press("esc".parse().expect("a key")));
        assert!(shown(&state, "esc close"));
    }
}

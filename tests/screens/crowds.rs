//! Many optimizers at once: the list folds, heads share cells, colours repeat.

use super::*;

const KINDS: [&str; 20] = [
    "gd",
    "momentum",
    "adagrad",
    "rmsprop",
    "adam",
    "nesterov",
    "adamw",
    "nadam",
    "radam",
    "adamax",
    "amsgrad",
    "lion",
    "rprop",
    "asgd",
    "adan",
    "yogi",
    "adabelief",
    "qhm",
    "aggmo",
    "adadelta",
];

fn crowd(count: usize) -> State {
    let optimizers = KINDS[..count].iter().map(|kind| {
        let rate = if *kind == "gd" {
            "lr = 0.098\n"
        } else {
            "lr = 0.05\n"
        };
        format!("[[optimizer]]\nkind = \"{kind}\"\n{rate}")
    });
    valley_with(&optimizers.collect::<String>())
}

#[test]
fn twenty_stay_legible() {
    let state = crowd(20);
    insta::assert_snapshot!(
        "twenty-120x40",
        text_and_colors(&drawn(&state, 120, 40, FULL))
    );
    let large = symbols(&drawn(&state, 200, 60, FULL));
    for entry in &state.scene().optimizers {
        assert!(large.contains(&entry.label), "{}\n{large}", entry.label);
    }
}

#[test]
fn a_long_list_folds_around_the_selected_one_and_counts_what_it_hides() {
    let mut state = crowd(20);
    let text = |state: &State| symbols(&drawn(state, 80, 24, FULL));
    assert!(text(&state).contains("… 4 more"), "{}", text(&state));
    for _ in 0..19 {
        let label = state
            .selected_entry()
            .expect("one is selected")
            .label
            .clone();
        assert!(text(&state).contains(&label), "{label}\n{}", text(&state));
        update(&mut state, Request::Do(Action::SelectNext));
    }
    assert!(text(&state).contains("… 3 more above"), "{}", text(&state));
    let narrow = symbols(&drawn(&state, 50, 20, FULL));
    assert!(
        narrow.contains("more") && narrow.contains("Adadelta"),
        "{narrow}"
    );
}

#[test]
fn heads_that_share_a_cell_stand_side_by_side() {
    let mut state = crowd(5);
    update(&mut state, Request::Do(Action::ToStart));
    let text = symbols(&drawn(&state, 120, 40, FULL));
    let heads = text
        .lines()
        .find(|line| line.contains('G') && line.contains('◊'));
    let heads = heads.expect("the heads stand beside the start, which none of them hides");
    assert!(heads.contains("◊GMARD"), "{text}");
}

/// The capital letters on the map, sorted: those left of the list, or above the line that stands for it.
fn letters_on_the_map(state: &State, width: u16, height: u16) -> String {
    let text = symbols(&drawn(state, width, height, FULL));
    let heading = |line: &str| line.chars().position(|c| c == '─');
    let columns = text.lines().nth(1).and_then(heading);
    let columns = columns.unwrap_or(usize::from(width));
    let rows = text.lines().skip(1).take(usize::from(height) - 5);
    let cells = rows.flat_map(|line| line.chars().take(columns));
    let mut letters: Vec<char> = cells.filter(char::is_ascii_uppercase).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn every_head_has_its_letter_at_every_step() {
    for (width, height) in [(60, 20), (80, 24), (120, 40)] {
        let mut state = opened("ravine");
        for step in 0..=60 {
            update(&mut state, Request::GoTo(step));
            let letters = letters_on_the_map(&state, width, height);
            assert_eq!(letters, "ADGMR", "step {step} at {width}×{height}");
        }
    }
}

#[test]
fn among_many_the_selected_line_is_solid_in_every_chart() {
    let state = crowd(7);
    let buffer = drawn(&state, 120, 40, FULL);
    let own = color_of(&state, 0);
    let text = symbols(&buffer);
    let heading = text
        .lines()
        .position(|line| line.contains("─ Across the valley"));
    let top = heading.expect("the lower chart") as u16;
    let lines = (80..118).flat_map(|x| (top + 1..36).map(move |y| (x, y)));
    let signs = lines
        .filter(|at| buffer[*at].fg == own)
        .map(|at| buffer[at].symbol());
    let (dotted, solid): (Vec<_>, Vec<_>) = signs.partition(|symbol| ("⠀".."⣿").contains(symbol));
    assert!(dotted.is_empty() && solid.len() > 20, "{dotted:?}\n{text}");
}

#[test]
fn the_selected_one_shines_and_the_others_step_back() {
    let mut state = crowd(12);
    // Adam's colour, undimmed, on the cells of the map.
    let shining = |state: &State| {
        let own = color_of(state, 4);
        let buffer = drawn(state, 120, 40, FULL);
        let map = (0..76).flat_map(|x| (1..35).map(move |y| (x, y)));
        map.filter(|at| buffer[*at].fg == own || buffer[*at].bg == own)
            .count()
    };
    let badge = shining(&state);
    assert!(badge <= 2, "{badge}");
    update(&mut state, Request::Select(4));
    assert!(shining(&state) > 20, "{}", shining(&state));
}

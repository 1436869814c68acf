//! The charts: which there are, over what they run, and what they do with what diverges.

use super::*;

/// The heading of the lower chart.
fn heading(state: &State) -> String {
    let text = symbols(&drawn(state, 120, 40, FULL));
    let mut headings = text.lines().filter_map(|line| line.split("─ ").nth(1));
    let lowest = headings.next_back().unwrap_or_default();
    lowest.trim_end_matches([' ', '─']).to_owned()
}

#[test]
fn one_key_goes_through_all_charts() {
    let mut state = opened("ravine");
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(heading(&state));
        update(&mut state, Request::Do(Action::NextChart));
    }
    assert_eq!(
        seen,
        [
            "Across the valley",
            "Learning rate",
            "Gradient norm, log",
            "Distance to the minimum, log",
            "Effective rate |Δx|/|∂J/∂x|, log",
            "Effective rate |Δy|/|∂J/∂y|, log",
            "Across the valley",
        ]
    );
}

#[test]
fn a_schedule_is_seen_in_the_chart_of_the_rate() {
    let mut state = valley_with(
        "[[optimizer]]\nkind = \"gd\"\nlr = 0.1\nschedule = { kind = \"exponential\", factor = 0.9 }\n\
         [[optimizer]]\nkind = \"adam\"\nlr = 0.02\n",
    );
    update(&mut state, Request::Do(Action::NextChart));
    insta::assert_snapshot!("rate", symbols(&drawn(&state, 120, 40, FULL)));
}

const UNEQUAL: &str = "[[optimizer]]\nkind = \"gd\"\nlr = 0.09\n\
                       [[optimizer]]\nkind = \"nelder-mead\"\n";

#[test]
fn in_a_race_of_evaluations_who_asks_more_has_walked_less() {
    let mut state = valley_with(UNEQUAL);
    update(&mut state, Request::GoTo(20));
    let text = symbols(&drawn(&state, 120, 40, FULL));
    assert!(text.contains("same number of steps"), "{text}");
    assert!(text.contains("evals"), "{text}");
    assert_eq!((state.step_of(0), state.step_of(1)), (20, 20));

    update(&mut state, Request::Do(Action::ToggleRace));
    insta::assert_snapshot!(
        "evaluations",
        text_and_colors(&drawn(&state, 120, 40, FULL))
    );
    let path = &state.results().paths[1];
    let step = state.step_of(1);
    assert_eq!(state.step_of(0), 20);
    assert!(step < 20 && path.evaluations(step) <= 20 && path.evaluations(step + 1) > 20);
}

#[test]
fn a_race_of_equal_costs_needs_no_column_for_them() {
    let text = symbols(&drawn(&opened("ravine"), 120, 40, FULL));
    assert!(!text.contains("evals") && text.contains("turns"), "{text}");
}

#[test]
fn what_diverges_leaves_with_a_mark_and_squeezes_no_other() {
    let calm = symbols(&drawn(&opened("ravine"), 120, 40, FULL));
    let wild = after("ravine", &[Action::IncreaseMuch, Action::IncreaseMuch]);
    let wild = symbols(&drawn(&wild, 120, 40, FULL));
    assert!(wild.contains("▴G"), "{wild}");
    assert!(!calm.contains('▴'), "{calm}");
    for label in ["≤1e−6", "1e−4"] {
        assert!(
            calm.contains(label) && wild.contains(label),
            "{label}\n{wild}"
        );
    }
}

#[test]
fn a_chart_without_numbers_says_why() {
    let mut state = valley_with("[[optimizer]]\nkind = \"nelder-mead\"\n");
    update(&mut state, Request::Do(Action::NextChart));
    let text = symbols(&drawn(&state, 120, 40, FULL));
    assert!(text.contains("no optimizer has a learning rate"), "{text}");
}

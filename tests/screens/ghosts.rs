//! What methods show beside their points: outlines, trails, and their names in the list.

use super::*;

const GHOSTS: &str = r#"
[[optimizer]]
kind = "nelder-mead"

[[optimizer]]
kind = "schedule-free-sgd"
lr = 0.05

[[optimizer]]
kind = "cma-es"

[[optimizer]]
kind = "gd"
lr = 0.09
average = 0.9
"#;

fn at_step(step: u32) -> State {
    let mut state = valley_with(GHOSTS);
    update(&mut state, Request::GoTo(step));
    state
}

#[test]
fn outlines_and_trails_lie_below_the_paths() {
    let mut state = at_step(10);
    update(&mut state, Request::Do(Action::SelectNext));
    insta::assert_snapshot!(
        "ghosts-120x40",
        text_and_colors(&drawn(&state, 120, 40, FULL))
    );
    insta::assert_snapshot!("ghosts-80x24", symbols(&drawn(&state, 80, 24, FULL)));
    let plain = Abilities {
        depth: ColorDepth::None,
        glyphs: Glyphs::Dashed,
    };
    insta::assert_snapshot!("ghosts-dashed", symbols(&drawn(&state, 100, 30, plain)));
}

#[test]
fn the_list_says_what_the_signs_are() {
    let mut state = at_step(10);
    let said = |state: &State, words: &str| {
        let text = symbols(&drawn(state, 120, 40, FULL));
        assert!(text.contains(words), "{words}\n{text}");
    };
    said(&state, "outline its triangle");
    update(&mut state, Request::Do(Action::SelectNext));
    said(&state, "z     point that steps");
    said(&state, "x     its mean");
    update(&mut state, Request::Do(Action::SelectNext));
    said(&state, "outline one σ of its samples");
    update(&mut state, Request::Do(Action::SelectNext));
    said(&state, "mean of the path");
}

#[test]
fn the_triangle_changes_with_the_step() {
    let mut state = valley_with("[[optimizer]]\nkind = \"nelder-mead\"\n");
    let mut pictures = Vec::new();
    for step in 0..6 {
        update(&mut state, Request::GoTo(step));
        let triangle = state.results().paths[0].ghosts_at(step as usize).to_vec();
        pictures.push((triangle, symbols(&drawn(&state, 60, 20, FULL))));
    }
    for pair in pictures.windows(2) {
        assert_ne!(pair[0].0, pair[1].0);
        assert_ne!(pair[0].1, pair[1].1);
    }
}

use super::*;
use crate::app::action::Action;
use crate::app::{Overlay, Request, settle, update};
use crate::optimizer::catalog;
use crate::scene::{Embedded, open, parse, updated};

fn opened(name: &str, optimizer: &str) -> State {
    let mut state = State::new(open(name).expect("a built-in scene"));
    let entries = &state.scene().optimizers;
    let index = entries.iter().position(|entry| entry.label == optimizer);
    update(&mut state, Request::Select(index.expect("it is there")));
    update(&mut state, Request::Do(Action::EditRule));
    state
}

fn press(state: &mut State, keys: &str) {
    for key in keys.split_whitespace() {
        update(state, Request::Press(key.parse().expect("a key")));
    }
    settle(state);
}

fn board(state: &State) -> &Board {
    match &state.overlay {
        Some(Overlay::Board(board)) => board,
        other => panic!("no rule is edited: {other:?} {:?}", state.notice),
    }
}

fn last(state: &State, label: &str) -> crate::math::Vec2 {
    let entries = &state.scene().optimizers;
    let index = entries.iter().position(|entry| entry.label == label);
    let path = &state.results().paths[index.unwrap_or_else(|| panic!("{label} is there"))];
    *path.points.last().expect("a path")
}

#[test]
fn a_hat_is_deleted_and_the_path_bends() {
    let mut state = opened("ravine", "Adam");
    let before = last(&state, "Adam");
    assert_eq!(board(&state).line.text(), "θ ← θ − η·m̂/(√v̂ + ε)");
    // From the end to behind the hat of m.
    press(
        &mut state,
        "home right right right right right right right right right right right",
    );
    assert_eq!(board(&state).line.cursor(), "θ ← θ − η·m̂".len());
    press(&mut state, "backspace");
    assert_eq!(board(&state).line.text(), "θ ← θ − η·m/(√v̂ + ε)");
    assert!(board(&state).mistakes.is_empty());
    assert!((last(&state, "Adam, changed") - before).norm() > 1e-3);
    let ghost = &state.before.as_ref().expect("the path as it was").paths[0];
    assert_eq!(*ghost.track.points.last().expect("a path"), before);
    press(&mut state, "esc");
    update(&mut state, Request::Do(Action::Undo));
    assert_eq!(last(&state, "Adam"), before);
    assert!(!state.is_changed());
}

#[test]
fn what_is_wrong_is_said_in_its_line_and_the_last_right_rule_stays() {
    let mut state = opened("ravine", "Adam");
    press(&mut state, "* h");
    let (row, mistake) = board(&state).mistake().expect("h is nothing");
    assert_eq!(*row, board(&state).row);
    let span = mistake.span.clone().expect("it has a place");
    assert_eq!(&board(&state).lines[*row][span], "h");
    assert_eq!(
        state.scene().optimizers[4].label,
        "Adam",
        "nothing has followed"
    );
    press(&mut state, "ctrl-p");
    assert_eq!(board(&state).mistake(), None);
    let entry = &state.scene().optimizers[4];
    let place = entry.declaration().hyper("h").expect("it is a value");
    assert_eq!(entry.hypers[place], 1.0);
}

#[test]
fn a_keyboards_signs_become_the_boards() {
    let mut state = opened("ravine", "Gradient descent");
    press(&mut state, "ctrl-u");
    for key in "theta <- theta - lr*grad J(theta)".chars() {
        let key = if key == ' ' {
            "space".to_owned()
        } else {
            key.to_string()
        };
        press(&mut state, &key);
    }
    press(&mut state, "enter");
    assert_eq!(board(&state).lines[1..], ["θ ← θ − η·∇J(θ)", ""]);
    press(&mut state, "backspace");
    assert_eq!(board(&state).lines.len(), 2);
}

#[test]
fn a_rule_is_written_line_by_line_and_saved() {
    let mut state = opened("ravine", "Gradient descent");
    press(&mut state, "ctrl-u");
    for line in ["m <- β*m + grad J(theta)", "theta <- theta - lr*m/2"] {
        update(&mut state, Request::Paste(line.into()));
        settle(&mut state);
        press(&mut state, "enter");
    }
    press(&mut state, "up up ctrl-p esc");
    assert!(state.is_changed());
    let text = include_str!("../../../../scenes/ravine.toml");
    let saved = updated(text, state.scene(), &Embedded).expect("the text is a scene's");
    let again =
        parse("ravine.toml", &saved, &Embedded).unwrap_or_else(|wrong| panic!("{saved}\n{wrong}"));
    assert_eq!(
        again.optimizers[0].hypers,
        state.scene().optimizers[0].hypers
    );
    let label = "Gradient descent, changed";
    assert_eq!(
        last(&State::new(again), label),
        last(&state, label),
        "{saved}"
    );
}

#[test]
fn most_methods_stand_on_the_board_as_their_rule() {
    let ravine = open("ravine").expect("a built-in scene");
    let mut refused = Vec::new();
    for kind in catalog() {
        let mut scene = ravine.clone();
        let mut entry = crate::scene::Entry::clone(&scene.optimizers[0]);
        entry.kind = *kind;
        entry.hypers = kind.declaration().defaults();
        entry.label = kind.declaration().display.to_owned();
        scene.optimizers = vec![entry.into()];
        scene.claims = Vec::new().into();
        let state = State::new(scene);
        if Board::of(&state).is_err() {
            refused.push(kind.declaration().name);
        }
    }
    refused.sort_unstable();
    let prose = [
        "bfgs",
        "cma-es",
        "conjugate-gradient",
        "lbfgs",
        "nelder-mead",
        "soap",
        "trust-region",
    ];
    assert_eq!(refused, prose);
}

#[test]
fn a_changed_file_takes_the_rule_from_the_board() {
    let mut state = opened("ravine", "Adam");
    let mut fewer = open("ravine").expect("a built-in scene");
    fewer.optimizers.truncate(1);
    crate::app::hear(&mut state, crate::app::News::Changed(Box::new(fewer)));
    assert!(state.overlay.is_none());
    press(&mut state, "* 2");
}

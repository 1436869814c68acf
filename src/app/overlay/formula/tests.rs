use super::*;
use crate::analysis::rates;
use crate::app::action::Action;
use crate::app::{Overlay, Request, settle, update};
use crate::scene::{Embedded, Scene, parse};

const VALLEY: &str = "[objective]\nformula = \"a*x^2 + r\"\n[objective.where]\nr = \"y^2\"\n\
    [objective.parameters]\na = 3\n[objective.minimum]\nat = [0, 0]\n[[optimizer]]\nkind = \"gd\"\nlr = 0.01\n";

fn opened(text: &str) -> State {
    let mut scene =
        parse("valley.toml", text, &Embedded).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    rates::complete(&mut scene);
    let mut state = State::new(scene);
    update(&mut state, Request::Do(Action::EditFormula));
    state
}

/// Presses keys by their names.
fn press(state: &mut State, keys: &str) {
    for key in keys.split_whitespace() {
        update(state, Request::Press(key.parse().expect("a key")));
    }
    settle(state);
}

/// Puts a text in the place of the one that is edited.
fn write(state: &mut State, text: &str) {
    press(state, "ctrl-u");
    update(state, Request::Paste(text.into()));
    settle(state);
}

fn editor(state: &State) -> &Formula {
    match &state.overlay {
        Some(Overlay::Formula(formula)) => formula,
        other => panic!("no formula is edited: {other:?}"),
    }
}

fn formula(scene: &Scene) -> &str {
    &scene.objective.texts().expect("a formula").formula
}

#[test]
fn every_path_follows_what_is_typed_while_it_is_right() {
    let mut state = opened(VALLEY);
    let before = state.results().paths.clone();
    press(&mut state, "* 2");
    assert_eq!(formula(state.scene()), "a*x^2 + r*2");
    assert_ne!(state.results().paths, before);
    let right = state.results().paths.clone();
    press(&mut state, "* (");
    assert_eq!(state.results().paths, right);
    let mistake = editor(&state).mistake().expect("a mistake");
    assert_eq!(mistake.mistake.span, Some(13..13));
    press(&mut state, "enter");
    assert!(state.overlay.is_some(), "what is wrong cannot be kept");
    press(&mut state, "backspace backspace enter");
    assert_eq!(formula(state.scene()), "a*x^2 + r*2");
    assert!(state.overlay.is_none());
}

#[test]
fn the_whole_edit_is_one_change_and_escape_gives_the_old_formula_back() {
    let mut state = opened(VALLEY);
    let before = (
        format!("{:?}", state.scene()),
        state.results().paths.clone(),
    );
    press(&mut state, "+ x + y enter");
    update(&mut state, Request::Do(Action::Undo));
    assert_eq!(
        (
            format!("{:?}", state.scene()),
            state.results().paths.clone()
        ),
        before
    );
    update(&mut state, Request::Do(Action::Redo));
    assert_eq!(formula(state.scene()), "a*x^2 + r+x+y");
    update(&mut state, Request::Do(Action::Undo));
    update(&mut state, Request::Do(Action::EditFormula));
    press(&mut state, "+ x + esc");
    assert_eq!(format!("{:?}", state.scene()), before.0);
    press(&mut state, "e esc");
    update(&mut state, Request::Do(Action::Undo));
    assert_eq!(state.notice.as_deref(), Some("nothing to undo"));
}

#[test]
fn an_unknown_name_becomes_a_parameter_that_can_be_changed_and_reset() {
    let mut state = opened(VALLEY);
    write(&mut state, "a*x^2 + κ*r + sin(c)");
    assert_eq!(editor(&state).unknown_name(), Some("κ"));
    press(&mut state, "ctrl-p");
    assert_eq!(editor(&state).unknown_name(), Some("c"));
    press(&mut state, "ctrl-p");
    assert!(editor(&state).mistakes.is_empty());
    write(&mut state, "a*x^2 + κ*r");
    press(&mut state, "enter");
    let names: Vec<(&str, f64)> = state
        .scene()
        .objective
        .parameters()
        .iter()
        .map(|own| (own.name.as_str(), own.value))
        .collect();
    assert_eq!(names, [("a", 3.0), ("κ", 1.0)]);
    for action in [Action::Parameters, Action::SelectNext, Action::IncreaseMuch] {
        update(&mut state, Request::Do(action));
    }
    assert_eq!(state.scene().objective.parameters()[1].value, 2.0);
    update(&mut state, Request::Do(Action::EditFormula));
    press(&mut state, "+ 1 enter");
    assert_eq!(state.scene().objective.parameters()[1].value, 2.0);
}

#[test]
fn tab_writes_what_was_meant_and_else_goes_on() {
    let mut state = opened(VALLEY);
    write(&mut state, "2a x[0]**2 + r");
    press(&mut state, "tab");
    assert_eq!(editor(&state).line.text(), "2*a*x^2 + r");
    assert_eq!(formula(state.scene()), "2*a*x^2 + r");
    press(&mut state, "tab");
    assert_eq!(editor(&state).line.text(), "y^2");
    write(&mut state, "sin^2 y");
    press(&mut state, "down tab");
    assert_eq!(editor(&state).part, Some(0));
    assert_eq!(editor(&state).line.text(), "sin(y)^2");
    press(&mut state, "enter");
    assert!(state.overlay.is_none());
}

#[test]
fn only_names_can_become_parameters() {
    let mut state = opened(VALLEY);
    for (text, name) in [
        ("foo(x)", None),
        ("q", Some("q")),
        ("x + )", None),
        ("2x", None),
        ("sin", None),
        ("r(2)", None),
    ] {
        write(&mut state, text);
        assert!(editor(&state).mistake().is_some(), "{text}");
        assert_eq!(editor(&state).unknown_name(), name, "{text}");
    }
}

#[test]
fn parts_are_edited_one_after_the_other() {
    let mut state = opened(VALLEY);
    press(&mut state, "tab");
    assert_eq!(editor(&state).line.text(), "y^2");
    press(&mut state, "+ q");
    assert_eq!(
        editor(&state).mistake().and_then(|mistake| mistake.part),
        Some(0)
    );
    press(&mut state, "backspace x tab enter");
    let texts = state.scene().objective.texts().expect("a formula");
    assert_eq!(texts.parts, [("r".to_owned(), "y^2+x".to_owned())]);
}

#[test]
fn the_minimum_is_that_of_the_formula() {
    let mut state = opened(VALLEY);
    let at = |state: &State| state.scene().minimum.as_ref().expect("a minimum").at[0];
    write(&mut state, "(x - 1)^2 + r");
    assert!((at(&state).x - 1.0).abs() < 1e-6);
    write(&mut state, "a*x^2 + r");
    assert_eq!(at(&state), crate::math::Vec2::default());
}

#[test]
fn a_file_that_changes_meanwhile_takes_over_and_what_was_typed_can_be_brought_back() {
    let mut state = opened(VALLEY);
    press(&mut state, "+ x");
    press(&mut state, "+ (");
    let fresh = parse("valley.toml", &VALLEY.replace("a*x^2", "x^4"), &Embedded).expect("a scene");
    crate::app::hear(&mut state, crate::app::News::Changed(Box::new(fresh)));
    assert!(state.overlay.is_none());
    assert_eq!(formula(state.scene()), "x^4 + r");
    update(&mut state, Request::Do(Action::Undo));
    assert_eq!(formula(state.scene()), "a*x^2 + r+x");
    update(&mut state, Request::Do(Action::Undo));
    assert_eq!(formula(state.scene()), "a*x^2 + r");
}

#[test]
fn the_longest_text_is_read_once_however_it_comes() {
    let mut state = opened(VALLEY);
    let long = "x^2+".repeat((1 << 14) - 1) + "y^2";
    write(&mut state, &long[..long.len() - 4]);
    for _ in 0..1000 {
        press(&mut state, "left");
    }
    let before = state.results().paths.clone();
    for _ in 0..1000 {
        update(&mut state, Request::Press("space".parse().expect("a key")));
    }
    assert_eq!(state.results().paths, before);
    settle(&mut state);
    write(&mut state, &"x".repeat(1 << 17));
    assert!(editor(&state).mistake().is_some());
}

#[test]
fn what_is_abandoned_cannot_be_made_again_and_what_was_undone_still_can() {
    let mut state = opened(VALLEY);
    press(&mut state, "esc");
    update(&mut state, Request::Do(Action::Increase));
    let raised = state.scene().optimizers[0].hypers[0];
    update(&mut state, Request::Do(Action::Undo));
    update(&mut state, Request::Do(Action::EditFormula));
    write(&mut state, "x^4 + y^4");
    press(&mut state, "esc");
    assert_eq!(formula(state.scene()), "a*x^2 + r");
    update(&mut state, Request::Do(Action::Redo));
    assert_eq!(formula(state.scene()), "a*x^2 + r");
    assert_eq!(state.scene().optimizers[0].hypers[0], raised);
    update(&mut state, Request::Do(Action::Redo));
    assert_eq!(formula(state.scene()), "a*x^2 + r");
}

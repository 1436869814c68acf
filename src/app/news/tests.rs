use super::*;
use crate::analysis::rates;
use crate::app::action::Action;
use crate::app::{Request, update};
use crate::math::Vec2;
use crate::mistake::Mistake;
use crate::scene::{Embedded, library, parse};

/// The snowy valley, and the same from a text in which something was changed.
fn valley(from: &str, to: &str) -> Scene {
    let text = library()[0].text;
    // What it claims names optimizers that may change.
    let (before, claims) = text.split_once("expect = [").unwrap();
    let (_, after) = claims.split_once("\n]").unwrap();
    let text = format!("{before}{after}").replace(from, to);
    parse("valley.toml", &text, &Embedded).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn opened() -> State {
    State::new(valley("", ""))
}

fn act(state: &mut State, action: Action) {
    update(state, Request::Do(action));
}

fn changed(state: &mut State, from: &str, to: &str) {
    hear(state, News::Changed(Box::new(valley(from, to))));
}

#[test]
fn a_changed_file_is_a_change_that_can_be_undone() {
    let mut state = opened();
    update(&mut state, Request::GoTo(20));
    act(&mut state, Action::SelectNext);
    act(&mut state, Action::Increase);
    let mine = state.results().paths.clone();
    act(&mut state, Action::ZoomIn);
    let camera = state.camera;
    changed(
        &mut state,
        "kind = \"gd\"\nlr = 0.098",
        "kind = \"gd\"\nlr = 0.05",
    );
    assert!(!state.scene().is_changed_from(&state.original));
    assert!(
        state
            .notice
            .as_ref()
            .is_some_and(|notice| notice.contains('u'))
    );
    assert_eq!(
        (state.step(), state.selected, state.camera),
        (20, 1, camera)
    );
    act(&mut state, Action::Undo);
    assert_eq!(state.results().paths, mine);
    assert!(state.is_changed());
}

#[test]
fn the_selected_optimizer_is_found_by_its_label_and_the_view_follows_the_file() {
    let mut state = opened();
    act(&mut state, Action::SelectNext);
    act(&mut state, Action::Open);
    changed(&mut state, "[[optimizer]]\nkind = \"gd\"\nlr = 0.098\n", "");
    assert_eq!((state.selected, state.scene().optimizers.len()), (0, 4));
    changed(&mut state, "x = [-10.0, 2.5]", "x = [-5.0, 2.5]");
    assert_eq!(state.selected, 1);
    assert_eq!(state.camera.x, [-5.0, 2.5]);
    act(&mut state, Action::Parameters);
    act(&mut state, Action::SelectNext);
    act(&mut state, Action::SelectNext);
    changed(&mut state, "steps = 60", "steps = 6");
    assert!(state.chosen().is_some() && state.step() <= 6);
}

#[test]
fn a_rate_that_the_file_no_longer_has_goes_back_to_one_that_works() {
    let mut state = opened();
    changed(&mut state, "[[optimizer]]\nkind = \"adam\"\nlr = 0.4\n", "");
    act(&mut state, Action::Undo);
    act(&mut state, Action::SelectPrevious);
    assert_eq!(state.selected, 4);
    act(&mut state, Action::Increase);
    let chosen = state.chosen().unwrap();
    act(&mut state, Action::Reset);
    let found = rates::suit(state.scene(), &state.scene().optimizers[4]).unwrap();
    assert_eq!(state.value(chosen), found.rate);
}

#[test]
fn mistakes_stay_until_they_are_mended_or_closed_and_the_scene_stays_anyway() {
    let mistakes = Mistakes::new("valley.toml", "", vec![Mistake::whole("it is empty")]);
    let mut state = opened();
    hear(&mut state, News::Broken(mistakes.clone()));
    act(&mut state, Action::StepForward);
    assert_eq!(state.mistakes, Some(mistakes.clone()));
    act(&mut state, Action::Close);
    assert_eq!(state.mistakes, None);
    for news in [News::Mended, News::Changed(Box::new(valley("", "")))] {
        hear(&mut state, News::Broken(mistakes.clone()));
        hear(&mut state, news);
        assert_eq!(state.mistakes, None);
    }
}

#[test]
fn what_is_saved_is_what_is_on_the_screen() {
    let mut state = opened();
    assert!(!state.is_changed());
    act(&mut state, Action::ZoomIn);
    assert!(state.is_changed());
    act(&mut state, Action::Fit);
    assert!(!state.is_changed());
    update(&mut state, Request::SetStart(Vec2::new(1.0, 1.0)));
    act(&mut state, Action::PanLeft);
    let scene = state.to_save();
    assert_eq!(scene.view.x, [-11.25, 1.25]);
    hear(&mut state, News::Saved(Box::new(scene)));
    assert!(!state.is_changed());
    act(&mut state, Action::Fit);
    assert_eq!(state.camera.x, [-11.25, 1.25]);
    act(&mut state, Action::Undo);
    assert!(state.is_changed());
}

#[test]
fn starting_over_looks_at_the_file() {
    let mut state = opened();
    act(&mut state, Action::Increase);
    let effect = update(&mut state, Request::Do(Action::Restart));
    assert_eq!(effect, Some(crate::app::Effect::Reread));
    assert!(!state.is_changed());
}

#[test]
fn a_file_that_is_gone_takes_its_mistakes_with_it_and_nothing_else() {
    let mut state = opened();
    act(&mut state, Action::Increase);
    let paths = state.results().paths.clone();
    let mistakes = Mistakes::new("valley.toml", "", vec![Mistake::whole("it is empty")]);
    hear(&mut state, News::Broken(mistakes));
    hear(&mut state, News::Gone);
    assert_eq!(state.mistakes, None);
    assert_eq!(
        state.notice.as_deref(),
        Some("`valley.toml` is gone; `w` writes it again")
    );
    assert_eq!(state.results().paths, paths);
    assert!(state.is_changed());
}

#[test]
fn a_name_that_cannot_be_saved_in_is_asked_for_again_until_it_is_typed_anew() {
    let mut state = opened();
    let refused = News::NotSaved {
        name: "none/such.toml".into(),
        reason: "there is no folder `none`".into(),
    };
    hear(&mut state, refused);
    let asked = |state: &State| match &state.overlay {
        Some(Overlay::SaveAs(asked)) => (asked.name.text().to_owned(), asked.reason.clone()),
        other => panic!("{other:?} rather than a name"),
    };
    let (name, reason) = asked(&state);
    assert_eq!(name, "none/such.toml");
    assert_eq!(reason.as_deref(), Some("there is no folder `none`"));
    update(&mut state, Request::Paste("2".into()));
    assert_eq!(asked(&state), ("none/such.toml2".to_owned(), None));
}

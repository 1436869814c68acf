use super::*;
use crate::analysis::rates;
use crate::app::action::Action;
use crate::app::key::{Code, Key};
use crate::app::{Effect, Request, update};
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
fn where_one_looks_is_saved_only_when_asked_for() {
    let mut state = opened();
    let own = state.scene().view.x;
    act(&mut state, Action::ZoomIn);
    act(&mut state, Action::PanLeft);
    assert!(!state.is_changed());
    let looked_at = state.camera;
    update(&mut state, Request::SetStart(Vec2::new(1.0, 1.0)));
    assert_eq!(state.scene().view.x, own);
    let scene = state.scene().clone();
    hear(&mut state, News::Saved(Box::new(scene)));
    assert!(!state.is_changed());
    assert_eq!(state.camera, looked_at);

    let effect = update(&mut state, Request::Do(Action::SaveView));
    let save = Effect::Save {
        name: None,
        over: false,
    };
    assert_eq!(effect, Some(save));
    assert_eq!(state.scene().view.x, state.camera.rounded().x);
    assert_ne!(state.scene().view.x, own);
    assert!(state.is_changed());
    act(&mut state, Action::Undo);
    assert!(!state.is_changed());
    assert_eq!(state.scene().view.x, own);
}

#[test]
fn leaving_asks_once_for_what_is_not_saved() {
    let quit = |state: &mut State| update(state, Request::Do(Action::Quit));
    let press = |state: &mut State, key| update(state, Request::Press(Key::plain(key)));
    let mut state = opened();
    assert_eq!(quit(&mut state), Some(Effect::Quit));

    act(&mut state, Action::Increase);
    for (key, effect) in [
        (Code::Char('n'), None),
        (Code::Esc, None),
        (Code::Char('y'), Some(Effect::Quit)),
        (Code::Char('q'), Some(Effect::Quit)),
        (Code::Char('Q'), Some(Effect::Quit)),
    ] {
        assert_eq!(quit(&mut state), None);
        assert!(matches!(&state.overlay, Some(Overlay::Question(asked))
            if asked.text == "`valley.toml` has changes that are not saved. Leave without them?"));
        assert_eq!(press(&mut state, key), effect, "{key:?}");
        assert!(state.overlay.is_none());
    }
    assert_eq!(
        update(&mut state, Request::Do(Action::Leave)),
        Some(Effect::Quit)
    );
}

#[test]
fn leaving_asks_for_scenes_that_were_left_before() {
    let mut state = opened();
    act(&mut state, Action::Increase);
    let mut other = valley("", "");
    other.origin = "other.toml".into();
    let left = state.clone();
    let mut state = state.with_scene(other);
    assert_eq!(state.unsaved(), ["valley.toml"]);
    act(&mut state, Action::Increase);
    assert_eq!(state.unsaved(), ["other.toml", "valley.toml"]);
    act(&mut state, Action::Undo);
    let mut back = state.returned_to(left);
    act(&mut back, Action::Undo);
    assert!(back.unsaved().is_empty());
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

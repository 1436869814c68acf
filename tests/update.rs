//! The update under random keys, and what must hold after any of them.

use std::collections::HashSet;
use std::time::Duration;

use descent_tui::app::action::{Action, TABLE};
use descent_tui::app::key::{Code, Key};
use descent_tui::app::{Acts, Effect, News, Request, State, advance, hear, request_of, update};
use descent_tui::math::Vec2;
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Glyphs, Painter, Target, target};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn opened(name: &str) -> State {
    let mut scene = descent_tui::scene::open(name).expect("a built-in scene");
    descent_tui::analysis::rates::complete(&mut scene);
    State::new(scene)
}

fn act(state: &mut State, actions: &[Action]) {
    for action in actions {
        update(state, Request::Do(*action));
    }
}

fn press(state: &mut State, keys: &str) {
    for key in keys.split(' ') {
        let key: Key = key.parse().expect("a key");
        if let Some(request) = request_of(state, key) {
            update(state, request);
        }
    }
}

fn rate(state: &State) -> f64 {
    state
        .chosen()
        .map(|setting| state.value(setting))
        .expect("a learning rate")
}

#[test]
fn raising_a_rate_and_lowering_it_again_gives_the_same_path() {
    let mut state = opened("ravine");
    let before = state.results().paths.clone();
    act(&mut state, &[Action::Increase]);
    assert_ne!(state.results().paths[0], before[0]);
    assert_eq!(state.results().paths[1..], before[1..]);
    act(&mut state, &[Action::Undo]);
    assert_eq!(state.results().paths, before);
    act(&mut state, &[Action::Redo, Action::Reset]);
    assert_eq!(state.results().paths, before);
}

#[test]
fn what_changes_from_here_on_holds_at_later_steps_only() {
    let mut state = opened("ravine");
    let kappa = |state: &State| state.now().objective.parameters()[0].value;
    update(&mut state, Request::GoTo(30));
    act(
        &mut state,
        &[Action::ToggleActs, Action::Parameters, Action::IncreaseMuch],
    );
    assert_eq!(kappa(&state), 50.0);
    update(&mut state, Request::GoTo(29));
    assert_eq!(kappa(&state), 20.0);
}

#[test]
fn holding_a_key_is_one_change() {
    let mut state = opened("ravine");
    let before = rate(&state);
    act(&mut state, &[Action::Increase; 30]);
    assert!(rate(&state) > 1.5 * before);
    act(&mut state, &[Action::Undo]);
    assert_eq!(rate(&state), before);
}

#[test]
fn one_press_up_gradient_descent_no_longer_settles_and_soon_it_diverges() {
    let mut state = opened("ravine");
    let settled = |state: &State| {
        state.results().metrics[0]
            .at(60)
            .and_then(|now| now.settled)
    };
    assert!(settled(&state).is_some());
    act(&mut state, &[Action::Increase]);
    assert_eq!(settled(&state), None);
    act(&mut state, &[Action::Increase]);
    let swing = |step: usize| state.results().paths[0].points[step].y.abs();
    assert!(swing(60) > swing(0));
}

#[test]
fn from_here_on_the_past_stays() {
    let mut state = opened("ravine");
    update(&mut state, Request::GoTo(20));
    let before = state.results().paths[0].clone();
    act(&mut state, &[Action::ToggleActs, Action::DecreaseMuch]);
    assert_eq!(state.acts, Acts::FromHere);
    assert_eq!(state.step(), 20);
    let after = &state.results().paths[0];
    assert_eq!(after.points[..=20], before.points[..=20]);
    assert_ne!(after.points[21], before.points[21]);
    act(&mut state, &[Action::StepBack]);
    assert_eq!(rate(&state), 0.098);
}

#[test]
fn values_are_typed_and_refused_where_they_are_out_of_range() {
    let mut state = opened("ravine");
    press(&mut state, "enter 0 . 0 5 enter");
    assert_eq!(rate(&state), 0.05);
    press(&mut state, "enter - 1 enter");
    assert_eq!(rate(&state), 0.05);
    assert!(state.notice.is_some());
}

#[test]
fn a_value_being_typed_is_edited_like_any_line() {
    let mut state = opened("ravine");
    press(
        &mut state,
        "enter 9 9 backspace backspace home 0 end . 0 7 left backspace 3 enter",
    );
    assert_eq!(rate(&state), 0.37);
    press(&mut state, "enter 5 esc");
    assert_eq!(rate(&state), 0.37);
    update(&mut state, Request::Do(Action::Open));
    update(&mut state, Request::Paste("x = 0.04\n".into()));
    press(&mut state, "enter");
    assert_eq!(rate(&state), 0.04);
}

#[test]
fn scenes_are_narrowed_by_typing_and_opened() {
    let mut state = opened("ravine");
    press(&mut state, "o r o s q esc");
    assert!(
        state.overlay.is_some(),
        "the first escape clears the filter"
    );
    update(&mut state, Request::Paste("rosenb".into()));
    let effect = update(&mut state, Request::Press(Key::plain(Code::Enter)));
    assert_eq!(effect, Some(Effect::Open("rosenbrock".into())));
    assert!(state.overlay.is_none());
    press(&mut state, "o esc");
    assert!(state.overlay.is_none());
}

/// The program with a file of one's own, read from the text of a built-in scene.
fn own(name: &str) -> State {
    let mut scene = opened("ravine").scene().clone();
    scene.origin = name.into();
    scene.title = "Mine".into();
    State::new(scene)
}

#[test]
fn ones_own_file_stands_first_in_the_list_and_in_the_round() {
    let mut state = own("folder/mine.toml");
    let opens = |state: &mut State, action| update(state, Request::Do(action));
    let open = |name: &str| Some(Effect::Open(name.to_owned()));
    let library = descent_tui::scene::library();
    let (first, last) = (library[0].name, library[library.len() - 1].name);
    assert_eq!(opens(&mut state, Action::NextScene), open(first));
    assert_eq!(opens(&mut state, Action::PreviousScene), open(last));
    let mut state = state.with_scene(opened(first).scene().clone());
    assert_eq!(
        opens(&mut state, Action::PreviousScene),
        open("folder/mine.toml")
    );
    assert_eq!(opens(&mut state, Action::NextScene), open(library[1].name));
    let mut state = state.with_scene(opened(last).scene().clone());
    assert_eq!(
        opens(&mut state, Action::NextScene),
        open("folder/mine.toml")
    );
    press(&mut state, "o");
    let books = state.shelf.books();
    assert_eq!(books.len(), library.len() + 1);
    assert_eq!(
        (books[0].title.as_str(), books[0].short_name().as_str()),
        ("Mine", "mine.toml")
    );
    let effect = update(&mut state, Request::Press(Key::plain(Code::Enter)));
    assert_eq!(effect, open("folder/mine.toml"));
}

#[test]
fn a_scene_that_was_saved_under_another_name_is_at_hand_under_both() {
    let mut state = own("mine.toml");
    let mut saved = state.scene().clone();
    saved.origin = "other.toml".into();
    hear(&mut state, News::Saved(Box::new(saved)));
    let names = |state: &State| -> Vec<String> {
        let books = state.shelf.books().into_iter().take(3);
        books.map(|book| book.name).collect()
    };
    assert_eq!(names(&state), ["mine.toml", "other.toml", "ravine"]);
    press(&mut state, "r");
    assert_eq!(names(&state), ["mine.toml", "other.toml", "ravine"]);
}

#[test]
fn a_scene_comes_back_as_it_was_left_and_the_screen_stays_as_it_is() {
    let mut state = own("mine.toml");
    press(&mut state, "+ + z space right right");
    let mut elsewhere = state.with_scene(opened("beale").scene().clone());
    press(&mut elsewhere, "t c");
    assert!(!elsewhere.is_changed());
    let mut back = elsewhere.returned_to(state.clone());
    assert_eq!((back.theme, back.chart), (elsewhere.theme, elsewhere.chart));
    assert_eq!(back.results().paths, state.results().paths);
    assert_eq!((back.step(), back.camera), (state.step(), state.camera));
    assert!(back.is_changed());
    press(&mut back, "f u");
    assert!(!back.is_changed());
}

#[test]
fn a_click_in_a_list_chooses_the_second_takes_and_beside_it_closes() {
    let mut state = opened("ravine");
    let screen = Rect::new(0, 0, 120, 40);
    press(&mut state, "o");
    let places = || (0..40).flat_map(|y| (0..120).map(move |x| (x, y)));
    let at = |state: &State, wanted| {
        places().find(|&(x, y)| target(state, screen, x, y) == Some(wanted))
    };
    assert_eq!(at(&state, Target::Beside), Some((0, 0)));
    assert!(at(&state, Target::Entry(2)).is_some());
    assert_eq!(update(&mut state, Request::Pick(2)), None);
    let effect = update(&mut state, Request::Pick(2));
    let third = descent_tui::scene::library()[2].name;
    assert_eq!(effect, Some(Effect::Open(third.into())));
    press(&mut state, "? down");
    update(&mut state, Request::Do(Action::Close));
    assert!(state.overlay.is_none());
}

#[test]
fn a_click_on_the_map_names_the_point_under_it() {
    let state = opened("ravine");
    let screen = Rect::new(0, 0, 120, 40);
    let under = (0..120)
        .flat_map(|x| (0..40).map(move |y| (x, y)))
        .filter_map(|(x, y)| target(&state, screen, x, y))
        .filter_map(|target| match target {
            Target::Map(point) => Some(point),
            _ => None,
        });
    let near = under
        .map(|point| (point - Vec2::new(-9.0, 1.0)).norm())
        .fold(f64::MAX, f64::min);
    assert!(near < 0.15, "{near}");
}

#[test]
fn an_optimizer_is_picked_by_typing_and_comes_at_a_rate_that_works() {
    let mut state = opened("ravine");
    press(&mut state, "a l i o n");
    let candidate = state.candidate().expect("Lion is tried").clone();
    assert_eq!(candidate.entry.label, "Lion");
    assert_eq!(state.scene().optimizers.len(), 5, "trying is not adding");
    press(&mut state, "enter");
    assert_eq!(state.selected, 5);
    assert_eq!(state.scene().optimizers[5].label, "Lion");
    assert_eq!(
        state.results().paths[5],
        candidate.path.clone(),
        "the preview was true"
    );
    let (first, last) = (candidate.path.values[0], candidate.path.values[60]);
    assert!(last < 0.1 * first, "from {first} to {last}");
    let found = candidate.found.expect("a rate works");
    let notice = state.notice.clone().unwrap_or_default();
    assert!(notice.starts_with("Lion added"), "{notice}");
    assert!(notice.contains(&found.rate.to_string()), "{notice}");
    press(&mut state, "+ backspace");
    assert_eq!(rate(&state), found.rate, "reset gives that rate again");
    press(&mut state, "u u u");
    assert_eq!(state.scene().optimizers.len(), 5);
    press(&mut state, "a z z z enter");
    assert!(state.overlay.is_some(), "nothing is called that");
    press(&mut state, "esc esc");
    assert_eq!(state.scene().optimizers.len(), 5);
}

#[test]
fn a_copy_walks_like_its_original_until_it_is_changed() {
    let mut state = opened("ravine");
    press(&mut state, "tab m shift-left ] end d");
    assert_eq!((state.selected, state.scene().optimizers.len()), (2, 6));
    assert_eq!(state.scene().optimizers[2].label, "Momentum 2");
    assert_eq!(state.results().paths[2], state.results().paths[1]);
    press(&mut state, "m ]");
    assert_ne!(state.results().paths[2], state.results().paths[1]);
    press(&mut state, "backspace");
    assert_eq!(rate(&state), 0.098, "the value of its kind in the file");
}

#[test]
fn removing_keeps_the_others_as_they_are_and_the_last_one() {
    let mut state = opened("ravine");
    let (paths, places) = (state.results().paths.clone(), |state: &State| {
        let entries = state.scene().optimizers.iter();
        entries.map(|entry| entry.place).collect::<Vec<_>>()
    });
    press(&mut state, "tab delete");
    assert_eq!(state.results().paths[0], paths[0]);
    assert_eq!(state.results().paths[1..], paths[2..]);
    assert_eq!(places(&state), [0, 2, 3, 4], "each keeps its colour");
    press(&mut state, "delete delete delete delete delete");
    assert_eq!((state.selected, state.scene().optimizers.len()), (0, 1));
    assert!(state.notice.is_some());
    press(&mut state, "u u u u");
    assert_eq!(state.results().paths, paths);
}

fn any_key() -> impl Strategy<Value = Key> {
    let named = prop::sample::select(
        TABLE
            .iter()
            .flat_map(|row| row.keys)
            .map(|name| name.parse().expect("a key"))
            .collect::<Vec<Key>>(),
    );
    prop_oneof![4 => named, 1 => any::<char>().prop_map(|c| Key::plain(Code::Char(c)))]
}

/// The ravine whose second optimizer is line search, which asks about several points a step.
fn with_line_search() -> State {
    let mut scene = opened("ravine").scene().clone();
    let line_search = descent_tui::optimizer::find("line-search").expect("a known kind");
    let entry = &mut scene.optimizers[1];
    entry.kind = line_search;
    entry.hypers = line_search.declaration().defaults();
    State::new(scene)
}

#[test]
fn in_a_race_of_evaluations_everyone_stands_where_the_same_number_took_it() {
    let mut state = with_line_search();
    act(&mut state, &[Action::ToggleRace]);
    for spent in 0..=state.playback.steps() {
        update(&mut state, Request::GoTo(spent));
        assert_eq!(state.step_of(0), spent as usize);
        let path = &state.results().paths[1];
        let step = state.step_of(1);
        assert!(path.evaluations(step) <= spent);
        assert!(step == path.steps() || path.evaluations(step + 1) > spent);
    }
    assert!(state.step_of(1) < state.step_of(0));
    assert!(!state.has_broken_off(1), "it has only spent its share");
}

#[test]
fn from_here_on_is_the_step_of_the_optimizer_that_changes() {
    let mut state = with_line_search();
    act(
        &mut state,
        &[Action::ToggleRace, Action::ToggleActs, Action::SelectNext],
    );
    update(&mut state, Request::GoTo(20));
    let here = state.step_of(1) as u32;
    assert!(0 < here && here < 20);
    act(&mut state, &[Action::Increase]);
    assert_eq!(state.scene().events[0].step, here);
    assert_eq!(rate(&state), state.scene().events[0].value);
    let moment = state.moment_of(&state.scene().events[0]);
    assert_eq!(moment, state.results().paths[1].evaluations(here as usize));
    act(&mut state, &[Action::ToggleRace]);
    assert_eq!(state.moment_of(&state.scene().events[0]), here);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_keys_at_any_size_leave_a_sound_state(
        keys in prop::collection::vec(any_key(), 0..60),
        width in 0..130_u16,
        height in 0..45_u16,
        clicks in prop::collection::vec((0..140_u16, 0..50_u16), 4),
    ) {
        let mut state = opened("ravine");
        let abilities = Abilities { depth: ColorDepth::True, glyphs: Glyphs::Quadrant };
        let mut painter = Painter::new(abilities);
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        for (count, key) in keys.iter().enumerate() {
            if let Some(request) = request_of(&state, *key) {
                update(&mut state, request);
            }
            advance(&mut state, Duration::from_millis(40));
            if count % 8 == 0 {
                painter.draw(&state, &mut buffer);
            }
            prop_assert!(state.step() <= state.playback.steps());
            prop_assert_eq!(state.results().paths.len(), state.scene().optimizers.len());
            prop_assert!(state.selected < state.scene().optimizers.len());
            let unique = |count: usize| count == state.scene().optimizers.len();
            let entries = || state.scene().optimizers.iter();
            prop_assert!(unique(entries().map(|entry| entry.label.as_str()).collect::<HashSet<_>>().len()));
            prop_assert!(unique(entries().map(|entry| entry.place).collect::<HashSet<_>>().len()));
            for event in state.scene().events.iter() {
                prop_assert!(state.scene().settings().contains(&event.setting));
            }
            prop_assert!(state.camera.size().x > 0.0 && state.camera.size().y > 0.0);
        }
        painter.draw(&state, &mut buffer);
        for (x, y) in clicks {
            if let Some(Target::Entry(entry)) = target(&state, buffer.area, x, y) {
                update(&mut state, Request::Pick(entry));
            }
            update(&mut state, Request::Choose(x as isize - 70));
            painter.draw(&state, &mut buffer);
        }
    }

    #[test]
    fn undoing_everything_gives_the_scene_back(
        actions in prop::collection::vec(prop::sample::select(vec![
            Action::Increase, Action::DecreaseMuch, Action::SelectNext, Action::ToggleHidden, Action::StartLeft,
            Action::ToggleActs, Action::JumpBack, Action::Parameters, Action::Reset, Action::StartUp,
            Action::DuplicateOptimizer, Action::RemoveOptimizer,
        ]), 1..25),
    ) {
        let mut state = opened("ravine");
        let before = format!("{:?}", state.scene());
        act(&mut state, &[Action::ToEnd]);
        act(&mut state, &actions);
        act(&mut state, &[Action::Undo; 40]);
        prop_assert_eq!(format!("{:?}", state.scene()), before);
    }
}

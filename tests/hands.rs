//! What makes the program handy in front of a class: the palette, pins, the surface that turns, the blank screen.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use descent_tui::analysis::basins::End;
use descent_tui::app::action::{Action, TABLE};
use descent_tui::app::key::Key;
use descent_tui::app::{
    Effect, Overlay, Request, State, ViewKind, request_of, settle, take_in, update,
};
use descent_tui::math::Vec2;
use descent_tui::scene::Setting;
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Gesture, Glyphs, Painter, Pointer, Target, target};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn opened(name: &str) -> State {
    let mut state = State::new(descent_tui::scene::open(name).unwrap());
    state.playback.go_to(20);
    state
}

fn press(state: &mut State, keys: &[&str]) -> Option<Effect> {
    let mut last = None;
    for key in keys {
        let key: Key = key.parse().unwrap();
        if let Some(request) = request_of(state, key) {
            last = update(state, request);
            settle(state);
        }
    }
    last
}

/// Opens the palette, types a text, and takes the first command.
fn command(state: &mut State, text: &str) -> Option<Effect> {
    press(state, &[":"]);
    update(state, Request::Paste(text.to_owned()));
    press(state, &["enter"])
}

fn commands(state: &State) -> Vec<String> {
    match &state.overlay {
        Some(Overlay::Palette(palette)) => {
            let commands = palette.commands.iter();
            commands.map(|command| command.name.clone()).collect()
        }
        other => panic!("{other:?} is not the palette"),
    }
}

#[test]
fn the_palette_has_every_action_and_does_it() {
    let mut state = opened("ravine");
    press(&mut state, &[":"]);
    let commands = commands(&state);
    for row in TABLE.iter().filter(|row| row.action != Action::Palette) {
        assert!(commands.iter().any(|name| name == row.name), "{}", row.name);
    }
    press(&mut state, &["esc"]);
    command(&mut state, "toggle-solo");
    assert!(state.solo && state.overlay.is_none());
    // By its meaning, too, and an action that opens something leaves that open.
    command(&mut state, "signs on the map");
    assert!(matches!(state.overlay, Some(Overlay::About(_))));
    press(&mut state, &["esc"]);
    assert_eq!(command(&mut state, "leave-at"), None);
    assert_eq!(command(&mut opened("ravine"), "quit"), Some(Effect::Quit));
}

#[test]
fn the_palette_gives_values_as_they_are_said() {
    let mut state = opened("ravine");
    let rate = |state: &State| state.scene().optimizers[1].hypers[0];
    for (text, expected) in [
        ("momentum lr 0.05", 0.05),
        ("Momentum.lr 0.06", 0.06),
        ("mom lr 0.07", 0.07),
    ] {
        command(&mut state, text);
        assert_eq!(rate(&state), expected, "{text}");
    }
    command(&mut state, "kappa 40");
    assert_eq!(state.scene().objective.parameters()[0].value, 40.0);
    command(&mut state, "start -3, 2");
    assert_eq!(state.scene().start, Vec2::new(-3.0, 2.0));
    command(&mut state, "steps 90");
    assert_eq!((state.scene().run.steps, state.playback.steps()), (90, 90));
    command(&mut state, "step 57");
    assert_eq!(state.step(), 57);
    command(&mut state, "view phase");
    assert_eq!(state.view, ViewKind::Phase);
    command(&mut state, "select adam");
    assert_eq!(state.selected_entry().unwrap().label, "Adam");
    assert_eq!(
        command(&mut state, "open rosenbrock"),
        Some(Effect::Open("rosenbrock".to_owned()))
    );
    // All of it can be undone.
    press(&mut state, &["u", "u", "u", "u", "u", "u"]);
    assert!(!state.scene().is_changed_from(state.original()));
}

#[test]
fn the_palette_says_what_is_wrong_with_a_value_and_changes_nothing() {
    let mut state = opened("ravine");
    press(&mut state, &[":"]);
    update(&mut state, Request::Paste("momentum momentum 3".to_owned()));
    let Some(Overlay::Palette(palette)) = &state.overlay else {
        panic!("it is open")
    };
    assert!(palette.commands[0].doc.contains("must be"), "{palette:?}");
    press(&mut state, &["enter"]);
    assert!(state.overlay.is_some());
    assert!(!state.scene().is_changed_from(state.original()));
}

#[test]
fn the_command_line_that_is_copied_makes_the_same_scene() {
    let mut state = opened("ravine");
    for text in [
        "gradient descent lr 0.05",
        "kappa 31",
        "start -3,1",
        "seed 4",
    ] {
        command(&mut state, text);
    }
    let Some(Effect::Copy(text)) = command(&mut state, "copy command line") else {
        panic!("nothing is copied")
    };
    assert_eq!(
        text,
        "descent-tui ravine --set 'Gradient descent.lr=0.05' --set kappa=31 --set start=-3,1 \
         --set seed=4"
    );
    let mut scene = descent_tui::scene::open("ravine").unwrap();
    let words = text.split(" --set ").skip(1);
    for assignment in words {
        scene.assign(assignment.trim_matches('\'')).unwrap();
    }
    assert!(!scene.is_changed_from(state.scene()));
}

#[test]
fn pins_keep_the_paths_of_their_moment() {
    let mut state = opened("ravine");
    let before = state.results().paths[0].points.clone();
    press(&mut state, &["g", "+", "g"]);
    assert_eq!(state.pins.len(), 2);
    assert_eq!(*state.pins[0].paths[0].track.points, *before);
    assert_ne!(*state.pins[1].paths[0].track.points, *before);
    assert_eq!(state.pinned_paths().count(), 10);
    command(&mut state, "unpin pin 1");
    let names: Vec<&str> = state.pins.iter().map(|pin| pin.name.as_str()).collect();
    assert_eq!(names, ["pin 2"]);
    press(&mut state, &["G", "G"]);
    assert!(state.pins.is_empty());
}

#[test]
fn a_change_from_here_on_shows_what_would_have_been() {
    let mut state = opened("ravine");
    let before = state.results().paths[0].points.clone();
    press(&mut state, &["m", "+", "+"]);
    let pinned: Vec<_> = state.pinned_paths().collect();
    // One change, although two keys: of the selected one alone, as it was before both.
    assert_eq!(pinned.len(), 1);
    assert_eq!(*pinned[0].track.points, *before);
    press(&mut state, &["u"]);
    assert_eq!(state.pinned_paths().count(), 0);
    // At the end nothing is left to bend.
    press(&mut state, &["end", "+"]);
    assert!(state.notice.as_ref().unwrap().contains("nothing is left"));
    assert!(state.scene().events.is_empty());
}

#[test]
fn the_surface_turns_by_keys_and_grows() {
    let mut state = opened("ravine");
    press(&mut state, &["3"]);
    let (orbit, camera) = (state.orbit, state.camera);
    press(&mut state, &["h", "k", "A"]);
    assert!(state.orbit.turn > orbit.turn && state.orbit.tilt < orbit.tilt);
    assert!(state.orbit.height > orbit.height);
    assert_eq!(state.camera, camera);
    for _ in 0..100 {
        press(&mut state, &["k"]);
    }
    assert!(state.orbit.tilt > 0.0, "never from below");
    press(&mut state, &["1", "h"]);
    assert_ne!(state.camera, camera, "on the map the same keys pan");
}

#[test]
fn a_blank_screen_comes_back_with_any_key_and_does_nothing_else() {
    let mut state = opened("ravine");
    press(&mut state, &["b"]);
    assert!(state.is_blank);
    press(&mut state, &["+"]);
    assert!(!state.is_blank && !state.scene().is_changed_from(state.original()));
    press(&mut state, &["b"]);
    assert_eq!(press(&mut state, &["ctrl-c"]), Some(Effect::Quit));
}

/// Does all work that is left.
fn finish(state: &mut State) {
    while let Some((ticket, job)) = state.wanted().into_iter().next() {
        take_in(state, ticket, job.finish());
    }
}

#[test]
fn the_view_of_rates_knows_what_came_of_each_and_follows_every_change() {
    let mut state = opened("ravine");
    assert!(state.wanted().is_empty(), "nothing that no view shows");
    press(&mut state, &["6"]);
    let begun = state.wanted();
    assert_eq!(begun.len(), 1);
    // Another rate is no other analysis, for all of them are tried.
    press(&mut state, &["+"]);
    assert_eq!(state.wanted()[0].0, begun[0].0);
    // Another objective is, and what still comes of the first is not taken.
    press(&mut state, &["p", "+", "esc"]);
    let [(ticket, job)] = &begun[..] else {
        panic!("one analysis")
    };
    take_in(&mut state, *ticket, job.clone().finish());
    assert!(state.rates_found().is_none());
    finish(&mut state);
    let found = state.rates_found().unwrap();
    assert!(found.is_whole);
    for row in found.rows.iter().step_by(37) {
        let mut scene = state.scene().clone();
        let lr = scene.optimizers[row.optimizer]
            .declaration()
            .hyper("lr")
            .unwrap();
        let setting = Setting::Hyper {
            optimizer: row.optimizer,
            hyper: lr,
        };
        scene.set(setting, row.values[0]);
        let outcome = descent_tui::analysis::sweep::outcome(&scene, row.optimizer).unwrap();
        assert_eq!(row.outcome.end.value.to_bits(), outcome.end.value.to_bits());
    }
    press(&mut state, &["1"]);
    assert!(state.rates_found().is_none() && state.wanted().is_empty());
}

#[test]
fn the_view_of_basins_is_of_the_selected_one_and_of_what_is_in_view() {
    let mut state = opened("himmelblau");
    press(&mut state, &["7"]);
    finish(&mut state);
    let shares = |state: &State| -> Vec<f64> {
        let found = state.basin_found().unwrap();
        let each = 0..found.bottoms.len();
        each.map(|which| found.basin.share(|end| end == End::Minimum(which)))
            .collect()
    };
    let descent = shares(&state);
    assert_eq!(descent.len(), 4);
    assert!(
        (descent.iter().sum::<f64>() - 1.0).abs() < 0.01,
        "{descent:?}"
    );
    press(&mut state, &["tab"]);
    assert!(
        state.basin_found().is_none(),
        "another's is not shown meanwhile"
    );
    finish(&mut state);
    assert_ne!(shares(&state), descent);
    press(&mut state, &["z"]);
    finish(&mut state);
    let (x, camera) = (state.basin_found().unwrap().basin.columns, state.camera);
    assert!(x > 0 && camera.x[0] > -5.5, "zooming looks closer");
}

#[test]
fn events_are_read_gone_to_and_taken_away_by_key_and_mouse() {
    let mut state = opened("ravine");
    assert!(press(&mut state, &["T"]).is_none() && state.overlay.is_none());
    assert!(state.notice.as_ref().unwrap().contains("no events"));
    // Two changes from here on, at two steps.
    press(&mut state, &["m", "+", "right", "right", "tab", "-", "end"]);
    assert_eq!(state.scene().events.len(), 2);
    press(&mut state, &["T", "up", "enter"]);
    assert_eq!(state.step(), 20);
    let screen = Rect::new(0, 0, 120, 40);
    let text = drawn(&state, screen);
    assert!(
        text.contains("step 20: Gradient descent.lr = 0.09996"),
        "{text}"
    );
    assert!(text.contains('●'), "{text}");
    for step in [20, 22, 60] {
        update(&mut state, Request::GoTo(step));
        let line = drawn(&state, screen);
        let line: String = line.chars().skip(37 * 120).take(120).collect();
        assert!(line.contains('●'), "the cursor is hidden at {step}: {line}");
    }
    // The mark of the other: what lies there goes to it, and the other button takes it away.
    let row = (0..40).find(|row| matches!(target(&state, screen, 20, *row), Some(Target::Step(_))));
    let row = row.unwrap();
    let mark =
        (0..120).find(|column| target(&state, screen, *column, row) == Some(Target::Event(1)));
    let at = (mark.unwrap(), row);
    let mut pointer = Pointer::default();
    for request in pointer.requests(&state, screen, Gesture::Press, at) {
        update(&mut state, request);
    }
    assert_eq!(state.step(), 22);
    for request in pointer.requests(&state, screen, Gesture::PressOther, at) {
        update(&mut state, request);
    }
    assert_eq!(state.scene().events.len(), 1);
    press(&mut state, &["u"]);
    assert_eq!(state.scene().events.len(), 2);
    press(&mut state, &["T", "delete", "delete"]);
    assert!(state.scene().events.is_empty() && state.overlay.is_none());
}

#[test]
fn the_map_stays_beside_another_view() {
    let mut state = opened("ravine");
    press(&mut state, &["|"]);
    assert_eq!(state.view, ViewKind::Profile);
    let screen = Rect::new(0, 0, 120, 40);
    // The map is there to be clicked, and what stands beside it is no chart.
    assert!(matches!(
        target(&state, screen, 20, 20),
        Some(Target::Map(_))
    ));
    assert_eq!(target(&state, screen, 100, 30), None);
    press(&mut state, &["3"]);
    assert_eq!(target(&state, screen, 100, 30), Some(Target::Surface));
    // Where there is no room, the view has the whole place.
    let narrow = Rect::new(0, 0, 60, 20);
    assert_eq!(target(&state, narrow, 20, 10), Some(Target::Surface));
    press(&mut state, &["|"]);
    assert_eq!(target(&state, screen, 20, 20), Some(Target::Surface));
}

fn drawn(state: &State, screen: Rect) -> String {
    let mut buffer = Buffer::empty(screen);
    let abilities = Abilities {
        depth: ColorDepth::True,
        glyphs: Glyphs::Quadrant,
    };
    Painter::new(abilities).draw(state, &mut buffer);
    buffer
        .content
        .iter()
        .map(ratatui::buffer::Cell::symbol)
        .collect()
}

#[test]
fn one_key_gives_every_optimizer_a_rate_that_works_and_one_takes_them_back() {
    let mut state = opened("ravine");
    for text in ["gradient descent lr 3", "adam lr 1e-6", "slope 15"] {
        command(&mut state, text);
    }
    let before: Vec<f64> = state
        .scene()
        .optimizers
        .iter()
        .map(|entry| entry.hypers[0])
        .collect();
    press(&mut state, &["F"]);
    let paths = &state.results().paths;
    for (entry, path) in state.scene().optimizers.iter().zip(paths) {
        let (first, last) = (path.values[0], *path.values.last().unwrap());
        assert!(last < 0.5 * first, "{}: {first} to {last}", entry.label);
    }
    press(&mut state, &["u"]);
    let after: Vec<f64> = state
        .scene()
        .optimizers
        .iter()
        .map(|entry| entry.hypers[0])
        .collect();
    assert_eq!(after, before);
}

#[test]
fn a_rate_is_taken_over_from_the_view_of_rates() {
    let mut state = opened("ravine");
    press(&mut state, &["tab", "6"]);
    while let Some((ticket, job)) = state.wanted().into_iter().next() {
        take_in(&mut state, ticket, job.finish());
    }
    let screen = Rect::new(0, 0, 120, 40);
    let Some(Target::Varied(_, low)) = target(&state, screen, 20, 15) else {
        panic!("a rate lies there");
    };
    let mut pointer = Pointer::default();
    for (gesture, column) in [
        (Gesture::Press, 20),
        (Gesture::Drag, 40),
        (Gesture::Release, 40),
    ] {
        for request in pointer.requests(&state, screen, gesture, (column, 15)) {
            update(&mut state, request);
        }
        settle(&mut state);
        while let Some((ticket, job)) = state.wanted().into_iter().next() {
            take_in(&mut state, ticket, job.finish());
        }
    }
    let rate = state.scene().optimizers[1].hypers[0];
    assert!(rate > 2.0 * low, "{low} to {rate}");
    // A press and a drag are one change.
    press(&mut state, &["u"]);
    assert!(!state.scene().is_changed_from(state.original()));
}

#[test]
fn optimizers_set_off_from_kept_starts_too_and_follow_every_change() {
    let mut state = opened("himmelblau");
    let own = state.scene().start;
    press(&mut state, &["O"]);
    update(&mut state, Request::SetStart(Vec2::new(3.0, 3.0)));
    settle(&mut state);
    let shown = state.shown().count();
    assert_eq!(state.pinned_paths().count(), shown);
    assert!(state.pinned_paths().all(|path| path.track.points[0] == own));
    let before = state.pinned_paths().next().unwrap().track.points[5];
    press(&mut state, &["+"]);
    let after = state.pinned_paths().next().unwrap().track.points[5];
    assert_ne!(before, after, "another rate bends those paths, too");
    press(&mut state, &["s"]);
    assert_eq!(state.pinned_paths().count(), 1, "only the selected one's");
    press(&mut state, &["s"]);
    update(&mut state, Request::SetStart(own));
    press(&mut state, &["O"]);
    assert_eq!(state.pinned_paths().count(), 0);
}

#[test]
fn what_lies_under_the_pointer_is_read_out() {
    let mut state = opened("ravine");
    let screen = Rect::new(0, 0, 120, 40);
    let mut pointer = Pointer::default();
    let mut hover = |state: &mut State, at| {
        let requests = pointer.requests(state, screen, Gesture::Hover, at);
        let count = requests.len();
        state.notice = Some("said".to_owned());
        for request in requests {
            update(state, request);
        }
        assert_eq!(state.notice.as_deref(), Some("said"), "it only passes by");
        count
    };
    assert_eq!(hover(&mut state, (30, 20)), 1);
    assert_eq!(hover(&mut state, (30, 20)), 0, "nothing is new");
    let at = state.pointed().expect("it is over the map");
    let value = state.scene().objective.value(at);
    let words = format!("J {}", descent_tui::picture::number::number(value));
    assert!(drawn(&state, screen).contains(&words), "{words}");
    assert_eq!(hover(&mut state, (119, 20)), 1);
    assert_eq!(state.pointed(), None);
}

/// Clicks on a word of the screen, as it stands there.
fn click(state: &mut State, (width, height): (u16, u16), word: &str) {
    let screen = Rect::new(0, 0, width, height);
    let mut painter = Painter::new(Abilities {
        depth: ColorDepth::True,
        glyphs: Glyphs::Quadrant,
    });
    let mut buffer = Buffer::empty(screen);
    painter.draw(state, &mut buffer);
    let row = |row| {
        (0..width)
            .map(|column| buffer[(column, row)].symbol())
            .collect::<Vec<_>>()
    };
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let starts = |&(x, y): &(u16, u16)| row(y)[usize::from(x)..].concat().starts_with(word);
    let at = places.into_iter().find(starts).expect("the word is there");
    let requests = painter.requests(&mut Pointer::default(), (state, screen), Gesture::Press, at);
    assert!(!requests.is_empty(), "{word} is not to be clicked");
    for request in requests {
        update(state, request);
    }
}

#[test]
fn words_are_clicked_where_they_stand() {
    let opens = |word: &str, overlay: &str| {
        let mut state = opened("ravine");
        click(&mut state, (120, 40), word);
        let shown = format!("{:?}", state.overlay);
        assert!(shown.contains(overlay), "{word}: {shown}");
    };
    opens("help", "Help");
    opens("slope·(", "Formula");
    let mut state = opened("ravine");
    click(&mut state, (120, 40), "κ 20");
    assert_eq!(state.focus, descent_tui::app::Focus::Parameters(0));
    let mut state = opened("ravine");
    let playing = state.playback.playing;
    click(&mut state, (120, 40), if playing { " ▸" } else { " ‖" });
    assert_ne!(state.playback.playing, playing);
    click(&mut state, (120, 40), "changes act");
    assert_eq!(state.acts, descent_tui::app::Acts::FromHere);
    click(&mut state, (120, 40), "Across the valley");
    assert_eq!(state.chart, 1);
    // On a small screen a line of letters stands for the list.
    click(&mut state, (60, 20), "R  D");
    assert_eq!(state.selected, 3);
}

#[test]
fn what_was_done_is_a_list_to_go_back_in() {
    let mut state = opened("ravine");
    let before = state.scene().clone();
    press(&mut state, &["+", "tab", "x", "L", "D"]);
    let words = match &state.overlay {
        Some(Overlay::Changes(changes)) => changes.words.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(words[0], "as it was opened");
    assert!(
        words[1].starts_with("Gradient descent.lr 0.098 → "),
        "{words:?}"
    );
    assert_eq!(words[2], "Momentum hidden");
    assert!(words[3].starts_with("start at "), "{words:?}");
    press(&mut state, &["up", "up", "enter"]);
    assert!(state.scene().optimizers[1].enabled && state.overlay.is_none());
    assert_ne!(
        state.scene().optimizers[0].hypers[0],
        before.optimizers[0].hypers[0]
    );
    press(&mut state, &["D", "down", "down", "enter"]);
    assert!(!state.scene().optimizers[1].enabled);
    assert_ne!(state.scene().start, before.start);
    press(&mut state, &["u"]);
    assert!(
        state
            .notice
            .as_deref()
            .is_some_and(|said| said.starts_with("undone: start at"))
    );
    press(&mut state, &["D", "up", "up", "up", "enter"]);
    assert!(!state.scene().is_changed_from(&before));
}

#[test]
fn every_optimizer_gets_its_best_rate_in_one_change() {
    let mut state = opened("ravine");
    let before = state.scene().clone();
    press(&mut state, &["B"]);
    while let Some((ticket, job)) = state.wanted().into_iter().last() {
        take_in(&mut state, ticket, job.finish());
    }
    assert!(!state.is_tuning());
    let said = state.notice.clone().unwrap_or_default();
    assert!(said.starts_with("each at its best rate"), "{said}");
    let tuned = state.scene().clone();
    let rates = |scene: &descent_tui::scene::Scene| -> Vec<f64> {
        scene
            .optimizers
            .iter()
            .map(|entry| entry.hypers[0])
            .collect()
    };
    for (own, other) in rates(&before).iter().zip(rates(&tuned)) {
        assert_ne!(*own, other);
    }
    press(&mut state, &["u"]);
    assert!(!state.scene().is_changed_from(&before));
    // What is changed meanwhile ends the search.
    press(&mut state, &["B", "+"]);
    assert!(!state.is_tuning());
}

#[test]
fn rate_and_momentum_are_dragged_together_in_the_view_of_modes() {
    let mut state = opened("ravine");
    press(&mut state, &["tab", "8"]);
    let screen = Rect::new(0, 0, 120, 40);
    let places = (10..13).flat_map(|row| (50..76).map(move |column| (column, row)));
    let hits = places.filter(|at| {
        matches!(
            target(&state, screen, at.0, at.1),
            Some(Target::Damping(1, _))
        )
    });
    let hits: Vec<(u16, u16)> = hits.collect();
    assert!(hits.len() > 40, "{}", hits.len());
    let before = state.scene().clone();
    let mut pointer = Pointer::default();
    let (from, to) = (hits[hits.len() / 2], hits[hits.len() / 2 + 3]);
    for (gesture, at) in [
        (Gesture::Press, from),
        (Gesture::Drag, to),
        (Gesture::Release, to),
    ] {
        for request in pointer.requests(&state, screen, gesture, at) {
            update(&mut state, request);
        }
    }
    let own = &state.scene().optimizers[1];
    let Some(Target::Damping(_, under)) = target(&state, screen, to.0, to.1) else {
        panic!("it was there before");
    };
    assert_eq!([own.hypers[0], own.hypers[1]], [under.x, under.y]);
    press(&mut state, &["u"]);
    assert!(
        !state.scene().is_changed_from(&before),
        "one drag is one change"
    );
}

#[test]
fn the_best_of_the_table_is_the_heavy_ball_s_optimum() {
    use descent_tui::picture::{Role, Shape, view};
    let scene = "start = [1.0, 1.0]\n[objective]\nformula = \"x^2/2 + 50*y^2\"\n\
                 [[optimizer]]\nkind = \"momentum\"\nlr = 0.01\n";
    let scene = descent_tui::scene::parse("here", scene, &descent_tui::scene::Embedded).unwrap();
    let mut state = State::new(scene);
    while let Some((ticket, job)) = state.wanted().into_iter().next() {
        take_in(&mut state, ticket, job.finish());
    }
    state.view = ViewKind::Spectrum;
    let picture = view::picture(&state);
    let mut marks = picture.panels.iter().flat_map(|panel| &panel.marks);
    let best = marks.find(|mark| mark.role == Role::Critical).unwrap();
    let Shape::Symbol(best, _) = best.shape else {
        panic!("a sign");
    };
    // Polyak 1964: η = 4/(√L + √μ)², γ = ((√κ − 1)/(√κ + 1))², nearly.
    let expected = Vec2::new(4.0 / 121.0, (9.0_f64 / 11.0).powi(2));
    assert!(
        (best.x - expected.x).abs() < 0.042 / 72.0,
        "{best:?} {expected:?}"
    );
    assert!(
        (best.y - expected.y).abs() < 1.0 / 48.0,
        "{best:?} {expected:?}"
    );
}

#[test]
fn the_view_of_rates_sweeps_the_value_that_is_chosen() {
    let mut state = opened("ravine");
    let found = |state: &mut State| {
        settle(state);
        while let Some((ticket, job)) = state.wanted().into_iter().next() {
            take_in(state, ticket, job.finish());
        }
        state.rates_found().map(|found| found.varied.name.clone())
    };
    press(&mut state, &["tab", "6"]);
    assert_eq!(found(&mut state).as_deref(), Some("*.lr"));
    press(&mut state, &["enter", "down"]);
    assert_eq!(found(&mut state).as_deref(), Some("Momentum.momentum"));
    let rows = state.rates_found().unwrap().rows.len();
    assert!(
        rows > 100
            && state
                .rates_found()
                .unwrap()
                .rows
                .iter()
                .all(|row| row.optimizer == 1)
    );
    press(&mut state, &["esc", "p"]);
    assert_eq!(found(&mut state).as_deref(), Some("kappa"));
    // Every optimizer depends on it, and its minimum with it.
    let rows = &state.rates_found().unwrap().rows;
    let optimizers: std::collections::BTreeSet<usize> =
        rows.iter().map(|row| row.optimizer).collect();
    assert_eq!(optimizers.len(), 5);
    let before = rows.clone();
    press(&mut state, &["+"]);
    settle(&mut state);
    assert_eq!(
        state.rates_found().unwrap().rows,
        before,
        "the sweep stays while the value moves in it"
    );
}

#[test]
fn an_ensemble_follows_the_scene_and_what_is_selected() {
    let mut state = opened("noise");
    let found = |state: &mut State| {
        settle(state);
        while let Some((ticket, job)) = state.wanted().into_iter().next() {
            take_in(state, ticket, job.finish());
        }
        state.ensemble().and_then(|(_, found)| found.cloned())
    };
    press(&mut state, &["C"]);
    let starts = found(&mut state).unwrap();
    assert_eq!(starts.tracks.len(), 32);
    assert_eq!(
        starts.tracks[0].points,
        state.results().paths[0].points,
        "the scene's own is the first"
    );
    assert!(
        starts
            .tracks
            .iter()
            .skip(1)
            .all(|track| track.points[0] != starts.tracks[0].points[0])
    );
    press(&mut state, &["C"]);
    let seeds = found(&mut state).unwrap();
    let first = |which: usize| seeds.tracks[which].points[0];
    assert!((1..32).all(|which| first(which) == first(0)));
    assert_ne!(seeds.tracks[0].points, seeds.tracks[1].points);
    let last = seeds.spread.values.last().unwrap();
    assert!(last[0] <= last[1] && last[1] <= last[2], "{last:?}");
    let words = state.ensemble_words().unwrap();
    assert!(words.starts_with("Large rate, 32 seeds: "), "{words}");
    press(&mut state, &["tab"]);
    assert!(
        state.ensemble().unwrap().1.is_none(),
        "nothing is shown of another"
    );
    assert_ne!(
        found(&mut state).unwrap().tracks[1].points,
        seeds.tracks[1].points
    );
    press(&mut state, &["C"]);
    assert!(state.ensemble().is_none() && state.ensemble_words().is_none());
    let mut scene = descent_tui::scene::open("ravine").unwrap();
    scene.run.steps = 1_000_000;
    let mut long = State::new(scene);
    press(&mut long, &["C"]);
    assert!(long.ensemble().is_none() && long.notice.is_some());
}

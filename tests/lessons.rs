//! Lessons: what may stand in one, that what they say is so, and how they are given.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use descent_tui::analysis::claims::Evidence;
use descent_tui::app::key::Key;
use descent_tui::app::{Said, State, ViewKind, advance, request_of, settle, take_in, update};
use descent_tui::mistake::Mistakes;
use descent_tui::scene::{Document, Folder, Lesson, Piece, is_lesson, lessons, parse_lesson};
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Glyphs, Painter, lesson_pages};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn views() -> Vec<&'static str> {
    ViewKind::ALL.iter().map(|view| view.name()).collect()
}

fn read(text: &str) -> Result<Lesson, Mistakes> {
    parse_lesson("lesson.toml", text, &Folder(PathBuf::new()), &views())
}

fn builtin(name: &str) -> Arc<Lesson> {
    let document = Document::find_lesson(name).unwrap();
    Arc::new(document.lesson(&views()).unwrap())
}

fn press(state: &mut State, key: &str) {
    let key: Key = key.parse().unwrap();
    if let Some(request) = request_of(state, key) {
        update(state, request);
        settle(state);
    }
    while let Some((ticket, job)) = state.wanted().into_iter().next() {
        let product = job.finish();
        take_in(state, ticket, product);
    }
}

fn screen(state: &State, (width, height): (u16, u16)) -> Vec<String> {
    let abilities = Abilities {
        depth: ColorDepth::True,
        glyphs: Glyphs::Quadrant,
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    Painter::new(abilities).draw(state, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
        .collect()
}

/// All that a step sets, in words.
fn set(state: &State) -> String {
    let scene = state.scene();
    let entries: Vec<String> = scene
        .optimizers
        .iter()
        .map(|entry| format!("{} {:?} {}", entry.label, entry.hypers, entry.enabled))
        .collect();
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {} {:?}",
        scene.title,
        entries,
        scene.start,
        scene.objective.parameters(),
        state.camera,
        state.view,
        state.selected,
        state.acts,
    )
}

#[test]
fn no_caption_says_what_the_paths_do_not_show() {
    for builtin in lessons() {
        let lesson = self::builtin(builtin.name);
        for (at, step) in lesson.steps.iter().enumerate() {
            let evidence = Evidence::of(&step.scene, step.step);
            for claim in &step.claims {
                let verdict = evidence.judge(claim);
                assert!(
                    verdict.holds,
                    "{} {at}: {} {}",
                    builtin.name, claim.text, verdict.numbers
                );
            }
            // What a caption says of paths is claimed; few captions say nothing.
            let has_numbers = step
                .text
                .iter()
                .flatten()
                .any(|piece| matches!(piece, Piece::Number(..)));
            assert!(
                !has_numbers || !step.claims.is_empty() || step.step == Some(0),
                "{} {at}",
                builtin.name
            );
        }
    }
}

#[test]
fn every_lesson_is_given_by_one_key_and_goes_back_to_the_same_whatever_was_changed() {
    for builtin in lessons() {
        let lesson = self::builtin(builtin.name);
        let mut state = State::with_lesson(Arc::clone(&lesson));
        let mut seen = vec![set(&state)];
        while state.course.as_ref().unwrap().at() + 1 < lesson.steps.len() || state.is_asked() {
            let was_asked = state.is_asked();
            press(&mut state, "n");
            assert!(!was_asked || !state.is_asked());
            if !was_asked {
                seen.push(set(&state));
            }
        }
        assert_eq!(seen.len(), lesson.steps.len(), "{}", builtin.name);
        press(&mut state, "n");
        assert!(state.notice.as_ref().unwrap().contains("ends here"));
        for expected in seen.iter().rev().skip(1) {
            // Whatever a student does in between.
            for key in ["+", "]", "s", "m", "x", "z", "3", "p", "+", "right", "L"] {
                press(&mut state, key);
            }
            press(&mut state, "N");
            assert_eq!(set(&state), *expected, "{}", builtin.name);
        }
    }
}

#[test]
fn what_a_student_changed_is_one_key_away() {
    let mut state = State::with_lesson(builtin("snowy-path"));
    press(&mut state, "]");
    let changed = state.scene().optimizers[0].hypers[0];
    assert_ne!(changed, 0.098);
    press(&mut state, "n");
    assert_eq!(state.scene().optimizers[0].hypers[0], 0.098);
    assert!(
        state
            .notice
            .as_ref()
            .unwrap()
            .contains("u brings them back")
    );
    press(&mut state, "u");
    assert_eq!(state.scene().optimizers[0].hypers[0], changed);
}

#[test]
fn a_question_hides_the_answer_until_it_is_asked_for() {
    let mut state = State::with_lesson(builtin("snowy-path"));
    while !state.is_asked() {
        press(&mut state, "n");
    }
    for view in ViewKind::ALL {
        state.view = *view;
        let shown = screen(&state, (120, 40)).join("\n");
        assert!(
            !shown.contains("unstable") && !shown.contains("100%"),
            "{shown}"
        );
        assert_eq!(state.shown().count(), 0);
    }
    state.view = ViewKind::Map;
    press(&mut state, "2");
    assert_eq!(state.course.as_ref().unwrap().chosen, Some(1));
    assert!(screen(&state, (120, 40)).join("\n").contains("▸ 2"));
    press(&mut state, "n");
    let shown = screen(&state, (120, 40)).join("\n");
    assert!(shown.contains("✗ 2") && shown.contains("✓ 3"), "{shown}");
    assert_eq!(state.shown().count(), 1);
    // It plays up to its step, and rests there.
    assert!(state.playback.playing);
    advance(&mut state, Duration::from_secs(60));
    assert_eq!(state.step(), 60);
}

#[test]
fn a_caption_plays_up_to_its_step_and_says_the_numbers_of_the_moment() {
    let mut state = State::with_lesson(builtin("snowy-path"));
    press(&mut state, "n");
    assert!(state.playback.playing);
    advance(&mut state, Duration::from_secs(60));
    assert_eq!(state.step(), 40);
    let waste = |state: &State| {
        let course = state.course.as_ref().unwrap();
        let pieces = course.step().text.iter().flatten();
        let mut numbers = pieces.filter_map(|piece| match piece {
            Piece::Number(spoken, name) if name.ends_with("waste") => Some(state.said(spoken)),
            _ => None,
        });
        numbers.next().unwrap()
    };
    let Said::Share(before) = waste(&state) else {
        panic!("a share")
    };
    let index = state.scene().optimizer("Gradient descent").unwrap();
    let shown = state.results().metrics[index].at(40).unwrap().waste;
    assert_eq!(before, shown);
    press(&mut state, "[");
    assert_ne!(waste(&state), Said::Share(before), "live");
}

#[test]
fn every_caption_fits_or_pages() {
    for size in [(120, 40), (80, 24), (60, 20), (40, 14)] {
        for builtin in lessons() {
            let lesson = self::builtin(builtin.name);
            let mut state = State::with_lesson(Arc::clone(&lesson));
            loop {
                let area = Rect::new(0, 0, size.0, size.1);
                let pages = lesson_pages(&state, area);
                assert!(size.0 < 80 || pages == 1, "{} {size:?}", builtin.name);
                let mut shown = String::new();
                for page in 0..pages {
                    state.course.as_mut().unwrap().page = page;
                    shown += &screen(&state, size).join(" ");
                }
                let course = state.course.as_ref().unwrap();
                let words = course
                    .step()
                    .text
                    .iter()
                    .flatten()
                    .filter_map(|piece| match piece {
                        Piece::Words(words) | Piece::Strong(words) => Some(words.as_str()),
                        Piece::Number(..) => None,
                    });
                for word in words.flat_map(str::split_whitespace) {
                    assert!(shown.contains(word), "{} {size:?}: {word}", builtin.name);
                }
                let is_last = course.at() + 1 == lesson.steps.len();
                if is_last && !state.is_asked() {
                    break;
                }
                press(&mut state, "n");
            }
        }
    }
}

#[test]
fn mistakes_in_a_lesson_are_told_at_their_places() {
    for (text, message, place) in [
        ("[[lesson]]\ntext = \"a\"\n", "no scene for this step", 1),
        ("[[lesson]]\nscene = \"ravine\"\n", "without `text`", 1),
        ("title = \"x\"\n", "no step of a lesson", 0),
        (
            "[[lesson]]\ntext = \"a {Adma.value}\"\nscene = \"ravine\"\n",
            "no optimizer `Adma`",
            2,
        ),
        (
            "[[lesson]]\ntext = \"a {Adam.value\"\nscene = \"ravine\"\n",
            "`{` without `}`",
            2,
        ),
        ("[[lesson]]\ntext = \"a\"\nscene = \"ravin\"\n", "ravin", 3),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nset = { \"Adam.lr\" = -1 }\n",
            "must be",
            4,
        ),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nset = { kapa = 1 }\n",
            "nothing is called `kapa`",
            4,
        ),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nview = \"maps\"\n",
            "unknown view `maps`",
            4,
        ),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nquestion = \"b?\"\n",
            "`choices` and `answer`",
            4,
        ),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nquestion = \"b?\"\nchoices = [\"1\", \"2\"]\nanswer = 3\n",
            "answer",
            6,
        ),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nshow = [\"Adm\"]\n",
            "no optimizer `Adm`",
            4,
        ),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nstpe = 3\n",
            "unknown key `stpe`",
            4,
        ),
        (
            "[[lesson]]\ntext = \"a\"\nscene = \"ravine\"\nadd = [{ kind = \"adamm\" }]\n",
            "adamm",
            4,
        ),
    ] {
        let mistakes = read(text).unwrap_err();
        let shown = mistakes.to_string();
        assert!(shown.contains(message), "{text}\n{shown}");
        if place > 0 {
            assert!(
                shown.contains(&format!("lesson.toml:{place}:")),
                "{text}\n{shown}"
            );
        }
    }
}

#[test]
fn steps_build_on_each_other_and_a_scene_begins_anew() {
    let lesson = read(
        r#"
        [objective]
        formula = "x^2 + k*y^2"
        [objective.parameters]
        k = 3
        [[optimizer]]
        kind = "gd"
        lr = 0.1

        [[lesson]]
        text = "one"
        set = { k = 7, start = [-1, 2], steps = 30 }
        view = "phase"
        step = 12

        [[lesson]]
        text = "two *strong* and 2*3 = {Momentum.lr}"
        add = [{ kind = "momentum", lr = 0.02 }]
        show = ["Momentum"]
        look = { x = [-2, 2], y = [-1, 1] }

        [[lesson]]
        text = "three"
        remove = ["GD"]

        [[lesson]]
        text = "four"
        scene = "ravine"
        "#,
    )
    .unwrap();
    let [one, two, three, four] = &lesson.steps[..] else {
        panic!("four steps")
    };
    assert_eq!(one.scene.run.steps, 30);
    assert_eq!(two.scene.objective.parameters()[0].value, 7.0);
    assert_eq!((two.step, two.view.as_deref()), (Some(12), Some("phase")));
    let shown: Vec<bool> = two
        .scene
        .optimizers
        .iter()
        .map(|entry| entry.enabled)
        .collect();
    assert_eq!(shown, [false, true]);
    let strong = two.text[0]
        .iter()
        .filter(|piece| matches!(piece, Piece::Strong(_)));
    assert_eq!(
        strong.count(),
        1,
        "a product is no emphasis: {:?}",
        two.text
    );
    assert_eq!(three.scene.optimizers.len(), 1);
    assert_eq!(three.look, two.look);
    assert_eq!(
        (four.look, four.step, four.view.as_deref()),
        (None, None, None)
    );
    assert_eq!(four.scene.optimizers.len(), 5);
}

#[test]
fn a_scene_may_carry_a_lesson_and_is_a_scene_all_the_same() {
    let text = "[objective]\nformula = \"x^2 + y^2\"\n\n[[lesson]]\ntext = \"a\"\n";
    assert!(is_lesson(text));
    assert_eq!(read(text).unwrap().steps.len(), 1);
    let scene = descent_tui::scene::parse("both.toml", text, &Folder(PathBuf::new()));
    assert!(scene.is_ok(), "{scene:?}");
}

//! What the screen shows, as text and as colours: a letter for the colour of each cell.

#[path = "screens/about.rs"]
mod about;
#[path = "screens/board.rs"]
mod board;
#[path = "screens/charts.rs"]
mod charts;
#[path = "screens/crowds.rs"]
mod crowds;
#[path = "screens/ghosts.rs"]
mod ghosts;
#[path = "screens/places.rs"]
mod places;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use descent_tui::app::action::Action;
use descent_tui::app::overlay::Question;
use descent_tui::app::{News, Request, State, advance, hear, settle, update};
use descent_tui::picture::theme::THEMES;
use descent_tui::scene::{Document, Files, Scene, parse};
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Glyphs, Painter, target};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

fn opened(name: &str) -> State {
    let mut scene = descent_tui::scene::open(name).expect("a built-in scene");
    descent_tui::analysis::rates::complete(&mut scene);
    at_rest(scene)
}

fn at_rest(scene: Scene) -> State {
    let mut state = State::new(scene);
    advance(&mut state, Duration::from_secs(60));
    state
}

/// The snowy valley with these optimizers instead of its own.
fn valley_with(optimizers: &str) -> State {
    let valley = include_str!("../scenes/ravine.toml");
    let (valley, _) = valley
        .split_once("[[optimizer]]")
        .expect("the valley has optimizers");
    // What it claims of its own optimizers says nothing of others.
    let (before, claims) = valley.split_once("expect = [").expect("it has claims");
    let (_, after) = claims.split_once("\n]").expect("they end");
    let text = format!("{before}{after}{optimizers}");
    let scene = parse("valley.toml", &text, &NoFiles);
    at_rest(scene.unwrap_or_else(|mistakes| panic!("{mistakes}")))
}

/// Scenes of these tests name no files.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Err(format!("cannot read `{name}`"))
    }
}

fn after(name: &str, actions: &[Action]) -> State {
    let mut state = opened(name);
    for action in actions {
        update(&mut state, Request::Do(*action));
    }
    state
}

const FULL: Abilities = Abilities {
    depth: ColorDepth::True,
    glyphs: Glyphs::Quadrant,
};

fn drawn(state: &State, width: u16, height: u16, abilities: Abilities) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    Painter::new(abilities).draw(state, &mut buffer);
    buffer
}

/// The dark theme's colour for an optimizer.
fn color_of(state: &State, index: usize) -> Color {
    color_at(state.scene().optimizers[index].place)
}

/// The dark theme's colour for a place.
fn color_at(place: usize) -> Color {
    let [red, green, blue] = THEMES[0].path(place).channels;
    Color::Rgb(red, green, blue)
}

fn symbols(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in 0..area.height {
        let line: String = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The colour that is seen in each cell: of the glyph, or of the ground where there is none.
fn colors(buffer: &Buffer) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let area = buffer.area;
    let mut legend: BTreeMap<String, char> = BTreeMap::new();
    let mut text = String::new();
    for y in 0..area.height {
        let mut line = String::new();
        for x in 0..area.width {
            let cell = &buffer[(x, y)];
            let color = if cell.symbol() == " " {
                cell.bg
            } else {
                cell.fg
            };
            let name = match color {
                Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
                other => other.to_string(),
            };
            let next = LETTERS
                .get(legend.len())
                .map_or('?', |letter| char::from(*letter));
            line.push(*legend.entry(name).or_insert(next));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for (name, letter) in legend {
        let _ = writeln!(text, "{letter} {name}");
    }
    text
}

fn text_and_colors(buffer: &Buffer) -> String {
    format!("{}\n{}", symbols(buffer), colors(buffer))
}

#[test]
fn the_ravine_at_rest() {
    let state = opened("ravine");
    insta::assert_snapshot!(
        "ravine-120x40",
        text_and_colors(&drawn(&state, 120, 40, FULL))
    );
    insta::assert_snapshot!(
        "ravine-80x24",
        text_and_colors(&drawn(&state, 80, 24, FULL))
    );
    insta::assert_snapshot!(
        "ravine-40x12",
        text_and_colors(&drawn(&state, 40, 12, FULL))
    );
    insta::assert_snapshot!("ravine-20x6", text_and_colors(&drawn(&state, 20, 6, FULL)));
    insta::assert_snapshot!("ravine-1x1", text_and_colors(&drawn(&state, 1, 1, FULL)));
}

#[test]
fn the_light_theme() {
    let state = after("ravine", &[Action::ToggleTheme]);
    insta::assert_snapshot!(colors(&drawn(&state, 100, 30, FULL)));
}

#[test]
fn without_color_paths_differ_by_dashes_or_characters() {
    let state = opened("ravine");
    for glyphs in [Glyphs::Dashed, Glyphs::Ascii] {
        let abilities = Abilities {
            depth: ColorDepth::None,
            glyphs,
        };
        let buffer = drawn(&state, 100, 30, abilities);
        assert!(
            buffer
                .content
                .iter()
                .all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset)
        );
        let text = symbols(&buffer);
        assert!(glyphs != Glyphs::Ascii || text.is_ascii(), "{text}");
        insta::assert_snapshot!(format!("{glyphs:?}"), text);
    }
}

#[test]
fn in_plain_characters_words_stay_words_and_each_line_has_its_sign_in_the_list() {
    let abilities = Abilities {
        depth: ColorDepth::None,
        glyphs: Glyphs::Ascii,
    };
    let plain =
        |scene: &str, size: (u16, u16)| symbols(&drawn(&opened(scene), size.0, size.1, abilities));
    let wide = plain("saddle", (120, 40));
    for said in [
        "J = x^4/4 - x^2/2 + y^2",
        "left/right step",
        "enter all values",
        "eta ",
        "Go Gradient descent",
        "M+ Momentum",
        "A# Adagrad",
    ] {
        assert!(wide.contains(said), "{said}:\n{wide}");
    }
    let small = plain("ravine", (60, 20));
    for said in ["Go Gradient descent", "M+", "A#", "kappa 20"] {
        assert!(small.contains(said), "{said}:\n{small}");
    }
}

#[test]
fn a_rate_beyond_the_limit_is_an_alarm() {
    let state = after("ravine", &[Action::Increase, Action::Increase]);
    let text = symbols(&drawn(&state, 120, 40, FULL));
    assert!(text.contains("unstable"), "{text}");
}

#[test]
fn open_values_help_and_the_list_of_scenes() {
    let values = after(
        "ravine",
        &[Action::SelectNext, Action::Open, Action::SelectNext],
    );
    insta::assert_snapshot!("values", symbols(&drawn(&values, 120, 40, FULL)));
    let parameters = after("ravine", &[Action::Parameters]);
    insta::assert_snapshot!("parameters", symbols(&drawn(&parameters, 120, 40, FULL)));
    let help = after("ravine", &[Action::Help]);
    insta::assert_snapshot!("help", symbols(&drawn(&help, 120, 40, FULL)));
    let scenes = after("ravine", &[Action::ChooseScene]);
    let text = symbols(&drawn(&scenes, 100, 30, FULL));
    assert!(text.contains("rosenbrock"), "{text}");
}

/// The valley with this text in place of its formula, still being edited.
fn editing(name: &str, text: &str) -> State {
    let mut state = after(name, &[Action::EditFormula]);
    update(&mut state, Request::Press("ctrl-u".parse().expect("a key")));
    update(&mut state, Request::Paste(text.to_owned()));
    settle(&mut state);
    state
}

#[test]
fn a_formula_with_a_mistake() {
    let state = editing("ravine", "slope*(sqrt(1 + x²) − 1) + kappa/2·abss(y)²");
    insta::assert_snapshot!(
        "formula-120x40",
        text_and_colors(&drawn(&state, 120, 40, FULL))
    );
    let state = editing("ravine", "slope*(sqrt(1 + x^2) - 1) + κ*y^2");
    insta::assert_snapshot!(
        "formula-80x24",
        text_and_colors(&drawn(&state, 80, 24, FULL))
    );
    for (width, height) in [(40, 12), (16, 5), (3, 2)] {
        drawn(&state, width, height, FULL);
    }
}

#[test]
fn a_file_with_mistakes_and_a_question() {
    let text = descent_tui::scene::library()[0].text;
    let text = text
        .replace("kappa/2", "kapa/2")
        .replace("\"adam\"", "\"adm\"");
    let document = Document::read("valley.toml", text.as_bytes()).expect("a text");
    let mistakes = document.scene().expect_err("mistakes");
    let mut state = opened("ravine");
    hear(&mut state, News::Broken(mistakes));
    insta::assert_snapshot!(
        "mistakes-120x40",
        text_and_colors(&drawn(&state, 120, 40, FULL))
    );
    insta::assert_snapshot!("mistakes-80x24", symbols(&drawn(&state, 80, 24, FULL)));
    let under = |row| target(&state, Rect::new(0, 0, 80, 24), 20, row);
    assert!(under(4).is_some() && under(18).is_none());
    for (width, height) in [(40, 12), (16, 5), (3, 2)] {
        drawn(&state, width, height, FULL);
    }
    let mut state = opened("ravine");
    let text = "`valley.toml` has changed on disk since it was read. Write over it?";
    let question = Question::before_saving(text.into(), None);
    hear(&mut state, News::Asked(question));
    insta::assert_snapshot!("question-80x24", symbols(&drawn(&state, 80, 24, FULL)));
    hear(&mut state, News::Unnamed("ravine.toml".into()));
    insta::assert_snapshot!("save-as-80x24", symbols(&drawn(&state, 80, 24, FULL)));
    hear(
        &mut state,
        News::NotSaved {
            name: "valleys/ravine.toml".into(),
            reason: "there is no folder `valleys`".into(),
        },
    );
    insta::assert_snapshot!("not-saved-80x24", symbols(&drawn(&state, 80, 24, FULL)));
}

#[test]
fn recorded_paths_are_dashed_and_can_be_hidden() {
    let state = opened("network");
    insta::assert_snapshot!("recorded", text_and_colors(&drawn(&state, 100, 30, FULL)));
    let early = after("network", &[Action::ToStart, Action::JumpForward]);
    let hidden = after("network", &[Action::ToggleRecorded]);
    let own = color_at(state.scene().paths[1].place);
    // Where the recorded Adam is on the map.
    let head = |state: &State| {
        let buffer = drawn(state, 100, 30, FULL);
        let on_map =
            |(x, y): &(u16, u16)| buffer[(*x, *y)].fg == own && buffer[(*x, *y)].symbol() == "A";
        (0..30)
            .flat_map(|y| (0..60).map(move |x| (x, y)))
            .find(on_map)
    };
    let (then, now) = (head(&early).unwrap(), head(&state).unwrap());
    assert!(then.0 < now.0 && then.1 > now.1, "{then:?} {now:?}");
    assert_eq!(head(&hidden), None);
    assert!(symbols(&drawn(&hidden, 100, 30, FULL)).contains("hidden"));
    let legend = symbols(&drawn(&state, 60, 20, FULL));
    assert!(legend.contains("S SGD, rec"), "{legend}");
}

#[test]
fn the_picker_shows_the_chosen_optimizer_and_its_path_beside_the_map() {
    let mut state = after("ravine", &[Action::AddOptimizer]);
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        insta::assert_snapshot!(
            format!("picker-{width}x{height}"),
            text_and_colors(&drawn(&state, width, height, FULL))
        );
    }
    update(&mut state, Request::Paste("saddle".into()));
    update(&mut state, Request::Press("pagedown".parse().unwrap()));
    insta::assert_snapshot!("picker-filtered", symbols(&drawn(&state, 100, 30, FULL)));
    for (width, height) in [(200, 60), (71, 13), (39, 9), (16, 5), (3, 2)] {
        drawn(&state, width, height, FULL);
    }
}

#[test]
fn every_scene_draws_at_every_size() {
    for scene in descent_tui::scene::library() {
        let state = opened(scene.name);
        for (width, height) in [
            (200, 60),
            (120, 40),
            (80, 24),
            (71, 13),
            (39, 9),
            (16, 5),
            (3, 2),
            (0, 0),
        ] {
            drawn(&state, width, height, FULL);
        }
    }
}

#[test]
fn a_chart_that_stands_alone_turns() {
    let mut state = opened("ravine");
    let has = |state: &State, heading: &str| symbols(&drawn(state, 80, 24, FULL)).contains(heading);
    assert!(has(&state, "─ Value"));
    update(&mut state, Request::Do(Action::NextChart));
    assert!(!has(&state, "─ Value") && has(&state, "─ Across the valley"));
    for _ in 0..20 {
        update(&mut state, Request::Do(Action::NextChart));
        if has(&state, "─ Value") {
            return;
        }
    }
    panic!("the value does not come back");
}

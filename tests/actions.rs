//! Every action of the key table, and that it does what it says and nothing else.

use descent_tui::app::action::{Action, TABLE};
use descent_tui::app::{Acts, Camera, Effect, Focus, Race, Request, State, ViewKind, update};
use descent_tui::math::Vec2;
use descent_tui::scene::library;
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Glyphs, Painter, Target, target};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// All that an action can change.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches as the state has them"
)]
struct Seen {
    playing: bool,
    step: u32,
    speed: f64,
    selected: usize,
    focus: Focus,
    acts: Acts,
    /// Label, learning rate and whether it is shown, of each optimizer.
    optimizers: Vec<(String, f64, bool)>,
    start: Vec2,
    camera: Camera,
    view: [[f64; 2]; 2],
    equal_units: bool,
    solo: bool,
    recorded: bool,
    race: Race,
    chart: usize,
    theme: usize,
    way: ViewKind,
    pins: usize,
    run: (u32, u64),
    kept: usize,
    has_ensemble: bool,
    hides_names: bool,
    is_tuning: bool,
    is_blank: bool,
    mouse: bool,
    overlay: Option<String>,
    effect: Option<Effect>,
}

impl Seen {
    fn of(state: &State, effect: Option<Effect>) -> Self {
        let scene = state.scene();
        let overlay = state.overlay.as_ref().map(|overlay| {
            let shown = format!("{overlay:?}");
            shown.split('(').next().unwrap_or_default().to_owned()
        });
        Self {
            playing: state.playback.playing,
            step: state.step(),
            speed: state.playback.speed(),
            selected: state.selected,
            focus: state.focus,
            acts: state.acts,
            optimizers: scene
                .optimizers
                .iter()
                .map(|entry| (entry.label.clone(), entry.hypers[0], entry.enabled))
                .collect(),
            start: scene.start,
            camera: state.camera.rounded(),
            view: [scene.view.x, scene.view.y],
            equal_units: state.equal_units,
            solo: state.solo,
            recorded: state.recorded,
            race: state.race,
            chart: state.chart,
            theme: state.theme,
            way: state.view,
            pins: state.pins.len(),
            run: (scene.run.steps, scene.run.seed),
            kept: state.kept_starts().len(),
            has_ensemble: state.ensemble().is_some(),
            hides_names: state.hides_names(),
            is_tuning: state.is_tuning(),
            is_blank: state.is_blank,
            mouse: state.mouse,
            overlay,
            effect,
        }
    }

    fn move_start(&mut self, x: f64, y: f64) {
        let size = self.camera.size();
        self.start += Vec2::new(x * size.x, y * size.y);
    }

    /// The view moved by shares of itself, and its size multiplied.
    fn look(&mut self, [x, y]: [f64; 2], factor: f64) {
        let (center, size) = (self.camera.center(), self.camera.size());
        let along = |center: f64, size: f64, by: f64| {
            let half = size * factor / 2.0;
            [center + by * size - half, center + by * size + half]
        };
        let camera = Camera {
            x: along(center.x, size.x, x),
            y: along(center.y, size.y, y),
        };
        self.camera = camera.rounded();
    }
}

/// The snowy valley at step 20, its second optimizer, momentum at a rate of 0.098, selected; what came
/// before the action is done.
fn prepared(action: Action) -> State {
    let name = if action == Action::ToggleRecorded {
        "network"
    } else {
        "ravine"
    };
    let mut scene = descent_tui::scene::open(name).expect("a built-in scene");
    descent_tui::analysis::rates::complete(&mut scene);
    let mut state = State::new(scene);
    state.playback.go_to(20);
    state.selected = 1;
    let before: &[Action] = match action {
        Action::Undo | Action::Reset | Action::Restart => &[Action::IncreaseMuch],
        Action::Redo => &[Action::IncreaseMuch, Action::Undo],
        Action::Close => &[Action::Open],
        Action::Fit => &[Action::ZoomIn, Action::ToggleAspect],
        Action::SaveView => &[Action::ZoomIn],
        Action::Unpin => &[Action::Pin],
        Action::Events => &[Action::ToggleActs, Action::Increase],
        _ => &[],
    };
    for action in before {
        update(&mut state, Request::Do(*action));
    }
    state
}

/// The name of the built-in scene so many places from the snowy valley.
fn neighbour(by: isize) -> String {
    let names: Vec<&str> = library().iter().map(|scene| scene.name).collect();
    let own = names.iter().position(|name| *name == "ravine");
    let own = own.expect("a built-in scene") as isize;
    names[(own + by).rem_euclid(names.len() as isize) as usize].to_owned()
}

const SAVE: Effect = Effect::Save {
    name: None,
    over: false,
};

/// What is seen after an action.
#[expect(clippy::too_many_lines, reason = "a list of all actions")]
fn wanted(action: Action, mut seen: Seen) -> Seen {
    let open = |name: &str| Some(name.to_owned());
    match action {
        Action::TogglePlay => seen.playing = true,
        Action::StepBack => seen.step = 19,
        Action::StepForward => seen.step = 21,
        Action::JumpBack => seen.step = 10,
        Action::JumpForward => seen.step = 30,
        Action::ToStart => seen.step = 0,
        Action::ToEnd => seen.step = 60,
        Action::Events => seen.overlay = open("Events"),
        Action::ListChanges => seen.overlay = open("Changes"),
        Action::Slower => seen.speed = 0.5,
        Action::Faster => seen.speed = 2.0,
        Action::SelectNext => seen.selected = 2,
        Action::SelectPrevious => seen.selected = 0,
        Action::Increase => seen.optimizers[1].1 = 0.09996,
        Action::Decrease => seen.optimizers[1].1 = 0.09608,
        Action::IncreaseMuch | Action::Redo => seen.optimizers[1].1 = 0.1,
        Action::DecreaseMuch => seen.optimizers[1].1 = 0.05,
        Action::Undo | Action::Reset => seen.optimizers[1].1 = 0.098,
        Action::Open => seen.focus = Focus::Hypers(0),
        Action::Parameters => seen.focus = Focus::Parameters(0),
        Action::EditFormula => seen.overlay = open("Formula"),
        Action::EditRule => seen.overlay = open("Board"),
        Action::FitRates => {
            let rates = [0.07, 0.07, 1.5, 0.2, 0.5];
            for (optimizer, rate) in seen.optimizers.iter_mut().zip(rates) {
                optimizer.1 = rate;
            }
        }
        Action::Close => seen.focus = Focus::LearningRate,
        Action::ToggleActs => seen.acts = Acts::FromHere,
        Action::ToggleHidden => seen.optimizers[1].2 = false,
        Action::ToggleSolo => seen.solo = true,
        Action::AddOptimizer => seen.overlay = open("Picker"),
        Action::DuplicateOptimizer => {
            seen.optimizers
                .insert(2, ("Momentum 2".into(), 0.098, true));
            seen.selected = 2;
        }
        Action::RemoveOptimizer => drop(seen.optimizers.remove(1)),
        Action::ToggleRecorded => seen.recorded = false,
        Action::NextChart => seen.chart += 1,
        Action::ToggleRace => seen.race = Race::Evaluations,
        Action::ZoomIn => seen.look([0.0, 0.0], 0.8),
        Action::ZoomOut => seen.look([0.0, 0.0], 1.25),
        Action::Fit => {
            let [x, y] = seen.view;
            seen.camera = Camera { x, y };
            seen.equal_units = false;
        }
        Action::ToggleAspect => seen.equal_units = true,
        Action::PanLeft => seen.look([-0.1, 0.0], 1.0),
        Action::PanDown => seen.look([0.0, -0.1], 1.0),
        Action::PanUp => seen.look([0.0, 0.1], 1.0),
        Action::PanRight => seen.look([0.1, 0.0], 1.0),
        Action::StartLeft => seen.move_start(-0.02, 0.0),
        Action::StartDown => seen.move_start(0.0, -0.02),
        Action::StartUp => seen.move_start(0.0, 0.02),
        Action::StartRight => seen.move_start(0.02, 0.0),
        Action::NextScene => seen.effect = Some(Effect::Open(neighbour(1))),
        Action::PreviousScene => seen.effect = Some(Effect::Open(neighbour(-1))),
        Action::ChooseScene => seen.overlay = open("Scenes"),
        Action::About => seen.overlay = open("About"),
        Action::Restart => {
            seen.optimizers[1].1 = 0.098;
            (seen.playing, seen.step, seen.selected) = (true, 0, 0);
            seen.effect = Some(Effect::Reread);
        }
        Action::Save => seen.effect = Some(SAVE),
        Action::WritePicture => seen.effect = Some(Effect::Picture),
        Action::SaveView => {
            seen.view = [seen.camera.x, seen.camera.y];
            seen.effect = Some(SAVE);
        }
        Action::ToggleTheme => seen.theme += 1,
        Action::NextView | Action::ShowSmallMaps => seen.way = ViewKind::SmallMaps,
        Action::ShowMap => seen.way = ViewKind::Map,
        Action::ShowSurface => seen.way = ViewKind::Surface,
        Action::ShowCharts => seen.way = ViewKind::Charts,
        Action::ShowInspector => seen.way = ViewKind::Inspector,
        Action::ShowProfile | Action::ToggleSplit => seen.way = ViewKind::Profile,
        Action::ShowRates => seen.way = ViewKind::Rates,
        Action::ShowBasins => seen.way = ViewKind::Basins,
        Action::ShowSpectrum => seen.way = ViewKind::Spectrum,
        Action::KeepStart => seen.kept = 1,
        Action::TuneRates => seen.is_tuning = true,
        Action::NextEnsemble => seen.has_ensemble = true,
        Action::ToggleNames => seen.hides_names = true,
        Action::Pin => seen.pins = 1,
        Action::MoreSteps => seen.run.0 = 70,
        Action::FewerSteps => seen.run.0 = 50,
        Action::NextSeed => seen.run.1 += 1,
        Action::Unpin => seen.pins = 0,
        Action::Palette => seen.overlay = open("Palette"),
        Action::Blank => seen.is_blank = true,
        Action::ToggleMouse => seen.mouse = !seen.mouse,
        Action::Redraw => seen.effect = Some(Effect::Redraw),
        Action::Suspend => seen.effect = Some(Effect::Suspend),
        Action::Help => seen.overlay = open("Help"),
        Action::Quit | Action::Leave => seen.effect = Some(Effect::Quit),
    }
    seen
}

#[test]
fn what_a_key_does_fits_a_column_of_the_help() {
    for row in TABLE {
        assert!(row.doc.chars().count() <= 45, "{}", row.doc);
    }
}

#[test]
fn every_action_does_what_it_says_and_nothing_else() {
    let mut wrong = Vec::new();
    for row in TABLE {
        let mut state = prepared(row.action);
        let wanted = wanted(row.action, Seen::of(&state, None));
        let effect = update(&mut state, Request::Do(row.action));
        let seen = Seen::of(&state, effect);
        if seen != wanted {
            wrong.push(format!("{}\nis     {seen:?}\nwanted {wanted:?}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_change_forgets_what_was_undone() {
    let mut state = prepared(Action::Redo);
    for action in [Action::DecreaseMuch, Action::Redo] {
        update(&mut state, Request::Do(action));
    }
    assert_eq!(state.scene().optimizers[1].hypers[0], 0.05);
}

#[test]
fn leaving_with_a_change_asks() {
    let mut state = prepared(Action::Undo);
    assert_eq!(update(&mut state, Request::Do(Action::Quit)), None);
    let seen = Seen::of(&state, None);
    assert_eq!(seen.overlay.as_deref(), Some("Question"));
    let mut state = prepared(Action::Undo);
    let left = update(&mut state, Request::Do(Action::Leave));
    assert_eq!(left, Some(Effect::Quit));
}

#[test]
fn a_change_from_the_start_takes_later_changes_of_the_same_value_with_it() {
    let mut state = prepared(Action::ToggleActs);
    for action in [Action::ToggleActs, Action::Increase] {
        update(&mut state, Request::Do(action));
    }
    assert_eq!(state.scene().events.len(), 1);
    for action in [Action::SelectNext, Action::ToggleActs, Action::Increase] {
        update(&mut state, Request::Do(action));
    }
    assert_eq!(state.scene().events.len(), 1, "another's change stays");
    for action in [Action::SelectPrevious, Action::Increase] {
        update(&mut state, Request::Do(action));
    }
    assert_eq!(state.scene().events.len(), 0);
}

#[test]
fn who_breaks_off_is_out_from_then_on() {
    let mut state = prepared(Action::Increase);
    state.selected = 0;
    let setting = state.chosen().expect("a learning rate");
    update(&mut state, Request::Set(setting, 5.0));
    let end = state.results().paths[0].steps() as u32;
    assert!(end < state.playback.steps(), "gradient descent diverges");
    for (step, is_out) in [(0, false), (end, false), (end + 1, true)] {
        update(&mut state, Request::GoTo(step));
        assert_eq!(state.has_broken_off(0), is_out, "step {step}");
        assert!(!state.has_broken_off(1), "step {step}");
    }
}

/// Whether each slider of the list is hit from its first column to its last.
fn sliders_are_hit(state: &State) -> usize {
    let screen = Rect::new(0, 0, 120, 40);
    let abilities = Abilities {
        depth: ColorDepth::True,
        glyphs: Glyphs::Quadrant,
    };
    let mut buffer = Buffer::empty(screen);
    Painter::new(abilities).draw(state, &mut buffer);
    let is_slider = |x: u16, y: u16| matches!(buffer[(x, y)].symbol(), "━" | "─" | "●");
    let knobs = (0..36).flat_map(|y| (80..120).map(move |x| (x, y)));
    let knobs: Vec<(u16, u16)> = knobs.filter(|&cell| buffer[cell].symbol() == "●").collect();
    for &(knob, row) in &knobs {
        let first = (80..=knob).rev().take_while(|&x| is_slider(x, row)).last();
        let last = (knob..120).take_while(|&x| is_slider(x, row)).last();
        let (first, last) = (first.unwrap_or(knob), last.unwrap_or(knob));
        let share = |column: u16| match target(state, screen, column, row) {
            Some(Target::Setting(_, share)) => Some(share),
            _ => None,
        };
        let ends = [first, last].map(share);
        assert_eq!(ends, [Some(0.0), Some(1.0)], "row {row}");
        // Grabbing the knob does not move it.
        let Some(Target::Setting(setting, share)) = target(state, screen, knob, row) else {
            panic!("row {row}");
        };
        let own = state
            .range(setting)
            .fraction(state.value(setting))
            .clamp(0.0, 1.0);
        let cell = 1.0 / f64::from(last - first);
        assert!(
            (share - own).abs() <= 0.51 * cell,
            "row {row}: {share} {own}"
        );
    }
    knobs.len()
}

#[test]
fn a_slider_is_hit_where_it_is_drawn() {
    let mut state = prepared(Action::Increase);
    assert_eq!(sliders_are_hit(&state), 1);
    update(&mut state, Request::Do(Action::Open));
    assert!(sliders_are_hit(&state) >= 3);
    let scene = "start = [1.0, 1.0]\n[objective]\nformula = \"curvature*x^2 + steepness_of_the_wall*y^2\"\n\
                 [objective.parameters]\ncurvature = { value = 5.0, min = 0.0, max = 10.0 }\n\
                 steepness_of_the_wall = { value = 2.0, min = 0.0, max = 8.0 }\n\
                 [[optimizer]]\nkind = \"gd\"\nlr = 0.01\n";
    let scene = descent_tui::scene::parse("here", scene, &descent_tui::scene::Embedded);
    let mut state = State::new(scene.expect("it is one"));
    update(&mut state, Request::Do(Action::Parameters));
    assert!(sliders_are_hit(&state) >= 2);
}

#[test]
fn hidden_names_do_not_stand_anywhere() {
    let mut state = prepared(Action::ToEnd);
    update(&mut state, Request::Do(Action::ToggleNames));
    for view in ViewKind::ALL {
        state.view = *view;
        let picture = descent_tui::picture::view::picture(&state);
        let said = format!("{:?} {}", picture.cast, picture.caption);
        for entry in &state.scene().optimizers {
            assert!(
                !said.contains(&entry.label),
                "{}: {}",
                view.name(),
                entry.label
            );
        }
    }
}

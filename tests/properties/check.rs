//! What must hold of any formula and of any scene. Each check panics where it does not.

use std::hash::{DefaultHasher, Hash, Hasher};

use descent_tui::math::{Random, Vec2};
use descent_tui::mistake::{Mistake, Mistakes};
use descent_tui::objective::{Objective, formula as objective};
use descent_tui::optimizer::{OwnValue, Range, own, typeset};
use descent_tui::scene::{Entry, Files, Scene, open, parse, updated};
use descent_tui::simulation::simulate;

/// Numbers of many sizes, zeros of both signs and what is no number among them.
const NUMBERS: [f64; 13] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -2.25,
    3.0,
    1e-160,
    -1e9,
    1e160,
    1e-310,
    f64::INFINITY,
    f64::NAN,
];

/// A text is a formula whose programs agree to the bit, or has mistakes that can be shown.
pub fn formula(text: &str) {
    match objective(text, &[], Vec::new()) {
        Ok(objective) => programs_agree(text, &objective),
        Err(mistakes) => {
            let list: Vec<Mistake> = mistakes.into_iter().map(|found| found.mistake).collect();
            are_shown(&Mistakes::new("formula", text, list));
        }
    }
}

/// A text is a rule that walks, and walks the same way in the signs of a board; or it has mistakes that can be shown.
pub fn rule(text: &str) {
    let board = typeset(text);
    assert_eq!(typeset(&board), board, "set twice");
    match walk_of(text) {
        Ok(points) => match walk_of(&board) {
            Ok(set) => assert!(
                points.len() == set.len()
                    && points.iter().zip(&set).all(|(a, b)| same_points(*a, *b)),
                "{text:?} and {board:?} walk apart: {points:?} {set:?}"
            ),
            Err(wrong) => panic!("{text:?} is right, but not as {board:?}:\n{wrong}"),
        },
        Err(mistakes) => are_shown(&mistakes),
    }
}

/// A few steps of a rule with one value.
fn walk_of(rule: &str) -> Result<Vec<Vec2>, Mistakes> {
    let value = OwnValue {
        name: "β₁".to_owned(),
        default: 0.9,
        range: Range::SHARE,
        doc: String::new(),
    };
    let method = own(rule, &[value]).or_else(|_| own(rule, &[]));
    let method = method.map_err(|wrong| {
        let of_values = wrong.values.into_iter().map(|(_, mistake)| mistake);
        Mistakes::new(
            "rule",
            rule,
            wrong.rule.into_iter().chain(of_values).collect(),
        )
    })?;
    let mut scene = open("ravine").expect("a built-in scene");
    scene.run.steps = 5;
    let mut entry = Entry::clone(&scene.optimizers[0]);
    entry.kind = method;
    entry.hypers = method.declaration().defaults();
    scene.optimizers = vec![entry.into()];
    Ok(simulate(&scene).remove(0).points)
}

/// The number is the same, or none in both.
fn same(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}

fn same_points(a: Vec2, b: Vec2) -> bool {
    same(a.x, b.x) && same(a.y, b.y)
}

fn programs_agree(text: &str, objective: &Objective) {
    let field = objective.fill(&NUMBERS, &NUMBERS);
    let points: Vec<Vec2> = NUMBERS
        .iter()
        .flat_map(|&y| NUMBERS.map(|x| Vec2::new(x, y)))
        .collect();
    let mut values = vec![0.0; points.len()];
    let mut gradients = vec![Vec2::ZERO; points.len()];
    objective.gradients(&points, &mut values, &mut gradients);
    for (index, &at) in points.iter().enumerate() {
        let all = objective.derivatives(at);
        let (value, gradient) = objective.value_and_gradient(at);
        let agree = same(field[index], all.value)
            && same(values[index], all.value)
            && same(value, all.value)
            && same(objective.value(at), all.value)
            && same_points(gradient, all.gradient)
            && same_points(gradients[index], all.gradient);
        assert!(
            agree,
            "{text} at {at:?}: {all:?}, {value} {gradient:?}, field {}, lanes {} {:?}",
            field[index], values[index], gradients[index]
        );
    }
}

/// Mistakes are there, lie in the text and bring no command to a terminal.
fn are_shown(mistakes: &Mistakes) {
    assert!(!mistakes.list.is_empty());
    assert!(mistakes.list.len() <= 250, "{}", mistakes.list.len());
    for mistake in &mistakes.list {
        if let Some(span) = &mistake.span {
            let inside = span.start <= span.end && span.end <= mistakes.text.len();
            assert!(inside, "{mistake:?} in {:?}", mistakes.text);
        }
    }
    let shown = mistakes.to_string();
    let is_command = |c: char| c.is_control() && c != '\n';
    assert!(!shown.contains(is_command), "{shown:?}");
}

/// A text is a scene that runs and that is read again from what is written of it, or has mistakes
/// that can be shown.
pub fn scene(text: &str) {
    match parse("scene.toml", text, &Beside) {
        Ok(scene) => {
            assert_eq!(updated(text, &scene, &Beside).as_deref(), Ok(text));
            is_read_back(text, scene.clone());
            runs(scene);
        }
        Err(mistakes) => are_shown(&mistakes),
    }
}

/// Some values are changed, which ones the text decides; the text that is written has them.
fn is_read_back(text: &str, mut scene: Scene) {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let mut random = Random::new(hasher.finish());
    let settings = scene.settings();
    for _ in 0..3 {
        let index = (random.uniform() * settings.len() as f64) as usize;
        let setting = settings[index];
        let value = scene.range(setting).at_fraction(random.uniform());
        if scene.accepted(setting).contains(value) {
            scene.set(setting, value);
        }
    }
    let written = match updated(text, &scene, &Beside) {
        Ok(written) => written,
        Err(mistakes) => panic!("{mistakes}"),
    };
    let again = match parse("scene.toml", &written, &Beside) {
        Ok(again) => again,
        Err(mistakes) => panic!("{mistakes}\nof\n{written}"),
    };
    for setting in settings {
        assert_eq!(
            again.get(setting),
            scene.get(setting),
            "{}\nof\n{written}",
            scene.name(setting)
        );
    }
    assert_eq!(again.events, scene.events);
    assert_eq!(again.minimum, scene.minimum);
}

fn runs(mut scene: Scene) {
    scene.run.steps = scene.run.steps.min(20);
    let paths = simulate(&scene);
    assert_eq!(paths.len(), scene.optimizers.len());
    for path in paths {
        assert!(path.points.len() <= 21);
    }
}

/// Files beside a scene: by the length of its name, each is there or not; one that is there is a small
/// grid and a table, too.
struct Beside;

impl Files for Beside {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        if name.len().is_multiple_of(3) {
            return Err(format!("cannot read `{name}`"));
        }
        let rows = (0..16).map(|index| {
            let (x, y) = (index % 4, index / 4);
            format!("{x},{y},{},{}\n", x * x + y, index % 2)
        });
        Ok(format!("x,y,value,label\n{}", rows.collect::<String>()).into_bytes())
    }
}

//! Saving: what was changed reads back as the same scene with the same paths, at its own place or
//! another; formulas that were rewritten included.

use std::fs;
use std::path::Path;

use descent_tui::analysis::rates;
use descent_tui::math::Vec2;
use descent_tui::objective::{Parameter, Texts};
use descent_tui::scene::{Document, Event, Place, Scene, library};
use descent_tui::simulation::simulate;
use proptest::prelude::*;

/// A document and its scene, nothing left to be found.
fn opened(name: &str) -> (Document, Scene) {
    let document = Document::find(name).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let mut scene = document.scene().expect("a good scene");
    rates::complete(&mut scene);
    (document, scene)
}

/// The text of the document with the scene's changes, and the scene that it is when it is opened.
fn saved(document: &Document, scene: &Scene) -> (String, Scene) {
    let kept = document.with_changes(scene, document.place.clone());
    let (document, mut again) = kept.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    rates::complete(&mut again);
    (document.text, again)
}

/// The scene with another formula, and with parameters beside its own.
fn rewritten(scene: &Scene, formula: &str, more: &[Parameter]) -> Scene {
    let texts = Texts {
        formula: formula.into(),
        ..scene.objective.texts().expect("a formula").clone()
    };
    let parameters = [scene.objective.parameters(), more].concat();
    let mut scene = scene.clone();
    scene.objective = scene
        .objective
        .rewritten(&texts, parameters)
        .expect("a formula")
        .expect("a good formula")
        .into();
    scene.minimum = None;
    rates::complete(&mut scene);
    scene
}

#[test]
fn a_new_formula_takes_the_place_of_the_old() {
    let (document, scene) = opened("ravine");
    let scene = rewritten(&scene, "x^2 + c*y^4", &[Parameter::unbounded("c", 1.5)]);
    let (text, again) = saved(&document, &scene);
    assert!(text.contains("formula = \"x^2 + c*y^4\""), "{text}");
    assert!(text.contains("c = 1.5"), "{text}");
    assert_eq!(simulate(&again), simulate(&scene));
    let comments = |text: &str| text.matches('#').count();
    assert_eq!(comments(&text), comments(&document.text));
}

#[test]
fn a_stated_minimum_goes_with_its_formula() {
    let text = "[objective]\nformula = \"x^2 + y^2\"\n[objective.minimum]\nat = [0, 0]\n";
    let document = Document::read("bowl.toml", text.as_bytes()).unwrap();
    let scene = document.scene().unwrap();
    let moved = rewritten(&scene, "(x - 1)^2 + y^2", &[]);
    let (text, again) = saved(&document, &moved);
    assert!(!text.contains("minimum"), "{text}");
    assert_eq!(again.minimum.unwrap().at, [Vec2::new(1.0, 0.0)]);
    let same = rewritten(&scene, "x*x + y^2", &[]);
    assert!(saved(&document, &same).0.contains("minimum"));
}

#[test]
fn a_built_in_function_becomes_a_formula_with_all_that_it_brought_along() {
    let (document, scene) = opened("rosenbrock");
    let text = "[objective]\nfunction = \"rosenbrock\" # the banana\n";
    let document = Document {
        text: text.into(),
        ..document
    };
    let scene = Scene {
        optimizers: scene.optimizers.clone(),
        ..document.scene().unwrap()
    };
    let changed = rewritten(&scene, "(1 - x)^2 + abs(y - x^2)", &[]);
    let (text, again) = saved(&document, &changed);
    assert!(!text.contains("function"), "{text}");
    assert!(text.contains("# the banana"), "{text}");
    assert_eq!((again.start, &again.view), (scene.start, &scene.view));
    assert_eq!(again.objective.parameters(), scene.objective.parameters());
}

#[test]
fn the_model_of_a_table_is_rewritten_where_it_stands() {
    let (document, scene) = opened("engel");
    let changed = rewritten(&scene, "w*income^2 + b", &[]);
    let (text, again) = saved(&document, &changed);
    assert!(text.contains("model = \"w*income^2 + b\""), "{text}");
    assert_eq!(simulate(&again), simulate(&changed));
    let wrong = Texts {
        formula: "w*incme".into(),
        parts: Vec::new(),
    };
    let mistakes = scene.objective.rewritten(&wrong, Vec::new()).unwrap();
    let mistakes = mistakes.unwrap_err();
    assert_eq!(mistakes[0].mistake.span, Some(2..7));
}

#[test]
fn parts_are_written_where_they_differ_and_parameters_taken_away() {
    let text = "[objective]\nformula = \"r + a*y\"\n[objective.where] # parts\nq = \"x^2\" # first\nr = \"q + y^2\" # second\n[objective.parameters]\na = 1 # tilt\nb = 2\n";
    let document = Document::read("parts.toml", text.as_bytes()).unwrap();
    let mut scene = document.scene().unwrap();
    let mut texts = scene.objective.texts().unwrap().clone();
    texts.parts[1].1 = "q + y^4".into();
    let parameters = scene.objective.parameters()[..1].to_vec();
    scene.objective = scene
        .objective
        .rewritten(&texts, parameters)
        .unwrap()
        .unwrap()
        .into();
    rates::complete(&mut scene);
    let (after, _) = saved(&document, &scene);
    let expected = text.replace("q + y^2", "q + y^4").replace("b = 2\n", "");
    assert!(after.starts_with(&expected), "{after}");
}

#[test]
fn a_start_that_was_the_view_s_stays_when_the_view_moves() {
    let document = Document::read(
        "plain.toml",
        "[objective]\nformula = \"x^2 + y^2\"\n[view]\nx = [0, 1]\n[[optimizer]]\nkind = \"gd\"\n"
            .as_bytes(),
    )
    .unwrap();
    let mut scene = document.scene().unwrap();
    scene.view.x = [-20.0, -10.0];
    let (text, again) = saved(&document, &scene);
    assert_eq!(again.start, scene.start, "{text}");
}

#[test]
fn built_in_scenes_are_saved_into_files_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    for builtin in library() {
        let (document, mut scene) = opened(builtin.name);
        scene.assign("noise=0.25").unwrap();
        let path = folder.path().join(format!("{}.toml", builtin.name));
        let place = Place::File(path.clone());
        let (file, _) = document.with_changes(&scene, place).unwrap();
        fs::write(&path, &file.text).unwrap();
        let again = Document::load(&path).unwrap();
        assert_eq!(again, file);
        assert_eq!(again.scene().unwrap().run.noise, 0.25);
    }
}

#[cfg(unix)]
#[test]
fn what_can_be_read_only_once_is_of_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let text = "[objective]\nformula = \"x^2\"\n";
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, text).unwrap()
    });
    let document = Document::load(&pipe).unwrap();
    writer.join().unwrap();
    assert_eq!((document.place, &*document.text), (Place::Stream, text));
    let refused = Document::load(Path::new("/dev/null")).unwrap_err();
    assert!(refused.to_string().contains("it is a device, not a file"));
}

#[test]
fn files_that_a_scene_names_are_told_with_their_contents() {
    let folder = tempfile::tempdir().unwrap();
    let (scene, table) = (folder.path().join("s.toml"), folder.path().join("t.csv"));
    let text = "[objective.data]\nfile = \"t.csv\"\nmodel = \"w*a + b\"\ntarget = \"c\"\nweights = [\"w\", \"b\"]\n";
    fs::write(&scene, text).unwrap();
    let named = |path: &Path| Document::load(path).unwrap().scene_and_files();
    let (missing, files) = named(&scene);
    assert!(missing.is_err());
    assert_eq!(files[0].path, table);
    fs::write(&table, "a,c\n1,2\n").unwrap();
    let (found, now) = named(&scene);
    assert!(found.is_ok());
    assert_ne!(now[0].contents, files[0].contents);
    assert_eq!(named(&scene).1, now);
}

/// Something that a user does to a scene.
#[derive(Debug, Clone)]
enum Deed {
    Set(prop::sample::Index, f64),
    Event(prop::sample::Index, f64, u32),
    Start(f64, f64),
    View(f64, f64),
    Hide(prop::sample::Index),
    Remove(prop::sample::Index),
    Duplicate(prop::sample::Index),
    Add(prop::sample::Index),
    Formula(usize),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    use prop::sample::Index;
    prop_oneof![
        4 => (any::<Index>(), 0.0..1.0).prop_map(|(which, share)| Deed::Set(which, share)),
        2 => (any::<Index>(), 0.0..1.0, 1_u32..50).prop_map(|(which, share, step)| Deed::Event(which, share, step)),
        1 => (-3.0..3.0, -3.0..3.0).prop_map(|(x, y)| Deed::Start(x, y)),
        1 => (-3.0..3.0, 0.5..8.0).prop_map(|(low, size)| Deed::View(low, size)),
        1 => any::<Index>().prop_map(Deed::Hide),
        1 => any::<Index>().prop_map(Deed::Remove),
        1 => any::<Index>().prop_map(Deed::Duplicate),
        1 => any::<Index>().prop_map(Deed::Add),
        1 => (0..3_usize).prop_map(Deed::Formula),
    ]
}

fn perform(scene: &mut Scene, deed: &Deed) {
    let count = scene.optimizers.len();
    match deed {
        Deed::Set(which, share) => {
            let setting = scene.settings()[which.index(scene.settings().len())];
            let value = scene.range(setting).at_fraction(*share);
            scene.set(setting, value);
        }
        Deed::Event(which, share, step) => {
            let setting = scene.settings()[which.index(scene.settings().len())];
            let value = scene.range(setting).at_fraction(*share);
            let step = *step;
            scene
                .events
                .retain(|event| (event.setting, event.step) != (setting, step));
            scene.events.push(Event {
                step,
                setting,
                value,
            });
            scene.events.sort_by_key(|event| event.step);
        }
        Deed::Start(x, y) => scene.start = Vec2::new(*x, *y),
        Deed::View(low, size) => scene.view.x = [*low, low + size],
        Deed::Hide(which) if count > 0 => scene.optimizers[which.index(count)].enabled ^= true,
        Deed::Remove(which) if count > 1 => scene.remove_optimizer(which.index(count)),
        Deed::Duplicate(which) if count > 0 => {
            scene
                .duplicate_optimizer(which.index(count))
                .expect("there are few");
        }
        Deed::Add(which) => {
            let kinds = descent_tui::optimizer::catalog();
            let mut entry = rates::fitted(scene, kinds[which.index(kinds.len())]);
            entry.enabled = false;
            scene.add_optimizer(entry).expect("there are few");
        }
        Deed::Formula(which) if scene.objective.texts().is_some() => {
            let formula = ["x^2 + y^2", "abs(x) + y^4/2", "sin(x)·cos(y) + κ/10*x²"][*which];
            let kappa = Parameter::unbounded("κ", 1.5);
            let is_known = scene.objective.parameters().contains(&kappa);
            let texts = Texts {
                formula: formula.into(),
                parts: Vec::new(),
            };
            let mut parameters = scene.objective.parameters().to_vec();
            parameters.extend((!is_known).then_some(kappa));
            if let Some(Ok(objective)) = scene.objective.rewritten(&texts, parameters) {
                scene.objective = objective.into();
                scene.minimum = None;
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_done_to_a_scene_a_file_keeps_it(
        name in prop::sample::select(
            library().iter().map(|scene| scene.name).chain(["ackley", "branin"]).collect::<Vec<_>>()
        ),
        deeds in prop::collection::vec(any_deed(), 0..8),
    ) {
        let (document, mut scene) = opened(name);
        for deed in &deeds {
            perform(&mut scene, deed);
        }
        rates::complete(&mut scene);
        let (text, again) = saved(&document, &scene);
        prop_assert!(!scene.is_changed_from(&again), "{}", text);
        let minimum_known = scene.minimum == again.minimum;
        for ((path, again), entry) in simulate(&scene).iter().zip(&simulate(&again)).zip(&scene.optimizers) {
            // Compared as text, in which no number differs from itself. What asks for the minimum depends
            // on what was searched for when.
            let same = format!("{path:?}") == format!("{again:?}");
            prop_assert!(same || !minimum_known, "{} on {}", entry.label, text);
        }
    }
}

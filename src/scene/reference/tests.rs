//! The reference, held to the reader.

use std::collections::BTreeSet;

use super::{REFERENCE, Section};
use crate::optimizer::{Course, Modifier, OWN, Optimizer, find};
use crate::scene::read::keys_asked_for;
use crate::scene::{Files, parse};

/// The files that the examples name.
struct Beside;

impl Files for Beside {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Ok(match name {
            "hours.csv" => b"hours,score\n1,2\n2,3\n3,5\n".to_vec(),
            "grid.txt" => b"1 2 3\n2 3 4\n3 4 5\n".to_vec(),
            _ => b"x,y\n1,1\n0.5,0.5\n".to_vec(),
        })
    }
}

fn section(path: &str) -> &'static Section {
    let mut sections = REFERENCE.iter();
    sections
        .find(|section| section.path == path)
        .unwrap_or_else(|| panic!("no section {path}"))
}

/// Scenes that have every table, and every source of an objective.
fn scenes() -> Vec<String> {
    let example = |path: &str| section(path).example.to_owned() + "\n";
    let [parameters, minimum, data] = [
        "objective.parameters",
        "objective.minimum",
        "objective.data",
    ]
    .map(example);
    let rest: String = ["view", "run", "path", "event", "optimizer"]
        .map(example)
        .concat();
    let schedules = [
        example("optimizer.schedule"),
        "schedule = { kind = \"multistep\", milestones = [3], factor = 0.5 }\n".into(),
    ];
    let [top, formula] = ["", "objective"].map(example);
    let all = top + &formula + &parameters + &minimum + &rest + &example("optimizer.project");
    let mut scenes = schedules.map(|schedule| all.clone() + &schedule).to_vec();
    scenes.push("[objective]\ngrid = \"grid.txt\"\nx = [0, 1]\ny = [0, 1]\n".into());
    scenes.push("[objective]\nformula = \"x^2 + y^2\"\n".to_owned() + &example("optimizer.values"));
    scenes.push("[objective]\nformula = \"x^2 + y^2\"\n".to_owned() + &example("lesson"));
    scenes.push(data + "[[optimizer]]\nkind = \"gd\"\nbatch = 2\n");
    scenes
}

/// The table of the reference that a reader's table is, by how messages call it.
fn path_of(table: &str) -> String {
    let bare = table.trim_matches(['`', '[', ']']);
    match bare {
        "the scene" => String::new(),
        "add" => "optimizer".to_owned(),
        "schedule" | "project" => format!("optimizer.{bare}"),
        _ if bare.starts_with("objective.parameters.") => "objective.parameters".into(),
        _ if bare.starts_with("optimizer.values.") => "optimizer.values".into(),
        _ => bare.to_owned(),
    }
}

/// Whether a key is declared with a kind, a schedule or a modifier.
fn is_declared(path: &str, kind: Option<&str>, key: &str) -> bool {
    match (path, kind) {
        ("optimizer", Some(OWN)) => key == "lr" || Modifier::find(key).is_some(),
        ("optimizer", kind) => {
            let kind = kind.and_then(find).map(Optimizer::declaration);
            kind.is_some_and(|kind| kind.hyper(key).is_some()) || Modifier::find(key).is_some()
        }
        ("optimizer.schedule", Some(kind)) => Course::find(kind)
            .is_some_and(|course| course.hypers.iter().any(|hyper| hyper.name == key)),
        _ => false,
    }
}

#[test]
fn the_reference_says_what_the_reader_asks_for() {
    let mut asked = BTreeSet::new();
    for scene in scenes() {
        if let Err(mistakes) = parse("example", &scene, &Beside) {
            panic!("{mistakes}\n{scene}");
        }
        for (table, kind, key) in keys_asked_for(&scene, &Beside) {
            let path = path_of(&table);
            if !is_declared(&path, kind.as_deref(), key) {
                asked.insert((path, key));
            }
        }
    }
    let told: BTreeSet<(String, &str)> = REFERENCE
        .iter()
        .flat_map(|section| {
            let names = section.keys.iter().map(|key| key.name);
            names.map(|name| (section.path.to_owned(), name))
        })
        .collect();
    let untold: Vec<_> = asked.difference(&told).collect();
    let unasked: Vec<_> = told.difference(&asked).collect();
    assert!(untold.is_empty(), "the reference does not tell {untold:?}");
    assert!(
        unasked.is_empty(),
        "the reader does not ask for {unasked:?}"
    );
}

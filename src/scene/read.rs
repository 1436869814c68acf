//! From the text of a scene file to a checked scene, or to all of its mistakes at once.
//!
//! Knows the keys of a scene; nothing of where files lie.

mod claims;
mod events;
mod files;
mod lesson;
mod objective;
mod optimizers;
mod paths;
mod syntax;
mod view;

use std::path::Path;

use toml::de::DeTable;

use crate::math::Vec2;
use crate::mistake::{Mistake, Mistakes, escaped};
use crate::optimizer::Convention;

use self::syntax::Syntax;
use super::reader::values::{choice, integer_in, number_in, point, text};
use super::reader::{Report, Table};
use super::{Files, LONGEST_FILE, MOST_SEED, MOST_STEPS, RecordedPath, Run, Scene, Shared, places};

pub use self::lesson::{is_lesson, parse_lesson};
pub(super) use self::optimizers::{MOST as MOST_OPTIMIZERS, too_many_points};

/// Steps where a scene does not say how many.
const STEPS: u32 = 200;
/// Seed where a scene names none.
const SEED: u64 = 1;

/// Words for the two conventions.
const CONVENTIONS: &[(&str, Convention)] = &[
    ("textbook", Convention::Textbook),
    ("pytorch", Convention::Pytorch),
];

/// Reads a scene. `origin` names the text in mistakes; `files` reads the files that the scene names.
///
/// # Errors
///
/// All the mistakes of the text, each at its place.
pub fn parse(origin: &str, text: &str, files: &dyn Files) -> Result<Scene, Mistakes> {
    read(origin, text, files).map_err(|mistakes| Mistakes::new(origin, text, mistakes))
}

fn read(origin: &str, text: &str, files: &dyn Files) -> Result<Scene, Vec<Mistake>> {
    if text.len() > LONGEST_FILE {
        return Err(vec![Mistake::whole("a scene is at most 16 MiB long")]);
    }
    let syntax = Syntax::check(text);
    if !syntax.readable {
        return Err(syntax.mistakes);
    }
    let (root, _) = DeTable::parse_recoverable(&syntax.text);
    let report = Report::new(&syntax.text, syntax.mistakes.is_empty());
    let scene = read_scene(origin, Table::root(&report, root.get_ref()), files);
    let mut mistakes = report.into_mistakes();
    // What stands on a broken line may only look wrong because it is broken.
    mistakes.retain(|mistake| match &mistake.span {
        Some(span) => !syntax.is_broken(span.start),
        None => true,
    });
    mistakes.extend(syntax.mistakes);
    match scene {
        Some(scene) if mistakes.is_empty() => Ok(scene),
        _ => Err(mistakes),
    }
}

/// The keys that the tables of a text were asked for, each with its table and what that is a table of.
#[cfg(test)]
pub(super) fn keys_asked_for(
    text: &str,
    files: &dyn Files,
) -> Vec<(String, Option<String>, &'static str)> {
    let (root, _) = DeTable::parse_recoverable(text);
    let report = Report::new(text, true);
    let mut root = Table::root(&report, root.get_ref());
    let tables = root.tables("lesson");
    let scene = read_scene("example", root, files);
    lesson::steps(tables, scene, files, &["map"]);
    report.keys_asked_for()
}

/// The scene, where enough of it could be read; what is wrong goes to the table's report.
fn read_scene(origin: &str, mut root: Table<'_>, files: &dyn Files) -> Option<Scene> {
    let report = root.report;
    let title = root.read("title", text);
    let description = root.read("description", text);
    let start = root.read("start", point);
    let claims = root.take("expect");
    // Its steps are read with the lesson.
    root.take("lesson");
    let given = objective::read(root.table("objective", "`[objective]`"), files);
    let known = given.as_ref().map(|given| &given.defaults);
    let view = view::read(root.table("view", "`[view]`"), known, start);
    let mut paths = paths::read(root.tables("path"), files);
    let run = read_run(root.table("run", "`[run]`"), recorded_steps(&paths));
    let has_rows = given
        .as_ref()
        .is_none_or(|given| given.objective.batches(Some(1), 0).is_some());
    let optimizers = optimizers::read(root.tables("optimizer"), report, run.steps, has_rows);
    let events = events::read(root.tables("event"));
    root.finish();

    let (given, optimizers) = (given?, optimizers?);
    places::give_recorded(&mut paths, &optimizers);
    let default_start = given.defaults.start.unwrap_or_else(|| view.usual_start());
    let mut scene = Scene {
        origin: origin.into(),
        title: escaped(&title.unwrap_or_else(|| file_name(origin))).into(),
        description: escaped(description.as_deref().unwrap_or_default()).into(),
        start: start.unwrap_or(default_start),
        objective: given.objective.into(),
        minimum: given.minimum,
        view: view.into(),
        run,
        optimizers: optimizers.into_iter().map(Shared::new).collect(),
        paths: paths.into(),
        events: Shared::default(),
        claims: Shared::default(),
    };
    events::resolve(&mut scene, events);
    claims::read(&mut scene, claims);
    Some(scene)
}

fn file_name(origin: &str) -> String {
    let name = Path::new(origin).file_name();
    name.map_or_else(
        || origin.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// The last step of any recorded path.
fn recorded_steps(paths: &[RecordedPath]) -> Option<u32> {
    let last = paths.iter().filter_map(|path| path.points.last());
    last.map(|point| point.step).max()
}

/// Reads `[run]`; where it does not say how many steps there are, a recorded path is shown whole.
fn read_run(mut table: Table<'_>, recorded: Option<u32>) -> Run {
    let steps = table.read("steps", integer_in(0, MOST_STEPS.into()));
    let run = Run {
        steps: steps.map_or(recorded.unwrap_or(STEPS), |steps| steps as u32),
        convention: table
            .read("convention", choice(CONVENTIONS))
            .unwrap_or_default(),
        seed: table.read("seed", integer_in(0, MOST_SEED)).unwrap_or(SEED),
        noise: table.read("noise", number_in(0.0, f64::MAX)).unwrap_or(0.0),
    };
    table.finish();
    run
}

/// What an objective brings along for a scene that does not say.
#[derive(Default)]
struct Defaults {
    view: Option<[[f64; 2]; 2]>,
    start: Option<Vec2>,
}

//! `[[lesson]]`: the steps of a lesson, each made from the scene that the one before it leaves.

mod text;

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::{Syntax, claims, optimizers, read_scene};
use crate::mistake::{Mistake, Mistakes, escaped};
use crate::scene::functions::find_function;
use crate::scene::lesson::{Lesson, LessonQuestion, LessonStep};
use crate::scene::library::{BuiltinScene, function_scene};
use crate::scene::reader::values::{flag, integer_in, interval, text, unknown};
use crate::scene::reader::{Item, Report, Table};
use crate::scene::{Files, MOST_STEPS, Scene, parse};

/// Reads a lesson. `views` are the names that views have; all else is as in [`parse`].
///
/// # Errors
///
/// All the mistakes of the text, each at its place.
pub fn parse_lesson(
    origin: &str,
    text: &str,
    files: &dyn Files,
    views: &[&str],
) -> Result<Lesson, Mistakes> {
    read(origin, text, files, views).map_err(|mistakes| Mistakes::new(origin, text, mistakes))
}

/// Whether a text has steps of a lesson.
pub fn is_lesson(text: &str) -> bool {
    let mut lines = text.lines();
    lines.any(|line| line.trim_start().starts_with("[[lesson]]"))
}

fn read(
    origin: &str,
    content: &str,
    files: &dyn Files,
    views: &[&str],
) -> Result<Lesson, Vec<Mistake>> {
    let syntax = Syntax::check(content);
    if !syntax.mistakes.is_empty() {
        return Err(syntax.mistakes);
    }
    let (root, _) = DeTable::parse_recoverable(&syntax.text);
    let report = Report::new(&syntax.text, true);
    let mut root = Table::root(&report, root.get_ref());
    let tables = root.tables("lesson");
    let title = root.look("title").and_then(|item| text(&item).ok());
    let own = if root.look("objective").is_some() {
        read_scene(origin, root, files)
    } else {
        root.take("title");
        root.take("description");
        root.finish();
        None
    };
    if tables.is_empty() {
        report.add(
            Mistake::whole("there is no step of a lesson in it")
                .help("write `[[lesson]]` and below it `text = \"…\"` for each"),
        );
    }
    let steps = steps(tables, own, files, views);
    let mistakes = report.into_mistakes();
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    Ok(Lesson {
        origin: origin.to_owned(),
        title: escaped(title.as_deref().unwrap_or(origin)),
        steps,
    })
}

/// The steps of a lesson, the first on a scene of the file's own if it has one.
pub(super) fn steps(
    tables: Vec<Table<'_>>,
    own: Option<Scene>,
    files: &dyn Files,
    views: &[&str],
) -> Vec<LessonStep> {
    let mut reader = Reader {
        files,
        views,
        scene: own,
        before: Before::default(),
    };
    let steps = tables.into_iter().filter_map(|table| reader.step(table));
    steps.collect()
}

/// What a step takes over from the one before it.
#[derive(Default, Clone)]
struct Before {
    selected: Option<usize>,
    view: Option<String>,
    look: Option<[[f64; 2]; 2]>,
    step: Option<u32>,
}

struct Reader<'a> {
    files: &'a dyn Files,
    views: &'a [&'a str],
    /// The scene as the next step finds it.
    scene: Option<Scene>,
    before: Before,
}

impl Reader<'_> {
    fn step(&mut self, mut table: Table<'_>) -> Option<LessonStep> {
        let report = table.report;
        let words = table.take("text");
        if words.is_none() {
            table.lacks("text", "such as `text = \"What one sees.\"`");
        }
        if let Some(name) = table.take("scene") {
            let scene = report.keep(text(&name));
            let scene = scene.and_then(|scene| report.keep(self.named(&name, &scene)));
            self.scene = scene.or(self.scene.take());
            self.before = Before::default();
        }
        let mut scene = self.scene.take().or_else(|| {
            table.missing(|| {
                table
                    .mistake("no scene for this step")
                    .help("name one, as in `scene = \"ravine\"`, or give the file an `[objective]`")
            });
            None
        });
        let step = scene
            .as_mut()
            .and_then(|scene| self.in_scene(&mut table, scene, words.as_ref()));
        self.scene = scene;
        table.finish();
        step
    }

    /// The scene of this name: a built-in one, a built-in function, or a file.
    fn named(&self, item: &Item<'_>, name: &str) -> Result<Scene, Mistake> {
        let read = if let Some(builtin) = BuiltinScene::find(name) {
            builtin.scene()
        } else if let Some(function) = find_function(name) {
            parse(name, &function_scene(function), self.files)
        } else {
            let bytes = self
                .files
                .read(name)
                .map_err(|reason| item.mistake(reason))?;
            parse(name, &String::from_utf8_lossy(&bytes), self.files)
        };
        read.map_err(|mistakes| {
            let first = mistakes.list.first();
            let why = first.map_or_else(String::new, |mistake| mistake.message.clone());
            item.mistake(format!("the scene `{name}` has mistakes: {why}"))
        })
    }

    fn in_scene(
        &mut self,
        table: &mut Table<'_>,
        scene: &mut Scene,
        words: Option<&Item<'_>>,
    ) -> Option<LessonStep> {
        self.change(table, scene);
        let before = self.placed(table, scene);
        let play = table.read("play", flag).unwrap_or(false);
        let question = question(table);
        let mut shown = scene.clone();
        shown.claims.clear();
        claims::read(&mut shown, table.take("expect"));
        let claims = std::mem::take(&mut *shown.claims);
        let text = words.and_then(|item| table.report.keep(text::read(item, &shown)))?;
        self.before = before.clone();
        Some(LessonStep {
            text,
            scene: Arc::new(shown),
            selected: before.selected,
            view: before.view,
            look: before.look,
            step: before.step,
            play,
            question,
            claims,
        })
    }

    /// Optimizers that leave and join, values, and who is shown.
    fn change(&mut self, table: &mut Table<'_>, scene: &mut Scene) {
        let report = table.report;
        if let Some(labels) = table.take("remove") {
            for index in optimizers_in(&labels, scene) {
                scene.remove_optimizer(index);
            }
            self.before.selected = None;
        }
        if let Some(added) = table.take("add") {
            let elements = added.elements().unwrap_or_default();
            let tables: Vec<Table<'_>> = elements
                .iter()
                .filter_map(|element| element.as_table("`add`"))
                .collect();
            if tables.is_empty() {
                let help = "such as `add = [{ kind = \"momentum\", lr = 0.02 }]`";
                report.add(added.expected("an array of optimizers").help(help));
            }
            let has_rows = scene.objective.batches(Some(1), 0).is_some();
            let read = optimizers::read(tables, report, scene.run.steps, has_rows);
            for entry in read.into_iter().flatten() {
                if let Err(message) = scene.add_optimizer(entry) {
                    report.add(added.mistake(message));
                }
            }
        }
        if let Some(values) = table.take("set") {
            match values.as_table("`set`") {
                Some(mut values) => {
                    for item in values.rest() {
                        report.keep(assign(&item, scene));
                    }
                }
                None => report.add(values.expected("a table of values")),
            }
        }
        if let Some(labels) = table.take("show") {
            let shown = optimizers_in(&labels, scene);
            for (index, entry) in scene.optimizers.iter_mut().enumerate() {
                if entry.enabled != shown.contains(&index) {
                    entry.enabled = !entry.enabled;
                }
            }
        }
    }

    /// What is selected and how it is looked at.
    fn placed(&self, table: &mut Table<'_>, scene: &Scene) -> Before {
        let mut before = self.before.clone();
        if let Some(item) = table.take("select") {
            let index = text(&item).and_then(|label| found(&item, scene.optimizer(&label)));
            before.selected = table.report.keep(index);
        }
        if let Some(item) = table.take("view") {
            let view = text(&item).and_then(|name| {
                if self.views.contains(&name.as_str()) {
                    Ok(name)
                } else {
                    Err(unknown(&item, "view", &name, self.views))
                }
            });
            before.view = table.report.keep(view);
        }
        if let Some(item) = table.take("look") {
            match item.as_table("`look`") {
                Some(mut look) => {
                    let (x, y) = (look.read("x", interval), look.read("y", interval));
                    if x.is_none() {
                        look.lacks("x", "such as `look = { x = [-2, 2], y = [-1, 1] }`");
                    }
                    if y.is_none() {
                        look.lacks("y", "such as `look = { x = [-2, 2], y = [-1, 1] }`");
                    }
                    look.finish();
                    before.look = x.zip(y).map(|(x, y)| [x, y]);
                }
                None => table.report.add(item.expected("a table of `x` and `y`")),
            }
        }
        if let Some(item) = table.take("step") {
            before.step = match item.value() {
                DeValue::String(word) if word == "end" => None,
                _ => {
                    let step = integer_in(0, MOST_STEPS.into())(&item);
                    let step = step.map_err(|mistake| mistake.help("or `\"end\"` for the last"));
                    table.report.keep(step).map(|step| step as u32)
                }
            };
        }
        before
    }
}

fn found<T>(item: &Item<'_>, result: Result<T, Mistake>) -> Result<T, Mistake> {
    result.map_err(|mut mistake| {
        mistake.span = Some(item.span());
        mistake
    })
}

/// The indices of the optimizers that an array names, the greatest first.
fn optimizers_in(labels: &Item<'_>, scene: &Scene) -> Vec<usize> {
    let report = labels.report;
    let Some(elements) = labels.elements() else {
        report.add(labels.expected("an array of labels"));
        return Vec::new();
    };
    let index = |element: &Item<'_>| {
        let label = text(element)?;
        found(element, scene.optimizer(&label))
    };
    let mut indices: Vec<usize> = elements
        .iter()
        .filter_map(|element| report.keep(index(element)))
        .collect();
    indices.sort_unstable_by(|a, b| b.cmp(a));
    indices.dedup();
    indices
}

/// Carries out one `NAME = VALUE` as `--set` does it.
fn assign(item: &Item<'_>, scene: &mut Scene) -> Result<(), Mistake> {
    let value = match item.value() {
        DeValue::String(word) => word.to_string(),
        DeValue::Integer(integer) => integer.as_str().to_owned(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Array(_) => {
            let [x, y] = crate::scene::reader::values::pair(item)?;
            format!("{x},{y}")
        }
        DeValue::Datetime(_) | DeValue::Table(_) => return Err(item.expected("a value")),
    };
    let assigned = scene.assign(&format!("{}={value}", item.name));
    assigned.map_err(|mistakes| {
        let first = mistakes.list.into_iter().next();
        let mut mistake = first.unwrap_or_else(|| item.expected("a value"));
        mistake.span = Some(item.span());
        mistake
    })
}

/// The question of a step, whole or not at all.
fn question(table: &mut Table<'_>) -> Option<LessonQuestion> {
    let report = table.report;
    let asked = table.take("question");
    let choices = table.take("choices");
    let answer = table.take("answer");
    let Some(asked) = asked else {
        for stray in [choices, answer].into_iter().flatten() {
            let mistake = Mistake::at(
                stray.key_span(),
                format!("`{}` without `question`", stray.name),
            );
            report.add(mistake);
        }
        return None;
    };
    let words = report.keep(text(&asked));
    let (Some(choices), Some(answer)) = (choices, answer) else {
        report.add(
            asked
                .mistake("a question needs `choices` and `answer`")
                .help("such as `choices = [\"yes\", \"no\"]` and `answer = 2`"),
        );
        return None;
    };
    let Some(elements) = choices
        .elements()
        .filter(|list| (2..=9).contains(&list.len()))
    else {
        report.add(choices.expected("an array of two to nine texts"));
        return None;
    };
    let read = elements.iter().map(|element| report.keep(text(element)));
    let read: Option<Vec<String>> = read.collect();
    let choices = read?;
    let answer = report.keep(integer_in(1, choices.len() as u64)(&answer))?;
    Some(LessonQuestion {
        text: escaped(&words?),
        choices: choices.iter().map(|choice| escaped(choice)).collect(),
        answer: answer as usize - 1,
    })
}

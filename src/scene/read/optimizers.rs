//! `[[optimizer]]`: the methods of a scene and their hyper-parameters.

mod around;
mod own;

use toml::de::DeValue;

use crate::mistake::Mistake;
use crate::optimizer::{self, Optimizer, Range};
use crate::scene::reader::values::{
    choice, color, flag, integer_in, label as label_of, number, point, text, unknown,
};
use crate::scene::reader::{Item, Report, Table, shortened};
use crate::scene::setting::described;
use crate::scene::{Entry, MOST_STEPS, places};

use super::CONVENTIONS;

/// More optimizers than anyone can tell apart.
pub(in crate::scene) const MOST: usize = 100;
/// All paths together have at most so many points, which take about a gigabyte.
const MOST_POINTS: u64 = 10 * MOST_STEPS as u64;

/// All optimizers in their order, `has_rows` if the objective is over rows of data; `None` if one of them could not be read.
pub(super) fn read(
    tables: Vec<Table<'_>>,
    report: &Report<'_>,
    steps: u32,
    has_rows: bool,
) -> Option<Vec<Entry>> {
    let count = tables.len();
    let excess = if count > MOST {
        Some(format!(
            "a scene has at most {MOST} optimizers, not {count}"
        ))
    } else {
        too_many_points(count, steps)
    };
    if let (Some(message), Some(last)) = (excess, tables.last()) {
        report.add(last.mistake(message));
        return None;
    }
    let drafts: Vec<Option<Draft<'_>>> = tables
        .into_iter()
        .map(|table| read_entry(table, has_rows))
        .collect();
    let mut drafts = drafts.into_iter().collect::<Option<Vec<_>>>()?;
    let mut entries: Vec<&mut Entry> = drafts.iter_mut().map(|draft| &mut draft.entry).collect();
    places::give(&mut entries);
    refuse_repeated(&drafts, report);
    number_labels(&mut drafts);
    Some(drafts.into_iter().map(|draft| draft.entry).collect())
}

/// Why so many optimizers cannot take so many steps, if they cannot.
pub(in crate::scene) fn too_many_points(optimizers: usize, steps: u32) -> Option<String> {
    (optimizers as u64 * u64::from(steps) > MOST_POINTS).then(|| {
        format!(
            "{optimizers} optimizers of {steps} steps are more than {MOST_POINTS} steps together"
        )
    })
}

/// An optimizer, and the label that the scene gives it.
struct Draft<'a> {
    label: Option<Item<'a>>,
    entry: Entry,
}

fn read_entry(mut table: Table<'_>, has_rows: bool) -> Option<Draft<'_>> {
    let kind = table.take("kind");
    if kind.is_none() {
        table.lacks("kind", "such as `kind = \"gd\"`");
    }
    let is_own =
        |kind: &Item<'_>| matches!(kind.value(), DeValue::String(name) if name == optimizer::OWN);
    let kind = match kind {
        Some(kind) if is_own(&kind) => own::read(&mut table),
        kind => kind.and_then(|kind| table.report.keep(find(&kind))),
    };
    let label = table.take("label");
    let bias_correction = table.look("bias_correction");
    let rows = table.look("batch");
    let batch = table.read("batch", integer_in(1, 1_000_000));
    if let Some(rows) = rows.filter(|_| !has_rows) {
        let mistake = Mistake::at(
            rows.key_span(),
            "a batch of rows, where the objective has none",
        );
        table
            .report
            .add(mistake.help("`batch` goes with `[objective.data]`"));
    }
    let name = label.and_then(|item| table.report.keep(label_of(&item)));
    let mut entry = Entry {
        label: name.unwrap_or_default(),
        kind: kind.unwrap_or(optimizer::catalog()[0]),
        hypers: Vec::new(),
        convention: table.read("convention", choice(CONVENTIONS)),
        color: table.read("color", color),
        place: 0,
        start: table.read("start", point),
        enabled: table.read("enabled", flag).unwrap_or(true),
        batch: batch.map(|size| size as u32),
        schedule: around::read_schedule(&mut table),
        modifiers: around::read_modifiers(&mut table),
    };
    let Some(kind) = kind else {
        // A key of some kind may be right; one of no kind is wrong.
        table.ignore(is_of_some_kind);
        table.finish();
        return None;
    };
    let declaration = kind.declaration();
    if let Some(item) = bias_correction
        && !declaration.corrects_bias
    {
        let message = format!(
            "{} corrects no mean for starting at zero",
            declaration.display
        );
        let mistake = Mistake::at(item.key_span(), message);
        table
            .report
            .add(mistake.help("`bias_correction` is for Adam and its kin"));
    }
    table.kind = Some(declaration.name.to_owned());
    // The values of a rule stand in a table of their own.
    let keys = declaration.own_rule.map_or(declaration.hypers.len(), |_| 1);
    entry.hypers = around::read_hypers(&mut table, &declaration.hypers[..keys]);
    let others = declaration.hypers[keys..].iter();
    entry.hypers.extend(others.map(|hyper| hyper.default));
    table.finish();
    Some(Draft { label, entry })
}

fn is_of_some_kind(key: &str) -> bool {
    let mut declarations = optimizer::catalog().iter().map(|kind| kind.declaration());
    declarations.any(|declaration| declaration.hyper(key).is_some())
}

fn find(item: &Item<'_>) -> Result<&'static dyn Optimizer, Mistake> {
    let name = text(item)?;
    optimizer::find(&name).ok_or_else(|| {
        let declarations = optimizer::catalog().iter().map(|kind| kind.declaration());
        let names: Vec<&str> = declarations
            .flat_map(|declaration| {
                std::iter::once(declaration.name).chain(declaration.aliases.iter().copied())
            })
            .chain([optimizer::OWN])
            .collect();
        let mistake = unknown(item, "kind", &name, &names);
        if mistake.help.is_some() {
            mistake
        } else {
            mistake.help("`descent-tui list optimizers` shows what there is")
        }
    })
}

/// The value of a hyper-parameter: a number, a boolean or a word, as its range has it.
pub(super) fn value_in(item: &Item<'_>, range: &Range) -> Result<f64, Mistake> {
    let value = match (item.value(), range) {
        (DeValue::Boolean(on), Range::Switch) => f64::from(u8::from(*on)),
        (DeValue::String(word), Range::Choice(words)) => {
            let value = range.value_of(word);
            return value.ok_or_else(|| unknown(item, item.name, word, words));
        }
        (_, Range::Switch | Range::Choice(_)) => return Err(item.expected(&described(range))),
        _ => number(item)?,
    };
    if range.contains(value) {
        return Ok(value);
    }
    let (name, range) = (shortened(item.name), described(range));
    Err(item.mistake(format!("`{name}` must be {range}")))
}

fn refuse_repeated(drafts: &[Draft<'_>], report: &Report<'_>) {
    for (index, draft) in drafts.iter().enumerate() {
        let earlier = drafts[..index].iter().filter(|draft| draft.label.is_some());
        let mut labels = earlier.map(|draft| &draft.entry.label);
        if let Some(item) = draft.label
            && !draft.entry.label.is_empty()
            && labels.any(|label| *label == draft.entry.label)
        {
            let label = shortened(&draft.entry.label);
            let mistake = item.mistake(format!("the label `{label}` repeats"));
            report.add(mistake.help("labels tell the paths apart: give this one another"));
        }
    }
}

/// Gives those without a label their kind's display name, numbered where it is taken.
fn number_labels(drafts: &mut [Draft<'_>]) {
    for index in 0..drafts.len() {
        if drafts[index].entry.label.is_empty() {
            let display = drafts[index].entry.declaration().display;
            let numbered = (2..).map(|number| format!("{display} {number}"));
            let mut names = std::iter::once(display.to_owned()).chain(numbered);
            let taken = |name: &String| drafts.iter().any(|draft| draft.entry.label == *name);
            let free = names.find(|name| !taken(name));
            drafts[index].entry.label = free.expect("so many labels leave a number free");
        }
    }
}

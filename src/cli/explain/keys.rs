//! A hyper-parameter by its key or its symbol: what it does wherever there is one of that name.

use std::io::{self, Write};

use super::default_of;
use crate::cli::table::Table;
use crate::optimizer::{Course, Declaration, Hyper, Modifier, catalog};

/// Whose a kind's hyper-parameters are, in words.
pub(super) fn of_kind(declaration: &Declaration) -> String {
    declaration.name.to_owned()
}

/// Whose a schedule's are.
pub(super) fn of_schedule(course: &Course) -> String {
    format!("schedule {}", course.name)
}

/// Whose a modifier's are.
pub(super) fn of_modifier(modifier: &Modifier) -> String {
    format!("modifier {}", modifier.name)
}

/// Every hyper-parameter with whose it is.
fn each() -> impl Iterator<Item = (String, &'static Hyper)> {
    let kinds = catalog().iter().map(|kind| kind.declaration());
    let kinds = kinds.map(|declaration| (of_kind(declaration), declaration.hypers));
    let courses = Course::all().iter();
    let courses = courses.map(|course| (of_schedule(course), course.hypers));
    let modifiers = Modifier::all().iter();
    let modifiers = modifiers.map(|modifier| (of_modifier(modifier), modifier.hypers));
    kinds
        .chain(courses)
        .chain(modifiers)
        .flat_map(|(of, hypers)| hypers.iter().map(move |hyper| (of.clone(), hyper)))
}

/// Every key, those that several have once for each.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    each().map(|(_, hyper)| hyper.name)
}

/// Writes what a key or a symbol stands for, but for those that have told it already; nothing
/// where there is nothing to say.
pub(super) fn write(
    out: &mut dyn Write,
    heading: &str,
    name: &str,
    told: &[String],
) -> io::Result<()> {
    let key = name.to_lowercase();
    let mut table = Table::new(&["of", "key", "symbol", ">default", "meaning"]);
    let mut any = false;
    for (of, hyper) in each() {
        if told.contains(&of) || (hyper.name != key && hyper.symbol != name) {
            continue;
        }
        any = true;
        table.row([
            of,
            hyper.name.to_owned(),
            hyper.symbol.to_owned(),
            default_of(hyper),
            hyper.doc.to_owned(),
        ]);
    }
    if any {
        writeln!(out, "{heading}\n")?;
        table.write(out)?;
    }
    Ok(())
}

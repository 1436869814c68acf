//! `explain`: one optimizer, function or hyper-parameter, in words.

use std::io::{self, Write};

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use super::table::{Table, plain};
use crate::mistake::nearest;
use crate::optimizer::{Course, Declaration, Hyper, Modifier, catalog};
use crate::scene::{BuiltinFunction, find_function, functions};

/// Explains an optimizer, a function or a hyper-parameter.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Name of an optimizer, a function, a schedule, a modifier or a hyper-parameter
    name: String,
    #[command(flatten)]
    output: Output,
}

/// Methods that people ask for and that say nothing on two numbers.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "muon",
        "Muon orthogonalizes the momentum of a whole weight matrix. The two numbers of a scene are no matrix, so it has nothing to do here.",
    ),
    (
        "sparseadam",
        "SparseAdam is Adam for gradients of which most components are missing. The gradient of a scene has both of its components at every step, so here it would be Adam itself.",
    ),
];

impl Explain {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let explanation = explanation(&self.name).ok_or_else(|| Failure::Other(self.unknown()))?;
        self.output.write(|out| out.write_all(&explanation))
    }

    fn unknown(&self) -> String {
        let kinds = catalog().iter().map(|kind| kind.declaration().name);
        let courses = Course::all().iter().map(|course| course.name);
        let modifiers = Modifier::all().iter().map(|modifier| modifier.name);
        let functions = functions().iter().map(|function| function.name.as_str());
        let all = kinds.chain(courses).chain(modifiers).chain(functions);
        match nearest(&self.name, all) {
            Some(meant) => format!("nothing is called `{}`: did you mean `{meant}`?", self.name),
            None => format!(
                "nothing is called `{}`: `descent-tui list optimizers` shows what there is",
                self.name
            ),
        }
    }
}

/// The text on whatever has this name.
fn explanation(name: &str) -> Option<Vec<u8>> {
    let wanted = name.to_lowercase();
    let mut text = Vec::new();
    let declarations = || catalog().iter().map(|kind| kind.declaration());
    let written = if let Some(declaration) = declarations().find(|known| is_called(known, &wanted))
    {
        optimizer(&mut text, declaration)
    } else if let Some((_, words)) = ELSEWHERE.iter().find(|(known, _)| *known == wanted) {
        writeln!(text, "{words}")
    } else if let Some(known) = find_function(&wanted) {
        function(&mut text, known)
    } else if let Some(course) = Course::find(&wanted) {
        writeln!(text, "{}: {}", course.name, course.summary)
            .and_then(|()| writeln!(text, "\n    {}\n", course.rule))
            .and_then(|()| hypers(&mut text, course.hypers))
    } else if let Some(modifier) = Modifier::find(&wanted) {
        writeln!(text, "{}: {}", modifier.name, modifier.summary)
            .and_then(|()| writeln!(text, "\n    {}\n", modifier.rule))
            .and_then(|()| hypers(&mut text, modifier.hypers))
            .and_then(|()| writeln!(text, "\nSource: {}", modifier.source))
    } else {
        hyper(&mut text, &wanted)
    };
    written.ok().filter(|()| !text.is_empty())?;
    Some(text)
}

fn is_called(declaration: &Declaration, wanted: &str) -> bool {
    declaration.name == wanted
        || declaration.aliases.contains(&wanted)
        || declaration.display.to_lowercase() == wanted
}

fn optimizer(out: &mut dyn Write, declaration: &Declaration) -> io::Result<()> {
    writeln!(out, "{}: {}\n", declaration.display, declaration.summary)?;
    for line in declaration.rule {
        writeln!(out, "    {line}")?;
    }
    if !declaration.rule_pytorch.is_empty() {
        writeln!(out, "\nIn PyTorch's convention:\n")?;
        for line in declaration.rule_pytorch {
            writeln!(out, "    {line}")?;
        }
    }
    writeln!(out)?;
    hypers(out, declaration.hypers)?;
    writeln!(out, "\nHelps: {}", declaration.helps)?;
    writeln!(out, "Fails: {}", declaration.fails)?;
    writeln!(out, "\nKind in a scene: {}", declaration.name)?;
    if !declaration.aliases.is_empty() {
        writeln!(out, "Also called: {}", declaration.aliases.join(", "))?;
    }
    writeln!(out, "Source: {}", declaration.source)
}

fn function(out: &mut dyn Write, function: &BuiltinFunction) -> io::Result<()> {
    writeln!(out, "{}: {}\n", function.title, function.summary)?;
    writeln!(out, "    J = {}", function.formula)?;
    for (name, text) in &function.parts {
        writeln!(out, "    {name} = {text}")?;
    }
    if !function.parameters.is_empty() {
        writeln!(out)?;
        let mut table = Table::new(&["parameter", ">default", "meaning"]);
        for parameter in &function.parameters {
            table.row([
                parameter.name.clone(),
                plain(parameter.value),
                format!(
                    "{} (from {} to {})",
                    parameter.doc,
                    plain(parameter.min),
                    plain(parameter.max)
                ),
            ]);
        }
        table.write(out)?;
    }
    writeln!(out)?;
    match function.value {
        Some(value) => writeln!(out, "Least value in view: {}, at", plain(value))?,
        None => writeln!(out, "It has no least value.")?,
    }
    for at in &function.minima {
        writeln!(out, "    ({}, {})", plain(at.x), plain(at.y))?;
    }
    if let Some(special) = &function.special {
        writeln!(out, "{special}")?;
    }
    writeln!(out, "\nFunction in a scene: {}", function.name)?;
    if !function.aliases.is_empty() {
        writeln!(out, "Also called: {}", function.aliases.join(", "))?;
    }
    writeln!(out, "Source: {}", function.source)
}

fn hypers(out: &mut dyn Write, hypers: &[Hyper]) -> io::Result<()> {
    let mut table = Table::new(&["key", "symbol", ">default", "meaning"]);
    for hyper in hypers {
        table.row([
            hyper.name.to_owned(),
            hyper.symbol.to_owned(),
            default_of(hyper),
            format!(
                "{} ({})",
                hyper.doc.trim_end_matches('.'),
                hyper.range.describe()
            ),
        ]);
    }
    table.write(out)
}

fn default_of(hyper: &Hyper) -> String {
    let word = hyper.range.word(hyper.default);
    word.map_or_else(|| plain(hyper.default), str::to_owned)
}

/// A hyper-parameter: what it does in each method that has it.
fn hyper(out: &mut dyn Write, name: &str) -> io::Result<()> {
    let with_it = catalog().iter().filter_map(|kind| {
        let declaration = kind.declaration();
        Some((declaration, &declaration.hypers[declaration.hyper(name)?]))
    });
    let with_it: Vec<_> = with_it.collect();
    if with_it.is_empty() {
        return Ok(());
    }
    writeln!(out, "{name} is a hyper-parameter of these methods:\n")?;
    let mut table = Table::new(&["kind", "symbol", ">default", "meaning"]);
    for (declaration, hyper) in with_it {
        table.row([
            declaration.name.to_owned(),
            hyper.symbol.to_owned(),
            default_of(hyper),
            hyper.doc.to_owned(),
        ]);
    }
    table.write(out)
}

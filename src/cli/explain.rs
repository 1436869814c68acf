//! `explain`: one optimizer, function, hyper-parameter or key of a scene, in words.

mod keys;
mod scenes;

use std::io::{self, Write};

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use super::table::{Table, plain};
use crate::mistake::nearest;
use crate::objective::language;
use crate::optimizer::{Course, Declaration, Hyper, MULTISTEP, Modifier, OWN, Part, catalog};
use crate::picture::view::{VIEWS, View};
use crate::scene::{BuiltinFunction, BuiltinScene, functions};

/// Explains an optimizer, a function, a hyper-parameter or a key of scenes.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Name of an optimizer, a function, a schedule, a modifier, a hyper-parameter, a loss, or a key or table of scenes
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

/// What `kind = "own"` is.
const RULES: &str = include_str!("../../docs/rules.md");

impl Explain {
    pub(super) fn run(&self) -> Result<(), Failure> {
        self.output.check("explain", &["txt", "md"], None)?;
        let explanation = explanation(&self.name).ok_or_else(|| Failure::Other(self.unknown()))?;
        self.output.write(|out| out.write_all(&explanation))
    }

    fn unknown(&self) -> String {
        let kinds = declarations().flat_map(names_of);
        let courses = Course::all().iter().map(|course| course.name);
        let modifiers = Modifier::all().iter().map(|modifier| modifier.name);
        let functions = functions().iter().map(|function| function.name.as_str());
        let language = language().map(|(name, ..)| name);
        let all = kinds
            .chain(courses)
            .chain(modifiers)
            .chain(functions)
            .chain(language);
        let views = VIEWS.iter().map(View::name);
        let all = all.chain(keys::names()).chain(scenes::names());
        let all = all.chain(views).chain([OWN]);
        match nearest(&self.name, all) {
            Some(meant) => format!("nothing is called `{}`: did you mean `{meant}`?", self.name),
            None => format!(
                "nothing is called `{}`: `descent-tui list optimizers` and `descent-tui list functions` show what there is, docs/scenes.md the keys of scenes",
                self.name
            ),
        }
    }
}

fn declarations() -> impl Iterator<Item = &'static Declaration> {
    catalog().iter().map(|kind| kind.declaration())
}

/// A kind's names in scenes.
fn names_of(declaration: &'static Declaration) -> impl Iterator<Item = &'static str> {
    [declaration.name]
        .into_iter()
        .chain(declaration.aliases.iter().copied())
}

/// The text on everything that has this name.
fn explanation(name: &str) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let told = write_named(&mut text, name).ok()?;
    scenes::write(&mut text, name).ok()?;
    let heading = if text.is_empty() {
        format!("{name} is a hyper-parameter:")
    } else {
        format!("\n{name} is a hyper-parameter of others, too:")
    };
    keys::write(&mut text, &heading, name, &told).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

/// Writes what there is to say of each method, function, schedule and modifier of this name, with a line
/// between; gives those whose hyper-parameters are told with them.
fn write_named(text: &mut Vec<u8>, name: &str) -> io::Result<Vec<String>> {
    let is = |known: &str| letters(known) == letters(name);
    let is_method = |known: &&'static Declaration| is(known.display) || names_of(known).any(is);
    let mut told = Vec::new();
    if let Some(declaration) = declarations().find(is_method) {
        optimizer(text, declaration)?;
        told.push(keys::of_kind(declaration));
    }
    if is(OWN) {
        write!(text, "{RULES}")?;
    }
    if let Some(view) = VIEWS.iter().find(|view| is(view.name())) {
        writeln!(text, "{}: a view, {}", view.name(), view.summary)?;
    }
    if let Some((_, words)) = ELSEWHERE.iter().find(|(known, _)| is(known)) {
        writeln!(text, "{words}")?;
    }
    if let Some(known) = functions().iter().find(|known| is_function(known, is)) {
        scenes::between(text)?;
        function(text, known)?;
    }
    if let Some(course) = Course::all().iter().find(|course| is(course.name)) {
        ruled(text, course.name, course.summary, course.rule)?;
        hypers(text, course.hypers)?;
        told.push(keys::of_schedule(course));
    }
    if is(MULTISTEP.name) {
        ruled(text, MULTISTEP.name, MULTISTEP.summary, MULTISTEP.rule)?;
    }
    if let Some(modifier) = Modifier::all().iter().find(|known| is(known.name)) {
        ruled(text, modifier.name, modifier.summary, modifier.rule)?;
        if !modifier.hypers.is_empty() {
            hypers(text, modifier.hypers)?;
            writeln!(text)?;
        }
        writeln!(text, "Source: {}", modifier.source)?;
        told.push(keys::of_modifier(modifier));
    }
    if let Some((name, usage, doc)) = language().find(|(known, ..)| *known == name) {
        scenes::between(text)?;
        writeln!(text, "{name}, a function of the formula language: {doc}")?;
        writeln!(text, "\n    {usage}\n\nIts derivatives are exact.")?;
    }
    Ok(told)
}

/// A schedule or modifier with its rule.
fn ruled(text: &mut Vec<u8>, name: &str, summary: &str, rule: &str) -> io::Result<()> {
    scenes::between(text)?;
    writeln!(text, "{name}: {summary}\n\n    {rule}\n")
}

fn is_function(function: &BuiltinFunction, is: impl Fn(&str) -> bool) -> bool {
    let own = [&function.name, &function.title];
    own.into_iter()
        .chain(&function.aliases)
        .any(|known| is(known))
}

/// What counts of a name: neither case, nor spaces, nor dashes.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn optimizer(out: &mut dyn Write, declaration: &Declaration) -> io::Result<()> {
    for (place, part) in declaration.explanation(None).into_iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        match part {
            Part::Summary(summary) => writeln!(out, "{}: {summary}", declaration.display)?,
            Part::Rule { heading, lines } => {
                if !heading.is_empty() {
                    writeln!(out, "{heading}:\n")?;
                }
                for line in lines {
                    writeln!(out, "    {line}")?;
                }
            }
            Part::Hypers(known) => hypers(out, known)?,
            Part::Remarks(remarks) => {
                for (word, text) in remarks {
                    writeln!(out, "{word}: {text}")?;
                }
            }
        }
    }
    Ok(())
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
    if BuiltinScene::find(&function.name).is_some() {
        let name = &function.name;
        writeln!(
            out,
            "Opened by itself: function:{name} ({name} is also a scene, and opens that)"
        )?;
    }
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
            hyper.meaning(),
        ]);
    }
    table.write(out)
}

fn default_of(hyper: &Hyper) -> String {
    let word = hyper.range.word(hyper.default);
    word.map_or_else(|| plain(hyper.default), str::to_owned)
}

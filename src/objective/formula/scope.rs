//! What the names in a formula stand for: variables, constants, parameters, named parts.

use std::collections::HashMap;
use std::ops::Range;

use super::graph::{Graph, Id};
use super::meant;
use super::names::{self, canonical};
use crate::mistake::{Mistake, nearest};

/// The names that a text may use.
#[derive(Debug, Default)]
pub(super) struct Scope {
    values: HashMap<String, Id>,
    /// The names of all parts in their order; those from `part` on cannot be used yet.
    parts: Vec<String>,
    /// Index of each part by its name.
    indices: HashMap<String, usize>,
    /// Which other names each part's text holds.
    uses: Vec<Vec<String>>,
    part: usize,
    euler: Option<Id>,
    /// Columns that the language's own names hide: they stand in backticks.
    hidden: Vec<String>,
}

impl Scope {
    /// The scope of the first part, in which these names have values; e is a node of the graph.
    pub(super) fn new(
        graph: &mut Graph,
        values: HashMap<String, Id>,
        parts: &[(String, String)],
    ) -> Self {
        let hidden = |name: &&str| names::is_taken(name);
        let columns = values.keys().filter_map(|name| within_backticks(name));
        let hidden = columns.filter(hidden).map(str::to_owned).collect();
        let uses = parts.iter().map(|(_, text)| names_in(text)).collect();
        let parts: Vec<String> = parts.iter().map(|(name, _)| canonical(name)).collect();
        let indices = parts.iter().cloned().zip(0..).collect();
        Self {
            values,
            parts,
            indices,
            uses,
            part: 0,
            euler: Some(graph.constant(std::f64::consts::E)),
            hidden,
        }
    }

    /// Makes the part that was read known to those after it.
    pub(super) fn define_next(&mut self, value: Id) {
        self.values.insert(self.parts[self.part].clone(), value);
        self.part += 1;
    }

    /// Whether the node is the number e: its powers are exponentials.
    pub(super) fn is_euler(&self, id: Id) -> bool {
        self.euler == Some(id)
    }

    /// Whether the name stands for a value, be it one that cannot be used yet.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.values.contains_key(name)
            || names::find_constant(name).is_some()
            || self.indices.contains_key(name)
    }

    /// What is wrong with a bare name that is one of the language's and that of a column.
    pub(super) fn hides(&self, name: &str, span: Range<usize>) -> Option<Mistake> {
        let is_hidden = self.hidden.iter().any(|own| own == name);
        is_hidden.then(|| {
            let kind = if names::find_function(name).is_some() {
                "a function"
            } else {
                "a constant"
            };
            let message =
                format!("`{name}` is {kind} of the formula language and a column of the table");
            Mistake::at(span, message).help(format!("write the column as `` `{name}` ``"))
        })
    }

    /// Whether a mistake in a text is a name that could become that of a parameter.
    pub(super) fn is_new_name(&self, text: &str, mistake: &Mistake) -> bool {
        let span = mistake.span.clone().unwrap_or(0..0);
        let is_called = text
            .get(span.end..)
            .is_some_and(|rest| rest.trim_start().starts_with('('));
        let name = text.get(span).unwrap_or_default();
        names::check_name(name).is_ok() && !is_called && !self.knows(&canonical(name))
    }

    /// The value of a name.
    pub(super) fn value(&self, name: &str, graph: &mut Graph) -> Option<Id> {
        let own = self.values.get(name).copied();
        own.or_else(|| names::find_constant(name).map(|value| graph.constant(value)))
    }

    /// What is wrong with a name that has no value here.
    pub(super) fn unknown(&self, name: &str, span: Range<usize>, called: bool) -> Mistake {
        if !called && let Some(&index) = self.indices.get(name) {
            return self.too_early(name, index, span);
        }
        let functions = names::FUNCTIONS.iter().map(|function| function.name);
        if called {
            let mistake = Mistake::at(span, format!("unknown function `{name}`"));
            let help = if let Some(instead) = meant::replacement(name) {
                format!("write `{instead}`")
            } else if let Some(near) = nearest(name, functions.clone()).filter(|_| name.len() > 2) {
                format!("did you mean `{near}`?")
            } else {
                let all: Vec<&str> = functions.collect();
                format!("the functions are {}", all.join(", "))
            };
            return mistake.help(help);
        }
        let mut candidates: Vec<&str> = self.values.keys().map(String::as_str).collect();
        candidates.extend(names::CONSTANTS.iter().map(|(name, _)| *name));
        candidates.sort_unstable();
        if name.chars().count() > 1 {
            candidates.extend(functions);
        }
        let mistake = Mistake::at(span, format!("unknown name `{name}`"));
        match nearest(name, candidates) {
            Some(near) if within_backticks(near).is_some() => {
                mistake.help(format!("did you mean `` {near} ``?"))
            }
            Some(near) => mistake.help(format!("did you mean `{near}`?")),
            None => mistake.help(
                "give it a value under [objective.parameters], or a formula under [objective.where]",
            ),
        }
    }

    /// A part that uses itself, or one below it.
    fn too_early(&self, name: &str, index: usize, span: Range<usize>) -> Mistake {
        let Some(own) = self.parts.get(self.part) else {
            return Mistake::at(span, format!("unknown name `{name}`"));
        };
        if index == self.part {
            return Mistake::at(span, format!("`{name}` is made of itself"))
                .help("a part may use x, y, the parameters and the parts above it");
        }
        if self.reaches(index, own) {
            let message = format!("`{own}` is made of `{name}`, and that of `{own}` again");
            return Mistake::at(span, message)
                .help("a part may use x, y, the parameters and the parts above it");
        }
        let message = format!("`{own}` uses `{name}`, which stands below it");
        Mistake::at(span, message).help(format!("move `{name}` above `{own}`"))
    }

    /// Whether a part's text leads to this name, directly or through other parts.
    fn reaches(&self, from: usize, name: &str) -> bool {
        let mut seen = vec![false; self.parts.len()];
        let mut open = vec![from];
        while let Some(index) = open.pop() {
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            for used in &self.uses[index] {
                if used == name {
                    return true;
                }
                open.extend(self.indices.get(used));
            }
        }
        false
    }
}

/// The name of a column that stands in backticks.
fn within_backticks(name: &str) -> Option<&str> {
    name.strip_prefix('`')?.strip_suffix('`')
}

impl meant::Names for Scope {
    fn knows(&self, name: &str) -> bool {
        Self::knows(self, name)
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let mut candidates: Vec<&str> = self.values.keys().map(String::as_str).collect();
        candidates.retain(|name| within_backticks(name).is_none());
        candidates.extend(names::CONSTANTS.iter().map(|(name, _)| *name));
        candidates.sort_unstable();
        nearest(name, candidates).map(str::to_owned)
    }
}

/// The words of a text that may be names.
fn names_in(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split(|c: char| !names::continues_name(c))
        .filter(|word| word.starts_with(names::begins_name))
        .map(canonical)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

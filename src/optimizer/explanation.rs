//! What there is to say of a method, in the order in which it is said: by `explain` and by the picker.
//!
//! Knows nothing of lines, columns or colours.

use super::{Convention, Declaration, Hyper};

/// A part of what is said of a method.
#[derive(Debug, Clone)]
pub enum Part {
    /// What it is, in a line.
    Summary(&'static str),
    /// The update rule as on a blackboard, and whose convention it follows where there are two.
    Rule {
        /// Whose convention, in words; empty for the rule as it is taught.
        heading: &'static str,
        /// Its lines.
        lines: &'static [&'static str],
    },
    /// The hyper-parameters, in the declaration's order; never empty.
    Hypers(&'static [Hyper]),
    /// Sentences that belong together, each after a word: "Helps", "Source".
    Remarks(Vec<(&'static str, String)>),
}

impl Declaration {
    /// All that there is to say; the rule in both conventions, unless one is asked for.
    pub fn explanation(&self, convention: Option<Convention>) -> Vec<Part> {
        let mut parts = vec![Part::Summary(self.summary)];
        if let Some(convention) = convention {
            parts.push(Part::Rule {
                heading: "",
                lines: self.rule_in(convention),
            });
        } else {
            let rules = [
                ("", self.rule),
                ("In PyTorch's convention", self.rule_pytorch),
            ];
            let written = rules.into_iter().filter(|(_, lines)| !lines.is_empty());
            parts.extend(written.map(|(heading, lines)| Part::Rule { heading, lines }));
        }
        if !self.hypers.is_empty() {
            parts.push(Part::Hypers(self.hypers));
        }
        parts.push(Part::Remarks(vec![
            ("Helps", self.helps.to_owned()),
            ("Fails", self.fails.to_owned()),
        ]));
        let mut origin = vec![("Kind in a scene", self.name.to_owned())];
        if !self.aliases.is_empty() {
            origin.push(("Also called", self.aliases.join(", ")));
        }
        origin.push(("Source", self.source.to_owned()));
        parts.push(Part::Remarks(origin));
        parts
    }
}

impl Hyper {
    /// What it means and which values it takes, in a line.
    pub fn meaning(&self) -> String {
        let doc = self.doc.trim_end_matches('.');
        format!("{doc} ({})", self.range.describe())
    }
}

//! Methods that are fully said by their rule: files in `assets/methods`, run as a scene's own rule runs.
//!
//! One more is one file and one line of the list.

use std::sync::OnceLock;

use serde::Deserialize;

use super::own::{OwnValue, declared};
use super::{Declaration, Family, Hyper, Optimizer, Range};

/// The texts, in the order of lists.
const FILES: &[&str] = &[
    include_str!("../../assets/methods/laprop.toml"),
    include_str!("../../assets/methods/mars.toml"),
    include_str!("../../assets/methods/dog.toml"),
    include_str!("../../assets/methods/dowg.toml"),
    include_str!("../../assets/methods/adahessian.toml"),
    include_str!("../../assets/methods/silver.toml"),
    include_str!("../../assets/methods/momo.toml"),
];

/// A method as its file says it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    display: String,
    summary: String,
    rule: String,
    source: String,
    helps: String,
    fails: String,
    rate: Rate,
    #[serde(default)]
    value: Vec<Value>,
}

/// Its learning rate.
#[derive(Deserialize)]
struct Rate {
    default: f64,
    doc: String,
}

/// One of its other values.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value {
    key: String,
    symbol: String,
    default: f64,
    range: Kind,
    doc: String,
}

/// The values that a value may take.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// What an average keeps.
    Share,
    /// What keeps a denominator from 0.
    Epsilon,
    /// A weight decay.
    Penalty,
    /// Any number from 0.
    Amount,
    /// Any number.
    Number,
}

impl Kind {
    fn range(self) -> Range {
        match self {
            Self::Share => Range::SHARE,
            Self::Epsilon => Range::EPSILON,
            Self::Penalty => Range::PENALTY,
            Self::Amount => Range::not_negative(1e-8, 10.0),
            Self::Number => Range::linear(-1e12, 1e12),
        }
    }
}

/// What the methods have in common, and they.
///
/// # Panics
/// Never: a test reads every file, and all of them are part of the program.
pub(super) fn family() -> Family {
    static METHODS: OnceLock<Vec<&'static dyn Optimizer>> = OnceLock::new();
    let kinds = METHODS.get_or_init(|| {
        let read = |text: &&str| {
            let file: File = toml::from_str(text).expect("a test reads every file");
            method(file).expect("a test reads every rule")
        };
        FILES.iter().map(read).collect()
    });
    Family {
        name: "As their rules say",
        kinds,
    }
}

/// The method of a file; `None` if its rule is wrong.
fn method(file: File) -> Option<&'static dyn Optimizer> {
    let values: Vec<OwnValue> = file.value.iter().map(Value::own).collect();
    let rate = Hyper {
        name: "lr",
        symbol: "η",
        default: file.rate.default,
        range: Range::RATE,
        doc: file.rate.doc.leak(),
    };
    let others = file.value.into_iter().map(Value::hyper);
    let hypers: Vec<Hyper> = std::iter::once(rate).chain(others).collect();
    let rule: &'static str = file.rule.leak();
    let lines: Vec<&'static str> = rule.lines().collect();
    let aliases = file.aliases.into_iter().map(|alias| &*alias.leak());
    let aliases: Vec<&'static str> = aliases.collect();
    let declaration = |knows_minimum| Declaration {
        knows_minimum,
        name: file.name.leak(),
        aliases: aliases.leak(),
        display: file.display.leak(),
        summary: file.summary.leak(),
        rule: lines.leak(),
        source: file.source.leak(),
        helps: file.helps.leak(),
        fails: file.fails.leak(),
        ..Declaration::of(hypers.leak())
    };
    declared(rule, &values, declaration).ok()
}

impl Value {
    fn own(&self) -> OwnValue {
        OwnValue {
            name: self.symbol.clone(),
            default: self.default,
            range: self.range.range(),
            doc: self.doc.clone(),
        }
    }

    fn hyper(self) -> Hyper {
        Hyper {
            range: self.range.range(),
            name: self.key.leak(),
            symbol: self.symbol.leak(),
            default: self.default,
            doc: self.doc.leak(),
        }
    }
}

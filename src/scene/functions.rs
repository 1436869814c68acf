//! The built-in functions: data in `assets/functions.toml`, written in the formula language itself.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::math::Vec2;
use crate::objective::{self, Objective, Parameter, Scale};

const TEXT: &str = include_str!("../../assets/functions.toml");

/// A function that every scene can name.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Row")]
pub struct BuiltinFunction {
    /// Its name in scenes.
    pub name: String,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// Its name on the screen.
    pub title: String,
    /// One line of what is hard about it.
    pub summary: String,
    /// What it computes, in the formula language.
    pub formula: String,
    /// The named parts of the formula, (name, text), in their order.
    pub parts: Vec<(String, String)>,
    /// Its parameters at their defaults.
    pub parameters: Vec<Parameter>,
    /// [least x, greatest x] and [least y, greatest y] of its usual domain, or of the part to look at.
    pub view: [[f64; 2]; 2],
    /// Where walks on it customarily start.
    pub start: Vec2,
    /// The lowest points in view, at the default parameters; empty where it falls without bound.
    pub minima: Vec<Vec2>,
    /// J at the minima; `None` where there are none.
    pub value: Option<f64>,
    /// Why the gradient does not vanish at the minima, or why they are not points apart; `None`
    /// where they are ordinary ones.
    pub special: Option<String>,
    /// Where it comes from.
    pub source: String,
}

impl BuiltinFunction {
    /// The objective at the default parameters.
    ///
    /// # Panics
    /// Never: a test reads every formula of the catalogue.
    pub fn objective(&self) -> Objective {
        objective::formula(&self.formula, &self.parts, self.parameters.clone())
            .expect("a test reads every formula of the catalogue")
    }
}

/// Every built-in function, in the order of lists.
///
/// # Panics
/// Never: a test reads the catalogue, which is part of the program.
pub fn functions() -> &'static [BuiltinFunction] {
    static FUNCTIONS: OnceLock<Vec<BuiltinFunction>> = OnceLock::new();
    FUNCTIONS.get_or_init(|| {
        let catalogue: Catalogue =
            toml::from_str(TEXT).expect("a test reads the catalogue, which is part of the program");
        catalogue.function
    })
}

/// The function of this name or alias.
pub fn find_function(name: &str) -> Option<&'static BuiltinFunction> {
    functions()
        .iter()
        .find(|function| function.name == name || function.aliases.iter().any(|own| own == name))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    function: Vec<BuiltinFunction>,
}

/// A function as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    title: String,
    summary: String,
    formula: String,
    #[serde(default)]
    parts: Vec<(String, String)>,
    #[serde(default)]
    parameters: Vec<ParameterRow>,
    view: [[f64; 2]; 2],
    start: [f64; 2],
    minima: Vec<[f64; 2]>,
    value: Option<f64>,
    special: Option<String>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterRow {
    name: String,
    value: f64,
    min: f64,
    max: f64,
    scale: ScaleWord,
    doc: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ScaleWord {
    Linear,
    Log,
}

impl From<Row> for BuiltinFunction {
    fn from(row: Row) -> Self {
        Self {
            name: row.name,
            aliases: row.aliases,
            title: row.title,
            summary: row.summary,
            formula: row.formula,
            parts: row.parts,
            parameters: row.parameters.into_iter().map(Parameter::from).collect(),
            view: row.view,
            start: row.start.into(),
            minima: row.minima.into_iter().map(Vec2::from).collect(),
            value: row.value,
            special: row.special,
            source: row.source,
        }
    }
}

impl From<ParameterRow> for Parameter {
    fn from(row: ParameterRow) -> Self {
        Self {
            name: row.name,
            value: row.value,
            min: row.min,
            max: row.max,
            scale: match row.scale {
                ScaleWord::Linear => Scale::Linear,
                ScaleWord::Log => Scale::Log,
            },
            doc: row.doc,
        }
    }
}

//! A model fitted to a table: J is the mean loss over the rows, its axes are two of the model's
//! weights.

mod sample;
mod source;

pub use sample::Sample;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use self::source::Source;
use super::formula::{Graph, Id, Names, Op, Rows};
use super::{Batches, Derivatives, Function, Objective, Parameter, Rewritten, Texts, check_name};
use crate::math::{Symmetric, Vec2};
use crate::mistake::Mistake;
use crate::table::Table;

/// How far a prediction p is from its target t.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// (p − t)².
    Squared,
    /// |p − t|.
    Absolute,
    /// (p − t)²/2 up to a distance of 1, |p − t| − ½ beyond: PyTorch's `HuberLoss`.
    Huber,
    /// ln(1 + exp(p)) − t·p: the targets are 0 or 1, and p is the log-odds of 1. Computed as
    /// ln(1 + exp(±p)), which loses nothing where p is large and right.
    Logistic,
}

impl Loss {
    /// Every loss with its name in scenes.
    pub const ALL: [(&'static str, Self); 4] = [
        ("squared", Self::Squared),
        ("absolute", Self::Absolute),
        ("huber", Self::Huber),
        ("logistic", Self::Logistic),
    ];

    /// The loss of this name.
    pub fn find(name: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(own, _)| *own == name);
        found.map(|(_, loss)| loss)
    }

    /// What it is in words and signs, of a prediction p and its target t.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Squared => "the square of the distance, (p − t)²",
            Self::Absolute => "the distance, |p − t|",
            Self::Huber => "(p − t)²/2 up to a distance of 1, |p − t| − 1/2 beyond",
            Self::Logistic => {
                "ln(1 + exp(p)) − t·p: the target is 0 or 1, the model gives the log-odds of 1"
            }
        }
    }

    /// Its name in scenes.
    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, loss)| *loss == self);
        found.map_or("", |(name, _)| name)
    }

    /// The node of one row's loss.
    fn term(self, graph: &mut Graph, prediction: Id, target: Id) -> Id {
        let difference = graph.sub(prediction, target);
        match self {
            Self::Squared => graph.mul(difference, difference),
            Self::Absolute => graph.unary(Op::Abs, difference),
            Self::Huber => {
                let [half, one] = [0.5, 1.0].map(|number| graph.constant(number));
                let size = graph.unary(Op::Abs, difference);
                let square = graph.mul(difference, difference);
                let near = graph.mul(square, half);
                let far = graph.sub(size, half);
                let is_near = graph.binary(Op::LessEqual, size, one);
                graph.select(is_near, near, far)
            }
            Self::Logistic => {
                let one = graph.constant(1.0);
                let twice = graph.scale(2.0, target);
                let side = graph.sub(one, twice);
                let wrong = graph.mul(side, prediction);
                graph.unary(Op::Softplus, wrong)
            }
        }
    }
}

/// What an objective on data is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct DataModel<'a> {
    /// The table as CSV text: a line of names, then the rows.
    pub table: &'a [u8],
    /// The prediction, in the formula language: columns, weights, parameters and parts are its names.
    pub model: &'a str,
    /// Named parts of the model (name, text), each may use the ones before it.
    pub parts: &'a [(String, String)],
    /// The column that is predicted.
    pub target: &'a str,
    /// The weights that are the axes.
    pub weights: [&'a str; 2],
    /// The model's other weights, which can be changed live.
    pub parameters: Vec<Parameter>,
    /// How predictions are judged.
    pub loss: Loss,
    /// How many rows each step sees; `None` for all.
    pub batch: Option<usize>,
}

/// Which of the texts a mistake is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataPlace {
    /// The table; spans are bytes of the file.
    Table,
    /// The model's formula.
    Model,
    /// The named part of this index.
    Part(usize),
    /// The name of the target.
    Target,
    /// The name of the weight of this index.
    Weight(usize),
    /// The parameter of this index.
    Parameter(usize),
    /// The size of the batches.
    Batch,
}

/// A mistake in one of the texts of an objective on data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataMistake {
    /// Which text.
    pub place: DataPlace,
    /// What is wrong; where there is a span, bytes of that text.
    pub mistake: Mistake,
}

/// More rows than this would make every step slow.
const MOST_ROWS: usize = 200_000;

/// The mean loss of a model over a table.
///
/// # Errors
/// Everything that is wrong with the table, the names and the model.
pub fn data(description: DataModel<'_>) -> Result<Objective, Vec<DataMistake>> {
    let table =
        Table::read(description.table).map_err(|list| in_table(list).collect::<Vec<_>>())?;
    let mut mistakes = check(&description, &table);
    let target = table.find(description.target);
    let (Some(target), true) = (target, mistakes.is_empty()) else {
        return Err(mistakes);
    };
    let names = Names {
        weights: description.weights,
        parameters: names_of(&description.parameters).collect(),
        columns: table.names().collect(),
    };
    let term =
        |graph: &mut Graph, prediction, target| description.loss.term(graph, prediction, target);
    let rows = Rows::new(description.model, description.parts, &names, target, term);
    let rows = rows.map_err(|list| {
        let located = list.into_iter().map(|found| DataMistake {
            place: found.part.map_or(DataPlace::Model, DataPlace::Part),
            mistake: found.mistake,
        });
        located.collect::<Vec<_>>()
    })?;
    let mut columns = Vec::new();
    for &column in rows.columns() {
        match table.numbers(column) {
            Ok(numbers) => columns.push(numbers),
            Err(list) => mistakes.extend(in_table(list)),
        }
    }
    mistakes.extend(check_labels(&description, &table, target));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let values: Vec<f64> = description.parameters.iter().map(|own| own.value).collect();
    let sample = sample_of(&description, &table, &names, target);
    let data = Data {
        sample: sample.map(Arc::new),
        uniforms: rows.uniforms(&values),
        rows: Arc::new(rows),
        columns: columns.into(),
        count: table.len(),
        batch: description.batch.filter(|&size| size < table.len()),
        source: Arc::new(Source::of(&description)),
    };
    let text = format!("{} ≈ {}", description.target, description.model);
    let objective = Objective::new(Arc::new(data), description.parameters, text);
    Ok(objective.written_as(description.model, description.parts))
}

/// The table as it is looked at, with the program of the prediction alone.
fn sample_of(
    description: &DataModel<'_>,
    table: &Table<'_>,
    names: &Names<'_>,
    target: usize,
) -> Option<Sample> {
    let prediction = |_: &mut Graph, prediction, _| prediction;
    let rows = Rows::new(
        description.model,
        description.parts,
        names,
        target,
        prediction,
    )
    .ok()?;
    let columns = rows.columns().iter().map(|&column| {
        let numbers = table.numbers(column).ok()?;
        Some((names.columns[column], numbers))
    });
    let columns = columns.collect::<Option<Vec<_>>>()?;
    let targets = (description.target, table.numbers(target).ok()?);
    let is_logit = description.loss == Loss::Logistic;
    Sample::of(rows, &columns, &targets, is_logit)
}

fn in_table(list: Vec<Mistake>) -> impl Iterator<Item = DataMistake> {
    list.into_iter().map(|mistake| DataMistake {
        place: DataPlace::Table,
        mistake,
    })
}

fn names_of(parameters: &[Parameter]) -> impl Iterator<Item = &str> {
    parameters.iter().map(|parameter| parameter.name.as_str())
}

/// What is wrong with names and sizes.
fn check(description: &DataModel<'_>, table: &Table<'_>) -> Vec<DataMistake> {
    let mut mistakes = Vec::new();
    let mut add = |place, mistake| mistakes.push(DataMistake { place, mistake });
    if table.is_empty() || table.len() > MOST_ROWS {
        let message = format!("the table has {} rows", table.len());
        let help = format!("it needs at least 1, and at most {MOST_ROWS}");
        add(DataPlace::Table, Mistake::whole(message).help(help));
    }
    if let Err(mut missing) = table.column(description.target) {
        missing.span = None;
        add(DataPlace::Target, missing);
    }
    if description.batch == Some(0) {
        let mistake = Mistake::whole("a batch has at least 1 row");
        add(DataPlace::Batch, mistake);
    }
    let [first, second] = description.weights;
    let weights = [
        (DataPlace::Weight(0), first),
        (DataPlace::Weight(1), second),
    ];
    let parameters = names_of(&description.parameters).enumerate();
    let parameters = parameters.map(|(index, name)| (DataPlace::Parameter(index), name));
    let parts = description.parts.iter().map(|(name, _)| name.as_str());
    let parts = parts
        .enumerate()
        .map(|(index, name)| (DataPlace::Part(index), name));
    let mut seen: Vec<&str> = Vec::new();
    for (place, name) in weights.into_iter().chain(parameters).chain(parts) {
        if let Some(problem) = problem_of_name(name, &seen, table) {
            add(place, Mistake::whole(problem).help("choose another name"));
        }
        seen.push(name);
    }
    mistakes
}

/// Why a weight, parameter or part cannot have this name.
fn problem_of_name(name: &str, seen: &[&str], table: &Table<'_>) -> Option<String> {
    if table.find(name).is_some() {
        return Some(format!("`{name}` is a column of the table"));
    }
    if seen.contains(&name) {
        return Some(format!("there are two of the name `{name}`"));
    }
    // No variables are there but the weights, which may well be called so.
    if name == "x" || name == "y" {
        return None;
    }
    check_name(name).err()
}

/// For the logistic loss: targets other than 0 and 1.
fn check_labels(
    description: &DataModel<'_>,
    table: &Table<'_>,
    target: usize,
) -> Option<DataMistake> {
    let targets = table.numbers(target).ok()?;
    let wrong = targets
        .iter()
        .position(|&label| label != 0.0 && label != 1.0)?;
    let span: Range<usize> = table.span(wrong, target);
    let message = format!("the target is {}, not 0 or 1", targets[wrong]);
    (description.loss == Loss::Logistic).then(|| DataMistake {
        place: DataPlace::Table,
        mistake: Mistake::at(span, message).help("the logistic loss is for targets of 0 and 1"),
    })
}

/// The mean loss at certain values of the parameters.
#[derive(Clone)]
struct Data {
    rows: Arc<Rows>,
    uniforms: Vec<f64>,
    /// The numbers of the columns that are read.
    columns: Arc<[Vec<f64>]>,
    count: usize,
    /// How many rows each step sees.
    batch: Option<usize>,
    source: Arc<Source>,
    sample: Option<Arc<Sample>>,
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Data")
            .field("rows", &self.count)
            .field("batch", &self.batch)
            .finish_non_exhaustive()
    }
}

impl Function for Data {
    fn value(&self, at: Vec2) -> f64 {
        let mut value = f64::NAN;
        let point = std::iter::once(at.into());
        self.rows
            .values(&self.uniforms, &self.columns, point, |[mean]| value = mean);
        value
    }

    fn value_and_gradient(&self, at: Vec2) -> (f64, Vec2) {
        let mut result = (f64::NAN, Vec2::splat(f64::NAN));
        let point = std::iter::once(at.into());
        self.rows
            .gradients(&self.uniforms, &self.columns, point, |[value, x, y]| {
                result = (value, Vec2::new(x, y));
            });
        result
    }

    fn derivatives(&self, at: Vec2) -> Derivatives {
        let [value, x, y, xx, xy, yy] =
            self.rows
                .derivatives(&self.uniforms, &self.columns, at.into());
        Derivatives {
            value,
            gradient: Vec2::new(x, y),
            hessian: Symmetric { xx, xy, yy },
        }
    }

    fn variables(&self) -> [&str; 2] {
        self.source.weights()
    }

    fn sample(&self) -> Option<&Sample> {
        self.sample.as_deref()
    }

    fn cost(&self) -> u64 {
        /// Many rows are computed at once.
        const LANES: u64 = 4;
        self.count as u64 / LANES
    }

    fn fill(&self, xs: &[f64], ys: &[f64], values: &mut [f64]) {
        let points = ys.iter().flat_map(|&y| xs.iter().map(move |&x| [x, y]));
        let mut places = values.iter_mut();
        self.rows
            .values(&self.uniforms, &self.columns, points, |[mean]| {
                if let Some(place) = places.next() {
                    *place = mean;
                }
            });
    }

    fn gradients(&self, points: &[Vec2], values: &mut [f64], gradients: &mut [Vec2]) {
        let mut places = values.iter_mut().zip(gradients);
        let points = points.iter().map(|&point| point.into());
        self.rows
            .gradients(&self.uniforms, &self.columns, points, |[value, x, y]| {
                if let Some(place) = places.next() {
                    (*place.0, *place.1) = (value, Vec2::new(x, y));
                }
            });
    }

    fn with_parameters(&self, values: &[f64]) -> Arc<dyn Function> {
        Arc::new(Self {
            uniforms: self.rows.uniforms(values),
            ..self.clone()
        })
    }

    fn rewritten(&self, texts: &Texts, parameters: Vec<Parameter>) -> Option<Rewritten> {
        Some(self.source.rewritten(texts, parameters))
    }

    fn origin(&self) -> Option<String> {
        let batch = match self.batch {
            Some(size) => format!("; each step sees {size} of them"),
            None => String::new(),
        };
        Some(format!(
            "J is {} over {} rows{batch}",
            self.source.axes_and_loss(),
            self.count
        ))
    }

    fn batches(&self, size: Option<u32>, seed: u64) -> Option<Batches> {
        let size = size.map(|size| size as usize).or(self.batch);
        let size = size.filter(|&size| size < self.count)?;
        Some(Batches::new(self.count, size, seed))
    }

    fn batch(&self, rows: &[usize]) -> Option<Arc<dyn Function>> {
        let pick = |column: &Vec<f64>| rows.iter().map(|&row| column[row]).collect();
        Some(Arc::new(Self {
            columns: self.columns.iter().map(pick).collect(),
            count: rows.len(),
            batch: None,
            ..self.clone()
        }))
    }
}

//! The objective J(x, y): value, gradient and Hessian, at one point and over many.
//!
//! Knows how numbers are computed; nothing of scene files, optimizers or screens.

mod batches;
mod data;
mod formula;
mod grid;

use std::fmt;
use std::sync::Arc;

pub use batches::Batches;
pub use data::{DataMistake, DataModel, DataPlace, Loss, Sample, data};
pub use formula::{FormulaMistake, canonical, check_name, formula, language};
pub(crate) use formula::{Op, find_constant, find_function};
pub use grid::{grid_from_array, grid_from_csv, value_column};

use crate::math::{Symmetric, Vec2};

/// Value, gradient and Hessian at one point.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Derivatives {
    /// J.
    pub value: f64,
    /// ∇J.
    pub gradient: Vec2,
    /// ∇²J.
    pub hessian: Symmetric,
}

/// How a slider runs over a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Equal distances are equal differences.
    #[default]
    Linear,
    /// Equal distances are equal ratios.
    Log,
}

/// A named number of the objective that can be changed live.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Name as the formula uses it.
    pub name: String,
    /// Present value.
    pub value: f64,
    /// Least value that a slider offers and a scene may give.
    pub min: f64,
    /// Greatest value likewise.
    pub max: f64,
    /// How its slider runs.
    pub scale: Scale,
    /// One line of what it means; may be empty.
    pub doc: String,
}

impl Parameter {
    /// A parameter of this name and value, of which no more is known.
    pub fn unbounded(name: &str, value: f64) -> Self {
        Self {
            name: name.to_owned(),
            value,
            min: f64::MIN,
            max: f64::MAX,
            scale: Scale::Linear,
            doc: String::new(),
        }
    }
}

/// The rectangle on which a function is defined, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Domain {
    /// Least x and y.
    pub low: Vec2,
    /// Greatest x and y.
    pub high: Vec2,
}

impl Domain {
    /// Whether the point lies inside.
    pub fn contains(&self, at: Vec2) -> bool {
        (self.low.x..=self.high.x).contains(&at.x) && (self.low.y..=self.high.y).contains(&at.y)
    }
}

/// A function of two variables with exact derivatives, whatever it is made of. Values that are not
/// finite are passed on as IEEE arithmetic gives them.
pub trait Function: fmt::Debug + Send + Sync {
    /// J at a point.
    fn value(&self, at: Vec2) -> f64;

    /// J and ∇J at a point.
    fn value_and_gradient(&self, at: Vec2) -> (f64, Vec2);

    /// J, ∇J and ∇²J at a point.
    fn derivatives(&self, at: Vec2) -> Derivatives;

    /// J on the grid `xs` × `ys`, rows of equal y one after the other: `values[row * xs.len() + column]`.
    fn fill(&self, xs: &[f64], ys: &[f64], values: &mut [f64]) {
        fill_by_points(self, xs, ys, values);
    }

    /// J and ∇J at many points; the three slices have the same length. Faster than as many calls for
    /// single points, and the same numbers.
    fn gradients(&self, points: &[Vec2], values: &mut [f64], gradients: &mut [Vec2]) {
        gradients_by_points(self, points, values, gradients);
    }

    /// The same function at other values of its parameters, given in their order.
    fn with_parameters(&self, values: &[f64]) -> Arc<dyn Function>;

    /// The rows of data that each step sees, so many, or as many as the function says, drawn with this seed;
    /// `None` where every step sees the whole function.
    fn batches(&self, size: Option<u32>, seed: u64) -> Option<Batches> {
        let _ = (size, seed);
        None
    }

    /// The function of these rows of its data only; `None` where there are none.
    fn batch(&self, rows: &[usize]) -> Option<Arc<dyn Function>> {
        let _ = rows;
        None
    }

    /// Where the function is defined; `None` for the whole plane.
    fn domain(&self) -> Option<Domain> {
        None
    }

    /// What its two variables are called.
    fn variables(&self) -> [&str; 2] {
        ["x", "y"]
    }

    /// The rows of data behind it, as one looks at them; `None` where there are none.
    fn sample(&self) -> Option<&Sample> {
        None
    }

    /// How much work one evaluation is, in that of a short formula.
    fn cost(&self) -> u64 {
        1
    }

    /// What J is computed from, in a line; `None` where its text says it all.
    fn origin(&self) -> Option<String> {
        None
    }

    /// The same objective written with other texts, such as another model of the same table; `None`
    /// where no texts describe it.
    fn rewritten(&self, texts: &Texts, parameters: Vec<Parameter>) -> Option<Rewritten> {
        let _ = (texts, parameters);
        None
    }
}

/// What other texts make of an objective, or all of their mistakes.
pub type Rewritten = Result<Objective, Vec<FormulaMistake>>;

/// The texts of an objective that is written in the formula language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    /// The formula; for a table, the model of its rows.
    pub formula: String,
    /// Its named parts (name, text), each of which may use the ones before it.
    pub parts: Vec<(String, String)>,
}

/// [`Function::fill`] by single points.
fn fill_by_points(function: &(impl Function + ?Sized), xs: &[f64], ys: &[f64], values: &mut [f64]) {
    for (row, &y) in values.chunks_mut(xs.len().max(1)).zip(ys) {
        for (value, &x) in row.iter_mut().zip(xs) {
            *value = function.value(Vec2::new(x, y));
        }
    }
}

/// [`Function::gradients`] by single points.
fn gradients_by_points(
    function: &(impl Function + ?Sized),
    points: &[Vec2],
    values: &mut [f64],
    gradients: &mut [Vec2],
) {
    for ((&point, value), gradient) in points.iter().zip(values).zip(gradients) {
        (*value, *gradient) = function.value_and_gradient(point);
    }
}

/// An objective: a function, its live parameters, and how it is written.
#[derive(Debug, Clone)]
pub struct Objective {
    function: Arc<dyn Function>,
    parameters: Vec<Parameter>,
    text: String,
    texts: Option<Arc<Texts>>,
}

impl Objective {
    /// An objective of any function; `text` is how it is written on the screen.
    pub fn new(
        function: Arc<dyn Function>,
        parameters: Vec<Parameter>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            function,
            parameters,
            text: text.into(),
            texts: None,
        }
    }

    /// The objective with the texts that it was read from.
    fn written_as(self, formula: &str, parts: &[(String, String)]) -> Self {
        let texts = Texts {
            formula: formula.to_owned(),
            parts: parts.to_vec(),
        };
        Self {
            texts: Some(Arc::new(texts)),
            ..self
        }
    }

    /// The texts that describe the objective; `None` for samples.
    pub fn texts(&self) -> Option<&Texts> {
        self.texts.as_deref()
    }

    /// The objective that other texts and parameters make of this one; `None` where it has no texts.
    pub fn rewritten(&self, texts: &Texts, parameters: Vec<Parameter>) -> Option<Rewritten> {
        self.function.rewritten(texts, parameters)
    }

    /// Whether both compute the same numbers because they are the same function.
    pub fn is_same_function(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.function, &other.function)
    }

    /// J at a point.
    pub fn value(&self, at: Vec2) -> f64 {
        self.function.value(at)
    }

    /// J and ∇J at a point.
    pub fn value_and_gradient(&self, at: Vec2) -> (f64, Vec2) {
        self.function.value_and_gradient(at)
    }

    /// J, ∇J and ∇²J at a point.
    pub fn derivatives(&self, at: Vec2) -> Derivatives {
        self.function.derivatives(at)
    }

    /// J on the grid `xs` × `ys`, rows of equal y one after the other.
    pub fn fill(&self, xs: &[f64], ys: &[f64]) -> Vec<f64> {
        let mut values = vec![0.0; xs.len() * ys.len()];
        self.fill_into(xs, ys, &mut values);
        values
    }

    /// The same into `values`, which has `xs.len() * ys.len()` places.
    pub fn fill_into(&self, xs: &[f64], ys: &[f64], values: &mut [f64]) {
        self.function.fill(xs, ys, values);
    }

    /// J and ∇J at many points; the three slices have the same length.
    pub fn gradients(&self, points: &[Vec2], values: &mut [f64], gradients: &mut [Vec2]) {
        self.function.gradients(points, values, gradients);
    }

    /// Where the objective is defined; `None` for the whole plane.
    pub fn domain(&self) -> Option<Domain> {
        self.function.domain()
    }

    /// The rows of data that each step sees, so many, or as many as the objective says, drawn with this seed;
    /// `None` where every step sees the whole objective.
    pub fn batches(&self, size: Option<u32>, seed: u64) -> Option<Batches> {
        self.function.batches(size, seed)
    }

    /// The objective as a step sees it that is given these rows of its data: the whole one where
    /// there are none.
    pub fn batch(&self, rows: &[usize]) -> Self {
        let function = self.function.batch(rows);
        Self {
            function: function.unwrap_or_else(|| Arc::clone(&self.function)),
            ..self.clone()
        }
    }

    /// What its two variables are called, as the axes of a map say it: `x` and `y`, or the weights of a model.
    pub fn variables(&self) -> [&str; 2] {
        self.function.variables()
    }

    /// The rows of data behind it, as one looks at them; `None` where there are none.
    pub fn sample(&self) -> Option<&Sample> {
        self.function.sample()
    }

    /// How much work one evaluation is, in that of a short formula: roughly ten nanoseconds.
    pub fn cost(&self) -> u64 {
        self.function.cost().max(1)
    }

    /// What J is computed from, in a line, where it is not a formula of its two variables.
    pub fn origin(&self) -> Option<String> {
        self.function.origin()
    }

    /// How the objective is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The live parameters.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Gives a parameter another value; the index must be one of [`Self::parameters`].
    pub fn set_parameter(&mut self, index: usize, value: f64) {
        self.parameters[index].value = value;
        let values: Vec<f64> = self
            .parameters
            .iter()
            .map(|parameter| parameter.value)
            .collect();
        self.function = self.function.with_parameters(&values);
    }
}

//! Formulas as functions: text to a graph with shared nodes, exact derivatives on the same graph,
//! programs on registers.
//!
//! Knows the formula language; nothing of scene files.

mod derivative;
mod elementary;
mod field;
mod graph;
mod lanes;
mod lexer;
mod limit;
mod lower;
mod meant;
mod names;
mod op;
mod parser;
mod point;
mod rows;
mod scope;
mod series;
mod tape;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub(super) use graph::{Graph, Id};
pub use names::{canonical, check_name, language};
pub(crate) use names::{find_constant, find_function};
pub(crate) use op::Op;
pub(super) use rows::{Names, Rows};

use self::field::FieldProgram;
use self::graph::Dependence;
use self::limit::Limit;
use self::meant::Meant;
use self::point::{PointProgram, Uniforms};
use self::scope::Scope;
use super::{
    Derivatives, Function, Objective, Parameter, Rewritten, Texts, fill_by_points,
    gradients_by_points,
};
use crate::math::{Symmetric, Vec2};
use crate::mistake::Mistake;

/// A mistake in one of a formula's texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaMistake {
    /// Index of the named part whose text is wrong; `None` for the formula itself.
    pub part: Option<usize>,
    /// What is wrong, with the bytes of that text.
    pub mistake: Mistake,
}

/// After so many mistakes no further texts are read.
const MOST_MISTAKES: usize = 100;

/// The objective that a formula describes. Each of the named parts (name, text) may use x, y, the
/// parameters and the parts before it; the formula may use all of them.
///
/// # Errors
/// Everything that is wrong with the texts and the names.
pub fn formula(
    text: &str,
    parts: &[(String, String)],
    parameters: Vec<Parameter>,
) -> Result<Objective, Vec<FormulaMistake>> {
    let numbers: Vec<f64> = parameters.iter().map(|parameter| parameter.value).collect();
    let names = parameters.iter().map(|parameter| parameter.name.as_str());
    let mistakes = check_names(names.clone(), parts);
    let mut graph = Graph::default();
    let mut values: HashMap<String, Id> = names
        .enumerate()
        .map(|(index, name)| (names::canonical(name), graph.parameter(index)))
        .collect();
    values.insert("x".into(), graph.x());
    values.insert("y".into(), graph.y());
    let root = read(text, parts, values, &mut graph, mistakes)?;
    let compiled = Compiled::new(graph, root).ok_or_else(|| vec![too_large(text)])?;
    let function = Formula::new(Arc::new(compiled), &numbers);
    Ok(Objective::new(Arc::new(function), parameters, text).written_as(text, parts))
}

/// Adds the texts to the graph; the node is that of the formula.
fn read(
    text: &str,
    parts: &[(String, String)],
    values: HashMap<String, Id>,
    graph: &mut Graph,
    mut mistakes: Vec<FormulaMistake>,
) -> Result<Id, Vec<FormulaMistake>> {
    let mut scope = Scope::new(graph, values, parts);
    let placeholder = graph.x();
    for (part, (_, text)) in parts.iter().enumerate() {
        let value = parse(text, Some(part), graph, &scope, &mut mistakes);
        scope.define_next(value.unwrap_or(placeholder));
        if mistakes.len() >= MOST_MISTAKES || graph.is_full() {
            return Err(mistakes);
        }
    }
    let root = parse(text, None, graph, &scope, &mut mistakes);
    root.filter(|_| mistakes.is_empty()).ok_or(mistakes)
}

fn parse(
    text: &str,
    part: Option<usize>,
    graph: &mut Graph,
    scope: &Scope,
    mistakes: &mut Vec<FormulaMistake>,
) -> Option<Id> {
    match parser::parse(text, graph, scope) {
        Ok(value) => Some(value),
        Err(mut list) => {
            propose(text, graph, scope, &mut list);
            mistakes.extend(
                list.into_iter()
                    .map(|mistake| FormulaMistake { part, mistake }),
            );
            None
        }
    }
}

/// The longest formula that each mistake in it names whole, in bytes; with longer ones only the first.
const SHORT: usize = 100;

/// Adds to the mistakes of a text the formula that was meant, if that is one: names that may become
/// parameters stay, and say so.
fn propose(text: &str, graph: &mut Graph, scope: &Scope, list: &mut [Mistake]) {
    let Some(Meant { formula, is_guess }) = meant::meant(text, scope) else {
        return;
    };
    let rest = parser::parse(&formula, graph, scope)
        .err()
        .unwrap_or_default();
    if !rest
        .iter()
        .all(|mistake| scope.is_new_name(&formula, mistake))
    {
        return;
    }
    let stays = |mistake: &Mistake| {
        let name = mistake.span.clone().and_then(|span| text.get(span));
        let mut names = rest.iter().filter_map(|own| formula.get(own.span.clone()?));
        scope.is_new_name(text, mistake) && names.any(|own| Some(own) == name)
    };
    let told = list.iter_mut().filter(|mistake| !stays(mistake));
    for (place, mistake) in told.enumerate() {
        mistake.help = (place == 0 || formula.len() <= SHORT).then(|| {
            let name = mistake.span.clone().and_then(|span| text.get(span));
            match name.filter(|_| scope.is_new_name(text, mistake)) {
                _ if !is_guess => format!("write `{formula}`"),
                Some(name) => format!(
                    "did you mean `{formula}`? else give `{name}` a value under [objective.parameters]"
                ),
                None => format!("did you mean `{formula}`?"),
            }
        });
        mistake.instead = Some(formula.clone());
    }
}

fn too_large(text: &str) -> FormulaMistake {
    let message = format!(
        "the formula and its derivatives take over {} operations",
        Graph::LIMIT
    );
    FormulaMistake {
        part: None,
        mistake: Mistake::at(0..text.len(), message).help("shorten it"),
    }
}

/// Names that are none, that the language has taken, or that stand twice.
fn check_names<'a>(
    parameters: impl Iterator<Item = &'a str>,
    parts: &'a [(String, String)],
) -> Vec<FormulaMistake> {
    let parts = parts.iter().map(|(name, _)| name.as_str()).enumerate();
    let all = parameters
        .map(|name| (None, name))
        .chain(parts.map(|(index, name)| (Some(index), name)));
    let mut seen = HashSet::new();
    let mut mistakes = Vec::new();
    for (part, name) in all {
        let problem = check_name(name).err().or_else(|| {
            let again = !seen.insert(names::canonical(name));
            again.then(|| format!("there are two of the name `{name}`"))
        });
        mistakes.extend(problem.map(|problem| FormulaMistake {
            part,
            mistake: Mistake::whole(problem).help("choose another name"),
        }));
        if mistakes.len() >= MOST_MISTAKES {
            break;
        }
    }
    mistakes
}

/// The programs of a formula, for any values of its parameters.
#[derive(Debug)]
struct Compiled {
    uniforms: Uniforms,
    value: PointProgram<1>,
    gradient: PointProgram<3>,
    hessian: PointProgram<6>,
    field: FieldProgram,
    /// For the points where the other programs give no derivatives.
    limit: Limit,
}

impl Compiled {
    /// `None` if the derivatives take too many operations.
    fn new(mut graph: Graph, value: Id) -> Option<Self> {
        let roots = with_derivatives(&mut graph, value)?;
        let (mut graph, roots) = lower::lower(&graph, &roots);
        let roots: [Id; 6] = roots.try_into().ok()?;
        let [value, dx, dy, ..] = roots;
        let gradient = [value, dx, dy];
        let limit = Limit::new(&graph, value);
        let (uniforms, prefixes) = Uniforms::new(&graph, &[&[value], &gradient, &roots]);
        let sources = uniforms.sources();
        let field = FieldProgram::new(&mut graph, &sources[..prefixes[0]], value).ok()?;
        let value = PointProgram::new(&mut graph, &sources[..prefixes[0]], &[value]).ok()?;
        let gradient = PointProgram::new(&mut graph, &sources[..prefixes[1]], &gradient).ok()?;
        let hessian = PointProgram::new(&mut graph, &sources[..prefixes[2]], &roots).ok()?;
        Some(Self {
            uniforms,
            value,
            gradient,
            hessian,
            field,
            limit,
        })
    }
}

/// The nodes of J, ∂x, ∂y, ∂xx, ∂xy, ∂yy.
fn with_derivatives(graph: &mut Graph, value: Id) -> Option<Vec<Id>> {
    let zero = graph.constant(0.0);
    let [dx, dy] = derivative::gradient(graph, value, Dependence::BOTH)?;
    let second = |graph: &mut Graph, first: Option<Id>, wanted| match first {
        Some(first) => derivative::gradient(graph, first, wanted),
        None => Some([None; 2]),
    };
    let [xx, xy] = second(graph, dx, Dependence::BOTH)?;
    let [_, yy] = second(graph, dy, Dependence::Y)?;
    let derivatives = [dx, dy, xx, xy, yy].map(|derivative| derivative.unwrap_or(zero));
    Some([vec![value], derivatives.to_vec()].concat())
}

/// A formula at certain values of its parameters.
#[derive(Debug)]
struct Formula {
    compiled: Arc<Compiled>,
    parameters: Vec<f64>,
    uniforms: Vec<f64>,
}

impl Formula {
    fn new(compiled: Arc<Compiled>, parameters: &[f64]) -> Self {
        let uniforms = compiled.uniforms.evaluate(parameters);
        Self {
            compiled,
            parameters: parameters.to_vec(),
            uniforms,
        }
    }

    /// The gradient, where the program found none and J has one all the same.
    fn mended(&self, at: Vec2, value: f64, gradient: Vec2) -> Vec2 {
        if gradient.is_finite() || !value.is_finite() {
            return gradient;
        }
        let limit = &self.compiled.limit;
        let found = limit.derivatives(&self.parameters, at, value);
        found.map_or(gradient, |(gradient, _)| gradient)
    }
}

impl Function for Formula {
    fn value(&self, at: Vec2) -> f64 {
        let [value] = self.compiled.value.run(&self.uniforms, at.x, at.y);
        value
    }

    fn value_and_gradient(&self, at: Vec2) -> (f64, Vec2) {
        let [value, x, y] = self.compiled.gradient.run(&self.uniforms, at.x, at.y);
        (value, self.mended(at, value, Vec2::new(x, y)))
    }

    fn derivatives(&self, at: Vec2) -> Derivatives {
        let [value, x, y, xx, xy, yy] = self.compiled.hessian.run(&self.uniforms, at.x, at.y);
        let gradient = Vec2::new(x, y);
        let mut found = Derivatives {
            value,
            gradient,
            hessian: Symmetric { xx, xy, yy },
        };
        let limit = &self.compiled.limit;
        let is_whole = found.hessian.is_finite() && gradient.is_finite();
        if value.is_finite()
            && (!is_whole || limit.is_at_kink(&self.parameters, at))
            && let Some((slope, curvature)) = limit.derivatives(&self.parameters, at, value)
        {
            if !gradient.is_finite() {
                found.gradient = slope;
            }
            found.hessian = curvature.unwrap_or(found.hessian);
        }
        found
    }

    fn fill(&self, xs: &[f64], ys: &[f64], values: &mut [f64]) {
        let field = &self.compiled.field;
        if !field.fill(&self.uniforms, xs, ys, values) {
            fill_by_points(self, xs, ys, values);
        }
    }

    fn gradients(&self, points: &[Vec2], values: &mut [f64], gradients: &mut [Vec2]) {
        let program = &self.compiled.gradient;
        let done = program.run_many(&self.uniforms, points, |first, count, [value, x, y]| {
            values[first..first + count].copy_from_slice(&value[..count]);
            for (lane, gradient) in gradients[first..first + count].iter_mut().enumerate() {
                let found = Vec2::new(x[lane], y[lane]);
                *gradient = self.mended(points[first + lane], value[lane], found);
            }
        });
        if !done {
            gradients_by_points(self, points, values, gradients);
        }
    }

    fn with_parameters(&self, values: &[f64]) -> Arc<dyn Function> {
        Arc::new(Self::new(Arc::clone(&self.compiled), values))
    }

    fn rewritten(&self, texts: &Texts, parameters: Vec<Parameter>) -> Option<Rewritten> {
        Some(formula(&texts.formula, &texts.parts, parameters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many operations J takes with its gradient and Hessian.
    fn operations(text: &str, parts: &[(String, String)]) -> usize {
        let mut graph = Graph::default();
        let variables = [("x", graph.x()), ("y", graph.y())];
        let values = variables.map(|(name, id)| (name.to_owned(), id)).into();
        let root = read(text, parts, values, &mut graph, Vec::new()).expect("a formula");
        let roots = with_derivatives(&mut graph, root).expect("room for its derivatives");
        lower::lower(&graph, &roots).0.len()
    }

    /// Parts that are each made of the one before.
    fn chain(count: usize, part: impl Fn(&str) -> String) -> (String, Vec<(String, String)>) {
        let mut last = "(x + y)".to_owned();
        let mut parts = Vec::new();
        for index in 0..count {
            parts.push((format!("p{index}"), part(&last)));
            last = format!("p{index}");
        }
        (last, parts)
    }

    #[test]
    fn derivatives_grow_as_the_formula_does() {
        let joined = |count: usize, sign: &str| {
            let terms = (1..=count).map(|n| format!("sin({n}*x*y)"));
            (terms.collect::<Vec<_>>().join(sign), Vec::new())
        };
        let forms: [(&str, &dyn Fn(usize) -> _); 8] = [
            ("sum", &|n| joined(n, " + ")),
            ("product", &|n| joined(n, "*")),
            ("quotient", &|n| joined(n, "/")),
            ("squares", &|n| chain(n, |p| format!("{p}*{p} + sin({p})"))),
            ("powers", &|n| chain(n, |p| format!("({p} + 2)^({p}*y)"))),
            ("branches", &|n| {
                chain(n, |p| format!("if({p} - x, {p}*y, x - {p})"))
            }),
            ("extremes", &|n| {
                chain(n, |p| format!("max({p}*x, min({p}, y*{p}))"))
            }),
            ("corners", &|n| {
                chain(n, |p| format!("relu({p}*x) + abs({p})"))
            }),
        ];
        for (name, form) in forms {
            let [short, long] = [100, 200].map(|count| {
                let (text, parts) = form(count);
                operations(&text, &parts)
            });
            assert!(long < short * 21 / 10, "{name}: {short}, then {long}");
            assert!(short < 100 * 150, "{name}: {short}");
        }
    }
}

//! What the names of a rule stand for, and whether each is used where it is known.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::syntax::{Expression, Kind, Node, Statement};
use crate::mistake::{Mistake, nearest};
use crate::objective::find_constant;

/// Names that every rule has, and how they are written.
const GIVEN: &[(&str, &str)] = &[("theta", "θ"), ("theta0", "θ₀"), ("t", "t"), ("eta", "η")];

/// Names that a rule has where it gives them to nothing else: a draw of N(0, I), the identity, the known minimum and
/// the value there.
pub(super) const SPARE: &[&str] = &["xi", "I", "theta_min", "J_min"];

/// The names of a rule and where its values are used.
pub(super) struct Names<'a> {
    text: &'a str,
    values: &'a [String],
    used: Vec<bool>,
    /// Where names stand that are nothing here, but could be values.
    strange: Vec<Range<usize>>,
    states: HashSet<&'a str>,
    /// Each quantity and the first statement that sets it.
    quantities: HashMap<&'a str, usize>,
}

/// Finds every name that is used or set where it may not be. Which of the values are used, and where names stand that could
/// be values.
pub(super) fn resolve(
    text: &str,
    values: &[String],
    statements: &[Statement],
    mistakes: &mut Vec<Mistake>,
) -> (Vec<bool>, Vec<Range<usize>>) {
    let mut names = Names {
        text,
        values,
        used: vec![false; values.len()],
        strange: Vec::new(),
        states: HashSet::new(),
        quantities: HashMap::new(),
    };
    for (place, statement) in statements.iter().enumerate() {
        let name = statement.target.name.as_str();
        match statement.kind {
            Kind::State => {
                names.states.insert(name);
            }
            Kind::Quantity => {
                names.quantities.entry(name).or_insert(place);
            }
            Kind::AtFirst | Kind::OnFirstStep => {}
        }
    }
    for (place, statement) in statements.iter().enumerate() {
        mistakes.extend(names.wrong_target(statement));
        for expression in statement.condition.iter().chain(&statement.expression) {
            names.check(expression, place, mistakes);
        }
    }
    let steps = |statement: &Statement| statement.target.name == "theta";
    if !statements.iter().any(steps) {
        let end = text.trim_end().len();
        let mistake = Mistake::at(end..end, "the rule takes no step: `θ ← …` is missing");
        mistakes.push(mistake.help("such as `θ ← θ − η·∇J(θ)`"));
    }
    (names.used, names.strange)
}

/// The expressions inside of one.
pub(super) fn parts(node: &Node) -> Vec<&Expression> {
    match node {
        Node::Number(_) | Node::Name(_) | Node::Uniform => Vec::new(),
        Node::Apply(_, operands) => operands.iter().collect(),
        Node::Power(a, b) | Node::Dot(a, b) => vec![a, b],
        Node::Norm(_, a)
        | Node::Sum(a)
        | Node::Mean(a)
        | Node::Value(a)
        | Node::Gradient(a)
        | Node::Hessian(a)
        | Node::Transposed(a)
        | Node::HessianDiagonal(a) => vec![a],
    }
}

impl Names<'_> {
    /// Why a statement may not set what it sets.
    fn wrong_target(&self, statement: &Statement) -> Option<Mistake> {
        let target = &statement.target;
        let (name, shown) = (target.name.as_str(), &self.text[target.span.clone()]);
        let wrong = |message: String, help: &str| {
            Some(Mistake::at(target.span.clone(), message).help(help))
        };
        let is_note = matches!(statement.kind, Kind::AtFirst | Kind::OnFirstStep);
        if name == "theta" {
            return match statement.kind {
                Kind::State => None,
                _ => wrong(format!("`{shown}` is the point"), "the step is `θ ← …`"),
            };
        }
        if matches!(name, "t" | "eta" | "theta0" | "J") {
            return wrong(
                format!("`{shown}` is given, and no line can set it"),
                "choose another name",
            );
        }
        if self.values.iter().any(|value| value == name) {
            return wrong(
                format!("`{shown}` is a value of the scene, and no line can set it"),
                "choose another name, or leave the value out",
            );
        }
        if is_note && !self.states.contains(name) {
            return wrong(
                format!("`{shown}` is no state"),
                "a state is set by a line `name ← …`",
            );
        }
        let is_both = self.states.contains(name) && self.quantities.contains_key(name);
        if is_both && statement.kind == Kind::Quantity {
            return wrong(
                format!("`{shown}` is a state: a line sets it by `←`"),
                "a name is either kept from step to step or a quantity of the step",
            );
        }
        None
    }

    fn check(&mut self, expression: &Expression, place: usize, mistakes: &mut Vec<Mistake>) {
        if let Node::Name(name) = &expression.node {
            if let Some(index) = self.values.iter().position(|value| value == name) {
                self.used[index] = true;
            } else if !self.is_known(name, place) {
                if self.could_be_value(name, expression) {
                    self.strange.push(expression.span.clone());
                }
                mistakes.push(self.unknown(name, expression));
            }
        }
        for part in parts(&expression.node) {
            self.check(part, place, mistakes);
        }
    }

    fn is_known(&self, name: &str, place: usize) -> bool {
        let is_above = |first: &usize| *first < place;
        GIVEN.iter().any(|(given, _)| *given == name)
            || self.states.contains(name)
            || self.quantities.get(name).is_some_and(is_above)
            || (!self.quantities.contains_key(name)
                && (find_constant(name).is_some() || SPARE.contains(&name)))
    }

    /// Whether an unknown name is neither a line's below nor a product without its sign.
    fn could_be_value(&self, name: &str, expression: &Expression) -> bool {
        let known: Vec<&str> = self.known().collect();
        let shown = &self.text[expression.span.clone()];
        !self.quantities.contains_key(name) && product(shown, &known).is_none()
    }

    fn unknown(&self, name: &str, expression: &Expression) -> Mistake {
        let span = expression.span.clone();
        let shown = &self.text[span.clone()];
        if self.quantities.contains_key(name) {
            let message = format!("`{shown}` is not known yet: a line below sets it");
            return Mistake::at(span, message)
                .help("move that line up, or keep the value from step to step by `←`");
        }
        let mistake = Mistake::at(span, format!("unknown name `{shown}`"));
        let known: Vec<&str> = self.known().collect();
        if let Some((left, right)) = product(shown, &known) {
            return mistake.help(format!("write a product with its sign: `{left}·{right}`"));
        }
        match nearest(name, known.iter().copied()) {
            Some(meant) => mistake.help(format!("did you mean `{}`?", written(meant))),
            None => mistake.help("give it a value under [optimizer.values], or a line above"),
        }
    }

    fn known(&self) -> impl Iterator<Item = &str> {
        let values = self.values.iter().map(String::as_str);
        let given = GIVEN.iter().map(|(given, _)| *given);
        let own = self.states.iter().chain(self.quantities.keys()).copied();
        values.chain(own).chain(given)
    }
}

/// A given name as it is written on a board; any other as it is.
fn written(name: &str) -> &str {
    let given = GIVEN.iter().find(|(given, _)| *given == name);
    given.map_or(name, |(_, written)| written)
}

/// Two known names that stand together as one.
fn product<'s>(shown: &'s str, known: &[&str]) -> Option<(&'s str, &'s str)> {
    let is_known = |part: &str| known.contains(&super::names::canonical(part).as_str());
    let cuts = shown.char_indices().skip(1).map(|(at, _)| at);
    cuts.map(|at| shown.split_at(at))
        .find(|(left, right)| is_known(left) && is_known(right))
}

//! Methods that a scene defines by their rule, as it stands on a blackboard.
//!
//! Knows rules as texts and as programs; nothing of scene files.

mod compile;
mod lexer;
mod names;
mod parser;
mod program;
mod resolve;
mod syntax;
mod typeset;
mod worked;

use std::ops::Range as Span;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Convention, Declaration, Hyper, Optimizer, Oracle, Range, Walk};
use crate::math::Vec2;
use crate::mistake::Mistake;
use compile::{Compiled, compile};
use program::{Memory, POINT, Program, RATE, START, STEP, VALUES, pair, put};
use syntax::Statement;
pub use typeset::typeset;
use worked::Line;
pub use worked::{Piece, Quantity, Worked};

/// The kind as scenes name it.
pub const OWN: &str = "own";
/// The name of a method that has no label.
const DISPLAY: &str = "Own";

/// Longer rules are refused.
const MOST_BYTES: usize = 64 << 10;
const MOST_LINES: usize = 200;

/// A value of a rule beside its learning rate.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnValue {
    /// Its name as the scene writes it: `β₁` or `beta1`.
    pub name: String,
    /// What it is where nothing changes it.
    pub default: f64,
    /// The values that it may take.
    pub range: Range,
    /// One line of what it does; may be empty.
    pub doc: String,
}

impl OwnValue {
    /// That of a hyper-parameter, under a name.
    pub fn of(hyper: &Hyper, name: &str, default: f64) -> Self {
        Self {
            name: name.to_owned(),
            default,
            range: hyper.range,
            doc: hyper.doc.to_owned(),
        }
    }
}

/// What is wrong with a rule.
#[derive(Debug, Clone)]
pub struct OwnMistakes {
    /// Mistakes in the rule, their bytes counted in its text.
    pub rule: Vec<Mistake>,
    /// Mistakes of values, by their index.
    pub values: Vec<(usize, Mistake)>,
    /// Where in the rule names stand that are nothing here, but could be those of values.
    pub strange: Vec<Span<usize>>,
}

/// The method of a rule: the same one for the same rule with the same values.
///
/// A method lives as long as the program, as all methods do, so that paths and scenes can share it.
///
/// # Errors
///
/// All that is wrong with the rule and its values.
pub fn own(rule: &str, values: &[OwnValue]) -> Result<&'static dyn Optimizer, OwnMistakes> {
    static KNOWN: Mutex<Vec<&'static Own>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let is_same = |own: &&&Own| own.rule == rule && own.values == values;
    if let Some(own) = known.iter().find(is_same) {
        return Ok(*own);
    }
    let own: &'static Own = Box::leak(Box::new(Own::new(rule, values)?));
    known.push(own);
    Ok(own)
}

/// The method of a rule that is declared otherwise, as it is told whether the rule knows the minimum: a kind of the program's.
/// Its values are the declaration's behind the rate, each under its symbol.
pub(super) fn declared(
    rule: &str,
    values: &[OwnValue],
    declaration: impl FnOnce(bool) -> Declaration,
) -> Result<&'static dyn Optimizer, OwnMistakes> {
    let own = Own::with(rule, values, declaration)?;
    Ok(Box::leak(Box::new(own)))
}

/// The method of a rule that a method of the program's declares, and the values that it has for those of the other;
/// `None` where its rule does not run.
pub fn of_declared(
    declaration: &Declaration,
    convention: Convention,
    hypers: &[f64],
) -> Option<(&'static dyn Optimizer, Vec<f64>)> {
    let numbers = declaration.numbers(hypers);
    let values = numbers.map(|(hyper, _)| OwnValue::of(hyper, hyper.symbol, hyper.default));
    let rule = declaration.rule_in(convention).join("\n");
    let method = own(&rule, &values.collect::<Vec<_>>()).ok()?;
    let rate = declaration.hyper("lr").map(|rate| hypers[rate]);
    let rate = rate.unwrap_or_else(|| method.declaration().hypers[0].default);
    let values = std::iter::once(rate).chain(declaration.numbers(hypers).map(|(_, value)| value));
    Some((method, values.collect()))
}

/// The one spelling of a name in rules: `β₁` and `beta1` are the same.
pub fn canonical_name(name: &str) -> String {
    names::canonical(name)
}

/// A method made of its rule.
struct Own {
    rule: String,
    values: Vec<OwnValue>,
    declaration: &'static Declaration,
    program: Arc<Program>,
    /// The states by the names that the rule gives them, and where they lie.
    states: Arc<[(&'static str, program::Pair)]>,
    /// What its lines set, for whoever looks at one step.
    lines: Arc<[Line]>,
}

impl Own {
    fn new(rule: &str, values: &[OwnValue]) -> Result<Self, OwnMistakes> {
        Self::with(rule, values, |knows_minimum| {
            declaration(rule, values, knows_minimum)
        })
    }

    fn with(
        rule: &str,
        values: &[OwnValue],
        declaration: impl FnOnce(bool) -> Declaration,
    ) -> Result<Self, OwnMistakes> {
        let (compiled, statements) = read(rule, values)?;
        let text = leaked(rule);
        let lines = worked::lines(text, &statements, &compiled);
        let states = compiled.states.iter().map(|(name, place)| {
            let mut statements = statements.iter().map(|statement| &statement.target);
            let target = statements.find(|target| target.name == *name);
            let symbol = target.map_or_else(|| leaked(name), |target| &text[target.span.clone()]);
            (symbol, place.pair())
        });
        Ok(Self {
            rule: rule.to_owned(),
            states: states.collect(),
            lines: lines.into(),
            declaration: Box::leak(Box::new(declaration(compiled.knows_minimum))),
            values: values.to_vec(),
            program: Arc::new(compiled.program),
        })
    }
}

/// A rule as a program, and its statements.
fn read(rule: &str, values: &[OwnValue]) -> Result<(Compiled, Vec<Statement>), OwnMistakes> {
    let mut wrong = OwnMistakes {
        rule: Vec::new(),
        values: Vec::new(),
        strange: Vec::new(),
    };
    if rule.len() > MOST_BYTES || rule.lines().count() > MOST_LINES {
        let message = format!("a rule has at most {MOST_LINES} lines and {MOST_BYTES} bytes");
        wrong.rule.push(Mistake::whole(message));
        return Err(wrong);
    }
    let names: Vec<String> = values
        .iter()
        .map(|value| names::canonical(&value.name))
        .collect();
    for (index, name) in names.iter().enumerate() {
        let mistake = wrong_name(&names[..index], name);
        wrong.values.extend(mistake.map(|mistake| (index, mistake)));
    }
    let tokens = lexer::tokens(rule, &mut wrong.rule);
    let statements = parser::statements(&tokens, &mut wrong.rule);
    let (used, strange) = resolve::resolve(rule, &names, &statements, &mut wrong.rule);
    wrong.strange = strange;
    let compiled = compile(&names, &statements, &mut wrong.rule);
    if wrong.rule.is_empty() {
        for (index, _) in used.iter().enumerate().filter(|(_, used)| !**used) {
            let message = format!("no line of the rule uses `{}`", values[index].name);
            let mistake = Mistake::whole(message).help("use it in the rule, or leave it out");
            wrong.values.push((index, mistake));
        }
    }
    if !(wrong.rule.is_empty() && wrong.values.is_empty()) {
        return Err(wrong);
    }
    Ok((compiled, statements))
}

/// Why a value may not have this name.
fn wrong_name(before: &[String], name: &str) -> Option<Mistake> {
    let is_name = name.starts_with(names::begins) && name.chars().all(names::continues);
    let message = if !is_name {
        "this is no name: names are letters, then letters and digits"
    } else if matches!(name, "theta" | "theta0" | "t" | "J") {
        "every rule has this name already"
    } else if name == "eta" {
        "this is the learning rate: `lr` gives it"
    } else if before.iter().any(|other| other == name) {
        "there are two values of this name"
    } else {
        return None;
    };
    Some(Mistake::whole(message).help("choose another name"))
}

fn declaration(rule: &str, values: &[OwnValue], knows_minimum: bool) -> Declaration {
    let rate = Hyper {
        name: "lr",
        symbol: "η",
        default: 0.01,
        range: Range::RATE,
        doc: "Learning rate.",
    };
    let own = values.iter().map(|value| Hyper {
        name: leaked(&value.name),
        symbol: leaked(&value.name),
        default: value.default,
        range: value.range,
        doc: leaked(&value.doc),
    });
    let hypers: Vec<Hyper> = std::iter::once(rate).chain(own).collect();
    let lines = rule
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    let lines: Vec<&'static str> = lines.map(leaked).collect();
    Declaration {
        name: OWN,
        display: DISPLAY,
        summary: "a method of the scene's own, as its rule says",
        rule: lines.leak(),
        own_rule: Some(leaked(rule)),
        knows_minimum,
        helps: "Whatever its rule is good for.",
        fails: "Where its rule is not.",
        source: "the scene",
        ..Declaration::of(hypers.leak())
    }
}

/// A text that lives as long as the program.
fn leaked(text: &str) -> &'static str {
    text.to_owned().leak()
}

impl Optimizer for Own {
    fn declaration(&self) -> &'static Declaration {
        self.declaration
    }

    fn start(&self, _: &[f64], at: Vec2, _: Convention) -> Box<dyn Walk> {
        let mut registers = self.program.registers.clone();
        put(&mut registers, START, at);
        Box::new(Running {
            program: Arc::clone(&self.program),
            states: Arc::clone(&self.states),
            lines: Arc::clone(&self.lines),
            registers,
            memory: Memory::default(),
        })
    }
}

/// A rule on its way.
struct Running {
    program: Arc<Program>,
    states: Arc<[(&'static str, program::Pair)]>,
    lines: Arc<[Line]>,
    registers: Vec<f64>,
    memory: Memory,
}

impl Walk for Running {
    fn step(&mut self, hypers: &[f64], t: u32, at: Vec2, oracle: &mut Oracle<'_>) -> Vec2 {
        let registers = &mut self.registers;
        put(registers, POINT, at);
        registers[STEP] = f64::from(t);
        if let [rate, values @ ..] = hypers {
            registers[RATE] = *rate;
            registers[VALUES..VALUES + values.len()].copy_from_slice(values);
        }
        self.memory.clock.set(t);
        self.program.run(registers, &mut self.memory, oracle);
        pair(registers, POINT)
    }

    fn states(&self, states: &mut Vec<(&'static str, Vec2)>) {
        let known = self.states.iter();
        states.extend(known.map(|(symbol, place)| (*symbol, pair(&self.registers, *place))));
    }

    fn memory(&self) -> Vec<f64> {
        self.registers.clone()
    }

    fn worked(&self, before: &[f64], from: Vec2) -> Vec<Worked> {
        let before = worked::begun(before.to_vec(), from);
        let lines = self.lines.iter();
        lines
            .map(|line| line.worked(&before, &self.registers))
            .collect()
    }
}

#[cfg(test)]
mod tests;

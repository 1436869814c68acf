//! Statements become instructions: which are vectors, and where each number lies.

use std::collections::HashMap;

use super::program::{Instruction, POINT, Pair, Program, RATE, Register, START, STEP, VALUES};
use super::resolve::parts;
use super::syntax::{Expression, Kind, Node, Norm, Statement};
use crate::mistake::Mistake;
use crate::objective::{Op, find_constant};

/// Whole exponents up to this one are products, as in formulas.
const MOST_FACTORS: f64 = 16.0;

/// A quantity in registers: a number, or a vector.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Number(Register),
    Vector(Pair),
}

impl Place {
    fn component(self, index: usize) -> Register {
        match self {
            Self::Number(register) => register,
            Self::Vector(pair) => pair[index],
        }
    }

    fn is_vector(self) -> bool {
        matches!(self, Self::Vector(_))
    }

    /// As a vector; a number stands in both components.
    pub(super) fn pair(self) -> Pair {
        [self.component(0), self.component(1)]
    }
}

/// A rule that runs, and where its states lie.
pub(super) struct Compiled {
    pub(super) program: Program,
    /// Each state, in the order in which they are set.
    pub(super) states: Vec<(String, Place)>,
}

/// The program of statements whose names are right, with values of these names.
pub(super) fn compile(
    values: &[String],
    statements: &[Statement],
    mistakes: &mut Vec<Mistake>,
) -> Compiled {
    let vectors = vectors(statements);
    let mut compiler = Compiler {
        instructions: Vec::new(),
        registers: vec![0.0; VALUES + values.len()],
        places: HashMap::new(),
        numbers: HashMap::new(),
        mistakes,
    };
    compiler.place_given(values);
    let mut states = Vec::new();
    for statement in statements {
        let name = statement.target.name.as_str();
        if !compiler.places.contains_key(name) {
            let place = compiler.place(vectors.contains_key(name) && vectors[name]);
            compiler.places.insert(name.to_owned(), place);
            if statement.kind == Kind::State {
                states.push((name.to_owned(), place));
            }
        }
    }
    compiler.statements(statements);
    Compiled {
        program: Program {
            instructions: compiler.instructions,
            registers: compiler.registers,
        },
        states,
    }
}

/// Which names are vectors: those that are ever given one.
fn vectors(statements: &[Statement]) -> HashMap<&str, bool> {
    let mut vectors: HashMap<&str, bool> = HashMap::from([("theta", true), ("theta0", true)]);
    loop {
        let mut is_settled = true;
        for statement in statements {
            let given = statement.expression.as_ref();
            let is_vector = given.is_some_and(|given| is_vector(given, &vectors));
            let known = vectors.entry(&statement.target.name).or_insert(false);
            if is_vector && !*known {
                *known = true;
                is_settled = false;
            }
        }
        if is_settled {
            return vectors;
        }
    }
}

fn is_vector(expression: &Expression, vectors: &HashMap<&str, bool>) -> bool {
    match &expression.node {
        Node::Name(name) => vectors.get(name.as_str()).copied().unwrap_or(false),
        Node::Gradient(_) | Node::HessianTimes(..) | Node::HessianDiagonal(_) => true,
        Node::Apply(..) | Node::Power(..) => {
            let inside = parts(&expression.node);
            inside.into_iter().any(|part| is_vector(part, vectors))
        }
        _ => false,
    }
}

struct Compiler<'m> {
    instructions: Vec<Instruction>,
    registers: Vec<f64>,
    places: HashMap<String, Place>,
    /// The registers of numbers, by their bits.
    numbers: HashMap<u64, Register>,
    mistakes: &'m mut Vec<Mistake>,
}

impl Compiler<'_> {
    fn place_given(&mut self, values: &[String]) {
        let given = [
            ("theta", Place::Vector(POINT)),
            ("theta0", Place::Vector(START)),
            ("t", Place::Number(STEP)),
            ("eta", Place::Number(RATE)),
        ];
        for (name, place) in given {
            self.places.insert(name.to_owned(), place);
        }
        for (index, name) in values.iter().enumerate() {
            let place = Place::Number(VALUES + index);
            self.places.insert(name.clone(), place);
        }
    }

    fn register(&mut self) -> Register {
        self.registers.push(0.0);
        self.registers.len() - 1
    }

    fn place(&mut self, is_vector: bool) -> Place {
        if is_vector {
            Place::Vector([self.register(), self.register()])
        } else {
            Place::Number(self.register())
        }
    }

    fn number(&mut self, number: f64) -> Register {
        if let Some(register) = self.numbers.get(&number.to_bits()) {
            return *register;
        }
        let register = self.register();
        self.registers[register] = number;
        self.numbers.insert(number.to_bits(), register);
        register
    }

    /// What states are at first, where that can be said before the step, and then the lines.
    fn statements(&mut self, statements: &[Statement]) {
        let quantities: Vec<&str> = statements
            .iter()
            .filter(|statement| statement.kind == Kind::Quantity)
            .map(|statement| statement.target.name.as_str())
            .collect();
        let is_of_step = |note: &&Statement| {
            let given = note.expression.as_ref();
            given.is_some_and(|given| names_any(given, &quantities))
        };
        let (late, early): (Vec<&Statement>, Vec<&Statement>) = statements
            .iter()
            .filter(|statement| statement.kind == Kind::AtFirst)
            .partition(is_of_step);
        for note in early {
            self.on_first(true, |own| own.assign(note));
        }
        for (index, statement) in statements.iter().enumerate() {
            let name = &statement.target.name;
            // What a state is before the step is known before the line that says so.
            let notes = statements[index + 1..].iter();
            let notes = notes.take_while(|note| is_note(note));
            for note in notes.filter(|note| late.iter().any(|late| std::ptr::eq(*late, *note))) {
                if !is_note(statement) {
                    self.on_first(true, |own| own.assign(note));
                }
            }
            match statement.kind {
                Kind::Quantity => self.assign(statement),
                Kind::AtFirst | Kind::OnFirstStep => {}
                Kind::State => {
                    // A note belongs to the last line above it that sets its state.
                    let behind = statements[index + 1..].iter();
                    let mut behind = behind.take_while(|other| {
                        other.kind != Kind::State || other.target.name != *name
                    });
                    let instead = behind
                        .find(|note| note.kind == Kind::OnFirstStep && note.target.name == *name);
                    match instead {
                        None => self.assign(statement),
                        Some(instead) => {
                            self.on_first(false, |own| own.assign(statement));
                            self.on_first(true, |own| own.assign(instead));
                        }
                    }
                }
            }
        }
    }

    /// What is done at the first step alone, or at all others.
    fn on_first(&mut self, on_first: bool, body: impl FnOnce(&mut Self)) {
        let place = self.instructions.len();
        self.instructions.push(Instruction::Skip {
            count: 0,
            on_first: !on_first,
        });
        body(self);
        self.instructions[place] = Instruction::Skip {
            count: self.instructions.len() - place - 1,
            on_first: !on_first,
        };
    }

    /// Gives a name its value, once that is known as a whole.
    fn assign(&mut self, statement: &Statement) {
        let Some(expression) = &statement.expression else {
            return;
        };
        let from = self.expression(expression);
        let Some(to) = self.places.get(&statement.target.name).copied() else {
            return;
        };
        let count = 1 + usize::from(to.is_vector());
        for index in 0..count {
            let (from, to) = (from.component(index), to.component(index));
            self.instructions.push(Instruction::Copy { from, to });
        }
    }

    fn expression(&mut self, expression: &Expression) -> Place {
        match &expression.node {
            Node::Number(number) => Place::Number(self.number(*number)),
            Node::Name(name) => self.named(name),
            Node::Apply(op, operands) => {
                let operands: Vec<Place> =
                    operands.iter().map(|one| self.expression(one)).collect();
                self.apply(*op, &operands)
            }
            Node::Power(base, exponent) => self.power(base, exponent),
            Node::Norm(norm, of) => {
                let of = self.expression(of).pair();
                self.norm(*norm, of)
            }
            Node::Dot(a, b) => {
                let (a, b) = (self.expression(a), self.expression(b));
                let products = self.apply(Op::Mul, &[Place::Vector(a.pair()), b]);
                self.sum(products)
            }
            Node::Sum(of) => {
                let of = self.expression(of);
                self.sum(of)
            }
            Node::Mean(of) => {
                let of = self.expression(of);
                let (sum, half) = (self.sum(of), self.number(0.5));
                self.apply(Op::Mul, &[sum, Place::Number(half)])
            }
            Node::Value(at) => {
                let (at, out) = (self.vector(at), self.register());
                self.instructions.push(Instruction::Value { at, out });
                Place::Number(out)
            }
            Node::Gradient(at) => {
                let (at, out) = (self.vector(at), [self.register(), self.register()]);
                self.instructions.push(Instruction::Gradient { at, out });
                Place::Vector(out)
            }
            Node::HessianTimes(at, with) => {
                let (at, with) = (self.vector(at), self.vector(with));
                let out = [self.register(), self.register()];
                self.instructions
                    .push(Instruction::HessianTimes { at, with, out });
                Place::Vector(out)
            }
            Node::HessianDiagonal(at) => {
                let (at, out) = (self.vector(at), [self.register(), self.register()]);
                self.instructions
                    .push(Instruction::HessianDiagonal { at, out });
                Place::Vector(out)
            }
        }
    }

    fn named(&mut self, name: &str) -> Place {
        match self.places.get(name) {
            Some(place) => *place,
            None => Place::Number(self.number(find_constant(name).unwrap_or(f64::NAN))),
        }
    }

    /// A vector, which must be one.
    fn vector(&mut self, expression: &Expression) -> Pair {
        let place = self.expression(expression);
        if !place.is_vector() {
            let mistake = Mistake::at(expression.span.clone(), "a number where a vector is needed");
            self.mistakes
                .push(mistake.help("points and directions are vectors, such as `θ` and `∇J(θ)`"));
        }
        place.pair()
    }

    fn apply(&mut self, op: Op, operands: &[Place]) -> Place {
        let out = self.place(operands.iter().any(|operand| operand.is_vector()));
        let count = 1 + usize::from(out.is_vector());
        for index in 0..count {
            let mut inputs = [0; 3];
            for (input, operand) in inputs.iter_mut().zip(operands) {
                *input = operand.component(index);
            }
            let out = out.component(index);
            self.instructions
                .push(Instruction::Apply { op, inputs, out });
        }
        out
    }

    fn sum(&mut self, of: Place) -> Place {
        let [x, y] = of.pair().map(Place::Number);
        self.apply(Op::Add, &[x, y])
    }

    fn norm(&mut self, norm: Norm, of: Pair) -> Place {
        let [x, y] = of.map(Place::Number);
        if norm == Norm::Two {
            return self.apply(Op::Hypot, &[x, y]);
        }
        let (x, y) = (self.apply(Op::Abs, &[x]), self.apply(Op::Abs, &[y]));
        let op = if norm == Norm::One { Op::Add } else { Op::Max };
        self.apply(op, &[x, y])
    }

    fn power(&mut self, base: &Expression, exponent: &Expression) -> Place {
        let from = self.expression(base);
        if let Some(whole) = whole(exponent) {
            if whole < 0.0 && from.is_vector() {
                self.needs_number(base, "write `1/a` for the reciprocals of the components");
            }
            return self.product(from, whole);
        }
        if matches!(&exponent.node, Node::Name(name) if name == "t") && !from.is_vector() {
            let out = self.register();
            let base = from.component(0);
            self.instructions.push(Instruction::ToTheStep { base, out });
            return Place::Number(out);
        }
        let to = self.expression(exponent);
        if to.is_vector() {
            self.needs_number(exponent, "an exponent is a number");
        }
        self.apply(Op::Pow, &[from, to])
    }

    fn needs_number(&mut self, expression: &Expression, help: &str) {
        let mistake = Mistake::at(expression.span.clone(), "a vector where a number is needed");
        self.mistakes.push(mistake.help(help));
    }

    /// A power by products, squaring as often as possible.
    fn product(&mut self, base: Place, exponent: f64) -> Place {
        let factors = exponent.abs() as u32;
        let mut power = base;
        for bit in (0..factors.ilog2()).rev() {
            power = self.apply(Op::Mul, &[power, power]);
            if factors >> bit & 1 == 1 {
                power = self.apply(Op::Mul, &[power, base]);
            }
        }
        if exponent > 0.0 {
            return power;
        }
        let one = Place::Number(self.number(1.0));
        self.apply(Op::Div, &[one, power])
    }
}

/// An exponent that is a whole number and small.
fn whole(exponent: &Expression) -> Option<f64> {
    let number = match &exponent.node {
        Node::Number(number) => *number,
        Node::Apply(Op::Neg, operands) => match operands.as_slice() {
            [
                Expression {
                    node: Node::Number(number),
                    ..
                },
            ] => -number,
            _ => return None,
        },
        _ => return None,
    };
    let is_small = number.fract() == 0.0 && number != 0.0 && number.abs() <= MOST_FACTORS;
    is_small.then_some(number)
}

fn is_note(statement: &Statement) -> bool {
    matches!(statement.kind, Kind::AtFirst | Kind::OnFirstStep)
}

/// Whether an expression names one of these.
fn names_any(expression: &Expression, names: &[&str]) -> bool {
    let own = matches!(&expression.node, Node::Name(name) if names.contains(&name.as_str()));
    let inside = parts(&expression.node);
    own || inside.into_iter().any(|part| names_any(part, names))
}

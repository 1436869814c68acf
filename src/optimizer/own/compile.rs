//! Statements become instructions: where each number lies, and what is done with it.

mod matrix;
mod power;
mod shape;

use std::collections::HashMap;

use super::program::{
    Instruction, POINT, Pair, Program, RATE, Register, START, STEP, Triple, VALUES,
};
use super::resolve::{SPARE, parts};
use super::syntax::{Expression, Kind, Node, Norm, Statement};
use crate::mistake::Mistake;
use crate::objective::{Op, find_constant};
use shape::{Shape, Shapes, shapes};

/// A quantity in registers: a number, or a vector.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Number(Register),
    Vector(Pair),
    Matrix(Triple),
}

impl Place {
    fn component(self, index: usize) -> Register {
        match self {
            Self::Number(register) => register,
            Self::Vector(pair) => pair[index],
            Self::Matrix(triple) => triple[index],
        }
    }

    /// How many numbers it has.
    fn count(self) -> usize {
        match self {
            Self::Number(_) => 1,
            Self::Vector(_) => 2,
            Self::Matrix(_) => 3,
        }
    }

    fn is_vector(self) -> bool {
        matches!(self, Self::Vector(_))
    }

    /// As a vector: a number stands in both components, of a matrix its diagonal.
    pub(super) fn pair(self) -> Pair {
        match self {
            Self::Matrix([xx, _, yy]) => [xx, yy],
            _ => [self.component(0), self.component(1)],
        }
    }
}

/// A rule that runs, and where its states lie.
pub(super) struct Compiled {
    pub(super) program: Program,
    /// Each state, in the order in which they are set.
    pub(super) states: Vec<(String, Place)>,
    /// Where each name lies that has a place of its own.
    pub(super) places: HashMap<String, Place>,
    /// Whether it asks for the known minimum.
    pub(super) knows_minimum: bool,
}

/// The program of statements whose names are right, with values of these names.
pub(super) fn compile(
    values: &[String],
    statements: &[Statement],
    mistakes: &mut Vec<Mistake>,
) -> Compiled {
    let shapes = shapes(statements);
    let mut compiler = Compiler {
        instructions: Vec::new(),
        registers: vec![0.0; VALUES + values.len()],
        places: HashMap::new(),
        numbers: HashMap::new(),
        shapes: &shapes,
        knows_minimum: false,
        mistakes,
    };
    compiler.place_given(values);
    let mut states = Vec::new();
    for statement in statements {
        let name = statement.target.name.as_str();
        if !compiler.places.contains_key(name) {
            let place = compiler.place(shapes[name]);
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
        knows_minimum: compiler.knows_minimum,
        places: compiler.places,
    }
}

struct Compiler<'m> {
    instructions: Vec<Instruction>,
    registers: Vec<f64>,
    places: HashMap<String, Place>,
    /// The registers of numbers, by their bits.
    numbers: HashMap<u64, Register>,
    shapes: &'m Shapes<'m>,
    knows_minimum: bool,
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

    fn place(&mut self, shape: Shape) -> Place {
        match shape {
            Shape::Number => Place::Number(self.register()),
            Shape::Vector => Place::Vector([self.register(), self.register()]),
            Shape::Matrix => Place::Matrix(self.triple()),
        }
    }

    fn is_matrix(&self, expression: &Expression) -> bool {
        shape::of(expression, self.shapes) == Shape::Matrix
    }

    fn is_vector(&self, expression: &Expression) -> bool {
        shape::of(expression, self.shapes) == Shape::Vector
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

    /// Gives a name its value, once that is known as a whole; again and again while a condition holds.
    fn assign(&mut self, statement: &Statement) {
        let Some(condition) = &statement.condition else {
            self.assign_once(statement);
            return;
        };
        let (rounds, none) = (self.register(), self.number(0.0));
        self.instructions.push(Instruction::Copy {
            from: none,
            to: rounds,
        });
        let to = self.instructions.len();
        let condition = self.expression(condition).component(0);
        let place = self.instructions.len();
        self.instructions.push(Instruction::Unless {
            condition,
            count: 0,
        });
        self.assign_once(statement);
        self.instructions.push(Instruction::Again { to, rounds });
        let count = self.instructions.len() - place - 1;
        self.instructions[place] = Instruction::Unless { condition, count };
    }

    fn assign_once(&mut self, statement: &Statement) {
        let Some(expression) = &statement.expression else {
            return;
        };
        let from = self.expression(expression);
        let Some(to) = self.places.get(&statement.target.name).copied() else {
            return;
        };
        if to.count() == 3 && from.count() < 3 {
            let help = "a number becomes a matrix by the identity: `a·I`";
            let mistake = Mistake::at(expression.span.clone(), "a matrix is needed here");
            self.mistakes.push(mistake.help(help));
            return;
        }
        for index in 0..to.count() {
            let (from, to) = (from.component(index), to.component(index));
            self.instructions.push(Instruction::Copy { from, to });
        }
    }

    fn expression(&mut self, expression: &Expression) -> Place {
        match &expression.node {
            Node::Number(number) => Place::Number(self.number(*number)),
            Node::Name(name) => self.named(name),
            Node::Apply(op, operands) => {
                if let Some(place) = self.with_matrices(*op, operands) {
                    return place;
                }
                let operands: Vec<Place> =
                    operands.iter().map(|one| self.expression(one)).collect();
                self.apply(*op, &operands)
            }
            Node::Power(base, exponent) => self.power(base, exponent),
            Node::Norm(norm, of) => match self.expression(of) {
                Place::Matrix(matrix) => {
                    let out = self.register();
                    self.instructions.push(Instruction::Norm { matrix, out });
                    Place::Number(out)
                }
                of => self.norm(*norm, of.pair()),
            },
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
            Node::Hessian(at) => {
                let (at, out) = (self.vector(at), self.triple());
                self.instructions.push(Instruction::Hessian { at, out });
                Place::Matrix(out)
            }
            Node::Transposed(of) => {
                let help = "a vector lies behind one that stands: `g·gᵀ`";
                let mistake = Mistake::at(expression.span.clone(), "`ᵀ` is not for this");
                self.mistakes.push(mistake.help(help));
                self.expression(of)
            }
            Node::Uniform => {
                let out = self.register();
                self.instructions.push(Instruction::Uniform { out });
                Place::Number(out)
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
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        if SPARE.contains(&name) {
            return self.spare(name);
        }
        Place::Number(self.number(find_constant(name).unwrap_or(f64::NAN)))
    }

    /// What a name means that the rule leaves free: a draw is the same all through the step.
    fn spare(&mut self, name: &str) -> Place {
        let place = match name {
            "I" => {
                let (one, none) = (self.number(1.0), self.number(0.0));
                return Place::Matrix([one, none, one]);
            }
            "J_min" => Place::Number(self.register()),
            _ => Place::Vector([self.register(), self.register()]),
        };
        self.instructions.push(match (name, place) {
            ("xi", _) => Instruction::Normal { out: place.pair() },
            ("theta_min", _) => Instruction::Minimum { out: place.pair() },
            _ => Instruction::Least {
                out: place.component(0),
            },
        });
        self.knows_minimum |= name != "xi";
        self.places.insert(name.to_owned(), place);
        place
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
        let is_vector = operands.iter().any(|operand| operand.is_vector());
        let out = self.place(if is_vector {
            Shape::Vector
        } else {
            Shape::Number
        });
        self.into(op, operands, out)
    }

    /// The same of matrices, number by number.
    fn componentwise(&mut self, op: Op, operands: &[Place]) -> Place {
        let out = self.place(Shape::Matrix);
        self.into(op, operands, out)
    }

    fn into(&mut self, op: Op, operands: &[Place], out: Place) -> Place {
        for index in 0..out.count() {
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

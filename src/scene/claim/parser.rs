//! From the words of a claim to what it says.
//!
//! `or` binds least, then `and`, `not`, comparisons, `+ -`, `* /`, and a minus before its operand.

use std::ops::Range;

use super::lexer::{Token, Word, tokens};
use super::{Comparison, Condition, Metric, Operation, Quantity, Spoken};
use crate::mistake::{Mistake, nearest};
use crate::scene::{Scene, Setting};

/// No claim is nested deeper.
const DEEPEST: usize = 100;

pub(super) fn parse(text: &str, scene: &Scene) -> Result<Condition, Mistake> {
    condition(whole(text, scene, Parser::or)?)
}

/// A number or how a run stands.
pub(super) fn parse_spoken(text: &str, scene: &Scene) -> Result<Spoken, Mistake> {
    let value = whole(text, scene, Parser::sum)?;
    match value.meaning {
        Meaning::Status(optimizer) => Ok(Spoken::Status(optimizer)),
        _ => quantity(value).map(Spoken::Number),
    }
}

/// What all of a text means.
fn whole<'s>(
    text: &str,
    scene: &'s Scene,
    part: fn(&mut Parser<'s>) -> Result<Value, Mistake>,
) -> Result<Value, Mistake> {
    let mut parser = Parser {
        tokens: tokens(text, scene)?,
        at: 0,
        depth: 0,
        end: text.len(),
        scene,
    };
    let value = part(&mut parser)?;
    match parser.tokens.get(parser.at) {
        None => Ok(value),
        Some(token) => Err(
            Mistake::at(token.span.clone(), "the claim ends before this")
                .help("join claims by `and` or `or`"),
        ),
    }
}

/// A part of a claim: what holds or not, or a quantity, and its place.
struct Value {
    meaning: Meaning,
    span: Range<usize>,
}

enum Meaning {
    Condition(Condition),
    Quantity(Quantity),
    /// `LABEL.status`
    Status(usize),
    /// A word in quotes.
    Word(String),
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    end: usize,
    scene: &'a Scene,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Word> {
        self.tokens.get(self.at).map(|token| &token.word)
    }

    fn here(&self) -> Range<usize> {
        let token = self.tokens.get(self.at);
        token.map_or(self.end..self.end, |token| token.span.clone())
    }

    fn accept(&mut self, sign: &str) -> bool {
        let found = match self.peek() {
            Some(Word::Sign(found)) => *found == sign,
            Some(Word::Name(name)) => name == sign,
            _ => false,
        };
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Mistake> {
        if self.accept(sign) {
            Ok(())
        } else {
            Err(Mistake::at(self.here(), format!("expected `{sign}` here")))
        }
    }

    fn or(&mut self) -> Result<Value, Mistake> {
        self.joined("or", Self::and, Condition::Or)
    }

    fn and(&mut self) -> Result<Value, Mistake> {
        self.joined("and", Self::not, Condition::And)
    }

    fn joined(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Result<Value, Mistake>,
        join: fn(Box<Condition>, Box<Condition>) -> Condition,
    ) -> Result<Value, Mistake> {
        let mut left = part(self)?;
        while self.accept(word) {
            let right = part(self)?;
            let span = left.span.start..right.span.end;
            let (left_part, right_part) = (condition(left)?, condition(right)?);
            left = Value {
                meaning: Meaning::Condition(join(Box::new(left_part), Box::new(right_part))),
                span,
            };
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Value, Mistake> {
        let start = self.here().start;
        if !self.accept("not") {
            return self.comparison();
        }
        self.nested(|parser| {
            let value = parser.not()?;
            let span = start..value.span.end;
            let condition = condition(value)?;
            Ok(Value {
                meaning: Meaning::Condition(Condition::Not(Box::new(condition))),
                span,
            })
        })
    }

    fn comparison(&mut self) -> Result<Value, Mistake> {
        let left = self.sum()?;
        let sign = self.here();
        let found = Comparison::ALL.iter().find(|(sign, _)| self.accept(sign));
        let Some((_, comparison)) = found else {
            return Ok(left);
        };
        let right = self.sum()?;
        let span = left.span.start..right.span.end;
        let condition = match (left.meaning, right.meaning) {
            (Meaning::Status(optimizer), Meaning::Word(word))
            | (Meaning::Word(word), Meaning::Status(optimizer)) => {
                if *comparison != Comparison::Equal {
                    return Err(Mistake::at(sign, "how runs ended can only be equal")
                        .help("write `==`, with `not` before it for the opposite"));
                }
                Condition::Ended(optimizer, true, word)
            }
            (left_meaning, right_meaning) => {
                let left = quantity(Value {
                    meaning: left_meaning,
                    span: left.span,
                })?;
                let right = quantity(Value {
                    meaning: right_meaning,
                    span: right.span,
                })?;
                Condition::Compare(left, *comparison, right)
            }
        };
        Ok(Value {
            meaning: Meaning::Condition(condition),
            span,
        })
    }

    fn sum(&mut self) -> Result<Value, Mistake> {
        let signs = [("+", Operation::Add), ("-", Operation::Subtract)];
        self.chain(&signs, Self::product)
    }

    fn product(&mut self) -> Result<Value, Mistake> {
        let signs = [("*", Operation::Multiply), ("/", Operation::Divide)];
        self.chain(&signs, Self::operand)
    }

    fn chain(
        &mut self,
        signs: &[(&str, Operation)],
        part: fn(&mut Self) -> Result<Value, Mistake>,
    ) -> Result<Value, Mistake> {
        let mut left = part(self)?;
        while let Some((_, operation)) = signs.iter().find(|(sign, _)| self.accept(sign)) {
            let right = part(self)?;
            let span = left.span.start..right.span.end;
            let operands = vec![quantity(left)?, quantity(right)?];
            left = Value {
                meaning: Meaning::Quantity(Quantity::Operation(*operation, operands)),
                span,
            };
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Value, Mistake> {
        let span = self.here();
        let Some(word) = self.peek().cloned() else {
            return Err(Mistake::at(span, "something is missing here")
                .help("such as `Momentum.waste < 0.4`"));
        };
        self.at += 1;
        let meaning = match word {
            Word::Number(number) => Meaning::Quantity(Quantity::Number(number)),
            Word::Quoted(word) => Meaning::Word(word),
            Word::Sign("-") => {
                return self.nested(|parser| {
                    let value = parser.operand()?;
                    let span = span.start..value.span.end;
                    let operand = vec![quantity(value)?];
                    Ok(Value {
                        meaning: Meaning::Quantity(Quantity::Operation(Operation::Negate, operand)),
                        span,
                    })
                });
            }
            Word::Sign("(") => {
                return self.nested(|parser| {
                    let value = parser.or()?;
                    parser.expect(")")?;
                    Ok(value)
                });
            }
            Word::Sign(sign) => {
                return Err(Mistake::at(span, format!("`{sign}` has nothing before it")));
            }
            Word::Label(label) => self.measured(&label, span.clone())?,
            Word::Name(name) => self.named(&name, span.clone())?,
        };
        let end = self.tokens[self.at - 1].span.end;
        Ok(Value {
            meaning,
            span: span.start..end,
        })
    }

    fn nested<T>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Result<T, Mistake>,
    ) -> Result<T, Mistake> {
        if self.depth == DEEPEST {
            return Err(Mistake::at(
                self.here(),
                "the claim is nested over 100 deep",
            ));
        }
        self.depth += 1;
        let value = part(self)?;
        self.depth -= 1;
        Ok(value)
    }

    /// A function, a parameter, or a label that is none of the scene's.
    fn named(&mut self, name: &str, span: Range<usize>) -> Result<Meaning, Mistake> {
        match name {
            "diverges" => Ok(Meaning::Condition(Condition::Diverges(
                self.optimizer_in()?,
            ))),
            "settles" => Ok(Meaning::Condition(Condition::Settles(self.optimizer_in()?))),
            "abs" => {
                let span = self.here();
                let operands = self.operands()?;
                if operands.len() != 1 {
                    return Err(Mistake::at(span, "`abs` takes one number"));
                }
                Ok(operation(Operation::Abs, operands))
            }
            "min" => Ok(operation(Operation::Min, self.operands()?)),
            "max" => Ok(operation(Operation::Max, self.operands()?)),
            _ if matches!(self.peek(), Some(Word::Sign("."))) => self.measured(name, span),
            _ => match self.scene.setting(name) {
                Ok(setting) => Ok(Meaning::Quantity(Quantity::Setting(setting))),
                Err(mut mistake) => {
                    // Of several words before a dot, all are a label that the scene does not have.
                    if let Some((label, end)) = self.label_of_words(name)
                        && let Err(unknown) = self.optimizer(&label, span.start..end)
                    {
                        return Err(unknown);
                    }
                    mistake.span = Some(span);
                    Err(mistake)
                }
            },
        }
    }

    /// The words from one on that stand before a dot, and where they end.
    fn label_of_words(&self, first: &str) -> Option<(String, usize)> {
        let mut label = first.to_owned();
        for token in &self.tokens[self.at..] {
            match &token.word {
                Word::Name(name) => label = format!("{label} {name}"),
                Word::Sign(".") => return Some((label, token.span.start)),
                _ => return None,
            }
        }
        None
    }

    fn optimizer_in(&mut self) -> Result<usize, Mistake> {
        self.expect("(")?;
        // A label may be of several words; what stands up to the bracket is meant.
        let start = self.at;
        while !matches!(self.peek(), None | Some(Word::Sign(")"))) {
            self.at += 1;
        }
        let words = &self.tokens[start..self.at];
        let span = match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => return Err(Mistake::at(self.here(), "a label is missing here")),
        };
        let names = words.iter().map(|token| match &token.word {
            Word::Name(name) | Word::Label(name) | Word::Quoted(name) => name.clone(),
            Word::Number(number) => number.to_string(),
            Word::Sign(sign) => (*sign).to_owned(),
        });
        let label = names.collect::<Vec<_>>().join(" ");
        let optimizer = self.optimizer(&label, span)?;
        self.expect(")")?;
        Ok(optimizer)
    }

    fn operands(&mut self) -> Result<Vec<Quantity>, Mistake> {
        self.expect("(")?;
        self.nested(|parser| {
            let mut operands = Vec::new();
            loop {
                let value = parser.sum()?;
                operands.push(quantity(value)?);
                if !parser.accept(",") {
                    break;
                }
            }
            parser.expect(")")?;
            Ok(operands)
        })
    }

    fn optimizer(&self, label: &str, span: Range<usize>) -> Result<usize, Mistake> {
        self.scene.optimizer(label).map_err(|mut mistake| {
            mistake.span = Some(span);
            mistake
        })
    }

    /// What follows a label: `.waste`.
    fn measured(&mut self, label: &str, span: Range<usize>) -> Result<Meaning, Mistake> {
        let optimizer = self.optimizer(label, span)?;
        self.expect(".")?;
        let span = self.here();
        let Some(Word::Name(name)) = self.peek().cloned() else {
            return Err(Mistake::at(span, "a metric is missing here").help(metrics()));
        };
        self.at += 1;
        if name == "status" {
            return Ok(Meaning::Status(optimizer));
        }
        let known = Metric::ALL.iter().find(|(known, _)| *known == name);
        if let Some((_, metric)) = known {
            return Ok(Meaning::Quantity(Quantity::Metric(optimizer, *metric)));
        }
        let declaration = self.scene.optimizers[optimizer].declaration();
        if let Some(hyper) = declaration.hyper(&name) {
            let setting = Setting::Hyper { optimizer, hyper };
            return Ok(Meaning::Quantity(Quantity::Setting(setting)));
        }
        let hypers = declaration.hypers.iter().map(|hyper| hyper.name);
        let known = Metric::ALL.iter().map(|(name, _)| *name).chain(["status"]);
        let mistake = Mistake::at(span, format!("unknown metric `{name}`"));
        Err(match nearest(&name, known.chain(hypers)) {
            Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
            None => mistake.help(metrics()),
        })
    }
}

/// What holds or not, of a value that must.
fn condition(value: Value) -> Result<Condition, Mistake> {
    match value.meaning {
        Meaning::Condition(condition) => Ok(condition),
        _ => Err(Mistake::at(value.span, "this neither holds nor fails")
            .help("compare it, as in `Adam.waste < 0.5`")),
    }
}

/// The quantity of a value that must be one.
fn quantity(value: Value) -> Result<Quantity, Mistake> {
    match value.meaning {
        Meaning::Quantity(quantity) => Ok(quantity),
        Meaning::Condition(_) => Err(Mistake::at(value.span, "this is no number")
            .help("join comparisons by `and`, as in `0 < Adam.x and Adam.x < 1`")),
        Meaning::Status(_) | Meaning::Word(_) => Err(Mistake::at(value.span, "this is no number")
            .help("compare how a run ended, as in `Adam.status == \"diverged\"`")),
    }
}

fn operation(operation: Operation, operands: Vec<Quantity>) -> Meaning {
    Meaning::Quantity(Quantity::Operation(operation, operands))
}

/// What can be measured, in words.
fn metrics() -> String {
    let names = Metric::ALL.iter().map(|(name, _)| format!("`{name}`"));
    let names: Vec<String> = names.collect();
    format!(
        "metrics are {}, `status` and the optimizer's own values",
        names.join(", ")
    )
}

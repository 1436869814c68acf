//! The formula, edited live: whenever what is typed is right, the map and every path follow.
//!
//! Knows what a person who edits a formula expects; the mistakes come from reading it.

use super::{Answer, Layer};
use crate::app::key::{Code, Key};
use crate::app::line_input::LineInput;
use crate::app::state::State;
use crate::objective::{FormulaMistake, Parameter, Texts, check_name};

/// The texts of an objective while they are edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The text that is edited now.
    pub line: LineInput,
    /// The part that it is of; `None` for the formula itself.
    pub part: Option<usize>,
    /// All texts, the one that is edited included.
    pub texts: Texts,
    /// The parameters that the texts may use; those that were made here are at the end.
    pub parameters: Vec<Parameter>,
    /// What is wrong; the scene is that of the last texts that were right.
    pub mistakes: Vec<FormulaMistake>,
    /// How many parameters there were at the beginning.
    known: usize,
    /// Whether the texts were read since they changed last.
    is_read: bool,
    /// Whether the scene has changed since the beginning.
    has_acted: bool,
}

impl Formula {
    /// Begins with a state's formula; `None` if it has none.
    pub fn of(state: &State) -> Option<Self> {
        let objective = &state.scene().objective;
        let texts = objective.texts()?.clone();
        let parameters = objective.parameters().to_vec();
        Some(Self {
            line: LineInput::new(texts.formula.clone()),
            part: None,
            texts,
            known: parameters.len(),
            parameters,
            mistakes: Vec::new(),
            is_read: true,
            has_acted: false,
        })
    }

    /// The mistake to show: in the text that is edited, if there is one.
    pub fn mistake(&self) -> Option<&FormulaMistake> {
        let mut mistakes = self.mistakes.iter();
        let here = mistakes.find(|mistake| mistake.part == self.part);
        here.or(self.mistakes.first())
    }

    /// The unknown name at the mistake that is shown, if it can be that of a parameter.
    pub fn unknown_name(&self) -> Option<&str> {
        let FormulaMistake { part, mistake } = self.mistake()?;
        let text = self.text(*part);
        let span = mistake.span.clone()?;
        let name = text.get(span.clone())?;
        let is_called = text[span.end..].trim_start().starts_with('(');
        let is_part = self.texts.parts.iter().any(|(own, _)| own == name);
        let is_known = self.parameters.iter().any(|own| own.name == name);
        (check_name(name).is_ok() && !is_called && !is_part && !is_known).then_some(name)
    }

    /// The text that was meant where the mistake is that is shown.
    pub fn meant(&self) -> Option<&str> {
        self.mistake()?.mistake.instead.as_deref()
    }

    fn text(&self, part: Option<usize>) -> &str {
        match part {
            Some(part) => &self.texts.parts[part].1,
            None => &self.texts.formula,
        }
    }

    /// Reads the texts if they have changed; if they are right, the state follows.
    fn read(&mut self, state: &mut State) {
        if std::mem::replace(&mut self.is_read, true) {
            return;
        }
        let before = (!self.has_acted).then(|| state.scene().clone());
        match state.rewrite(&self.texts, self.parameters.clone()) {
            Ok(is_changed) => {
                self.mistakes.clear();
                if let (true, Some(before)) = (is_changed, before) {
                    state.history.record(&before, None);
                    self.has_acted = true;
                }
            }
            Err(mistakes) => self.mistakes = mistakes,
        }
    }

    /// Parameters that were made here and are no longer used go again.
    fn forget_unused(&mut self) {
        let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
        let texts = self.texts.parts.iter().map(|(_, text)| text.as_str());
        let words: Vec<&str> = texts
            .chain([self.texts.formula.as_str()])
            .flat_map(|text| text.split(|c| !is_of_name(c)))
            .collect();
        let known = self.known;
        let mut index = 0;
        self.parameters.retain(|parameter| {
            index += 1;
            index <= known || words.contains(&parameter.name.as_str())
        });
    }
}

impl Layer for Formula {
    fn input(&mut self) -> Option<&mut LineInput> {
        Some(&mut self.line)
    }

    fn edited(&mut self, _: &mut State) {
        let text = self.line.text().to_owned();
        match self.part {
            Some(part) => self.texts.parts[part].1 = text,
            None => self.texts.formula = text,
        }
        self.is_read = false;
    }

    fn settle(&mut self, state: &mut State) {
        self.read(state);
    }

    /// Goes on to another of the formula and its parts.
    fn choose(&mut self, by: isize, _: &mut State) {
        let count = self.texts.parts.len() as isize + 1;
        let now = self.part.map_or(0, |part| part as isize + 1);
        let next = (now + by).rem_euclid(count) as usize;
        self.part = next.checked_sub(1);
        if count > 1 {
            self.line = LineInput::new(self.text(self.part));
        }
    }

    /// Writes what was meant where the mistake is.
    fn complete(&mut self, state: &mut State) -> bool {
        self.read(state);
        let (Some(found), Some(meant)) = (self.mistake(), self.meant()) else {
            return false;
        };
        (self.part, self.line) = (found.part, LineInput::new(meant));
        self.edited(state);
        self.read(state);
        true
    }

    fn accept(&mut self, state: &mut State) -> Answer {
        self.read(state);
        if !self.mistakes.is_empty() {
            return Answer::Stay;
        }
        self.forget_unused();
        self.is_read = false;
        self.read(state);
        Answer::Close
    }

    fn escape(&mut self, state: &mut State) -> Answer {
        if self.has_acted {
            state.abandon();
        }
        Answer::Close
    }

    fn press(&mut self, key: Key, state: &mut State) -> Answer {
        self.read(state);
        if let (Code::Char('p'), true, Some(name)) = (key.code, key.ctrl, self.unknown_name()) {
            self.parameters.push(Parameter::unbounded(name, 1.0));
            self.is_read = false;
            self.read(state);
        }
        Answer::Stay
    }
}

#[cfg(test)]
mod tests;

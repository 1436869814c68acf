//! The blackboard: the selected method's rule, edited live. Whenever it is right, the method's path follows.
//!
//! Knows what a person who edits a rule expects; the mistakes come from reading it.

use std::ops::Range;

use super::{Answer, Layer};
use crate::app::key::{Code, Key};
use crate::app::line_input::LineInput;
use crate::app::state::State;
use crate::mistake::Mistake;
use crate::optimizer::{self, Optimizer, OwnValue, own, typeset};

/// Signs that few keyboards have, at hand below the rule.
pub const SIGNS: &[&str] = &[
    "θ", "η", "∇J(θ)", "←", "β₁", "β₂", "ε", "√", "²", "·", "\u{302}", "ᵗ", "⟨", "⟩", "‖", "J(θ)",
];

/// A rule while it is edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The line that is edited now.
    pub line: LineInput,
    /// Its place among the lines.
    pub row: usize,
    /// All lines, the one that is edited included.
    pub lines: Vec<String>,
    /// The values that the rule may use beside the learning rate; those that were made here are at the end.
    pub values: Vec<OwnValue>,
    /// What is wrong, by the line, with bytes of that; the scene is that of the last rule that was right.
    pub mistakes: Vec<(usize, Mistake)>,
    /// Where names stand that could be those of values, likewise.
    strange: Vec<(usize, Range<usize>)>,
    /// The name of the method as it was found.
    pub name: String,
    /// The optimizer whose rule it is.
    optimizer: usize,
    /// Whether the rule was read since it changed last.
    is_read: bool,
    /// Whether the scene has changed since the beginning.
    has_acted: bool,
}

impl Board {
    /// Begins with the rule of the selected optimizer.
    ///
    /// # Errors
    /// Why its rule cannot stand on the board.
    pub fn of(state: &State) -> Result<Self, String> {
        let entry = state
            .selected_entry()
            .ok_or("there is no optimizer whose rule could stand here")?;
        let declaration = entry.declaration();
        let convention = entry.convention.unwrap_or(state.scene().run.convention);
        let rule = declaration.own_rule.map_or_else(
            || declaration.rule_in(convention).join("\n"),
            |rule| rule.trim_end().to_owned(),
        );
        let is_own = declaration.own_rule.is_some();
        let values = declaration.numbers(&entry.hypers).map(|(hyper, value)| {
            let name = if is_own { hyper.name } else { hyper.symbol };
            OwnValue::of(hyper, name, value)
        });
        let lines: Vec<String> = rule.lines().map(str::to_owned).collect();
        let row = lines
            .iter()
            .rposition(|line| line.contains('θ'))
            .unwrap_or(0);
        let mut board = Self {
            line: LineInput::new(lines.get(row).cloned().unwrap_or_default()),
            row,
            lines,
            values: values.collect(),
            mistakes: Vec::new(),
            strange: Vec::new(),
            name: entry.label.clone(),
            optimizer: state.selected,
            is_read: true,
            has_acted: false,
        };
        match board.method() {
            Some(method) if is_own || state.walks_as(state.selected, method) => Ok(board),
            _ => Err(format!(
                "{} does more than its rule can say here: E opens those that are their rule",
                entry.label
            )),
        }
    }

    /// The rule, its lines joined.
    fn rule(&self) -> String {
        self.lines.join("\n")
    }

    /// The method of the rule as it stands, with the values that it uses; `None` where something is wrong.
    fn method(&mut self) -> Option<&'static dyn Optimizer> {
        let rule = self.rule();
        self.mistakes.clear();
        self.strange.clear();
        match own(&rule, &self.values) {
            Ok(method) => Some(method),
            Err(wrong) if wrong.rule.is_empty() => {
                // Values that no line uses any more wait until one does.
                let is_used =
                    |index: usize| wrong.values.iter().all(|(unused, _)| *unused != index);
                let values = self.values.iter().enumerate();
                let used = values.filter(|(index, _)| is_used(*index));
                let used: Vec<OwnValue> = used.map(|(_, value)| value.clone()).collect();
                own(&rule, &used).ok()
            }
            Err(wrong) => {
                let lines = &self.lines;
                let placed = wrong
                    .rule
                    .into_iter()
                    .map(|mistake| in_line(lines, mistake));
                self.mistakes = placed.collect();
                let strange = wrong.strange.into_iter();
                self.strange = strange.filter_map(|span| place(lines, span)).collect();
                None
            }
        }
    }

    /// The mistake to show: in the line that is edited, if there is one.
    pub fn mistake(&self) -> Option<&(usize, Mistake)> {
        let here = self.mistakes.iter().find(|(row, _)| *row == self.row);
        here.or(self.mistakes.first())
    }

    /// The unknown name at the mistake that is shown, if it can be that of a value.
    pub fn unknown_name(&self) -> Option<&str> {
        let (row, mistake) = self.mistake()?;
        let span = mistake.span.clone()?;
        let is_strange = self.strange.contains(&(*row, span.clone()));
        self.lines.get(*row)?.get(span).filter(|_| is_strange)
    }

    /// Reads the rule if it has changed; if it is right, the state follows.
    fn read(&mut self, state: &mut State) {
        if std::mem::replace(&mut self.is_read, true) {
            return;
        }
        let Some(method) = self.method() else {
            return;
        };
        let before = state.scene().clone();
        if !self.has_acted {
            state.keep_as_it_was(self.optimizer);
        }
        if state.give_rule(self.optimizer, method) && !self.has_acted {
            state.history.record(&before, None);
            self.has_acted = true;
        }
    }

    /// Puts another line under the cursor.
    fn go_to(&mut self, row: usize, byte: usize) {
        self.row = row.min(self.lines.len().saturating_sub(1));
        self.line = LineInput::new(self.lines.get(self.row).cloned().unwrap_or_default());
        self.line.move_to(byte);
    }

    /// Parts the line at the cursor.
    fn part(&mut self) {
        let (before, after) = self.line.text().split_at(self.line.cursor());
        let (before, after) = (typeset(before), after.to_owned());
        self.lines[self.row] = before;
        self.lines.insert(self.row + 1, after);
        self.go_to(self.row + 1, 0);
        self.is_read = false;
    }

    /// Joins a line with the one after it, the cursor between them.
    fn join(&mut self, row: usize) {
        let next = self.lines.remove(row + 1);
        let byte = self.lines[row].len();
        self.lines[row].push_str(&next);
        self.go_to(row, byte);
        self.is_read = false;
    }

    /// Sets what stands before the word at the cursor in the signs of a board.
    fn set_signs(&mut self) {
        let (before, after) = self.line.text().split_at(self.line.cursor());
        let word = before
            .rfind(|c: char| !(c.is_alphanumeric() || "_^<|'.".contains(c)))
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(0, char::len_utf8)
            });
        let set = typeset(&before[..word]);
        if set != before[..word] {
            let cursor = set.len() + before.len() - word;
            let text = format!("{set}{}{after}", &before[word..]);
            self.line = LineInput::new(text);
            self.line.move_to(cursor);
        }
    }
}

/// The mistake in its line; one without a place, or beyond the last line, is the last line's.
fn in_line(lines: &[String], mistake: Mistake) -> (usize, Mistake) {
    let placed = mistake.span.clone().and_then(|span| place(lines, span));
    let (row, span) = match placed {
        Some((row, span)) => (row, Some(span)),
        None => (lines.len().saturating_sub(1), None),
    };
    (row, Mistake { span, ..mistake })
}

/// A piece of the joined lines as a piece of the line that it begins in.
fn place(lines: &[String], span: Range<usize>) -> Option<(usize, Range<usize>)> {
    let mut start = 0;
    for (row, line) in lines.iter().enumerate() {
        let end = start + line.len();
        if span.start <= end {
            return Some((row, span.start - start..span.end.min(end) - start));
        }
        start = end + 1;
    }
    None
}

impl Layer for Board {
    fn input(&mut self) -> Option<&mut LineInput> {
        Some(&mut self.line)
    }

    /// At the ends of a line, what deletes joins it with its neighbour.
    fn press_first(&mut self, key: Key, _: &mut State) -> bool {
        let (at_start, at_end) = (
            self.line.cursor() == 0,
            self.line.cursor() == self.line.text().len(),
        );
        match key.code {
            Code::Backspace if at_start && self.row > 0 => self.join(self.row - 1),
            Code::Delete if at_end && self.row + 1 < self.lines.len() => self.join(self.row),
            Code::Left if at_start && self.row > 0 => self.go_to(self.row - 1, usize::MAX),
            Code::Right if at_end && self.row + 1 < self.lines.len() => self.go_to(self.row + 1, 0),
            _ => return false,
        }
        true
    }

    fn edited(&mut self, _: &mut State) {
        self.set_signs();
        if self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines[self.row] = self.line.text().to_owned();
        self.is_read = false;
    }

    fn settle(&mut self, state: &mut State) {
        self.read(state);
    }

    /// Goes to another line; what is left stands in the signs of a board.
    fn choose(&mut self, by: isize, _: &mut State) {
        let set = typeset(self.line.text());
        if set != self.line.text() {
            self.lines[self.row] = set;
            self.is_read = false;
        }
        let row = self.row.saturating_add_signed(by);
        self.go_to(row, self.line.cursor());
    }

    /// Writes a sign of the bar.
    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        if let Some(sign) = SIGNS.get(entry) {
            self.line.insert(sign);
            self.edited(state);
        }
        Answer::Stay
    }

    fn accept(&mut self, _: &mut State) -> Answer {
        self.part();
        Answer::Stay
    }

    /// Every change that was right has acted already, and one key takes all of them back.
    fn escape(&mut self, state: &mut State) -> Answer {
        self.read(state);
        if !self.mistakes.is_empty() {
            state.notice = Some("the last rule that was right is kept".to_owned());
        } else if self.has_acted {
            state.notice = Some(format!("a rule of your own: u brings {} back", self.name));
        }
        Answer::Close
    }

    fn press(&mut self, key: Key, state: &mut State) -> Answer {
        self.read(state);
        if let (Code::Char('p'), true, Some(name)) = (key.code, key.ctrl, self.unknown_name()) {
            self.values.push(OwnValue {
                name: name.to_owned(),
                default: 1.0,
                range: optimizer::Range::not_negative(0.1, 100.0),
                doc: String::new(),
            });
            self.is_read = false;
            self.read(state);
        }
        Answer::Stay
    }
}

#[cfg(test)]
mod tests;

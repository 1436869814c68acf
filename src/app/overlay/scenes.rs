//! The list of scenes.

use super::{Answer, Layer, List};
use crate::app::line_input::LineInput;
use crate::app::shelf::{Book, Shelf};
use crate::app::state::{Effect, State};

/// The scenes to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenes {
    /// Filter and choice.
    pub list: List,
    /// All scenes in their order.
    pub books: Vec<Book>,
}

impl Scenes {
    /// The scenes at hand.
    pub fn new(shelf: &Shelf) -> Self {
        Self {
            list: List::default(),
            books: shelf.books(),
        }
    }

    /// The scenes whose name or title has what is typed.
    pub fn entries(&self) -> Vec<&Book> {
        let books = self.books.iter();
        books
            .filter(|book| self.list.admits(&[&book.name, &book.title]))
            .collect()
    }
}

impl Layer for Scenes {
    fn input(&mut self) -> Option<&mut LineInput> {
        Some(&mut self.list.filter)
    }

    fn edited(&mut self, _: &mut State) {
        self.list.chosen = 0;
    }

    fn choose(&mut self, by: isize, _: &mut State) {
        let count = self.entries().len();
        self.list.choose(by, count);
    }

    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        if self.list.pick(entry) {
            self.accept(state)
        } else {
            Answer::Stay
        }
    }

    fn accept(&mut self, _: &mut State) -> Answer {
        match self.entries().get(self.list.chosen) {
            Some(book) => Answer::Ask(Effect::Open(book.name.clone())),
            None => Answer::Stay,
        }
    }

    fn escape(&mut self, _: &mut State) -> Answer {
        if self.list.clear() {
            Answer::Stay
        } else {
            Answer::Close
        }
    }
}

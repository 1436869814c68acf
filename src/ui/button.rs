//! Words and signs that do something when they are clicked: each is noted where it is drawn, and asked for there.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use crate::app::Request;
use crate::app::action::Action;

/// The words and signs of a frame, each with what it asks for.
#[derive(Debug, Default)]
pub struct Buttons(RefCell<Vec<(Rect, Request)>>);

impl Buttons {
    /// Nothing is to be clicked any more.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// A word that was drawn in these columns of a row.
    pub fn note(&self, columns: std::ops::Range<u16>, row: u16, request: Request) {
        let place = Rect::new(
            columns.start,
            row,
            columns.end.saturating_sub(columns.start),
            1,
        );
        self.0.borrow_mut().push((place, request));
    }

    /// The same for one that stands for a key.
    pub fn note_key(&self, columns: std::ops::Range<u16>, row: u16, action: Action) {
        self.note(columns, row, Request::Do(action));
    }

    /// What a click on a cell asks for.
    pub fn at(&self, (column, row): (u16, u16)) -> Option<Request> {
        let at = Position { x: column, y: row };
        let noted = self.0.borrow();
        let found = noted.iter().find(|(place, _)| place.contains(at));
        found.map(|(_, request)| request.clone())
    }
}

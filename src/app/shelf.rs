//! The scenes that are at hand: those that were opened from elsewhere, then the built-in ones.
//!
//! Knows their names and titles; nothing of how a name becomes a scene.

use std::path::Path;

use crate::mistake::escaped;
use crate::scene::{Scene, library};

/// What was opened beside the built-in scenes, in the order in which it was opened first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    opened: Vec<Book>,
    /// The names of those that were left with changes that are not saved.
    unsaved: Vec<String>,
}

/// A scene that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The name by which it is opened: a file's path as the user gave it, or a built-in name.
    pub name: String,
    /// Its title.
    pub title: String,
}

impl Book {
    /// The name without its folders and without control characters.
    pub fn short_name(&self) -> String {
        short_name(&self.name)
    }
}

/// A scene's name without its folders and without control characters.
pub(super) fn short_name(name: &str) -> String {
    let file = Path::new(name).file_name();
    escaped(&file.map_or_else(|| name.into(), |file| file.to_string_lossy()))
}

impl Shelf {
    /// Lays out a deck: these scenes first, in this order.
    pub fn lay_out(&mut self, deck: impl Iterator<Item = Book>) {
        let before = std::mem::take(&mut self.opened);
        for book in deck.chain(before) {
            if self.opened.iter().all(|known| known.name != book.name) {
                self.opened.push(book);
            }
        }
    }

    /// Puts a scene where it belongs unless it stands there already; its title is the present one.
    pub(super) fn put(&mut self, scene: &Scene) {
        if library().iter().any(|entry| entry.name == &*scene.origin) {
            return;
        }
        let book = Book {
            name: scene.origin.to_string(),
            title: scene.title.to_string(),
        };
        match self.opened.iter_mut().find(|own| own.name == book.name) {
            Some(own) => *own = book,
            None => self.opened.push(book),
        }
    }

    /// Remembers whether a scene is left with changes that are not saved.
    pub(super) fn note(&mut self, name: &str, is_unsaved: bool) {
        self.unsaved.retain(|own| own != name);
        if is_unsaved {
            self.unsaved.push(name.to_owned());
        }
    }

    /// The short names of those that were left unsaved, but for one of this name.
    pub(super) fn unsaved(&self, but: &str) -> impl Iterator<Item = String> {
        let others = self.unsaved.iter().filter(move |name| *name != but);
        others.map(|name| short_name(name))
    }

    /// All scenes in their order.
    pub fn books(&self) -> Vec<Book> {
        let is_new = |name: &str| self.opened.iter().all(|book| book.name != name);
        let builtin = library().iter().filter(|entry| is_new(entry.name));
        let builtin = builtin.map(|entry| Book {
            name: entry.name.to_owned(),
            title: entry.title().to_owned(),
        });
        self.opened.iter().cloned().chain(builtin).collect()
    }

    /// The name of the scene so many places after this one, round the ends.
    pub(super) fn beside(&self, name: &str, by: isize) -> String {
        let books = self.books();
        let here = books.iter().position(|book| book.name == name);
        let place = here.unwrap_or(0) as isize + by;
        books[place.rem_euclid(books.len() as isize) as usize]
            .name
            .clone()
    }
}

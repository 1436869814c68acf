//! A small layer over TOML that gathers every mistake of a file and remembers which keys were asked for.
//!
//! Knows tables, keys and types; nothing of what a scene means.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::mistake::{Mistake, nearest};

pub(super) mod values;

/// What was found while a text is read: its mistakes, and what its tables know.
pub(super) struct Report<'t> {
    /// The text that is read.
    pub(super) text: &'t str,
    whole: bool,
    mistakes: RefCell<Vec<Mistake>>,
    strangers: RefCell<Vec<Stranger>>,
    tables: RefCell<Vec<Known>>,
}

/// A key that no one asked for.
struct Stranger {
    key: String,
    table: String,
    kind: Option<String>,
    span: Range<usize>,
}

/// The keys that a table of a kind has.
struct Known {
    table: String,
    kind: Option<String>,
    keys: Vec<&'static str>,
}

/// The name of the outermost table.
const ROOT: &str = "the scene";

/// Other words for keys that are too far from them to be guessed.
const SYNONYMS: &[(&str, &str)] = &[
    ("learning_rate", "lr"),
    ("rate", "lr"),
    ("eta", "lr"),
    ("betas", "beta1"),
    ("name", "label"),
    ("type", "kind"),
];

/// More mistakes than anyone reads; the rest of a hopeless file is only counted.
const SHOWN: usize = 100;

impl<'t> Report<'t> {
    /// A report on a text; `whole` if no part of it had to be left out.
    pub(super) fn new(text: &'t str, whole: bool) -> Self {
        Self {
            text,
            whole,
            mistakes: RefCell::default(),
            strangers: RefCell::default(),
            tables: RefCell::default(),
        }
    }

    pub(super) fn add(&self, mistake: Mistake) {
        self.mistakes.borrow_mut().push(mistake);
    }

    /// Keeps the value, or the mistake.
    pub(super) fn keep<T>(&self, read: Result<T, Mistake>) -> Option<T> {
        read.map_err(|mistake| self.add(mistake)).ok()
    }

    /// Every key that a table was asked for, with the table's name and kind.
    #[cfg(test)]
    pub(super) fn keys_asked_for(&self) -> Vec<(String, Option<String>, &'static str)> {
        let tables = self.tables.borrow();
        let keys = tables.iter().flat_map(|known| {
            let table = move |key: &&'static str| (known.table.clone(), known.kind.clone(), *key);
            known.keys.iter().map(table)
        });
        keys.collect()
    }

    /// All mistakes, unknown keys included, in the order of their places.
    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let tables = self.tables.into_inner();
        let mut strangers = self.strangers.into_inner();
        strangers.sort_by_key(|stranger| stranger.span.start);
        let mut mistakes = self.mistakes.into_inner();
        let count = mistakes.len() + strangers.len();
        let unknown = strangers.iter().take(SHOWN);
        mistakes.extend(unknown.map(|stranger| stranger.mistake(&tables)));
        mistakes.sort_by_key(|mistake| mistake.span.as_ref().map_or(0, |span| span.start));
        mistakes.truncate(SHOWN);
        if count > SHOWN {
            let message = format!("{count} mistakes; these are the first {SHOWN}");
            mistakes.push(Mistake::whole(message));
        }
        mistakes
    }
}

impl Stranger {
    /// Names the key that was meant: in its own table, or the table that it belongs to.
    fn mistake(&self, tables: &[Known]) -> Mistake {
        let own = tables
            .iter()
            .filter(|known| known.table == self.table && known.kind == self.kind);
        let own: Vec<&str> = own.flat_map(|known| known.keys.iter().copied()).collect();
        let key = shortened(&self.key);
        let place = within(&self.table);
        let of_kind = match &self.kind {
            Some(kind) => format!(" of the kind `{kind}`"),
            None => String::new(),
        };
        let message = format!("unknown key `{key}` {place}{of_kind}");
        let mistake = Mistake::at(self.span.clone(), message);
        if let Some(meant) = synonym(&self.key).filter(|meant| own.contains(meant)) {
            return mistake.help(format!("write `{meant}`"));
        }
        // The outermost table is the last that was read, and the likeliest home.
        let others = tables.iter().filter(|known| known.table != self.table);
        let mut homes = others.rev();
        if let Some(home) = homes.find(|known| known.keys.contains(&self.key.as_str())) {
            return mistake.help(format!("`{key}` belongs {}", within(&home.table)));
        }
        match nearest(&key, own.iter().copied()) {
            Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
            None if own.is_empty() => mistake,
            None => mistake.help(format!("its keys are {}", listed(&own))),
        }
    }
}

/// The key that is meant by another word for it.
fn synonym(word: &str) -> Option<&'static str> {
    let found = SYNONYMS.iter().find(|(other, _)| *other == word);
    found.map(|(_, meant)| *meant)
}

/// Where a table is, in words.
fn within(table: &str) -> String {
    if table == ROOT {
        "at the top of the scene".to_owned()
    } else {
        format!("in {table}")
    }
}

/// The words in backquotes, in their order, each once.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a &'a str>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for word in words {
        let quoted = format!("`{word}`");
        if !seen.contains(&quoted) {
            seen.push(quoted);
        }
    }
    seen.join(", ")
}

/// A word of the user's, cut to what a message can hold.
pub(super) fn shortened(word: &str) -> String {
    const LONGEST: usize = 40;
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// A value with its name and place.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    /// The key that it stands under.
    pub(super) name: &'a str,
    /// Where that key stands.
    key: (usize, usize),
    value: &'a Spanned<DeValue<'a>>,
    /// Where mistakes go.
    pub(super) report: &'a Report<'a>,
}

impl<'a> Item<'a> {
    /// Where the value stands in the text.
    pub(super) fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// Where its key stands.
    pub(super) fn key_span(&self) -> Range<usize> {
        self.key.0..self.key.1
    }

    /// The value itself.
    pub(super) fn value(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    /// A mistake at this value.
    pub(super) fn mistake(&self, message: impl Into<String>) -> Mistake {
        Mistake::at(self.span(), message)
    }

    /// The mistake of a value of another type.
    pub(super) fn expected(&self, what: &str) -> Mistake {
        let found = match self.value() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        let name = shortened(self.name);
        self.mistake(format!("`{name}` must be {what}, not {found}"))
    }

    /// The elements of an array, each under the array's name; `None` if it is none.
    pub(super) fn elements(&self) -> Option<Vec<Self>> {
        let array = self.value().as_array()?;
        let element = |value| Self { value, ..*self };
        Some(array.iter().map(element).collect())
    }

    /// The value as a table with a name of its own for messages; `None` if it is none.
    pub(super) fn as_table(&self, name: &str) -> Option<Table<'a>> {
        let entries = self.value().as_table()?;
        Some(Table::new(self.report, name, self.span(), entries))
    }
}

/// A table that is being read: what is left over at the end is unknown.
#[must_use = "unknown keys are found by `finish`"]
pub(super) struct Table<'a> {
    /// Where mistakes go.
    pub(super) report: &'a Report<'a>,
    /// How messages call it: "`[run]`".
    pub(super) name: String,
    /// What it is a table of, where its other keys depend on that: "adam".
    pub(super) kind: Option<String>,
    /// Its header, or all of an inline table; `None` for one that is not in the file.
    pub(super) span: Option<Range<usize>>,
    /// Whether something else stands in its place, or under a key much like its own.
    is_wrong: bool,
    items: Vec<Item<'a>>,
    known: Vec<&'static str>,
}

impl<'a> Table<'a> {
    fn new(
        report: &'a Report<'a>,
        name: &str,
        span: Range<usize>,
        entries: &'a DeTable<'a>,
    ) -> Self {
        let mut items: Vec<Item<'a>> = entries
            .iter()
            .map(|(key, value)| Item {
                name: key.get_ref().as_ref(),
                key: (key.span().start, key.span().end),
                value,
                report,
            })
            .collect();
        items.sort_by_key(|item| item.key.0);
        Self {
            items,
            span: Some(span),
            ..Self::absent(report, name)
        }
    }

    /// The outermost table of a file.
    pub(super) fn root(report: &'a Report<'a>, entries: &'a DeTable<'a>) -> Self {
        Self::new(report, ROOT, 0..0, entries)
    }

    /// A table that is not in the file: everything in it takes its default.
    fn absent(report: &'a Report<'a>, name: &str) -> Self {
        Self {
            report,
            name: name.to_owned(),
            kind: None,
            span: None,
            is_wrong: false,
            items: Vec::new(),
            known: Vec::new(),
        }
    }

    /// The item under a key, if it is there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Item<'a>> {
        self.known.push(key);
        let index = self.items.iter().position(|item| item.name == key)?;
        Some(self.items.remove(index))
    }

    /// The value under a key as `reader` reads it; `None` if it is not there or wrong.
    pub(super) fn read<T>(
        &mut self,
        key: &'static str,
        reader: impl FnOnce(&Item<'a>) -> Result<T, Mistake>,
    ) -> Option<T> {
        let item = self.take(key)?;
        self.report.keep(reader(&item))
    }

    /// The value under a key, which is left to be taken.
    pub(super) fn look(&self, key: &str) -> Option<Item<'a>> {
        self.items.iter().find(|item| item.name == key).copied()
    }

    /// The value under a key, if an array stands there; anything else is left to be taken.
    pub(super) fn list(&mut self, key: &'static str) -> Option<Item<'a>> {
        let mut items = self.items.iter();
        let is_list = items.any(|item| item.name == key && item.value().is_array());
        if is_list { self.take(key) } else { None }
    }

    /// The table under a key; an empty one if it is not there or wrong.
    pub(super) fn table(&mut self, key: &'static str, name: &str) -> Table<'a> {
        let mut absent = Table::absent(self.report, name);
        let Some(item) = self.take(key) else {
            absent.is_wrong = self.has_other_word_for(key);
            return absent;
        };
        item.as_table(name).unwrap_or_else(|| {
            let mistake = item.expected("a table");
            self.report.add(if name.starts_with("`[") {
                mistake.help(format!("write {name} on a line of its own, its keys below"))
            } else {
                mistake
            });
            absent.is_wrong = true;
            absent
        })
    }

    /// Whether a key is left that most likely means this one, and will be told as unknown.
    pub(super) fn has_other_word_for(&self, key: &str) -> bool {
        let mut names = self.items.iter().map(|item| item.name);
        names.any(|name| synonym(name) == Some(key) || nearest(name, [key]).is_some())
    }

    /// Drops what is left under these keys, of which nothing can be said.
    pub(super) fn ignore(&mut self, is_known: impl Fn(&str) -> bool) {
        self.items.retain(|item| !is_known(item.name));
    }

    /// The tables under a key that may repeat, such as `[[optimizer]]`.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Table<'a>> {
        let Some(item) = self.take(key) else {
            return Vec::new();
        };
        let name = format!("`[[{key}]]`");
        let Some(elements) = item.elements() else {
            let mistake = item.expected("an array of tables");
            self.report.add(mistake.help(format!(
                "write `[[{key}]]`, with two brackets, above each of them"
            )));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in elements {
            match element.as_table(&name) {
                Some(table) => tables.push(table),
                None => self.report.add(element.expected("an array of tables")),
            }
        }
        tables
    }

    /// All that is left, for a table whose keys are names of the user's.
    pub(super) fn rest(&mut self) -> Vec<Item<'a>> {
        std::mem::take(&mut self.items)
    }

    /// A mistake of the table as a whole, at its header.
    pub(super) fn mistake(&self, message: impl Into<String>) -> Mistake {
        match &self.span {
            Some(span) => Mistake::at(span.clone(), message),
            None => Mistake::whole(message),
        }
    }

    /// Adds the mistake of something that is not there, unless it may stand in a part that could not
    /// be read.
    pub(super) fn missing(&self, mistake: impl FnOnce() -> Mistake) {
        if self.report.whole && !self.is_wrong {
            self.report.add(mistake());
        }
    }

    /// Adds the mistake of a key that is not there.
    pub(super) fn lacks(&self, key: &str, example: &str) {
        if self.has_other_word_for(key) {
            return;
        }
        self.missing(|| {
            let message = format!("{} without `{key}`", self.name);
            self.mistake(message).help(example)
        });
    }

    /// Reports what no one asked for.
    pub(super) fn finish(self) {
        let mut strangers = self.report.strangers.borrow_mut();
        strangers.extend(self.items.iter().map(|item| Stranger {
            key: item.name.to_owned(),
            table: self.name.clone(),
            kind: self.kind.clone(),
            span: item.key_span(),
        }));
        let mut tables = self.report.tables.borrow_mut();
        let mut same = tables
            .iter_mut()
            .filter(|known| known.table == self.name && known.kind == self.kind);
        match same.next() {
            Some(known) => known.keys.extend(self.known),
            None => tables.push(Known {
                table: self.name,
                kind: self.kind,
                keys: self.known,
            }),
        }
    }
}

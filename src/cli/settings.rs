//! The settings file: theme, glyphs, pixels, mouse, colours of methods, keys.
//!
//! Nothing is needed in it, and it need not be there. It is read by the program in the terminal alone, so that commands
//! give the same bytes everywhere.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::PathBuf;

use clap::ValueEnum;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::arguments::{Glyphs, Pixels};
use super::failure::Failure;
use crate::app::action::{Action, TABLE};
use crate::app::key::Key;
use crate::app::{KeyMap, Preferences};
use crate::mistake::{Mistake, Mistakes, nearest};
use crate::optimizer::find;
use crate::picture::theme::THEMES;
use crate::scene::color_of;

/// The theme that follows the terminal's background.
pub(super) const AUTO: &str = "auto";
/// The key that always leaves.
const ALWAYS: &str = "ctrl-c";

/// What the file says, or what holds without it.
#[derive(Debug)]
pub(super) struct Settings {
    /// The theme; `None` follows the terminal's background.
    pub(super) theme: Option<String>,
    pub(super) glyphs: Glyphs,
    pub(super) pixels: Pixels,
    pub(super) mouse: bool,
    pub(super) preferences: Preferences,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: None,
            glyphs: Glyphs::default(),
            pixels: Pixels::default(),
            mouse: true,
            preferences: Preferences::default(),
        }
    }
}

impl Settings {
    /// What the file in its place says; the defaults where there is none.
    pub(super) fn load() -> Result<Self, Failure> {
        let Some(path) = path() else {
            return Ok(Self::default());
        };
        match fs::read_to_string(&path) {
            Ok(text) => Ok(read(&path.display().to_string(), &text)?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::Other(format!("{}: {error}", path.display()))),
        }
    }
}

/// Where the platform keeps the file: `descent-tui/config.toml` in the folder for settings.
pub(super) fn path() -> Option<PathBuf> {
    let folder = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let below_home = |name: &str| folder("HOME").map(|home| home.join(name));
    let usual = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        below_home("Library/Application Support")
    } else {
        below_home(".config")
    };
    let own = folder("XDG_CONFIG_HOME").or(usual);
    own.map(|own| own.join("descent-tui").join("config.toml"))
}

/// The settings that a text says.
///
/// # Errors
/// All that is wrong with it, each mistake at its place.
pub(super) fn read(origin: &str, text: &str) -> Result<Settings, Mistakes> {
    let wrong = |list| Mistakes::new(origin, text, list);
    let root = DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        wrong(vec![Mistake::at(span, error.message())])
    })?;
    let mut reader = Reader::default();
    reader.root(root.get_ref());
    if reader.mistakes.is_empty() {
        Ok(reader.settings)
    } else {
        reader
            .mistakes
            .sort_by_key(|mistake| mistake.span.as_ref().map_or(0, |span| span.start));
        Err(wrong(reader.mistakes))
    }
}

/// A key of the file with its value.
type Entry<'a> = (&'a str, Range<usize>, &'a Spanned<DeValue<'a>>);

/// A key of the keyboard, and where it is written.
type Placed = (Key, Range<usize>);

/// The keys at the top of the file.
const KEYS: [&str; 6] = ["theme", "glyphs", "pixels", "mouse", "colors", "keys"];

#[derive(Default)]
struct Reader {
    settings: Settings,
    mistakes: Vec<Mistake>,
}

impl Reader {
    fn root(&mut self, table: &DeTable<'_>) {
        for (name, span, value) in entries(table) {
            match name {
                "theme" => self.theme(value),
                "glyphs" => self.settings.glyphs = self.choice(value).unwrap_or_default(),
                "pixels" => self.settings.pixels = self.choice(value).unwrap_or_default(),
                "mouse" => match value.get_ref().as_bool() {
                    Some(mouse) => self.settings.mouse = mouse,
                    None => self.wrong(
                        value.span(),
                        "`mouse` must be `true` or `false`".to_owned(),
                        None,
                    ),
                },
                "colors" => self.table(name, value, Self::colors),
                "keys" => self.table(name, value, Self::keys),
                _ => {
                    let message = format!("unknown setting `{name}`");
                    self.wrong(span, message, guess(name, KEYS));
                }
            }
        }
    }

    fn wrong(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        let mistake = Mistake::at(span, message);
        self.mistakes.push(match help {
            Some(help) => mistake.help(help),
            None => mistake,
        });
    }

    fn table(
        &mut self,
        name: &str,
        value: &Spanned<DeValue<'_>>,
        read: fn(&mut Self, &DeTable<'_>),
    ) {
        match value.get_ref().as_table() {
            Some(table) => read(self, table),
            None => self.wrong(
                value.span(),
                format!("`{name}` must be a table: `[{name}]` on a line of its own"),
                None,
            ),
        }
    }

    fn theme(&mut self, value: &Spanned<DeValue<'_>>) {
        let name = value.get_ref().as_str().unwrap_or_default();
        let names = || THEMES.iter().map(|theme| theme.name).chain([AUTO]);
        if names().any(|known| known == name) {
            self.settings.theme = (name != AUTO).then(|| name.to_owned());
        } else {
            let known: Vec<&str> = names().collect();
            let help = format!("the themes are {}", known.join(", "));
            self.wrong(
                value.span(),
                "there is no such theme".to_owned(),
                Some(help),
            );
        }
    }

    /// One of a list of words.
    fn choice<T: ValueEnum>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let word = value.get_ref().as_str().unwrap_or_default();
        let found = T::from_str(word, false).ok();
        if found.is_none() {
            let words = T::value_variants().iter().filter_map(T::to_possible_value);
            let words: Vec<String> = words.map(|word| word.get_name().to_owned()).collect();
            let help = format!("it is one of {}", words.join(", "));
            self.wrong(
                value.span(),
                "there is no such choice".to_owned(),
                Some(help),
            );
        }
        found
    }

    fn colors(&mut self, table: &DeTable<'_>) {
        for (name, span, value) in entries(table) {
            let color = value.get_ref().as_str().and_then(color_of);
            match (find(name), color) {
                (Some(kind), Some(color)) => {
                    self.settings
                        .preferences
                        .colors
                        .insert(kind.declaration().name, color);
                }
                (None, _) => {
                    let help = "`descent-tui list optimizers` names all".to_owned();
                    self.wrong(span, format!("there is no optimizer `{name}`"), Some(help));
                }
                (_, None) => {
                    let help = "write it as red, green and blue: `\"#e69f00\"`".to_owned();
                    self.wrong(value.span(), "this is no colour".to_owned(), Some(help));
                }
            }
        }
    }

    fn keys(&mut self, table: &DeTable<'_>) {
        let mut map = KeyMap::default();
        let mut given: Vec<(Action, Vec<Placed>)> = Vec::new();
        for (name, span, value) in entries(table) {
            let Some(row) = TABLE.iter().find(|row| row.name == name) else {
                let names = TABLE.iter().map(|row| row.name);
                self.wrong(span, format!("unknown action `{name}`"), guess(name, names));
                continue;
            };
            let keys = self.keys_of(value);
            let plain: Vec<Key> = keys.iter().map(|(key, _)| *key).collect();
            map.give(row.action, &plain);
            given.push((row.action, keys));
        }
        for (action, keys) in &given {
            for (key, span) in keys {
                self.refuse_taken(&map, *action, *key, span);
            }
        }
        self.settings.preferences.keys = map;
    }

    /// The keys of an action: one by its name, or a list.
    fn keys_of(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Placed> {
        let list: Vec<&Spanned<DeValue<'_>>> = match value.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => vec![value],
        };
        let mut keys = Vec::new();
        for item in list {
            match item.get_ref().as_str().map(str::parse::<Key>) {
                Some(Ok(key)) => keys.push((key, item.span())),
                Some(Err(unknown)) => {
                    let help =
                        "such as `\"x\"`, `\"space\"`, `\"shift-left\"` or `\"ctrl-z\"`".to_owned();
                    self.wrong(item.span(), unknown.to_string(), Some(help));
                }
                None => self.wrong(item.span(), "a key is written as a string".to_owned(), None),
            }
        }
        keys
    }

    /// Adds the mistake of a key that has another action.
    fn refuse_taken(&mut self, map: &KeyMap, action: Action, key: Key, span: &Range<usize>) {
        let name = key.to_string();
        if name == ALWAYS && action != Action::Leave {
            self.wrong(
                span.clone(),
                format!("`{ALWAYS}` always leaves"),
                Some("choose another key".to_owned()),
            );
            return;
        }
        let mut others = TABLE.iter().filter(|row| row.action != action);
        if let Some(other) = others.find(|row| map.of(row).contains(&name.as_str())) {
            let message = format!("`{name}` is the key of `{}`", other.name);
            let help = format!(
                "choose another, or give `{}` another in its place",
                other.name
            );
            self.wrong(span.clone(), message, Some(help));
        }
    }
}

/// The entries of a table in their order in the file.
fn entries<'a>(table: &'a DeTable<'a>) -> Vec<Entry<'a>> {
    let all = table.iter();
    let mut entries: Vec<Entry<'a>> = all
        .map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
        .collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

fn guess<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let meant = nearest(name, known);
    meant.map(|meant| format!("did you mean `{meant}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_has_its_place() {
        let text = "theme = \"drak\"\nglyph = \"half\"\nmouse = 1\n[colors]\nadm = \"#000000\"\nadam = \"blue\"\n\
                    [keys]\nquitt = [\"x\"]\nquit = [\"x\", \"hyper-q\"]\nhelp = \"ctrl-c\"\n";
        let wrong = read("config.toml", text).expect_err("it is all wrong");
        insta::assert_snapshot!(wrong.to_string());
    }

    #[test]
    fn signs_are_no_digits_of_a_colour() {
        let wrong = read("config.toml", "[colors]\nadam = \"#+1+2+3\"\n");
        assert!(wrong.is_err());
    }

    #[test]
    fn a_key_can_be_moved_when_its_action_gets_another() {
        let text = "[keys]\nquit = \"x\"\ntoggle-hidden = \"q\"\n";
        let settings = read("config.toml", text).unwrap_or_else(|wrong| panic!("{wrong}"));
        let keys = settings.preferences.keys;
        let action = |name: &str| keys.action_of(name.parse().expect("a key"));
        assert_eq!(action("x"), Some(Action::Quit));
        assert_eq!(action("q"), Some(Action::ToggleHidden));
    }
}

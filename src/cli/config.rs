//! `descent-tui config`: the settings as a file, every one with a comment.

use std::fmt::Write;

use clap::ValueEnum;
use toml_edit::Value;

use super::arguments::{Glyphs, Pixels};
use super::failure::Failure;
use super::output::print as print_out;
use super::settings::{self, Settings};
use crate::app::action::TABLE;
use crate::picture::theme::THEMES;
use crate::scene::TEXTBOOK;

/// Prints the settings in effect.
pub(super) fn print() -> Result<(), Failure> {
    let settings = Settings::load()?;
    let place = settings::path().map_or_else(
        || "nowhere: HOME is not set".to_owned(),
        |path| path.display().to_string(),
    );
    let text = written(&settings, &place);
    print_out(|out| out.write_all(text.as_bytes()))
}

/// The file that says these settings.
fn written(settings: &Settings, place: &str) -> String {
    let mut text = format!(
        "# Settings of descent-tui, read from\n# {place}\n# Every line can be left out. Options of the command line win.\n"
    );
    let themes: Vec<&str> = THEMES.iter().map(|theme| theme.name).collect();
    let theme = settings.theme.as_deref().unwrap_or(settings::AUTO);
    let (glyphs, pixels) = (word(&settings.glyphs), word(&settings.pixels));
    for (doc, key, value) in [
        (
            format!(
                "The theme: auto follows the terminal's background; {}.",
                themes.join(", ")
            ),
            "theme",
            theme.into(),
        ),
        (
            format!("What pictures in cells are made of: {}.", words::<Glyphs>()),
            "glyphs",
            glyphs.into(),
        ),
        (
            format!("Whether lines are drawn in pixels: {}.", words::<Pixels>()),
            "pixels",
            pixels.into(),
        ),
        (
            "Whether the mouse is the program's at first.".to_owned(),
            "mouse",
            Value::from(settings.mouse),
        ),
    ] {
        line(&mut text, &format!("\n# {doc}\n{key} = {value}"));
    }
    line(
        &mut text,
        "\n# Colours of methods by their names, in every scene that gives none itself.\n[colors]",
    );
    for kind in TEXTBOOK {
        if !settings.preferences.colors.contains_key(kind) {
            line(&mut text, &format!("# {kind} = \"#rrggbb\""));
        }
    }
    for (kind, [red, green, blue]) in &settings.preferences.colors {
        line(
            &mut text,
            &format!("{kind} = \"#{red:02x}{green:02x}{blue:02x}\""),
        );
    }
    line(
        &mut text,
        "\n# The keys of each action; the first is the one that hints show. Ctrl-C always leaves.\n[keys]",
    );
    let mut group = "";
    for row in TABLE {
        if std::mem::replace(&mut group, row.group) != row.group {
            line(&mut text, &format!("\n# {}", row.group));
        }
        let keys: Vec<String> = settings
            .preferences
            .keys
            .of(row)
            .iter()
            .map(|key| Value::from(*key).to_string())
            .collect();
        line(
            &mut text,
            &format!("{} = [{}]  # {}", row.name, keys.join(", "), row.doc),
        );
    }
    text
}

fn line(text: &mut String, line: &str) {
    // A string takes whatever is written to it.
    let _ = writeln!(text, "{line}");
}

/// The word for a choice.
fn word<T: ValueEnum>(choice: &T) -> String {
    let value = choice.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The words for all choices of a kind.
fn words<T: ValueEnum>() -> String {
    let words: Vec<String> = T::value_variants().iter().map(word).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again_as_it_was() {
        let own = "theme = \"light\"\nmouse = false\n[colors]\nadam = \"#102030\"\n[keys]\nquit = [\"x\"]\n\
                   toggle-hidden = []\n";
        for text in ["", own] {
            let settings =
                settings::read("settings", text).unwrap_or_else(|wrong| panic!("{wrong}"));
            let printed = written(&settings, "somewhere");
            let again = settings::read("settings", &printed);
            let again = again.unwrap_or_else(|wrong| panic!("{printed}\n{wrong}"));
            assert_eq!(written(&again, "somewhere"), printed);
        }
    }
}

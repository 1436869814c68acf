//! What the terminal can do, as far as the environment tells.
//!
//! Nothing here asks the terminal itself: the one question that is asked, for the background, is answered
//! among the inputs, whenever it is.

use std::io::{self, IsTerminal};

use super::pixels::PixelChoice;
use crate::ui::color::ColorDepth;

/// Whether colours are wanted: `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// As the environment says.
    #[default]
    Auto,
    /// Whatever the environment says.
    Always,
    /// None.
    Never,
}

/// Whether the terminal's background is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Background {
    /// Light letters on dark ground.
    #[default]
    Dark,
    /// Dark letters on light ground.
    Light,
}

/// How many colours to show, by `--color`, then `NO_COLOR`, then `COLORTERM`, then `TERM`.
/// `variable` gives the value of an environment variable.
pub fn color_depth(choice: ColorChoice, variable: impl Fn(&str) -> Option<String>) -> ColorDepth {
    let set = |name: &str| variable(name).unwrap_or_default();
    let told = of_terminal(&set("COLORTERM"), &set("TERM"));
    match choice {
        ColorChoice::Never => ColorDepth::None,
        ColorChoice::Auto if !set("NO_COLOR").is_empty() => ColorDepth::None,
        // Sixteen colours are the least that any terminal has that has colours.
        ColorChoice::Always if told == ColorDepth::None => ColorDepth::Ansi16,
        ColorChoice::Auto | ColorChoice::Always => told,
    }
}

fn of_terminal(colorterm: &str, term: &str) -> ColorDepth {
    if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
        ColorDepth::True
    } else if matches!(term, "" | "dumb") || term.starts_with("vt") {
        ColorDepth::None
    } else if term.contains("256") || is_modern(term) {
        ColorDepth::Indexed256
    } else {
        ColorDepth::Ansi16
    }
}

/// Terminals that have 256 colours without saying so in their name.
fn is_modern(term: &str) -> bool {
    [
        "alacritty",
        "foot",
        "wezterm",
        "xterm-kitty",
        "xterm-ghostty",
    ]
    .into_iter()
    .any(|name| term.starts_with(name))
}

/// Whether the background is dark, as `COLORFGBG` says where a terminal sets it; dark by default.
pub fn background(variable: impl Fn(&str) -> Option<String>) -> Background {
    let colors = variable("COLORFGBG").unwrap_or_default();
    match colors
        .rsplit(';')
        .next()
        .and_then(|ground| ground.parse().ok())
    {
        Some(7_u8 | 9..=15) => Background::Light,
        _ => Background::Dark,
    }
}

/// Whether the terminal is known to answer nothing when asked for its background, or to answer badly.
pub(super) fn is_mute(term: &str) -> bool {
    matches!(term, "" | "dumb" | "linux" | "Eterm" | "screen") || term.starts_with("screen.")
}

/// Whether to draw in pixels: as asked for, but unasked never where the terminal is known to answer badly, or
/// another one lies between, such as tmux or screen.
pub fn pixels(choice: PixelChoice, variable: impl Fn(&str) -> Option<String>) -> PixelChoice {
    let set = |name: &str| variable(name).unwrap_or_default();
    let term = set("TERM");
    let lies_within = !set("TMUX").is_empty() || !set("STY").is_empty() || term.starts_with("tmux");
    match choice {
        PixelChoice::Auto if is_mute(&term) || lies_within => PixelChoice::Off,
        chosen => chosen,
    }
}

/// Whether the environment's character set is UTF-8; where it says nothing, it is taken to be.
pub fn speaks_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty())
        .is_none_or(|value| {
            let value = value.to_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        })
}

/// Why the interactive program cannot run here, and what can be done instead; `None` if it can.
pub fn refusal(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let instead = "`descent-tui run SCENE` prints the paths and `descent-tui render SCENE -o FILE` \
                   makes a picture without one";
    if !io::stdout().is_terminal() {
        return Some(format!("standard output is not a terminal; {instead}"));
    }
    let term = variable("TERM").unwrap_or_default();
    (term == "dumb").then(|| {
        format!("TERM=dumb cannot move the cursor, and this program needs a terminal that can; {instead}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| {
            let (_, value) = pairs.iter().find(|(known, _)| *known == name)?;
            Some((*value).to_owned())
        }
    }

    #[test]
    fn each_rung_of_the_ladder_outdoes_those_below() {
        use ColorChoice::{Always, Auto, Never};
        use ColorDepth::{Ansi16, Indexed256, None, True};
        let truecolor = ("COLORTERM", "truecolor");
        for (choice, variables, depth) in [
            (Auto, &[("TERM", "xterm-256color"), truecolor][..], True),
            (Auto, &[("TERM", "xterm"), ("COLORTERM", "24bit")], True),
            (
                Auto,
                &[("TERM", "xterm-256color"), ("COLORTERM", "yes")],
                Indexed256,
            ),
            (Auto, &[("TERM", "xterm-kitty")], Indexed256),
            (Auto, &[("TERM", "linux")], Ansi16),
            (Auto, &[("TERM", "vt100")], None),
            (Auto, &[], None),
            (
                Auto,
                &[("NO_COLOR", "1"), ("TERM", "xterm"), truecolor],
                None,
            ),
            (Auto, &[("NO_COLOR", ""), ("TERM", "xterm")], Ansi16),
            (Always, &[("NO_COLOR", "1"), truecolor], True),
            (Always, &[], Ansi16),
            (Never, &[truecolor], None),
        ] {
            assert_eq!(
                color_depth(choice, environment(variables)),
                depth,
                "{variables:?}"
            );
        }
    }

    #[test]
    fn pixels_stay_off_within_another_terminal_unless_asked_for() {
        use PixelChoice::{Auto, Kitty, Off, Sixel};
        let within = [("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-0/default")];
        for (choice, variables, expected) in [
            (Auto, &[("TERM", "xterm-kitty")][..], Auto),
            (Auto, &within, Off),
            (Auto, &[("TERM", "tmux-256color")], Off),
            (Auto, &[("TERM", "linux")], Off),
            (Sixel, &within, Sixel),
            (Kitty, &within, Kitty),
            (Off, &[("TERM", "xterm-kitty")], Off),
        ] {
            assert_eq!(
                pixels(choice, environment(variables)),
                expected,
                "{variables:?}"
            );
        }
    }

    #[test]
    fn the_ground_is_dark_unless_it_is_said_to_be_light() {
        for (value, expected) in [
            ("15;0", Background::Dark),
            ("0;15", Background::Light),
            ("0;default;7", Background::Light),
            ("default;default", Background::Dark),
            ("", Background::Dark),
        ] {
            assert_eq!(background(environment(&[("COLORFGBG", value)])), expected);
        }
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        assert!(speaks_utf8(environment(&[])));
        assert!(speaks_utf8(environment(&[
            ("LC_ALL", ""),
            ("LANG", "de_DE.utf8")
        ])));
        let posix = [("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")];
        assert!(!speaks_utf8(environment(&posix)));
    }
}

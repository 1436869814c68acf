//! Every view in every medium, and the figures of the book.

use std::collections::HashSet;
use std::fs;

use super::{folder, written};

fn bytes(arguments: &[&str]) -> Vec<u8> {
    let (_kept, place) = folder();
    written(&place, arguments)
}

const VIEWS: [&str; 11] = [
    "map",
    "small-maps",
    "surface",
    "charts",
    "rates",
    "basins",
    "spectrum",
    "profile",
    "inspector",
    "phase",
    "data",
];

#[test]
fn no_two_views_are_alike_in_any_medium() {
    for format in ["svg", "txt", "ansi"] {
        let pictures: HashSet<Vec<u8>> = VIEWS
            .iter()
            .map(|view| {
                bytes(&[
                    "render", "nile", "--view", view, "--step", "12", "-o", "-", "--format", format,
                ])
            })
            .collect();
        assert_eq!(pictures.len(), VIEWS.len(), "{format}");
    }
}

#[test]
fn what_has_no_table_says_so() {
    let text = bytes(&[
        "render", "ravine", "--view", "data", "-o", "-", "--format", "txt",
    ]);
    let text = String::from_utf8(text).expect("text");
    assert!(text.contains("this objective has no table"), "{text}");
}

#[test]
fn every_figure_is_drawn() {
    let figures = fs::read_to_string("docs/figures.md").expect("the figures");
    let commands = figures
        .split('`')
        .filter_map(|part| part.strip_prefix("descent-tui render "));
    let mut count = 0;
    for command in commands {
        count += 1;
        let words = shell_words(command);
        let mut arguments = vec!["render"];
        arguments.extend(words.iter().map(String::as_str));
        arguments.extend(["-o", "-", "--format", "svg"]);
        let svg = bytes(&arguments);
        assert!(svg.len() > 2000, "{command}");
    }
    assert!(count >= 40, "{count} figures");
}

/// Words with spaces between, or in double quotes.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words
}

//! The order of modules, and what only some of them may touch, held by reading the sources.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the top down: one uses only those that stand before it.
const ORDER: [&str; 16] = [
    "math",
    "mistake",
    "table",
    "objective",
    "optimizer",
    "scene",
    "simulation",
    "analysis",
    "report",
    "work",
    "app",
    "picture",
    "render",
    "ui",
    "terminal",
    "cli",
];

/// No file is longer than this.
const LONGEST: usize = 500;

/// What only some modules may name, outside of tests, and why.
const RESERVED: &[(&[&str], &[&str], &str)] = &[
    (
        &["std::fs", "fs::", "File::"],
        &["scene", "terminal", "cli"],
        "files are read where scenes are loaded, and written by the command line",
    ),
    (
        &["Instant::now", "SystemTime", "thread::sleep"],
        &["terminal"],
        "the clock is the terminal's: everything else is told the time",
    ),
    (
        &[
            "println!",
            "eprintln!",
            "print!",
            "eprint!",
            "io::stdout",
            "io::stderr",
        ],
        &["terminal", "cli"],
        "only the command line prints",
    ),
    (
        &["crossterm", "signal_hook", "is_terminal"],
        &["terminal", "cli"],
        "only the terminal knows the terminal",
    ),
    (
        &["ratatui::"],
        &["ui", "terminal", "cli"],
        "what is not drawn knows nothing of drawing",
    ),
    (
        &["tiny_skia", "ttf_parser", "gif::"],
        &["render"],
        "pixels are painted in one room",
    ),
    (
        &["env::var", "env::args"],
        &["terminal", "cli"],
        "the environment is read at the edge",
    ),
    (
        &["process::exit"],
        &["terminal"],
        "a program ends by returning from main",
    ),
    (
        &[
            ".powf(",
            ".exp()",
            ".exp2()",
            ".ln()",
            ".log10()",
            ".log2()",
            ".sin()",
            ".cos()",
            ".tan()",
            ".sin_cos()",
            ".tanh()",
            ".atan2(",
            ".cbrt()",
            ".hypot(",
            ".exp_m1()",
            ".ln_1p()",
        ],
        &["objective"],
        "the platform rounds these as it likes: libm gives the same bits everywhere",
    ),
];

/// A source file.
struct Source {
    /// Path from the package.
    path: String,
    /// The module at the top that it belongs to.
    module: String,
    /// All of it.
    text: String,
    /// What is left without comments and unit tests, on the same lines.
    code: String,
}

impl Source {
    fn new(path: String, text: String) -> Self {
        let module = path
            .trim_start_matches("src/")
            .split(['/', '.'])
            .next()
            .unwrap();
        let is_test = path.ends_with("tests.rs") || path.ends_with("fixture.rs");
        let tested = text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
        let without_comment = |line: &str| line.split("//").next().unwrap().to_owned() + "\n";
        Self {
            module: module.to_owned(),
            code: if is_test {
                String::new()
            } else {
                tested.lines().map(without_comment).collect()
            },
            path,
            text,
        }
    }

    /// Where a byte of the code stands, for a complaint.
    fn place(&self, byte: usize) -> String {
        format!(
            "{}:{}",
            self.path,
            self.code[..byte].matches('\n').count() + 1
        )
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            Source::new(name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// Fails with all the complaints, if there are any.
#[track_caller]
fn assert_none(complaints: &str) {
    assert!(complaints.is_empty(), "\n{complaints}");
}

/// The modules of the crate that the code names, and where: `crate::name`, `crate::{one, two::…}`.
fn named(code: &str) -> Vec<(usize, &str)> {
    code.match_indices("crate::")
        .chain(code.match_indices("descent_tui::"))
        .flat_map(|(at, prefix)| {
            let rest = &code[at + prefix.len()..];
            let paths = rest.strip_prefix('{').map_or_else(|| vec![rest], entries);
            paths.into_iter().map(move |path| (at, first_word(path)))
        })
        .filter(|(_, name)| ORDER.contains(name))
        .collect()
}

/// The entries of a list up to its closing brace, lists inside of it left whole.
fn entries(list: &str) -> Vec<&str> {
    let mut depth = 1;
    let end = list.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0
    });
    let mut depth = 0;
    let parts = list[..end.unwrap_or(list.len())].split(move |c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}

fn first_word(path: &str) -> &str {
    path.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap()
}

#[test]
fn modules_use_only_those_above_them() {
    let rank = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut complaints = String::new();
    for source in sources() {
        let Some(own) = rank(&source.module) else {
            continue;
        };
        for (at, name) in named(&source.code) {
            if rank(name) > Some(own) {
                let (place, module) = (source.place(at), &source.module);
                writeln!(
                    complaints,
                    "{place}: `{module}` must not know about `{name}`"
                )
                .unwrap();
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn the_order_is_that_of_the_library() {
    let library = sources()
        .into_iter()
        .find(|source| source.path == "src/lib.rs")
        .unwrap();
    let declared: Vec<&str> = library
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(declared, ORDER);
}

#[test]
fn what_touches_the_world_stands_where_it_may() {
    let mut complaints = String::new();
    for source in sources() {
        for (words, modules, why) in RESERVED {
            if modules.contains(&source.module.as_str()) {
                continue;
            }
            for word in *words {
                if let Some(at) = said(&source.code, word) {
                    let (place, home) = (source.place(at), modules.join("`, `"));
                    writeln!(complaints, "{place}: `{word}` belongs in `{home}`: {why}").unwrap();
                }
            }
        }
    }
    assert_none(&complaints);
}

/// Where the code first has a word that does not only end a longer one.
fn said(code: &str, word: &str) -> Option<usize> {
    let starts = |at: usize| {
        word.starts_with('.') || !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    code.match_indices(word)
        .map(|(at, _)| at)
        .find(|&at| starts(at))
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut complaints = String::new();
    for Source { path, text, .. } in sources() {
        if !text.starts_with("//! ") && !path.ends_with("tests.rs") {
            writeln!(
                complaints,
                "{path}: the first line must say what the file is for, after `//!`"
            )
            .unwrap();
        }
        let length = text.lines().count();
        if length > LONGEST {
            writeln!(
                complaints,
                "{path}: {length} lines, more than {LONGEST}: find the seam"
            )
            .unwrap();
        }
        if path.ends_with("/mod.rs") {
            writeln!(
                complaints,
                "{path}: call it by the module's name, beside the folder"
            )
            .unwrap();
        }
    }
    assert_none(&complaints);
}

#[test]
fn the_checks_see_what_they_look_for() {
    let names = |code| {
        named(code)
            .into_iter()
            .map(|(_, name)| name)
            .collect::<Vec<_>>()
    };
    let list = "use crate::{\n    math::{Vec2, ui},\n    scene,\n};\nuse std::{app}";
    assert_eq!(names(list), ["math", "scene"]);
    let calls = "crate::analysis::Field::sample(crate::app::x, descent_tui::ui::y)";
    assert_eq!(names(calls), ["analysis", "app", "ui"]);
    assert_eq!(
        names("use super::scene; use crate::error;"),
        Vec::<&str>::new()
    );
    assert_eq!(said("eprintln!(1); println!(2)", "println!"), Some(14));
    let text = "a // b\nc\n\n#[cfg(test)]\nmod tests {";
    let source = Source::new("src/a/b.rs".into(), text.into());
    assert_eq!(
        (source.module.as_str(), source.code.as_str()),
        ("a", "a \nc\n")
    );
    assert_eq!(source.place(3), "src/a/b.rs:2");
}

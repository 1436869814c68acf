//! Every link of the docs leads somewhere, and every command in them runs.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// All pages for people.
pub fn pages() -> Vec<PathBuf> {
    let in_folder = |folder: &str| {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be read").path());
        paths
            .filter(|path| path.extension().is_some_and(|end| end == "md"))
            .collect::<Vec<_>>()
    };
    let mut pages = in_folder(".");
    pages.extend(in_folder("docs"));
    pages.sort();
    pages
}

/// The targets of a page's links, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.trim_start().starts_with("```");
        if is_code {
            continue;
        }
        for piece in line.split("](").skip(1) {
            found.extend(piece.split(')').next().map(str::to_owned));
        }
    }
    found
}

/// The name by which a heading can be linked to.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// What is wrong with the links of a page.
pub fn broken_links(page: &Path) -> Vec<String> {
    let text = fs::read_to_string(page).expect("it can be read");
    let folder = page.parent().expect("it lies in a folder");
    let is_broken = |link: &String| {
        if link.starts_with("https://") {
            return false;
        }
        let (file, place) = link.split_once('#').unwrap_or((link, ""));
        let target = if file.is_empty() {
            page.to_path_buf()
        } else {
            folder.join(file)
        };
        let Ok(bytes) = fs::read(&target) else {
            return true;
        };
        let text = String::from_utf8_lossy(&bytes);
        let is_heading = |line: &str| {
            (line.starts_with('#') && anchor(line) == place)
                || line.contains(&format!("id=\"{place}\""))
        };
        !place.is_empty() && !text.lines().any(is_heading)
    };
    links(&text).into_iter().filter(is_broken).collect()
}

/// The commands in a page's blocks for a shell, without those that open the terminal.
pub fn commands(page: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(page).expect("it can be read");
    let mut found = Vec::new();
    let mut is_shell = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_shell = line == "```sh";
        } else if is_shell && let Some(rest) = line.strip_prefix("descent-tui ") {
            let words = words(rest);
            let opens = words.is_empty() || words[0] == "lesson";
            if !opens {
                found.push(words);
            }
        }
    }
    found
}

/// A line's words as a shell parts them, as far as these lines need it.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in line.chars() {
        match (c, quote) {
            ('#', None) if word.is_empty() => break,
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(end)) if c == end => quote = None,
            (' ', None) => {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            (c, _) => word.push(c),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Runs the commands of a page one after the other in a folder of their own; how many there were.
pub fn run(page: &Path) -> usize {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let commands = commands(page);
    for words in &commands {
        let mut command = Command::cargo_bin("descent-tui").expect("the program");
        let output = command
            .args(words)
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{}: {words:?}\n{error}",
            page.display()
        );
    }
    commands.len()
}

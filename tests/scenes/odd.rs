//! Texts that no one writes on purpose: none brings the reader down, and each is answered shortly.

use std::fmt::Write;

use descent_tui::scene::{Document, library, parse};
use proptest::prelude::*;

use super::{NoFiles, mistakes};

/// What begins a command to a terminal.
const ESCAPE: char = '\u{1b}';

/// The first mistake of a text.
fn first(text: &str) -> String {
    mistakes(text).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn hopeless_texts_are_answered_shortly() {
    let many = |line: &dyn Fn(usize) -> String| (0..20_000).map(line).collect::<String>();
    let objective = "[objective]\nformula = \"x\"\n";
    for text in [
        "=".repeat(100_000),
        "[".repeat(100_000),
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{b = ".repeat(100_000)),
        format!("a{} = 1", ".a".repeat(100_000)),
        "\0".repeat(100_000),
        "\"\"\"".repeat(1001),
        many(&|_| "a = 1\n".into()),
        many(&|index| format!("k{index} = 1\n")),
        many(&|_| "key without value\n".into()),
        objective.to_owned() + &many(&|_| "[[optimizer]]\nkind = \"gd\"\n".into()),
        objective.to_owned() + &many(&|_| "[[optimizer]]\nkind = \"g\"\n".into()),
        objective.to_owned()
            + &many(&|step| format!("[[event]]\nstep = {step}\nset = {{ noise = 1 }}\n")),
        objective.to_owned()
            + "[objective.where]\n"
            + &many(&|index| format!("p{index} = \"q\"\n")),
        objective.to_owned()
            + "[objective.parameters]\n"
            + &many(&|index| format!("p{index} = 1\n")),
        format!(
            "[objective]\nformula = \"{}x{}\"\n",
            "(".repeat(30_000),
            ")".repeat(30_000)
        ),
        format!("[objective]\nformula = \"{}\"\n", "-".repeat(60_000)),
        format!("[objective]\nformula = \"x{}\"\n", "^x".repeat(30_000)),
        format!("[objective]\nformula = \"{}x\"\n", "x+".repeat(40_000)),
        format!("{objective}[view]\nlevels = [{}]\n", "1,".repeat(20_000)),
    ] {
        let shown = mistakes(&text);
        assert!(shown.starts_with("scene.toml:"), "{shown}");
        assert!(shown.len() < 50_000, "{} bytes", shown.len());
    }
}

#[test]
fn too_many_steps_together_are_refused() {
    let mut text = "[objective]\nformula = \"x\"\n[run]\nsteps = 1_000_000\n".to_owned();
    for _ in 0..11 {
        write!(text, "[[optimizer]]\nkind = \"gd\"\n").unwrap();
    }
    assert!(first(&text).contains("11 optimizers of 1000000 steps"));
}

#[test]
fn unreadable_files_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("valley.toml");
    let message = |path: &std::path::Path| Document::load(path).unwrap_err().to_string();
    assert!(message(folder.path()).contains("it is a folder"));
    std::fs::write(&path, b"title = \"a\"\n\xff").unwrap();
    assert!(message(&path).contains(":2:1: the byte 0xff is not UTF-8"));
    let shown = message(&folder.path().join("vally.toml"));
    assert!(
        shown.contains("there is no such file") && shown.contains("valley.toml"),
        "{shown}"
    );
    #[cfg(unix)]
    {
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert!(message(&pipe).contains("it is a pipe that no one writes to"));
    }
    let endless = Document::read("zeros", std::io::repeat(0)).unwrap_err();
    assert!(endless.to_string().contains("longer than 16 MiB"));
}

/// A text that was changed in a few places.
fn mutated() -> impl Strategy<Value = String> {
    let texts: Vec<&'static str> = library().iter().map(|scene| scene.text).collect();
    let pieces = prop::sample::select(vec![
        "",
        "\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\n",
        ".",
        "-",
        "1e999",
        "nan",
        "\u{1b}",
        "κ",
        "x^",
        "(",
        "\\u",
        "[[optimizer]]",
        "[view]",
        "lr = -1",
        "'''",
        "#",
    ]);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, pieces), 1..6);
    (prop::sample::select(texts), changes).prop_map(|(text, changes)| {
        let mut characters: Vec<char> = text.chars().collect();
        for (place, length, piece) in changes {
            let start = place.index(characters.len());
            let end = (start + length).min(characters.len());
            characters.splice(start..end, piece.chars());
        }
        characters.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn changed_scenes_are_read_or_told_their_mistakes(text in mutated()) {
        if let Err(mistakes) = parse("scene.toml", &text, &NoFiles) {
            let shown = mistakes.to_string();
            prop_assert!(!mistakes.list.is_empty());
            prop_assert!(!shown.contains(ESCAPE));
            for mistake in &mistakes.list {
                if let Some(span) = &mistake.span {
                    prop_assert!(span.start <= text.len());
                }
            }
        }
    }

    #[test]
    fn any_text_is_read_or_told_its_mistakes(text in "\\PC*") {
        let _ = parse("scene.toml", &text, &NoFiles).map_err(|mistakes| mistakes.to_string());
    }
}

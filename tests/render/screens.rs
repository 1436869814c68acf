//! The screen as text, with colours, and as a film.

use serde_json::Value;

use super::{folder, text};

#[test]
fn text_is_the_screen_in_its_size() {
    let (_guard, folder) = folder();
    for (size, columns, rows) in [("120x40", 120, 40), ("80x24", 80, 24)] {
        let screen = text(
            &folder,
            &["render", "ravine", "--format", "txt", "--size", size],
        );
        assert_eq!(screen.lines().count(), rows);
        assert!(screen.lines().all(|line| line.chars().count() <= columns));
        assert!(screen.contains("Momentum"), "{screen}");
        assert!(!screen.contains('\x1b'));
    }
}

#[test]
fn colours_stand_in_the_same_lines() {
    let (_guard, folder) = folder();
    let screen = text(&folder, &["render", "ravine", "--format", "ansi"]);
    let mut terminal = vt100::Parser::new(40, 120, 0);
    terminal.process(
        screen
            .trim_end_matches('\n')
            .replace('\n', "\r\n")
            .as_bytes(),
    );
    let shown = terminal.screen().contents();
    assert!(
        shown.contains("Snowy valley") && shown.contains("Momentum"),
        "{shown}"
    );
    assert_eq!(screen.lines().count(), 40);
    assert!(screen.contains("\x1b["));
}

#[test]
fn a_film_of_the_screen_ends_with_the_last_step() {
    let (_guard, folder) = folder();
    for version in ["2", "3"] {
        let film = text(
            &folder,
            &[
                "render",
                "ravine",
                "--format",
                "cast",
                "--cast-version",
                version,
            ],
        );
        let mut lines = film.lines();
        let header: Value = serde_json::from_str(lines.next().expect("a header")).expect("JSON");
        assert_eq!(header["version"].to_string(), version);
        let mut terminal = vt100::Parser::new(40, 120, 0);
        let (mut count, mut sum, mut last) = (0, 0.0, 0.0);
        for line in lines {
            let event: Value = serde_json::from_str(line).expect("JSON");
            let time = event[0].as_f64().expect("a time");
            assert!(version == "3" || time >= last, "time runs backwards");
            sum += time;
            last = time;
            assert_eq!(event[1], "o");
            terminal.process(event[2].as_str().expect("text").as_bytes());
            count += 1;
        }
        let duration = if version == "2" { last } else { sum };
        assert!((duration - (61.0 / 20.0 + 2.0)).abs() < 0.01, "{duration}");
        assert_eq!(count, 63);
        let shown = terminal.screen().contents();
        assert!(
            shown.contains("60") && shown.contains("Momentum"),
            "{shown}"
        );
    }
}

//! The real program, as its user runs it.

use std::process::Command;

use portable_pty::CommandBuilder;

use super::pty::{Pty, command};

const PROGRAM: &str = env!("CARGO_BIN_EXE_descent-tui");

/// The snowy valley on a screen of this size, as soon as it is drawn.
fn open(columns: u16, rows: u16) -> Pty {
    let pty = Pty::run(command("ravine"), columns, rows);
    pty.wait_for("Snowy valley");
    pty
}

#[test]
fn it_opens_on_a_terminal_that_answers_nothing_and_leaves_clean() {
    for key in ["q", "\x03"] {
        let mut pty = open(120, 40);
        pty.wait_for("Gradient descent");
        pty.wait_for("Momentum");
        pty.send(key);
        assert_eq!(pty.wait(), 0);
        pty.assert_given_back();
        assert_eq!(
            pty.text().trim(),
            "",
            "something is left on the main screen"
        );
    }
}

#[test]
fn a_terminal_that_says_that_it_is_light_turns_the_picture_light() {
    let mut pty = open(120, 40);
    let is_light = |screen: &vt100::Screen| {
        let ground = screen.cell(0, 60).map(vt100::Cell::bgcolor);
        matches!(ground, Some(vt100::Color::Rgb(red, green, blue)) if red.min(green).min(blue) > 150)
    };
    pty.wait_until("dark ground", |screen| !is_light(screen));
    pty.send(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    pty.wait_until("light ground", is_light);
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn signals_end_it_clean() {
    for (name, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut pty = open(80, 24);
        pty.signal(name);
        assert_eq!(pty.wait(), status, "SIG{name}");
        pty.assert_given_back();
    }
}

#[test]
fn it_can_be_stopped_and_goes_on() {
    let mut pty = open(120, 40);
    pty.signal("TSTP");
    pty.wait_for_stop();
    pty.assert_given_back();
    pty.signal("CONT");
    pty.wait_until("alternate screen", vt100::Screen::alternate_screen);
    pty.wait_for("Snowy valley");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn of_a_held_key_no_press_is_lost() {
    let mut pty = open(120, 40);
    pty.wait_for("98% of its limit");
    pty.send("+".repeat(40));
    pty.wait_for("216% of its limit");
    pty.send("-".repeat(40));
    pty.wait_for("98% of its limit");
    pty.send("Q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn an_optimizer_is_added_by_keys_and_taken_back() {
    let mut pty = open(120, 40);
    pty.send("a");
    pty.wait_for("Add an optimizer");
    pty.send("lion");
    pty.wait_for("steps by the sign of a momentum");
    pty.send("\r");
    pty.wait_for("Lion added");
    pty.send("d");
    pty.wait_for("Lion 2");
    pty.send("\x1b[3~");
    pty.wait_for("Lion 2 removed");
    pty.send("uuu");
    pty.wait_for("undone: Lion added");
    // The next key takes what was said away.
    pty.send("\x1b[C");
    pty.wait_until("the five alone", |screen| {
        !screen.contents().contains("Lion")
    });
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn every_size_down_to_nothing_is_survived() {
    let mut pty = open(120, 40);
    for (columns, rows) in [
        (1, 1),
        (0, 0),
        (3, 40),
        (300, 2),
        (20, 6),
        (500, 120),
        (7, 7),
    ] {
        pty.resize(columns, rows);
        pty.send("+");
    }
    for step in 0..100_u16 {
        pty.resize(step * 37 % 130, step * 13 % 50);
    }
    pty.resize(100, 30);
    pty.wait_until("last line of the screen", |screen| {
        let last = screen.rows(0, 100).last();
        screen.contents().contains("Snowy valley") && last.is_some_and(|row| row.contains("help"))
    });
    pty.send("Q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn any_keys_are_survived() {
    let mut pty = open(100, 30);
    let mut seed: u32 = 7;
    let noise = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    });
    // Without those that leave and stop, and without Escape, which may make a `q` of something else.
    let harmless = |byte: &u8| !b"qQ\x03\x1a\x1bu".contains(byte);
    let noise: Vec<u8> = noise.filter(harmless).take(3_000).collect();
    for piece in noise.chunks(100) {
        pty.send(piece);
    }
    pty.send("\x03");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn without_a_terminal_it_says_what_works_without_one() {
    let output = Command::new(PROGRAM).arg("ravine").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(said.contains("run"), "{said}");
}

#[test]
fn a_dumb_terminal_is_refused_with_a_word() {
    let mut command = CommandBuilder::new(PROGRAM);
    command.env("TERM", "dumb");
    let mut pty = Pty::run(command, 80, 24);
    assert_eq!(pty.wait(), 1);
    pty.wait_for("TERM=dumb");
    pty.wait_for("descent-tui run");
    assert!(
        !pty.written().contains(&0x1b),
        "an escape sequence was sent"
    );
}

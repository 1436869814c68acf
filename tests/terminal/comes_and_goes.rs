//! Whatever ends or stops the program, the terminal is as it was before.

use super::probe::{start, start_in_shell};

#[test]
fn leaving_gives_the_terminal_back() {
    for key in ["q", "\x03"] {
        let mut pty = start(60, 10);
        pty.send(key);
        assert_eq!(pty.wait(), 0);
        pty.assert_given_back();
        assert!(pty.text().contains("running 1 test"), "{}", pty.text());
    }
}

#[test]
fn what_is_taken_is_given_back_the_last_first() {
    let mut pty = start(60, 10);
    pty.send("q");
    pty.wait();
    pty.assert_given_back();
    let written = pty.written().escape_ascii().to_string();
    let end: String = written
        .chars()
        .skip(written.rfind("[?2026l").unwrap())
        .collect();
    let expected = [
        "[?2026l", "[0m", "[?1006l", "[?1003l", "[?1002l", "[?1000l", "[?2004l", "[<1u", "[?25h",
        "[?1049l",
    ]
    .join("\\x1b");
    assert_eq!(end, expected);
}

#[test]
fn signals_end_it_with_their_status() {
    for (name, status) in [
        ("TERM", 143),
        ("HUP", 129),
        ("INT", 130),
        ("QUIT", 131),
        ("USR1", 138),
        ("USR2", 140),
        ("ALRM", 142),
        ("ABRT", 134),
        ("XCPU", 152),
        ("PIPE", 141),
        ("VTALRM", 154),
        ("PROF", 155),
    ] {
        let mut pty = start(60, 10);
        pty.signal(name);
        assert_eq!(pty.wait(), status, "SIG{name}");
        pty.assert_given_back();
    }
}

#[test]
fn signals_end_it_even_if_it_is_stuck() {
    let mut pty = start(60, 10);
    pty.send("s");
    pty.signal("TERM");
    assert_eq!(pty.wait(), 143);
    pty.assert_given_back();
}

#[test]
fn a_panic_leaves_its_message_readable() {
    for (key, message) in [("p", "the probe panics"), ("t", "a thread panics")] {
        let mut pty = start(60, 40);
        pty.send(key);
        assert_eq!(pty.wait(), 101, "{message}");
        pty.wait_for(message);
        pty.assert_given_back();
        // Nothing was drawn any more after the terminal was given back.
        assert!(!pty.text().contains("frames"), "{}", pty.text());
    }
}

#[test]
fn a_stopped_program_gives_the_terminal_back_and_takes_it_again() {
    let mut pty = start(60, 10);
    pty.signal("TSTP");
    pty.wait_for_stop();
    pty.assert_given_back();
    pty.signal("CONT");
    pty.wait_until("alternate screen", vt100::Screen::alternate_screen);
    pty.wait_for("keys 0.");
    pty.send("a");
    pty.wait_for("last key a");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn the_suspend_key_gives_the_terminal_to_the_shell() {
    let mut pty = start_in_shell(60, 10);
    pty.send("\x1a");
    pty.wait_for("it has stopped");
    pty.assert_given_back();
    pty.send("\n");
    pty.wait_until("alternate screen", vt100::Screen::alternate_screen);
    pty.wait_for("keys 1.");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn where_no_shell_would_continue_it_the_suspend_key_does_nothing() {
    // The session's first process has no shell above it.
    let mut pty = start(60, 10);
    pty.send("\x1aa");
    pty.wait_for("last key a");
    pty.wait_for("keys 2.");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn keys_are_encoded_once_however_often_it_is_continued() {
    let mut pty = start(60, 10);
    for frame in 2..6 {
        pty.signal("STOP");
        pty.wait_for_stop();
        pty.signal("CONT");
        pty.wait_for(&format!("frames {frame}"));
    }
    // Nor when it was not stopped at all.
    pty.signal("CONT");
    pty.wait_for("frames 6");
    assert_eq!(pty.count(b"\x1b[>1u"), 1);
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn a_terminal_that_takes_nothing_any_more_gets_its_modes_back_all_the_same() {
    let mut pty = start(200, 100);
    pty.send("f");
    pty.wait_until("flood", |screen| screen.contents().contains("aaa"));
    pty.stall(true);
    pty.signal("TERM");
    assert_eq!(pty.wait(), 143);
    pty.assert_line_given_back();
    // What came last is there when it goes on.
    pty.stall(false);
    pty.assert_given_back();
}

#[test]
fn after_a_stop_that_cannot_be_caught_all_is_drawn_again() {
    let mut pty = start(60, 10);
    pty.signal("STOP");
    pty.wait_for_stop();
    pty.signal("CONT");
    pty.wait_for("frames 2");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

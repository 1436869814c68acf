//! Lines in pixels, on terminals that answer for them, late, badly, or not at all.

use super::pty::Pty;
use super::pty::command;

/// The beginning of an image that is shown, and of the command that deletes all.
const SHOWN: &[u8] = b"\x1b_Ga=T,";
const DELETED: &[u8] = b"\x1b_Ga=d,d=A,";
const CAN: &[u8] = b"\x1b_Gi=31;OK\x1b\\";
const CELL: &[u8] = b"\x1b[6;20;10t";

fn open(arguments: &[&str]) -> Pty {
    let mut command = command("ravine");
    command.env_remove("TMUX");
    command.env_remove("STY");
    command.args(arguments);
    let pty = Pty::run(command, 100, 30);
    pty.wait_for("Snowy valley");
    pty
}

/// Waits until so many images were shown.
fn wait_for_images(pty: &Pty, count: usize) {
    pty.wait_until("image", |_| true);
    while pty.count(SHOWN) < count {
        std::thread::yield_now();
    }
}

#[test]
fn a_terminal_that_answers_late_gets_its_lines_in_pixels_and_they_are_taken_away() {
    let mut pty = open(&[]);
    pty.send("\x1b[F");
    pty.wait_for("60 / 60");
    assert_eq!(pty.count(SHOWN), 0, "nobody said that there are pixels");
    // In pieces, and the size of a cell after the protocol.
    pty.send(&CAN[..5]);
    pty.send(&CAN[5..]);
    pty.send(CELL);
    wait_for_images(&pty, 2);
    // An overlay is cells alone.
    pty.send("?");
    pty.wait_for("Raise it along");
    pty.send("\x1b");
    pty.wait_until("map", |screen| {
        !screen.contents().contains("Raise it along")
    });
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    assert_eq!(pty.count(DELETED), 1);
    pty.assert_given_back();
}

#[test]
fn whatever_a_terminal_answers_is_no_key_and_loses_nothing() {
    for answer in [
        &b"\x1b_Gi=31;ENOTSUPPORTED\x1b\\"[..],
        b"\x1b[?62;22c",
        b"\x1b[6;0;0t\x1b_Gi=31;OK\x1b\\",
        b"\x1b[6;999999;t\x1b_Gi=31;OK\x07",
        b"\x1b_G\x1b\\\x1b[?c\x1b[t",
    ] {
        let mut pty = open(&[]);
        pty.send(answer);
        pty.send("\x1b[F");
        pty.wait_for("60 / 60");
        assert_eq!(pty.count(SHOWN), 0, "{}", answer.escape_ascii());
        pty.send("q");
        assert_eq!(pty.wait(), 0);
        pty.assert_given_back();
    }
}

#[test]
fn a_signal_takes_the_images_away() {
    let mut pty = open(&["--pixels", "kitty"]);
    pty.send(CELL);
    wait_for_images(&pty, 1);
    pty.signal("TERM");
    assert_eq!(pty.wait(), 143);
    assert_eq!(pty.count(DELETED), 1);
    pty.assert_given_back();
}

#[test]
fn after_a_stop_the_images_are_shown_again() {
    let mut pty = open(&["--pixels", "kitty"]);
    pty.send(CELL);
    wait_for_images(&pty, 1);
    pty.send("\x1b[F");
    pty.wait_for("60 / 60");
    pty.signal("TSTP");
    pty.wait_for_stop();
    let before = pty.count(SHOWN);
    pty.signal("CONT");
    wait_for_images(&pty, before + 2);
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn sixel_is_painted_within_the_frame() {
    let mut pty = open(&["--pixels", "sixel"]);
    pty.send(CELL);
    while pty.count(b"\x1bP0;1;0q") < 2 {
        std::thread::yield_now();
    }
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    let written = pty.written();
    let mut open = false;
    for place in 0..written.len() {
        let rest = &written[place..];
        open = (open || rest.starts_with(b"\x1b[?2026h")) && !rest.starts_with(b"\x1b[?2026l");
        assert!(open || !rest.starts_with(b"\x1bP"), "outside of a frame");
    }
    pty.assert_given_back();
}

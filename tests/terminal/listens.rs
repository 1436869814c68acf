//! Everything that comes in is heard, once; nothing is drawn without need.

use super::probe::start;

#[test]
fn a_storm_of_keys_is_heard_to_the_last_and_drawn_a_few_times() {
    let mut pty = start(60, 10);
    for _ in 0..50 {
        pty.send("a".repeat(100));
    }
    pty.wait_for("keys 5000.");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn a_storm_of_sizes_ends_at_the_last() {
    let mut pty = start(60, 10);
    for step in 0..200_u16 {
        pty.resize(step * 37 % 120, step * 13 % 50);
    }
    pty.resize(70, 12);
    pty.wait_for("size 70x12");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn a_screen_that_does_not_tell_its_size_is_taken_for_an_old_one() {
    let mut pty = start(60, 10);
    pty.resize(0, 0);
    pty.wait_for("size 80x24");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn a_sequence_that_comes_in_pieces_is_no_keys() {
    let mut pty = start(60, 10);
    pty.send("\x1b");
    pty.wait_for("last key esc");
    pty.send("[C");
    pty.wait_for("last key right");
    pty.wait_for("keys 2.");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn control_and_c_leave_in_the_middle_of_a_sequence() {
    for begun in ["\x1b", "\x1b[", "\x1b[1;", "\x1b]11;rgb:", "\x1bP", "\x1b["] {
        let mut pty = start(60, 10);
        pty.send(begun);
        pty.send("\x03");
        assert_eq!(pty.wait(), 0);
        pty.assert_given_back();
    }
}

#[test]
fn any_bytes_are_survived() {
    let mut pty = start(60, 10);
    let mut seed: u32 = 1;
    let noise = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    });
    // Without the keys that end or stop the probe, as they are and as a byte of a sequence.
    let harmless = |byte: &u8| !b"qpsgtwu\x03\x1a".contains(byte);
    let noise: Vec<u8> = noise.filter(harmless).take(20_000).collect();
    for piece in noise.chunks(500) {
        pty.send(piece);
    }
    // Whatever sequence was open ends here.
    pty.send(b"\x1b[201~\x07\x1b\\");
    pty.send("aaa");
    pty.wait_for("last key a");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
    pty.assert_given_back();
}

#[test]
fn a_late_reply_is_no_key() {
    let mut pty = start(60, 10);
    pty.send("a");
    pty.wait_for("last key a");
    assert!(
        pty.written()
            .windows(7)
            .any(|bytes| bytes == b"\x1b]11;?\x07")
    );
    pty.send(b"\x1b]11;rgb:ffff/ff");
    pty.send(b"ff/ffff\x1b\\");
    pty.wait_for("last Background(Light)");
    pty.wait_for("keys 1.");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn the_mouse_stays_on_the_screen() {
    let mut pty = start(60, 10);
    pty.send(b"\x1b[<0;65536;7M");
    pty.wait_for("column: 59, row: 6");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut pty = start(60, 10);
    let first = pty.written().len();
    pty.send("a");
    pty.wait_for("last key a");
    let text = pty.text();
    assert!(text.contains("frames 2 ticks 0"), "{text}");
    // Only what the key changed was written: two digits and the name.
    assert!(
        pty.written().len() - first < 120,
        "{}",
        pty.written()[first..].escape_ascii()
    );
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn ticks_come_as_long_as_they_are_wanted_and_threads_can_call() {
    let mut pty = start(60, 10);
    pty.send("g");
    pty.wait_for("ticks 5 keys 1.");
    pty.send("w");
    pty.wait_for("ticks 6 keys 2.");
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn a_redraw_writes_the_whole_screen_again() {
    let mut pty = start(60, 10);
    let first = pty.written().len();
    pty.send("\x0c");
    pty.wait_for("last key ctrl-l");
    let again = pty.written()[first..].to_vec();
    assert!(again.windows(4).any(|bytes| bytes == b"\x1b[2J"));
    assert!(again.windows(10).any(|bytes| bytes == b"size 60x10"));
    pty.send("q");
    assert_eq!(pty.wait(), 0);
}

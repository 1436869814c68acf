use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::terminal::Background;

/// Longer than an Escape waits.
const PAUSE: Duration = Duration::from_millis(200);

/// The inputs of pieces that come with a pause after each.
fn parse_slowly<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Input> {
    let mut parser = Parser::default();
    let mut now = Instant::now();
    let mut inputs = Vec::new();
    for piece in pieces {
        inputs.extend(parser.take(piece, now));
        now += PAUSE;
        inputs.extend(parser.wait(now));
    }
    inputs
}

/// The inputs of bytes that come in one piece.
fn parse(bytes: &[u8]) -> Vec<Input> {
    parse_slowly([bytes])
}

fn names(inputs: Vec<Input>) -> String {
    let names = inputs.into_iter().map(|input| match input {
        Input::Key(key) => key.to_string(),
        other => format!("{other:?}"),
    });
    names.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_keys(bytes: &[u8], names: &str) {
    assert_eq!(self::names(parse(bytes)), names, "{}", bytes.escape_ascii());
}

#[test]
fn keys_of_every_kind_of_terminal_have_their_names() {
    assert_keys(b"q? A", "q ? space A");
    assert_keys("κ−é".as_bytes(), "κ − é");
    assert_keys(
        b"\x01\x1a\x0c\0\x1f",
        "ctrl-a ctrl-z ctrl-l ctrl-space ctrl-7",
    );
    assert_keys(b"\t\r\n\x7f\x08", "tab enter enter backspace backspace");
    assert_keys(
        b"\x1b[A\x1bOB\x1b[1;2C\x1b[1;5D\x1b[Z",
        "up down shift-right ctrl-left backtab",
    );
    assert_keys(
        b"\x1b[H\x1b[4~\x1b[5~\x1b[6;3~\x1b[3~",
        "home end pageup alt-pagedown delete",
    );
    assert_keys(
        b"\x1bOP\x1b[15~\x1b[17~\x1b[24~\x1b[1;2P",
        "f1 f5 f6 f12 shift-f1",
    );
    assert_keys(b"\x1bx\x1bX\x1b\x7f", "alt-x alt-X alt-backspace");
    assert_keys(b"\x1b[[A\x1b[[E", "f1 f5");
    assert_keys(
        b"\x1b[3$\x1b[5^\x1b[6@",
        "shift-delete ctrl-pageup ctrl-shift-pagedown",
    );
    assert_keys(b"\x1b[27;5;122~\x1bO5P\x1bO1;2Q", "ctrl-z ctrl-f1 shift-f2");
}

#[test]
fn kittys_keys_are_the_same_keys_and_releases_are_none() {
    assert_keys(
        b"\x1b[27u\x1b[122;5u\x1b[97;2u\x1b[9;2u",
        "esc ctrl-z A backtab",
    );
    assert_keys(
        b"\x1b[97;1:2u\x1b[97;1:3u\x1b[1;1:3A\x1b[57400u\x1b[57441u",
        "a 1",
    );
}

#[test]
fn control_and_c_leave_whatever_else_is_held() {
    assert_keys(
        b"\x03\x1b\x03\x1b[99;5u\x1b[99;6u\x1b[99;7u\x1b[67;5u\x1b[99;69u",
        "ctrl-c ctrl-c ctrl-c ctrl-c ctrl-c ctrl-c ctrl-c",
    );
    assert_keys(b"\x1b[27;6;67~\x1b[99;13u", "ctrl-c ctrl-c");
    // Within whatever is open, too.
    assert_keys(b"\x1b[\x03\x1b[1;\x03\x1bO\x03", "ctrl-c ctrl-c ctrl-c");
    assert_keys(
        b"\x1b]11;rgb:\x03\x1bP1$r\x03\x1b[M!\x03",
        "ctrl-c ctrl-c ctrl-c",
    );
}

#[test]
fn keys_with_super_are_the_desktops_own() {
    assert_keys(b"\x1b[113;9u\x1b[113;1u\x1b[113;65u", "q q");
}

#[test]
fn escape_is_a_key_when_nothing_follows_and_a_beginning_when_something_does() {
    assert_keys(b"\x1b", "esc");
    assert_keys(b"\x1b\x1b[A", "esc up");
    assert_keys(b"\x1b[1;\x1b[A", "up");
    let mut parser = Parser::default();
    let now = Instant::now();
    assert_eq!(parser.take(b"\x1b[1;", now), []);
    assert_eq!(parser.deadline(), None);
    assert_eq!(names(parser.take(b"2A", now + PAUSE)), "shift-up");
}

#[test]
fn keys_that_come_apart_stay_apart_however_late_they_are_taken() {
    let mut parser = Parser::default();
    let now = Instant::now();
    assert_eq!(parser.take(b"\x1b", now), []);
    assert_eq!(names(parser.take(b"\x03", now + PAUSE)), "esc ctrl-c");
    assert_eq!(parser.take(b"\x1b", now), []);
    assert_eq!(names(parser.take(b"q", now + PAUSE)), "esc q");
    assert_eq!(parser.take(b"\x1b", now), []);
    let soon = now + Duration::from_millis(5);
    assert_eq!(names(parser.take(b"q", soon)), "alt-q");
}

#[test]
fn what_follows_an_escape_late_but_at_once_is_the_rest_of_its_sequence() {
    for (rest, key) in [
        ("[C", "right"),
        ("[1;2C", "shift-right"),
        ("[3~", "delete"),
        ("OP", "f1"),
        ("[Z", "backtab"),
        ("[?62;22c", ""),
        ("]11;rgb:ff/ff/ff\x07", "Background(Light)"),
        ("P>|xterm(390)\x1b\\", ""),
    ] {
        let expected = format!("esc {key}");
        let inputs = parse_slowly([&b"\x1b"[..], rest.as_bytes()]);
        assert_eq!(names(inputs), expected.trim(), "{rest}");
    }
    // What is typed after an Escape is none.
    assert_eq!(names(parse_slowly([&b"\x1b"[..], b"[", b"]"])), "esc [ ]");
    assert_eq!(names(parse_slowly([&b"\x1b"[..], b"[]["])), "esc [ ] [");
    assert_eq!(names(parse_slowly([&b"\x1b"[..], b"P"])), "esc P");
    assert_eq!(names(parse_slowly([&b"\x1b"[..], b"O"])), "esc O");
}

#[test]
fn sequences_and_replies_in_pieces_are_whole_however_long_the_pauses() {
    for (bytes, expected) in [
        (&b"\x1b[1;2C"[..], "shift-right"),
        (b"\x1bOP", "f1"),
        (b"\x1b[?62;4;22c", "Pixels(Sixel)"),
        (b"\x1b[?4;22c", ""),
        (
            b"\x1b[6;20;10t",
            "Pixels(Cell(CellSize { width: 10, height: 20 }))",
        ),
        (b"\x1b[?1u", ""),
        (b"\x1b[4;800;1200t", ""),
        (
            b"\x1b[<0;12;7M",
            "Mouse(Mouse { kind: Press(Left), column: 11, row: 6, ctrl: false })",
        ),
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "Background(Light)"),
        (b"\x1b]11;rgb:ffff/ffff/ffff\x07", "Background(Light)"),
        (b"\x1bP1$r0m\x1b\\", ""),
        (b"\x1b_Gi=31;OK\x1b\\", "Pixels(Kitty)"),
        (b"\x1b_Gi=31;EINVAL\x1b\\", ""),
        (
            b"\x1b[200~[]q\x1b[20\x03\x1b[201~",
            "Paste(\"[]q\\u{1b}[20\\u{3}\")",
        ),
    ] {
        // After an Escape alone, the rest has to come at once.
        for cut in 2..bytes.len() {
            let inputs = parse_slowly([&bytes[..cut], &bytes[cut..]]);
            assert_eq!(
                names(inputs),
                expected,
                "{} cut at {cut}",
                bytes.escape_ascii()
            );
        }
        let singly = bytes[2..].iter().map(std::slice::from_ref);
        let inputs = parse_slowly([&bytes[..2]].into_iter().chain(singly));
        assert_eq!(names(inputs), expected, "{} singly", bytes.escape_ascii());
    }
}

#[test]
fn what_only_looks_like_a_reply_holds_no_keys_up() {
    assert_keys(b"\x1b]q\x1bPq\x1b_q", "alt-] q alt-P q alt-_ q");
    assert_keys(b"\x1b]1\rq", "enter q");
    assert_eq!(
        names(parse_slowly([&b"\x1b]1"[..], b"\x1b", b"q"])),
        "esc q"
    );
}

#[test]
fn what_is_too_long_is_dropped_to_its_end() {
    let long = vec![b'1'; 100_000];
    assert_keys(&[b"\x1b[", &long[..], b"Cq"].concat(), "q");
    assert_keys(&[b"\x1b]11;", &long[..], b"\x07q"].concat(), "q");
    let pasted = vec![b'q'; (1 << 20) + 5000];
    let inputs = parse(&[b"\x1b[200~", &pasted[..], b"\x1b[201~x"].concat());
    let [Input::Paste(text), Input::Key(key)] = inputs.as_slice() else {
        panic!("{} inputs", inputs.len());
    };
    assert_eq!((text.len(), key.to_string()), (1 << 20, "x".to_owned()));
}

#[test]
fn replies_are_not_keys() {
    let light = Input::Background(Background::Light);
    assert_eq!(
        parse(b"\x1b]11;rgb:ffff/ffff/dddd\x1b\\"),
        std::slice::from_ref(&light)
    );
    assert_eq!(parse(b"\x1b]11;rgba:f0/f0/f0/ff\x07"), [light]);
    let dark = [Input::Background(Background::Dark)];
    assert_eq!(parse(b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07"), dark);
    assert_keys(
        b"\x1b]10;rgb:ff/ff/ff\x07\x1b[?62;22c\x1bP1$r0m\x1b\\\x1b[?1u\x1b[3;4Rq",
        "q",
    );
    assert_keys(
        b"\x1b]11;rgb:////\x07\x1b]11;rgb:zz/1/2\x07\x1b]11;\x07",
        "",
    );
}

#[test]
fn pastes_are_one_input_with_the_controls_in_them() {
    let pasted = |text: &str| vec![Input::Paste(text.into())];
    assert_eq!(
        parse(b"\x1b[200~x^2\r\ny\x1b[A\x1b[201~"),
        pasted("x^2\ny\x1b[A")
    );
    assert_eq!(parse(b"\x1b[200~not yet"), []);
    assert_eq!(parse(b"\x1b[200~\x1b[2\x1b[201~"), pasted("\x1b[2"));
}

#[test]
fn the_mouse_is_understood_in_both_its_languages() {
    use MouseKind::{Drag, Move, Press, Release, ScrollDown, ScrollUp};
    let mouse = |kind, column, row, ctrl| {
        Input::Mouse(Mouse {
            kind,
            column,
            row,
            ctrl,
        })
    };
    assert_eq!(
        parse(b"\x1b[<0;12;7M\x1b[<32;13;7M\x1b[<0;13;7m\x1b[<64;1;1M\x1b[<81;1;1M\x1b[<35;5;5M"),
        [
            mouse(Press(Button::Left), 11, 6, false),
            mouse(Drag(Button::Left), 12, 6, false),
            mouse(Release(Button::Left), 12, 6, false),
            mouse(ScrollUp, 0, 0, false),
            mouse(ScrollDown, 0, 0, true),
            mouse(Move, 4, 4, false),
        ]
    );
    assert_eq!(
        parse(b"\x1b[M\"!#\x1b[M#!!\x1b[<2;99999;0M"),
        [
            mouse(Press(Button::Right), 0, 2, false),
            mouse(Release(Button::Left), 0, 0, false),
            mouse(Press(Button::Right), u16::MAX, 0, false),
        ]
    );
}

/// Bytes that look like sequences more often than chance would have it.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            &b"\x1b"[..],
            b"\x1b[",
            b"\x1b[<",
            b"\x1b[M",
            b"\x1b[200~",
            b"\x1b[201~",
            b"\x1b]11;rgb:",
            b"\x1bO",
            b";:99999999999",
            b"\x1b\\",
            b"~uMm",
        ])
        .prop_map(<[u8]>::to_vec),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn after_any_bytes_control_and_c_leave(bytes in noise()) {
        let mut parser = Parser::default();
        let now = Instant::now();
        parser.take(&bytes, now);
        // A paste alone may hold them.
        parser.take(b"\x1b[201~", now);
        let inputs = parser.take(b"\x03", now + PAUSE);
        prop_assert!(names(inputs).ends_with("ctrl-c"));
    }

    #[test]
    fn where_the_bytes_are_cut_does_not_matter(bytes in noise(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.extend([0, bytes.len()]);
        places.sort_unstable();
        let mut parser = Parser::default();
        let now = Instant::now();
        let mut inputs = Vec::new();
        for piece in places.windows(2) {
            inputs.extend(parser.take(&bytes[piece[0]..piece[1]], now));
        }
        inputs.extend(parser.wait(now + PAUSE));
        prop_assert_eq!(inputs, parse(&bytes));
    }
}

use proptest::prelude::*;

use super::*;

fn parse(bytes: &[u8]) -> Vec<Input> {
    let mut parser = Parser::default();
    parser.feed(bytes);
    let mut inputs = parser.inputs();
    inputs.extend(parser.give_up());
    inputs
}

#[track_caller]
fn assert_keys(bytes: &[u8], names: &str) {
    let keys: Vec<String> = parse(bytes)
        .into_iter()
        .map(|input| match input {
            Input::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(keys.join(" "), names, "{}", bytes.escape_ascii());
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
fn escape_is_a_key_when_nothing_follows_and_a_beginning_when_something_does() {
    assert_keys(b"\x1b", "esc");
    assert_keys(b"\x1b\x1b[A", "esc up");
    assert_keys(b"\x1b[", "alt-[");
    assert_keys(b"\x1b]", "alt-]");
    assert_keys(b"\x1bO", "alt-O");
    let mut parser = Parser::default();
    parser.feed(b"\x1b[1;");
    assert_eq!(parser.inputs(), []);
    assert!(parser.is_waiting());
    parser.feed(b"2A");
    assert_eq!(parser.inputs(), [Input::Key("shift-up".parse().unwrap())]);
    assert!(!parser.is_waiting());
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
    assert_eq!(parse(b"\x1b[200~cut short"), pasted("cut short"));
}

#[test]
fn the_mouse_is_understood_in_both_its_languages() {
    use MouseKind::{Drag, Press, Release, ScrollDown, ScrollUp};
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
    fn any_bytes_are_eaten_up(bytes in noise()) {
        let mut parser = Parser::default();
        parser.feed(&bytes);
        parser.inputs();
        parser.give_up();
        prop_assert!(!parser.is_waiting());
    }

    #[test]
    fn where_the_bytes_are_cut_does_not_matter(bytes in noise(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.extend([0, bytes.len()]);
        places.sort_unstable();
        let mut parser = Parser::default();
        let mut inputs = Vec::new();
        for piece in places.windows(2) {
            parser.feed(&bytes[piece[0]..piece[1]]);
            inputs.extend(parser.inputs());
        }
        inputs.extend(parser.give_up());
        prop_assert_eq!(inputs, parse(&bytes));
    }
}

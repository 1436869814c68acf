use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::*;

fn buffer(lines: &[(&str, Style)], width: u16) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, lines.len() as u16));
    for (row, (text, style)) in lines.iter().enumerate() {
        buffer.set_string(0, row as u16, text, *style);
    }
    buffer
}

fn text(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

#[test]
fn only_what_changes_is_written_and_nothing_if_nothing_does() {
    let mut output = Output::new(ColorDepth::True);
    let red = Style::new().fg(Color::Rgb(255, 0, 0));
    let screen = |top| buffer(&[(top, red), ("  d", Style::new())], 9);
    assert_eq!(
        text(output.frame(&mut screen("abcdefghi"))),
        "\\x1b[?2026h\\x1b[0m\\x1b[2J\\x1b[1H\\x1b[38;2;255;0;0mabcdefghi\\x1b[2;3H\\x1b[39md\
         \\x1b[?2026l"
    );
    assert_eq!(text(output.frame(&mut screen("abcdefghi"))), "");
    // Two and four letters are no longer than moving over them.
    assert_eq!(
        text(output.frame(&mut screen("xbcyefghz"))),
        "\\x1b[?2026h\\x1b[1H\\x1b[38;2;255;0;0mxbcyefghz\\x1b[0m\\x1b[?2026l"
    );
    assert_eq!(
        text(output.frame(&mut screen("!bcyefgh!"))),
        "\\x1b[?2026h\\x1b[1H\\x1b[38;2;255;0;0m!\\x1b[9G!\\x1b[0m\\x1b[?2026l"
    );
    output.forget();
    let whole = text(output.frame(&mut screen("xbcyefghz")));
    assert!(
        whole.contains("[2J") && whole.contains("xbcyefghz"),
        "{whole}"
    );
}

#[test]
fn colors_come_down_to_the_terminals_depth() {
    let style = Style::new()
        .fg(Color::Rgb(255, 135, 0))
        .bg(Color::Blue)
        .add_modifier(Modifier::BOLD);
    for (depth, code) in [
        (ColorDepth::True, "1;38;2;255;135;0;44"),
        (ColorDepth::Indexed256, "1;38;5;208;44"),
        (ColorDepth::Ansi16, "1;91;44"),
        (ColorDepth::None, "1"),
    ] {
        let bytes = text(Output::new(depth).frame(&mut buffer(&[("a", style)], 1)));
        assert!(
            bytes.contains(&format!("\\x1b[{code}ma")),
            "{depth:?}: {bytes}"
        );
    }
    let plain = buffer(&[("a", Style::new().fg(Color::Red))], 1);
    let bytes = text(Output::new(ColorDepth::None).frame(&mut plain.clone()));
    assert!(bytes.contains("Ha\\x1b"), "{bytes}");
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let mut bad = Buffer::empty(Rect::new(0, 0, 3, 1));
    bad[(0, 0)].set_symbol("\u{1b}");
    bad[(1, 0)].set_symbol("\u{9b}");
    bad[(2, 0)].set_symbol("");
    let bytes = text(Output::new(ColorDepth::None).frame(&mut bad));
    assert!(bytes.contains("\\x1b[1H   \\x1b"), "{bytes}");
}

/// Text in rows, with narrow and wide symbols and few colours, so that neighbours are often alike.
fn screens() -> impl Strategy<Value = Vec<Buffer>> {
    let piece = (
        prop::sample::select(vec!["a", "b ", "漢", "█▀", "⣿", "字x"]),
        prop::sample::select(vec![
            Color::Reset,
            Color::Red,
            Color::Rgb(1, 2, 3),
            Color::Indexed(200),
        ]),
        prop::sample::select(vec![Color::Reset, Color::LightBlue, Color::Rgb(9, 99, 0)]),
        prop::sample::select(vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::BOLD | Modifier::REVERSED,
            Modifier::DIM,
            Modifier::ITALIC,
        ]),
    );
    let row = prop::collection::vec(piece, 0..9);
    let screen = prop::collection::vec(row, 4).prop_map(|rows| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 4));
        for (y, pieces) in rows.into_iter().enumerate() {
            let mut x = 0;
            for (symbol, fg, bg, modifier) in pieces {
                let style = Style::new().fg(fg).bg(bg).add_modifier(modifier);
                if x < 9 {
                    (x, _) = buffer.set_stringn(x, y as u16, symbol, 9, style);
                }
            }
        }
        buffer
    });
    prop::collection::vec(screen, 1..6)
}

fn vt_color(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        other => panic!("{other:?} is not among the colours drawn"),
    }
}

proptest! {
    #[test]
    fn the_terminal_shows_what_was_drawn(screens in screens()) {
        let mut output = Output::new(ColorDepth::True);
        let mut terminal = vt100::Parser::new(4, 9, 0);
        for screen in screens {
            terminal.process(output.frame(&mut screen.clone()));
            for y in 0..4 {
                let mut x = 0;
                while x < 9 {
                    let expected = &screen[(x, y)];
                    let shown = terminal.screen().cell(y, x).unwrap();
                    let symbol = if shown.has_contents() { shown.contents() } else { " " };
                    prop_assert_eq!(symbol, expected.symbol(), "at {}, {}", x, y);
                    prop_assert_eq!(shown.bgcolor(), vt_color(expected.bg));
                    // Nobody sees in which colour a space is written.
                    if symbol != " " {
                        prop_assert_eq!(shown.fgcolor(), vt_color(expected.fg));
                        prop_assert_eq!(shown.bold(), expected.modifier.contains(Modifier::BOLD));
                        prop_assert_eq!(shown.dim(), expected.modifier.contains(Modifier::DIM));
                    }
                    prop_assert_eq!(shown.inverse(), expected.modifier.contains(Modifier::REVERSED));
                    x += width(expected.symbol()) as u16;
                }
            }
        }
    }
}

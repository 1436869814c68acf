//! The same keys, in a page and in a terminal, show the same cells.

use super::interpreter::Program;
use super::pty::{Pty, command};

const COLUMNS: u16 = 110;
const ROWS: u16 = 34;

/// Keys as the page names them and as a terminal sends them.
const SCRIPT: &[(&str, &str)] = &[
    ("end", "\x1b[F"),
    ("j", "j"),
    ("+", "+"),
    ("+", "+"),
    ("-", "-"),
    ("left", "\x1b[D"),
    ("i", "i"),
    ("c", "c"),
    ("z", "z"),
    ("l", "l"),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", "5"),
    ("9", "9"),
    ("1", "1"),
    ("u", "u"),
    ("?", "?"),
    ("esc", "\x1b"),
    (":", ":"),
    ("k", "k"),
    ("esc", "\x1b"),
    ("esc", "\x1b"),
    ("E", "E"),
    ("esc", "\x1b"),
];

/// A cell that both can say: its sign and, where it has some, its colours.
type Seen = (String, Option<u32>, Option<u32>);

fn of_page(program: &mut Program) -> Vec<Seen> {
    // Work that a key began is done in some frames.
    for frame in 0..40 {
        program.call::<f64, i32>("frame", f64::from(frame));
    }
    let cells = program.cells(usize::from(COLUMNS) * usize::from(ROWS));
    let seen = |[sign, mark, color, ground]: [u32; 4]| {
        let signs = [sign, mark].into_iter().filter(|sign| *sign != 0);
        let text: String = signs.filter_map(char::from_u32).collect();
        (text, Some(color & 0xFF_FFFF), Some(ground & 0xFF_FFFF))
    };
    cells.into_iter().map(seen).collect()
}

fn of_terminal(screen: &vt100::Screen) -> Vec<Seen> {
    let rgb = |color| match color {
        vt100::Color::Rgb(red, green, blue) => Some(u32::from_be_bytes([0, red, green, blue])),
        _ => None,
    };
    let places = (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (row, column)));
    let cells = places.filter_map(|(row, column)| screen.cell(row, column));
    let seen = |cell: &vt100::Cell| {
        let text = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        (text.to_owned(), rgb(cell.fgcolor()), rgb(cell.bgcolor()))
    };
    cells.map(seen).collect()
}

/// Whether both show the same; a blank has no colour of its own.
fn is_same((page, terminal): (&Seen, &Seen)) -> bool {
    let agree = |one: Option<u32>, other: Option<u32>| {
        one.zip(other).is_none_or(|(one, other)| one == other)
    };
    page.0 == terminal.0
        && (page.0 == " " || agree(page.1, terminal.1))
        && agree(page.2, terminal.2)
}

fn rows(cells: &[Seen]) -> Vec<String> {
    let rows = cells.chunks(usize::from(COLUMNS));
    rows.map(|row| row.iter().map(|cell| cell.0.as_str()).collect())
        .collect()
}

#[test]
fn the_same_keys_show_the_same_cells_as_in_a_terminal() {
    let mut command = command("ravine");
    command.args(["--theme", "dark"]);
    let mut pty = Pty::run(command, COLUMNS, ROWS);
    let mut program = Program::new();
    program.open(descent_tui::scene::library()[0].text);
    program.call::<i32, ()>("light", 0);
    program.call::<(i32, i32, i32, i32), ()>("resize", (COLUMNS.into(), ROWS.into(), 0, 0));
    for (name, sent) in SCRIPT {
        program.give(name);
        program.call::<(), ()>("key", ());
        pty.send(sent);
        let page = of_page(&mut program);
        let differing = |screen: &vt100::Screen| {
            let terminal = of_terminal(screen);
            let mut pairs = page.iter().zip(&terminal);
            pairs
                .position(|pair| !is_same(pair))
                .map(|place| (place, page[place].clone(), terminal[place].clone()))
        };
        let what = format!(
            "page's screen after {name:?}:\n{}\n",
            rows(&page).join("\n")
        );
        pty.wait_until(&what, |screen| differing(screen).is_none());
    }
    pty.send("\x03");
    assert_eq!(pty.wait(), 0);
}

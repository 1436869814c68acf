//! Drawings of strokes, as the cells that they become.

use super::*;

const GROUND: Rgb = Rgb::hex(0x00_0000);
const BRIGHT: Rgb = Rgb::hex(0xff_ffff);
const RED: Rgb = Rgb::hex(0xff_2020);

fn pen(color: Rgb, priority: u8, dash: Dash) -> Pen {
    Pen {
        color,
        priority,
        number: priority,
        dash,
        width: 1.0,
    }
}

/// What strokes through these places, each with its pen, look like on 12 × 3 cells.
fn drawing(glyphs: Glyphs, strokes: &[(&[(f64, f64)], Pen)]) -> Vec<String> {
    let area = Rect::new(0, 0, 12, 3);
    let mut canvas = Canvas::new(area.width, area.height, glyphs, GROUND);
    for (places, pen) in strokes {
        canvas.strokes(places.iter().copied(), *pen);
    }
    let mut buffer = Buffer::empty(area);
    canvas.show(area, &mut buffer, ColorDepth::True);
    (0..area.height)
        .map(|y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect())
        .collect()
}

const ROOF: &[(f64, f64)] = &[(0.2, 2.8), (4.0, 0.2), (11.8, 2.8)];

#[test]
fn a_stroke_has_no_gaps() {
    let roof = |glyphs| drawing(glyphs, &[(ROOF, pen(BRIGHT, 1, Dash::SOLID))]);
    assert_eq!(
        roof(Glyphs::Quadrant),
        ["   ▄▀▄▖     ", " ▗▀   ▝▀▄▖  ", "▞▘       ▝▀▄"]
    );
    assert_eq!(
        roof(Glyphs::Braille),
        ["   ⡰⠑⠢⡀     ", " ⢀⠎   ⠈⠑⢄⡀  ", "⡰⠁       ⠈⠢⢄"]
    );
    assert_eq!(
        roof(Glyphs::Ascii),
        ["   ooo      ", " oo   oooo  ", "o         oo"]
    );
}

#[test]
fn a_dash_runs_on_over_joints() {
    let level = |places| drawing(Glyphs::Quadrant, &[(places, pen(BRIGHT, 1, Dash::DOTTED))]);
    let whole = level(&[(0.0, 1.0), (12.0, 1.0)]);
    let pieces = level(&[(0.0, 1.0), (2.5, 1.0), (3.0, 1.0), (3.2, 1.0), (12.0, 1.0)]);
    assert_eq!(whole, pieces);
    assert_eq!(whole[1], "▘▝ ▘▝ ▘▝ ▘▝ ");
}

#[test]
fn strokes_break_where_there_is_no_place_and_go_on_beyond_the_edge() {
    let nowhere = (f64::NAN, f64::NAN);
    let places = &[(0.5, 1.5), (3.0, 1.5), nowhere, (6.0, 1.5), (40.0, 1.5)];
    let drawn = drawing(Glyphs::Quadrant, &[(places, pen(BRIGHT, 1, Dash::SOLID))]);
    assert_eq!(drawn[1], "▗▄▄▖  ▄▄▄▄▄▄");
}

#[test]
fn of_two_strokes_in_a_cell_the_higher_covers_the_lower_where_glyphs_have_one_colour() {
    let slope: &[(f64, f64)] = &[(0.2, 0.2), (11.8, 2.8)];
    for (roof, other, expected) in [
        (1, 2, ["+++ooo      ", " oo++++++o  ", "o        +++"]),
        (2, 1, ["ooo+++      ", " ++ooo++++  ", "+        o++"]),
    ] {
        let strokes = [
            (ROOF, pen(BRIGHT, roof, Dash::SOLID)),
            (slope, pen(RED, other, Dash::SOLID)),
        ];
        assert_eq!(drawing(Glyphs::Ascii, &strokes), expected);
    }
}

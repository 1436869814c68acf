//! Sixel: six rows at a time, a bit for each, colour after colour.
//!
//! See the VT330/VT340 programmer reference manual, chapter 14.

use std::io::Write;

use ratatui::layout::Rect;

use super::indexed::Indexed;

/// Rows of pixels in a band.
const BAND: usize = 6;
/// The character of six clear pixels; those of others follow it.
const CLEAR: u8 = b'?';

/// Paints a picture over these cells; what is clear stays as it is.
pub(super) fn show(bytes: &mut Vec<u8>, picture: &Indexed, area: Rect) {
    write(bytes, format_args!("\x1b[{};{}H", area.y + 1, area.x + 1));
    // Clear pixels are left alone (1), and pixels are squares.
    let (width, height) = (picture.width, picture.height);
    write(bytes, format_args!("\x1bP0;1;0q\"1;1;{width};{height}"));
    for (number, color) in picture.palette.iter().enumerate().skip(1) {
        let [red, green, blue, _] = color.map(percent);
        write(bytes, format_args!("#{number};2;{red};{green};{blue}"));
    }
    // The six bits of each column, for each colour of a band.
    let mut columns = vec![0_u8; width * picture.palette.len()];
    for (place, band) in picture.pixels.chunks(width * BAND).enumerate() {
        if place > 0 {
            bytes.push(b'-');
        }
        let mut used = vec![false; picture.palette.len()];
        for (row, pixels) in band.chunks(width).enumerate() {
            for (column, &number) in pixels.iter().enumerate() {
                if number != 0 {
                    used[usize::from(number)] = true;
                    columns[usize::from(number) * width + column] |= 1 << row;
                }
            }
        }
        let mut is_first = true;
        for number in (0..used.len()).filter(|number| used[*number]) {
            // Back to the beginning of the band for each colour but its first.
            if !std::mem::take(&mut is_first) {
                bytes.push(b'$');
            }
            write(bytes, format_args!("#{number}"));
            let own = &mut columns[number * width..][..width];
            paint(bytes, own);
            own.fill(0);
        }
    }
    bytes.extend_from_slice(b"\x1b\\");
}

/// The columns of one colour, equal ones counted; what is clear at the end is left out.
fn paint(bytes: &mut Vec<u8>, columns: &[u8]) {
    let end = columns.iter().rposition(|bits| *bits != 0);
    for run in columns[..end.map_or(0, |end| end + 1)].chunk_by(|one, next| one == next) {
        let sixel = CLEAR + run[0];
        match run.len() {
            count @ 0..=3 => bytes.extend(std::iter::repeat_n(sixel, count)),
            count => {
                write(bytes, format_args!("!{count}"));
                bytes.push(sixel);
            }
        }
    }
}

/// A channel in hundredths.
pub(super) fn percent(channel: u8) -> u8 {
    ((u16::from(channel) * 100 + 127) / 255) as u8
}

fn write(bytes: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to memory does not fail.
    let _ = bytes.write_fmt(text);
}

//! The ladder of colours that terminals show, from true colour down to none.

use ratatui::style::Color;

use crate::picture::Rgb;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorDepth {
    /// None: bold and reverse only.
    None,
    /// The sixteen that the terminal's own theme defines.
    Ansi16,
    /// The cube of 216 and the ramp of 24 greys.
    Indexed256,
    /// Sixteen million.
    #[default]
    True,
}

/// A colour of a field that runs quietly through many. The cube of 256 colours has no dark ones that
/// lie close together, but its ramp of greys does.
pub fn of_field(color: Rgb, depth: ColorDepth) -> Rgb {
    match depth {
        ColorDepth::Indexed256 => color.grey(),
        _ => color,
    }
}

/// The nearest colour that a terminal of this depth shows; without colour, the terminal's own.
pub fn quantise(color: Rgb, depth: ColorDepth) -> Color {
    let [red, green, blue] = color.channels;
    match depth {
        ColorDepth::None => Color::Reset,
        ColorDepth::Ansi16 => nearest_of_16(color),
        ColorDepth::Indexed256 => Color::Indexed(nearest_of_256(color)),
        ColorDepth::True => Color::Rgb(red, green, blue),
    }
}

/// The colour that a terminal most likely shows; black for its own.
pub fn rgb_of(color: Color) -> Rgb {
    match color {
        Color::Rgb(red, green, blue) => [red, green, blue].into(),
        Color::Indexed(index) => of_256(index),
        named => {
            let known = SIXTEEN.iter().find(|(known, _)| *known == named);
            known.map_or_else(Rgb::default, |(_, color)| *color)
        }
    }
}

/// An entry of the palette of 256: sixteen named ones, the cube, the ramp.
fn of_256(index: u8) -> Rgb {
    match index {
        0..=15 => SIXTEEN[usize::from(index)].1,
        16..=231 => {
            let index = usize::from(index - 16);
            [index / 36, index / 6 % 6, index % 6]
                .map(|level| LEVELS[level])
                .into()
        }
        232..=255 => [8 + 10 * (index - 232); 3].into(),
    }
}

/// The levels of the cube of 6 × 6 × 6 colours.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The sixteen colours as most terminals show them.
const SIXTEEN: [(Color, Rgb); 16] = [
    (Color::Black, Rgb::hex(0x00_0000)),
    (Color::Red, Rgb::hex(0xcd_3131)),
    (Color::Green, Rgb::hex(0x0d_bc79)),
    (Color::Yellow, Rgb::hex(0xe5_e510)),
    (Color::Blue, Rgb::hex(0x24_72c8)),
    (Color::Magenta, Rgb::hex(0xbc_3fbc)),
    (Color::Cyan, Rgb::hex(0x11_a8cd)),
    (Color::Gray, Rgb::hex(0xcc_cccc)),
    (Color::DarkGray, Rgb::hex(0x66_6666)),
    (Color::LightRed, Rgb::hex(0xf1_4c4c)),
    (Color::LightGreen, Rgb::hex(0x23_d18b)),
    (Color::LightYellow, Rgb::hex(0xf5_f543)),
    (Color::LightBlue, Rgb::hex(0x3b_8eea)),
    (Color::LightMagenta, Rgb::hex(0xd6_70d6)),
    (Color::LightCyan, Rgb::hex(0x29_b8db)),
    (Color::White, Rgb::hex(0xff_ffff)),
];

fn nearest_of_16(color: Rgb) -> Color {
    let nearest = SIXTEEN
        .iter()
        .min_by(|a, b| color.distance(a.1).total_cmp(&color.distance(b.1)));
    nearest.map_or(Color::Reset, |(named, _)| *named)
}

/// The nearest entry of the 6 × 6 × 6 cube or of the ramp of greys.
fn nearest_of_256(color: Rgb) -> u8 {
    let level = |channel: u8| {
        (0..6_u8)
            .min_by_key(|index| LEVELS[usize::from(*index)].abs_diff(channel))
            .unwrap_or(0)
    };
    let cube = color.channels.map(level);
    let in_cube = Rgb {
        channels: cube.map(|index| LEVELS[usize::from(index)]),
    };
    let mean = color.channels.iter().map(|c| u16::from(*c)).sum::<u16>() / 3;
    let step = (mean.saturating_sub(3) / 10).min(23) as u8;
    let grey = Rgb {
        channels: [8 + 10 * step; 3],
    };
    if color.distance(grey) < color.distance(in_cube) {
        232 + step
    } else {
        16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_of_the_cube_and_the_ramp_are_met_exactly() {
        assert_eq!(
            quantise(Rgb::hex(0xff_8700), ColorDepth::Indexed256),
            Color::Indexed(208)
        );
        assert_eq!(
            quantise(Rgb::hex(0x12_1212), ColorDepth::Indexed256),
            Color::Indexed(233)
        );
        assert_eq!(
            quantise(Rgb::hex(0xff_ffff), ColorDepth::Ansi16),
            Color::White
        );
        assert_eq!(
            quantise(Rgb::hex(0xff_ffff), ColorDepth::None),
            Color::Reset
        );
    }

    #[test]
    fn a_colour_that_was_quantised_is_its_own_nearest() {
        for index in 16..=255 {
            let color = rgb_of(Color::Indexed(index));
            assert_eq!(rgb_of(quantise(color, ColorDepth::Indexed256)), color);
            assert_eq!(rgb_of(quantise(color, ColorDepth::True)), color);
        }
    }

    #[test]
    fn a_field_is_grey_where_colours_are_few() {
        let field = of_field(Rgb::hex(0x2a_5366), ColorDepth::Indexed256);
        assert_eq!(quantise(field, ColorDepth::Indexed256), Color::Indexed(239));
    }
}

//! Colours: mixing, contrast, and the ladder from true colour down to none.

use ratatui::style::Color;

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rgb {
    /// Red, green and blue, as in `#rrggbb`.
    pub channels: [u8; 3],
}

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

impl From<[u8; 3]> for Rgb {
    fn from(channels: [u8; 3]) -> Self {
        Self { channels }
    }
}

impl Rgb {
    /// The colour `0xrrggbb`.
    pub const fn hex(code: u32) -> Self {
        let [_, red, green, blue] = code.to_be_bytes();
        Self {
            channels: [red, green, blue],
        }
    }

    /// This colour with a share of another, 0 none and 1 all of it.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let mixed = |index: usize| {
            let (a, b) = (
                f64::from(self.channels[index]),
                f64::from(other.channels[index]),
            );
            (a + (b - a) * share.clamp(0.0, 1.0)).round() as u8
        };
        Self {
            channels: [mixed(0), mixed(1), mixed(2)],
        }
    }

    /// Squared distance, weighted by how the eye tells the channels apart ("redmean").
    pub fn distance(self, other: Self) -> f64 {
        let [r, g, b] =
            [0, 1, 2].map(|i| f64::from(self.channels[i]) - f64::from(other.channels[i]));
        let red = f64::midpoint(f64::from(self.channels[0]), f64::from(other.channels[0])) / 256.0;
        (2.0 + red) * r * r + 4.0 * g * g + (3.0 - red) * b * b
    }

    /// Relative luminance by WCAG 2, from 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        let [r, g, b] = self.channels.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The grey of the same luminance.
    pub fn grey(self) -> Self {
        let linear = self.luminance();
        let c = if linear <= 0.003_130_8 {
            12.92 * linear
        } else {
            1.055 * linear.powf(1.0 / 2.4) - 0.055
        };
        Self {
            channels: [(255.0 * c).round() as u8; 3],
        }
    }

    /// Contrast ratio by WCAG 2, from 1 (the same) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
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
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
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
    fn contrast_is_that_of_the_standard() {
        let (black, white) = (Rgb::hex(0), Rgb::hex(0xff_ffff));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        // The grey that WCAG names as the limit on white.
        assert!((Rgb::hex(0x76_7676).contrast(white) - 4.54).abs() < 0.01);
    }

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
    fn a_grey_is_as_light_as_its_colour() {
        for code in [0x0b_121f, 0x2a_5366, 0xbb_cddd, 0, 0xff_ffff] {
            let color = Rgb::hex(code);
            assert!(color.contrast(color.grey()) < 1.03, "{color:?}");
        }
        let field = of_field(Rgb::hex(0x2a_5366), ColorDepth::Indexed256);
        assert_eq!(quantise(field, ColorDepth::Indexed256), Color::Indexed(239));
    }

    #[test]
    fn mixing_goes_from_one_to_the_other() {
        let (a, b) = (Rgb::hex(0x10_2030), Rgb::hex(0xf0_e0d0));
        assert_eq!((a.mix(b, 0.0), a.mix(b, 1.0)), (a, b));
        assert_eq!(a.mix(b, 0.5), Rgb::hex(0x80_8080));
    }
}

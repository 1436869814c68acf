//! Colours: mixing, contrast, and how the eye tells them apart.

/// A colour of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rgb {
    /// Red, green and blue, as in `#rrggbb`.
    pub channels: [u8; 3],
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

    /// Its channels as amounts of light, from 0 to 1.
    pub fn linear(self) -> [f64; 3] {
        self.channels.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                libm::pow((c + 0.055) / 1.055, 2.4)
            }
        })
    }

    /// Relative luminance by WCAG 2, from 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The grey of the same luminance.
    pub fn grey(self) -> Self {
        let linear = self.luminance();
        let c = if linear <= 0.003_130_8 {
            12.92 * linear
        } else {
            1.055 * libm::pow(linear, 1.0 / 2.4) - 0.055
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
    fn a_grey_is_as_light_as_its_colour() {
        for code in [0x0b_121f, 0x2a_5366, 0xbb_cddd, 0, 0xff_ffff] {
            let color = Rgb::hex(code);
            assert!(color.contrast(color.grey()) < 1.03, "{color:?}");
        }
    }

    #[test]
    fn mixing_goes_from_one_to_the_other() {
        let (a, b) = (Rgb::hex(0x10_2030), Rgb::hex(0xf0_e0d0));
        assert_eq!((a.mix(b, 0.0), a.mix(b, 1.0)), (a, b));
        assert_eq!(a.mix(b, 0.5), Rgb::hex(0x80_8080));
    }
}

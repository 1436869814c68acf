//! Themes: every colour of a picture and of the screen has its name here.
//!
//! One theme is one constant and one line of the list.

use super::color::Rgb;
use super::style::Means;
use crate::scene::{HUES, SHADES};

/// The colours of pictures and of the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: &'static str,
    /// How paths are told apart.
    pub means: Means,
    /// One line of what it is for.
    pub summary: &'static str,
    /// Behind everything.
    pub background: Rgb,
    /// Ordinary text.
    pub text: Rgb,
    /// Titles and what stands out.
    pub strong: Rgb,
    /// What only helps.
    pub quiet: Rgb,
    /// Thin lines and empty tracks.
    pub rule: Rgb,
    /// What is selected, and the keys.
    pub accent: Rgb,
    /// Behind what is selected.
    pub selection: Rgb,
    /// Names and values of the objective's parameters.
    pub parameter: Rgb,
    /// Warnings: beyond the limit, diverged.
    pub alarm: Rgb,
    /// The field's lowest and highest band.
    pub field: [Rgb; 2],
    /// Where the objective is not finite.
    pub void: Rgb,
    /// Iso-lines.
    pub iso_line: Rgb,
    /// Start and minimum on the map.
    pub mark: Rgb,
    /// Text on a path's colour.
    pub badge: Rgb,
    /// The hues of paths.
    pub paths: [Rgb; HUES],
}

/// Every theme, the default first.
pub const THEMES: &[Theme] = &[DARK, LIGHT, PROJECTOR, MONOCHROME];

const DARK: Theme = Theme {
    name: "dark",
    means: Means::Colour,
    summary: "a winter night, for dark rooms",
    background: Rgb::hex(0x0c_0f16),
    text: Rgb::hex(0xc9_ced6),
    strong: Rgb::hex(0xff_ffff),
    quiet: Rgb::hex(0x7d_8592),
    rule: Rgb::hex(0x33_3b47),
    accent: Rgb::hex(0xff_cb5c),
    selection: Rgb::hex(0x1b_212d),
    parameter: Rgb::hex(0x8f_c4f5),
    alarm: Rgb::hex(0xff_6f61),
    field: [Rgb::hex(0x0b_121f), Rgb::hex(0x2a_5366)],
    void: Rgb::hex(0x0c_0f16),
    iso_line: Rgb::hex(0x5b_7c8e),
    mark: Rgb::hex(0xff_ffff),
    badge: Rgb::hex(0x0a_0c10),
    paths: [
        Rgb::hex(0xed_9a35),
        Rgb::hex(0x1e_a8f2),
        Rgb::hex(0xf2_f82f),
        Rgb::hex(0x26_e69f),
        Rgb::hex(0xfc_64bb),
        Rgb::hex(0xe5_c0ff),
        Rgb::hex(0xd3_d7dc),
        Rgb::hex(0xff_7b72),
        Rgb::hex(0x9c_e04f),
        Rgb::hex(0x5f_e3e8),
        Rgb::hex(0xe8_b282),
        Rgb::hex(0xe5_88f2),
    ],
};

const LIGHT: Theme = Theme {
    name: "light",
    means: Means::Colour,
    summary: "snow by day, for bright rooms and print",
    background: Rgb::hex(0xfb_faf7),
    text: Rgb::hex(0x2d_333b),
    strong: Rgb::hex(0x00_0000),
    quiet: Rgb::hex(0x6d_747e),
    rule: Rgb::hex(0xcf_d0cf),
    accent: Rgb::hex(0x9e_5000),
    selection: Rgb::hex(0xee_ebe3),
    parameter: Rgb::hex(0x0b_5798),
    alarm: Rgb::hex(0xb4_1f1f),
    field: [Rgb::hex(0xff_ffff), Rgb::hex(0xbb_cddd)],
    void: Rgb::hex(0xfb_faf7),
    iso_line: Rgb::hex(0x8d_a2b5),
    mark: Rgb::hex(0x00_0000),
    badge: Rgb::hex(0xff_ffff),
    paths: [
        Rgb::hex(0xc5_4425),
        Rgb::hex(0x00_0993),
        Rgb::hex(0x6f_4304),
        Rgb::hex(0x25_7d58),
        Rgb::hex(0x63_1c56),
        Rgb::hex(0x5b_51fc),
        Rgb::hex(0x4d_555f),
        Rgb::hex(0xb4_242b),
        Rgb::hex(0x46_7000),
        Rgb::hex(0x00_6d80),
        Rgb::hex(0x84_5428),
        Rgb::hex(0x94_2fa6),
    ],
};

const PROJECTOR: Theme = Theme {
    name: "projector",
    means: Means::Colour,
    summary: "black on white, for weak projectors and the back row",
    background: Rgb::hex(0xff_ffff),
    text: Rgb::hex(0x00_0000),
    strong: Rgb::hex(0x00_0000),
    quiet: Rgb::hex(0x3c_4149),
    rule: Rgb::hex(0x8b_8f94),
    accent: Rgb::hex(0x7a_3300),
    selection: Rgb::hex(0xe6_e8ea),
    parameter: Rgb::hex(0x00_3d78),
    alarm: Rgb::hex(0x9a_0000),
    field: [Rgb::hex(0xff_ffff), Rgb::hex(0xc8_d4e0)],
    void: Rgb::hex(0xff_ffff),
    iso_line: Rgb::hex(0x6f_8599),
    mark: Rgb::hex(0x00_0000),
    badge: Rgb::hex(0xff_ffff),
    paths: LIGHT.paths,
};

/// Greys for the paths, black first, as far apart as legible letters on them allow.
const MONOCHROME: Theme = Theme {
    name: "monochrome",
    means: Means::Dashes,
    summary: "grey on white, each path in dashes of its own, for paper without colour",
    background: Rgb::hex(0xff_ffff),
    text: Rgb::hex(0x1c_1c1c),
    strong: Rgb::hex(0x00_0000),
    quiet: Rgb::hex(0x5c_5c5c),
    rule: Rgb::hex(0xc4_c4c4),
    accent: Rgb::hex(0x30_3030),
    selection: Rgb::hex(0xec_ecec),
    parameter: Rgb::hex(0x30_3030),
    alarm: Rgb::hex(0x00_0000),
    field: [Rgb::hex(0xff_ffff), Rgb::hex(0xd6_d6d6)],
    void: Rgb::hex(0xff_ffff),
    iso_line: Rgb::hex(0xa0_a0a0),
    mark: Rgb::hex(0x00_0000),
    badge: Rgb::hex(0xff_ffff),
    paths: [
        Rgb::hex(0x00_0000),
        Rgb::hex(0x60_6060),
        Rgb::hex(0x30_3030),
        Rgb::hex(0x70_7070),
        Rgb::hex(0x18_1818),
        Rgb::hex(0x48_4848),
        Rgb::hex(0x08_0808),
        Rgb::hex(0x68_6868),
        Rgb::hex(0x38_3838),
        Rgb::hex(0x58_5858),
        Rgb::hex(0x20_2020),
        Rgb::hex(0x50_5050),
    ],
};

/// By how much each shade of a hue differs from the one before.
const SHADE: f64 = 0.38;

/// Brightness rises slowly at first, so that the low ground where paths end is calm.
const RISE: f64 = 1.3;

impl Theme {
    /// The theme of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        THEMES.iter().find(|theme| theme.name == name)
    }

    /// The colour of the field at a place from 0, the lowest, to 1.
    pub fn height(&self, place: f64) -> Rgb {
        let [low, high] = self.field;
        low.mix(high, libm::pow(place, RISE))
    }

    /// The colours of so many bands, the lowest first.
    pub fn bands(&self, count: usize) -> Vec<Rgb> {
        let last = count.max(2) - 1;
        (0..count)
            .map(|band| self.height(band as f64 / last as f64))
            .collect()
    }

    /// The colour of the path at this place: a hue, or a shade of one on the side of what stands out.
    pub fn path(&self, place: usize) -> Rgb {
        let hue = self.paths[place % HUES];
        let shade = place / HUES % SHADES;
        hue.mix(self.strong, shade as f64 * SHADE)
    }
}

#[cfg(test)]
mod tests {
    use super::super::BANDS;
    use super::*;
    use crate::scene::TEXTBOOK;

    fn pairs(bands: Vec<Rgb>, paths: Vec<Rgb>) -> impl Iterator<Item = (Rgb, Rgb)> {
        bands
            .into_iter()
            .flat_map(move |band| paths.clone().into_iter().map(move |path| (band, path)))
    }

    #[test]
    fn every_path_stands_out_against_every_band() {
        for theme in THEMES {
            let places = (0..SHADES * HUES).map(|place| theme.path(place));
            for (band, path) in pairs(theme.bands(BANDS), places.collect()) {
                let contrast = path.contrast(band);
                assert!(
                    contrast >= 3.0,
                    "{}: {path:?} on {band:?}: {contrast:.2}",
                    theme.name
                );
            }
        }
    }

    #[test]
    fn neighbouring_bands_can_be_told_apart_and_stay_quiet() {
        for theme in THEMES {
            let bands = theme.bands(12);
            for pair in bands.windows(2) {
                let contrast = pair[0].contrast(pair[1]);
                assert!(
                    (1.015..1.25).contains(&contrast),
                    "{}: {pair:?} {contrast:.3}",
                    theme.name
                );
            }
        }
    }

    #[test]
    fn text_is_readable_where_it_stands() {
        for theme in THEMES {
            for (name, ink, ground, least) in [
                ("text", theme.text, theme.background, 7.0),
                ("text selected", theme.text, theme.selection, 7.0),
                ("quiet", theme.quiet, theme.background, 4.5),
                ("accent", theme.accent, theme.background, 4.5),
                ("accent selected", theme.accent, theme.selection, 4.5),
                ("alarm", theme.alarm, theme.background, 4.5),
                ("parameter", theme.parameter, theme.background, 4.5),
            ] {
                let contrast = ink.contrast(ground);
                assert!(contrast >= least, "{} {name}: {contrast:.2}", theme.name);
            }
            for path in theme.paths {
                assert!(path.contrast(theme.badge) >= 4.5, "{} {path:?}", theme.name);
            }
        }
    }

    #[test]
    fn all_hues_differ() {
        for theme in THEMES {
            for (index, one) in theme.paths.iter().enumerate() {
                for other in &theme.paths[index + 1..] {
                    assert!(one.distance(*other) > 0.0, "{} {one:?}", theme.name);
                }
            }
        }
    }

    /// How linear red, green and blue look without one kind of cone: Machado, Oliveira and Fernandes 2009.
    const EYES: [(&str, f64, [[f64; 3]; 3]); 4] = [
        (
            "all cones",
            0.15,
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        ),
        (
            "no long cones",
            0.08,
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "no middle cones",
            0.08,
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "no short cones",
            0.07,
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn times(rows: &[[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        rows.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
    }

    /// A colour in Oklab (Ottosson 2020), in which distances are as the eye sees them.
    fn oklab(linear: [f64; 3]) -> [f64; 3] {
        let cones = times(
            &[
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            linear.map(|channel| channel.clamp(0.0, 1.0)),
        );
        times(
            &[
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones.map(f64::cbrt),
        )
    }

    #[test]
    fn the_textbook_methods_differ_to_every_eye() {
        let by_colour = THEMES.iter().filter(|theme| theme.means == Means::Colour);
        for theme in by_colour {
            for (eye, least, cones) in &EYES {
                let seen = theme.paths.map(|hue| oklab(times(cones, hue.linear())));
                let seen = &seen[..TEXTBOOK.len()];
                for (index, one) in seen.iter().enumerate() {
                    for (offset, other) in seen[index + 1..].iter().enumerate() {
                        let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
                        let distance = squares.sum::<f64>().sqrt();
                        let pair = [TEXTBOOK[index], TEXTBOOK[index + 1 + offset]];
                        assert!(
                            distance >= *least,
                            "{} {eye} {pair:?}: {distance:.3}",
                            theme.name
                        );
                    }
                }
            }
        }
    }
}

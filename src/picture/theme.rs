//! Themes: every colour of a picture and of the screen has its name here.
//!
//! One theme is one constant and one line of the list.

use super::color::Rgb;

/// The colours of pictures and of the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: &'static str,
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
    /// The colours of paths, in the order of a scene's optimizers.
    pub paths: &'static [Rgb],
}

/// Every theme, the default first.
pub const THEMES: &[Theme] = &[DARK, LIGHT];

const DARK: Theme = Theme {
    name: "dark",
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
    paths: &[
        Rgb::hex(0xff_8f40),
        Rgb::hex(0x56_b4f0),
        Rgb::hex(0xf4_e24c),
        Rgb::hex(0x35_d99b),
        Rgb::hex(0xff_9dcf),
        Rgb::hex(0xb9_a5ff),
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
    paths: &[
        Rgb::hex(0xb9_4a00),
        Rgb::hex(0x1b_62b5),
        Rgb::hex(0x7d_6300),
        Rgb::hex(0x00_7755),
        Rgb::hex(0xae_2b7c),
        Rgb::hex(0x63_44bd),
        Rgb::hex(0x4d_555f),
        Rgb::hex(0xb4_242b),
        Rgb::hex(0x46_7000),
        Rgb::hex(0x00_6d80),
        Rgb::hex(0x84_5428),
        Rgb::hex(0x94_2fa6),
    ],
};

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
        low.mix(high, place.powf(RISE))
    }

    /// The colours of so many bands, the lowest first.
    pub fn bands(&self, count: usize) -> Vec<Rgb> {
        let last = count.max(2) - 1;
        (0..count)
            .map(|band| self.height(band as f64 / last as f64))
            .collect()
    }

    /// The colour of the optimizer at this place of a scene.
    pub fn path(&self, place: usize) -> Rgb {
        self.paths[place % self.paths.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::super::BANDS;
    use super::*;

    fn pairs(bands: Vec<Rgb>, paths: &[Rgb]) -> impl Iterator<Item = (Rgb, Rgb)> {
        bands
            .into_iter()
            .flat_map(|band| paths.iter().map(move |path| (band, *path)))
    }

    #[test]
    fn every_path_stands_out_against_every_band() {
        for theme in THEMES {
            for (band, path) in pairs(theme.bands(BANDS), theme.paths) {
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
    fn the_first_eight_paths_differ_from_each_other() {
        for theme in THEMES {
            for (index, one) in theme.paths.iter().enumerate() {
                for other in &theme.paths[index + 1..] {
                    assert!(one.distance(*other) > 0.0, "{} {one:?}", theme.name);
                }
            }
        }
    }
}

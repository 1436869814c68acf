//! The one font of all pictures: how wide words are, and the outlines of their letters.
//!
//! A part of `DejaVu Sans` that has every sign the program prints. Bold letters are the same ones, thickened.

use std::sync::LazyLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The name of the font, for media that bring their own.
pub const FAMILY: &str = "'DejaVu Sans', Verdana, sans-serif";

/// By what share of their size bold letters are thicker, and how much wider each is set.
pub const THICKENED: f64 = 0.055;
const WIDENED: f64 = 0.045;

static FACE: LazyLock<Face<'static>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../assets/fonts/DejaVuSans.subset.ttf");
    // The bytes are part of the program, and a test reads them.
    Face::parse(bytes, 0).expect("the font of the program is one")
});

/// The share of the size by which capital letters rise above the base line.
pub const CAPITALS: f64 = 0.729;

/// The width of words on one line.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let widened = if bold { WIDENED } else { 0.0 };
    text.chars()
        .map(|letter| (advance(letter) + widened) * size)
        .sum()
}

/// Words cut to a width, with an ellipsis where something is missing.
pub fn fitted(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let cut = |count: usize| -> String { letters[..count].iter().chain(&['…']).collect() };
    let fits = |count: &usize| width(&cut(*count), size, bold) <= room;
    (0..letters.len())
        .rev()
        .find(fits)
        .map(cut)
        .unwrap_or_default()
}

/// Words broken into lines of at most a width.
pub fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, false) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fitted(word, size, false, room)),
        }
    }
    lines
}

/// Gives the outline of each letter to a builder, in units of the page: `place` is made a builder that sets
/// off at a letter's base point, so far to the right of the first one's.
pub fn outlines(text: &str, size: f64, bold: bool, mut letter_at: impl FnMut(f64, GlyphId)) {
    let widened = if bold { WIDENED } else { 0.0 };
    let mut right = 0.0;
    for letter in text.chars() {
        let glyph = glyph(letter);
        letter_at(right, glyph);
        right += (advance(letter) + widened) * size;
    }
}

/// The outline of a letter in the units of the font, of which [`units`] make one size.
pub fn outline(glyph: GlyphId, builder: &mut dyn OutlineBuilder) {
    FACE.outline_glyph(glyph, builder);
}

/// How many units of the font make one size.
pub fn units() -> f64 {
    f64::from(FACE.units_per_em())
}

fn glyph(letter: char) -> GlyphId {
    FACE.glyph_index(letter).unwrap_or(GlyphId(0))
}

/// How far the next letter is set, in sizes. What stands over the letter before it takes no room.
fn advance(letter: char) -> f64 {
    if ('\u{300}'..'\u{370}').contains(&letter) {
        return 0.0;
    }
    let advance = FACE.glyph_hor_advance(glyph(letter)).unwrap_or(0);
    f64::from(advance) / units()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_formulas_and_rules_has_an_outline() {
        let signs = "∇√∑∂∞≤≥≈≠·×±−→←↓↑⟨⟩|₀₁₂₃ᵢ²³⁻¹αβγδεηθκλμξρσφω…‖∘⊙ ½π";
        for sign in signs.chars().filter(|sign| *sign != 'ᵢ') {
            assert_ne!(glyph(sign), GlyphId(0), "{sign}");
        }
    }

    #[test]
    fn words_are_cut_and_wrapped_to_their_room() {
        let text = "momentum damps the oscillations of gradient descent";
        let room = width("momentum damps the osc", 16.0, false);
        assert!(fitted(text, 16.0, false, room).ends_with('…'));
        let lines = wrapped(text, 16.0, room);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| width(line, 16.0, false) <= room));
        assert_eq!(lines.join(" "), text);
    }
}

//! The ladder of glyphs, from the finest subdivision of a cell to plain characters.

/// How finely a cell is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// 2 × 4 (Unicode 16; few fonts have them).
    Octant,
    /// 2 × 3 (Unicode 13).
    Sextant,
    /// 2 × 2, everywhere.
    #[default]
    Quadrant,
    /// 1 × 2.
    Half,
    /// Quadrants told apart by dashes, for terminals without colour.
    Dashed,
    /// Braille dots, for thin lines: 2 × 4, one colour a cell.
    Braille,
    /// Plain characters.
    Ascii,
}

impl Glyphs {
    /// Sub-pixels across and down a cell.
    pub fn subdivision(self) -> (usize, usize) {
        match self {
            Self::Octant | Self::Braille => (2, 4),
            Self::Sextant => (2, 3),
            Self::Quadrant | Self::Dashed => (2, 2),
            Self::Half => (1, 2),
            Self::Ascii => (1, 1),
        }
    }

    /// Whether a glyph can show two colours as blocks.
    pub(super) fn blends(self) -> bool {
        !matches!(self, Self::Braille | Self::Dashed | Self::Ascii)
    }

    /// The block glyph whose inked sub-pixels are the bits of `pattern`, row by row.
    pub(super) fn block(self, pattern: u16) -> char {
        match self {
            Self::Octant => octant(pattern),
            Self::Sextant => sextant(pattern),
            Self::Quadrant | Self::Dashed => QUADRANTS[usize::from(pattern & 15)],
            Self::Half => [' ', '▀', '▄', '█'][usize::from(pattern & 3)],
            Self::Braille => braille((0..8).fold(0, |dots, bit| {
                let dot = braille_dot(bit % 2, bit / 2);
                if pattern >> bit & 1 == 1 {
                    dots | dot
                } else {
                    dots
                }
            })),
            Self::Ascii => [' ', '#'][usize::from(pattern & 1)],
        }
    }

    /// The glyph of a stroke where there is no colour.
    pub(super) fn stroke(self, pattern: u16, pen: u8) -> char {
        self.mark(pen).unwrap_or_else(|| self.block(pattern))
    }

    /// The character that a pen's strokes are made of, where each has its own.
    pub fn mark(self, pen: u8) -> Option<char> {
        const MARKS: [char; 8] = ['o', '+', '#', '*', 'x', '%', '=', '@'];
        let mark = MARKS[usize::from(pen.saturating_sub(1)) % MARKS.len()];
        (self == Self::Ascii).then_some(mark)
    }

    /// The glyph of a cell's braille dots.
    pub(super) fn dots(self, dots: u8) -> char {
        match self {
            Self::Ascii => '.',
            _ => braille(dots),
        }
    }
}

fn braille(dots: u8) -> char {
    // Every pattern of eight dots is in the block of 256 that starts at U+2800.
    char::from_u32(0x2800 + u32::from(dots)).unwrap_or('·')
}

/// The bit of a braille dot in its code point.
pub(super) fn braille_dot(x: usize, y: usize) -> u8 {
    const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
    BITS[y % 4][x % 2]
}

const QUADRANTS: [char; 16] = [
    ' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█',
];

/// Sextants are U+1FB00 on, without the patterns that other blocks already had.
fn sextant(pattern: u16) -> char {
    match pattern & 63 {
        0 => ' ',
        21 => '▌',
        42 => '▐',
        63 => '█',
        pattern => {
            let skipped = 1 + u32::from(pattern > 21) + u32::from(pattern > 42);
            char::from_u32(0x1fb00 + u32::from(pattern) - skipped).unwrap_or('█')
        }
    }
}

/// Octants are U+1CD00 on, in the order of their patterns, without those that other blocks had.
fn octant(pattern: u16) -> char {
    /// Patterns (top row first, left bit first) that are older characters.
    const OLDER: [(u16, char); 26] = [
        (0x00, ' '),
        (0x01, '\u{1cea8}'),
        (0x02, '\u{1ceab}'),
        (0x03, '\u{1fb82}'),
        (0x05, '▘'),
        (0x0a, '▝'),
        (0x0f, '▀'),
        (0x14, '\u{1fbe6}'),
        (0x28, '\u{1fbe7}'),
        (0x3f, '\u{1fb85}'),
        (0x40, '\u{1cea3}'),
        (0x50, '▖'),
        (0x55, '▌'),
        (0x5a, '▞'),
        (0x5f, '▛'),
        (0x80, '\u{1cea0}'),
        (0xa0, '▗'),
        (0xa5, '▚'),
        (0xaa, '▐'),
        (0xaf, '▜'),
        (0xc0, '▂'),
        (0xf0, '▄'),
        (0xf5, '▙'),
        (0xfa, '▟'),
        (0xfc, '▆'),
        (0xff, '█'),
    ];
    let pattern = pattern & 0xff;
    match OLDER.binary_search_by_key(&pattern, |(older, _)| *older) {
        Ok(found) => OLDER[found].1,
        Err(older_below) => {
            char::from_u32(0x1cd00 + u32::from(pattern) - older_below as u32).unwrap_or('█')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_pattern_of_a_ladder_has_a_glyph_of_its_own() {
        for (glyphs, count) in [
            (Glyphs::Octant, 256),
            (Glyphs::Sextant, 64),
            (Glyphs::Quadrant, 16),
            (Glyphs::Half, 4),
            (Glyphs::Braille, 256),
        ] {
            let different: HashSet<char> =
                (0..count).map(|pattern| glyphs.block(pattern)).collect();
            assert_eq!(different.len(), usize::from(count), "{glyphs:?}");
        }
    }

    #[test]
    fn the_last_octant_is_the_last_of_its_block() {
        assert_eq!(octant(0x04), '\u{1cd00}');
        assert_eq!(octant(0xfe), '\u{1cde5}');
    }
}

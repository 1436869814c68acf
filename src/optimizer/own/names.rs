//! The one spelling of each name of a rule: `β₁` is `beta1`, `m̂` is `m_hat`.
//!
//! Knows letters; nothing of what they stand for.

/// Greek letters and how they are spelt without a Greek keyboard.
const GREEK: &[(char, &str)] = &[
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "eps"),
    ('ϵ', "eps"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ϑ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('µ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('ϕ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('Θ', "Theta"),
    ('Λ', "Lambda"),
    ('Ξ', "Xi"),
    ('Π', "Pi"),
    ('Σ', "Sigma"),
    ('Φ', "Phi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
    ('ℓ', "ell"),
];

/// Other words for names.
const ALIASES: &[(&str, &str)] = &[("lr", "eta"), ("epsilon", "eps")];

/// Letters that Unicode writes in one with their mark.
const MARKED: &[(char, char, char)] = &[
    ('â', 'a', HAT),
    ('ĉ', 'c', HAT),
    ('ê', 'e', HAT),
    ('ĝ', 'g', HAT),
    ('ĥ', 'h', HAT),
    ('î', 'i', HAT),
    ('ĵ', 'j', HAT),
    ('ô', 'o', HAT),
    ('ŝ', 's', HAT),
    ('û', 'u', HAT),
    ('ŵ', 'w', HAT),
    ('ŷ', 'y', HAT),
    ('ẑ', 'z', HAT),
    ('ā', 'a', BAR),
    ('ē', 'e', BAR),
    ('ḡ', 'g', BAR),
    ('ī', 'i', BAR),
    ('ō', 'o', BAR),
    ('ū', 'u', BAR),
    ('ȳ', 'y', BAR),
    ('ã', 'a', TILDE),
    ('ñ', 'n', TILDE),
    ('õ', 'o', TILDE),
    ('ũ', 'u', TILDE),
    ('ṽ', 'v', TILDE),
    ('ỹ', 'y', TILDE),
];

const HAT: char = '\u{302}';
const BAR: char = '\u{304}';
const TILDE: char = '\u{303}';

/// Signs behind a letter and how they are spelt.
const MARKS: &[(char, &str)] = &[
    (HAT, "hat"),
    (BAR, "bar"),
    ('\u{305}', "bar"),
    (TILDE, "tilde"),
    ('′', "prev"),
    ('\'', "prev"),
    ('⁺', "plus"),
    ('⁻', "minus"),
];

/// Whether a name may begin with this character.
pub(super) fn begins(c: char) -> bool {
    c == '_' || (c.is_alphabetic() && superscript(c).is_none())
}

/// Whether a name may go on with this character.
pub(super) fn continues(c: char) -> bool {
    let is_subscript = ('₀'..='₉').contains(&c);
    begins(c) || c.is_ascii_digit() || is_subscript || c == '∞' || is_mark(c)
}

fn is_mark(c: char) -> bool {
    // A minus above the line may begin an exponent; the lexer decides.
    c != '⁻' && MARKS.iter().any(|(mark, _)| *mark == c)
}

/// Characters above the line, and what they stand for in an exponent.
const ABOVE: &[(char, char)] = &[
    ('⁰', '0'),
    ('¹', '1'),
    ('²', '2'),
    ('³', '3'),
    ('⁴', '4'),
    ('⁵', '5'),
    ('⁶', '6'),
    ('⁷', '7'),
    ('⁸', '8'),
    ('⁹', '9'),
    ('⁺', '+'),
    ('⁻', '-'),
    ('⁽', '('),
    ('⁾', ')'),
    ('ᵀ', 'T'),
    ('ᵗ', 't'),
    ('ᵏ', 'k'),
    ('ⁿ', 'n'),
    ('ⁱ', 'i'),
    ('ᵃ', 'a'),
    ('ᵇ', 'b'),
    ('ᶜ', 'c'),
    ('ᵈ', 'd'),
    ('ᵖ', 'p'),
    ('ʳ', 'r'),
    ('ˢ', 's'),
    ('ᵅ', 'α'),
    ('ᵝ', 'β'),
    ('ᵞ', 'γ'),
];
/// What a character above the line stands for in an exponent.
pub(super) fn superscript(c: char) -> Option<char> {
    let found = ABOVE.iter().find(|(above, _)| *above == c);
    found.map(|(_, plain)| *plain)
}

/// A character above the line.
pub(super) fn raised(c: char) -> Option<char> {
    let found = ABOVE.iter().find(|(_, plain)| *plain == c);
    found.map(|(above, _)| *above)
}

/// A name in a keyboard's letters as it stands on a board; others as they are.
pub(super) fn on_a_board(name: &str) -> String {
    let mut pieces = name.split('_');
    let first = pieces.next().unwrap_or_default();
    let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut digits = first[letters.len()..].to_owned();
    let spelt = ALIASES.iter().find(|(other, _)| *other == letters);
    let spelt = spelt.map_or(letters, |(_, spelt)| spelt);
    let greek = GREEK.iter().find(|(_, name)| *name == spelt);
    let mut board = match greek {
        // The number is spelt so in formulas, too.
        Some(('π', _)) | None if letters.chars().count() != 1 => return name.to_owned(),
        Some((sign, _)) => sign.to_string(),
        None => letters.to_owned(),
    };
    let mut marks = String::new();
    for piece in pieces {
        match MARKS.iter().find(|(_, spelt)| *spelt == piece) {
            Some((mark, _)) => marks.push(*mark),
            None if !piece.is_empty() && piece.chars().all(|c| c.is_ascii_digit()) => {
                digits.push_str(piece);
            }
            None => return name.to_owned(),
        }
    }
    // A hat stands over the letter, a prime behind the number.
    let (over, behind): (String, String) = marks
        .chars()
        .partition(|mark| [HAT, BAR, TILDE].contains(mark));
    board.push_str(&over);
    board.extend(
        digits
            .bytes()
            .map(|digit| SUBSCRIPTS[usize::from(digit - b'0')]),
    );
    board.push_str(&behind);
    board
}

const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// The one spelling of a name: letters as they are, Greek ones spelt, then subscripts, then marks.
pub(super) fn canonical(name: &str) -> String {
    let (mut base, mut marks) = (String::new(), Vec::new());
    for (place, piece) in name.split('_').enumerate() {
        let spelt = MARKS.iter().find(|(_, spelt)| *spelt == piece);
        if place > 0
            && let Some((_, spelt)) = spelt
        {
            marks.push(*spelt);
            continue;
        }
        // Digits are a subscript with or without a low line.
        let is_subscript = !piece.is_empty() && piece.chars().all(|c| c.is_ascii_digit());
        if place > 0 && !is_subscript {
            base.push('_');
        }
        for c in piece.chars() {
            spell(c, &mut base, &mut marks);
        }
    }
    let alias = ALIASES.iter().find(|(other, _)| *other == base);
    let mut name = alias.map_or(base, |(_, name)| (*name).to_owned());
    for mark in marks {
        name.push('_');
        name.push_str(mark);
    }
    name
}

fn spell(c: char, base: &mut String, marks: &mut Vec<&'static str>) {
    let marked = MARKED.iter().find(|(one, ..)| *one == c);
    let (letter, mark) = marked.map_or((c, c), |(_, letter, mark)| (*letter, *mark));
    if let Some((_, spelt)) = MARKS.iter().find(|(sign, _)| *sign == mark) {
        marks.push(spelt);
        if marked.is_none() {
            return;
        }
    }
    if let Some((_, spelt)) = GREEK.iter().find(|(greek, _)| *greek == letter) {
        base.push_str(spelt);
    } else if let Some(digit) = (letter as u32).checked_sub('₀' as u32).filter(|d| *d < 10) {
        base.push(char::from(b'0' + digit as u8));
    } else if letter == '∞' {
        base.push_str("_inf");
    } else {
        base.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_one() {
        for (board, plain) in [
            ("β₁", "beta1"),
            ("m̂", "m_hat"),
            ("ḡ", "g_bar"),
            ("g′", "g_prev"),
            ("x⁺", "x_plus"),
            ("m̂₁", "m1_hat"),
            ("θ₀", "theta_0"),
            ("ε", "eps"),
            ("η", "lr"),
            ("Δ_min", "Delta_min"),
            ("v̂", "v_hat"),
        ] {
            assert_eq!(canonical(board), canonical(plain), "{board}");
        }
        assert_ne!(canonical("m"), canonical("m̂"));
    }
}

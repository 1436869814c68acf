//! The last rung of the ladder: every sign of the screen as plain ASCII.

use ratatui::buffer::Buffer;

/// Signs that have a plain likeness of their own; Greek letters become the Latin ones they sound like.
const LIKENESS: &[(&str, &str)] = &[
    ("─━—‐", "-"),
    ("│┃▏▌∣", "|"),
    ("┌┐└┘┬┴", "+"),
    ("●•", "O"),
    ("◊", "S"),
    ("✚", "X"),
    ("▸›→⟩≥↦", ">"),
    ("←⟨≤", "<"),
    ("↑⇧▴", "^"),
    ("↓▾", "v"),
    ("‖≈", "="),
    ("×", "x"),
    ("·⋅", "*"),
    ("−–⁻", "-"),
    ("⁺", "+"),
    ("…∞", "~"),
    ("⌊⌈", "["),
    ("⌋⌉", "]"),
    ("′", "'"),
    ("“”", "\""),
    ("√∨", "V"),
    ("∂", "d"),
    ("Δ", "D"),
    ("∇ḡ", "g"),
    ("∘₀⁰", "o"),
    ("¹₁", "1"),
    ("²₂", "2"),
    ("³₃", "3"),
    ("⁴", "4"),
    ("⁵", "5"),
    ("⁶", "6"),
    ("ᵗ", "t"),
    ("ᵀ", "T"),
    ("ᵢⁱ", "i"),
    ("ⁿ", "n"),
    ("α", "a"),
    ("β", "b"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("ζ", "z"),
    ("η", "n"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "v"),
    ("ξ", "x"),
    ("π", "p"),
    ("Π", "P"),
    ("ρ", "r"),
    ("σ", "s"),
    ("Σ", "S"),
    ("τ", "t"),
    ("φ", "f"),
    ("θϑ", "o"),
    ("ψ", "y"),
    ("ω", "w"),
    ("éè", "e"),
    ("üű", "u"),
    ("öő", "o"),
];

/// Signs that have a whole name where the cells behind them are free.
const NAMES: &[(&str, &str)] = &[
    ("α", "alpha"),
    ("β", "beta"),
    ("γ", "gamma"),
    ("δ", "delta"),
    ("ε", "eps"),
    ("η", "eta"),
    ("κ", "kappa"),
    ("λ", "lambda"),
    ("μ", "mu"),
    ("ρ", "rho"),
    ("σ", "sigma"),
    ("τ", "tau"),
];

/// Keys that are shown by their signs, and what stands on them.
const KEYS: &[(&str, &str)] = &[
    ("←→", "left/right"),
    ("↑↓", "up/down"),
    ("←", "left"),
    ("→", "right"),
    ("↑", "up"),
    ("↓", "down"),
    ("⇧", "shift-"),
    ("↵", "enter"),
    ("−", "-"),
    ("–", "-"),
];

/// The names of keys in plain letters.
pub fn keys(signs: &str) -> String {
    let replaced = |text: String, (sign, name): &(&str, &str)| text.replace(sign, name);
    KEYS.iter().fold(signs.to_owned(), replaced)
}

/// Replaces what is not ASCII; what has no likeness becomes a question mark.
pub fn transliterate(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(columns) {
        for place in 0..row.len() {
            if row[place].symbol().is_ascii() {
                continue;
            }
            let sign = row[place].symbol().to_owned();
            let name = NAMES.iter().find(|(own, _)| *own == sign);
            let hatted = hatted(&sign);
            let name = name.map_or(&hatted[..], |(_, name)| name);
            // A free cell must be left behind the name.
            let behind = row[place + 1..].iter().take(name.len());
            let is_free = behind.filter(|cell| cell.symbol() == " ").count() == name.len();
            let plain = if is_free && !name.is_empty() {
                name
            } else if hatted.is_empty() {
                likeness(&sign)
            } else {
                &hatted[..1]
            };
            for (cell, c) in row[place..].iter_mut().zip(plain.chars()) {
                cell.set_char(c);
            }
        }
    }
}

/// A letter with its mark behind it, such as `m^`; empty for other signs.
fn hatted(sign: &str) -> String {
    let mut chars = sign.chars();
    let (letter, mark) = (chars.next(), chars.next());
    match (letter.filter(char::is_ascii), mark) {
        (Some(letter), Some('\u{302}')) => format!("{letter}^"),
        (Some(letter), Some('\u{303}')) => format!("{letter}~"),
        (Some(letter), Some(_)) => format!("{letter}-"),
        _ => String::new(),
    }
}

fn likeness(sign: &str) -> &'static str {
    let found = LIKENESS.iter().find(|(signs, _)| signs.contains(sign));
    found.map_or("?", |(_, plain)| plain)
}

//! The last rung of the ladder: every sign of the screen as plain ASCII.

use ratatui::buffer::Buffer;

/// Signs that have a plain likeness of their own; Greek letters become the Latin ones they sound like.
const LIKENESS: &[(&str, &str)] = &[
    ("─━", "-"),
    ("│┃▏▌", "|"),
    ("┌┐└┘┬┴", "+"),
    ("●", "O"),
    ("◊", "S"),
    ("✚", "X"),
    ("▸›→", ">"),
    ("←", "<"),
    ("↑⇧", "^"),
    ("↓", "v"),
    ("↵", "e"),
    ("‖", "="),
    ("×", "x"),
    ("·", "*"),
    ("−–", "-"),
    ("…", "~"),
    ("√", "V"),
    ("∂", "d"),
    ("Δ", "D"),
    ("▴", "^"),
    ("▾", "v"),
    ("≤", "<"),
    ("∘", "o"),
    ("²₂", "2"),
    ("³₃", "3"),
    ("₁", "1"),
    ("α", "a"),
    ("β", "b"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("η", "n"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ρ", "r"),
    ("σ", "s"),
    ("τ", "t"),
    ("φ", "f"),
    ("θ", "o"),
    ("ω", "w"),
    ("∞", "~"),
];

/// Replaces what is not ASCII; what has no likeness becomes a question mark.
pub fn transliterate(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let symbol = cell.symbol();
            let plain = LIKENESS.iter().find(|(signs, _)| signs.contains(symbol));
            let plain = plain.map_or("?", |(_, plain)| plain);
            cell.set_symbol(plain);
        }
    }
}

//! A rule in a keyboard's signs as it stands on a board: `beta1` becomes `β₁`, `<-` becomes `←`, `g^2` becomes `g²`.
//!
//! Changes the looks of a rule, never what it says; knows nothing of its meaning.

use super::names::{begins, continues, on_a_board, raised};

/// Signs of the keyboard and those of a board; longer ones first.
const SIGNS: &[(&str, &str)] = &[
    ("<-", "←"),
    ("<=", "≤"),
    (">=", "≥"),
    ("||", "‖"),
    ("*", "·"),
    ("-", "−"),
    ("'", "′"),
];

/// Words of the keyboard before what they act on, and their signs.
const WORDS: &[(&str, &str)] = &[
    ("grad J", "∇J"),
    ("hess J", "∇²J"),
    ("sqrt(", "√("),
    ("cbrt(", "∛("),
];

/// No line needs more passes than this.
const MOST_PASSES: usize = 8;

/// The rule with the signs of a board; what has none stays as it is, and so does what stands behind `#`.
pub fn typeset(rule: &str) -> String {
    let lines: Vec<String> = rule.split('\n').map(settled).collect();
    lines.join("\n")
}

/// The line, set again as long as a sign that was set makes another one possible: `^2grad J`, then `^2∇J`, then `²∇J`.
fn settled(text: &str) -> String {
    let mut set = line(text);
    for _ in 0..MOST_PASSES {
        let again = line(&set);
        if again == set {
            break;
        }
        set = again;
    }
    set
}

fn line(text: &str) -> String {
    let (code, comment) = text.split_at(text.find('#').unwrap_or(text.len()));
    let mut board = String::with_capacity(text.len());
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (sign, length) = token(rest, first);
        board.push_str(&sign);
        rest = &rest[length..];
    }
    board.push_str(comment);
    board
}

/// The first sign of a rest that is not empty, and how many bytes it stands for.
fn token(rest: &str, first: char) -> (String, usize) {
    let listed = |list: &[(&str, &str)]| {
        let known = list.iter().find(|(plain, _)| rest.starts_with(plain));
        known.map(|(plain, sign)| ((*sign).to_owned(), plain.len()))
    };
    if let Some(exponent) = first.eq(&'^').then(|| exponent(&rest[1..])).flatten() {
        return exponent;
    }
    if begins(first) {
        let length = rest.find(|c| !continues(c)).unwrap_or(rest.len());
        return listed(WORDS).unwrap_or_else(|| (on_a_board(&rest[..length]), length));
    }
    if first.is_ascii_digit() {
        return (rest[..number(rest)].to_owned(), number(rest));
    }
    listed(SIGNS).unwrap_or_else(|| (first.to_string(), first.len_utf8()))
}

/// How long the number is with which a rest begins; the minus of its exponent belongs to it.
fn number(rest: &str) -> usize {
    let digits = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len())
    };
    let whole = digits(rest);
    let tail = &rest[whole..];
    let mut signs = tail.chars();
    if !matches!(signs.next(), Some('e' | 'E')) {
        return whole;
    }
    let tail = &tail[1..];
    let sign = tail.chars().next().filter(|c| matches!(c, '-' | '+' | '−'));
    let sign = sign.map_or(0, char::len_utf8);
    match digits(&tail[sign..]) {
        0 => whole,
        length => whole + 1 + sign + length,
    }
}

/// A power of one name or whole number above the line, and how many bytes it stands for with its `^`; `None` for any other.
fn exponent(after: &str) -> Option<(String, usize)> {
    let length = after
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(after.len());
    let (power, rest) = after.split_at(length);
    let is_whole = power.chars().all(|c| c.is_ascii_digit()) || power == "t";
    let goes_on = rest.starts_with(|c: char| c == '.' || c == '_' || continues(c));
    if power.is_empty() || !is_whole || goes_on {
        return None;
    }
    let above: Option<String> = power.chars().map(raised).collect();
    Some((above?, length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyboards_rule_stands_as_on_a_board() {
        for (plain, board) in [
            ("m <- beta1*m + (1 - beta1)*g", "m ← β₁·m + (1 − β₁)·g"),
            ("v_hat = v/(1 - beta2^t)", "v̂ = v/(1 − β₂ᵗ)"),
            (
                "theta <- theta - lr*m_hat/(sqrt(v_hat) + eps)",
                "θ ← θ − η·m̂/(√(v̂) + ε)",
            ),
            ("g = grad J(theta)", "g = ∇J(θ)"),
            ("g^2 + x^10 + y^2.5", "g² + x¹⁰ + y^2.5"),
            ("a = 1e-8*max(g, g_prev)", "a = 1e-8·max(g, g′)"),
            ("u = theta0 # from - to", "u = θ₀ # from - to"),
            ("decay = delta_min", "decay = delta_min"),
        ] {
            assert_eq!(typeset(plain), board);
            assert_eq!(typeset(board), board, "what stands on a board stays");
        }
    }
}

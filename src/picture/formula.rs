//! A formula as it stands on a blackboard: √, ², ·, Greek letters.
//!
//! Knows how formulas are spelt, not what they mean.

/// Functions and names that have a sign of their own.
const SIGNS: &[(&str, &str)] = &[
    ("sqrt", "√"),
    ("cbrt", "∛"),
    ("pi", "π"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("psi", "ψ"),
    ("omega", "ω"),
];

/// A name with its Greek letter, if it is the name of one.
pub fn name(name: &str) -> &str {
    SIGNS
        .iter()
        .find(|(spelt, _)| *spelt == name)
        .map_or(name, |(_, sign)| sign)
}

/// The formula with signs for names and operators; what it does not know stays as it is.
pub fn pretty(formula: &str) -> String {
    let mut text = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        match token {
            "*" => replace_spaces(&mut text, &mut rest, "·"),
            "-" => text.push('−'),
            "^" => match exponent(rest) {
                Some((sign, after)) => {
                    text.push(sign);
                    rest = after;
                }
                None => text.push('^'),
            },
            "\n" | "\r" | "\t" => text.push(' '),
            word => text.push_str(name(word)),
        }
    }
    text
}

/// An operator without the spaces around it.
fn replace_spaces(text: &mut String, rest: &mut &str, sign: &str) {
    text.truncate(text.trim_end().len());
    text.push_str(sign);
    *rest = rest.trim_start();
}

/// A whole exponent from 2 to 9 as a raised digit, and what comes after it.
fn exponent(rest: &str) -> Option<(char, &str)> {
    const RAISED: [char; 8] = ['²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = rest.chars().next()?.to_digit(10)?;
    let after = &rest[1..];
    let ends = after
        .chars()
        .next()
        .is_none_or(|c| !(c.is_alphanumeric() || c == '.' || c == '_'));
    let raised = *RAISED.get(digit.checked_sub(2)? as usize)?;
    ends.then_some((raised, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_look_as_on_a_blackboard() {
        for (formula, shown) in [
            (
                "slope*(sqrt(1 + x^2) - 1) + kappa/2 * y^2",
                "slope·(√(1 + x²) − 1) + κ/2·y²",
            ),
            ("x^10 + 2^-x + y^2.5 + x^3", "x^10 + 2^−x + y^2.5 + x³"),
            ("kappa2 * pixel", "kappa2·pixel"),
            ("κ·x² 1e-3", "κ·x² 1e−3"),
        ] {
            assert_eq!(pretty(formula), shown);
        }
    }
}

//! Numbers as they are shown: four significant digits, a width that does not jitter.

/// A number with four significant digits: plain where that is short, else with a power of ten.
/// At most nine characters wide; the minus sign is U+2212.
pub fn number(value: f64) -> String {
    let magnitude = value.abs();
    let text = if value.is_nan() {
        "undefined".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 {
            "∞".to_owned()
        } else {
            "-∞".to_owned()
        }
    } else if magnitude == 0.0 {
        "0".to_owned()
    } else if (9.9995e-4..9999.5).contains(&magnitude) {
        let decimals = (3 - (magnitude * (1.0 + 5e-5)).log10().floor() as i32).clamp(0, 6);
        format!("{value:.*}", decimals as usize)
    } else {
        scientific(value)
    };
    text.replace('-', "−")
}

/// A number with a power of ten: four significant digits, fewer where the power has three.
fn scientific(value: f64) -> String {
    const WIDEST: usize = 9;
    let whole = format!("{value:.3e}");
    match whole.len().saturating_sub(WIDEST) {
        0 => whole,
        over => format!("{value:.*e}", 3_usize.saturating_sub(over)),
    }
}

/// A number as short as it can be said, for values that a person chose: `0.098`, `20`, `1e−8`.
/// Beyond six significant digits it is rounded.
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return number(value);
    }
    let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(value);
    let plain = format!("{rounded}");
    let text = if plain.len() <= 8 {
        plain
    } else {
        format!("{rounded:e}")
    };
    text.replace('-', "−")
}

/// A share as whole per cent.
pub fn percent(share: f64) -> String {
    if share.is_finite() {
        format!("{:.0}%", share * 100.0)
    } else {
        "–".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_are_significant() {
        for (value, text) in [
            (0.0, "0"),
            (17.523_105, "17.52"),
            (-0.098, "−0.09800"),
            (0.999_96, "1.000"),
            (999.96, "1000"),
            (9999.4, "9999"),
            (9999.6, "1.000e4"),
            (3.3e-5, "3.300e−5"),
            (0.001, "0.001000"),
            (-1.234_56e200, "−1.23e200"),
            (1.404e-294, "1.40e−294"),
            (-1.404e-294, "−1.4e−294"),
            (f64::INFINITY, "∞"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn chosen_values_are_said_as_they_were_typed() {
        for (value, text) in [
            (0.098, "0.098"),
            (20.0, "20"),
            (1e-8, "1e−8"),
            (0.999, "0.999"),
        ] {
            assert_eq!(short(value), text);
        }
        assert_eq!(short(0.1 + 0.2), "0.3");
    }
}

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
        let decimals = (3 - libm::log10(magnitude * (1.0 + 5e-5)).floor() as i32).clamp(0, 6);
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

/// So many times less than what is looked at is 0 to a reader.
const NOTHING: f64 = 1e-100;

/// The widest that a number is.
const WIDEST: usize = 9;

/// Numbers side by side: those that differ look different. Where four digits do not tell them apart, they
/// have more. Where nine characters do not either, and all are alike, they stand as heights above the least
/// (`+3.20e−7`), else as a few digits and what comes to them (`20.3+1e−9`). What is nothing beside `scale`
/// is 0.
pub fn beside(values: &[f64], scale: f64) -> Vec<String> {
    let values: Vec<f64> = values
        .iter()
        .map(|&value| if is_nothing(value, scale) { 0.0 } else { value })
        .collect();
    let plain: Vec<String> = values.iter().map(|&value| number(value)).collect();
    if are_told_apart(&values, &plain) {
        return plain;
    }
    for digits in 5..WIDEST {
        let longer = values.iter().zip(&plain).map(|(&value, own)| {
            let alike = values.iter().zip(&plain).filter(|(_, text)| *text == own);
            let alike: Vec<f64> = alike.map(|(other, _)| *other).collect();
            let is_told = !alike.iter().any(|other| differ(*other, value));
            // All with as many decimals as the greatest.
            let greatest = alike
                .iter()
                .fold(0.0, |most: f64, other| most.max(other.abs()));
            let longer = with_digits(value, digits, greatest).filter(|_| !is_told);
            longer.unwrap_or_else(|| own.clone())
        });
        let longer: Vec<String> = longer.collect();
        if are_told_apart(&values, &longer) {
            return longer;
        }
    }
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    let least = finite().fold(f64::INFINITY, f64::min);
    let greatest = finite().fold(f64::NEG_INFINITY, f64::max);
    let are_all_alike = greatest - least < 1e-3 * least.abs();
    let texts = values.iter().zip(&plain).map(|(&value, own)| {
        let alike = values
            .iter()
            .zip(&plain)
            .filter(|(_, text)| are_all_alike || *text == own);
        let base = alike.map(|(other, _)| *other).fold(f64::INFINITY, f64::min);
        let height = value - base;
        if !value.is_finite() || !differ(value, base) {
            return own.clone();
        }
        let short = format!(
            "{}{height:+.0e}",
            with_digits(value, 3, value).unwrap_or_default()
        );
        if !are_all_alike && short.chars().count() <= WIDEST {
            short
        } else if (0.001..1e4).contains(&height) {
            format!("+{}", number(height))
        } else {
            format!("+{height:.2e}")
        }
        .replace('-', "−")
    });
    texts.collect()
}

/// Whether a number is nothing beside this scale.
pub fn is_nothing(value: f64, scale: f64) -> bool {
    value != 0.0 && value.abs() < NOTHING * scale
}

/// The number with as many decimals as one of that magnitude has for so many significant digits, without
/// a power of ten; `None` where that is too wide.
fn with_digits(value: f64, digits: usize, magnitude: f64) -> Option<String> {
    if !(1e-3..1e8).contains(&magnitude.abs()) {
        return None;
    }
    let decimals = digits as i32 - 1 - libm::log10(magnitude.abs()).floor() as i32;
    let text = format!("{value:.*}", decimals.max(0) as usize).replace('-', "−");
    Some(text).filter(|text| text.chars().count() <= WIDEST)
}

/// Whether numbers that differ have different texts.
pub fn are_told_apart(values: &[f64], texts: &[String]) -> bool {
    let all = || values.iter().zip(texts);
    all().enumerate().all(|(index, (value, text))| {
        let mut rest = all().skip(index + 1);
        !rest.any(|(other, own)| own == text && differ(*value, *other))
    })
}

/// Whether numbers differ by more than a last rounding or two.
fn differ(a: f64, b: f64) -> bool {
    let either = a.is_finite() && b.is_finite();
    either && (a - b).abs() > 4.0 * f64::EPSILON * a.abs().max(b.abs())
}

/// Labels of numbers that ascend by equal steps: short where that says them, else with all decimals of a
/// step, or, where those are wider than so many characters, as what is added to the first: `+0.002`.
pub fn labels(ticks: &[f64], widest: usize) -> Vec<String> {
    let plain: Vec<String> = ticks.iter().map(|&tick| short(tick)).collect();
    let &[first, second, ..] = ticks else {
        return plain;
    };
    let step = second - first;
    let says = |(text, tick): (&String, &f64)| {
        let read = text.replace('−', "-").parse::<f64>();
        read.is_ok_and(|read| (read - tick).abs() < 0.01 * step)
    };
    if plain.iter().zip(ticks).all(says) {
        return plain;
    }
    let decimals = (-libm::log10(step)).ceil().clamp(0.0, 17.0) as usize;
    let exact = |tick: &f64| format!("{tick:.decimals$}").replace('-', "−");
    let exact: Vec<String> = ticks.iter().map(exact).collect();
    if exact.iter().all(|text| text.chars().count() <= widest) {
        return exact;
    }
    let rest = ticks[1..].iter();
    let added = rest.map(|tick| format!("+{}", short(((tick - first) / step).round() * step)));
    [short(first)].into_iter().chain(added).collect()
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
    fn numbers_that_differ_look_different_side_by_side() {
        for (values, scale, texts) in [
            (vec![1.0, 0.25], 1.0, vec!["1.000", "0.2500"]),
            (
                vec![1000.12, 1000.34, 0.5],
                1.0,
                vec!["1000.1", "1000.3", "0.5000"],
            ),
            (
                vec![123_456.7, 123_456.700_2, 123_456.7 + 3e-7],
                1.0,
                vec!["1.235e5", "+2.00e−4", "+3.00e−7"],
            ),
            (
                vec![20.3417, 20.3417 + 1.2e-9, 0.5],
                1.0,
                vec!["20.34", "20.3+1e−9", "0.5000"],
            ),
            (vec![2.0, 2.0 + 1e-15], 1.0, vec!["2.000", "2.000"]),
            (
                vec![-1.0 + 1e-9, -1.0, f64::NAN],
                1.0,
                vec!["+1.00e−9", "−1.000", "undefined"],
            ),
            (vec![1.404e-294, 3e-290, 2.0], 25.0, vec!["0", "0", "2.000"]),
            (vec![1.404e-294], 1e-290, vec!["1.40e−294"]),
        ] {
            assert_eq!(beside(&values, scale), texts);
        }
    }

    #[test]
    fn ticks_say_their_numbers() {
        for (ticks, widest, texts) in [
            (vec![-1.0, 0.0, 1.0], 6, vec!["−1", "0", "1"]),
            (
                vec![1000.0, 1000.005, 1000.01],
                8,
                vec!["1000.000", "1000.005", "1000.010"],
            ),
            (
                vec![1000.0, 1000.005, 1000.01],
                6,
                vec!["1000", "+0.005", "+0.01"],
            ),
            (vec![123_456.0, 123_456.5], 9, vec!["123456.0", "123456.5"]),
            (vec![0.1, 0.2, 0.1 + 0.2], 6, vec!["0.1", "0.2", "0.3"]),
            (vec![5.0], 6, vec!["5"]),
        ] {
            assert_eq!(labels(&ticks, widest), texts);
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

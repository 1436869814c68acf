//! Numbers as results name them: the shortest text that reads back to the same float64.

/// The text of a number.
pub fn exact(number: f64) -> String {
    let mut text = Vec::new();
    push(&mut text, number);
    text.into_iter().map(char::from).collect()
}

/// Appends the text of a number, which is ASCII.
pub(super) fn push(text: &mut Vec<u8>, number: f64) {
    if !number.is_finite() {
        text.extend_from_slice(format!("{number}").as_bytes());
        return;
    }
    if number == 0.0 {
        let zero: &[u8] = if number.is_sign_negative() {
            b"-0"
        } else {
            b"0"
        };
        text.extend_from_slice(zero);
        return;
    }
    let mut buffer = zmij::Buffer::new();
    let written = buffer.format_finite(number);
    let whole = written.strip_suffix(".0");
    // In this range all of the digits without an exponent are the shortest text, unless the number
    // ends in zeros.
    let is_plain = (1e-2..1e15).contains(&number.abs());
    match whole {
        None if is_plain => text.extend_from_slice(written.as_bytes()),
        Some(whole) if is_plain && !whole.ends_with('0') => {
            text.extend_from_slice(whole.as_bytes());
        }
        _ => Decimal::of(written).push(text),
    }
}

/// A decimal number taken apart.
struct Decimal {
    negative: bool,
    /// The significant digits; a single `0` for zero.
    digits: [u8; MOST_DIGITS],
    count: usize,
    /// The power of ten of the first digit.
    exponent: i32,
}

/// No float64 has more significant digits in its shortest text; whole numbers come with zeros.
const MOST_DIGITS: usize = 32;

impl Decimal {
    /// Takes a text apart: digits with or without a point, and perhaps an exponent.
    fn of(text: &str) -> Self {
        let (mantissa, power) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (negative, whole) = match whole.strip_prefix('-') {
            Some(whole) => (true, whole),
            None => (false, whole),
        };
        let mut decimal = Self {
            negative,
            digits: [b'0'; MOST_DIGITS],
            count: 0,
            exponent: whole.len() as i32 - 1 + power.parse().unwrap_or(0),
        };
        for digit in whole.bytes().chain(fraction.bytes()) {
            if decimal.count == 0 && digit == b'0' {
                decimal.exponent -= 1;
            } else if let Some(place) = decimal.digits.get_mut(decimal.count) {
                *place = digit;
                decimal.count += 1;
            }
        }
        while decimal.count > 1 && decimal.digits[decimal.count - 1] == b'0' {
            decimal.count -= 1;
        }
        if decimal.count == 0 {
            (decimal.count, decimal.exponent) = (1, 0);
        }
        decimal
    }

    /// Appends the number with an exponent where that is shorter, else all digits without one.
    fn push(&self, text: &mut Vec<u8>) {
        if self.negative {
            text.push(b'-');
        }
        let digits = &self.digits[..self.count];
        let (first, rest) = digits.split_at(1);
        let power = format!("e{}", self.exponent);
        let with_power = self.count + usize::from(self.count > 1) + power.len();
        let zeros = self.exponent.unsigned_abs() as usize;
        let point = match usize::try_from(self.exponent) {
            Ok(exponent) if exponent + 1 < self.count => self.count + 1,
            Ok(exponent) => exponent + 1,
            Err(_) => self.count + 1 + zeros,
        };
        if with_power < point {
            text.extend_from_slice(first);
            if !rest.is_empty() {
                text.push(b'.');
                text.extend_from_slice(rest);
            }
            text.extend_from_slice(power.as_bytes());
        } else if self.exponent < 0 {
            text.extend_from_slice(b"0.");
            text.resize(text.len() + zeros - 1, b'0');
            text.extend_from_slice(digits);
        } else if self.count > zeros + 1 {
            text.extend_from_slice(&digits[..=zeros]);
            text.push(b'.');
            text.extend_from_slice(&digits[zeros + 1..]);
        } else {
            text.extend_from_slice(digits);
            text.resize(text.len() + zeros + 1 - self.count, b'0');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Holds a number's text against those of the standard library. Where two shortest texts are as
    /// near, that takes the greater one, and this the even one, as Python does.
    fn check(number: f64) {
        let (plain, scientific) = (format!("{number}"), format!("{number:e}"));
        let is_shorter = scientific.len() < plain.len();
        let expected = if is_shorter { scientific } else { plain };
        let text = exact(number);
        let read: f64 = text.parse().expect("a number");
        assert!(read.to_bits() == number.to_bits() || (read.is_nan() && number.is_nan()));
        assert_eq!(text.len(), expected.len(), "{text} {expected}");
        assert_eq!(
            text.contains('e'),
            expected.contains('e'),
            "{text} {expected}"
        );
    }

    #[test]
    fn numbers_read_back_and_are_short() {
        for (number, text) in [
            (0.1, "0.1"),
            (1e300, "1e300"),
            (1e-7, "1e-7"),
            (20.0, "20"),
            (100.0, "100"),
            (1000.0, "1e3"),
            (2e-3, "2e-3"),
            (-0.0, "-0"),
            (2.0_f64.powi(-25), "2.9802322387695312e-8"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(exact(number), text);
        }
    }

    #[test]
    fn powers_of_ten_and_two_have_no_shorter_text() {
        for power in -330..310 {
            for digits in ["1", "1.5", "9.99", "1.2345678901234567", "-3"] {
                let number: f64 = format!("{digits}e{power}").parse().expect("a number");
                check(number);
            }
        }
        for power in -1074..1024 {
            let number = libm::exp2(f64::from(power));
            check(number);
        }
    }

    proptest! {
        #[test]
        fn no_number_has_a_shorter_text(
            any in prop::num::f64::ANY,
            usual in -1e3..1e3,
            whole in -1_000_000_000i64..1_000_000_000,
        ) {
            for number in [any, usual, whole as f64, whole as f64 * 1e9, whole as f64 / 1e12] {
                check(number);
            }
        }
    }
}

//! How the value of a key is read: one small function for each type, naming its range when it is left.

use toml::de::DeValue;

use super::{Item, listed, shortened};
use crate::math::Vec2;
use crate::mistake::{Mistake, escaped, nearest};

/// A string.
pub(in crate::scene) fn text(item: &Item<'_>) -> Result<String, Mistake> {
    let text = item.value().as_str();
    text.map(str::to_owned)
        .ok_or_else(|| item.expected("a string"))
}

/// A name on the screen, without control characters.
pub(in crate::scene) fn label(item: &Item<'_>) -> Result<String, Mistake> {
    let label = escaped(&text(item)?);
    if label.trim().is_empty() {
        return Err(item.mistake(format!("`{}` is empty", item.name)));
    }
    Ok(label)
}

/// A boolean.
pub(in crate::scene) fn flag(item: &Item<'_>) -> Result<bool, Mistake> {
    let flag = item.value().as_bool();
    flag.ok_or_else(|| item.expected("`true` or `false`"))
}

/// A finite number.
pub(in crate::scene) fn number(item: &Item<'_>) -> Result<f64, Mistake> {
    let number = match item.value() {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
        DeValue::Integer(integer) => u128::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(|integer| integer as f64),
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::String(quoted) if quoted.trim().parse::<f64>().is_ok() => {
            let help = format!("write it without quotes: `{}`", quoted.trim());
            return Err(item.expected("a number").help(help));
        }
        _ => return Err(item.expected("a number")),
    };
    let number: f64 = number.ok_or_else(|| {
        let message = format!("`{}` is no number that can be read", shortened(item.name));
        item.mistake(message)
    })?;
    if number.is_finite() {
        Ok(number)
    } else {
        let name = shortened(item.name);
        Err(item.mistake(format!("`{name}` must be a finite number")))
    }
}

/// A finite number in a range, which may be open above.
pub(in crate::scene) fn number_in(
    min: f64,
    max: f64,
) -> impl Fn(&Item<'_>) -> Result<f64, Mistake> {
    move |item| {
        let number = number(item)?;
        in_range(item.name, number, min, max).map_err(|message| item.mistake(message))
    }
}

/// The number, or the words for a number outside of its range.
pub(in crate::scene) fn in_range(
    name: &str,
    number: f64,
    min: f64,
    max: f64,
) -> Result<f64, String> {
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    let (name, number, least) = (shortened(name), shown(number), shown(min));
    Err(if max < f64::MAX {
        let greatest = shown(max);
        format!("`{name}` must lie between {least} and {greatest}, not at {number}")
    } else {
        format!("`{name}` must be at least {least}, not {number}")
    })
}

/// A number as messages show it: short, and exact where that is short.
pub(in crate::scene) fn shown(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

/// A whole number in a range; `1e3` and `60.0` are whole too.
pub(in crate::scene) fn integer_in(
    min: u64,
    max: u64,
) -> impl Fn(&Item<'_>) -> Result<u64, Mistake> {
    move |item| {
        if let DeValue::Integer(integer) = item.value()
            && let Ok(exact) = u64::from_str_radix(integer.as_str(), integer.radix())
            && (min..=max).contains(&exact)
        {
            return Ok(exact);
        }
        let number = number_in(min as f64, max as f64)(item)?;
        if number.fract() == 0.0 {
            Ok(number as u64)
        } else {
            Err(item.expected_whole(number))
        }
    }
}

impl Item<'_> {
    fn expected_whole(&self, number: f64) -> Mistake {
        let (name, number) = (shortened(self.name), shown(number));
        self.mistake(format!("`{name}` must be a whole number, not {number}"))
    }
}

/// The numbers of these elements; of several mistakes the last is returned and the others are told.
pub(in crate::scene) fn numbers(elements: &[Item<'_>]) -> Result<Vec<f64>, Mistake> {
    let mut numbers = Ok(Vec::with_capacity(elements.len()));
    for element in elements {
        match (number(element), &mut numbers) {
            (Ok(number), Ok(numbers)) => numbers.push(number),
            (Ok(_), Err(_)) => {}
            (Err(mistake), _) => {
                if let Err(earlier) = std::mem::replace(&mut numbers, Err(mistake)) {
                    element.report.add(earlier);
                }
            }
        }
    }
    numbers
}

/// Two numbers, such as `[-4.0, 3.0]`.
pub(in crate::scene) fn pair(item: &Item<'_>) -> Result<[f64; 2], Mistake> {
    let elements = item.elements();
    let mistake = match elements.as_deref() {
        Some(both @ [_, _]) => return numbers(both).map(|both| [both[0], both[1]]),
        Some(others) => {
            let (name, count) = (shortened(item.name), others.len());
            item.mistake(format!("`{name}` must be two numbers, not {count}"))
        }
        None => item.expected("an array of two numbers"),
    };
    Err(mistake.help("such as `[-4.0, 3.0]`"))
}

/// A point of the plane.
pub(in crate::scene) fn point(item: &Item<'_>) -> Result<Vec2, Mistake> {
    pair(item).map(|[x, y]| Vec2::new(x, y))
}

/// Least and greatest value of an axis: finite, in order, and wide enough to be divided.
pub(in crate::scene) fn interval(item: &Item<'_>) -> Result<[f64; 2], Mistake> {
    /// Far below the square root of the greatest float, so that squares of distances stay finite.
    const FAR: f64 = 1e100;
    /// An interval that is narrower, relative to its ends, has no room for the columns of a screen.
    const NARROW: f64 = 1e-12;
    let [low, high] = pair(item)?;
    let name = shortened(item.name);
    let width = high - low;
    let complain = |message: String| Err(item.mistake(message));
    if width < 0.0 {
        let (low, high) = (shown(low), shown(high));
        let message = format!("`{name}` runs backwards, from {low} to {high}");
        return Err(item
            .mistake(message)
            .help(format!("write `[{high}, {low}]`")));
    }
    if width == 0.0 {
        return complain(format!("`{name}` is empty: both ends are {}", shown(low)));
    }
    if low.abs().max(high.abs()) > FAR {
        return complain(format!("`{name}` must lie between -1e100 and 1e100"));
    }
    if width < NARROW * low.abs().max(high.abs()) || width < 1e-100 {
        return complain(format!(
            "`{name}` is too narrow: {} wide at {}",
            shown(width),
            shown(low)
        ));
    }
    Ok([low, high])
}

/// One of these words.
pub(in crate::scene) fn choice<T: Copy>(
    choices: &[(&str, T)],
) -> impl Fn(&Item<'_>) -> Result<T, Mistake> {
    move |item| {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let Some(word) = item.value().as_str() else {
            return Err(item.expected(&format!("one of {}", listed(&words))));
        };
        let found = choices.iter().find(|(choice, _)| *choice == word);
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| unknown(item, item.name, word, &words))
    }
}

/// The mistake of a word that is none of those that are known: the nearest, or all if they are few.
pub(in crate::scene) fn unknown(
    item: &Item<'_>,
    what: &str,
    word: &str,
    words: &[&str],
) -> Mistake {
    let mistake = item.mistake(format!("unknown {what} `{}`", shortened(word)));
    match nearest(&shortened(word), words.iter().copied()) {
        Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
        None if words.len() <= 12 => mistake.help(format!("it is one of {}", listed(words))),
        None => mistake,
    }
}

/// A color such as `"#e69f00"`.
pub(in crate::scene) fn color(item: &Item<'_>) -> Result<[u8; 3], Mistake> {
    let text = text(item)?;
    color_of(&text).ok_or_else(|| {
        let text = shortened(&text);
        item.mistake(format!("`{text}` is not a color"))
            .help("write it as red, green and blue in hexadecimal digits: `\"#e69f00\"`")
    })
}

/// Red, green and blue of a text such as `#e69f00`.
pub fn color_of(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?;
    let full = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| full)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

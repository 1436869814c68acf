//! The values that a number may take, how a slider runs over them, and how far a key moves it.
//!
//! Key steps land on numbers that are short to read; a step up and a step down again come back to
//! the same number, up to that rounding.

/// The values of a number, and how its slider runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// Equal distances are equal differences.
    Linear {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// Accepts `min..=max`; the slider runs by ratio from `low` to `high`. `min` may be 0.
    Log {
        /// Least value that is accepted.
        min: f64,
        /// Greatest value that is accepted.
        max: f64,
        /// Left end of the slider, above 0.
        low: f64,
        /// Right end of the slider.
        high: f64,
    },
    /// The share that an average keeps, from 0 to at most 1: a key's step is a ratio of 1 − value.
    Decay {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// Whole numbers.
    Integer {
        /// Least value.
        min: u32,
        /// Greatest value.
        max: u32,
    },
    /// Off (0) or on (1).
    Switch,
    /// One of these words, by index.
    Choice(&'static [&'static str]),
}

/// The ratio of a fine step on a logarithmic range.
const FINE: f64 = 1.02;
/// The ratio of a fine step of what an average forgets.
const FINE_DECAY: f64 = 1.05;
/// What an average forgets, one step away from forgetting nothing.
const LEAST_FORGOTTEN: f64 = 1e-6;

impl Range {
    /// A learning rate: any finite number that is not negative.
    pub const RATE: Self = Self::not_negative(1e-5, 10.0);
    /// A small number that keeps a denominator from 0.
    pub const EPSILON: Self = Self::not_negative(1e-16, 1.0);
    /// A weight decay.
    pub const PENALTY: Self = Self::not_negative(1e-5, 1.0);
    /// What an average keeps at each step; 1 itself would never learn anything.
    pub const SHARE: Self = Self::Decay {
        min: 0.0,
        max: 1.0 - LEAST_FORGOTTEN,
    };
    /// What a ball keeps of its velocity; at 1 it never comes to rest.
    pub const MOMENTUM: Self = Self::Decay { min: 0.0, max: 1.0 };

    /// Any finite number from 0; the slider runs by ratio from `low` to `high`.
    pub const fn not_negative(low: f64, high: f64) -> Self {
        Self::Log {
            min: 0.0,
            max: f64::MAX,
            low,
            high,
        }
    }

    /// Any finite number above 0; the slider runs by ratio from `low` to `high`.
    pub const fn positive(low: f64, high: f64) -> Self {
        Self::Log {
            min: f64::MIN_POSITIVE,
            max: f64::MAX,
            low,
            high,
        }
    }

    /// Equal distances are equal differences.
    pub const fn linear(min: f64, max: f64) -> Self {
        Self::Linear { min, max }
    }

    /// Whole numbers from `min` to `max`.
    pub const fn integer(min: u32, max: u32) -> Self {
        Self::Integer { min, max }
    }

    /// Whether the value may be taken. NaN never may.
    pub fn contains(&self, value: f64) -> bool {
        let whole = matches!(self, Self::Integer { .. } | Self::Switch | Self::Choice(_));
        (self.min()..=self.max()).contains(&value) && !(whole && value.fract() != 0.0)
    }

    /// Least value that is accepted.
    pub fn min(&self) -> f64 {
        match *self {
            Self::Linear { min, .. } | Self::Log { min, .. } | Self::Decay { min, .. } => min,
            Self::Integer { min, .. } => f64::from(min),
            Self::Switch | Self::Choice(_) => 0.0,
        }
    }

    /// Greatest value that is accepted; `f64::MAX` where any finite number is.
    pub fn max(&self) -> f64 {
        match *self {
            Self::Linear { max, .. } | Self::Log { max, .. } | Self::Decay { max, .. } => max,
            Self::Integer { max, .. } => f64::from(max),
            Self::Switch => 1.0,
            Self::Choice(words) => words.len().saturating_sub(1) as f64,
        }
    }

    /// How the slider runs, in a word: `"linear"`, `"log"`, `"decay"`, `"integer"`, `"switch"` or
    /// `"choice"`.
    pub fn scale_name(&self) -> &'static str {
        match self {
            Self::Linear { .. } => "linear",
            Self::Log { .. } => "log",
            Self::Decay { .. } => "decay",
            Self::Integer { .. } => "integer",
            Self::Switch => "switch",
            Self::Choice(_) => "choice",
        }
    }

    /// The range in words that continue "must be": "from 0 to 1".
    pub fn describe(&self) -> String {
        match *self {
            Self::Switch => "true or false".into(),
            Self::Choice(words) => {
                let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                format!("one of {}", quoted.join(", "))
            }
            Self::Integer { min, max } => format!("a whole number from {min} to {max}"),
            _ if self.max() == f64::MAX && self.min() == f64::MIN_POSITIVE => {
                "finite and above 0".into()
            }
            _ if self.max() == f64::MAX => format!("finite and at least {}", self.min()),
            _ => format!("from {} to {}", self.min(), self.max()),
        }
    }

    /// The words that stand for values, in the order of their indices; empty for plain numbers.
    pub fn words(&self) -> &'static [&'static str] {
        match *self {
            Self::Switch => &["false", "true"],
            Self::Choice(words) => words,
            _ => &[],
        }
    }

    /// The word that stands for a value, where values are words.
    pub fn word(&self, value: f64) -> Option<&'static str> {
        if self.contains(value) {
            self.words().get(value as usize).copied()
        } else {
            None
        }
    }

    /// The value that a word stands for.
    pub fn value_of(&self, word: &str) -> Option<f64> {
        let index = self.words().iter().position(|known| *known == word)?;
        Some(index as f64)
    }

    /// The nearest value that is accepted; the least one for NaN.
    pub fn clamp(&self, value: f64) -> f64 {
        value.max(self.min()).min(self.max())
    }

    /// Where the value stands on its slider, from 0 to 1.
    pub fn fraction(&self, value: f64) -> f64 {
        let (low, high) = self.ends();
        let fraction = (self.position(value) - low) / (high - low);
        // NaN where the slider has one place only.
        fraction.clamp(0.0, 1.0).max(0.0)
    }

    /// Whether its values are numbers: neither on and off nor words.
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Switch | Self::Choice(_))
    }

    /// The value at a place of the slider, in few digits.
    pub fn at_fraction(&self, fraction: f64) -> f64 {
        let (low, high) = self.ends();
        let position = low + (high - low) * fraction.clamp(0.0, 1.0);
        self.clamp(match self {
            Self::Linear { min, max } => rounded_by((max - min) / 1000.0, position),
            Self::Log { .. } => significant(libm::pow(10.0, position), 3),
            Self::Decay { .. } => kept(significant(libm::pow(10.0, -position), 3)),
            Self::Integer { .. } | Self::Switch | Self::Choice(_) => position.round(),
        })
    }

    /// The value one key's step up or down. Fine: by 2% on logarithmic ranges, a hundredth of linear
    /// ones, one whole number. Coarse: along 1–2–5–10, a tenth, ten. A share that is kept moves by
    /// what is forgotten: .5 .8 .9 .95 .98 .99. Switches turn over, choices go round.
    pub fn nudge(&self, value: f64, up: bool, coarse: bool) -> f64 {
        let sign = if up { 1.0 } else { -1.0 };
        self.clamp(match *self {
            Self::Linear { min, max } => {
                let step = (max - min) / if coarse { 10.0 } else { 100.0 };
                rounded_by(step / 100.0, value + sign * step)
            }
            Self::Log { min, low, .. } => nudge_ratio(value, (min, low), up, coarse),
            Self::Decay { .. } => nudge_kept(value, up, coarse),
            Self::Integer { .. } => (value + sign * if coarse { 10.0 } else { 1.0 }).round(),
            Self::Switch => 1.0 - value,
            Self::Choice(words) => (value + sign).rem_euclid(words.len().max(1) as f64),
        })
    }

    /// Position of both ends of the slider.
    fn ends(&self) -> (f64, f64) {
        match *self {
            Self::Log { low, high, .. } => (self.position(low), self.position(high)),
            _ => (self.position(self.min()), self.position(self.max())),
        }
    }

    /// A number that grows evenly along the slider.
    fn position(&self, value: f64) -> f64 {
        match self {
            Self::Log { low, .. } => libm::log10(value.max(low / 10.0)),
            Self::Decay { .. } => -libm::log10((1.0 - value).max(LEAST_FORGOTTEN)),
            _ => value,
        }
    }
}

/// A step by ratio. From 0 it goes to `low`, and from exactly `low` back to `min`.
fn nudge_ratio(value: f64, (min, low): (f64, f64), up: bool, coarse: bool) -> f64 {
    if value <= 0.0 {
        return if up { low } else { min };
    }
    let next = match (up, coarse) {
        (true, false) => significant(value * FINE, 4),
        (false, false) => significant(value / FINE, 4),
        (up, true) => next_in_series(value, up),
    };
    if up || value < low {
        next
    } else if value == low {
        min
    } else {
        next.max(low)
    }
}

/// A step of the share that is kept, by ratio of the share that is forgotten.
fn nudge_kept(value: f64, up: bool, coarse: bool) -> f64 {
    let forgotten = 1.0 - value;
    if forgotten <= LEAST_FORGOTTEN {
        return if up { 1.0 } else { kept(2.0 * LEAST_FORGOTTEN) };
    }
    kept(match (up, coarse) {
        (true, false) => significant(forgotten / FINE_DECAY, 3),
        (false, false) => significant(forgotten * FINE_DECAY, 3),
        (up, true) => next_in_series(forgotten, !up),
    })
}

/// The share kept where so much is forgotten, without the dust of the subtraction.
fn kept(forgotten: f64) -> f64 {
    decimals(1.0 - forgotten, 9)
}

/// The next number of … 0.1, 0.2, 0.5, 1, 2, 5, 10 … beyond a value above 0.
fn next_in_series(value: f64, up: bool) -> f64 {
    let decade = libm::log10(value).floor() as i32;
    let series = (decade - 1..=decade + 1).flat_map(|exponent| {
        [1, 2, 5].map(|digit| {
            format!("{digit}e{exponent}")
                .parse()
                .expect("digits and an exponent are a number")
        })
    });
    // A value that is one of the series up to rounding counts as that one.
    let next = if up {
        series
            .clone()
            .find(|&step: &f64| step > value * (1.0 + 1e-9))
    } else {
        series
            .clone()
            .rfind(|&step: &f64| step < value * (1.0 - 1e-9))
    };
    next.unwrap_or(value)
}

/// The value with so many significant digits.
fn significant(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits - 1).parse().unwrap_or(value)
}

/// The value with so many decimals.
fn decimals(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

/// The value rounded to about a unit: to as many decimals as the unit has leading zeros.
fn rounded_by(unit: f64, value: f64) -> f64 {
    let places = (-libm::log10(unit)).ceil().clamp(0.0, 17.0);
    decimals(value, places as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_moves_by_two_percent_or_along_one_two_five() {
        let rate = Range::RATE;
        assert_eq!(rate.nudge(0.098, true, false), 0.09996);
        assert_eq!(rate.nudge(0.09996, false, false), 0.098);
        let up: Vec<f64> = walk(rate, 0.03, true, 5);
        assert_eq!(up, [0.05, 0.1, 0.2, 0.5, 1.0]);
        let down = walk(rate, 0.3, false, 5);
        assert_eq!(down, [0.2, 0.1, 0.05, 0.02, 0.01]);
    }

    #[test]
    fn a_rate_of_zero_is_left_and_reached_through_the_low_end() {
        for coarse in [true, false] {
            assert_eq!(Range::RATE.nudge(0.0, true, coarse), 1e-5);
            assert_eq!(Range::RATE.nudge(1e-5, false, coarse), 0.0);
            assert_eq!(Range::RATE.nudge(0.0, false, coarse), 0.0);
            assert!(Range::RATE.nudge(1e-7, false, coarse) > 0.0);
        }
        assert_eq!(Range::RATE.nudge(1.01e-5, false, false), 1e-5);
    }

    #[test]
    fn a_share_moves_by_what_is_forgotten() {
        let up = walk(Range::SHARE, 0.0, true, 7);
        assert_eq!(up, [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995]);
        let down = walk(Range::SHARE, 0.99, false, 7);
        assert_eq!(down, [0.98, 0.95, 0.9, 0.8, 0.5, 0.0, 0.0]);
        let finer = Range::SHARE.nudge(0.9, true, false);
        assert_eq!(finer, 0.9048);
        assert_eq!(Range::SHARE.nudge(finer, false, false), 0.9);
    }

    #[test]
    fn momentum_reaches_one_and_leaves_it() {
        let end = walk(Range::MOMENTUM, 0.9999, true, 20);
        assert_eq!(end.last(), Some(&1.0));
        assert!(Range::MOMENTUM.nudge(1.0, false, false) < 1.0);
        assert!(
            walk(Range::SHARE, 0.9, true, 50)
                .iter()
                .all(|&share| share < 1.0)
        );
    }

    #[test]
    fn whole_numbers_switches_and_choices_step() {
        let memory = Range::integer(1, 100);
        assert_eq!(memory.nudge(5.0, true, false), 6.0);
        assert_eq!(memory.nudge(5.0, false, true), 1.0);
        assert_eq!(Range::Switch.nudge(1.0, true, false), 0.0);
        let choice = Range::Choice(&["none", "strong-wolfe"]);
        assert_eq!(choice.nudge(1.0, true, false), 0.0);
        assert_eq!(choice.nudge(0.0, false, false), 1.0);
        assert_eq!(choice.value_of("strong-wolfe"), Some(1.0));
        assert_eq!(choice.word(1.0), Some("strong-wolfe"));
        assert_eq!(choice.word(7.0), None);
    }

    #[test]
    fn a_linear_range_moves_by_a_hundredth_and_a_tenth() {
        let range = Range::linear(-2.0, 3.0);
        assert_eq!(range.nudge(0.1, true, false), 0.15);
        assert_eq!(range.nudge(0.1, false, true), -0.4);
        assert_eq!(range.nudge(2.99, true, true), 3.0);
    }

    #[test]
    fn sliders_keep_their_place() {
        let ranges = [
            Range::RATE,
            Range::SHARE,
            Range::MOMENTUM,
            Range::linear(0.0, 2.0),
            Range::integer(1, 1000),
        ];
        for range in ranges {
            for place in [0.0, 0.25, 0.5, 0.75, 1.0] {
                let value = range.at_fraction(place);
                assert!(range.contains(value), "{range:?} {value}");
                assert!(
                    (range.fraction(value) - place).abs() < 0.01,
                    "{range:?} {place}"
                );
            }
            assert!((0.0..=1.0).contains(&range.fraction(f64::NAN)));
        }
        assert_eq!(Range::integer(3, 3).fraction(3.0), 0.0);
        assert_eq!(Range::RATE.fraction(0.0), 0.0);
        assert_eq!(Range::RATE.fraction(1e9), 1.0);
    }

    #[test]
    fn ranges_refuse_what_they_say_they_refuse() {
        assert!(Range::RATE.contains(1e300) && !Range::RATE.contains(f64::INFINITY));
        assert!(!Range::RATE.contains(-1e-9) && !Range::RATE.contains(f64::NAN));
        assert!(!Range::integer(1, 9).contains(2.5) && !Range::Switch.contains(0.5));
        assert_eq!(Range::RATE.describe(), "finite and at least 0");
        assert_eq!(Range::positive(0.1, 1.0).describe(), "finite and above 0");
        assert_eq!(Range::MOMENTUM.describe(), "from 0 to 1");
        assert_eq!(Range::Choice(&["a", "b"]).describe(), "one of \"a\", \"b\"");
    }

    fn walk(range: Range, from: f64, up: bool, steps: usize) -> Vec<f64> {
        std::iter::successors(Some(from), |&value| Some(range.nudge(value, up, true)))
            .skip(1)
            .take(steps)
            .collect()
    }
}

//! Hyper-parameters: their ranges, their sliders and the steps of keys.

/// One hyper-parameter of an optimizer. Its value is a number; a switch is 0 or 1, a choice the
/// index of a word.
#[derive(Debug)]
pub struct Hyper {
    /// Key in scenes: `"beta1"`.
    pub name: &'static str,
    /// Symbol in the rule: "β₁".
    pub symbol: &'static str,
    /// Value where none is given.
    pub default: f64,
    /// Values that it may take, and how a slider runs over them.
    pub range: Range,
    /// One line of what it does.
    pub doc: &'static str,
}

/// The values of a hyper-parameter, and how its slider runs.
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
    /// The share that an average keeps, in `min..=max` below 1: a key's step is a ratio of 1 − value.
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

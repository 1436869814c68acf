//! Axes: which numbers they hold, where those lie, and round numbers to label them with.

use super::number::{labels, short};

/// How many decades a logarithmic axis holds at most; what is less lies on its floor.
const DECADES: f64 = 8.0;
/// Room above the highest number, in decades.
const ABOVE: f64 = 0.3;
/// From this ratio on positive numbers spread too widely for a linear axis.
const WIDE: f64 = 10.0;

/// So many characters a label has at most, unless it is one of few digits.
const WIDEST: usize = 9;

/// How numbers lie on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// By decades: the numbers of an axis, its ends and those of its marks, are decimal logarithms.
    Decades,
}

/// An axis: a name and a range of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// What it counts or measures: `x`, `step`, `Value`; may be empty.
    pub name: String,
    /// The number at its beginning, at the left or at the bottom.
    pub low: f64,
    /// The number at its end.
    pub high: f64,
    /// How numbers lie on it.
    pub scale: Scale,
    /// Whether what is less than the lowest lies on it.
    pub has_floor: bool,
    /// Whether there are no numbers to be held, and so none to label it with.
    pub is_empty: bool,
}

/// A labelled place of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Its number.
    pub at: f64,
    /// The number in words.
    pub label: String,
}

impl Axis {
    /// An axis with evenly lying numbers between these two; around a single number it lies in the middle.
    pub fn linear([low, high]: [f64; 2]) -> Self {
        let [low, high] = if high > low {
            [low, high]
        } else {
            [low - 1.0, low + 1.0]
        };
        Self {
            name: String::new(),
            low,
            high,
            scale: Scale::Linear,
            has_floor: false,
            is_empty: false,
        }
    }

    /// An axis of decades with room for these decimal logarithms, the highest eight decades of them.
    pub fn decades([low, high]: [f64; 2]) -> Self {
        let top = high + ABOVE;
        let has_floor = low < top - DECADES;
        let bottom = if has_floor {
            (top - DECADES).ceil()
        } else {
            (low - ABOVE).min(top - 1.0)
        };
        Self {
            low: bottom,
            high: top,
            scale: Scale::Decades,
            has_floor,
            ..Self::linear([0.0, 1.0])
        }
    }

    /// An axis with zero in its middle.
    pub fn symmetric([low, high]: [f64; 2]) -> Self {
        let extent = 1.05 * low.abs().max(high.abs());
        Self::linear([-extent, extent])
    }

    /// An axis of decades where numbers are positive and spread over one or more, else a linear one
    /// from zero on. The numbers come as they are, also where the axis takes their logarithms.
    pub fn spread([low, high]: [f64; 2]) -> Self {
        if low > 0.0 && high >= WIDE * low {
            Self::decades([libm::log10(low), libm::log10(high)])
        } else {
            Self::linear([low.min(0.0), 1.1 * high])
        }
    }

    /// An axis of which nothing is known.
    pub fn empty() -> Self {
        Self {
            is_empty: true,
            ..Self::linear([0.0, 1.0])
        }
    }

    /// The same axis under a name.
    pub fn named(self, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..self
        }
    }

    /// Its ends.
    pub fn range(&self) -> [f64; 2] {
        [self.low, self.high]
    }

    /// Where a number lies, from 0 at the beginning to 1 at the end, also beyond them. NaN for what is none.
    pub fn share(&self, number: f64) -> f64 {
        let number = if self.has_floor && number < self.low {
            self.low
        } else {
            number
        };
        (number - self.low) / (self.high - self.low)
    }

    /// Whether a number lies between its ends, those included.
    pub fn holds(&self, number: f64) -> bool {
        (0.0..=1.0).contains(&self.share(number))
    }

    /// Labelled round numbers, at most about so many; an axis with a floor begins with that.
    pub fn ticks(&self, most: f64) -> Vec<Tick> {
        match self.scale {
            _ if self.is_empty => Vec::new(),
            Scale::Linear => {
                let ticks = round_numbers(self.range(), most);
                let labels = labels(&ticks, WIDEST);
                let ticks = ticks.into_iter().zip(labels);
                ticks.map(|(at, label)| Tick { at, label }).collect()
            }
            Scale::Decades => self.decade_ticks(most),
        }
    }

    /// The same, but more than asked for where that would be less than three: one label alone says nothing
    /// of the scale.
    pub fn telling_ticks(&self, most: f64) -> Vec<Tick> {
        let few = self.ticks(most);
        if few.len() < 3 && self.scale == Scale::Linear {
            self.ticks(2.0 * most)
        } else {
            few
        }
    }

    fn decade_ticks(&self, most: f64) -> Vec<Tick> {
        let (low, high) = (self.low, self.high);
        let floor = self.has_floor.then(|| Tick {
            at: low,
            label: format!("≤{}", power_of_ten(low as i32)),
        });
        let mut ticks: Vec<Tick> = floor.into_iter().collect();
        if high - low < 2.0 {
            ticks.extend(parts_of_decades(low, high).map(|number| Tick {
                at: libm::log10(number),
                label: short(number),
            }));
        } else {
            let every = ((high - low) / most).ceil() as i32;
            let exponents = low.ceil() as i32..=high.floor() as i32;
            let round = exponents.filter(|exponent| exponent.rem_euclid(every) == 0);
            ticks.extend(round.map(|exponent| Tick {
                at: f64::from(exponent),
                label: power_of_ten(exponent),
            }));
        }
        ticks
    }
}

/// Multiples of a round step (1, 2 or 5 times a power of ten) in a range, at most about `most`.
pub fn round_numbers([low, high]: [f64; 2], most: f64) -> Vec<f64> {
    let rough = (high - low) / most.max(1.0);
    let power = libm::exp10(libm::log10(rough).floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|round| round * power)
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * power);
    if !(step.is_finite() && step > 0.0) {
        return Vec::new();
    }
    let first = (low / step).ceil();
    (0..100)
        .map(|count| (first + f64::from(count)) * step)
        .take_while(|tick| *tick <= high)
        // Multiples of 0.1 come out with a tail of rounding, which `short` takes off; only 0 needs it here.
        .map(|tick| if tick.abs() < step * 1e-9 { 0.0 } else { tick })
        .collect()
}

/// The numbers 1, 2 and 5 times a power of ten between two exponents.
fn parts_of_decades(bottom: f64, top: f64) -> impl Iterator<Item = f64> {
    (bottom.floor() as i32..=top.floor() as i32)
        .flat_map(|exponent| [1.0, 2.0, 5.0].map(|part| part * libm::exp10(f64::from(exponent))))
        .filter(move |number| (bottom..=top).contains(&libm::log10(*number)))
}

fn power_of_ten(exponent: i32) -> String {
    if (-2..=4).contains(&exponent) {
        short(libm::exp10(f64::from(exponent)))
    } else {
        format!("1e{exponent}").replace('-', "−")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(axis: &Axis) -> Vec<String> {
        let ticks = axis.telling_ticks(4.0).into_iter();
        ticks.map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(
            round_numbers([-10.0, 2.5], 7.0),
            [-10.0, -8.0, -6.0, -4.0, -2.0, 0.0, 2.0]
        );
        assert_eq!(
            round_numbers([-1.45, 1.45], 6.0),
            [-1.0, -0.5, 0.0, 0.5, 1.0]
        );
        assert!(round_numbers([1.0, 1.0], 5.0).len() <= 1);
        assert!(round_numbers([0.0, f64::NAN], 5.0).is_empty());
    }

    #[test]
    fn labels_are_round_numbers_and_powers() {
        assert_eq!(texts(&Axis::linear([-1.0, 2.9])), ["−1", "0", "1", "2"]);
        assert_eq!(texts(&Axis::symmetric([-0.2, 1.0])), ["−1", "0", "1"]);
        assert_eq!(
            texts(&Axis::symmetric([-4.5, 1.0])),
            ["−4", "−2", "0", "2", "4"]
        );
        assert_eq!(texts(&Axis::decades([-3.0, 2.0])), ["0.01", "1", "100"]);
        assert_eq!(
            texts(&Axis::spread([0.03, 0.4])),
            ["0.02", "0.05", "0.1", "0.2", "0.5"]
        );
        assert_eq!(texts(&Axis::spread([0.0, 0.1])), ["0", "0.05", "0.1"]);
        assert!(texts(&Axis::empty()).is_empty());
    }

    #[test]
    fn what_is_too_low_lies_on_the_floor_and_what_is_too_high_leaves() {
        let axis = Axis::decades([-88.0, 1.7]);
        assert_eq!(texts(&axis)[0], "≤1e−6");
        assert_eq!(axis.share(axis.ticks(4.0)[0].at), 0.0);
        assert_eq!(axis.share(-88.0), 0.0);
        assert_eq!(axis.share(f64::NEG_INFINITY), 0.0);
        assert!(axis.share(1.7) < 1.0);
        assert!(axis.share(3.0) > 1.0 && axis.share(f64::INFINITY) > 1.0);
        assert!(axis.share(f64::NAN).is_nan());
    }

    #[test]
    fn one_number_lies_inside() {
        for number in [0.0, 0.3, 2.0] {
            let axes = [Axis::linear, Axis::decades, Axis::symmetric];
            for axis in axes.map(|axis| axis([number; 2])) {
                assert!(axis.holds(number), "{axis:?} {number}");
                assert!(!texts(&axis).is_empty(), "{axis:?} {number}");
            }
            let spread = Axis::spread([number; 2]);
            assert!(spread.holds(number), "{spread:?} {number}");
        }
    }
}

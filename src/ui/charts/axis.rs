//! The vertical axis of a chart: which numbers it holds, where they lie, and its labels.

use crate::picture::number::{labels, short};
use crate::picture::round_numbers as ticks;

/// How many decades a logarithmic axis holds at most; what is less lies on its floor.
const DECADES: f64 = 8.0;
/// Room above the highest number, in decades.
const ABOVE: f64 = 0.3;
/// From this ratio on positive numbers spread too widely for a linear axis.
const WIDE: f64 = 10.0;
/// About how many labels an axis has.
const LABELS: f64 = 4.0;

/// So many characters a label has at most, unless it is one of few digits.
const WIDEST: usize = 6;

/// How numbers become places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Numbers come as decimal logarithms.
    Logarithmic,
    /// From the least to the greatest.
    Linear,
    /// Zero in the middle.
    Symmetric,
    /// Logarithmic where numbers are positive and spread over a decade or more, else linear from zero
    /// on.
    Spread,
}

/// An axis from 0 at the bottom to 1 at the top.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
    /// Whether its labels are powers.
    pub logarithmic: bool,
    /// Whether numbers come as they are and their logarithms are placed.
    takes_logarithm: bool,
    /// Whether what is less than the lowest lies on the floor.
    has_floor: bool,
    /// A text and its place; none where there are no numbers.
    pub labels: Vec<(String, f64)>,
}

impl Axis {
    /// The axis that holds the numbers from the least to the greatest; a range that is none, from ∞
    /// to −∞, gives an axis without labels.
    pub fn of(scale: Scale, [low, high]: [f64; 2]) -> Self {
        let empty = low > high;
        let mut axis = match scale {
            _ if empty => Self::linear([0.0, 1.0]),
            Scale::Logarithmic => Self::logarithmic([low, high]),
            Scale::Linear => Self::linear([low, high]),
            Scale::Symmetric => {
                let extent = 1.05 * low.abs().max(high.abs());
                Self::linear([-extent, extent])
            }
            Scale::Spread if low > 0.0 && high >= WIDE * low => Self {
                takes_logarithm: true,
                ..Self::logarithmic([libm::log10(low), libm::log10(high)])
            },
            Scale::Spread => Self::linear([low.min(0.0), 1.1 * high]),
        };
        if empty {
            axis.labels.clear();
        }
        axis
    }

    fn linear([low, high]: [f64; 2]) -> Self {
        // A single number lies in the middle of an axis around it.
        let [low, high] = if high > low {
            [low, high]
        } else {
            [low - 1.0, low + 1.0]
        };
        // One label alone says nothing of the scale.
        let few = ticks([low, high], LABELS);
        let ticks = if few.len() < 3 {
            ticks([low, high], 2.0 * LABELS)
        } else {
            few
        };
        let places = ticks.iter().map(|tick| (tick - low) / (high - low));
        let labels = labels(&ticks, WIDEST).into_iter().zip(places).collect();
        Self {
            low,
            high,
            logarithmic: false,
            takes_logarithm: false,
            has_floor: false,
            labels,
        }
    }

    fn logarithmic([low, high]: [f64; 2]) -> Self {
        let top = high + ABOVE;
        let has_floor = low < top - DECADES;
        let bottom = if has_floor {
            (top - DECADES).ceil()
        } else {
            (low - ABOVE).min(top - 1.0)
        };
        let place = |exponent: f64| (exponent - bottom) / (top - bottom);
        let mut labels: Vec<(String, f64)> = if top - bottom < 2.0 {
            parts_of_decades(bottom, top)
                .map(|number| (short(number), place(libm::log10(number))))
                .collect()
        } else {
            let every = ((top - bottom) / LABELS).ceil() as i32;
            (bottom.ceil() as i32..=top.floor() as i32)
                .filter(|exponent| exponent.rem_euclid(every) == 0)
                .map(|exponent| (power_of_ten(exponent), place(f64::from(exponent))))
                .collect()
        };
        if has_floor {
            let floor = format!("≤{}", power_of_ten(bottom as i32));
            labels.insert(0, (floor, 0.0));
        }
        Self {
            low: bottom,
            high: top,
            logarithmic: true,
            takes_logarithm: false,
            has_floor,
            labels,
        }
    }

    /// What places depend on.
    pub fn key(&self) -> [u64; 6] {
        let ends = [self.low, self.high].map(f64::to_bits);
        let flags = [self.logarithmic, self.takes_logarithm, self.has_floor].map(u64::from);
        [ends[0], ends[1], flags[0], flags[1], flags[2], 1]
    }

    /// Where a number lies; beyond 1 it is above the axis. NaN for what is none.
    pub fn place(&self, number: f64) -> f64 {
        let number = if self.takes_logarithm {
            libm::log10(number)
        } else {
            number
        };
        let number = if self.has_floor && number < self.low {
            self.low
        } else {
            number
        };
        (number - self.low) / (self.high - self.low)
    }
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

    fn texts(scale: Scale, range: [f64; 2]) -> Vec<String> {
        let axis = Axis::of(scale, range);
        axis.labels.into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn labels_are_round_numbers_and_powers() {
        assert_eq!(texts(Scale::Linear, [-1.0, 2.9]), ["−1", "0", "1", "2"]);
        assert_eq!(texts(Scale::Symmetric, [-0.2, 1.0]), ["−1", "0", "1"]);
        assert_eq!(
            texts(Scale::Symmetric, [-4.5, 1.0]),
            ["−4", "−2", "0", "2", "4"]
        );
        assert_eq!(texts(Scale::Logarithmic, [-3.0, 2.0]), ["0.01", "1", "100"]);
        assert_eq!(
            texts(Scale::Spread, [0.03, 0.4]),
            ["0.02", "0.05", "0.1", "0.2", "0.5"]
        );
        assert_eq!(texts(Scale::Spread, [0.0, 0.1]), ["0", "0.05", "0.1"]);
    }

    #[test]
    fn what_is_too_low_lies_on_the_floor_and_what_is_too_high_leaves() {
        let axis = Axis::of(Scale::Logarithmic, [-88.0, 1.7]);
        assert_eq!(axis.labels[0], ("≤1e−6".to_owned(), 0.0));
        assert_eq!(axis.place(-88.0), 0.0);
        assert_eq!(axis.place(f64::NEG_INFINITY), 0.0);
        assert!(axis.place(1.7) < 1.0);
        assert!(axis.place(3.0) > 1.0 && axis.place(f64::INFINITY) > 1.0);
        assert!(axis.place(f64::NAN).is_nan());
    }

    #[test]
    fn an_axis_without_numbers_has_no_labels_and_one_number_lies_inside() {
        let nothing = [f64::INFINITY, f64::NEG_INFINITY];
        for scale in [
            Scale::Linear,
            Scale::Logarithmic,
            Scale::Symmetric,
            Scale::Spread,
        ] {
            assert!(texts(scale, nothing).is_empty(), "{scale:?}");
            for number in [0.0, 0.3, 2.0] {
                let axis = Axis::of(scale, [number; 2]);
                let place = axis.place(number);
                assert!((0.0..=1.0).contains(&place), "{scale:?} {number}: {place}");
                assert!(!axis.labels.is_empty(), "{scale:?} {number}");
            }
        }
    }
}

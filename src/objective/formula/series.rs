//! Power series of what a formula computes on its way from a point along a line.
//!
//! The point lies at s = 0 and a step t along the line is s², so that the roots of what grows
//! with t are series too. Knows arithmetic of series; nothing of graphs.

/// How many coefficients are kept.
const LENGTH: usize = 12;
/// A series without coefficients up to this power is taken for 0; with fewer it is not known.
const NOTHING: i32 = 8;

/// The sum of `coefficients[k]`·s^(`lead` + k), known for `known` of them; the first is not 0. The
/// series of 0 has none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    lead: i32,
    known: usize,
    coefficients: [f64; LENGTH],
}

impl Series {
    pub(super) const ZERO: Self = Self {
        lead: 0,
        known: 0,
        coefficients: [0.0; LENGTH],
    };

    /// `at` + `along`·t.
    pub(super) fn variable(at: f64, along: f64) -> Self {
        let mut coefficients = [0.0; LENGTH];
        (coefficients[0], coefficients[2]) = (at, along);
        // All coefficients are known and so are enough of them, whichever is the first that is not 0.
        Self::new(0, LENGTH, coefficients).unwrap_or(Self::ZERO)
    }

    pub(super) fn constant(value: f64) -> Self {
        Self::variable(value, 0.0)
    }

    /// The series from its first coefficient that is not 0 on; `None` where it is not known enough.
    fn new(lead: i32, known: usize, coefficients: [f64; LENGTH]) -> Option<Self> {
        let known = known.min(LENGTH);
        let list = &coefficients[..known];
        if list.iter().any(|c| !c.is_finite()) {
            return None;
        }
        let Some(first) = list.iter().position(|&c| c != 0.0) else {
            return (lead + known as i32 >= NOTHING).then_some(Self::ZERO);
        };
        let mut shifted = [0.0; LENGTH];
        shifted[..known - first].copy_from_slice(&coefficients[first..known]);
        Some(Self {
            lead: lead + first as i32,
            known: known - first,
            coefficients: shifted,
        })
    }

    /// The coefficients from s⁰ on; `None` where there are any before.
    fn regular(&self) -> Option<(usize, [f64; LENGTH])> {
        if self.is_zero() {
            return Some((LENGTH, [0.0; LENGTH]));
        }
        let lead = usize::try_from(self.lead).ok()?.min(LENGTH);
        let known = (lead + self.known).min(LENGTH);
        let mut coefficients = [0.0; LENGTH];
        coefficients[lead..known].copy_from_slice(&self.coefficients[..known - lead]);
        Some((known, coefficients))
    }

    /// The coefficients of s⁰ to s⁴; `None` where they are not known, or there are any before.
    pub(super) fn beginning(&self) -> Option<[f64; 5]> {
        let (known, coefficients) = self.regular()?;
        if known < 5 {
            return None;
        }
        coefficients[..5].try_into().ok()
    }

    fn is_zero(&self) -> bool {
        self.known == 0
    }

    /// The coefficient of a power.
    fn of(&self, power: i32) -> f64 {
        let place = usize::try_from(power - self.lead);
        let place = place.ok().filter(|&place| place < self.known);
        place.map_or(0.0, |place| self.coefficients[place])
    }

    /// −1, 0 or 1: the sign just beside the point.
    pub(super) fn sign(&self) -> f64 {
        let [first, ..] = self.coefficients;
        if self.is_zero() { 0.0 } else { first.signum() }
    }

    /// The value at the point; `None` where it is infinite.
    pub(super) fn value(&self) -> Option<f64> {
        self.regular().map(|(_, [first, ..])| first)
    }

    pub(super) fn scaled(self, factor: f64) -> Option<Self> {
        let coefficients = self.coefficients.map(|c| factor * c);
        if self.is_zero() {
            return Some(self);
        }
        Self::new(self.lead, self.known, coefficients)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(if self.is_zero() { other } else { self });
        }
        let end = |series: &Self| series.lead + series.known as i32;
        let lead = self.lead.min(other.lead);
        let known = usize::try_from(end(&self).min(end(&other)) - lead).ok()?;
        let power = |k: usize| lead + k as i32;
        let sums = std::array::from_fn(|k| self.of(power(k)) + other.of(power(k)));
        Self::new(lead, known, sums)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.scaled(-1.0)?)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(Self::ZERO);
        }
        let (a, b) = (&self.coefficients, &other.coefficients);
        let products = std::array::from_fn(|n| (0..=n).map(|k| a[k] * b[n - k]).sum());
        Self::new(
            self.lead + other.lead,
            self.known.min(other.known),
            products,
        )
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        self.times(other.power(-1.0)?)
    }

    /// The power to a fixed exponent (Knuth 1998, section 4.7, the recurrence by Euler).
    pub(super) fn power(self, exponent: f64) -> Option<Self> {
        if self.is_zero() {
            return match exponent {
                p if p > 0.0 => Some(Self::ZERO),
                0.0 => Some(Self::constant(1.0)),
                _ => None,
            };
        }
        let lead = f64::from(self.lead) * exponent;
        let a = &self.coefficients;
        if lead.fract() != 0.0 || lead.abs() > 1e6 || (a[0] < 0.0 && exponent.fract() != 0.0) {
            return None;
        }
        let mut b = [0.0; LENGTH];
        b[0] = libm::pow(a[0], exponent);
        for n in 1..self.known {
            let terms = (1..=n).map(|k| {
                let (k_number, rest) = (k as f64, (n - k) as f64);
                (exponent * k_number - rest) * a[k] * b[n - k]
            });
            b[n] = terms.sum::<f64>() / (n as f64 * a[0]);
        }
        Self::new(lead as i32, self.known, b)
    }

    /// eᵃ; 0 where a falls without bound, and with it faster than any power.
    pub(super) fn exp(self) -> Option<Self> {
        let Some((known, a)) = self.regular() else {
            return (self.sign() < 0.0).then_some(Self::ZERO);
        };
        let mut b = [0.0; LENGTH];
        b[0] = libm::exp(a[0]);
        for n in 1..known {
            let terms = (1..=n).map(|k| k as f64 * a[k] * b[n - k]);
            b[n] = terms.sum::<f64>() / n as f64;
        }
        Self::new(0, known, b)
    }

    /// ln a where a is above 0 at the point.
    pub(super) fn ln(self) -> Option<Self> {
        let value = self.value().filter(|&value| value > 0.0)?;
        self.derivative()?.over(self)?.integral(libm::log(value))
    }

    /// Sine and cosine.
    pub(super) fn sin_cos(self) -> Option<[Self; 2]> {
        let (known, a) = self.regular()?;
        let (mut sine, mut cosine) = ([0.0; LENGTH], [0.0; LENGTH]);
        (sine[0], cosine[0]) = libm::sincos(a[0]);
        for n in 1..known {
            let sum = |other: &[f64; LENGTH]| {
                let terms = (1..=n).map(|k| k as f64 * a[k] * other[n - k]);
                terms.sum::<f64>() / n as f64
            };
            (sine[n], cosine[n]) = (sum(&cosine), -sum(&sine));
        }
        Some([Self::new(0, known, sine)?, Self::new(0, known, cosine)?])
    }

    /// d/ds.
    pub(super) fn derivative(self) -> Option<Self> {
        if self.is_zero() {
            return Some(self);
        }
        let lead = f64::from(self.lead);
        let falling = std::array::from_fn(|k| (lead + k as f64) * self.coefficients[k]);
        Self::new(self.lead - 1, self.known, falling)
    }

    /// The series with this derivative and this value at the point.
    pub(super) fn integral(self, value: f64) -> Option<Self> {
        let (known, a) = self.regular()?;
        let rising = std::array::from_fn(|k| if k == 0 { value } else { a[k - 1] / k as f64 });
        Self::new(0, (known + 1).min(LENGTH), rising)
    }

    /// A function with this value at the point whose derivative to this series is `slope`.
    pub(super) fn function(self, value: f64, slope: Self) -> Option<Self> {
        slope.times(self.derivative()?)?.integral(value)
    }

    /// The angle of the direction (`x`, self).
    pub(super) fn angle(self, x: Self) -> Option<Self> {
        let square = self.times(self)?.plus(x.times(x)?)?;
        let turn = x
            .times(self.derivative()?)?
            .minus(self.times(x.derivative()?)?)?;
        let lead = match (self.is_zero(), x.is_zero()) {
            (true, _) => x.lead,
            (_, true) => self.lead,
            _ => self.lead.min(x.lead),
        };
        let angle = libm::atan2(self.of(lead), x.of(lead));
        turn.over(square)?.integral(angle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_series_are_those_of_the_books() {
        let t = Series::variable(0.0, 1.0);
        let begins = |series: Option<Series>| series.unwrap().beginning().unwrap();
        assert_eq!(begins(t.exp()), [1.0, 0.0, 1.0, 0.0, 0.5]);
        let [sine, cosine] = t.sin_cos().unwrap();
        assert_eq!(begins(sine.over(t)), [1.0, 0.0, 0.0, 0.0, -1.0 / 6.0]);
        assert_eq!(begins(Some(cosine)), [1.0, 0.0, 0.0, 0.0, -0.5]);
        let one = Series::constant(1.0);
        let rest = one.minus(cosine).and_then(|rest| rest.over(t.times(t)?));
        assert_eq!(rest.unwrap().value(), Some(0.5));
        let logarithm = one.plus(t).unwrap().ln();
        assert_eq!(begins(logarithm), [0.0, 0.0, 1.0, 0.0, -0.5]);
        let root = t.times(t).unwrap().power(0.5);
        assert_eq!(begins(root), [0.0, 0.0, 1.0, 0.0, 0.0]);
        assert_eq!(begins(t.power(0.5)), [0.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(t.power(-0.5).unwrap().beginning().is_none());
        assert!(t.power(1.0 / 3.0).is_none() && t.scaled(-1.0).unwrap().power(0.5).is_none());
        assert_eq!(begins(t.angle(one)), [0.0, 0.0, 1.0, 0.0, 0.0]);
    }
}

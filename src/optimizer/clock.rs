//! The number of a step, and powers to it: the corrections of means that started at zero.

/// The number t of a step, counted from 1, and βᵗ for the few β that a rule asks for.
///
/// A power follows from the one of the step before by a single multiplication, in twice the precision,
/// so that it comes out rounded correctly but for one case in very many, and the same on every machine.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    t: u32,
    powers: [Power; SLOTS],
    oldest: usize,
    /// Whether means are left as they are.
    is_uncorrected: bool,
}

/// How many bases are remembered; no rule asks for more.
const SLOTS: usize = 3;

/// The power of a base, as a sum of two numbers.
#[derive(Debug, Clone, Copy, Default)]
struct Power {
    base: f64,
    exponent: u32,
    high: f64,
    low: f64,
}

impl Clock {
    /// Goes to a step.
    pub(super) fn set(&mut self, t: u32) {
        self.t = t;
    }

    /// Corrects no mean from now on.
    pub(super) fn leave_uncorrected(&mut self) {
        self.is_uncorrected = true;
    }

    /// t as a number.
    pub(super) fn now(&self) -> f64 {
        f64::from(self.t)
    }

    /// βᵗ.
    pub(super) fn power(&mut self, beta: f64) -> f64 {
        let slot = if let Some(slot) = self.powers.iter().position(|power| power.base == beta) {
            slot
        } else {
            self.oldest = (self.oldest + 1) % SLOTS;
            self.oldest
        };
        let power = &mut self.powers[slot];
        if power.base == beta && power.exponent.checked_add(1) == Some(self.t) {
            *power = power.times(Power::of(beta));
        } else if power.base != beta || power.exponent != self.t {
            *power = Power::raised(beta, self.t);
        }
        power.high
    }

    /// 1 − βᵗ: what share of its weight a mean that started at zero has given to gradients by now.
    pub(super) fn debias(&mut self, beta: f64) -> f64 {
        if self.is_uncorrected {
            return 1.0;
        }
        1.0 - self.power(beta)
    }
}

impl Power {
    /// The first power of a base.
    fn of(base: f64) -> Self {
        Self {
            base,
            exponent: 1,
            high: base,
            low: 0.0,
        }
    }

    /// Any power of a base, by squaring.
    fn raised(base: f64, exponent: u32) -> Self {
        let mut result = Self {
            high: 1.0,
            exponent: 0,
            ..Self::of(base)
        };
        let mut square = Self::of(base);
        let mut left = exponent;
        while left > 0 {
            if left % 2 == 1 {
                result = result.times(square);
            }
            square = square.times(square);
            left /= 2;
        }
        Self { exponent, ..result }
    }

    /// The power to the sum of both exponents.
    fn times(self, other: Self) -> Self {
        let (product, error) = exact_product(self.high, other.high);
        let error = error + (self.high * other.low + self.low * other.high);
        let high = product + error;
        Self {
            base: self.base,
            exponent: self.exponent.wrapping_add(other.exponent),
            high,
            low: error - (high - product),
        }
    }
}

/// The product as a number and what it lacks (Dekker 1971).
fn exact_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let ((a_high, a_low), (b_high, b_low)) = (halves(a), halves(b));
    let error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, error)
}

/// A number as a sum of two of half as many digits.
fn halves(a: f64) -> (f64, f64) {
    let shifted = a * 134_217_729.0;
    let high = shifted - (shifted - a);
    (high, a - high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_those_of_the_library_to_its_last_digit() {
        let mut clock = Clock::default();
        for t in 1..=3_000 {
            clock.set(t);
            for beta in [0.9, 0.999, 0.98] {
                let (ours, library) = (clock.power(beta), libm::pow(beta, f64::from(t)));
                assert!(
                    (ours - library).abs() <= 3e-16 * library,
                    "{beta}^{t}: {ours} {library}"
                );
            }
        }
    }

    #[test]
    fn a_power_does_not_depend_on_how_it_was_come_by() {
        let (mut walked, mut leapt) = (Clock::default(), Clock::default());
        for t in 1..=777 {
            walked.set(t);
            walked.power(0.99);
        }
        leapt.set(777);
        for beta in [0.1, 0.2, 0.3, 0.4, 0.99] {
            leapt.power(beta);
        }
        assert_eq!(walked.power(0.99), leapt.power(0.99));
        assert_eq!(leapt.power(0.0), 0.0);
        assert_eq!(leapt.power(1.0), 1.0);
    }
}

//! Sine, cosine, exponential and logarithm without branches, so that a loop over many numbers runs
//! on vector registers; one number goes through the same code, so that both agree to the bit.
//!
//! The methods are those of FreeBSD's `msun`, accurate to less than one unit in the last place:
//! the argument is reduced by multiples of π/2 or ln 2 held in two parts, the rest is a polynomial.
//! Each `…_core` says beside its value whether the argument was too hard for it (very large, not
//! finite, too near to a multiple of π/2); then `libm` computes it.

#![expect(
    clippy::inline_always,
    reason = "a loop runs on vector registers only with these bodies inside"
)]

/// Added to a number below 2⁵¹ it leaves the number, rounded, in the lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// The sine.
#[inline(always)]
pub(super) fn sin(x: f64) -> f64 {
    let (sine, _, hard) = sin_cos_core(x);
    if hard { libm::sin(x) } else { sine }
}

/// The cosine.
#[inline(always)]
pub(super) fn cos(x: f64) -> f64 {
    let (_, cosine, hard) = sin_cos_core(x);
    if hard { libm::cos(x) } else { cosine }
}

/// Sine and cosine.
#[inline(always)]
pub(super) fn sin_cos(x: f64) -> (f64, f64) {
    let (sine, cosine, hard) = sin_cos_core(x);
    if hard {
        libm::sincos(x)
    } else {
        (sine, cosine)
    }
}

/// eˣ.
#[inline(always)]
pub(super) fn exp(x: f64) -> f64 {
    let (value, hard) = exp_core(x);
    if hard { libm::exp(x) } else { value }
}

/// The natural logarithm.
#[inline(always)]
pub(super) fn ln(x: f64) -> f64 {
    let (value, hard) = ln_core(x);
    if hard { libm::log(x) } else { value }
}

/// Sine, cosine, and whether x is too hard.
#[inline(always)]
pub(super) fn sin_cos_core(x: f64) -> (f64, f64, bool) {
    const TWO_OVER_PI: f64 = f64::from_bits(0x3fe4_5f30_6dc9_c883);
    // π/2 in two parts, the first with 33 bits, so that its multiples are exact.
    const HALF_PI_HIGH: f64 = f64::from_bits(0x3ff9_21fb_5440_0000);
    const HALF_PI_LOW: f64 = f64::from_bits(0x3dd0_b461_1a62_6331);
    const LARGEST: f64 = 1.6e6;
    /// Nearer to a multiple of π/2 than |x| by this factor, too few bits are left.
    const CANCELLED: f64 = 32768.0;

    let rounded = x * TWO_OVER_PI + ROUNDER;
    let multiple = rounded - ROUNDER;
    let rest = x - multiple * HALF_PI_HIGH;
    let correction = multiple * HALF_PI_LOW;
    let high = rest - correction;
    let low = (rest - high) - correction;
    let hard = beyond(x, LARGEST) | (high.abs() * CANCELLED < x.abs());

    let (sine, cosine) = (sine_kernel(high, low), cosine_kernel(high, low));
    let quadrant = rounded.to_bits();
    let odd = quadrant & 1 == 1;
    let (first, second) = if odd { (cosine, sine) } else { (sine, cosine) };
    (
        flip_sign(first, quadrant),
        flip_sign(second, quadrant.wrapping_add(1)),
        hard,
    )
}

/// Whether x is not a number between the limits.
#[inline(always)]
fn beyond(x: f64, limit: f64) -> bool {
    (x.abs() >= limit) | x.is_nan()
}

/// Changes the sign where the second bit is set.
#[inline(always)]
fn flip_sign(value: f64, quadrant: u64) -> f64 {
    f64::from_bits(value.to_bits() ^ ((quadrant & 2) << 62))
}

/// The sine of x + y for |x| ≤ π/4 and y far below x.
#[inline(always)]
fn sine_kernel(x: f64, y: f64) -> f64 {
    const S1: f64 = f64::from_bits(0xbfc5_5555_5555_5549);
    const S2: f64 = f64::from_bits(0x3f81_1111_1110_f8a6);
    const S3: f64 = f64::from_bits(0xbf2a_01a0_19c1_61d5);
    const S4: f64 = f64::from_bits(0x3ec7_1de3_57b1_fe7d);
    const S5: f64 = f64::from_bits(0xbe5a_e5e6_8a2b_9ceb);
    const S6: f64 = f64::from_bits(0x3de5_d93a_5acf_d57c);
    let z = x * x;
    let w = z * z;
    let r = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6);
    let v = z * x;
    x - ((z * (0.5 * y - v * r) - y) - v * S1)
}

/// The cosine of x + y, likewise.
#[inline(always)]
fn cosine_kernel(x: f64, y: f64) -> f64 {
    const C1: f64 = f64::from_bits(0x3fa5_5555_5555_554c);
    const C2: f64 = f64::from_bits(0xbf56_c16c_16c1_5177);
    const C3: f64 = f64::from_bits(0x3efa_01a0_19cb_1590);
    const C4: f64 = f64::from_bits(0xbe92_7e4f_809c_52ad);
    const C5: f64 = f64::from_bits(0x3e21_ee9e_bdb4_b1c4);
    const C6: f64 = f64::from_bits(0xbda8_fae9_be88_38d4);
    let z = x * x;
    let w = z * z;
    let r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
    let half = 0.5 * z;
    let rest = 1.0 - half;
    rest + (((1.0 - rest) - half) + (z * r - x * y))
}

/// eˣ, and whether x is too hard.
#[inline(always)]
pub(super) fn exp_core(x: f64) -> (f64, bool) {
    const LARGEST: f64 = 708.0;
    const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    const P1: f64 = f64::from_bits(0x3fc5_5555_5555_553e);
    const P2: f64 = f64::from_bits(0xbf66_c16c_16be_bd93);
    const P3: f64 = f64::from_bits(0x3f11_566a_af25_de2c);
    const P4: f64 = f64::from_bits(0xbebb_bd41_c5d2_6bf1);
    const P5: f64 = f64::from_bits(0x3e66_3769_72be_a4d0);
    let rounded = x * std::f64::consts::LOG2_E + ROUNDER;
    let multiple = rounded - ROUNDER;
    let high = x - multiple * LN_2_HIGH;
    let low = multiple * LN_2_LOW;
    let rest = high - low;
    let z = rest * rest;
    let c = rest - z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5))));
    let mantissa = 1.0 + (rest * c / (2.0 - c) - low + high);
    let power = f64::from_bits(rounded.to_bits().wrapping_add(1023) << 52);
    (mantissa * power, beyond(x, LARGEST))
}

/// The natural logarithm, and whether x is too hard.
#[inline(always)]
pub(super) fn ln_core(x: f64) -> (f64, bool) {
    /// 2⁵², whose lowest bits are the integer that is added to it.
    const INTEGER: u64 = 0x4330_0000_0000_0000;
    const HIGH_WORD_OF_ONE: u64 = 0x3ff0_0000_0000_0000;
    const HIGH_WORD_OF_ROOT_HALF: u64 = 0x3fe6_a09e_0000_0000;
    const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    const L1: f64 = f64::from_bits(0x3fe5_5555_5555_5593);
    const L2: f64 = f64::from_bits(0x3fd9_9999_9997_fa04);
    const L3: f64 = f64::from_bits(0x3fd2_4924_9422_9359);
    const L4: f64 = f64::from_bits(0x3fcc_71c5_1d8e_78af);
    const L5: f64 = f64::from_bits(0x3fc7_4664_96cb_03de);
    const L6: f64 = f64::from_bits(0x3fc3_9a09_d078_c69f);
    const L7: f64 = f64::from_bits(0x3fc2_f112_df3e_5244);
    let hard = !((f64::MIN_POSITIVE..f64::INFINITY).contains(&x));
    let bits = x
        .to_bits()
        .wrapping_add(HIGH_WORD_OF_ONE - HIGH_WORD_OF_ROOT_HALF);
    let exponent = f64::from_bits((bits >> 52) | INTEGER) - (4_503_599_627_370_496.0 + 1023.0);
    let mantissa = (bits & 0x000f_ffff_ffff_ffff).wrapping_add(HIGH_WORD_OF_ROOT_HALF);
    let f = f64::from_bits(mantissa) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (L2 + w * (L4 + w * L6));
    let odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
    let value = s * (half_square + (odd + even)) + exponent * LN_2_LOW - half_square
        + f
        + exponent * LN_2_HIGH;
    (value, hard)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Random;

    /// How many representable numbers lie between two of the same sign.
    fn distance(a: f64, b: f64) -> u64 {
        if a == b || (a.is_nan() && b.is_nan()) {
            return 0;
        }
        a.to_bits().abs_diff(b.to_bits())
    }

    fn check(
        name: &str,
        ours: impl Fn(f64) -> f64,
        theirs: impl Fn(f64) -> f64,
        arguments: impl Iterator<Item = f64>,
    ) {
        for x in arguments {
            let (own, other) = (ours(x), theirs(x));
            assert!(
                distance(own, other) <= 1,
                "{name}({x:e}): {own:e} {other:e}"
            );
        }
    }

    fn arguments(seed: u64, range: f64) -> impl Iterator<Item = f64> {
        let mut random = Random::new(seed);
        let uniform = std::iter::repeat_with(move || (random.uniform() * 2.0 - 1.0) * range);
        let half_pi = std::f64::consts::FRAC_PI_2;
        let near_multiples = (-2000..2000).map(move |n| f64::from(n) * half_pi);
        let special = [
            0.0, -0.0, 1.0, -1.0, 1e-300, -1e-310, 5e-324, 1e22, -3e9, 1.7e6, 1e300,
        ];
        let limits = [
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            f64::MAX,
            f64::MIN_POSITIVE,
        ];
        uniform
            .take(20_000)
            .chain(near_multiples)
            .chain(special)
            .chain(limits)
    }

    #[test]
    fn each_function_is_within_a_unit_of_libm() {
        for range in [1.0, 30.0, 1500.0, 3e6] {
            check("sin", sin, libm::sin, arguments(1, range));
            check("cos", cos, libm::cos, arguments(2, range));
            check("exp", exp, libm::exp, arguments(3, range));
            check(
                "ln",
                |x| ln(x.abs()),
                |x| libm::log(x.abs()),
                arguments(4, range),
            );
        }
        assert!(ln(-1.0).is_nan());
        assert!(sin(-0.0).is_sign_negative());
    }

    #[test]
    fn sine_and_cosine_together_are_those_apart() {
        for x in arguments(5, 100.0).filter(|x| x.is_finite()) {
            assert_eq!(sin_cos(x), (sin(x), cos(x)), "{x:e}");
        }
    }
}

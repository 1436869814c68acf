//! A point or direction of the plane; arithmetic is componentwise.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A point θ = (x, y) or a direction; `*` and `/` between two are componentwise, as in the papers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Vec2 {
    /// First coordinate.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
}

impl Vec2 {
    /// The origin.
    pub const ZERO: Self = Self::new(0.0, 0.0);

    /// The point (x, y).
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The point with the same value in both coordinates.
    pub const fn splat(value: f64) -> Self {
        Self::new(value, value)
    }

    /// Scalar product.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Euclidean length.
    pub fn norm(self) -> f64 {
        let square = self.dot(self);
        if square.is_normal() {
            return square.sqrt();
        }
        // The square over- or underflows long before the length does.
        let (scaled, unit) = self.in_units();
        unit * scaled.dot(scaled).sqrt()
    }

    /// The size of the greater coordinate.
    pub fn size(self) -> f64 {
        self.x.abs().max(self.y.abs())
    }

    /// The direction with its greater coordinate between 1 and 2, and the power of two by which it
    /// was divided, so that products of such directions neither over- nor underflow and have the same
    /// digits. The direction itself, and 1, where it is 0 or not finite.
    pub fn in_units(self) -> (Self, f64) {
        if self == Self::ZERO || !self.is_finite() {
            return (self, 1.0);
        }
        let unit = power_of_two(self.size());
        (self / unit, unit)
    }

    /// Whether both coordinates are finite.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// Applies a function to each coordinate.
    pub fn map(self, function: impl Fn(f64) -> f64) -> Self {
        Self::new(function(self.x), function(self.y))
    }

    /// Applies a function to the coordinates of both, pairwise.
    pub fn zip(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        Self::new(function(self.x, other.x), function(self.y, other.y))
    }

    /// Square root of each coordinate.
    pub fn sqrt(self) -> Self {
        self.map(f64::sqrt)
    }

    /// Sign of each coordinate, 0 at 0.
    pub fn sign(self) -> Self {
        self.map(|c| if c == 0.0 { 0.0 } else { c.signum() })
    }

    /// The direction turned left by a right angle.
    pub fn perpendicular(self) -> Self {
        Self::new(-self.y, self.x)
    }
}

impl From<[f64; 2]> for Vec2 {
    fn from([x, y]: [f64; 2]) -> Self {
        Self::new(x, y)
    }
}

impl From<Vec2> for [f64; 2] {
    fn from(v: Vec2) -> Self {
        [v.x, v.y]
    }
}

/// The greatest power of two that is not above a size; the least normal one for what is smaller.
pub(super) fn power_of_two(size: f64) -> f64 {
    const EXPONENT: u64 = 0x7ff << 52;
    f64::from_bits(size.max(f64::MIN_POSITIVE).to_bits() & EXPONENT)
}

/// Operators between two points, and between a point and a number on either side.
macro_rules! operators {
    ($($trait:ident $method:ident $op:tt),*) => {$(
        impl $trait for Vec2 {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Self::new(self.x $op other.x, self.y $op other.y)
            }
        }
        impl $trait<f64> for Vec2 {
            type Output = Self;
            fn $method(self, other: f64) -> Self {
                Self::new(self.x $op other, self.y $op other)
            }
        }
        impl $trait<Vec2> for f64 {
            type Output = Vec2;
            fn $method(self, other: Vec2) -> Vec2 {
                Vec2::new(self $op other.x, self $op other.y)
            }
        }
    )*};
}
operators!(Add add +, Sub sub -, Mul mul *, Div div /);

impl Neg for Vec2 {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.x, -self.y)
    }
}

impl AddAssign for Vec2 {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Vec2 {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_any_size_are_right() {
        for unit in [5e-324, 1e-310, 1e-200, 1.0, 1e200, 1e307] {
            let length = Vec2::new(3.0 * unit, -4.0 * unit).norm();
            assert!(
                (length / (5.0 * unit) - 1.0).abs() < 1e-15,
                "{unit}: {length}"
            );
        }
        assert_eq!(Vec2::ZERO.norm(), 0.0);
        assert_eq!(Vec2::new(f64::INFINITY, 1.0).norm(), f64::INFINITY);
        assert!(Vec2::new(f64::NAN, 1.0).norm().is_nan());
    }

    #[test]
    fn units_are_powers_of_two() {
        let v = Vec2::new(3e-200, -7e-201);
        let (scaled, unit) = v.in_units();
        assert!((1.0..2.0).contains(&scaled.x) && scaled * unit == v);
        assert_eq!(unit.to_bits() & ((1 << 52) - 1), 0);
        assert_eq!(Vec2::ZERO.in_units(), (Vec2::ZERO, 1.0));
    }

    #[test]
    fn arithmetic_is_componentwise() {
        let a = Vec2::new(2.0, -3.0);
        let b = Vec2::new(4.0, 0.5);
        assert_eq!(a * b, Vec2::new(8.0, -1.5));
        assert_eq!(1.0 - a / 2.0, Vec2::new(0.0, 2.5));
        assert_eq!(a.dot(a.perpendicular()), 0.0);
        assert_eq!(Vec2::new(0.0, -7.0).sign(), Vec2::new(0.0, -1.0));
    }
}

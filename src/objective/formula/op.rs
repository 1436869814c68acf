//! The operations of formulas and what each computes from numbers: the one place that says so.
//!
//! Knows arithmetic; nothing of texts, graphs or derivatives.

#![expect(
    clippy::inline_always,
    reason = "the loops over instructions and lanes are fast only with these bodies inside"
)]

use Op::{
    Abs, Acos, Add, Asin, Atan, Atan2, Cbrt, Ceil, Column, Constant, Cos, Cosh, DifferenceMinus,
    DifferencePlus, DifferenceTimes, Div, Equal, Erf, Exp, Expm1, Floor, Gauss, Hypot, Less,
    LessEqual, Ln, Log1p, Log2, Log10, Max, Min, MinusDifference, MinusProduct, MinusSum, Mod, Mul,
    Neg, OneMinusSquare, Parameter, Pow, ProductMinus, ProductPlus, ProductTimes, Relu, Round,
    Select, Sigmoid, SigmoidSlope, Sign, Sin, SinCos, Sinh, Softplus, Sqrt, Sub, SumMinus, SumPlus,
    SumTimes, Tan, Tanh, TanhSlope, X, Y,
};

use super::elementary;

/// One operation. Up to three operands, all of them numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    /// A number, its bits in the first two operands.
    Constant,
    /// A parameter, its index in the first operand.
    Parameter,
    /// A number of the row that is being computed, its index in the first operand.
    Column,
    X,
    Y,
    Neg,
    Abs,
    Sign,
    Floor,
    Ceil,
    /// To the nearest whole number, of two to the even one.
    Round,
    Sqrt,
    Cbrt,
    Exp,
    Expm1,
    Ln,
    Log1p,
    Log2,
    Log10,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Sigmoid,
    Softplus,
    Relu,
    /// exp(−a²).
    Gauss,
    /// 2/√π times the integral of exp(−t²) from 0 to a.
    Erf,
    /// The derivative of the sigmoid, which σ·(1 − σ) loses far out; only derivatives have it.
    SigmoidSlope,
    /// The derivative of tanh, likewise.
    TanhSlope,
    /// 1 − a², which loses nothing near ±1; only derivatives have it.
    OneMinusSquare,
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    /// What is left of a after whole multiples of b, with the sign of b.
    Mod,
    Atan2,
    Hypot,
    Min,
    Max,
    /// 1 where a < b, else 0.
    Less,
    /// 1 where a ≤ b, else 0.
    LessEqual,
    /// 1 where a = b, else 0.
    Equal,
    /// b where a > 0, else c.
    Select,
    /// The sine of a, and its cosine into the third operand; only tapes have it.
    SinCos,
    // Two operations in one, each rounded as if it stood alone; only tapes have them.
    /// (a + b) + c.
    SumPlus,
    /// (a + b) − c.
    SumMinus,
    /// (a + b)·c.
    SumTimes,
    /// c − (a + b).
    MinusSum,
    /// (a − b) + c.
    DifferencePlus,
    /// (a − b) − c.
    DifferenceMinus,
    /// (a − b)·c.
    DifferenceTimes,
    /// c − (a − b).
    MinusDifference,
    /// a·b + c.
    ProductPlus,
    /// a·b − c.
    ProductMinus,
    /// (a·b)·c.
    ProductTimes,
    /// c − a·b.
    MinusProduct,
}

impl Op {
    /// How many of the operands are used.
    pub(crate) fn arity(self) -> usize {
        match self {
            Constant | Parameter | Column | X | Y => 0,
            Add | Sub | Mul | Div | Pow | Mod | Atan2 | Hypot | Min | Max | Less | LessEqual
            | Equal => 2,
            Select | SumPlus | SumMinus | SumTimes | MinusSum | DifferencePlus
            | DifferenceMinus | DifferenceTimes | MinusDifference | ProductPlus | ProductMinus
            | ProductTimes | MinusProduct => 3,
            _ => 1,
        }
    }

    /// This operation on the result of an inner one, as its first or its second operand, in one: on a and
    /// b of the inner one and c, the other operand of this one.
    pub(crate) fn with_inner(self, inner: Self, is_first: bool) -> Option<Self> {
        Some(match (inner, self) {
            (Add, Add) => SumPlus,
            (Add, Sub) if is_first => SumMinus,
            (Add, Sub) => MinusSum,
            (Add, Mul) => SumTimes,
            (Sub, Add) => DifferencePlus,
            (Sub, Sub) if is_first => DifferenceMinus,
            (Sub, Sub) => MinusDifference,
            (Sub, Mul) => DifferenceTimes,
            (Mul, Add) => ProductPlus,
            (Mul, Sub) if is_first => ProductMinus,
            (Mul, Sub) => MinusProduct,
            (Mul, Mul) => ProductTimes,
            _ => return None,
        })
    }

    /// Whether the order of the two operands makes no difference.
    pub(crate) fn commutes(self) -> bool {
        matches!(self, Add | Mul | Hypot | Equal)
    }

    /// The value from those of the operands; unused operands may be anything. Leaves have none.
    #[inline(always)]
    pub(crate) fn apply(self, a: f64, b: f64, c: f64) -> f64 {
        match self {
            Constant | Parameter | Column | X | Y => f64::NAN,
            Add => a + b,
            Sub => a - b,
            Mul => a * b,
            Div => a / b,
            Neg => -a,
            Abs => a.abs(),
            Sign => sign(a),
            Floor => a.floor(),
            Ceil => a.ceil(),
            Round => a.round_ties_even(),
            Sqrt => a.sqrt(),
            Cbrt => libm::cbrt(a),
            Exp => elementary::exp(a),
            Expm1 => libm::expm1(a),
            Ln => elementary::ln(a),
            Log1p => libm::log1p(a),
            Log2 => libm::log2(a),
            Log10 => libm::log10(a),
            Sin | SinCos => elementary::sin(a),
            Cos => elementary::cos(a),
            Tan => libm::tan(a),
            Asin => libm::asin(a),
            Acos => libm::acos(a),
            Atan => libm::atan(a),
            Sinh => libm::sinh(a),
            Cosh => libm::cosh(a),
            Tanh => libm::tanh(a),
            Sigmoid => sigmoid(a, elementary::exp),
            Softplus => a.max(0.0) + libm::log1p(elementary::exp(-a.abs())),
            Relu => relu(a),
            Gauss => elementary::exp(-(a * a)),
            Erf => libm::erf(a),
            SigmoidSlope => sigmoid_slope(a, elementary::exp),
            TanhSlope => 4.0 * sigmoid_slope(2.0 * a, elementary::exp),
            OneMinusSquare => one_minus_square(a),
            Pow => libm::pow(a, b),
            Mod => modulo(a, b),
            Atan2 => libm::atan2(a, b),
            Hypot => libm::hypot(a, b),
            Min => minimum(a, b),
            Max => maximum(a, b),
            Less => f64::from(u8::from(a < b)),
            LessEqual => f64::from(u8::from(a <= b)),
            Equal => f64::from(u8::from(a == b)),
            Select => select(a, b, c),
            SumPlus => (a + b) + c,
            SumMinus => (a + b) - c,
            SumTimes => (a + b) * c,
            MinusSum => c - (a + b),
            DifferencePlus => (a - b) + c,
            DifferenceMinus => (a - b) - c,
            DifferenceTimes => (a - b) * c,
            MinusDifference => c - (a - b),
            ProductPlus => a * b + c,
            ProductMinus => a * b - c,
            ProductTimes => (a * b) * c,
            MinusProduct => c - a * b,
        }
    }
}

/// b where a > 0, else c.
#[inline(always)]
pub(crate) fn select(a: f64, b: f64, c: f64) -> f64 {
    if a > 0.0 { b } else { c }
}

/// −1, 0 or 1; 0 also where a is not a number, as in PyTorch.
#[inline(always)]
pub(crate) fn sign(a: f64) -> f64 {
    if a > 0.0 {
        1.0
    } else if a < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// a where it is above 0, else 0; not a number where a is none.
#[inline(always)]
pub(crate) fn relu(a: f64) -> f64 {
    if a <= 0.0 { 0.0 } else { a }
}

/// The lesser one, the first of equals; not a number where either is none.
#[inline(always)]
pub(crate) fn minimum(a: f64, b: f64) -> f64 {
    if a <= b || a.is_nan() { a } else { b }
}

/// The greater one, the first of equals; not a number where either is none.
#[inline(always)]
pub(crate) fn maximum(a: f64, b: f64) -> f64 {
    if a >= b || a.is_nan() { a } else { b }
}

/// a − b·⌊a/b⌋ without its roundings, as `torch.remainder` computes it; not a number where b is 0.
#[inline(always)]
pub(crate) fn modulo(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) {
        rest + b
    } else {
        rest
    }
}

/// 1/(1 + exp(−a)), accurate at both ends.
#[inline(always)]
pub(crate) fn sigmoid(a: f64, exp: impl Fn(f64) -> f64) -> f64 {
    let e = exp(-a.abs());
    (if a < 0.0 { e } else { 1.0 }) / (1.0 + e)
}

/// exp(−a)/(1 + exp(−a))², the derivative of the sigmoid, accurate at both ends.
#[inline(always)]
pub(crate) fn sigmoid_slope(a: f64, exp: impl Fn(f64) -> f64) -> f64 {
    let e = exp(-a.abs());
    e / ((1.0 + e) * (1.0 + e))
}

/// 1 − a² as a product of two differences, both of which are exact near ±1.
#[inline(always)]
pub(crate) fn one_minus_square(a: f64) -> f64 {
    (1.0 - a) * (1.0 + a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_number_stays_none() {
        let nan = f64::NAN;
        for op in [
            Relu, Softplus, Sigmoid, Gauss, Erf, Abs, Floor, Ceil, Round, Neg,
        ] {
            assert!(op.apply(nan, 0.0, 0.0).is_nan(), "{op:?}");
        }
        for op in [Min, Max, Mod] {
            assert!(op.apply(nan, 1.0, 0.0).is_nan() && op.apply(1.0, nan, 0.0).is_nan());
        }
    }

    #[test]
    fn stable_functions_hold_far_out() {
        assert_eq!(Softplus.apply(1000.0, 0.0, 0.0), 1000.0);
        assert_eq!(Softplus.apply(-800.0, 0.0, 0.0), 0.0);
        assert_eq!(Softplus.apply(-700.0, 0.0, 0.0), libm::exp(-700.0));
        assert_eq!(Sigmoid.apply(-700.0, 0.0, 0.0), libm::exp(-700.0));
        assert_eq!(Sigmoid.apply(800.0, 0.0, 0.0), 1.0);
        assert_eq!(Gauss.apply(1e200, 0.0, 0.0), 0.0);
    }
}

//! The names that every formula knows: functions, constants, variables.

use super::op::Op;

/// How many arguments a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arity {
    One,
    Two,
    OneOrTwo,
    Three,
    TwoOrMore,
}

impl Arity {
    pub(super) fn accepts(self, count: usize) -> bool {
        match self {
            Self::One => count == 1,
            Self::Two => count == 2,
            Self::OneOrTwo => count == 1 || count == 2,
            Self::Three => count == 3,
            Self::TwoOrMore => count >= 2,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::One => "1 argument",
            Self::Two => "2 arguments",
            Self::OneOrTwo => "1 or 2 arguments",
            Self::Three => "3 arguments",
            Self::TwoOrMore => "2 arguments or more",
        }
    }
}

/// A function of the language.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) op: Op,
    pub(super) arity: Arity,
    /// How a call looks.
    pub(super) usage: &'static str,
}

const fn function(name: &'static str, op: Op, arity: Arity, usage: &'static str) -> Function {
    Function {
        name,
        op,
        arity,
        usage,
    }
}

/// Every function.
pub(super) const FUNCTIONS: &[Function] = &[
    function("sin", Op::Sin, Arity::One, "sin(a)"),
    function("cos", Op::Cos, Arity::One, "cos(a)"),
    function("tan", Op::Tan, Arity::One, "tan(a)"),
    function("asin", Op::Asin, Arity::One, "asin(a)"),
    function("acos", Op::Acos, Arity::One, "acos(a)"),
    function("atan", Op::Atan, Arity::One, "atan(a)"),
    function("atan2", Op::Atan2, Arity::Two, "atan2(y, x)"),
    function("sinh", Op::Sinh, Arity::One, "sinh(a)"),
    function("cosh", Op::Cosh, Arity::One, "cosh(a)"),
    function("tanh", Op::Tanh, Arity::One, "tanh(a)"),
    function("exp", Op::Exp, Arity::One, "exp(a)"),
    function("expm1", Op::Expm1, Arity::One, "expm1(a)"),
    function("ln", Op::Ln, Arity::One, "ln(a)"),
    function("log", Op::Ln, Arity::OneOrTwo, "log(a)"),
    function("log1p", Op::Log1p, Arity::One, "log1p(a)"),
    function("log2", Op::Log2, Arity::One, "log2(a)"),
    function("log10", Op::Log10, Arity::One, "log10(a)"),
    function("sqrt", Op::Sqrt, Arity::One, "sqrt(a)"),
    function("cbrt", Op::Cbrt, Arity::One, "cbrt(a)"),
    function("abs", Op::Abs, Arity::One, "abs(a)"),
    function("sign", Op::Sign, Arity::One, "sign(a)"),
    function("floor", Op::Floor, Arity::One, "floor(a)"),
    function("ceil", Op::Ceil, Arity::One, "ceil(a)"),
    function("round", Op::Round, Arity::One, "round(a)"),
    function("mod", Op::Mod, Arity::Two, "mod(a, b)"),
    function("min", Op::Min, Arity::TwoOrMore, "min(a, b)"),
    function("max", Op::Max, Arity::TwoOrMore, "max(a, b)"),
    function("hypot", Op::Hypot, Arity::Two, "hypot(a, b)"),
    function("pow", Op::Pow, Arity::Two, "pow(a, b)"),
    function("sigmoid", Op::Sigmoid, Arity::One, "sigmoid(a)"),
    function("softplus", Op::Softplus, Arity::One, "softplus(a)"),
    function("relu", Op::Relu, Arity::One, "relu(a)"),
    function("gauss", Op::Gauss, Arity::One, "gauss(a)"),
    function("erf", Op::Erf, Arity::One, "erf(a)"),
    function("if", Op::Select, Arity::Three, "if(c, a, b)"),
];

/// What to write for functions that other languages have and this one has not.
const REPLACEMENTS: &[(&str, &str)] = &[
    ("acosh", "ln(a + sqrt(a^2 - 1))"),
    ("asinh", "ln(a + sqrt(a^2 + 1))"),
    ("atanh", "ln((1 + a)/(1 - a))/2"),
    ("clamp", "min(max(a, low), high)"),
    ("clip", "min(max(a, low), high)"),
    ("cot", "1/tan(a)"),
    ("csc", "1/sin(a)"),
    ("exp2", "2^a"),
    ("fabs", "abs(a)"),
    ("heaviside", "(a > 0)"),
    ("lg", "log10(a)"),
    ("maximum", "max(a, b)"),
    ("minimum", "min(a, b)"),
    ("norm", "hypot(a, b)"),
    ("sec", "1/cos(a)"),
    ("sqr", "a^2"),
    ("square", "a^2"),
    ("step", "(a > 0)"),
    ("tg", "tan(a)"),
    ("where", "if(c, a, b)"),
];

/// What to write instead of a function that there is not.
pub(super) fn replacement(name: &str) -> Option<&'static str> {
    let found = REPLACEMENTS.iter().find(|(other, _)| *other == name);
    found.map(|(_, instead)| *instead)
}

/// Numbers with a name.
pub(super) const CONSTANTS: &[(&str, f64)] = &[
    ("pi", std::f64::consts::PI),
    ("π", std::f64::consts::PI),
    ("tau", std::f64::consts::TAU),
    ("e", std::f64::consts::E),
];

/// The two variables.
pub(super) const VARIABLES: [&str; 2] = ["x", "y"];

/// The function of this name.
pub(super) fn find_function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// The number of this name.
pub(super) fn find_constant(name: &str) -> Option<f64> {
    CONSTANTS
        .iter()
        .find(|(own, _)| *own == name)
        .map(|(_, value)| *value)
}

/// Whether a name may begin with the character: a letter of any script, or `_`.
pub(super) fn begins_name(c: char) -> bool {
    c == '_' || (c.is_alphabetic() && !is_superscript_letter(c))
}

/// Whether a name may go on with the character.
pub(super) fn continues_name(c: char) -> bool {
    begins_name(c) || c.is_ascii_digit()
}

/// Letters that Unicode writes as exponents: part of no name, so that `xⁿ` gets an error.
fn is_superscript_letter(c: char) -> bool {
    matches!(c, 'ª' | 'º' | 'ⁱ' | 'ⁿ' | 'ʰ'..='ʸ')
}

/// The one spelling of a name: the micro sign is the Greek letter that it looks like.
pub fn canonical(name: &str) -> String {
    name.replace('\u{b5}', "\u{3bc}")
}

/// Whether a parameter or a part may have this name; else why not, in words that follow it.
///
/// # Errors
/// The name is taken by the language, or is none: "`sin` is a function".
pub fn check_name(name: &str) -> Result<(), String> {
    let shown = crate::mistake::escaped(name);
    let mut characters = name.chars();
    match characters.next() {
        None => return Err("a name must not be empty".into()),
        Some(first) if first.is_ascii_digit() => {
            return Err(format!(
                "`{shown}` begins with a digit; a name begins with a letter"
            ));
        }
        Some(first) if !begins_name(first) || !characters.all(continues_name) => {
            return Err(format!(
                "`{shown}` is no name: names are letters, digits and `_`"
            ));
        }
        Some(_) => {}
    }
    if name.chars().count() > 64 {
        Err("a name has at most 64 characters".into())
    } else if VARIABLES.contains(&name) {
        Err(format!("`{shown}` is a variable of every formula"))
    } else if find_function(name).is_some() {
        Err(format!("`{shown}` is a function of the formula language"))
    } else if find_constant(name).is_some() {
        Err(format!("`{shown}` is a constant of the formula language"))
    } else {
        Ok(())
    }
}

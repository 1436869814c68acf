//! The names that every formula knows: functions, constants, variables.

use super::op::Op;

/// How many arguments a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arity {
    One,
    Two,
    OneOrTwo,
    Three,
    TwoOrMore,
}

impl Arity {
    pub(crate) fn accepts(self, count: usize) -> bool {
        match self {
            Self::One => count == 1,
            Self::Two => count == 2,
            Self::OneOrTwo => count == 1 || count == 2,
            Self::Three => count == 3,
            Self::TwoOrMore => count >= 2,
        }
    }

    pub(crate) fn words(self) -> &'static str {
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
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) op: Op,
    pub(crate) arity: Arity,
    /// How a call looks.
    pub(crate) usage: &'static str,
    /// What it gives, in a line.
    pub(crate) doc: &'static str,
}

const fn function(
    name: &'static str,
    op: Op,
    arity: Arity,
    usage: &'static str,
    doc: &'static str,
) -> Function {
    Function {
        name,
        op,
        arity,
        usage,
        doc,
    }
}

/// The functions of the language: name, how a call looks, what it gives.
pub fn language() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let all = FUNCTIONS.iter();
    all.map(|function| (function.name, function.usage, function.doc))
}

/// Every function.
pub(super) const FUNCTIONS: &[Function] = &[
    function(
        "sin",
        Op::Sin,
        Arity::One,
        "sin(a)",
        "sine of an angle in radians",
    ),
    function("cos", Op::Cos, Arity::One, "cos(a)", "cosine"),
    function("tan", Op::Tan, Arity::One, "tan(a)", "tangent"),
    function(
        "asin",
        Op::Asin,
        Arity::One,
        "asin(a)",
        "angle whose sine is a, from −π/2 to π/2",
    ),
    function(
        "acos",
        Op::Acos,
        Arity::One,
        "acos(a)",
        "angle whose cosine is a, from 0 to π",
    ),
    function(
        "atan",
        Op::Atan,
        Arity::One,
        "atan(a)",
        "angle whose tangent is a, from −π/2 to π/2",
    ),
    function(
        "atan2",
        Op::Atan2,
        Arity::Two,
        "atan2(y, x)",
        "angle of the point (x, y), from −π to π",
    ),
    function("sinh", Op::Sinh, Arity::One, "sinh(a)", "hyperbolic sine"),
    function("cosh", Op::Cosh, Arity::One, "cosh(a)", "hyperbolic cosine"),
    function(
        "tanh",
        Op::Tanh,
        Arity::One,
        "tanh(a)",
        "hyperbolic tangent",
    ),
    function("exp", Op::Exp, Arity::One, "exp(a)", "e^a"),
    function(
        "expm1",
        Op::Expm1,
        Arity::One,
        "expm1(a)",
        "e^a − 1, exact near 0",
    ),
    function("ln", Op::Ln, Arity::One, "ln(a)", "natural logarithm"),
    function(
        "log",
        Op::Ln,
        Arity::OneOrTwo,
        "log(a)",
        "natural logarithm; with a second argument, log(a, b), that to the base b",
    ),
    function(
        "log1p",
        Op::Log1p,
        Arity::One,
        "log1p(a)",
        "ln(1 + a), exact near 0",
    ),
    function(
        "log2",
        Op::Log2,
        Arity::One,
        "log2(a)",
        "logarithm to the base 2",
    ),
    function(
        "log10",
        Op::Log10,
        Arity::One,
        "log10(a)",
        "logarithm to the base 10",
    ),
    function("sqrt", Op::Sqrt, Arity::One, "sqrt(a)", "square root"),
    function(
        "cbrt",
        Op::Cbrt,
        Arity::One,
        "cbrt(a)",
        "cube root, of negative numbers too",
    ),
    function(
        "abs",
        Op::Abs,
        Arity::One,
        "abs(a)",
        "a without its sign; also written |a|",
    ),
    function("sign", Op::Sign, Arity::One, "sign(a)", "−1, 0 or 1"),
    function(
        "floor",
        Op::Floor,
        Arity::One,
        "floor(a)",
        "greatest whole number not above a",
    ),
    function(
        "ceil",
        Op::Ceil,
        Arity::One,
        "ceil(a)",
        "least whole number not below a",
    ),
    function(
        "round",
        Op::Round,
        Arity::One,
        "round(a)",
        "nearest whole number, of two the even one",
    ),
    function(
        "mod",
        Op::Mod,
        Arity::Two,
        "mod(a, b)",
        "what whole multiples of b leave of a, with the sign of b",
    ),
    function(
        "min",
        Op::Min,
        Arity::TwoOrMore,
        "min(a, b)",
        "least of the arguments",
    ),
    function(
        "max",
        Op::Max,
        Arity::TwoOrMore,
        "max(a, b)",
        "greatest of the arguments",
    ),
    function(
        "hypot",
        Op::Hypot,
        Arity::Two,
        "hypot(a, b)",
        "sqrt(a^2 + b^2)",
    ),
    function("pow", Op::Pow, Arity::Two, "pow(a, b)", "a^b"),
    function(
        "sigmoid",
        Op::Sigmoid,
        Arity::One,
        "sigmoid(a)",
        "1/(1 + e^−a)",
    ),
    function(
        "softplus",
        Op::Softplus,
        Arity::One,
        "softplus(a)",
        "ln(1 + e^a)",
    ),
    function(
        "relu",
        Op::Relu,
        Arity::One,
        "relu(a)",
        "a where it is positive, else 0",
    ),
    function("gauss", Op::Gauss, Arity::One, "gauss(a)", "e^(−a^2)"),
    function(
        "erf",
        Op::Erf,
        Arity::One,
        "erf(a)",
        "error function, 2/√π times the integral of e^(−t^2) from 0 to a",
    ),
    function(
        "if",
        Op::Select,
        Arity::Three,
        "if(c, a, b)",
        "a where c > 0, else b; a comparison is 1 or 0",
    ),
];

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
pub(crate) fn find_function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// The number of this name.
pub(crate) fn find_constant(name: &str) -> Option<f64> {
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

/// Whether the text is spelt as a name.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(begins_name) && text.chars().all(continues_name)
}

/// Whether the name is one of the language's functions or constants.
pub(super) fn is_taken(name: &str) -> bool {
    find_function(name).is_some() || find_constant(name).is_some()
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

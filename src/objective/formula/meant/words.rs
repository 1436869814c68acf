//! Words of other languages, and what they are here.

use super::super::names::{Function, find_function};

/// Libraries before whose points a name stands: `np.sin`, `torch.special.erf`, `std::exp`.
const LIBRARIES: &[&str] = &[
    "F",
    "K",
    "Math",
    "autograd",
    "cmath",
    "cp",
    "functional",
    "jax",
    "jnp",
    "keras",
    "linalg",
    "math",
    "mp",
    "mpmath",
    "mx",
    "nn",
    "np",
    "num",
    "numpy",
    "onp",
    "scipy",
    "sp",
    "special",
    "std",
    "sym",
    "sympy",
    "tensor",
    "tf",
    "torch",
];

/// Whether names stand behind this one and a point.
pub(super) fn is_library(name: &str) -> bool {
    LIBRARIES.contains(&name)
}

/// Other names of functions that there are.
const ALIASES: &[(&str, &str)] = &[
    ("absolute", "abs"),
    ("alog", "ln"),
    ("amax", "max"),
    ("amax1", "max"),
    ("amin", "min"),
    ("amin1", "min"),
    ("arccos", "acos"),
    ("arcsen", "asin"),
    ("arcsin", "asin"),
    ("arctan", "atan"),
    ("arctan2", "atan2"),
    ("arctg", "atan"),
    ("atg", "atan"),
    ("atn", "atan"),
    ("cbrt", "cbrt"),
    ("ceiling", "ceil"),
    ("ch", "cosh"),
    ("expit", "sigmoid"),
    ("expm1", "expm1"),
    ("fabs", "abs"),
    ("fmax", "max"),
    ("fmin", "min"),
    ("iif", "if"),
    ("ifelse", "if"),
    ("ifthenelse", "if"),
    ("ld", "log2"),
    ("lg", "log10"),
    ("lb", "log2"),
    ("logistic", "sigmoid"),
    ("maximum", "max"),
    ("minimum", "min"),
    ("modulo", "mod"),
    ("nint", "round"),
    ("norm", "hypot"),
    ("power", "pow"),
    ("powf", "pow"),
    ("powi", "pow"),
    ("remainder", "mod"),
    ("rint", "round"),
    ("sen", "sin"),
    ("sgn", "sign"),
    ("sh", "sinh"),
    ("signum", "sign"),
    ("sqroot", "sqrt"),
    ("tg", "tan"),
    ("th", "tanh"),
    ("where", "if"),
];

/// Functions that are written out here: name, how many arguments (`a`, `b`, `c`), the formula.
const WRITTEN_OUT: &[(&str, usize, &str)] = &[
    ("acosh", 1, "ln(a + sqrt(a^2 - 1))"),
    ("acot", 1, "atan(1/a)"),
    ("add", 2, "a + b"),
    ("arccosh", 1, "ln(a + sqrt(a^2 - 1))"),
    ("arcosh", 1, "ln(a + sqrt(a^2 - 1))"),
    ("arcsinh", 1, "ln(a + sqrt(a^2 + 1))"),
    ("arctanh", 1, "(log1p(a) - log1p(-a))/2"),
    ("arsinh", 1, "ln(a + sqrt(a^2 + 1))"),
    ("artanh", 1, "(log1p(a) - log1p(-a))/2"),
    ("asinh", 1, "ln(a + sqrt(a^2 + 1))"),
    ("atan", 2, "atan2(a, b)"),
    ("atanh", 1, "(log1p(a) - log1p(-a))/2"),
    ("clamp", 3, "min(max(a, b), c)"),
    ("clip", 3, "min(max(a, b), c)"),
    ("cosec", 1, "1/sin(a)"),
    ("cot", 1, "1/tan(a)"),
    ("cotan", 1, "1/tan(a)"),
    ("coth", 1, "1/tanh(a)"),
    ("csc", 1, "1/sin(a)"),
    ("csch", 1, "1/sinh(a)"),
    ("ctg", 1, "1/tan(a)"),
    ("cube", 1, "a^3"),
    ("degrees", 1, "a*180/pi"),
    ("deg2rad", 1, "a*pi/180"),
    ("div", 2, "a/b"),
    ("divide", 2, "a/b"),
    ("double", 1, "a"),
    ("elu", 1, "if(a, a, expm1(a))"),
    ("erfc", 1, "1 - erf(a)"),
    ("exp10", 1, "10^a"),
    ("exp2", 1, "2^a"),
    ("fix", 1, "sign(a)*floor(|a|)"),
    ("float", 1, "a"),
    ("floor_divide", 2, "floor(a/b)"),
    ("fmod", 2, "a - b*sign(a/b)*floor(|a/b|)"),
    ("frac", 1, "a - sign(a)*floor(|a|)"),
    ("gelu", 1, "a*(1 + erf(a/sqrt(2)))/2"),
    ("hardtanh", 1, "min(max(a, -1), 1)"),
    ("heaviside", 1, "(a > 0)"),
    ("heaviside", 2, "(a > 0) + b*(a <= 0)*(a >= 0)"),
    ("hypot", 1, "|a|"),
    ("int", 1, "sign(a)*floor(|a|)"),
    ("leaky_relu", 1, "if(a, a, 0.01*a)"),
    ("leaky_relu", 2, "if(a, a, b*a)"),
    ("lerp", 3, "a + c*(b - a)"),
    ("log", 3, "log(a, b)"),
    ("logaddexp", 2, "max(a, b) + log1p(exp(-|a - b|))"),
    ("logsigmoid", 1, "-softplus(-a)"),
    ("max", 1, "a"),
    ("min", 1, "a"),
    ("mul", 2, "a*b"),
    ("multiply", 2, "a*b"),
    ("neg", 1, "-a"),
    ("negative", 1, "-a"),
    ("nthroot", 2, "a^(1/b)"),
    ("pow10", 1, "10^a"),
    ("pow2", 1, "a^2"),
    ("rad2deg", 1, "a*180/pi"),
    ("radians", 1, "a*pi/180"),
    ("reciprocal", 1, "1/a"),
    ("relu6", 1, "min(max(a, 0), 6)"),
    ("root", 2, "a^(1/b)"),
    ("rsqrt", 1, "1/sqrt(a)"),
    ("sec", 1, "1/cos(a)"),
    ("sech", 1, "1/cosh(a)"),
    ("silu", 1, "a*sigmoid(a)"),
    ("softsign", 1, "a/(1 + |a|)"),
    ("sq", 1, "a^2"),
    ("sqr", 1, "a^2"),
    ("square", 1, "a^2"),
    ("step", 1, "(a > 0)"),
    ("sub", 2, "a - b"),
    ("subtract", 2, "a - b"),
    ("swish", 1, "a*sigmoid(a)"),
    ("true_divide", 2, "a/b"),
    ("trunc", 1, "sign(a)*floor(|a|)"),
    ("truncate", 1, "sign(a)*floor(|a|)"),
];

/// Constants under other names.
const CONSTANTS: &[(&str, &str)] = &[
    ("M_PI", "pi"),
    ("PI", "pi"),
    ("Pi", "pi"),
    ("M_E", "e"),
    ("E", "e"),
    ("euler", "e"),
    ("Tau", "tau"),
    ("TAU", "tau"),
    ("inv_pi", "1/pi"),
];

/// The constant that other languages call so.
pub(super) fn constant(name: &str) -> Option<&'static str> {
    let found = CONSTANTS.iter().find(|(other, _)| *other == name);
    found.map(|(_, own)| *own)
}

/// The function of this language that others call so, in any case, with the letters that Fortran
/// sets before and C behind: `Sin`, `DEXP`, `fabsf`.
pub(super) fn function(name: &str) -> Option<&'static Function> {
    if let Some(own) = find_function(name) {
        return Some(own);
    }
    spellings(name).find_map(|name| {
        let alias = ALIASES.iter().find(|(other, _)| *other == name);
        find_function(alias.map_or(name.as_str(), |(_, own)| own))
    })
}

/// What a function of so many arguments is written out as.
pub(super) fn written_out(name: &str, arguments: usize) -> Option<&'static str> {
    spellings(name).find_map(|name| {
        let mut known = WRITTEN_OUT.iter();
        let found = known.find(|(other, count, _)| *other == name && *count == arguments);
        found.map(|(_, _, formula)| *formula)
    })
}

/// Whether the name is that of a function here or elsewhere.
pub(super) fn is_function(name: &str) -> bool {
    function(name).is_some()
        || spellings(name).any(|name| WRITTEN_OUT.iter().any(|(other, ..)| *other == name))
}

fn spellings(name: &str) -> impl Iterator<Item = String> {
    let lower = name.to_lowercase();
    let without_case = (lower != name).then(|| lower.clone());
    let of_c = lower.strip_suffix(['f', 'l']).map(str::to_owned);
    let of_fortran = lower.strip_prefix('d').map(str::to_owned);
    [Some(name.to_owned()), without_case, of_c, of_fortran]
        .into_iter()
        .flatten()
}

/// The inverse of a function that is written with the exponent −1.
pub(super) fn inverse(name: &str) -> Option<&'static str> {
    Some(match name {
        "sin" => "asin",
        "cos" => "acos",
        "tan" => "atan",
        "sinh" => "arsinh",
        "cosh" => "arcosh",
        "tanh" => "artanh",
        "exp" => "ln",
        "ln" => "exp",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_out_are_no_functions_of_the_language() {
        for (name, count, _) in WRITTEN_OUT {
            let own = find_function(name).is_some_and(|own| own.arity.accepts(*count));
            assert!(!own, "{name}");
        }
        for (name, own) in ALIASES {
            assert!(find_function(own).is_some(), "{name}");
        }
    }
}

//! What formulas mean that are written as other programs write them: the help of each mistake names a
//! formula that is accepted and has the values that were meant.

use descent_tui::math::Vec2;
use descent_tui::objective::{Objective, Parameter, formula};

/// A formula of two numbers.
type Values = fn(f64, f64) -> f64;

fn read(text: &str) -> Result<Objective, Vec<Option<String>>> {
    let parameters = vec![Parameter::unbounded("kappa", 3.0)];
    formula(text, &[], parameters).map_err(|mistakes| {
        let list = mistakes.into_iter().map(|found| found.mistake);
        list.map(|mistake| {
            let (help, instead) = (mistake.help?, mistake.instead?);
            assert!(help.contains(&format!("`{instead}`")), "{text}: {help}");
            Some(instead)
        })
        .collect()
    })
}

/// What the help of all the mistakes in a text names.
fn meant(text: &str) -> String {
    let all = read(text).map(drop).expect_err(text);
    let first = all[0].clone().unwrap_or_else(|| panic!("{text}: no help"));
    assert!(all.iter().all(|own| own.as_ref() == Some(&first)), "{text}");
    first
}

fn has_values(text: &str, values: Values) {
    let objective = read(text).unwrap_or_else(|_| panic!("{text} is refused"));
    for (x, y) in [(0.3, 0.7), (2.6, 1.4), (-1.7, 0.4), (0.9, -2.2)] {
        let (found, expected) = (objective.value(Vec2::new(x, y)), values(x, y));
        let same = found.is_nan() && expected.is_nan();
        let error = (found - expected).abs() / expected.abs().max(1.0);
        assert!(
            same || error < 1e-12,
            "{text} at {x}, {y}: {found} {expected}"
        );
    }
}

fn bowl(x: f64, y: f64) -> f64 {
    x * x + y * y
}

fn banana(x: f64, y: f64) -> f64 {
    100.0 * (y - x * x).powi(2) + (1.0 - x).powi(2)
}

/// What is written here as elsewhere.
const ACCEPTED: &[(&str, Values)] = &[
    ("log10(x)", |x, _| x.log10()),
    ("e^x + exp(y)", |x, y| x.exp() + y.exp()),
    ("|x| + ||y| - 1|", |x, y| x.abs() + (y.abs() - 1.0).abs()),
    ("x·y × x − y", |x, y| x * y * x - y),
    ("pow(x, 2) + y³", |x, y| x * x + y * y * y),
    ("if(x > 0, x, y)", |x, y| if x > 0.0 { x } else { y }),
    ("mod(x, 2) + round(y)", |x, y| {
        x.rem_euclid(2.0) + y.round_ties_even()
    }),
];

/// What is written otherwise elsewhere, and what it is here.
const HELPED: &[(&str, &str, Values)] = &[
    // Python, NumPy, PyTorch.
    ("x**2 + y**2", "x^2 + y^2", bowl),
    ("np.sin(x) + math.pi", "sin(x) + pi", |x, _| {
        x.sin() + std::f64::consts::PI
    }),
    ("torch.exp(-x**2)", "exp(-x^2)", |x, _| (-x * x).exp()),
    ("torch.square(x)", "x^2", |x, _| x * x),
    ("torch.nn.functional.softplus(x)", "softplus(x)", |x, _| {
        x.exp().ln_1p()
    }),
    ("x.pow(2) + y.abs()", "pow(x, 2) + abs(y)", |x, y| {
        x * x + y.abs()
    }),
    ("(x - 1).square()", "(x - 1)^2", |x, _| (x - 1.0).powi(2)),
    ("x[0]^2+3*x[1]^2", "x^2+3*y^2", |x, y| x * x + 3.0 * y * y),
    (
        "100*(x[1] - x[0]**2)**2 + (1 - x[0])**2",
        "100*(y - x^2)^2 + (1 - x)^2",
        banana,
    ),
    ("w[:, 0]**2 + w[:, 1]**2", "x^2 + y^2", bowl),
    ("lambda p: p[0]**2 + p[1]**2", "x^2 + y^2", bowl),
    ("f = lambda a, b: a**2 + b**2", "x^2 + y^2", bowl),
    ("def f(x, y): return x**2 + y**2", "x^2 + y^2", bowl),
    ("x if x > 0 else -y", "if(x > 0, x, -y)", |x, y| {
        if x > 0.0 { x } else { -y }
    }),
    ("np.where(x > 0, x, y)", "if(x > 0, x, y)", |x, y| {
        if x > 0.0 { x } else { y }
    }),
    ("np.clip(x, -1, 1)", "min(max(x, -1), 1)", |x, _| {
        x.clamp(-1.0, 1.0)
    }),
    ("x // 2 + y % 3", "floor(x/2) + mod(y, 3)", |x, y| {
        (x / 2.0).floor() + y.rem_euclid(3.0)
    }),
    ("x > 0 and y > 0", "(x > 0)*(y > 0)", |x, y| {
        f64::from(u8::from(x > 0.0 && y > 0.0))
    }),
    ("1_000*x", "1000*x", |x, _| 1000.0 * x),
    ("x^2 # a comment", "x^2", |x, _| x * x),
    // C, JavaScript.
    ("Math.pow(x,2) + Math.PI", "pow(x, 2) + pi", |x, _| {
        x * x + std::f64::consts::PI
    }),
    ("x > 0 ? x : -y", "if(x > 0, x, -y)", |x, y| {
        if x > 0.0 { x } else { -y }
    }),
    ("return x*x + y*y;", "x*x + y*y", bowl),
    ("std::exp(x) + fabs(y)", "exp(x) + abs(y)", |x, y| {
        x.exp() + y.abs()
    }),
    ("1.5f*x", "1.5*x", |x, _| 1.5 * x),
    ("(x, y) => x**2 + y**2", "x^2 + y^2", bowl),
    ("x > 1 || y > 1", "max(x > 1, y > 1)", |x, y| {
        f64::from(u8::from(x > 1.0 || y > 1.0))
    }),
    // MATLAB, Julia, R, Fortran, Mathematica, spreadsheets.
    ("x.^2 + y.*y", "x^2 + y*y", bowl),
    ("@(x, y) x.^2 + y.^2", "x^2 + y^2", bowl),
    ("x(1)^2 + x(2)^2", "x^2 + y^2", bowl),
    ("f <- function(x, y) x^2 + y^2", "x^2 + y^2", bowl),
    ("1d-3*x", "1e-3*x", |x, _| 1e-3 * x),
    ("1.5D0*dexp(x)", "1.5e0*exp(x)", |x, _| 1.5 * x.exp()),
    ("Sin[x] + Exp[-y^2]", "sin(x) + exp(-y^2)", |x, y| {
        x.sin() + (-y * y).exp()
    }),
    ("IF(x>0; 1,5*x; y)", "if(x > 0, 1.5*x, y)", |x, y| {
        if x > 0.0 { 1.5 * x } else { y }
    }),
    ("SQRT(x^2) + SIN(y)", "sqrt(x^2) + sin(y)", |x, y| {
        x.abs() + y.sin()
    }),
    // Names of functions.
    ("arctan(x*y)", "atan(x*y)", |x, y| (x * y).atan()),
    ("arctan2(y, x)", "atan2(y, x)", |x, y| y.atan2(x)),
    ("sqr(x)", "x^2", |x, _| x * x),
    ("tg(x) + sen(y)", "tan(x) + sin(y)", |x, y| {
        x.tan() + y.sin()
    }),
    ("asinh(x)", "ln(x + sqrt(x^2 + 1))", |x, _| x.asinh()),
    ("atanh(x/4)", "(log1p(x/4) - log1p(-(x/4)))/2", |x, _| {
        (x / 4.0).atanh()
    }),
    ("cot(x) + sec(y)", "1/tan(x) + 1/cos(y)", |x, y| {
        1.0 / x.tan() + 1.0 / y.cos()
    }),
    ("fmod(x, 2)", "x - 2*sign(x/2)*floor(|x/2|)", |x, _| x % 2.0),
    ("log_2(x) + \\log_3 y", "log(x, 2) + log(y, 3)", |x, y| {
        x.log2() + y.ln() / 3f64.ln()
    }),
    // As on paper.
    ("2(x+1)", "2*(x+1)", |x, _| 2.0 * (x + 1.0)),
    ("3xy + (x+1)(y-1)", "3*x*y + (x+1)*(y-1)", |x, y| {
        3.0 * x * y + (x + 1.0) * (y - 1.0)
    }),
    ("x²y + x^2y", "x^2*y + x^2*y", |x, y| 2.0 * x * x * y),
    ("ln x", "ln(x)", |x, _| x.ln()),
    ("exp x + sin 2x", "exp(x) + sin(2*x)", |x, _| {
        x.exp() + (2.0 * x).sin()
    }),
    ("sin^2(x) + cos²y", "sin(x)^2 + cos(y)^2", |x, y| {
        x.sin().powi(2) + y.cos().powi(2)
    }),
    ("sin^{-1}(x) + tan⁻¹(y)", "asin(x) + atan(y)", |x, y| {
        x.asin() + y.atan()
    }),
    ("sin x cos y", "sin(x)*cos(y)", |x, y| x.sin() * y.cos()),
    ("sinx + 2πy", "sin(x) + 2*π*y", |x, y| {
        x.sin() + std::f64::consts::TAU * y
    }),
    ("1,5*x + 2,25*y", "1.5*x + 2.25*y", |x, y| {
        1.5 * x + 2.25 * y
    }),
    ("sin(1,5*x)", "sin(1.5*x)", |x, _| (1.5 * x).sin()),
    ("√x + √(x^2+y^2)", "sqrt(x) + sqrt(x^2+y^2)", |x, y| {
        x.sqrt() + x.hypot(y)
    }),
    ("½x² + x⁻¹", "0.5*x^2 + x^-1", |x, _| {
        0.5 * x * x + 1.0 / x
    }),
    ("2|x| + ⌊y⌋", "2*|x| + floor(y)", |x, y| {
        2.0 * x.abs() + y.floor()
    }),
    ("0 < x < 1", "(0 < x)*(x < 1)", |x, _| {
        f64::from(u8::from(0.0 < x && x < 1.0))
    }),
    ("f(u, v) = u^2 + v^2", "x^2 + y^2", bowl),
    ("J = x^2 + y^2", "x^2 + y^2", bowl),
    ("if x > 0 then x else y", "if(x > 0, x, y)", |x, y| {
        if x > 0.0 { x } else { y }
    }),
    ("exp(-x^2", "exp(-x^2)", |x, _| (-x * x).exp()),
    // Names of the variables.
    ("x1^2+x2^2", "x^2+y^2", bowl),
    ("x0^2 + x1^2", "x^2 + y^2", bowl),
    ("x_1^2 + x_2^2", "x^2 + y^2", bowl),
    ("x₁² + x₂²", "x^2 + y^2", bowl),
    ("theta_1^2 + theta_2^2", "x^2 + y^2", bowl),
    ("x_1", "x", |x, _| x),
    ("theta^2", "x^2", |x, _| x * x),
    ("u^2 + v^2", "x^2 + y^2", bowl),
    ("X^2 + Y^2", "x^2 + y^2", bowl),
    ("x^2 + z^2", "x^2 + y^2", bowl),
    ("𝑥² + ｙ²", "x^2 + y^2", bowl),
    // LaTeX.
    (
        "\\frac{x^2}{2} + \\frac12 y^2",
        "x^2/2 + 1/2*y^2",
        |x, y| bowl(x, y) / 2.0,
    ),
    ("\\sqrt{x} + \\sqrt[3]{y}", "sqrt(x) + cbrt(y)", |x, y| {
        x.sqrt() + y.cbrt()
    }),
    ("$e^{-x^2-y^2}$", "e^(-x^2-y^2)", |x, y| {
        (-x * x - y * y).exp()
    }),
    ("\\left|x\\right| \\cdot \\sin y", "|x| * sin(y)", |x, y| {
        x.abs() * y.sin()
    }),
    ("\\operatorname{erf}(x)", "erf(x)", |x, _| libm::erf(x)),
    ("x_{1}^{2} + x_{2}^{2}", "x^2 + y^2", bowl),
    ("\\theta_1^2 + \\theta_2^2", "x^2 + y^2", bowl),
    // Slips.
    ("sinn(x)", "sin(x)", |x, _| x.sin()),
    ("kapa*x^2", "kappa*x^2", |x, _| 3.0 * x * x),
];

#[test]
fn what_others_write_is_accepted_or_its_help_means_it() {
    for (text, values) in ACCEPTED {
        has_values(text, *values);
    }
    for (text, instead, values) in HELPED {
        assert_eq!(meant(text), *instead, "{text}");
        has_values(instead, *values);
    }
}

#[test]
fn where_nothing_certain_is_meant_nothing_is_proposed() {
    for text in [
        "",
        "x*",
        "x + )",
        "sin()",
        "f(x)",
        "sum(x)",
        "x = 2",
        "x:y",
        "x @ y",
        "x!",
        "x^2 + y^2 = 1",
        "a*x^2 + b*y^2",
        "kappa*q",
        "x1 + x2 + x3",
        "(((",
        "|",
        "x[i]",
        "∑x",
    ] {
        let all = read(text).map(drop).expect_err(text);
        assert!(all.iter().all(Option::is_none), "{text}: {all:?}");
    }
}

#[test]
fn a_function_of_a_library_that_is_none_here_is_not_proposed() {
    let list = formula("np.sum(x**2)", &[], Vec::new()).unwrap_err();
    let point = list.iter().map(|found| &found.mistake);
    let point = point.filter(|mistake| mistake.message.contains("`np.sum`"));
    let helps: Vec<_> = point
        .filter_map(|mistake| mistake.help.as_deref())
        .collect();
    assert_eq!(helps, ["write out what it gives, of `x` and `y`"]);
}

#[test]
fn a_new_name_stays_one_beside_what_is_mended() {
    let list = formula("a*x**2", &[], Vec::new()).unwrap_err();
    let told = list.iter().map(|found| {
        let help = found.mistake.help.as_deref().unwrap_or_default();
        (found.mistake.message.as_str(), help)
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told[0], ("`**` is no operator", "write `a*x^2`"));
    assert_eq!(told[1].0, "unknown name `a`");
    assert!(told[1].1.contains("[objective.parameters]"));
}

#[test]
fn hostile_texts_are_read_in_their_time() {
    for text in [
        "(", "|", "-", "2^", "sin ", "\\frac", "x[", "1,", "if ", "x_{",
    ] {
        drop(formula(&text.repeat(700), &[], Vec::new()));
    }
}

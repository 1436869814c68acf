//! What formulas compute: values and exact derivatives.

use descent_tui::math::{Random, Vec2};
use descent_tui::objective::{Objective, Parameter, Scale, formula};

fn parse(text: &str) -> Objective {
    formula(text, &[], Vec::new()).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"))
}

fn value(text: &str) -> f64 {
    parse(text).value(Vec2::new(3.0, 5.0))
}

fn parameter(name: &str, value: f64) -> Parameter {
    Parameter {
        name: name.into(),
        value,
        min: -100.0,
        max: 100.0,
        scale: Scale::Linear,
        doc: String::new(),
    }
}

fn parts(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(name, text)| ((*name).into(), (*text).into()))
        .collect()
}

/// J, ∂x, ∂y, ∂xx, ∂xy, ∂yy.
fn numbers(objective: &Objective, at: Vec2) -> [f64; 6] {
    let d = objective.derivatives(at);
    let (g, h) = (d.gradient, d.hessian);
    [d.value, g.x, g.y, h.xx, h.xy, h.yy]
}

/// The corpus: a formula, then x, y and PyTorch's numbers.
fn corpus() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = include_str!("../data/formulas.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

#[test]
fn values_and_derivatives_are_those_of_pytorch() {
    let mut wrong = Vec::new();
    for fields in corpus() {
        let expected: Vec<f64> = fields[1..].iter().map(|n| n.parse().unwrap()).collect();
        let at = Vec2::new(expected[0], expected[1]);
        let objective = parse(fields[0]);
        for (ours, theirs) in numbers(&objective, at).iter().zip(&expected[2..]) {
            let error = (ours - theirs).abs() / theirs.abs().max(1.0);
            if error.is_nan() || error > 1e-10 {
                wrong.push(format!("{}: {ours} {theirs}", fields.join(" ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_three_programs_of_a_formula_agree_to_the_bit() {
    for fields in corpus() {
        let at = Vec2::new(fields[1].parse().unwrap(), fields[2].parse().unwrap());
        let objective = parse(fields[0]);
        let all = objective.derivatives(at);
        assert_eq!(objective.value(at), all.value, "{}", fields[0]);
        assert_eq!(
            objective.value_and_gradient(at),
            (all.value, all.gradient),
            "{}",
            fields[0]
        );
    }
}

#[test]
fn operators_bind_as_on_paper() {
    for (text, expected) in [
        ("-x^2", -9.0),
        ("2^-x", 0.125),
        ("2^-x^2", 1.0 / 512.0),
        ("2^3^2", 512.0),
        ("2^x²", 512.0),
        ("-2²", -4.0),
        ("10-3-2", 5.0),
        ("24/4/2", 3.0),
        ("2*-x", -6.0),
        ("x - -y", 8.0),
        ("--x", 3.0),
        ("+x", 3.0),
        ("1 + x*y^2", 76.0),
        ("x + 1 < y", 1.0),
        ("(x > y) + 2*(x <= 3)", 2.0),
        ("x≥3", 1.0),
        ("1.5e1 + .5 + 2.", 17.5),
        ("2·x × y − 1", 29.0),
        ("x²+y³", 134.0),
        ("x¹⁰", 59049.0),
        ("if(x - 3, 1, 2)", 2.0),
        ("if(y > x, x, y)", 3.0),
        ("max(x, y, 4) + min(x, y, 4)", 8.0),
        ("π - pi + tau - 2*pi + e - e", 0.0),
        ("log(e) + ln(e)", 2.0),
        ("log(8, 2) + log(1000, 10) + log(x^4, x)", 10.0),
        ("|x - y|", 2.0),
        ("||x - y| - 4|", 2.0),
        ("-|-x|^2 + 2^|1 - x|", -5.0),
        ("|2 - |x - |y - 9|||*|-x|", 3.0),
        ("|-x|²", 9.0),
        ("max(|x - y|, |-x|) - sin(|0|)", 3.0),
        ("|x| < |y|", 1.0),
        ("round(2.5) + round(3.5) + 10*round(-0.5 - x)", -34.0),
        ("ceil(x + 0.1) + ceil(-0.1) + floor(-0.1)", 3.0),
        ("mod(y, x) + 10*mod(-y, x)", 12.0),
        ("mod(y, -x) + 10*mod(-y, -x)", -21.0),
        ("mod(-0.25, 1) + mod(6, 3)", 0.75),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn parts_share_and_parameters_are_live() {
    let parts = parts(&[("r2", "x^2 + y^2"), ("r", "sqrt(r2)")]);
    let parameters = vec![parameter("κ", 2.0), parameter("shift", 1.0)];
    let mut objective = formula("κ*(r - shift)^2 + r2", &parts, parameters).unwrap();
    let at = Vec2::new(3.0, 4.0);
    assert_eq!(objective.value(at), 2.0 * 16.0 + 25.0);
    objective.set_parameter(0, 3.0);
    objective.set_parameter(1, 2.0);
    assert_eq!(objective.value(at), 3.0 * 9.0 + 25.0);
    let (_, gradient) = objective.value_and_gradient(at);
    assert!((gradient - Vec2::new(3.0, 4.0) * (3.0 * 2.0 * 3.0 / 5.0 + 2.0)).norm() < 1e-13);
}

#[test]
fn a_micro_sign_is_the_greek_letter() {
    let objective = formula("\u{b5}*x", &[], vec![parameter("\u{3bc}", 2.0)]).unwrap();
    assert_eq!(objective.value(Vec2::new(3.0, 0.0)), 6.0);
}

#[test]
fn infinities_and_nan_are_kept() {
    let origin = Vec2::ZERO;
    for text in [
        "0*ln(x)",
        "ln(x) - ln(x)",
        "0/x",
        "(1/x)^0 + 0/x",
        "max(0/x, 1)",
    ] {
        assert!(parse(text).value(origin).is_nan(), "{text}");
    }
    assert_eq!(
        parse("1/(x + 0)").value(Vec2::new(-0.0, 0.0)),
        f64::INFINITY
    );
    assert_eq!(
        parse("1/(x - 0)").value(Vec2::new(-0.0, 0.0)),
        f64::NEG_INFINITY
    );
    assert_eq!(parse("x^-1").value(origin), f64::INFINITY);
    assert_eq!(parse("1/min(x, -x)").value(origin), f64::INFINITY);
    assert_eq!(parse("1/max(-x, x)").value(origin), f64::NEG_INFINITY);
    let slope = parse("y^-1*atan2(x, x)").derivatives(Vec2::new(0.0, -1.0));
    assert_eq!((slope.gradient.x, slope.hessian.xy), (0.0, 0.0));
    assert_eq!(parse("(0/x)^0").value(origin), 1.0);
    for text in ["mod(1, x)", "log(1 + x, 1 + x)", "erf(x/x)"] {
        assert!(parse(text).value(origin).is_nan(), "{text}");
    }
    let gradient = parse("0*ln(x)").value_and_gradient(origin).1;
    assert!(gradient.x.is_nan() && gradient.y == 0.0);
}

#[test]
fn kinks_are_those_of_autograd() {
    for (text, x, y, gradient) in [
        ("abs(x) + y", 0.0, 0.0, (0.0, 1.0)),
        ("max(x, y)", 1.0, 1.0, (0.5, 0.5)),
        ("min(2*x, y)", 1.0, 2.0, (1.0, 0.5)),
        ("max(x^2, ln(y))", 3.0, -2.0, (6.0, -0.5)),
        ("relu(ln(x))", -2.0, 0.0, (-0.5, 0.0)),
        ("relu(x) + relu(y)", 0.0, 1.0, (0.0, 1.0)),
        ("sign(x) + floor(y) + (x > y)", 0.0, 1.0, (0.0, 0.0)),
        ("sqrt(x)", 0.0, 0.0, (f64::INFINITY, 0.0)),
        ("cbrt(x)", 0.0, 0.0, (f64::INFINITY, 0.0)),
        ("x^0 + x^1 + x^2", 0.0, 0.0, (1.0, 0.0)),
        ("x^y", 0.0, 2.0, (0.0, 0.0)),
        ("x^2.5", 0.0, 2.0, (0.0, 0.0)),
        ("x^y", 0.0, 1.0, (1.0, 0.0)),
        ("x^y", 2.0, 0.0, (0.0, std::f64::consts::LN_2)),
        ("if(x, sqrt(x), y)", -1.0, 2.0, (0.0, 1.0)),
        ("if(x, y/x, x)", 0.0, 2.0, (1.0, 0.0)),
        ("if(x, sqrt(x)*exp(sqrt(x)), 2*x)", 0.0, 2.0, (2.0, 0.0)),
        ("sqrt(relu(x)) + sqrt(max(0, y))", -1.0, -2.0, (0.0, 0.0)),
        ("atan2(x, y)", 0.0, 0.0, (0.0, 0.0)),
        ("|x| + 3*||y| - 1|", 0.0, 2.0, (0.0, 3.0)),
        ("ceil(x) + round(y)", 1.0, 0.5, (0.0, 0.0)),
        ("mod(x, y)", 6.0, 2.0, (1.0, -3.0)),
        ("mod(x, y)", -1.0, 2.0, (1.0, 1.0)),
        ("mod(x, y)", 7.0, -2.0, (1.0, 4.0)),
        ("mod(x, y)", 0.7, 0.1, (1.0, -6.0)),
    ] {
        let (_, found) = parse(text).value_and_gradient(Vec2::new(x, y));
        assert_eq!((found.x, found.y), gradient, "{text} at {x}, {y}");
    }
}

#[test]
fn long_and_deep_formulas_work() {
    let at = Vec2::new(0.5, 2.0);
    let sum = vec!["x*y"; 10_000].join(" + ");
    let (value, gradient) = parse(&sum).value_and_gradient(at);
    assert!((value - 1e4).abs() < 1e-6 && (gradient.x - 2e4).abs() < 1e-6);
    let different: Vec<String> = (1..4000).map(|n| format!("sin({n}*x)")).collect();
    assert!(
        parse(&different.join("+"))
            .derivatives(at)
            .hessian
            .xx
            .is_finite()
    );
    let nested = format!("{}x{}", "sin(".repeat(199), ")".repeat(199));
    assert!(parse(&nested).derivatives(at).hessian.xx.is_finite());
    let product = vec!["1.001"; 200].join("^");
    assert!(parse(&product).value(at).is_finite());
}

#[test]
fn shared_parts_do_not_blow_up() {
    let mut list = vec![("p0".to_owned(), "1 + x*y*1e-70".to_owned())];
    for n in 1..200 {
        list.push((format!("p{n}"), format!("p{0}*p{0}", n - 1)));
    }
    let objective = formula("p199", &list, Vec::new()).unwrap();
    let derivatives = objective.derivatives(Vec2::new(1.0, 1.0));
    assert_eq!(derivatives.value, 1.0);
    assert!(derivatives.hessian.xy.is_finite());
}

/// Points of many magnitudes, with what is special among them.
fn points() -> Vec<Vec2> {
    let mut random = Random::new(5);
    let mut points: Vec<Vec2> = (0..300).map(|_| random.normal_vec2() * 3.0).collect();
    points.extend((0..40).map(|_| random.normal_vec2() * 1e4));
    for special in [0.0, -0.0, 1e300, -1e300, f64::INFINITY, f64::NAN, 1e-310] {
        points.extend([
            Vec2::new(special, 1.0),
            Vec2::new(1.0, special),
            Vec2::splat(special),
        ]);
    }
    points
}

fn same(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}

/// The formulas of the corpus and some that make hard arguments.
fn formulas() -> impl Iterator<Item = &'static str> {
    corpus().map(|fields| fields[0]).chain([
        "sin(x)*y + exp(-x^2) - y^3/x",
        "ln(x)*cos(1e5*y) + sigmoid(100*x*y)",
        "exp(x*y) + gauss(x - y) + sin(x*y)*cos(x*y)",
        "x",
        "y^2",
        "3",
        "erf(x) + ceil(x*y) + round(x/2) + mod(x, y) + |x - |y||",
        "log(x, y) + log(y, 2) + mod(y, x) + round(y)*erf(x*y)",
        "if(x*y, sign(x), floor(y)) + relu(x + y) + min(x, y)*max(x, -y)",
    ])
}

#[test]
fn the_field_is_the_value_at_each_point_to_the_bit() {
    let xs: Vec<f64> = points().iter().map(|point| point.x).collect();
    let ys: Vec<f64> = (0..9).map(|i| f64::from(i) * 0.7 - 3.0).collect();
    for text in formulas() {
        let objective = parse(text);
        let field = objective.fill(&xs, &ys);
        for (row, &y) in ys.iter().enumerate() {
            for (column, &x) in xs.iter().enumerate() {
                let lane = field[row * xs.len() + column];
                let point = objective.value(Vec2::new(x, y));
                assert!(same(lane, point), "{text} at {x}, {y}: {lane} {point}");
            }
        }
    }
}

#[test]
fn many_gradients_are_those_of_each_point_to_the_bit() {
    let points = points();
    let mut values = vec![0.0; points.len()];
    let mut gradients = vec![Vec2::ZERO; points.len()];
    for text in formulas() {
        let objective = parse(text);
        objective.gradients(&points, &mut values, &mut gradients);
        for ((&at, &lane), lane_gradient) in points.iter().zip(&values).zip(&gradients) {
            let (value, gradient) = objective.value_and_gradient(at);
            let agree = same(lane, value)
                && same(lane_gradient.x, gradient.x)
                && same(lane_gradient.y, gradient.y);
            assert!(agree, "{text} at {at:?}: {lane_gradient:?} {gradient:?}");
        }
    }
}

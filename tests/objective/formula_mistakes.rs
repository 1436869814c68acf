//! What is said of formulas that are wrong: where, what, and what to do.

use descent_tui::mistake::{Mistakes, escaped};
use descent_tui::objective::{FormulaMistake, Parameter, Scale, check_name, formula};

fn mistakes(text: &str, parts: &[(&str, &str)], parameters: &[&str]) -> Vec<FormulaMistake> {
    let parts: Vec<(String, String)> = parts
        .iter()
        .map(|(name, text)| ((*name).into(), (*text).into()))
        .collect();
    let parameters = parameters
        .iter()
        .map(|name| Parameter {
            name: (*name).into(),
            value: 1.0,
            min: 0.0,
            max: 1.0,
            scale: Scale::Linear,
            doc: String::new(),
        })
        .collect();
    match formula(text, &parts, parameters) {
        Ok(_) => panic!("`{text}` was accepted"),
        Err(mistakes) => mistakes,
    }
}

/// The mistakes of one text as `characters: message (help)`.
fn told(text: &str) -> Vec<String> {
    let list = mistakes(text, &[], &["kappa"]);
    list.into_iter()
        .map(|FormulaMistake { mistake, .. }| {
            let marked = mistake.span.map_or("", |span| &text[span]);
            let help = mistake.help.unwrap_or_default();
            format!("{}: {} ({help})", escaped(marked), mistake.message)
        })
        .collect()
}

#[test]
fn every_mistake_says_where_what_and_what_to_do() {
    let all: Vec<String> = [
        "",
        "2x",
        "2 x y",
        "3sin(x)",
        "x(1 + y)",
        "(x)(y)",
        "|x| + |y",
        "2|x| + y",
        "(|x)",
        "|(x|)",
        "x || y",
        "x**2",
        "x + * y",
        "x +",
        "sin(x",
        "x) + 1",
        "sin()",
        "sin(x, y)",
        "atan2(x)",
        "if(x, y)",
        "sin x",
        "sin",
        "sinn(x) + kapa + zzz + qqq(2)",
        "X + Kappa",
        "x, y",
        "1,5*x",
        "0 < x < 1",
        "x = 2",
        "x == 2",
        "x != 2",
        "x & y",
        "[x]",
        "√x",
        "1.2.3",
        "1e999",
        "x\u{1b}[31m",
        "x % 2",
        "J = x^2",
        "f(x, y) = x^2 + sinn(y)",
        "x =< 2",
        "x => 2",
        "x && y",
        "!x",
        "x + ...",
        "x^2 # a comment",
        "np.sin(x) + math.pi",
        "\\frac{x^2}{2} + \\sinn{y}",
        "x + \u{200b}y",
        "square(x) + ceil(y) + round(x)",
        "xⁿ",
        "x $ y £",
        "()",
        "2(",
    ]
    .iter()
    .map(|text| format!("{text:?}\n    {}\n", told(text).join("\n    ")))
    .collect();
    insta::assert_snapshot!(all.concat());
}

#[test]
fn a_mistake_is_shown_with_a_caret() {
    let text = "κ*x^2 + 3*sinn(y)";
    let list = mistakes(text, &[], &["κ"])
        .into_iter()
        .map(|found| found.mistake)
        .collect();
    let shown = Mistakes::new("formula", text, list).to_string();
    assert!(
        shown.contains("formula:1:11: unknown function `sinn`"),
        "{shown}"
    );
    assert!(
        shown.contains("did you mean `κ*x^2 + 3*sin(y)`?"),
        "{shown}"
    );
}

#[test]
fn parts_tell_of_cycles_and_order() {
    let list = mistakes(
        "a + z",
        &[
            ("a", "b + 1"),
            ("b", "c*2"),
            ("c", "a"),
            ("d", "d + f"),
            ("f", "zz"),
        ],
        &[],
    );
    let told: Vec<String> = list
        .iter()
        .map(|found| format!("{:?}: {}", found.part, found.mistake.message))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    Some(0): `a` is made of `b`, and that of `a` again
    Some(1): `b` is made of `c`, and that of `b` again
    Some(3): `d` is made of itself
    Some(3): `d` uses `f`, which stands below it
    Some(4): unknown name `zz`
    None: unknown name `z`
    ");
}

#[test]
fn names_that_are_taken_or_none_are_refused() {
    for name in [
        "x", "y", "e", "pi", "π", "tau", "sin", "if", "", "2x", "a b", "a-b", "a\u{7}",
    ] {
        assert!(check_name(name).is_err(), "{name:?}");
    }
    for name in ["kappa", "κ", "x1", "_", "learning_rate", "Straße", "e1"] {
        assert_eq!(check_name(name), Ok(()), "{name:?}");
    }
    let list = mistakes("x", &[("sin", "1"), ("k", "2")], &["k", "x"]);
    assert_eq!(list.len(), 3, "{list:?}");
}

#[test]
fn too_much_is_refused_with_the_reason_and_at_once() {
    let huge = 64 * 1024;
    let repeat = |text: &str| text.repeat(huge / text.len());
    for text in [
        repeat("-"),
        repeat("("),
        repeat("^"),
        repeat("|"),
        repeat("$"),
        repeat("2^"),
        repeat("sin("),
        repeat("x "),
        repeat("a1 "),
        repeat("),"),
        repeat("if(x,"),
        repeat("x,"),
        repeat("x<"),
        repeat("max(x,"),
        "x+".repeat(huge),
        format!("{}x", "-".repeat(201)),
        format!("{}x{}", "(".repeat(201), ")".repeat(201)),
        format!("{}2", "2^".repeat(201)),
    ] {
        assert!(!mistakes(&text, &[], &[]).is_empty());
    }
    let deep = mistakes(&format!("{}x", "-".repeat(201)), &[], &[]);
    assert_eq!(
        deep[0].mistake.message,
        "the formula is nested over 200 deep"
    );
    let long = mistakes(&"x+".repeat(huge), &[], &[]);
    assert_eq!(
        long[0].mistake.message,
        "the formula is 131072 bytes long; 64 KiB are allowed"
    );
}

#[test]
fn derivatives_without_bound_are_refused() {
    let part = |n: usize| {
        let factors: Vec<String> = (0..4000).map(|k| format!("sin({n}.{k}*x)")).collect();
        factors.join("*")
    };
    let parts: Vec<(String, String)> = (0..12).map(|n| (format!("p{n}"), part(n))).collect();
    let sum: Vec<String> = (0..12).map(|n| format!("p{n}")).collect();
    let list = formula(&sum.join("+"), &parts, Vec::new()).unwrap_err();
    assert!(list[0].mistake.message.contains("operations"), "{list:?}");
}

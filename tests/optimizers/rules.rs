//! Rules as they stand on the blackboard: those that methods declare walk the methods' own paths, and
//! what is wrong with a rule is told at its place.

use std::fmt::Write;

use descent_tui::math::Vec2;
use descent_tui::optimizer::{Convention, Declaration, Hyper, Range, catalog};
use descent_tui::scene::{Embedded, parse};
use descent_tui::simulation::{Path, simulate};

use super::scene;

/// Kinds that do more than their rule can say, and what.
const PROSE: &[(&str, &str)] = &[
    ("lbfgs", "it remembers a list of pairs"),
    ("soap", "it keeps the axes of a matrix for some steps"),
    ("bfgs", "it searches along a line"),
    ("conjugate-gradient", "it searches along a line"),
    ("trust-region", "it tries a bent path until J falls"),
    ("nelder-mead", "it moves a triangle"),
    ("cma-es", "it draws samples and sorts them"),
];

/// Whether a value stands in the rule: a switch and a word choose between rules.
fn is_number(hyper: &Hyper) -> bool {
    !matches!(hyper.range, Range::Switch | Range::Choice(_)) && hyper.name != "lr"
}

/// Values of a kind that differ from the defaults by so much, those that may.
fn values(declaration: &Declaration, factor: f64) -> Vec<(&'static Hyper, f64)> {
    let numbers = declaration.hypers.iter().filter(|hyper| is_number(hyper));
    numbers
        .map(|hyper| {
            let other = match hyper.range {
                Range::Integer { .. } => (hyper.default * factor).round().max(1.0),
                _ if hyper.default == 0.0 => (1.0 - factor) * 0.1,
                _ => hyper.default * factor,
            };
            let value = if hyper.range.contains(other) {
                other
            } else {
                hyper.default
            };
            (hyper, value)
        })
        .collect()
}

/// The paths of a kind and of its declared rule.
fn pair(declaration: &Declaration, convention: Convention, factor: f64) -> Vec<Path> {
    let rule = declaration.rule_in(convention).join("\n");
    beside(declaration, convention, factor, &rule)
}

/// The paths of a kind and of a rule.
fn beside(declaration: &Declaration, convention: Convention, factor: f64, rule: &str) -> Vec<Path> {
    let word = match convention {
        Convention::Textbook => "textbook",
        Convention::Pytorch => "pytorch",
    };
    let rate = declaration.hyper("lr");
    let lr = rate.map_or_else(String::new, |rate| {
        format!("lr = {:?}", declaration.hypers[rate].default)
    });
    let (mut keys, mut own) = (String::new(), String::new());
    for (hyper, value) in values(declaration, factor) {
        writeln!(keys, "{} = {value:?}", hyper.name).expect("a string has room");
        writeln!(own, "\"{}\" = {value:?}", hyper.symbol).expect("a string has room");
    }
    simulate(&scene(&format!(
        "start = [-4.0, 3.0]\n[objective]\nformula = \"x^2/2 + 4*y^2 + 0.3*x*y + 0.1*sin(x)\"\n\
         [run]\nsteps = 200\nconvention = \"{word}\"\n\
         [[optimizer]]\nkind = \"{}\"\n{lr}\n{keys}\
         [[optimizer]]\nkind = \"own\"\n{lr}\nrule = \"\"\"\n{}\n\"\"\"\n[optimizer.values]\n{own}",
        declaration.name, rule,
    )))
}

#[test]
fn declared_rules_walk_the_paths_of_their_methods() {
    let mut run = 0;
    for kind in catalog() {
        let declaration = kind.declaration();
        if PROSE.iter().any(|(name, _)| *name == declaration.name) {
            continue;
        }
        run += 1;
        for convention in [Convention::Textbook, Convention::Pytorch] {
            for factor in [1.0, 0.7] {
                let paths = pair(declaration, convention, factor);
                let (kind, own) = (&paths[0].points, &paths[1].points);
                assert_eq!(kind.len(), own.len(), "{}", declaration.name);
                for (step, (kind, own)) in kind.iter().zip(own).enumerate() {
                    let apart = (*kind - *own).norm() / kind.norm().max(1.0);
                    assert!(
                        apart < 1e-9,
                        "{} in {convention:?} at step {step}: {kind:?} {own:?}",
                        declaration.name
                    );
                }
            }
        }
    }
    assert_eq!(run + PROSE.len(), catalog().len());
}

#[test]
fn one_sign_changed_in_a_rule_is_noticed() {
    for kind in catalog() {
        let declaration = kind.declaration();
        if PROSE.iter().any(|(name, _)| *name == declaration.name) {
            continue;
        }
        let rule = declaration.rule.join("\n");
        // In the line of the step, if there is one in it: what follows may be but an average.
        let step = rule.rfind("θ ← ").expect("a rule has a step");
        let end = rule[step..].find('\n').map_or(rule.len(), |end| step + end);
        let sign = rule[step..end].find('−').map(|sign| step + sign);
        let sign = sign.or_else(|| rule.rfind('−')).expect("a rule goes down");
        let (before, after) = (&rule[..sign], &rule[sign + '−'.len_utf8()..]);
        let paths = beside(
            declaration,
            Convention::Textbook,
            1.0,
            &format!("{before}+{after}"),
        );
        let apart = |(own, other): (&Vec2, &Vec2)| (*own - *other).norm() > 1e-6;
        let (kind, own) = (&paths[0].points, &paths[1].points);
        assert!(
            kind.len() != own.len() || kind.iter().zip(own).any(apart),
            "{}: {before}+{after}",
            declaration.name
        );
    }
}

/// The mistakes of a rule with these values, each with its place and the text under it.
fn mistakes(rule: &str, values: &str) -> String {
    let text = format!(
        "[objective]\nformula = \"x^2 + y^2\"\n[[optimizer]]\nkind = \"own\"\nlr = 0.1\n\
         rule = '''\n{rule}\n'''\n[optimizer.values]\n{values}\n"
    );
    match parse("scene.toml", &text, &Embedded) {
        Ok(_) => panic!("{rule} has no mistake"),
        Err(mistakes) => mistakes.to_string(),
    }
}

#[test]
fn a_wrong_rule_is_told_where_it_is_wrong() {
    let mut told = String::new();
    for (rule, values) in [
        ("g = ∇J(θ)\nθ ← θ − η·h", ""),
        ("m ← β·m + (1 − β)·g\ng = ∇J(θ)\nθ ← θ − η·m", "beta = 0.9"),
        ("θ ← θ − η·∇J(θ)", "beta1 = 0.9"),
        ("g = ∇J(θ)", ""),
        ("θ ← θ − η·‖∇J(θ)", ""),
        ("θ ← θ − 2η·∇J(θ)", ""),
        ("g = ∇J(θ)\nθ ← θ − ηg", ""),
        ("move down a little\nθ ← θ − η·∇J(θ)", ""),
        ("θ = θ − η·∇J(θ)", ""),
        ("t ← 1\nθ ← θ − η·∇J(t)", ""),
        ("θ ← θ − η·∇J(θ)·2^∇J(θ)", ""),
        ("θ ← θ − η·max(∇J(θ)", ""),
        ("θ ← θ − η·∇²J(θ)", ""),
        ("g = ∇J(θ)\nM ← M + g·gᵀ + 1\nθ ← θ − η·M⁻¹·g", ""),
        ("g = ∇J(θ)\nθ ← θ − η·gᵀ", ""),
        ("while ∇J(θ): m\nθ ← θ − η·∇J(θ)", ""),
        ("θ ← θ −", ""),
        ("g = ∇J(θ)   (g = 0 at first)\nθ ← θ − η·g", ""),
        ("θ ← θ − η·bet1·∇J(θ)", "beta1 = 0.9"),
        ("θ ← θ − η·∇J(θ) @ 2", ""),
    ] {
        writeln!(told, "{}", mistakes(rule, values)).expect("a string has room");
    }
    insta::assert_snapshot!(told);
}

#[test]
fn both_spellings_walk_the_same_path() {
    let greek = "g = ∇J(θ)\nm ← β₁·m + (1−β₁)·g\nv ← β₂·v + (1−β₂)·g²\nm̂ = m/(1−β₁ᵗ),   v̂ = v/(1−β₂ᵗ)\nθ ← θ − η·m̂/(√v̂ + ε)";
    let plain = "g = grad J(theta)\nm <- beta1*m + (1-beta1)*g\nv <- beta2*v + (1-beta2)*g^2\nm_hat = m/(1-beta1^t); v_hat = v/(1-beta2^t)\ntheta <- theta - lr*m_hat/(sqrt(v_hat) + eps)";
    let own = |rule: &str, keys: [&str; 3]| {
        format!(
            "[[optimizer]]\nkind = \"own\"\nlr = 0.1\nrule = \"\"\"\n{rule}\n\"\"\"\n\
             [optimizer.values]\n\"{}\" = 0.9\n\"{}\" = 0.99\n\"{}\" = 1e-8\n",
            keys[0], keys[1], keys[2]
        )
    };
    let paths = super::paths(
        "x^2/2 + 4*y^2",
        [3.0, 1.0],
        100,
        &format!(
            "{}{}[[optimizer]]\nkind = \"adam\"\nlr = 0.1\nbeta2 = 0.99\n",
            own(greek, ["β₁", "β₂", "ε"]),
            own(plain, ["beta1", "beta2", "eps"])
        ),
    );
    assert_eq!(paths[0].points, paths[1].points);
    let last = |path: &Path| path.points[100];
    assert!((last(&paths[0]) - last(&paths[2])).norm() < 1e-12);
    assert_eq!(paths[0].evaluations(100), 100);
}

#[test]
fn hostile_rules_are_read_in_their_time() {
    for text in [
        "(", "|", "‖", "√", "-", "⟨", "θ ← ", "a = (", "∇", "²", "if(", "# ",
    ] {
        drop(parse(
            "scene.toml",
            &format!(
                "[objective]\nformula = \"x^2\"\n[[optimizer]]\nkind = \"own\"\nrule = \"\"\"\n{}\"\"\"\n",
                text.repeat(5000)
            ),
            &Embedded,
        ));
    }
}

//! `expect`: what captions claim is computed, and what is false is found.

use descent_tui::analysis::claims::Evidence;
use descent_tui::mistake::Mistakes;
use descent_tui::scene::{Claim, Embedded, Scene, library, open, parse, updated};

const TWO: &str = "start = [-4.0, 1.0]\n[objective]\nformula = \"x^2/2 + kappa*y^2\"\nparameters = { kappa = 10.0 }\n\
    [run]\nsteps = 60\n[[optimizer]]\nkind = \"gd\"\nlr = 0.09\n[[optimizer]]\nkind = \"momentum\"\nlabel = \"Adam, slow\"\nlr = 0.02\n\
    [[optimizer]]\nkind = \"gd\"\nlabel = \"Wild\"\nlr = 0.5\n";

fn two() -> Scene {
    parse("two", TWO, &Embedded).expect("a scene")
}

fn mistakes(claim: &str) -> Mistakes {
    let text = format!("expect = [{claim:?}]\n{TWO}");
    parse("two", &text, &Embedded).expect_err("a mistake")
}

#[test]
fn claims_are_computed() {
    let scene = two();
    let evidence = Evidence::of(&scene, None);
    for (claim, holds) in [
        ("Gradient descent.lr == 0.09", true),
        ("kappa == 10", true),
        ("kappa*2 - 1 == 19 and not kappa < 3", true),
        ("diverges(Wild)", true),
        (
            "diverges(Gradient descent) or settles(Gradient descent)",
            true,
        ),
        ("settles(Adam, slow)", true),
        ("`Adam, slow`.settled >= 1", true),
        ("Adam, slow.momentum == 0.9", true),
        ("Wild.status == \"diverged\"", true),
        ("not Wild.status == 'finished'", true),
        ("Gradient descent.reversals > 0.1", true),
        (
            "max(1, 2, -3) == 2 and min(4, 5) == 4 and abs(-2) == 2",
            true,
        ),
        ("1 + 2*3 == 7 and (1 + 2)*3 == 9 and 7/2 == 3.5", true),
        (
            "Gradient descent.value ≤ 1 and Gradient descent.waste ≥ 0",
            true,
        ),
        // What has no number makes any comparison false.
        ("Wild.settled < 1000000", false),
        ("Wild.settled > 0", false),
        ("Gradient descent.value > 1", false),
        ("gd.steps == 60", false),
    ] {
        match Claim::parse(claim, 0..0, &scene) {
            Ok(parsed) => assert_eq!(evidence.judge(&parsed).holds, holds, "{claim}"),
            Err(mistake) => assert!(claim.starts_with("gd"), "{claim}: {mistake:?}"),
        }
    }
    let to_step = Evidence::of(&scene, Some(3));
    for claim in ["Gradient descent.steps == 3", "not settles(Adam, slow)"] {
        let parsed = Claim::parse(claim, 0..0, &scene).expect("a claim");
        assert!(to_step.judge(&parsed).holds, "{claim}");
    }
}

#[test]
fn a_verdict_has_the_numbers_of_both_sides() {
    let scene = two();
    let claim = Claim::parse("kappa/4 < Gradient descent.lr and 1 > 2", 0..0, &scene);
    let verdict = Evidence::of(&scene, None).judge(&claim.expect("a claim"));
    assert_eq!(verdict.numbers, "2.5 < 0.09, 1 > 2");
    assert!(!verdict.holds);
}

#[test]
fn what_is_wrong_with_a_claim_is_shown_at_its_place() {
    for (claim, at, said) in [
        ("Gradient descent.wast > 1", "wast", "did you mean `waste`?"),
        (
            "Gradiant descent.waste > 1",
            "Gradiant",
            "`Gradient descent`",
        ),
        (
            "Gradient descent.waste",
            "Gradient descent.waste",
            "compare it",
        ),
        ("1 < kappa < 3", "< 3", "`and`"),
        ("kapa > 1", "kapa", "`kappa`"),
        ("kappa = 1", "=", "`==`"),
        ("kappa > ", "", "missing"),
        ("(kappa > 1", "", "`)`"),
        ("diverges(Adm)", "Adm", ""),
        ("kappa > 1 kappa", "kappa", "`and`"),
        ("!diverges(Wild)", "!", "`not`"),
        ("Wild.status > \"finished\"", ">", "`==`"),
        ("abs(1, 2) > 0", "(", "one number"),
    ] {
        let found = mistakes(claim);
        let shown = found.to_string();
        assert!(shown.contains(said), "{claim}: {shown}");
        let span = found.list[0].span.clone().expect("a place");
        let marked = found.text.get(span.start..).unwrap_or_default();
        assert!(marked.starts_with(at), "{claim}: at {marked:.20}");
    }
    let deep = format!("{}1 > 0{}", "(".repeat(5000), ")".repeat(5000));
    assert!(mistakes(&deep).to_string().contains("nested"));
    assert!(parse("two", &format!("expect = 3\n{TWO}"), &Embedded).is_err());
}

/// The same claim with another sign.
fn turned(claim: &str) -> String {
    if let Some(rest) = claim.strip_prefix("not ") {
        return rest.to_owned();
    }
    let signs = [("==", "<"), ("<", ">"), (">", "<")];
    let sign = signs.iter().find(|(sign, _)| claim.contains(sign));
    sign.map_or_else(
        || format!("not ({claim})"),
        |(sign, other)| claim.replacen(sign, other, 1),
    )
}

/// The captions of all built-in scenes: each claims something, the paths show it, and with another sign it is
/// found out.
#[test]
fn no_caption_says_what_the_paths_do_not_show() {
    for builtin in library() {
        let scene = open(builtin.name).expect("a built-in scene");
        assert!(!scene.claims.is_empty(), "{} claims nothing", builtin.name);
        let evidence = Evidence::of(&scene, None);
        for claim in scene.claims.iter() {
            let verdict = evidence.judge(claim);
            let (text, numbers) = (&claim.text, verdict.numbers);
            assert!(verdict.holds, "{}: {text}: {numbers}", builtin.name);
            let turned = turned(text);
            let parsed = Claim::parse(&turned, 0..0, &scene).expect("a claim");
            assert!(!evidence.judge(&parsed).holds, "{}: {turned}", builtin.name);
        }
    }
}

#[test]
fn another_number_is_found_out() {
    let ravine = open("ravine").expect("a built-in scene");
    let evidence = Evidence::of(&ravine, None);
    let claim = |text: &str| Claim::parse(text, 0..0, &ravine).expect("a claim");
    assert!(
        evidence
            .judge(&claim("Gradient descent.waste > 0.75"))
            .holds
    );
    assert!(
        !evidence
            .judge(&claim("Gradient descent.waste > 0.85"))
            .holds
    );
}

#[test]
fn saving_keeps_claims_but_those_of_optimizers_that_are_gone() {
    let text = format!("expect = [\"diverges(Wild)\", \"kappa > 1\"] # so it is\n{TWO}");
    let mut scene = parse("two", &text, &Embedded).expect("a scene");
    scene.start.x = -3.0;
    let saved = updated(&text, &scene, &Embedded).expect("it can be written");
    assert!(
        saved.contains("expect = [\"diverges(Wild)\", \"kappa > 1\"] # so it is"),
        "{saved}"
    );
    scene.optimizers.pop();
    let saved = updated(&text, &scene, &Embedded).expect("it can be written");
    assert!(
        !saved.contains("Wild") && saved.contains("kappa > 1"),
        "{saved}"
    );
    parse("two", &saved, &Embedded).expect("it reads back");
}

//! What is done around a method: held against the few lines that say it.

use descent_tui::math::Vec2;
use descent_tui::scene::{Embedded, parse, updated};
use descent_tui::simulation::{Path, simulate};

const FORMULA: &str = "x^2/2 + 4*y^2 + 0.3*x*y + 0.1*sin(x)";

fn gradient(at: Vec2) -> Vec2 {
    Vec2::new(
        at.x + 0.3 * at.y + 0.1 * at.x.cos(),
        8.0 * at.y + 0.3 * at.x,
    )
}

fn text(optimizer: &str) -> String {
    format!(
        "start = [-3.0, 1.0]\n[objective]\nformula = \"{FORMULA}\"\n[run]\nsteps = 40\n\
         convention = \"textbook\"\n[[optimizer]]\n{optimizer}\n"
    )
}

fn path(optimizer: &str) -> Path {
    let scene = parse("around", &text(optimizer), &Embedded).expect("a scene");
    simulate(&scene).remove(0)
}

/// The points from a step as a closure.
fn walked(mut step: impl FnMut(u32, Vec2, Vec2) -> Vec2) -> Vec<Vec2> {
    let mut points = vec![Vec2::new(-3.0, 1.0)];
    for t in 1..=40 {
        let at = points[points.len() - 1];
        points.push(step(t, at, gradient(at)));
    }
    points
}

fn close(found: &[Vec2], expected: &[Vec2]) {
    for (step, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((*a - *b).norm() < 1e-10, "step {step}: {a:?}, not {b:?}");
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn adam_without_correction_leaves_its_means_as_they_are() {
    let (mut m, mut v) = (Vec2::default(), Vec2::default());
    let expected = walked(|_, at, g| {
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * (g * g);
        at - 0.05 * m / (v.sqrt() + Vec2::new(1e-8, 1e-8))
    });
    let found = path("kind = \"adam\"\nlr = 0.05\nbias_correction = false");
    close(&found.points, &expected);
    let plain = path("kind = \"adam\"\nlr = 0.05\nbias_correction = true");
    assert_eq!(plain.points, path("kind = \"adam\"\nlr = 0.05").points);
    assert_ne!(plain.points, found.points);
}

#[test]
fn a_cautious_step_goes_down_in_every_component() {
    let mut velocity = Vec2::default();
    let expected = walked(|_, at, g| {
        velocity = 0.9 * velocity + 0.08 * g;
        let step = velocity * -1.0;
        let keeps = |step: f64, slope: f64| if step * slope < 0.0 { 1.0 } else { 0.0 };
        let kept = Vec2::new(keeps(step.x, g.x), keeps(step.y, g.y));
        let count: f64 = kept.x + kept.y;
        at + step * kept * (2.0 / count.max(1.0))
    });
    let found = path("kind = \"momentum\"\nlr = 0.08\ncautious = true");
    close(&found.points, &expected);
    assert_eq!(found.evaluations(40), 40);
}

#[test]
fn a_projected_step_ends_in_its_set() {
    let expected = walked(|_, at, g| {
        let next = at - 0.1 * g;
        Vec2::new(next.x.clamp(-5.0, -1.0), next.y.clamp(0.25, 2.0))
    });
    let found = path("kind = \"gd\"\nlr = 0.1\nproject = { x = [-5, -1], y = [0.25, 2] }");
    close(&found.points, &expected);
    let ball =
        path("kind = \"gd\"\nlr = 0.1\nproject = { norm = 2, radius = 1.5, center = [-3, 0] }");
    let expected = walked(|_, at, g| {
        let off = at - 0.1 * g - Vec2::new(-3.0, 0.0);
        let length = off.norm();
        Vec2::new(-3.0, 0.0)
            + if length > 1.5 {
                off * (1.5 / length)
            } else {
                off
            }
    });
    close(&ball.points, &expected);
    for norm in ["1", "\"inf\""] {
        let found = path(&format!(
            "kind = \"adam\"\nlr = 0.3\nproject = {{ norm = {norm}, radius = 0.5, center = [-2, 0.5] }}"
        ));
        for at in &found.points[1..] {
            let off = *at - Vec2::new(-2.0, 0.5);
            let size = if norm == "1" {
                off.x.abs() + off.y.abs()
            } else {
                off.x.abs().max(off.y.abs())
            };
            assert!(size <= 0.5 + 1e-12, "{norm}: {at:?}");
        }
    }
}

#[test]
fn they_are_saved_and_wrong_ones_are_told() {
    for around in [
        "cautious = true",
        "bias_correction = false",
        "project = { x = [-5.0, -1.0] }",
        "project = { norm = \"inf\", radius = 0.5, center = [-2.0, 0.5] }",
    ] {
        let optimizer = format!("kind = \"adam\"\n{around}");
        let scene = parse("around", &text(&optimizer), &Embedded).expect("a scene");
        assert!(!scene.optimizers[0].modifiers.is_empty(), "{around}");
        let saved = updated(&text("kind = \"adam\""), &scene, &Embedded).expect("written");
        let again = parse("again", &saved, &Embedded).expect("it reads back");
        assert_eq!(
            again.optimizers[0].modifiers, scene.optimizers[0].modifiers,
            "{saved}"
        );
    }
    for (around, said) in [
        ("kind = \"gd\"\nbias_correction = false", "Adam and its kin"),
        ("kind = \"adam\"\ncautious = 1", "`true` or `false`"),
        ("kind = \"adam\"\nproject = {}", "a `norm` and a `radius`"),
        (
            "kind = \"adam\"\nproject = { norm = 3, radius = 1 }",
            "1, 2 or",
        ),
        ("kind = \"adam\"\nproject = { norm = 1 }", "radius"),
        (
            "kind = \"adam\"\nproject = { norm = 1, radius = 1, x = [0, 1] }",
            "not both",
        ),
        ("kind = \"adam\"\nbatch = 16", "[objective.data]"),
    ] {
        let mistakes = parse("around", &text(around), &Embedded)
            .expect_err("a mistake")
            .to_string();
        assert!(mistakes.contains(said), "{around}: {mistakes}");
    }
}

#[test]
fn an_optimizer_may_say_its_own_batch() {
    let scene = |lines: &str| {
        let text = descent_tui::scene::library()
            .iter()
            .find(|scene| scene.name == "penguins")
            .expect("the scene")
            .text
            .replacen("kind = \"gd\"", &format!("kind = \"gd\"\n{lines}"), 1);
        let scene = parse("penguins", &text, &Embedded).expect("a scene");
        simulate(&scene).remove(0).points
    };
    assert_eq!(scene("batch = 16"), scene(""));
    assert_ne!(scene("batch = 4"), scene(""));
    // All rows: no noise is left, and the value falls at each step.
    assert_ne!(scene("batch = 342"), scene(""));
}

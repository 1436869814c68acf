//! What chance does to each kind, in numbers: where a noisy walk ends, and what it asked.

use std::fmt::Write;

use descent_tui::optimizer::catalog;

use super::scene;
use descent_tui::simulation::simulate;

/// A noisy walk of this kind: where it is after twelve steps, and how many evaluations it took.
fn walk(kind: &str, seed: u64) -> String {
    let scene = scene(&format!(
        "start = [0.1, 0.02]\n[objective]\nformula = \"x^2/2 + 4*y^2 + 0.3*x*y\"\n\
         [run]\nsteps = 12\nseed = {seed}\nnoise = 0.25\n[[optimizer]]\nkind = \"{kind}\""
    ));
    let path = simulate(&scene).remove(0);
    let end = path.points[path.steps()];
    let asked = path.evaluations(path.steps());
    format!("{:+.9e} {:+.9e} {asked:3}", end.x, end.y)
}

fn names() -> impl Iterator<Item = &'static str> {
    catalog().iter().map(|kind| kind.declaration().name)
}

#[test]
fn every_kinds_noisy_walk_is_the_same_as_ever() {
    let mut table = String::new();
    for name in names() {
        writeln!(table, "{name:24} {}", walk(name, 7)).expect("a string has room");
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_seed_decides_every_noisy_walk() {
    for name in names() {
        assert_eq!(walk(name, 7), walk(name, 7), "{name}");
        // The noise is on the gradient, and of the simplex nobody asks for one.
        let asks_for_none = name == "nelder-mead";
        assert_eq!(walk(name, 7) == walk(name, 8), asks_for_none, "{name}");
    }
}

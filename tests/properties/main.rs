//! What must hold of any formula and of any scene: of random ones here, of as many as there is time
//! for in the targets of `fuzz`, and of all that ever failed in either.

mod check;
mod grammar;

use std::fs;
use std::path::Path;

use descent_tui::scene::{functions, library};
use proptest::prelude::*;

/// The texts in a folder of the corpus.
fn corpus(folder: &str) -> Vec<String> {
    let path = Path::new("tests/properties/corpus").join(folder);
    let entries = fs::read_dir(path).expect("the corpus is there");
    let paths = entries.map(|entry| entry.expect("its files are there").path());
    paths
        .map(|path| fs::read(path).expect("they can be read"))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

#[test]
fn all_that_ever_failed_holds() {
    for text in corpus("formula") {
        check::formula(&text);
    }
    for text in corpus("rule") {
        check::rule(&text);
    }
    for text in corpus("scene") {
        check::scene(&text);
    }
}

#[test]
fn what_is_built_in_holds() {
    for builtin in library() {
        check::scene(builtin.text);
    }
    for kind in descent_tui::optimizer::catalog() {
        check::rule(&kind.declaration().rule.join("\n"));
    }
    for function in functions() {
        check::formula(&function.formula);
    }
}

/// A scene with this formula, and optimizers of the kinds that the numbers choose.
fn scene_of(formula: &str, kinds: &[u8]) -> String {
    let catalog = descent_tui::optimizer::catalog();
    let mut text = format!("[objective]\nformula = '''{formula}'''\n");
    for &kind in kinds {
        let name = catalog[usize::from(kind) % catalog.len()]
            .declaration()
            .name;
        text += &["[[optimizer]]\nkind = \"", name, "\"\n"].concat();
    }
    text
}

/// What rules are made of, in the signs of a board and of a keyboard.
const PIECES: &[&str] = &[
    "θ",
    "theta",
    " ← ",
    " <- ",
    " = ",
    "η",
    "lr",
    "β₁",
    "beta1",
    "m",
    "m_hat",
    "m̂",
    "g",
    "g_prev",
    "t",
    "J(θ)",
    "∇J(θ)",
    "grad J(theta)",
    "²",
    "^2",
    "^t",
    "^(1/2)",
    "√",
    "sqrt(",
    "(",
    ")",
    "·",
    "*",
    " + ",
    " − ",
    "-",
    "/",
    "|",
    "‖",
    "⟨",
    "⟩",
    ", ",
    "; ",
    "\n",
    "1",
    "0.5",
    "1e-8",
    "2",
    "max(",
    "sign(",
    "if(",
    " == ",
    "#",
    " on the first step",
    " at first",
];

proptest! {
    #[test]
    fn random_formulas_hold(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        check::formula(&grammar::formula(&bytes));
    }

    #[test]
    fn random_texts_hold(text in "[-+*/^(),.<>=0-9a-fxyκ²|\\\\# \\PC]{0,40}") {
        check::formula(&text);
    }

    #[test]
    fn random_rules_hold(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        check::rule(&pieces.concat());
        check::rule(&format!("{}\ntheta <- theta - lr*grad J(theta)", pieces.concat()));
    }

    #[test]
    fn random_scenes_hold(
        bytes in prop::collection::vec(any::<u8>(), 0..30),
        kinds in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        check::scene(&scene_of(&grammar::formula(&bytes), &kinds));
    }
}

//! What a formula means that is written as other programs write it: Python, C, MATLAB, Fortran,
//! Mathematica, spreadsheets, LaTeX, or as on paper. The answer is a formula of this language.
//!
//! Knows how others write, and what is likely; never what a formula computes. Its answers are
//! proposals: whoever asks parses them before showing them.

mod left_side;
mod reading;
mod tokens;
mod variables;
mod words;

use self::reading::Reading;
use self::variables::Variables;

/// A formula that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    /// The whole formula.
    pub(super) formula: String,
    /// Whether a name in it was guessed, so that one has to ask rather than to tell.
    pub(super) is_guess: bool,
}

/// Longer texts are not read: a formula that was pasted is shorter, and help that long is none.
const LONGEST: usize = 2000;

/// The names that have a value in a text: variables, constants, parameters, parts above it.
pub(super) trait Names {
    /// Whether the name has a value.
    fn knows(&self, name: &str) -> bool;

    /// The known name that is most like this one, if any is like it.
    fn nearest(&self, name: &str) -> Option<String>;
}

/// What a function of other languages is here, with the arguments `a`, `b`, `c`.
pub(super) fn replacement(name: &str) -> Option<&'static str> {
    let written_out = (1..=3).find_map(|count| words::written_out(name, count));
    words::function(name).map(|own| own.usage).or(written_out)
}

/// What a text means; `None` where nothing sensible comes out, or the text itself.
pub(super) fn meant(text: &str, names: &impl Names) -> Option<Meant> {
    if text.len() > LONGEST {
        return None;
    }
    let mut tokens = tokens::tokens(text)?;
    let arguments = left_side::strip(&mut tokens);
    tokens::join_decimal_commas(&mut tokens);
    let variables = Variables::find(&tokens, &arguments, names);
    let mut reading = Reading::new(&tokens, &variables, names);
    let formula = reading.whole()?;
    let is_guess = reading.has_guessed() || variables.are_guessed;
    (formula != text.trim()).then_some(Meant { formula, is_guess })
}

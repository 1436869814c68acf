//! What stands before a formula elsewhere: `J =`, `f(x, y) =`, `lambda p:`, `@(x, y)`, `return`.

use super::tokens::{Kind, Token};

/// Words that may begin a statement.
const WORDS: &[&str] = &[
    "return", "def", "let", "var", "const", "auto", "double", "float", "val", "fn", "func",
];

/// Takes away what stands before the formula; the names of the arguments that were declared there.
pub(super) fn strip(tokens: &mut Vec<Token>) -> Vec<String> {
    let mut arguments = Vec::new();
    while let Some((length, declared)) = left_side(tokens) {
        tokens.drain(..length);
        if !declared.is_empty() {
            arguments = declared;
        }
    }
    arguments
}

/// How many tokens the first thing before the formula has, and the arguments it declares.
fn left_side(tokens: &[Token]) -> Option<(usize, Vec<String>)> {
    let kind = |index: usize| tokens.get(index).map(|token| &token.kind);
    match kind(0)? {
        Kind::Operator("=") => Some((1, Vec::new())),
        Kind::Operator("@") => in_parentheses(tokens, 1),
        Kind::Name(word) if word == "lambda" => {
            let (length, names) = list(&tokens[1..]);
            let colon = 1 + length;
            (kind(colon) == Some(&Kind::Operator(":"))).then_some((colon + 1, names))
        }
        Kind::Name(word) if word == "function" => {
            let named = matches!(kind(1), Some(Kind::Name(_)));
            in_parentheses(tokens, 1 + usize::from(named))
        }
        Kind::Name(word) if WORDS.contains(&word.as_str()) && matches!(kind(1)?, Kind::Name(_)) => {
            Some((1, Vec::new()))
        }
        // R: `f <- function(x, y)`.
        Kind::Name(_) if matches!(kind(3), Some(Kind::Name(word)) if word == "function") => {
            let is_arrow = [1, 2].map(kind)
                == [Kind::Operator("<"), Kind::Operator("-")]
                    .each_ref()
                    .map(Some);
            is_arrow.then_some((3, Vec::new()))
        }
        Kind::Name(_) if kind(1) == Some(&Kind::Operator("=")) => {
            let is_number = !tokens[2..]
                .iter()
                .any(|token| matches!(token.kind, Kind::Name(_)));
            (!is_number).then_some((2, Vec::new()))
        }
        Kind::Name(_) if kind(1) == Some(&Kind::Open('(')) => {
            let (length, names) = in_parentheses(tokens, 1)?;
            defines(kind(length)).then_some((length + 1, names))
        }
        _ => {
            let (length, names) = match kind(0)? {
                Kind::Open('(') => in_parentheses(tokens, 0)?,
                _ => list(tokens),
            };
            let is_arrow = matches!(kind(length), Some(Kind::Operator("->" | "=>")));
            // `x => 2` rather compares.
            let rest = tokens.get(length + 1..).unwrap_or_default();
            let is_used = rest
                .iter()
                .any(|token| matches!(&token.kind, Kind::Name(name) if names.contains(name)));
            (is_arrow && is_used).then_some((length + 1, names))
        }
    }
}

/// Whether what follows is said to be what stands before.
fn defines(kind: Option<&Kind>) -> bool {
    matches!(kind, Some(Kind::Operator("=" | ":")))
}

/// The names in the parentheses at an index, and the index behind them.
fn in_parentheses(tokens: &[Token], open: usize) -> Option<(usize, Vec<String>)> {
    if tokens.get(open)?.kind != Kind::Open('(') {
        return None;
    }
    let (length, names) = list(&tokens[open + 1..]);
    let close = open + 1 + length;
    (tokens.get(close)?.kind == Kind::Close).then_some((close + 1, names))
}

/// Names with commas between them, and how many tokens those are.
fn list(tokens: &[Token]) -> (usize, Vec<String>) {
    let mut names = Vec::new();
    let mut length = 0;
    while let Some(Kind::Name(name)) = tokens.get(length).map(|token| &token.kind) {
        names.push(name.clone());
        length += 1;
        if tokens.get(length).map(|token| &token.kind) == Some(&Kind::Comma) {
            length += 1;
        } else {
            break;
        }
    }
    (length, names)
}

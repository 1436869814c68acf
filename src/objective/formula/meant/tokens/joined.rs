//! Tokens that are one: names with their subscripts, numbers with decimal commas.

use super::super::super::names::{Arity, find_function};
use super::super::words::function;
use super::{Kind, Token};

/// `x_{1}` and `\theta_1` become one name, and so does a function's name alone in braces.
pub(super) fn join_subscripts(tokens: &mut Vec<Token>) {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens.drain(..) {
        joined.push(token);
        if let Some((taken, name)) = ending(&joined) {
            joined.truncate(joined.len() - taken);
            if let Some(last) = joined.last_mut() {
                last.kind = Kind::Name(name);
            }
        }
    }
    *tokens = joined;
}

/// The name that the last tokens are, and how many tokens less than they.
fn ending(tokens: &[Token]) -> Option<(usize, String)> {
    if let [.., first, second] = tokens
        && let (Kind::Name(name), Kind::Name(tail)) = (&first.kind, &second.kind)
        && !second.is_spaced
        && tail.starts_with('_')
    {
        return Some((1, format!("{name}{tail}")));
    }
    let [before @ .., open, inner, close] = tokens else {
        return None;
    };
    let (Kind::Open('{'), Kind::Close) = (&open.kind, &close.kind) else {
        return None;
    };
    let (Kind::Name(inner) | Kind::Number(inner)) = &inner.kind else {
        return None;
    };
    match before.last().map(|token| &token.kind) {
        Some(Kind::Name(name)) if name.ends_with('_') => Some((3, format!("{name}{inner}"))),
        // As in `\operatorname{erf}`.
        _ => find_function(inner).map(|_| (2, inner.clone())),
    }
}

/// `1,5` becomes a number where its comma cannot part arguments: outside of calls, in a call of one
/// argument, in a text that parts by semicolons. One such number makes a number of each like it.
pub(in super::super) fn join_decimal_commas(tokens: &mut Vec<Token>) {
    let has_semicolons = tokens.iter().any(|token| token.kind == Kind::Semicolon);
    let mut takes_many = vec![false];
    let mut commas = Vec::new();
    let mut is_certain = false;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(_) => takes_many.push(index > 0 && has_arguments(&tokens[index - 1].kind)),
            Kind::Close if takes_many.len() > 1 => drop(takes_many.pop()),
            Kind::Comma if is_decimal(tokens, index) => {
                commas.push(index);
                is_certain |= has_semicolons || takes_many.last() == Some(&false);
            }
            _ => {}
        }
    }
    for &index in commas.iter().rev().filter(|_| is_certain) {
        let Kind::Number(fraction) = tokens[index + 1].kind.clone() else {
            continue;
        };
        if let Kind::Number(whole) = &mut tokens[index - 1].kind {
            *whole = format!("{whole}.{fraction}");
            tokens.drain(index..=index + 1);
        }
    }
}

/// Whether several arguments may stand in the parentheses after this token.
fn has_arguments(before: &Kind) -> bool {
    match before {
        Kind::Name(name) => function(name).is_none_or(|known| known.arity != Arity::One),
        Kind::Method(_) => true,
        _ => false,
    }
}

/// Whether digits stand right before and after the comma.
fn is_decimal(tokens: &[Token], comma: usize) -> bool {
    let digits = |token: &Token| matches!(&token.kind, Kind::Number(text) if text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains('.'));
    let (before, after) = (&tokens[..comma], &tokens[comma + 1..]);
    !tokens[comma].is_spaced
        && before.last().is_some_and(digits)
        && after
            .first()
            .is_some_and(|next| digits(next) && !next.is_spaced)
}

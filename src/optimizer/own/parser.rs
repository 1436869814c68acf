//! Tokens become statements: lines, the notes behind them, and expressions.
//!
//! Knows how a rule is written; nothing of which names there are.

mod expression;

use super::lexer::{Kind as TokenKind, Token};
use super::syntax::{Kind, Statement, Target};
use crate::mistake::Mistake;
use expression::Parser;

/// The statements of a rule in their order, notes behind the statements that they belong to.
pub(super) fn statements(tokens: &[Token], mistakes: &mut Vec<Mistake>) -> Vec<Statement> {
    let mut statements = Vec::new();
    for line in tokens.split(|token| token.kind == TokenKind::Break) {
        let (main, notes) = apart(line);
        if !main.is_empty() {
            statements.extend(statement(&main, None, mistakes));
        }
        for (kind, note) in notes {
            statements.extend(statement(&note, Some(kind), mistakes));
        }
    }
    statements
}

/// The statement of a line, and the notes in brackets that end in `at first` or `on the first step`.
fn apart(line: &[Token]) -> (Vec<Token>, Vec<(Kind, Vec<Token>)>) {
    let (mut main, mut notes) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < line.len() {
        let inside = inside_brackets(&line[at..]);
        let note = inside.and_then(|inside| Some((inside.len(), note(inside)?)));
        if let Some((length, note)) = note {
            notes.push(note);
            at += length + 2;
        } else {
            main.push(line[at].clone());
            at += 1;
        }
    }
    (main, notes)
}

/// What stands between a bracket that opens here and the one that closes it.
fn inside_brackets(tokens: &[Token]) -> Option<&[Token]> {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Sign('(') => depth += 1,
            TokenKind::Sign(')') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (place > 0).then(|| &tokens[1..place]);
        }
    }
    None
}

fn note(inside: &[Token]) -> Option<(Kind, Vec<Token>)> {
    let ends_in = |words: &[&str]| {
        let tail = &inside[inside.len().checked_sub(words.len())?..];
        let same = |(token, word): (&Token, &&str)| matches!(&token.kind, TokenKind::Name(name) if name == *word);
        tail.iter()
            .zip(words)
            .all(same)
            .then(|| inside[..inside.len() - words.len()].to_vec())
    };
    if let Some(rest) = ends_in(&["at", "first"]) {
        return Some((Kind::AtFirst, rest));
    }
    ends_in(&["on", "the", "first", "step"]).map(|rest| (Kind::OnFirstStep, rest))
}

/// The condition of `while condition: statement`, and the statement.
fn looped(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let is_loop = matches!(&tokens.first()?.kind, TokenKind::Name(name) if name == "while");
    let colon = tokens
        .iter()
        .position(|token| token.kind == TokenKind::Sign(':'))?;
    is_loop.then(|| (&tokens[1..colon], &tokens[colon + 1..]))
}

/// The name that a statement sets, and whether by `=` or by `←`.
fn target_and_sign(tokens: &[Token]) -> Option<(String, char)> {
    let (TokenKind::Name(name), TokenKind::Sign(sign @ ('=' | '←'))) =
        (&tokens.first()?.kind, &tokens.get(1)?.kind)
    else {
        return None;
    };
    Some((name.clone(), *sign))
}

/// One statement, or one note of this kind.
fn statement(
    tokens: &[Token],
    note: Option<Kind>,
    mistakes: &mut Vec<Mistake>,
) -> Option<Statement> {
    let (condition, tokens) = match looped(tokens) {
        Some((condition, body)) => {
            let mut parser = Parser::new(condition, tokens[0].span.end, mistakes);
            (Some(parser.whole()?), body)
        }
        None => (None, tokens),
    };
    let (first, last) = (tokens.first()?, tokens.last()?);
    let whole = first.span.start..last.span.end;
    let Some((name, sign)) = target_and_sign(tokens) else {
        let help =
            "a line is `name = …` for a quantity of this step, or `name ← …` for what is kept";
        mistakes.push(Mistake::at(whole, "this is no statement").help(help));
        return None;
    };
    let wanted = match note {
        Some(Kind::AtFirst) => Some('='),
        Some(Kind::OnFirstStep) => Some('←'),
        _ => None,
    };
    if wanted.is_some_and(|wanted| wanted != sign) {
        let help = "a state is `(name = … at first)` before the first step, and `(name ← … on the first step)` replaces its line there";
        mistakes.push(Mistake::at(tokens[1].span.clone(), "the other sign is meant").help(help));
    }
    let kind = note.unwrap_or(if sign == '=' {
        Kind::Quantity
    } else {
        Kind::State
    });
    let mut parser = Parser::new(&tokens[2..], tokens[1].span.end, mistakes);
    Some(Statement {
        target: Target {
            name,
            span: first.span.clone(),
        },
        kind,
        condition,
        expression: parser.whole(),
    })
}

//! What the parser says when a text is wrong, and when it gives up.

use std::ops::Range;

use super::super::graph::Graph;
use super::super::lexer::{Kind, MOST_MISTAKES, Token};
use super::{Bracket, DEEPEST, Parser};
use crate::mistake::Mistake;

impl Parser<'_> {
    /// Whether to give up: nested too deep, too large, or too many mistakes.
    pub(super) fn must_stop(&mut self, token: &Token) -> bool {
        let message = if self.depth > DEEPEST {
            format!("the formula is nested over {DEEPEST} deep")
        } else if self.graph.is_full() {
            format!("the formula takes over {} operations", Graph::LIMIT)
        } else {
            return self.mistakes.len() >= MOST_MISTAKES;
        };
        let help = "give its parts names of their own";
        self.mistakes
            .push(Mistake::at(token.span.clone(), message).help(help));
        true
    }

    pub(super) fn unknown(&mut self, name: &str, span: &Range<usize>, called: bool) {
        if self.reported.insert(name.to_owned()) {
            let mistake = self.scope.unknown(name, span.clone(), called);
            self.name_mistake(mistake);
        }
    }

    pub(super) fn operator_missing(&mut self, previous: &Token, token: &Token) {
        let left = &self.text[previous.span.clone()];
        let right = &self.text[token.span.clone()];
        let called = matches!(previous.kind, Kind::Name(_)) && token.kind == Kind::Open;
        let mistake = if called {
            Mistake::at(previous.span.clone(), format!("`{left}` is not a function"))
                .help(format!("for a product write `{left}*(`"))
        } else {
            let message = format!("an operator is missing between `{left}` and `{right}`");
            Mistake::at(previous.span.start..token.span.end, message)
                .help(format!("for a product write `{left}*{right}`"))
        };
        self.syntax(token.span.start, mistake);
    }

    /// A bracket that is open at this byte, where it had to be closed.
    pub(super) fn never_closed(&mut self, span: Range<usize>, bracket: &Bracket, at: usize) {
        let (open, close) = match bracket {
            Bracket::Bars => ('|', '|'),
            Bracket::Parenthesis | Bracket::Call(_) => ('(', ')'),
        };
        let message = format!("this `{open}` is never closed");
        self.syntax(
            at,
            Mistake::at(span, message).help(format!("add a `{close}`")),
        );
    }

    pub(super) fn value_expected(&mut self, token: &Token) {
        let message = match token.kind {
            Kind::End if self.text.trim().is_empty() => "the formula is empty".to_owned(),
            Kind::End => "a value is missing at the end".to_owned(),
            _ => format!(
                "a value is missing before `{}`",
                &self.text[token.span.clone()]
            ),
        };
        let help = "a value is a number, a name, a function or `(…)`";
        self.syntax(
            token.span.start,
            Mistake::at(token.span.clone(), message).help(help),
        );
        self.values.push(self.placeholder);
    }

    /// A mistake of names or arguments, which holds however the rest is read.
    pub(super) fn name_mistake(&mut self, mistake: Mistake) {
        if self.mistakes.len() < MOST_MISTAKES {
            self.mistakes.push(mistake);
        }
    }

    /// A mistake in the order of tokens, found at the token that begins at this byte; one is told
    /// for each token.
    pub(super) fn syntax(&mut self, at: usize, mistake: Mistake) {
        if !self.garbled && self.reported_at != Some(at) {
            self.reported_at = Some(at);
            self.name_mistake(mistake);
        }
    }
}

//! A user's mistake is a value: where it is, what it is, what to do.
//!
//! Knows texts and byte ranges, not what they mean.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// One mistake in a text. Messages are lower case, name the thing in backquotes and have no full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the text that are wrong; `None` where the whole text is meant.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The whole text without the mistake, where it is known what was meant.
    pub instead: Option<String>,
}

impl Mistake {
    /// A mistake at these bytes.
    pub fn at(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            message: message.into(),
            help: None,
            instead: None,
        }
    }

    /// A mistake of the whole text.
    pub fn whole(message: impl Into<String>) -> Self {
        Self {
            span: None,
            message: message.into(),
            help: None,
            instead: None,
        }
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All the mistakes of one text; never empty. Shown one after the other, each with line, column and
/// a caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes {
    /// Name of the text: a file's path as the user gave it.
    pub origin: String,
    /// The text itself.
    pub text: String,
    /// The mistakes in the order of their places.
    pub list: Vec<Mistake>,
}

impl Mistakes {
    /// The mistakes sorted by place.
    pub fn new(origin: impl Into<String>, text: impl Into<String>, mut list: Vec<Mistake>) -> Self {
        list.sort_by_key(|mistake| mistake.span.as_ref().map_or(0, |span| span.start));
        Self {
            origin: origin.into(),
            text: text.into(),
            list,
        }
    }

    /// Line and column (in characters), both counted from 1, of a byte of the text.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let (before, _) = self.split(byte);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (line, before[start..].chars().count() + 1)
    }

    /// The text split at a byte, moved back to the nearest boundary of a character.
    fn split(&self, byte: usize) -> (&str, &str) {
        let mut at = byte.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        self.text.split_at(at)
    }

    /// The lines that show a mistake. Of the line of the text in which it is, `reach` characters are
    /// shown before it, and as many from there on.
    pub fn lines(&self, mistake: &Mistake, reach: usize) -> Vec<(Part, String)> {
        let (origin, message) = (escaped(&self.origin), escaped(&mistake.message));
        let mut lines = Vec::new();
        let mut indent = String::new();
        if let Some(span) = &mistake.span {
            let (line, column) = self.place(span.start);
            lines.push((
                Part::Message,
                format!("{origin}:{line}:{column}: {message}"),
            ));
            let excerpt = self.excerpt(span, reach);
            let gutter = line.to_string();
            indent = " ".repeat(gutter.len());
            lines.push((Part::Text, format!("{gutter} | {}", excerpt.line)));
            let (skip, carets) = (" ".repeat(excerpt.indent), "^".repeat(excerpt.carets));
            lines.push((Part::Caret, format!("{indent} | {skip}{carets}")));
        } else {
            lines.push((Part::Message, format!("{origin}: {message}")));
        }
        if let Some(help) = &mistake.help {
            let help = format!("{indent}  = help: {}", escaped(help));
            lines.push((Part::Help, help));
        }
        lines
    }

    fn excerpt(&self, span: &Range<usize>, reach: usize) -> Excerpt {
        let (before, _) = self.split(span.start);
        let (through, _) = self.split(span.end.max(span.start));
        let marked = through[before.len()..].lines().next().unwrap_or("");
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let whole_line = self.text[start..].lines().next().unwrap_or("");
        Excerpt::around(whole_line, before.len() - start, marked, reach)
    }
}

/// What a line that shows a mistake is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Where and what it is.
    Message,
    /// The text in which it is.
    Text,
    /// Carets under what is wrong.
    Caret,
    /// What to do about it.
    Help,
}

/// How many characters on both sides of a mistake are shown where there is room for long lines.
const REACH: usize = 60;

/// A line of the text as it is shown, cut to a readable width around the mistake.
struct Excerpt {
    line: String,
    indent: usize,
    carets: usize,
}

impl Excerpt {
    fn around(line: &str, offset: usize, marked: &str, reach: usize) -> Self {
        let offset = offset.min(line.len());
        let (head, tail) = line.split_at(offset);
        let (marked, rest) = tail.split_at(marked.len().min(tail.len()));
        let skipped = head.chars().count().saturating_sub(reach);
        let mut shown: String = if skipped > 0 {
            "…".into()
        } else {
            String::new()
        };
        shown.extend(head.chars().skip(skipped).map(printable));
        let indent = width(&shown);
        let middle: String = marked.chars().take(reach).map(printable).collect();
        let carets = width(&middle).max(1);
        shown.push_str(&middle);
        let room = reach.saturating_sub(middle.chars().count());
        shown.extend(rest.chars().take(room).map(printable));
        if rest.chars().count() > room || marked.chars().count() > reach {
            shown.push('…');
        }
        Self {
            line: shown,
            indent,
            carets,
        }
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(1)).sum()
}

/// A character that takes its place without moving the cursor: control characters become pictures.
fn printable(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if c.is_control() || is_bidirectional(c) => '\u{fffd}',
        c => c,
    }
}

fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with control characters made visible, so that none reaches a terminal.
pub fn escaped(text: &str) -> String {
    if text.chars().any(|c| c.is_control() || is_bidirectional(c)) {
        text.chars()
            .flat_map(|c| {
                let control = c.is_control() || is_bidirectional(c);
                let (escape, plain) = if control {
                    (Some(c.escape_default()), None)
                } else {
                    (None, Some(c))
                };
                escape.into_iter().flatten().chain(plain)
            })
            .collect()
    } else {
        text.to_owned()
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, mistake) in self.list.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            for (_, line) in self.lines(mistake, REACH) {
                writeln!(f, "{line}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

/// The candidate that was most likely meant, if any is near enough to suggest.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::jaro_winkler(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_shows_its_place_and_the_way_out() {
        let text = "title = \"V\"\n\nformula = \"x^2 + 3*sinn(y)\"\n";
        let span = text.find("sinn").map(|at| at..at + 4).unwrap();
        let mistake = Mistake::at(span, "unknown function `sinn`").help("did you mean `sin`?");
        let shown = Mistakes::new("valley.toml", text, vec![mistake]).to_string();
        assert_eq!(
            shown,
            "valley.toml:3:20: unknown function `sinn`\n\
             3 | formula = \"x^2 + 3*sinn(y)\"\n  \
               |                    ^^^^\n   \
                = help: did you mean `sin`?\n"
        );
    }

    #[test]
    fn spans_beyond_the_text_and_inside_characters_are_shown_without_panic() {
        for span in [0..500, 499..500, 1..2, 3..3] {
            let mistakes = Mistakes::new("a", "κκ\u{1b}", vec![Mistake::at(span, "m")]);
            assert!(!mistakes.to_string().contains('\u{1b}'));
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_mistake() {
        let text = format!("{}!{}", "a".repeat(5000), "b".repeat(5000));
        let shown = Mistakes::new("f", text, vec![Mistake::at(5000..5001, "m")]).to_string();
        assert!(shown.lines().all(|line| line.chars().count() < 140));
        assert!(shown.contains('!'));
    }

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let kinds = ["momentum", "adam", "adagrad"];
        assert_eq!(nearest("momentun", kinds), Some("momentum"));
        assert_eq!(nearest("Adgrad", kinds), Some("adagrad"));
        assert_eq!(nearest("zzz", kinds), None);
    }
}

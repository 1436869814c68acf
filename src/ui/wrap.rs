//! Breaking text into lines of a width.

use super::text::width;

/// The lines of a text, none wider than so many columns as far as its words allow; all but the first
/// are for a place that is narrower by `hanging`. A text that fits stays as it is.
pub fn wrap(text: &str, columns: u16, hanging: u16) -> Vec<String> {
    if width(text) <= columns {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let room = if lines.is_empty() {
            columns
        } else {
            columns.saturating_sub(hanging)
        };
        if !line.is_empty() && width(&line) + 1 + width(word) > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_short_texts_not_at_all() {
        assert_eq!(wrap("θ ← θ − η·g", 20, 2), ["θ ← θ − η·g"]);
        assert_eq!(wrap("a;   b", 6, 0), ["a;   b"]);
        assert_eq!(wrap("one two three", 8, 0), ["one two", "three"]);
        assert_eq!(wrap("one two three", 9, 5), ["one two", "three"]);
        assert_eq!(wrap("longer than it", 4, 0), ["longer", "than", "it"]);
        assert_eq!(wrap("", 4, 0), [""]);
    }
}

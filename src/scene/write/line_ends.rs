//! The ends of lines, and the mark before the first, which the writer of a document makes all alike:
//! each line gets back the end that it had.
//!
//! Knows lines; nothing of scenes.

use similar::{Algorithm, DiffOp, capture_diff_slices};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text with the mark and the ends of lines of the text that it was made from. A new line ends like
/// the one whose place it takes, or else like the first of all.
pub(super) fn as_in(old: &str, new: &str) -> String {
    let unmarked = old.strip_prefix(BYTE_ORDER_MARK);
    let old_lines: Vec<Line> = unmarked.unwrap_or(old).split('\n').map(Line::of).collect();
    if unmarked.is_none() && !old_lines.iter().any(|line| line.has_return) {
        return new.to_owned();
    }
    let new_lines: Vec<Line> = new.split('\n').map(Line::of).collect();
    let mut ends = vec![old_lines[0].has_return; new_lines.len()];
    for change in capture_diff_slices(Algorithm::Myers, &texts(&old_lines), &texts(&new_lines)) {
        if let DiffOp::Equal { .. } | DiffOp::Replace { .. } = change {
            for (before, after) in change.old_range().zip(change.new_range()) {
                ends[after] = old_lines[before].has_return;
            }
        }
    }
    let mut text: String = unmarked.map(|_| BYTE_ORDER_MARK).into_iter().collect();
    let last = new_lines.len() - 1;
    for (index, (line, has_return)) in new_lines.iter().zip(ends).enumerate() {
        text.push_str(line.text);
        if index < last {
            text.push_str(if has_return { "\r\n" } else { "\n" });
        }
    }
    text
}

struct Line<'a> {
    text: &'a str,
    has_return: bool,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let text = line.strip_suffix('\r');
        Self {
            text: text.unwrap_or(line),
            has_return: text.is_some(),
        }
    }
}

fn texts<'a>(lines: &[Line<'a>]) -> Vec<&'a str> {
    lines.iter().map(|line| line.text).collect()
}

#[cfg(test)]
mod tests {
    use super::as_in;

    #[test]
    fn every_line_keeps_its_end() {
        for (old, new, wanted) in [
            ("a\nb\n", "a\nc\n", "a\nc\n"),
            ("a\r\nb\r\n", "a\nc\nd\n", "a\r\nc\r\nd\r\n"),
            ("a\r\nb\nc\r\n", "a\nB\nc\n", "a\r\nB\nc\r\n"),
            ("a\nb\r\nc", "b\nc", "b\r\nc"),
            ("\u{feff}a\nb", "a\nc", "\u{feff}a\nc"),
            ("", "a\n", "a\n"),
        ] {
            assert_eq!(as_in(old, new), wanted, "{old:?} to {new:?}");
        }
    }
}

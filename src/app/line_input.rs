//! A line of text being typed: a filter, a value, a formula.
//!
//! Knows the keys that edit a line, not what the line is for.

use unicode_width::UnicodeWidthChar;

use super::key::{Code, Key};

/// A line of text and the cursor in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineInput {
    text: String,
    /// Byte in the text before which the next character goes; always between two characters.
    cursor: usize,
}

/// What a key did to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Its text is another.
    Changed,
    /// Only its cursor may have moved.
    Moved,
    /// The key is not one of a line's.
    Ignored,
}

impl LineInput {
    /// A line with this text, the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            cursor: text.len(),
            text,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Byte in the text before which the next character goes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor before this byte, or where the character there begins.
    pub fn move_to(&mut self, byte: usize) {
        let places = (0..=byte.min(self.text.len())).rev();
        let mut between = places.filter(|byte| self.text.is_char_boundary(*byte));
        self.cursor = between.next().unwrap_or(0);
    }

    /// Types a text as if by keys: line ends and tabs become spaces, other control characters are left
    /// out.
    pub fn insert(&mut self, text: &str) {
        let spaced = text.replace(['\n', '\t'], " ");
        let typed: String = spaced.chars().filter(|c| !c.is_control()).collect();
        self.text.insert_str(self.cursor, &typed);
        self.cursor += typed.len();
    }

    /// Takes a key as shells do: characters, arrows, by words with Control or Alt, Home and End,
    /// Backspace and Delete, Ctrl-W, Ctrl-U and Ctrl-K.
    pub fn press(&mut self, key: Key) -> Edit {
        let by_word = key.ctrl || key.alt;
        match key.code {
            Code::Char(c) if !by_word && !c.is_control() => self.typed(c),
            Code::Left if by_word => self.moved(self.word_before()),
            Code::Right if by_word => self.moved(self.word_after()),
            Code::Left => self.moved(self.letter_before()),
            Code::Right => self.moved(self.letter_after(self.cursor)),
            Code::Home => self.moved(0),
            Code::End => self.moved(self.text.len()),
            Code::Backspace if by_word => self.removed(self.word_before()),
            Code::Backspace => self.removed(self.before()),
            Code::Delete if by_word => self.removed(self.word_after()),
            Code::Delete => self.removed(self.letter_after(self.cursor)),
            Code::Char(c) if key.ctrl && !key.alt => self.press_with_control(c),
            Code::Char('b') if key.alt => self.moved(self.word_before()),
            Code::Char('f') if key.alt => self.moved(self.word_after()),
            Code::Char('d') if key.alt => self.removed(self.word_after()),
            _ => Edit::Ignored,
        }
    }

    fn press_with_control(&mut self, c: char) -> Edit {
        match c {
            'a' => self.moved(0),
            'e' => self.moved(self.text.len()),
            'b' => self.moved(self.letter_before()),
            'f' => self.moved(self.letter_after(self.cursor)),
            'w' => self.removed(self.word_before()),
            'u' => self.removed(0),
            'k' => self.removed(self.text.len()),
            'd' => self.removed(self.letter_after(self.cursor)),
            'h' => self.removed(self.before()),
            _ => Edit::Ignored,
        }
    }

    fn typed(&mut self, c: char) -> Edit {
        self.text.insert(self.cursor, c);
        self.cursor += c.len_utf8();
        Edit::Changed
    }

    fn moved(&mut self, to: usize) -> Edit {
        self.cursor = to;
        Edit::Moved
    }

    /// Removes what stands between the cursor and another place.
    fn removed(&mut self, to: usize) -> Edit {
        let (from, to) = (self.cursor.min(to), self.cursor.max(to));
        if from == to {
            return Edit::Moved;
        }
        self.text.replace_range(from..to, "");
        self.cursor = from;
        Edit::Changed
    }

    fn before(&self) -> usize {
        let before = self.text[..self.cursor].chars().next_back();
        self.cursor - before.map_or(0, char::len_utf8)
    }

    /// Where the letter before the cursor begins, with the marks over it. Backspace takes a mark alone.
    fn letter_before(&self) -> usize {
        let mut letters = self.text[..self.cursor].char_indices().rev();
        let first = letters.find(|(_, c)| !is_mark(*c));
        first.map_or(0, |(at, _)| at)
    }

    /// Where the letter ends that begins at a byte, with the marks over it.
    fn letter_after(&self, from: usize) -> usize {
        let mut letters = self.text[from..].char_indices().skip(1);
        let next = letters.find(|(_, c)| !is_mark(*c));
        next.map_or(self.text.len(), |(at, _)| from + at)
    }

    /// Where the word at or before the cursor begins.
    fn word_before(&self) -> usize {
        let end = self.text[..self.cursor].trim_end_matches(is_between).len();
        self.text[..end].trim_end_matches(is_of_word).len()
    }

    /// Where the word at or after the cursor ends.
    fn word_after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let rest = rest.trim_start_matches(is_between);
        self.text.len() - rest.trim_start_matches(is_of_word).len()
    }
}

/// Whether a character stands over the one before it.
fn is_mark(c: char) -> bool {
    c.width() == Some(0)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_between(c: char) -> bool {
    !is_of_word(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The line after these keys, the cursor as a bar.
    fn line(before: &str, keys: &str) -> String {
        let mut input = LineInput::new(before);
        for key in keys.split_whitespace() {
            input.press(key.parse().unwrap());
        }
        let (left, right) = input.text().split_at(input.cursor());
        format!("{left}|{right}")
    }

    #[test]
    fn keys_edit_as_in_a_shell() {
        for (before, keys, after) in [
            ("", "a space κ", "a κ|"),
            ("κ·y²", "left backspace 3", "κ·3|²"),
            ("sin(x)", "home delete s", "s|in(x)"),
            ("sin(x + y)", "ctrl-left ctrl-left", "sin(|x + y)"),
            ("sin(x + y)", "ctrl-a alt-f ctrl-right", "sin(x| + y)"),
            ("sin(x + y)", "ctrl-w", "sin(x + |"),
            ("sin(x + y)", "alt-b ctrl-u", "|y)"),
            ("sin(x + y)", "ctrl-b ctrl-b ctrl-k", "sin(x + |"),
            ("sin(x + y)", "home alt-d delete", "|x + y)"),
            ("ab", "left left left left x", "x|ab"),
            ("ab", "right ctrl-right delete ctrl-k", "ab|"),
            ("v/m\u{302}", "left", "v/|m\u{302}"),
            ("v/m\u{302}", "backspace", "v/m|"),
            ("m\u{302}/v", "home delete", "|/v"),
            ("m\u{302}/v", "home right", "m\u{302}|/v"),
        ] {
            assert_eq!(line(before, keys), after, "{keys}");
        }
    }

    #[test]
    fn keys_that_are_not_its_own_are_left_to_others() {
        let mut input = LineInput::new("a");
        for key in ["enter", "esc", "up", "tab", "f1", "ctrl-x", "alt-x"] {
            assert_eq!(input.press(key.parse().unwrap()), Edit::Ignored, "{key}");
        }
        assert_eq!(input.press("left".parse().unwrap()), Edit::Moved);
        assert_eq!(input.press("backspace".parse().unwrap()), Edit::Moved);
        assert_eq!(input.press("delete".parse().unwrap()), Edit::Changed);
    }

    #[test]
    fn a_pasted_text_stands_at_the_cursor_without_control_characters() {
        let mut input = LineInput::new("ab");
        input.move_to(1);
        input.insert("x\u{1b}[2J\ny");
        assert_eq!(input.text(), "ax[2J yb");
        assert_eq!(input.cursor(), 7);
    }

    proptest! {
        #[test]
        fn the_cursor_stays_between_two_characters(
            text in "[aκ² (é𝛼]{0,8}",
            keys in prop::collection::vec(prop::sample::select(vec![
                "left", "right", "ctrl-left", "ctrl-right", "home", "end", "backspace", "delete",
                "ctrl-w", "alt-d", "ctrl-k", "é", "x", "𝛼",
            ]), 0..30),
        ) {
            let mut input = LineInput::new(text);
            for key in keys {
                let before = input.text().to_owned();
                let edit = input.press(key.parse().unwrap());
                prop_assert!(input.text().is_char_boundary(input.cursor()));
                prop_assert_eq!(edit == Edit::Changed, input.text() != before);
            }
        }
    }
}

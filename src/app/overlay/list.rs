//! A list to choose from, narrowed by typing.
//!
//! Knows nothing of what stands in it.

use crate::app::line_input::LineInput;

/// A filter, and the chosen one of the entries that it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// What is typed.
    pub filter: LineInput,
    /// The chosen one of the entries that are left.
    pub chosen: usize,
}

impl List {
    /// Moves the choice in a list of so many entries: by one round its ends, by more to them.
    pub fn choose(&mut self, by: isize, count: usize) {
        let last = count.saturating_sub(1);
        self.chosen = match by {
            1 if self.chosen >= last => 0,
            -1 if self.chosen == 0 => last,
            _ => self.chosen.saturating_add_signed(by).min(last),
        };
    }

    /// Points at an entry; whether it was chosen already.
    pub fn pick(&mut self, entry: usize) -> bool {
        let was_chosen = self.chosen == entry;
        self.chosen = entry;
        was_chosen
    }

    /// Whether every word that is typed occurs in one of these texts, whatever its case.
    pub fn admits(&self, texts: &[&str]) -> bool {
        let contain = |word: &str| texts.iter().any(|text| text.to_lowercase().contains(word));
        self.filter
            .text()
            .to_lowercase()
            .split_whitespace()
            .all(contain)
    }

    /// Clears the filter; `false` if it was clear.
    pub fn clear(&mut self) -> bool {
        let was_clear = self.filter.is_empty();
        *self = Self::default();
        !was_clear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_round_and_ten_stop_at_the_ends() {
        let mut list = List::default();
        for (by, chosen) in [(-1, 3), (1, 0), (10, 3), (-2, 1), (-10, 0), (1, 1)] {
            list.choose(by, 4);
            assert_eq!(list.chosen, chosen);
        }
        list.choose(1, 0);
        assert_eq!(list.chosen, 0);
    }

    #[test]
    fn every_word_must_occur() {
        let list = List {
            filter: LineInput::new("NEWTON saddle"),
            chosen: 0,
        };
        assert!(list.admits(&["Saddle-free Newton", "sfn"]));
        assert!(list.admits(&["Newton", "goes away from saddles"]));
        assert!(!list.admits(&["Newton"]));
    }
}

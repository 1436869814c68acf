//! Formulas while they are put together, with what each binds by.

/// How tightly the outermost operation of a piece binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
    Atom,
}

/// A part of the formula that comes out.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    level: Level,
}

impl Piece {
    pub(super) fn new(text: String, level: Level) -> Self {
        Self { text, level }
    }

    /// What needs no parentheses anywhere.
    pub(super) fn atom(text: String) -> Self {
        Self::new(text, Level::Atom)
    }

    /// A function of these.
    pub(super) fn call(function: &str, arguments: &[Self]) -> Self {
        let arguments: Vec<&str> = arguments.iter().map(|own| bare(&own.text)).collect();
        Self::atom(format!("{function}({})", arguments.join(", ")))
    }

    /// The text where this much is bound: in parentheses where it would fall apart.
    pub(super) fn at(&self, level: Level) -> String {
        if self.level >= level {
            self.text.clone()
        } else {
            format!("({})", self.text)
        }
    }

    pub(super) fn in_parentheses(self) -> Self {
        Self::atom(format!("({})", self.text))
    }

    /// Both with an operator between them that groups from the left.
    pub(super) fn joined(
        &self,
        operator: &str,
        is_spaced: bool,
        right: &Self,
        level: Level,
    ) -> Self {
        let space = if is_spaced { " " } else { "" };
        // The right side of a sum is a product; that of a product may have a sign.
        let above = if level == Level::Sum {
            Level::Product
        } else {
            Level::Sign
        };
        let (left, right) = (self.at(level), right.at(above));
        Self::new(format!("{left}{space}{operator}{space}{right}"), level)
    }

    /// The product that stood without a sign.
    pub(super) fn times(&self, right: &Self) -> Self {
        // A product on the right needs no parentheses: only roundings differ.
        let (left, right) = (self.at(Level::Product), right.at(Level::Product));
        Self::new(format!("{left}*{right}"), Level::Product)
    }

    pub(super) fn to_the(&self, exponent: &Self) -> Self {
        let (base, exponent) = (self.at(Level::Atom), exponent.at(Level::Power));
        Self::new(format!("{base}^{exponent}"), Level::Power)
    }

    /// A formula of `a`, `b` and `c` with these in their places.
    pub(super) fn from_pattern(pattern: &str, arguments: &[Self]) -> Self {
        let mut text = String::new();
        let mut before = ' ';
        let mut rest = pattern;
        let is_word = |c: char| c.is_ascii_alphanumeric();
        while let Some(first) = rest.chars().next() {
            let length = if is_word(first) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (word, after) = rest.split_at(length);
            rest = after;
            let place = ["a", "b", "c"].iter().position(|own| *own == word);
            match place.and_then(|place| arguments.get(place)) {
                Some(argument) => {
                    let is_alone = rest.is_empty() || rest.starts_with([')', ',', '|']);
                    let is_delimited = is_alone && matches!(before, '(' | ' ' | '|');
                    let is_first = text.is_empty() || matches!(before, '(' | '|');
                    if is_delimited && (is_first || text.ends_with(", ")) {
                        text.push_str(bare(&argument.text));
                    } else {
                        text.push_str(&argument.at(Level::Atom));
                    }
                }
                None => text.push_str(word),
            }
            before = text.chars().last().unwrap_or(' ');
        }
        let level = if pattern == "a" {
            Level::Comparison
        } else {
            level_of(pattern)
        };
        Self::new(text, level)
    }
}

/// Without parentheses around the whole.
pub(super) fn bare(text: &str) -> &str {
    let Some(inside) = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
    else {
        return text;
    };
    let mut depth = 0i32;
    for c in inside.chars() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return text;
        }
    }
    inside
}

/// How tightly a pattern binds: by its loosest operator outside of parentheses and bars.
fn level_of(pattern: &str) -> Level {
    let mut depth = 0;
    let mut is_in_bars = false;
    let mut level = Level::Atom;
    for (at, c) in pattern.char_indices() {
        let own = match c {
            '(' => {
                depth += 1;
                continue;
            }
            ')' => {
                depth -= 1;
                continue;
            }
            '|' => {
                is_in_bars = !is_in_bars;
                continue;
            }
            '-' if at == 0 => Level::Sign,
            '+' | '-' => Level::Sum,
            '*' | '/' => Level::Product,
            '^' => Level::Power,
            _ => continue,
        };
        if depth == 0 && !is_in_bars {
            level = level.min(own);
        }
    }
    level
}

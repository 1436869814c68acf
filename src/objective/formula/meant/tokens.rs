//! The words and signs of a text, whichever language they are of.

mod joined;

use super::super::names::{begins_name, canonical, continues_name};
use super::words::is_library;
pub(super) use joined::join_decimal_commas;
use joined::join_subscripts;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number as this language writes it.
    Number(String),
    Name(String),
    /// What stands raised: `2`, `-1`, `n`.
    Raised(String),
    /// An operator, in the one spelling that stands for all.
    Operator(&'static str),
    Open(char),
    Close,
    Comma,
    Semicolon,
    Bar,
    /// A sign of a root: the function's name.
    Root(&'static str),
    /// A LaTeX command with arguments in braces: `frac`, `sqrt`.
    Command(&'static str),
    /// A function called on what stands before it: `x.pow(2)`.
    Method(String),
    End,
}

/// A token, and whether a space stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) is_spaced: bool,
}

/// Operators under all their spellings, longer ones first where one begins as another.
const OPERATORS: &[(&str, &str)] = &[
    (".**", "^"),
    ("**", "^"),
    (".^", "^"),
    ("^", "^"),
    ("↑", "^"),
    (".*", "*"),
    ("*", "*"),
    ("·", "*"),
    ("×", "*"),
    ("⋅", "*"),
    ("∙", "*"),
    ("•", "*"),
    ("∗", "*"),
    ("✕", "*"),
    ("⨯", "*"),
    ("./", "/"),
    ("//", "//"),
    ("/", "/"),
    ("÷", "/"),
    ("∕", "/"),
    ("⁄", "/"),
    ("->", "->"),
    ("→", "->"),
    ("↦", "->"),
    ("=>", "=>"),
    (".+", "+"),
    (".-", "-"),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("‐", "-"),
    ("‑", "-"),
    ("﹣", "-"),
    ("%", "%"),
    ("<=", "<="),
    ("=<", "<="),
    ("≤", "<="),
    ("⩽", "<="),
    (">=", ">="),
    ("≥", ">="),
    ("⩾", ">="),
    ("<", "<"),
    (">", ">"),
    (":=", "="),
    ("===", "=="),
    ("==", "=="),
    ("≠", "!="),
    ("!=", "!="),
    ("~=", "!="),
    ("=", "="),
    ("&&", "and"),
    ("&", "and"),
    ("∧", "and"),
    ("∨", "or"),
    ("!", "not"),
    ("¬", "not"),
    ("?", "?"),
    (":", ":"),
    ("@", "@"),
];

/// LaTeX commands that are operators, brackets or constants.
const COMMANDS: &[(&str, Kind)] = &[
    ("frac", Kind::Command("frac")),
    ("dfrac", Kind::Command("frac")),
    ("tfrac", Kind::Command("frac")),
    ("cfrac", Kind::Command("frac")),
    ("sqrt", Kind::Command("sqrt")),
    ("cdot", Kind::Operator("*")),
    ("times", Kind::Operator("*")),
    ("ast", Kind::Operator("*")),
    ("div", Kind::Operator("/")),
    ("le", Kind::Operator("<=")),
    ("leq", Kind::Operator("<=")),
    ("leqslant", Kind::Operator("<=")),
    ("ge", Kind::Operator(">=")),
    ("geq", Kind::Operator(">=")),
    ("geqslant", Kind::Operator(">=")),
    ("lt", Kind::Operator("<")),
    ("gt", Kind::Operator(">")),
    ("land", Kind::Operator("and")),
    ("vert", Kind::Bar),
    ("lvert", Kind::Bar),
    ("rvert", Kind::Bar),
    ("Vert", Kind::Bar),
    ("lVert", Kind::Bar),
    ("rVert", Kind::Bar),
    ("mid", Kind::Bar),
    ("lfloor", Kind::Open('⌊')),
    ("rfloor", Kind::Close),
    ("lceil", Kind::Open('⌈')),
    ("rceil", Kind::Close),
    ("lbrace", Kind::Open('{')),
    ("rbrace", Kind::Close),
    ("lbrack", Kind::Open('[')),
    ("rbrack", Kind::Close),
];

/// LaTeX commands that say only how something looks.
const LOOKS: &[&str] = &[
    "left",
    "right",
    "big",
    "Big",
    "bigg",
    "Bigg",
    "bigl",
    "bigr",
    "Bigl",
    "Bigr",
    "biggl",
    "biggr",
    "quad",
    "qquad",
    "displaystyle",
    "textstyle",
    "limits",
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "operatorname",
    "text",
    "textrm",
    "boldsymbol",
    "bm",
    "vec",
    "hat",
];

/// The tokens of a text, `End` last; `None` where a character stands for nothing here.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let plain: String = without_quotes(text).chars().map(plain).collect();
    // Markdown sets a backslash before its own signs.
    let plain = plain
        .replace("\\*", "*")
        .replace("\\_", "_")
        .replace("\\^", "^");
    let mut lexer = Lexer {
        rest: &plain,
        is_spaced: false,
        tokens: Vec::new(),
    };
    while !lexer.rest.is_empty() {
        lexer.next()?;
    }
    let mut tokens = lexer.tokens;
    join_subscripts(&mut tokens);
    while tokens
        .last()
        .is_some_and(|last| last.kind == Kind::Semicolon)
    {
        tokens.pop();
    }
    tokens.push(Token {
        kind: Kind::End,
        is_spaced: false,
    });
    Some(tokens)
}

/// The text without quotation marks and LaTeX's signs around it.
fn without_quotes(text: &str) -> &str {
    let text = text.trim();
    let around = [
        ("$$", "$$"),
        ("$", "$"),
        ("\\(", "\\)"),
        ("\\[", "\\]"),
        ("\"", "\""),
        ("'", "'"),
        ("`", "`"),
        ("“", "”"),
    ];
    let inside = around.iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(open)?.strip_suffix(close)?;
        Some(without_quotes(inside))
    });
    inside.unwrap_or(text)
}

/// A letter, digit or sign of mathematical or full-width type in plain type.
fn plain(c: char) -> char {
    const BOLD_A: u32 = 0x1d400;
    const GREEK: u32 = 0x1d6a4;
    const BOLD_ZERO: u32 = 0x1d7ce;
    let code = c as u32;
    let letter = |first: char, index: u32| char::from_u32(first as u32 + index).unwrap_or(c);
    match code {
        BOLD_A..GREEK => match (code - BOLD_A) % 52 {
            index @ 0..26 => letter('A', index),
            index => letter('a', index - 26),
        },
        BOLD_ZERO..=0x1d7ff => letter('0', (code - BOLD_ZERO) % 10),
        0xff01..=0xff5e => letter('!', code - 0xff01),
        0x212f | 0x2147 => 'e',
        _ => c,
    }
}

struct Lexer<'a> {
    rest: &'a str,
    is_spaced: bool,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    fn push(&mut self, kind: Kind) {
        let is_spaced = std::mem::replace(&mut self.is_spaced, false);
        self.tokens.push(Token { kind, is_spaced });
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, accepts: impl Fn(char) -> bool) -> &'a str {
        let length = self.rest.find(|c| !accepts(c));
        self.take(length.unwrap_or(self.rest.len()))
    }

    fn next(&mut self) -> Option<()> {
        let first = self.rest.chars().next()?;
        let second = self.rest.chars().nth(1);
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if first.is_whitespace() || matches!(first, '$' | '\u{200b}' | '\u{feff}') {
            self.take(first.len_utf8());
            self.is_spaced = true;
        } else if first.is_ascii_digit() || (first == '.' && is_digit(second)) {
            self.number();
        } else if begins_name(first) {
            self.name();
        } else if first == '\\' {
            self.command()?;
        } else if first == '#' {
            self.rest = "";
        } else if raised(first).is_some() {
            let digits = self.take_while(|c| raised(c).is_some());
            let digits = digits.chars().filter_map(raised).collect();
            self.push(Kind::Raised(digits));
        } else if first == '.' && second.is_some_and(begins_name) {
            self.take(1);
            let method = self.take_while(continues_name);
            self.push(Kind::Method(method.to_owned()));
        } else if self.rest.starts_with("...") {
            self.take(3);
            self.is_spaced = true;
        } else {
            let operator = OPERATORS
                .iter()
                .find(|(sign, _)| self.rest.starts_with(sign));
            if let Some((sign, operator)) = operator {
                self.take(sign.len());
                self.push(Kind::Operator(operator));
            } else {
                self.take(first.len_utf8());
                self.sign(first)?;
            }
        }
        Some(())
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        let kind = match sign {
            '(' | '[' | '{' | '⌊' | '⌈' => Kind::Open(sign),
            ')' | ']' | '}' | '⌋' | '⌉' => Kind::Close,
            ',' => Kind::Comma,
            ';' => Kind::Semicolon,
            '|' | '‖' | '∣' | '∥' | '│' => Kind::Bar,
            '√' => Kind::Root("sqrt"),
            '∛' => Kind::Root("cbrt"),
            '½' => Kind::Number("0.5".to_owned()),
            '¼' => Kind::Number("0.25".to_owned()),
            '¾' => Kind::Number("0.75".to_owned()),
            '⅛' => Kind::Number("0.125".to_owned()),
            _ => return None,
        };
        self.push(kind);
        Some(())
    }

    /// `1_000`, `2.`, `1.5f`, `1d-3`, `1.0_dp`.
    fn number(&mut self) {
        if self.is_digit_alone() {
            let digit = self.take(1).to_owned();
            self.push(Kind::Number(digit));
            return;
        }
        let whole = self.rest;
        self.take_while(|c| c.is_ascii_digit() || c == '_');
        let is_operator = [".*", "./", ".^", "..", ".+", ".-"]
            .iter()
            .any(|sign| self.rest.starts_with(sign));
        let is_method = self.rest.strip_prefix('.').is_some_and(|rest| {
            rest.starts_with(begins_name) && !rest.starts_with(['e', 'E', 'd', 'D', 'f'])
        });
        let has_point = self.rest.starts_with('.') && !is_operator && !is_method;
        if has_point {
            self.take(1);
            self.take_while(|c| c.is_ascii_digit());
        }
        let mut number = whole[..whole.len() - self.rest.len()].replace('_', "");
        if let Some(after) = self.rest.strip_prefix(['e', 'E', 'd', 'D']) {
            let unsigned = after.strip_prefix(['+', '-', '−', '–']).unwrap_or(after);
            if unsigned.starts_with(|c: char| c.is_ascii_digit()) {
                let sign = if after.starts_with(['-', '−', '–']) {
                    "-"
                } else {
                    ""
                };
                self.rest = unsigned;
                let digits = self.take_while(|c| c.is_ascii_digit());
                number = format!("{number}e{sign}{digits}");
            }
        }
        let kind = self
            .rest
            .find(|c| !continues_name(c))
            .unwrap_or(self.rest.len());
        let kind = &self.rest[..kind];
        if has_point && (matches!(kind, "f" | "F" | "l" | "L" | "d") || kind.starts_with('_')) {
            self.take(kind.len());
        }
        self.push(Kind::Number(number));
    }

    /// Whether a digit is an argument of `\frac12`.
    fn is_digit_alone(&self) -> bool {
        let fraction = Kind::Command("frac");
        match self.tokens.as_slice() {
            [.., last] if last.kind == fraction => true,
            [.., command, last] => command.kind == fraction && matches!(last.kind, Kind::Number(_)),
            _ => false,
        }
    }

    /// A name with what stands before its point, if that is a library, and the methods after it.
    fn name(&mut self) {
        let mut name = self.word();
        while is_library(&name) {
            let after = self.rest.strip_prefix("::").or(self.rest.strip_prefix('.'));
            match after.filter(|after| after.starts_with(begins_name)) {
                Some(after) => {
                    self.rest = after;
                    name = self.word();
                }
                None => break,
            }
        }
        let kind = match name.as_str() {
            "and" => Kind::Operator("and"),
            "or" => Kind::Operator("or"),
            "not" => Kind::Operator("not"),
            _ => Kind::Name(name),
        };
        self.push(kind);
    }

    /// A name; lowered digits are digits after `_`.
    fn word(&mut self) -> String {
        let mut word = canonical(self.take_while(continues_name));
        let lowered = self.take_while(|c| lowered(c).is_some());
        if !lowered.is_empty() {
            word.push('_');
            word.extend(lowered.chars().filter_map(self::lowered));
        }
        word
    }

    fn command(&mut self) -> Option<()> {
        self.take(1);
        let name = self.take_while(|c| c.is_ascii_alphabetic());
        if let Some((_, kind)) = COMMANDS.iter().find(|(own, _)| *own == name) {
            self.push(kind.clone());
        } else if name.is_empty() {
            // `\,` and its kin are spaces, `\{` is a brace, `\|` a bar.
            let next = self.rest.chars().next()?;
            if !matches!(next, '{' | '}' | '|') {
                self.take(next.len_utf8());
            }
        } else if !LOOKS.contains(&name) {
            self.push(Kind::Name(name.to_owned()));
        }
        Some(())
    }
}

fn raised(c: char) -> Option<char> {
    Some(match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from_digit(c as u32 - 0x2070, 10)?,
        '⁺' => '+',
        '⁻' => '-',
        'ⁿ' => 'n',
        'ˣ' => 'x',
        'ʸ' => 'y',
        'ᵏ' => 'k',
        _ => return None,
    })
}

fn lowered(c: char) -> Option<char> {
    match c {
        '₀'..='₉' => char::from_digit(c as u32 - 0x2080, 10),
        _ => None,
    }
}

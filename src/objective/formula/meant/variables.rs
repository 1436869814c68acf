//! Which names and components are the two variables, where they are not called `x` and `y`.

use std::collections::BTreeMap;

use super::super::names::find_constant;
use super::Names;
use super::tokens::{Kind, Token};
use super::words;

/// What stands for the variables.
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// Names that stand for `x` or `y`.
    names: BTreeMap<String, &'static str>,
    /// The array whose components they are, and what its first component is called: 0 or 1.
    array: Option<(String, i32)>,
    /// Whether nothing but their number says that these are the variables.
    pub(super) are_guessed: bool,
}

impl Variables {
    /// Looks for them in a text whose left side declared these arguments.
    pub(super) fn find(tokens: &[Token], arguments: &[String], names: &impl Names) -> Self {
        let mut found = Self::default();
        if !(names.knows("x") && names.knows("y")) {
            return found;
        }
        found.array = array(tokens, arguments);
        if found.array.is_some() {
            return found;
        }
        let values = values(tokens);
        let is_free = |name: &String| !names.knows(name) && !words::is_function(name);
        if let [first, second] = arguments
            && [first, second].into_iter().any(is_free)
        {
            found.set(first, second);
            return found;
        }
        if let [only] = arguments
            && is_free(only)
        {
            found.names.insert(only.clone(), "x");
            return found;
        }
        let unknown: Vec<&String> = values
            .iter()
            .copied()
            .filter(|name| is_free(name))
            .collect();
        let uses = |variable: &str| values.iter().any(|name| *name == variable);
        if let Some((base, first)) = numbered(&unknown)
            && (!uses("x") && !uses("y"))
        {
            for name in &unknown {
                if let Some((own, number)) = split_number(name)
                    && own == base
                {
                    let variable = if number == first { "x" } else { "y" };
                    found.names.insert((*name).clone(), variable);
                }
            }
            return found;
        }
        let is_known = |name: &&String| names.knows(name) && find_constant(name).is_none();
        let is_joined = |name: &&String| is_joined(name, names);
        if !values.iter().any(is_known) && !unknown.iter().any(is_joined) {
            match unknown.as_slice() {
                [only] => drop(found.names.insert((*only).clone(), "x")),
                [first, second] => found.set(first, second),
                _ => {}
            }
            found.are_guessed = true;
        } else if uses("x") && !uses("y") && unknown == ["z"] {
            found.names.insert("z".to_owned(), "y");
            found.are_guessed = true;
        }
        found
    }

    fn set(&mut self, first: &str, second: &str) {
        self.names.insert(first.to_owned(), "x");
        self.names.insert(second.to_owned(), "y");
    }

    /// The variable that a name stands for.
    pub(super) fn named(&self, name: &str) -> Option<&'static str> {
        self.names.get(name).copied()
    }

    /// Whether a name is that of the array of both.
    pub(super) fn is_array(&self, name: &str) -> bool {
        self.array.as_ref().is_some_and(|(array, _)| array == name)
    }

    /// The variable that is this component of the array.
    pub(super) fn component(&self, index: i32) -> Option<&'static str> {
        let (_, first) = self.array.as_ref()?;
        match index - first {
            0 => Some("x"),
            1 => Some("y"),
            _ if index == -1 => Some("y"),
            _ => None,
        }
    }
}

/// The names that stand for numbers, each once, in the order in which they come.
fn values(tokens: &[Token]) -> Vec<&String> {
    let mut found = Vec::new();
    for token in tokens {
        if let Kind::Name(name) = &token.kind
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// Whether an unknown name is likely known names written together: `xy`, `2pix`, `sinx`.
fn is_joined(name: &str, names: &impl Names) -> bool {
    super::reading::parts_of(name, names).is_some() || names.nearest(name).is_some()
}

/// The name whose components are taken, `x[0]` or `x(1)`, and the number of the first one.
fn array(tokens: &[Token], arguments: &[String]) -> Option<(String, i32)> {
    let mut bases: Vec<&String> = Vec::new();
    let mut indices = Vec::new();
    let mut has_brackets = false;
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Name(name) = &token.kind else {
            continue;
        };
        if words::is_function(name) {
            continue;
        }
        let Some((index, _)) = component_at(tokens, at + 1) else {
            continue;
        };
        has_brackets |= tokens[at + 1].kind == Kind::Open('[');
        if !bases.contains(&name) {
            bases.push(name);
        }
        indices.push(index);
    }
    let [base] = bases.as_slice() else {
        return None;
    };
    // One pair of parentheses may well be a factor.
    let are_both = indices.iter().any(|index| *index != indices[0]);
    if !has_brackets && !are_both && arguments != [(*base).clone()] {
        return None;
    }
    let starts_at_one = indices.contains(&2) || (!indices.contains(&0) && !has_brackets);
    Some(((*base).clone(), i32::from(starts_at_one)))
}

/// The index in brackets that open at a token, and how many tokens they take: `[0]`, `[:, 1]`, `(2)`.
pub(super) fn component_at(tokens: &[Token], open: usize) -> Option<(i32, usize)> {
    let Kind::Open(bracket) = tokens.get(open)?.kind else {
        return None;
    };
    let mut number = None;
    let mut sign = 1;
    for (length, token) in tokens[open + 1..].iter().enumerate() {
        match &token.kind {
            Kind::Number(text) if number.is_none() => number = text.parse::<i32>().ok(),
            Kind::Operator("-") if number.is_none() => sign = -1,
            Kind::Operator(":") | Kind::Comma if bracket == '[' => {}
            Kind::Close => return number.map(|number| (sign * number, length + 2)),
            _ => return None,
        }
    }
    None
}

/// A name's letters, and the number at its end: `x1`, `theta_2`.
fn split_number(name: &str) -> Option<(&str, i32)> {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name[letters.len()..].parse().ok()?;
    Some((letters, number)).filter(|(letters, _)| !letters.is_empty())
}

/// The letters of the names that number the variables, and the number of the first one.
fn numbered(unknown: &[&String]) -> Option<(String, i32)> {
    let mut groups: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for name in unknown {
        if let Some((letters, number)) = split_number(name) {
            groups.entry(letters).or_default().push(number);
        }
    }
    let both = |numbers: &[i32]| {
        let has = |number: i32| numbers.contains(&number);
        match numbers.len() {
            2 if has(0) && has(1) => Some(0),
            2 if has(1) && has(2) => Some(1),
            _ => None,
        }
    };
    let mut pairs = groups.iter().filter_map(|(letters, numbers)| {
        let first = both(numbers)?;
        Some(((*letters).to_owned(), first))
    });
    let pair = pairs.next();
    if pair.is_some() {
        let another = pairs.find(|(letters, _)| letters.trim_end_matches('_') == "x");
        return another.or(pair);
    }
    // One numbered name that is alone.
    match groups.iter().next() {
        Some((letters, numbers)) if groups.len() == 1 && unknown.len() == 1 => {
            let first = *numbers.first()?;
            (first <= 1).then(|| ((*letters).to_owned(), first))
        }
        _ => None,
    }
}

//! A formula from any bytes, so that random bytes, and those that a fuzzer changes step by step,
//! reach all of the language.

/// Names of functions, by how many arguments they take.
const UNARY: &[&str] = &[
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "expm1", "ln",
    "log", "log1p", "log2", "log10", "sqrt", "cbrt", "abs", "sign", "floor", "sigmoid", "softplus",
    "relu", "gauss", "erf", "ceil", "round",
];
const BINARY: &[&str] = &["atan2", "hypot", "pow", "min", "max", "mod", "log"];

/// What stands between two operands.
const INFIX: &[&str] = &[
    "+", " - ", "*", "/", "^", "·", "×", "−", " < ", "<=", ">", "≥", "^-",
];

/// What stands alone.
const ATOMS: &[&str] = &[
    "x", "y", "x", "y", "0", "1", "2", "3", "0.5", ".25", "1e-3", "2e8", "pi", "π", "e", "tau",
    "1e300", "7",
];

/// What stands after an operand.
const SUFFIXES: &[&str] = &["²", "³", "¹⁰", "^2", "^0", "^-1", "^0.5", "^x"];

/// So deep are operands in operands; deeper ones are atoms.
const DEEPEST: u32 = 6;

/// The formula that the bytes choose.
pub fn formula(bytes: &[u8]) -> String {
    let mut text = String::new();
    write(&mut text, &mut bytes.iter().copied(), 0);
    text
}

/// Writes one operand; where the bytes have ended, the first choice is taken.
fn write(text: &mut String, bytes: &mut impl Iterator<Item = u8>, depth: u32) {
    let mut next = |count: usize| usize::from(bytes.next().unwrap_or(0)) % count;
    let (form, which) = (next(16), next(60));
    let form = if depth >= DEEPEST { 0 } else { form };
    let pick = |words: &[&'static str]| words[which % words.len()];
    let mut operand = |text: &mut String| write(text, &mut *bytes, depth + 1);
    match form {
        0..=3 => text.push_str(pick(ATOMS)),
        4..=7 => {
            operand(text);
            text.push_str(pick(INFIX));
            operand(text);
        }
        8 => {
            text.push(if which % 3 == 0 { '+' } else { '-' });
            operand(text);
        }
        9 => {
            text.push('(');
            operand(text);
            text.push(')');
        }
        10 => {
            let [open, close] = if which % 2 == 0 {
                ['(', ')']
            } else {
                ['|', '|']
            };
            text.push(open);
            operand(text);
            text.push(close);
            text.push_str(pick(SUFFIXES));
        }
        11 | 12 => call(text, pick(UNARY), 1, operand),
        13 => call(text, pick(BINARY), 2, operand),
        14 => call(text, "if", 3, operand),
        _ => call(text, if which % 2 == 0 { "min" } else { "max" }, 3, operand),
    }
}

fn call(text: &mut String, name: &str, arguments: usize, mut operand: impl FnMut(&mut String)) {
    text.push_str(name);
    for index in 0..arguments {
        text.push(if index == 0 { '(' } else { ',' });
        operand(text);
    }
    text.push(')');
}

//! Bytes as the text of a formula, and as choices by which the grammar makes one.
#![no_main]

#[path = "../../tests/properties/check.rs"]
#[allow(dead_code, reason = "the scenes' checks are those of the other target")]
mod check;
#[path = "../../tests/properties/grammar.rs"]
mod grammar;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check::formula(text);
    }
    check::formula(&grammar::formula(bytes));
});

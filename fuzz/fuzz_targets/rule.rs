//! Bytes as the text of an update rule.
#![no_main]

#[path = "../../tests/properties/check.rs"]
#[allow(dead_code, reason = "the other checks are those of the other targets")]
mod check;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check::rule(text);
    }
});

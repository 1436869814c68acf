//! Bytes as the text of a scene.
#![no_main]

#[path = "../../tests/properties/check.rs"]
#[allow(dead_code, reason = "the formulas' checks are those of the other target")]
mod check;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check::scene(text);
    }
});

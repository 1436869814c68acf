//! Unpacks the page's program: letters (base 85) to bytes (LZMA) to the program.
//!
//! A browser can take gzip and base 64 apart by itself, but both together are a third larger than this. Functions are
//! exported under their own names, which is why this crate cannot forbid `unsafe`; no block of it is written.

mod letters;
mod lzma;
mod range;

use std::cell::RefCell;

thread_local! {
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for so many letters, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    BYTES.with_borrow_mut(|bytes| {
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

/// Unpacks the letters that lie there; how many bytes they make, 0 if they make none.
#[unsafe(no_mangle)]
pub extern "C" fn unpack() -> usize {
    BYTES.with_borrow_mut(|bytes| {
        let packed = letters::read(bytes);
        *bytes = packed
            .and_then(|packed| lzma::unpack(&packed))
            .unwrap_or_default();
        bytes.len()
    })
}

/// Where those bytes are.
#[unsafe(no_mangle)]
pub extern "C" fn bytes_at() -> *const u8 {
    BYTES.with_borrow(|bytes| bytes.as_ptr())
}

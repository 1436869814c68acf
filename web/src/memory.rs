//! What the page and the program share: a buffer for what comes in, a text that goes out, and the one page.
//!
//! A page has one thread, and no call from it comes while another is under way.

use std::cell::RefCell;

use crate::page::Page;

thread_local! {
    static INCOMING: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTGOING: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// Makes room for a text of so many bytes.
pub fn room(length: usize) -> *mut u8 {
    INCOMING.with_borrow_mut(|incoming| {
        incoming.clear();
        incoming.resize(length, 0);
        incoming.as_mut_ptr()
    })
}

/// The text that came.
pub fn taken() -> String {
    let bytes = INCOMING.with_borrow_mut(std::mem::take);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Puts a text where the page finds it.
pub fn say(text: impl Into<Vec<u8>>) {
    OUTGOING.with_borrow_mut(|outgoing| *outgoing = text.into());
}

/// Where that is, and how long it is.
pub fn text() -> (*const u8, usize) {
    OUTGOING.with_borrow(|outgoing| (outgoing.as_ptr(), outgoing.len()))
}

/// Puts a page in the place of the one before.
pub fn put(page: Page) {
    PAGE.with_borrow_mut(|place| *place = Some(page));
}

/// Does something with the page, if there is one.
pub fn with<T>(what: impl FnOnce(&mut Page) -> T) -> Option<T> {
    PAGE.with_borrow_mut(|page| page.as_mut().map(what))
}

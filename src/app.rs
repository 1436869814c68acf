//! State, actions, the one table of keys, and the update from one state to the next.
//!
//! Knows what the user wants; nothing of how it looks, and never the terminal.

pub mod key;

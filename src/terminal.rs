//! Taking the terminal and giving it back, events, capabilities, output.
//!
//! The only module that knows the terminal.

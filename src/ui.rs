//! From state to cells: themes, canvas, panels, views.
//!
//! Only reads the state; changes nothing, computes no path.

pub mod color;

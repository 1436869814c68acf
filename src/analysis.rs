//! What can be said of paths and objectives: field, iso-lines, metrics, the minimum, good rates.
//!
//! Mathematics on results; knows nothing of screens.

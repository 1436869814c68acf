//! What can be said of paths and objectives: field, iso-lines, metrics, the minimum, good rates.
//!
//! Mathematics on results; knows nothing of screens.

pub mod basins;
pub mod claims;
pub mod contour;
pub mod critical;
pub mod ensemble;
pub mod field;
#[cfg(test)]
mod fixture;
pub mod metrics;
pub mod minimum;
pub mod rates;
pub mod regions;
pub mod spectrum;
pub mod stability;
pub mod sweep;
pub mod tuning;
pub mod valley;

pub use field::{Field, Heights};
pub use metrics::{Metrics, Snapshot};
pub use valley::Valley;

//! Points of the plane, symmetric 2×2 matrices and reproducible random numbers.
//!
//! Knows nothing of objectives, optimizers or screens.

mod random;
mod symmetric;
mod vec2;

pub use random::Random;
pub use symmetric::{Eigen, Symmetric};
pub use vec2::Vec2;

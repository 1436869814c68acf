//! descent-tui shows how optimizers go down a slope: a scene file defines an objective of two
//! variables, every optimizer walks down it from one start, and a terminal program draws their paths.
//!
//! Information flows one way: a module uses only those that stand above it in the list below.
//!
//! What holds everywhere:
//! - Nothing below `app` fails for a valid scene.
//! - The same scene gives the same paths, on every machine.
//! - `ui` only reads.
//! - Only `terminal`, `cli` and the writers touch the world.
//! - A frame never computes a path: paths change when the scene does, once.

pub mod math;
pub mod mistake;
pub mod table;
pub mod objective;
pub mod optimizer;
pub mod scene;
pub mod simulation;
pub mod analysis;
pub mod report;
pub mod work;
pub mod app;
pub mod picture;
pub mod render;
pub mod ui;
#[cfg(not(target_family = "wasm"))]
pub mod terminal;
#[cfg(not(target_family = "wasm"))]
pub mod cli;

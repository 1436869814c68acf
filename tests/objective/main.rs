//! Objectives: formulas, built-in functions, grids and data.

mod data;
mod formula;
mod formula_meant;
mod formula_mistakes;
mod functions;
mod grid;
mod special_places;

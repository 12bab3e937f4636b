//! Moelens: recognise a character in a picture and see why the model thinks so.
//!
//! Rooms depend downwards only; `ARCHITECTURE.md` has the table.

pub mod explain;
pub mod gallery;
pub mod graph;
pub mod learn;
pub mod model;
pub mod picture;
pub mod segment;
#[cfg(target_arch = "wasm32")]
pub mod web;

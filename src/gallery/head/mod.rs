//! Face, eyes and mouth.

pub mod eyes;
pub mod face;
pub mod mouth;

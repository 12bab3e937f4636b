//! Brushes and paint: geometry, SVG, colours of a lit scene, and where things land on a turned head.

pub mod canvas;
pub mod geom;
pub mod mark;
pub mod palette;
pub mod pose;

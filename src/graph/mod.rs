//! Who is like whom: from embeddings to similarities, neighbours and maps.
//!
//! [`Space`] brings embeddings to one length and takes the mean of all away; a character is the mean of
//! its pictures there ([`Points::means`]). Two points are as alike as the cosine of the angle between
//! them ([`Similarities`]). [`Edge`]s join mutual nearest neighbours or whatever is alike enough. [`Pca`]
//! lays points out on a plane. [`Likeness`] asks one picture how much it is like each character, which is
//! what "why are these two alike?" explains.
//!
//! Everything is a pure function of the numbers. Order of the rows changes the last bits of means at
//! most, and which of two exactly equal similarities comes first.

mod describe;
mod edges;
mod error;
mod file;
mod likeness;
mod pca;
mod points;
mod similarities;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod synthetic;

pub use describe::shared_features;
pub use edges::{Edge, Neighbours, at_least, mutual_neighbours};
pub use error::GraphError;
pub use file::{GalleryFile, GalleryFileError};
pub use likeness::Likeness;
pub use pca::Pca;
pub use points::{Points, Space};
pub use similarities::{Comparison, Similarities};

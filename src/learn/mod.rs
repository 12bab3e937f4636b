//! Training of the linear head over embeddings.

mod data;
mod error;
mod matrix;
mod objective;
mod softmax;
#[cfg(test)]
mod synthetic;

pub use data::{Embeddings, Labelled};
pub use error::LearnError;
pub use softmax::{ClassWeights, SoftmaxFit, SoftmaxParams, fit};

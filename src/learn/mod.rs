//! Training of the linear head over embeddings.
//!
//! ```
//! use moelens::learn::{Embeddings, Labelled, TrainParams, train_head};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let names = ["left".to_string(), "right".to_string()];
//! let embeddings = [1.0, 0.1, 0.9, 0.2, 0.1, 1.0, 0.3, 0.8];
//! let data = Labelled::new(Embeddings::new(&embeddings, 2)?, &[0, 0, 1, 1], &names)?;
//! let trained = train_head(&data, None, &TrainParams::default().check()?, 1)?;
//! assert!(trained.head.probabilities(&[1.0, 0.0])[0] > 0.5);
//! # Ok(())
//! # }
//! ```

pub mod augment;
pub mod calibrate;
pub mod curve;
mod data;
pub mod doubt;
mod error;
pub mod held_out;
mod matrix;
pub mod medoids;
pub mod metrics;
mod objective;
mod params;
mod reduce;
pub mod rejection;
mod scores;
mod softmax;
pub mod split;
pub mod suspects;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod synthetic;
mod train;
mod training;
pub mod validate;

pub use data::{Embeddings, Labelled};
pub use error::LearnError;
pub use params::{ScaleKind, ScoreKind, TrainParams, ValidTrainParams};
pub use softmax::{ClassWeights, SoftmaxFit, SoftmaxParams, fit};
pub use train::{TrainReport, TrainedHead, train_head};
pub use training::Training;

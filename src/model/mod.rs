//! Models: pictures in, logits (and an embedding) out.

mod classifier;
mod export;
mod file;
pub mod fused;
pub mod head;
pub mod manifest;
mod onnx;
mod spec;

pub use classifier::Classifier;
pub use export::{ExportedHead, from_onnx, to_onnx};
pub use file::{ChannelOrder, Guess, Layout, Normalisation};
pub use head::{EmbeddingScale, HeadError, LinearHead, Rejection, RejectionScore};
pub use manifest::Manifest;
pub use onnx::{OnnxFacts, OnnxModel, OnnxOptions, knows_operator};
pub use spec::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};

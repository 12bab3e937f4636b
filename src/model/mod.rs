//! Models: pictures in, logits (and an embedding) out.

mod file;
pub mod fused;
pub mod manifest;
mod onnx;
mod spec;

pub use file::{Layout, Normalisation};
pub use manifest::Manifest;
pub use onnx::{OnnxModel, OnnxOptions};
pub use spec::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};

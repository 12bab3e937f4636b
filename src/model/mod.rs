//! Models: pictures in, logits (and an embedding) out.

mod spec;

pub use spec::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};

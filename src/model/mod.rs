//! Models: pictures in, logits (and an embedding) out.

pub mod head;
mod spec;

pub use head::{EmbeddingScale, HeadError, LinearHead, Rejection, RejectionScore};
pub use spec::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};

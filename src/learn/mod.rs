//! Training of the linear head over embeddings.

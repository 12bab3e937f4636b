//! Seeded embeddings with an obvious answer, for tests.

use super::{Embeddings, Labelled};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Classes as balls around random centres.
#[derive(Clone)]
pub(super) struct Blobs {
    pub(super) data: Vec<f32>,
    pub(super) dimension: usize,
    pub(super) labels: Vec<usize>,
    pub(super) names: Vec<String>,
}

impl Blobs {
    pub(super) fn embeddings(&self) -> Embeddings<'_> {
        Embeddings::new(&self.data, self.dimension).unwrap()
    }

    pub(super) fn labelled(&self) -> Labelled<'_> {
        Labelled::new(self.embeddings(), &self.labels, &self.names).unwrap()
    }
}

/// `per_class` rows for each class in order: non-negative like pooled ReLU features, the centre's
/// coordinates in 0..1 plus noise of up to `noise` to either side.
pub(super) fn blobs(classes: usize, per_class: usize, dimension: usize, noise: f32, seed: u64) -> Blobs {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut data = Vec::new();
    for _ in 0..classes {
        let centre: Vec<f32> = (0..dimension).map(|_| rng.random_range(0.0f32..1.0)).collect();
        for _ in 0..per_class {
            data.extend(centre.iter().map(|c| (c + rng.random_range(-noise..noise)).max(0.0)));
        }
    }
    let labels = (0..classes * per_class).map(|i| i / per_class).collect();
    let names = (0..classes).map(|c| format!("class {c}")).collect();
    Blobs { data, dimension, labels, names }
}

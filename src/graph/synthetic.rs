//! Seeded numbers for tests.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// `n × dimension` numbers from −1 to 1, never a row of zeros.
pub fn rows(seed: u64, n: usize, dimension: usize) -> Vec<f32> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..n * dimension).map(|_| rng.random_range(-1.0f32..1.0) + 1e-6).collect()
}

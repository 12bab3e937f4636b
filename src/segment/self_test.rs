//! Does this device compute what every other device computes?

use super::params::ValidSlicParams;
use super::slic::slic;
use crate::picture::{Rgb8Image, sha256_hex};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What [`self_test_digest`] gives everywhere.
pub const SELF_TEST_DIGEST: &str = "c197a62299146a80e29eebe1f9ff89847716002b66ec296739b76b15193050a3";

/// SHA-256 (hexadecimal) of the labels, as little-endian `u16`, that SLIC gives a synthetic picture of
/// 160 × 120 pixels: 40 rectangles of random place, size and colour with ±7 of noise, drawn by ChaCha8 from
/// the seed 31; 31 superpixels, compactness 10. A native build and every browser must find
/// [`SELF_TEST_DIGEST`].
pub fn self_test_digest() -> String {
    let labels = slic(&synthetic_picture(31), &ValidSlicParams::default());
    let bytes: Vec<u8> = labels.labels().iter().flat_map(|label| label.to_le_bytes()).collect();
    sha256_hex(&bytes)
}

fn synthetic_picture(seed: u64) -> Rgb8Image {
    const WIDTH: usize = 160;
    const HEIGHT: usize = 120;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut below = |n: u32| (rng.next_u32() % n) as usize;
    let mut picture = Rgb8Image::filled(WIDTH, HEIGHT, [128; 3]);
    let data = picture.data_mut();
    for _ in 0..40 {
        let (x, y) = (below(WIDTH as u32), below(HEIGHT as u32));
        let (w, h) = (8 + below(40), 8 + below(40));
        let colour = [0; 3].map(|_: u8| 8 + below(240) as u8);
        for row in data.chunks_exact_mut(WIDTH * 3).skip(y).take(h) {
            for pixel in row.chunks_exact_mut(3).skip(x).take(w) {
                pixel.copy_from_slice(&colour);
            }
        }
    }
    for value in data {
        *value = (usize::from(*value) + below(15) - 7) as u8; // 8–247 before
    }
    picture
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #[test]
    fn this_device_agrees() {
        assert_eq!(super::self_test_digest(), super::SELF_TEST_DIGEST);
    }
}

//! Seeded random choices on ChaCha8: the same seed draws the same picture on every target.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng};

/// What a stream of random numbers is for. Streams that share a seed are independent.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// Traits of a character.
    Character = 1,
    /// Pictures from anywhere.
    Picture = 2,
    /// Details of a backdrop.
    Backdrop = 3,
    /// Pictures to train on.
    Training = 4,
    /// Pictures to measure on.
    HeldOut = 5,
}

/// A deterministic generator.
#[derive(Clone, Debug)]
pub struct Rng(ChaCha8Rng);

impl Rng {
    /// The stream of that kind for a seed.
    pub fn new(seed: u64, stream: Stream) -> Self {
        let mut chacha = ChaCha8Rng::seed_from_u64(seed);
        chacha.set_stream(stream as u64);
        Rng(chacha)
    }

    /// Next 32 random bits.
    pub fn bits(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// Uniform number in `[0, 1)`, a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform number in `[lo, hi)`.
    pub fn range(&mut self, lo: f64, hi: f64) -> f64 {
        lo + (hi - lo) * self.unit()
    }

    /// Bell-shaped number in `(lo, hi)`: the mean of three uniform ones.
    pub fn bell(&mut self, lo: f64, hi: f64) -> f64 {
        lo + (hi - lo) * (self.unit() + self.unit() + self.unit()) / 3.0
    }

    /// Integer in `0..n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of the choices.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

//! Seeded randomness that any worker can reach at any place: a stream per block.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of random numbers is for; different uses of one seed are independent.
#[derive(Clone, Copy)]
pub(super) enum Use {
    HadamardFoldover,
    Bernoulli,
    OtherClasses,
    Coalitions,
    RandomOrder,
}

/// ChaCha8 with the seed and the use in the key, and the block as the stream.
pub(super) fn stream(seed: u64, used_for: Use, block: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8] = used_for as u8;
    key[16..].copy_from_slice(b"moelens explain ");
    let mut rng = ChaCha8Rng::from_seed(key);
    rng.set_stream(block);
    rng
}

/// A uniform number below `n` (Lemire 2019, "Fast random integer generation in an interval"), alike on
/// 32-bit and 64-bit machines.
pub(super) fn below(rng: &mut ChaCha8Rng, n: u32) -> u32 {
    loop {
        let wide = u64::from(rng.next_u32()) * u64::from(n);
        if wide as u32 >= n.wrapping_neg() % n {
            return (wide >> 32) as u32;
        }
    }
}

/// The first `count` of a random order of the numbers from `first` to `last`, inclusive (Fisher–Yates).
pub(super) fn draw(rng: &mut ChaCha8Rng, first: u32, last: u32, count: usize) -> Vec<u32> {
    let mut numbers: Vec<u32> = (first..=last).collect();
    for i in 0..count {
        let rest = (numbers.len() - i) as u32;
        numbers.swap(i, i + below(rng, rest) as usize);
    }
    numbers.truncate(count);
    numbers
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_draw_has_no_repeats_and_every_place_is_fair() {
        let mut rng = stream(1, Use::Bernoulli, 0);
        let mut seen = [[0; 6]; 6];
        for _ in 0..6000 {
            let drawn = draw(&mut rng, 1, 6, 6);
            let mut sorted = drawn.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [1, 2, 3, 4, 5, 6]);
            drawn.iter().enumerate().for_each(|(place, &n)| seen[place][n as usize - 1] += 1);
        }
        // 1,000 expected, standard deviation 29.
        assert!(seen.iter().flatten().all(|&n| (850..1150).contains(&n)), "{seen:?}");
    }

    #[test]
    fn streams_differ_by_seed_use_and_block() {
        let first = |s, u, b| stream(s, u, b).next_u64();
        let all = [
            first(1, Use::Bernoulli, 0),
            first(2, Use::Bernoulli, 0),
            first(1, Use::HadamardFoldover, 0),
            first(1, Use::Bernoulli, 1),
        ];
        assert!((0..4).all(|i| (0..i).all(|j| all[i] != all[j])));
        assert_eq!(all[0], first(1, Use::Bernoulli, 0));
    }
}

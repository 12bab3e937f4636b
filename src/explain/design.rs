//! Designs: which superpixels are on in evaluation i.
//!
//! A design is a pure function of (kind, seed, number of superpixels), made block by block, so any
//! worker can make any range without the others.

use std::ops::Range;

use rand_chacha::rand_core::Rng;
use serde::{Deserialize, Serialize};

use super::bits::BitMatrix;
use super::random::{Use, below, draw, stream};

/// How masks are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DesignKind {
    /// Hadamard blocks folded over. With m the smallest power of two ≥ d + 1, a block takes d columns of
    /// the m × m Sylvester Hadamard matrix (never the constant one) in random order with random signs;
    /// its rows, in random order, each come as a pair (z, not z): 2m evaluations. Main effects are
    /// orthogonal and free of all two-way interactions: a fold-over of resolution IV (Box & Wilson 1951;
    /// Plackett & Burman 1946).
    #[serde(rename = "hadamard")]
    HadamardFoldover,
    /// Each superpixel on with probability ½, all on in evaluation 0: what Python `lime` 0.2.0.1 draws
    /// (`lime_image.data_labels`), from another random generator. Blocks are 64 evaluations.
    #[serde(rename = "bernoulli")]
    Bernoulli,
}

impl DesignKind {
    /// The name used in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::HadamardFoldover => "hadamard",
            Self::Bernoulli => "bernoulli",
        }
    }
}

impl std::str::FromStr for DesignKind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "hadamard" => Ok(Self::HadamardFoldover),
            "bernoulli" => Ok(Self::Bernoulli),
            _ => Err(format!("expected hadamard or bernoulli, found {name:?}")),
        }
    }
}

/// A number of superpixels that no design can serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a design takes 1 to {} superpixels, found {found}", Design::MOST_SUPERPIXELS)]
pub struct DesignError {
    /// Superpixels asked for.
    pub found: usize,
}

/// Deterministic masks for any range of evaluations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Design {
    kind: DesignKind,
    seed: u64,
    superpixels: usize,
}

/// Evaluations in a Bernoulli block.
const BERNOULLI_BLOCK: usize = 64;

impl Design {
    /// The largest number of superpixels; a fold-over block then has 2,048 evaluations.
    pub const MOST_SUPERPIXELS: usize = 1023;

    /// A design over `superpixels` (1 to [`Self::MOST_SUPERPIXELS`]).
    pub fn new(kind: DesignKind, seed: u64, superpixels: usize) -> Result<Self, DesignError> {
        match superpixels {
            1..=Self::MOST_SUPERPIXELS => Ok(Self { kind, seed, superpixels }),
            found => Err(DesignError { found }),
        }
    }

    /// How masks are chosen.
    pub fn kind(&self) -> DesignKind {
        self.kind
    }

    /// What the randomness starts from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Number of superpixels, d.
    pub fn superpixels(&self) -> usize {
        self.superpixels
    }

    /// Evaluations in a block: 2m for Hadamard blocks (64 for 16 ≤ d ≤ 31), 64 for Bernoulli.
    pub fn block(&self) -> usize {
        match self.kind {
            DesignKind::HadamardFoldover => 2 * self.order(),
            DesignKind::Bernoulli => BERNOULLI_BLOCK,
        }
    }

    /// Evaluations that belong together and are only used together: 2 (a mask and its complement) for
    /// Hadamard blocks, else 1.
    pub fn unit(&self) -> usize {
        match self.kind {
            DesignKind::HadamardFoldover => 2,
            DesignKind::Bernoulli => 1,
        }
    }

    /// The order m of the Hadamard matrix: the smallest power of two ≥ d + 1.
    fn order(&self) -> usize {
        (self.superpixels + 1).next_power_of_two()
    }

    /// The masks of a range of evaluations: a row per evaluation, a column per superpixel, on where the
    /// picture shows. Equal to the same rows of any larger range.
    pub fn masks(&self, range: Range<usize>) -> BitMatrix {
        let mut out = BitMatrix::new(range.len(), self.superpixels);
        let size = self.block();
        let mut next = range.start;
        while next < range.end {
            let block = next / size;
            let end = range.end.min((block + 1) * size);
            let wanted = next - block * size..end - block * size;
            match self.kind {
                DesignKind::HadamardFoldover => self.hadamard(block, wanted, &mut out, next - range.start),
                DesignKind::Bernoulli => self.bernoulli(block, wanted, &mut out, next - range.start),
            }
            next = end;
        }
        out
    }

    fn hadamard(&self, block: usize, wanted: Range<usize>, out: &mut BitMatrix, first: usize) {
        let mut rng = stream(self.seed, Use::HadamardFoldover, block as u64);
        let last = self.order() as u32 - 1;
        let columns = draw(&mut rng, 1, last, self.superpixels);
        let signs: Vec<u32> = columns.iter().map(|_| below(&mut rng, 2)).collect();
        let rows = draw(&mut rng, 0, last, self.order());
        for (offset, i) in wanted.enumerate() {
            let odd = i as u32 & 1;
            let on = |(column, sign): (&u32, &u32)| {
                // The Sylvester matrix holds −1 to the power of the number of bits that row and column share.
                (rows[i / 2] & column).count_ones() & 1 ^ sign ^ odd
            };
            for (index, (columns, signs)) in columns.chunks(64).zip(signs.chunks(64)).enumerate() {
                let bits = columns.iter().zip(signs).map(on).rev();
                let word = bits.fold(0u64, |word, bit| word << 1 | u64::from(bit));
                out.set_word(first + offset, index, word);
            }
        }
    }

    fn bernoulli(&self, block: usize, wanted: Range<usize>, out: &mut BitMatrix, first: usize) {
        let mut rng = stream(self.seed, Use::Bernoulli, block as u64);
        for i in 0..wanted.end {
            for start in (0..self.superpixels).step_by(64) {
                let word = if block == 0 && i == 0 { u64::MAX } else { rng.next_u64() };
                if wanted.contains(&i) {
                    out.set_word(first + i - wanted.start, start / 64, word);
                }
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds() -> impl Strategy<Value = DesignKind> {
        prop_oneof![Just(DesignKind::HadamardFoldover), Just(DesignKind::Bernoulli)]
    }

    /// +1 where on, −1 where off.
    fn sign(bits: &BitMatrix, row: usize, column: usize) -> i64 {
        if bits.get(row, column) { 1 } else { -1 }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_range_is_a_slice_of_the_whole(
            kind in kinds(), seed: u64, d in 1usize..140, start in 0usize..300, length in 0usize..200,
        ) {
            let design = Design::new(kind, seed, d).unwrap();
            let whole = design.masks(0..start + length);
            let part = design.masks(start..start + length);
            for i in 0..length {
                prop_assert_eq!(part.row(i), whole.row(start + i));
            }
        }

        #[test]
        fn hadamard_blocks_are_orthogonal_pairs(seed: u64, d in 1usize..70, block in 0usize..3) {
            let design = Design::new(DesignKind::HadamardFoldover, seed, d).unwrap();
            let size = design.block();
            prop_assert!(size >= 2 * (d + 1) && size <= 4 * d.max(1));
            let z = design.masks(block * size..(block + 1) * size);
            for i in (0..size).step_by(2) {
                for c in 0..d {
                    prop_assert_ne!(z.get(i, c), z.get(i + 1, c));
                }
            }
            for a in 0..d {
                prop_assert_eq!((0..size).map(|i| sign(&z, i, a)).sum::<i64>(), 0);
                for b in 0..a {
                    prop_assert_eq!((0..size).map(|i| sign(&z, i, a) * sign(&z, i, b)).sum::<i64>(), 0);
                }
            }
        }

        /// y has any main effects and any two-way interactions; the contrast of each column over one
        /// block is then its main effect, exactly (integers).
        #[test]
        fn main_effects_are_free_of_two_way_interactions(
            seed: u64,
            (main, pairs) in (1usize..24).prop_flat_map(|d| (
                prop::collection::vec(-9i64..=9, d),
                prop::collection::vec(-9i64..=9, d * d),
            )),
        ) {
            let d = main.len();
            let design = Design::new(DesignKind::HadamardFoldover, seed, d).unwrap();
            let size = design.block();
            let z = design.masks(0..size);
            let y: Vec<i64> = (0..size).map(|i| {
                let mut sum = 17;
                for a in 0..d {
                    sum += main[a] * sign(&z, i, a);
                    for b in 0..a {
                        sum += pairs[a * d + b] * sign(&z, i, a) * sign(&z, i, b);
                    }
                }
                sum
            }).collect();
            for (a, effect) in main.iter().enumerate() {
                let contrast: i64 = (0..size).map(|i| sign(&z, i, a) * y[i]).sum();
                prop_assert_eq!(contrast, effect * size as i64);
            }
        }
    }

    #[test]
    fn block_sizes_follow_the_number_of_superpixels() {
        let block = |d| Design::new(DesignKind::HadamardFoldover, 0, d).unwrap().block();
        assert_eq!(
            [1, 3, 7, 15, 16, 31, 32, 63, 64, 127].map(block),
            [4, 8, 16, 32, 64, 64, 128, 128, 256, 256]
        );
        assert_eq!(Design::new(DesignKind::Bernoulli, 0, 100).unwrap().block(), 64);
        assert_eq!(Design::new(DesignKind::Bernoulli, 0, 0), Err(DesignError { found: 0 }));
        assert_eq!(Design::new(DesignKind::Bernoulli, 0, 1024), Err(DesignError { found: 1024 }));
    }

    #[test]
    fn bernoulli_starts_all_on_and_is_even_after() {
        let z = Design::new(DesignKind::Bernoulli, 3, 70).unwrap().masks(0..2048);
        assert_eq!(z.count(0), 70);
        let on: usize = (1..2048).map(|i| z.count(i)).sum();
        let expected = 2047.0 * 35.0;
        // Standard deviation √(2047 · 70) / 2 = 189.
        assert!((on as f64 - expected).abs() < 1000.0, "{on} on, expected about {expected}");
    }

    /// Masks are part of saved explanations: the same seed must give the same masks in every release.
    #[test]
    fn masks_of_a_seed_never_change() {
        let first = |kind| Design::new(kind, 7, 12).unwrap().masks(0..4);
        let text = |bits: BitMatrix| (0..4).map(|i| bits.text(i)).collect::<Vec<_>>();
        assert_eq!(text(first(DesignKind::HadamardFoldover)), HADAMARD_OF_SEED_7);
        assert_eq!(text(first(DesignKind::Bernoulli)), BERNOULLI_OF_SEED_7);
    }

    const HADAMARD_OF_SEED_7: [&str; 4] = ["001101110010", "110010001101", "110100010110", "001011101001"];
    const BERNOULLI_OF_SEED_7: [&str; 4] = ["111111111111", "000101001000", "100000010110", "111011010100"];
}

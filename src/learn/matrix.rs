//! The two products that training spends its time in, blocked for the cache.
//!
//! Rows lie in chunks of [`CHUNK`], features in groups of [`GROUP`], classes in panels of [`PANEL`];
//! all are padded with zeros. Products are added in `f32` over at most [`SECTION`] features or
//! `CHUNK` rows and in `f64` beyond that. Every sum has one fixed order and no fused
//! multiply-add, so native and wasm agree to the bit; a panel is one vector of [`wide`].

use wide::f32x8;

/// Rows of a chunk.
pub(super) const CHUNK: usize = 64;
/// Features of a group.
pub(super) const GROUP: usize = 4;
/// Classes of a panel.
pub(super) const PANEL: usize = 8;
/// Features whose products are added in `f32`.
const SECTION: usize = 128;
/// Rows that the inner loop of [`Packed::times`] works on together.
const BLOCK: usize = 4;

/// A matrix of rows × features: `[chunk][group][row of the chunk][feature of the group]`.
pub(super) struct Packed {
    rows: usize,
    groups: usize,
    data: Vec<f32>,
}

impl Packed {
    /// Packs `rows` vectors of `features` numbers, given by `row(i)`.
    pub(super) fn new(rows: usize, features: usize, mut row: impl FnMut(usize) -> Vec<f32>) -> Self {
        let groups = features.div_ceil(GROUP);
        let stride = groups * CHUNK * GROUP;
        let mut data = vec![0.0; rows.div_ceil(CHUNK) * stride];
        for i in 0..rows {
            let start = i / CHUNK * stride + i % CHUNK * GROUP;
            for (g, values) in row(i).chunks(GROUP).enumerate() {
                let at = start + g * CHUNK * GROUP;
                data[at..at + values.len()].copy_from_slice(values);
            }
        }
        Self { rows, groups, data }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn chunks(&self) -> usize {
        self.rows.div_ceil(CHUNK)
    }

    /// Features with padding.
    pub(super) fn padded(&self) -> usize {
        self.groups * GROUP
    }

    fn chunk(&self, chunk: usize) -> &[f32] {
        let stride = self.groups * CHUNK * GROUP;
        &self.data[chunk * stride..(chunk + 1) * stride]
    }

    /// `out += X · W` for one chunk. `weights` is `[panel][feature][class of the panel]`, `out` is
    /// `[panel][row of the chunk][class of the panel]`.
    pub(super) fn times(&self, chunk: usize, weights: &[f32], out: &mut [f64]) {
        let x = self.chunk(chunk);
        let per_section = SECTION / GROUP;
        let panels = weights.chunks_exact(self.padded() * PANEL).zip(out.chunks_exact_mut(CHUNK * PANEL));
        for (panel, out) in panels {
            let sections = panel.chunks(SECTION * PANEL).zip(x.chunks(per_section * CHUNK * GROUP));
            for (w, x) in sections {
                for (b, out) in out.chunks_exact_mut(BLOCK * PANEL).enumerate() {
                    let sums = block_times(&x[b * BLOCK * GROUP..], w);
                    add_sums(out, sums);
                }
            }
        }
    }

    /// `out += Xᵀ · R` for one chunk. `residuals` is `[panel][row of the chunk][class of the panel]`,
    /// `out` is `[panel][feature][class of the panel]`.
    pub(super) fn transposed_times(&self, chunk: usize, residuals: &[f32], out: &mut [f64]) {
        let x = self.chunk(chunk);
        let panels = residuals.chunks_exact(CHUNK * PANEL).zip(out.chunks_exact_mut(self.padded() * PANEL));
        for (r, out) in panels {
            let groups = x.chunks_exact(CHUNK * GROUP).zip(out.chunks_exact_mut(GROUP * PANEL));
            for (x, out) in groups {
                let mut sums = [f32x8::ZERO; GROUP];
                for (x, r) in x.as_chunks::<GROUP>().0.iter().zip(r.as_chunks::<PANEL>().0) {
                    add_outer(&mut sums, x, r);
                }
                add_sums(out, sums);
            }
        }
    }
}

/// Sums over one section for [`BLOCK`] rows and one panel; `x` begins at the block's first row.
fn block_times(x: &[f32], weights: &[f32]) -> [f32x8; BLOCK] {
    let mut sums = [f32x8::ZERO; BLOCK];
    for (x, w) in x.chunks(CHUNK * GROUP).zip(weights.as_chunks::<{ GROUP * PANEL }>().0) {
        let x: &[f32; BLOCK * GROUP] = x.first_chunk().expect("a chunk holds whole blocks");
        for (f, w) in w.as_chunks::<PANEL>().0.iter().enumerate() {
            let column = [x[f], x[GROUP + f], x[2 * GROUP + f], x[3 * GROUP + f]];
            add_outer(&mut sums, &column, w);
        }
    }
    sums
}

/// `sums += x · rᵀ`.
#[inline(always)]
fn add_outer<const N: usize>(sums: &mut [f32x8; N], x: &[f32; N], r: &[f32; PANEL]) {
    let r = f32x8::from(*r);
    sums.iter_mut().zip(x).for_each(|(sum, &x)| *sum += f32x8::splat(x) * r);
}

/// `out += sums`, row after row.
#[inline(always)]
fn add_sums<const N: usize>(out: &mut [f64], sums: [f32x8; N]) {
    for (out, sum) in out.as_chunks_mut::<PANEL>().0.iter_mut().zip(sums) {
        out.iter_mut().zip(sum.to_array()).for_each(|(o, s)| *o += f64::from(s));
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn products_equal_the_naive_sums(rows in 1usize..150, features in 1usize..300, classes in 1usize..20, seed: u64) {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let mut draw = |n: usize| -> Vec<f32> { (0..n).map(|_| rng.random_range(-1.0f32..1.0)).collect() };
            let (x, w, r) = (draw(rows * features), draw(features * classes), draw(rows * classes));
            let packed = Packed::new(rows, features, |i| x[i * features..(i + 1) * features].to_vec());
            let (panels, padded) = (classes.div_ceil(PANEL), packed.padded());

            let mut weights = vec![0.0f32; panels * padded * PANEL];
            for f in 0..features {
                for c in 0..classes {
                    weights[(c / PANEL * padded + f) * PANEL + c % PANEL] = w[f * classes + c];
                }
            }
            let mut gradient = vec![0.0f64; weights.len()];
            for chunk in 0..packed.chunks() {
                let mut out = vec![0.0f64; panels * CHUNK * PANEL];
                packed.times(chunk, &weights, &mut out);
                let mut residuals = vec![0.0f32; out.len()];
                for i in chunk * CHUNK..rows.min((chunk + 1) * CHUNK) {
                    for c in 0..classes {
                        let at = (c / PANEL * CHUNK + i % CHUNK) * PANEL + c % PANEL;
                        let naive: f64 = (0..features)
                            .map(|f| f64::from(x[i * features + f]) * f64::from(w[f * classes + c]))
                            .sum();
                        prop_assert!((out[at] - naive).abs() < 1e-4, "{} {}", out[at], naive);
                        residuals[at] = r[i * classes + c];
                    }
                }
                packed.transposed_times(chunk, &residuals, &mut gradient);
            }
            for f in 0..features {
                for c in 0..classes {
                    let naive: f64 = (0..rows)
                        .map(|i| f64::from(x[i * features + f]) * f64::from(r[i * classes + c]))
                        .sum();
                    let found = gradient[(c / PANEL * padded + f) * PANEL + c % PANEL];
                    prop_assert!((found - naive).abs() < 1e-4, "{found} {naive}");
                }
            }
        }
    }
}

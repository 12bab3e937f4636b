//! Fewer numbers per picture, so that many pictures of many characters are validated in seconds: the rows'
//! places in the subspace that holds most of their variance.
//!
//! The subspace is found by subspace iteration from a random start (Halko, Martinsson and Tropp 2011,
//! "Finding structure with randomness", algorithm 4.4) on a sample of the rows. It knows nothing of labels.

use super::matrix::{CHUNK, PANEL, Packed};
use super::softmax::{SoftmaxFit, mean_of};
use super::{Embeddings, Labelled, LearnError};
use crate::model::EmbeddingScale;
use nalgebra::DMatrix;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Dimensions of the subspace.
const AXES: usize = 160;
/// Rows that it is found from, at most.
const SAMPLE: usize = 1500;
/// Rounds of the iteration.
const ROUNDS: usize = 2;

/// Rows in a subspace, and the subspace.
pub(super) struct Reduced {
    axes: usize,
    dimension: usize,
    /// `dimension × axes`, row-major, columns of length 1 and orthogonal.
    basis: Vec<f32>,
    /// `rows × axes`, row-major.
    rows: Vec<f32>,
}

impl Reduced {
    /// Finds the subspace of the scaled rows of `data`, and their places in it.
    pub(super) fn of(data: &Labelled, scale: &EmbeddingScale, seed: u64) -> Self {
        let dimension = data.embeddings.dimension();
        let axes = AXES.min(dimension);
        let every = data.measured().div_ceil(SAMPLE).max(1);
        let scaled = |row: usize| scale.apply(data.embeddings.row(row));
        let sample: Vec<usize> = (0..data.measured()).step_by(every).collect();
        let mean = mean_of(sample.len(), dimension, |i| scaled(sample[i]));
        let packed = Packed::new(sample.len(), dimension, |i| {
            scaled(sample[i]).iter().zip(&mean).map(|(&x, m)| (f64::from(x) - m) as f32).collect()
        });
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let start = DMatrix::from_fn(dimension, axes, |_, _| rng.random_range(-1.0f64..1.0));
        let mut basis = rows_of(&start.qr().q());
        for _ in 0..ROUNDS {
            let places = times(&packed, dimension, axes, &basis);
            let turned = transposed_times(&packed, dimension, axes, &places);
            basis = rows_of(&DMatrix::from_row_slice(dimension, axes, &turned).qr().q());
        }
        let all = Packed::new(data.labels().len(), dimension, scaled);
        let rows = times(&all, dimension, axes, &basis);
        Self { axes, dimension, basis, rows }
    }

    /// The rows' places with the labels and variants of `data`, which must be the one it was made of.
    pub(super) fn labelled<'a>(&'a self, data: &Labelled<'a>) -> Result<Labelled<'a>, LearnError> {
        Labelled::new(Embeddings::new(&self.rows, self.axes)?, data.labels(), data.names())?
            .with_variants(data.sources())
    }

    /// Places of other rows, `rows × axes`.
    pub(super) fn places(&self, rows: &Embeddings, scale: &EmbeddingScale) -> Vec<f32> {
        let packed = Packed::new(rows.rows(), self.dimension, |i| scale.apply(rows.row(i)));
        times(&packed, self.dimension, self.axes, &self.basis)
    }

    /// Leaves rows of [`axes`](Self::labelled) numbers as they are.
    pub(super) fn scale(&self) -> EmbeddingScale {
        EmbeddingScale::Standardised { mean: vec![0.0; self.axes], deviation: vec![1.0; self.axes] }
    }

    /// A fit of the reduced rows as one of the scaled rows that gives the same scores.
    pub(super) fn lifted(&self, fit: &SoftmaxFit) -> SoftmaxFit {
        let mut weights = Vec::with_capacity(fit.bias.len() * self.dimension);
        for w in fit.weights.chunks_exact(self.axes) {
            let of =
                |axes: &[f32]| axes.iter().zip(w).map(|(a, w)| f64::from(*a) * f64::from(*w)).sum::<f64>();
            weights.extend(self.basis.chunks_exact(self.axes).map(|axes| of(axes) as f32));
        }
        SoftmaxFit { weights, ..fit.clone() }
    }
}

/// The numbers of a matrix, row by row.
fn rows_of(matrix: &DMatrix<f64>) -> Vec<f32> {
    matrix.transpose().iter().map(|&x| x as f32).collect()
}

/// `X · M`, `rows × columns`; `M` is `features × columns`, both row-major.
fn times(x: &Packed, features: usize, columns: usize, m: &[f32]) -> Vec<f32> {
    let (panels, padded) = (columns.div_ceil(PANEL), x.padded());
    let mut weights = vec![0.0f32; panels * padded * PANEL];
    for (f, row) in m.chunks_exact(columns).enumerate().take(features) {
        for (c, &v) in row.iter().enumerate() {
            weights[(c / PANEL * padded + f) * PANEL + c % PANEL] = v;
        }
    }
    let mut out = vec![0.0f32; x.rows() * columns];
    let mut sums = vec![0.0f64; panels * CHUNK * PANEL];
    for chunk in 0..x.chunks() {
        sums.fill(0.0);
        x.times(chunk, &weights, &mut sums);
        let first = chunk * CHUNK;
        for (i, row) in out[first * columns..].chunks_exact_mut(columns).take(CHUNK).enumerate() {
            for (c, v) in row.iter_mut().enumerate() {
                *v = sums[(c / PANEL * CHUNK + i) * PANEL + c % PANEL] as f32;
            }
        }
    }
    out
}

/// `Xᵀ · R`, `features × columns`; `R` is `rows × columns`, both row-major.
fn transposed_times(x: &Packed, features: usize, columns: usize, r: &[f32]) -> Vec<f64> {
    let (panels, padded) = (columns.div_ceil(PANEL), x.padded());
    let mut sums = vec![0.0f64; panels * padded * PANEL];
    let mut part = vec![0.0f32; panels * CHUNK * PANEL];
    for chunk in 0..x.chunks() {
        part.fill(0.0);
        for (i, row) in r[chunk * CHUNK * columns..].chunks_exact(columns).take(CHUNK).enumerate() {
            for (c, &v) in row.iter().enumerate() {
                part[(c / PANEL * CHUNK + i) * PANEL + c % PANEL] = v;
            }
        }
        x.transposed_times(chunk, &part, &mut sums);
    }
    let at = |f: usize, c: usize| sums[(c / PANEL * padded + f) * PANEL + c % PANEL];
    (0..features).flat_map(|f| (0..columns).map(move |c| (f, c))).map(|(f, c)| at(f, c)).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::synthetic::blobs;
    use crate::model::head::dot;

    #[test]
    fn rows_within_the_subspace_keep_their_distances() {
        // 9 centres and noise of 40 kinds in 300 dimensions: fewer than the axes.
        let mut all = blobs(9, 20, 300, 1e-6, 4);
        let noise = blobs(40, 1, 300, 1e-6, 5);
        for (i, row) in all.data.chunks_exact_mut(300).enumerate() {
            let kind = &noise.data[i * 7 % 40 * 300..][..300];
            row.iter_mut().zip(kind).for_each(|(x, n)| *x += 0.3 * n);
        }
        let data = all.labelled();
        let plain = EmbeddingScale::Standardised { mean: vec![0.0; 300], deviation: vec![1.0; 300] };
        let reduced = Reduced::of(&data, &plain, 1);
        let places = reduced.labelled(&data).unwrap().embeddings;
        assert_eq!(places.dimension(), AXES);
        let gap = |e: &Embeddings, i: usize, j: usize| -> f64 {
            let d: Vec<f32> = e.row(i).iter().zip(e.row(j)).map(|(a, b)| a - b).collect();
            dot(&d, &d)
        };
        for (i, j) in [(0, 1), (0, 50), (30, 179), (99, 101)] {
            let (before, after) = (gap(&data.embeddings, i, j), gap(&places, i, j));
            assert!((before - after).abs() < 1e-3 * before.max(1e-3), "{before} {after}");
        }
        let again = reduced.places(&data.embeddings, &plain);
        assert_eq!(&again[..AXES], places.row(0));
    }

    #[test]
    fn a_lifted_fit_scores_alike() {
        let all = blobs(3, 10, 200, 0.4, 6);
        let data = all.labelled();
        let plain = EmbeddingScale::Standardised { mean: vec![0.0; 200], deviation: vec![1.0; 200] };
        let reduced = Reduced::of(&data, &plain, 2);
        let weights: Vec<f32> = (0..3 * AXES).map(|i| ((i * 37 % 11) as f32 - 5.0) / 10.0).collect();
        let fit = SoftmaxFit {
            weights,
            bias: vec![0.1, -0.2, 0.1],
            objective: 0.0,
            log_loss: 0.0,
            evaluations: 0,
            gradient: 0.0,
        };
        let lifted = reduced.lifted(&fit);
        let places = reduced.labelled(&data).unwrap().embeddings;
        for row in [0, 17, 29] {
            for class in 0..3 {
                let small = dot(&fit.weights[class * AXES..][..AXES], places.row(row));
                let full = dot(&lifted.weights[class * 200..][..200], data.embeddings.row(row));
                assert!((small - full).abs() < 1e-3, "{small} {full}");
            }
        }
    }
}

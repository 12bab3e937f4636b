//! Weighted second moments of masks and outputs, straight from bits, and ridge regression on them.

use std::collections::BTreeMap;

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::bits::BitMatrix;

/// Rows to fit: masks, an output and a weight per row.
#[derive(Clone, Copy)]
pub(super) struct Sample<'a> {
    /// n × d.
    pub masks: &'a BitMatrix,
    /// n outputs.
    pub y: &'a [f64],
    /// n weights, at least 0, not all 0.
    pub weights: &'a [f64],
}

/// Weighted means, and sums of squares and products about them.
pub(super) struct Moments {
    /// Weighted share of rows where each superpixel is on, d numbers.
    pub mean: DVector<f64>,
    pub y_mean: f64,
    /// Σ w (z − mean)(z − mean)ᵀ, d × d.
    pub gram: DMatrix<f64>,
    /// Σ w (z − mean)(y − y_mean), d numbers.
    pub moment: DVector<f64>,
    /// Σ w (y − y_mean)².
    pub variation: f64,
}

/// A fitted line.
pub(super) struct Fit {
    /// A coefficient per chosen superpixel.
    pub coefficients: DVector<f64>,
    pub intercept: f64,
    /// Weighted R².
    pub fidelity: f64,
    /// The factor of gram + α·1 over the chosen superpixels.
    pub factor: Cholesky<f64, Dyn>,
}

impl Moments {
    /// Moments of the rows `rows` (indices into the sample).
    pub fn new(sample: Sample<'_>, rows: &[usize]) -> Self {
        Self::from_pairs(sample, rows, pair_sums(sample, rows))
    }

    /// Moments of all rows, and of the rows of each part. The parts share no row and have all of them, so that
    /// their sums over pairs of superpixels, the dear part, are made once.
    pub fn of_parts(sample: Sample<'_>, parts: &[Vec<usize>]) -> (Self, Vec<Self>) {
        let sums: Vec<DMatrix<f64>> = parts.iter().map(|rows| pair_sums(sample, rows)).collect();
        let d = sample.masks.columns();
        let all_sums = sums.iter().fold(DMatrix::zeros(d, d), |all, part| all + part);
        let all_rows: Vec<usize> = (0..sample.y.len()).collect();
        let own = parts.iter().zip(sums).map(|(rows, sums)| Self::from_pairs(sample, rows, sums));
        (Self::from_pairs(sample, &all_rows, all_sums), own.collect())
    }

    /// Moments of the rows `rows`, whose sums over pairs of superpixels are `gram` ([`pair_sums`]).
    fn from_pairs(sample: Sample<'_>, rows: &[usize], mut gram: DMatrix<f64>) -> Self {
        let d = sample.masks.columns();
        let total: f64 = rows.iter().map(|&i| sample.weights[i]).sum();
        // Sums start from the first output, so that a constant output has no variation at all.
        let first = rows.first().map_or(0.0, |&i| sample.y[i]);
        let above = |&i: &usize| sample.weights[i] * (sample.y[i] - first);
        let y_mean = first + rows.iter().map(above).sum::<f64>() / total;
        let mean = gram.diagonal() / total;
        for b in 0..d {
            for a in b..d {
                gram[(a, b)] -= total * mean[a] * mean[b];
                gram[(b, a)] = gram[(a, b)];
            }
        }
        // Σ w (z − mean)(y − y_mean) = Σ w z (y − y_mean), because the second factor sums to 0.
        let mut moment = DVector::zeros(d);
        let mut variation = 0.0;
        for &i in rows {
            let y = sample.y[i] - y_mean;
            let weighted = sample.weights[i] * y;
            variation += weighted * y;
            sample.masks.ones(i).for_each(|c| moment[c] += weighted);
        }
        Self { mean, y_mean, gram, moment, variation }
    }

    /// Ridge regression on the superpixels `chosen`, the intercept not penalised:
    /// coefficients = (gram + α·1)⁻¹ moment. Superpixels that are never told apart (a singular system, only
    /// with α near 0) share their effect: the penalty is then at least 1e-10 of the mean diagonal.
    pub fn ridge(&self, chosen: &[usize], alpha: f64) -> Fit {
        let n = chosen.len();
        let sub = DMatrix::from_fn(n, n, |a, b| self.gram[(chosen[a], chosen[b])]);
        let moment = DVector::from_fn(n, |a, _| self.moment[chosen[a]]);
        let scale = sub.trace() / n.max(1) as f64;
        let mut penalty = alpha.max(1e-10 * scale).max(f64::MIN_POSITIVE);
        let factor = loop {
            let mut penalised = sub.clone();
            (0..n).for_each(|a| penalised[(a, a)] += penalty);
            match Cholesky::new(penalised) {
                Some(factor) => break factor,
                None => penalty = (penalty * 100.0).max(1e-300),
            }
        };
        let mut coefficients = moment.clone();
        factor.solve_mut(&mut coefficients);
        let intercept = self.y_mean - (0..n).map(|a| coefficients[a] * self.mean[chosen[a]]).sum::<f64>();
        let fidelity = self.fidelity(&sub, &moment, &coefficients);
        Fit { coefficients, intercept, fidelity, factor }
    }

    /// Weighted R² = 1 − Σw(y − ŷ)² / Σw(y − y_mean)²; as in scikit-learn's `r2_score`, a constant output
    /// that is met exactly has 1.
    fn fidelity(&self, gram: &DMatrix<f64>, moment: &DVector<f64>, coefficients: &DVector<f64>) -> f64 {
        if self.variation == 0.0 {
            return 1.0;
        }
        let n = coefficients.len();
        let mut explained = 0.0;
        for a in 0..n {
            let fitted: f64 = (0..n).map(|b| gram[(a, b)] * coefficients[b]).sum();
            explained += coefficients[a] * (2.0 * moment[a] - fitted);
        }
        explained / self.variation
    }
}

/// Σ w z zᵀ (lower triangle and diagonal), by counting bits: rows of equal weight are turned into a bit set
/// per column, and a pair of columns then counts the bits that both have.
fn pair_sums(sample: Sample<'_>, rows: &[usize]) -> DMatrix<f64> {
    let d = sample.masks.columns();
    let mut alike: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for &i in rows {
        alike.entry(sample.weights[i].to_bits()).or_default().push(i);
    }
    let mut sums = DMatrix::zeros(d, d);
    for (weight, rows) in alike {
        let weight = f64::from_bits(weight);
        let words = rows.len().div_ceil(64);
        let mut columns = vec![0u64; d * words];
        for (k, &i) in rows.iter().enumerate() {
            sample.masks.ones(i).for_each(|c| columns[c * words + k / 64] |= 1 << (k % 64));
        }
        let column = |c: usize| &columns[c * words..(c + 1) * words];
        for (b, mut sums) in sums.column_iter_mut().enumerate() {
            let others = columns[b * words..].chunks_exact(words);
            for (sum, other) in sums.as_mut_slice()[b..].iter_mut().zip(others) {
                let both: u32 = other.iter().zip(column(b)).map(|(x, y)| (x & y).count_ones()).sum();
                *sum += weight * f64::from(both);
            }
        }
    }
    sums
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn samples() -> impl Strategy<Value = (BitMatrix, Vec<f64>, Vec<f64>)> {
        (2usize..80, 1usize..70).prop_flat_map(|(n, d)| {
            let rows = prop::collection::vec(prop::collection::vec(any::<bool>(), d), n);
            let y = prop::collection::vec(-5.0f64..5.0, n);
            let weights = prop::collection::vec(prop_oneof![Just(1.0), 0.01..1.0f64], n);
            (rows, y, weights).prop_map(move |(rows, y, w)| {
                let mut bits = BitMatrix::new(n, d);
                rows.iter().enumerate().for_each(|(r, row)| {
                    row.iter().enumerate().for_each(|(c, &on)| bits.set(r, c, on));
                });
                (bits, y, w)
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Against plain sums over centred rows.
        #[test]
        fn moments_equal_the_plain_sums((bits, y, weights) in samples()) {
            let (n, d) = (bits.rows(), bits.columns());
            let rows: Vec<usize> = (0..n).collect();
            let m = Moments::new(Sample { masks: &bits, y: &y, weights: &weights }, &rows);
            let total: f64 = weights.iter().sum();
            let z = |i, c| f64::from(u8::from(bits.get(i, c)));
            let mean = |f: &dyn Fn(usize) -> f64| (0..n).map(|i| weights[i] * f(i)).sum::<f64>() / total;
            let y_mean = mean(&|i| y[i]);
            for a in 0..d {
                let a_mean = mean(&|i| z(i, a));
                let moment: f64 = (0..n).map(|i| weights[i] * (z(i, a) - a_mean) * (y[i] - y_mean)).sum();
                prop_assert!((m.moment[a] - moment).abs() < 1e-9);
                for b in 0..d {
                    let b_mean = mean(&|i| z(i, b));
                    let sum: f64 = (0..n).map(|i| weights[i] * (z(i, a) - a_mean) * (z(i, b) - b_mean)).sum();
                    prop_assert!((m.gram[(a, b)] - sum).abs() < 1e-9);
                }
            }
            prop_assert!((m.variation - (0..n).map(|i| weights[i] * (y[i] - y_mean).powi(2)).sum::<f64>()).abs() < 1e-9);
        }

        /// At the ridge minimum the gradient of the penalised loss is 0, and R² is what residuals say.
        #[test]
        fn ridge_is_a_minimum((bits, y, weights) in samples(), alpha in 0.01..10.0f64) {
            let (n, d) = (bits.rows(), bits.columns());
            let rows: Vec<usize> = (0..n).collect();
            let m = Moments::new(Sample { masks: &bits, y: &y, weights: &weights }, &rows);
            let fit = m.ridge(&(0..d).collect::<Vec<_>>(), alpha);
            let residual: Vec<f64> = (0..n)
                .map(|i| y[i] - fit.intercept - bits.ones(i).map(|c| fit.coefficients[c]).sum::<f64>())
                .collect();
            prop_assert!((0..n).map(|i| weights[i] * residual[i]).sum::<f64>().abs() < 1e-8);
            for c in 0..d {
                let pull: f64 = (0..n).filter(|&i| bits.get(i, c)).map(|i| weights[i] * residual[i]).sum();
                prop_assert!((pull - alpha * fit.coefficients[c]).abs() < 1e-8);
            }
            let left: f64 = (0..n).map(|i| weights[i] * residual[i].powi(2)).sum();
            prop_assert!((fit.fidelity - (1.0 - left / m.variation)).abs() < 1e-8);
        }
    }

    #[test]
    fn a_singular_system_shares_the_effect() {
        // Two superpixels that are always alike.
        let bits = BitMatrix::from_text(&["00", "11", "00", "11"]).unwrap();
        let sample = Sample { masks: &bits, y: &[0.0, 4.0, 0.0, 4.0], weights: &[1.0; 4] };
        let fit = Moments::new(sample, &[0, 1, 2, 3]).ridge(&[0, 1], 0.0);
        assert!((fit.coefficients[0] - 2.0).abs() < 1e-6 && (fit.coefficients[1] - 2.0).abs() < 1e-6);
        // A superpixel that never changes, and a constant output.
        let bits = BitMatrix::from_text(&["1", "1"]).unwrap();
        let sample = Sample { masks: &bits, y: &[0.1, 0.1], weights: &[1.0; 2] };
        let fit = Moments::new(sample, &[0, 1]).ridge(&[0], 0.0);
        assert_eq!((fit.coefficients[0], fit.intercept, fit.fidelity), (0.0, 0.1, 1.0));
    }
}

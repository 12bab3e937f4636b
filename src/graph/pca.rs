//! Principal components: the plane on which points differ most.

use nalgebra::{DMatrix, SymmetricEigen};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::points::Points;

/// Directions carried beside those asked for: they make the iteration converge sooner.
const SPARE: usize = 8;
/// Rounds at most.
const ROUNDS: usize = 300;
/// Relative change of every variance at which the iteration ends.
const ENOUGH: f64 = 1e-10;

/// Principal axes of points (Pearson 1901), found by subspace iteration with Rayleigh–Ritz steps
/// (Halko, Martinsson & Tropp 2011, algorithm 4.4) from a fixed start.
///
/// Each axis points so that its entry of largest size is positive, as no axis has a sign of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Pca {
    mean: Vec<f64>,
    axes: Vec<f64>,
    variances: Vec<f64>,
    total: f64,
}

impl Pca {
    /// At most `count` axes, fewer when the points have fewer dimensions; the one of largest variance
    /// first.
    pub fn of(points: &Points, count: usize) -> Self {
        let (n, d) = (points.len(), points.dimension());
        let rows = || points.data().chunks_exact(d);
        let mut mean = vec![0.0; d];
        rows().for_each(|row| mean.iter_mut().zip(row).for_each(|(m, &x)| *m += f64::from(x)));
        mean.iter_mut().for_each(|m| *m /= n as f64);
        let x = DMatrix::from_row_iterator(
            n,
            d,
            rows().flat_map(|row| row.iter().zip(&mean).map(|(&x, m)| f64::from(x) - m)),
        );
        let total = x.iter().map(|v| v * v).sum::<f64>() / n as f64;

        let count = count.min(d).min(n);
        let width = (count + SPARE).min(d);
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        let start = DMatrix::from_fn(d, width, |_, _| rng.random_range(-1.0f64..1.0));
        let mut basis = start.qr().q();
        let mut variances = vec![0.0; width];
        for _ in 0..ROUNDS {
            let scores = &x * &basis;
            let small = SymmetricEigen::new(scores.transpose() * &scores / n as f64);
            let mut order: Vec<usize> = (0..width).collect();
            order.sort_by(|&a, &b| small.eigenvalues[b].total_cmp(&small.eigenvalues[a]));
            let turn = DMatrix::from_fn(width, width, |i, j| small.eigenvectors[(i, order[j])]);
            let next: Vec<f64> = order.iter().map(|&i| small.eigenvalues[i].max(0.0)).collect();
            basis *= &turn;
            let settled = next[..count].iter().zip(&variances).all(|(a, b)| (a - b).abs() <= ENOUGH * total);
            variances = next;
            if settled {
                break;
            }
            basis = (x.transpose() * (&x * &basis)).qr().q();
        }
        let mut axes = Vec::with_capacity(count * d);
        for axis in 0..count {
            let column: Vec<f64> = basis.column(axis).iter().copied().collect();
            let largest = column.iter().fold(0.0f64, |m, v| if v.abs() > m.abs() { *v } else { m });
            let sign = if largest < 0.0 { -1.0 } else { 1.0 };
            axes.extend(column.iter().map(|v| v * sign));
        }
        variances.truncate(count);
        Self { mean, axes, variances, total }
    }

    /// Variance along each axis, the largest first.
    pub fn variances(&self) -> &[f64] {
        &self.variances
    }

    /// Share of all variance that the axes hold, 0 to 1.
    pub fn share(&self) -> f64 {
        if self.total > 0.0 { self.variances.iter().sum::<f64>() / self.total } else { 0.0 }
    }

    /// Where a point lies, a number per axis.
    ///
    /// # Panics
    /// When the point has another dimension.
    pub fn project(&self, point: &[f32]) -> Vec<f64> {
        assert_eq!(point.len(), self.mean.len(), "a point of the same dimension");
        let centred: Vec<f64> = point.iter().zip(&self.mean).map(|(&x, m)| f64::from(x) - m).collect();
        let axes = self.axes.chunks_exact(self.mean.len());
        axes.map(|axis| axis.iter().zip(&centred).map(|(a, x)| a * x).sum()).collect()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::synthetic::rows;
    use super::*;
    use proptest::prelude::*;

    /// Points that differ along each axis by another amount.
    fn stretched(seed: u64, n: usize, d: usize) -> Points {
        let data = rows(seed, n, d);
        let by = |i: usize| 1.0 / (1.0 + (i % d) as f32).powf(1.5);
        Points::new(data.iter().enumerate().map(|(i, x)| x * by(i)).collect(), d).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn agrees_with_a_singular_value_decomposition(seed in 0u64..1000, n in 5usize..40, d in 2usize..16) {
            let points = stretched(seed, n, d);
            let pca = Pca::of(&points, 2);
            let mut x = DMatrix::from_row_iterator(n, d, points.data().iter().map(|&v| f64::from(v)));
            let mean = x.row_mean();
            x.row_iter_mut().for_each(|mut row| row -= &mean);
            let svd = x.clone().svd(true, true);
            let mut order: Vec<usize> = (0..svd.singular_values.len()).collect();
            order.sort_by(|&a, &b| svd.singular_values[b].total_cmp(&svd.singular_values[a]));
            for (axis, &i) in order.iter().take(2).enumerate() {
                let variance = svd.singular_values[i].powi(2) / n as f64;
                prop_assert!((pca.variances()[axis] - variance).abs() < 1e-7 * variance.max(1e-3));
            }
            // Positions agree up to the sign where the variances are well apart.
            let gap = |a: f64, b: f64| (a - b) / a;
            let v = &svd.singular_values;
            let third = order.get(2).map_or(0.0, |&i| v[i]);
            if gap(v[order[0]], v[order[1]]) > 0.05 && gap(v[order[1]], third) > 0.05 {
                let right = svd.v_t.as_ref().unwrap();
                for i in 0..n {
                    let ours = pca.project(points.row(i));
                    for axis in 0..2 {
                        let theirs = x.row(i).dot(&right.row(order[axis]));
                        prop_assert!((ours[axis].abs() - theirs.abs()).abs() < 1e-4, "{ours:?} {theirs}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_line_has_one_direction() {
        let data: Vec<f32> = (0..10).flat_map(|i| [i as f32, 2.0 * i as f32, 0.0]).collect();
        let points = Points::new(data, 3).unwrap();
        let pca = Pca::of(&points, 2);
        assert!((pca.share() - 1.0).abs() < 1e-12 && pca.variances()[1] < 1e-12);
        // Further along the line is further to the right: the largest entry of the axis is positive.
        let at = |i: usize| pca.project(points.row(i))[0];
        assert!((at(9) - at(8) - 5.0f64.sqrt()).abs() < 1e-9, "{}", at(9) - at(8));
        assert_eq!(Pca::of(&points, 2), pca);
    }

    #[test]
    fn points_that_do_not_differ_lie_in_one_place() {
        let points = Points::new(vec![1.0; 12], 3).unwrap();
        let pca = Pca::of(&points, 2);
        assert_eq!(pca.share(), 0.0);
        assert!(pca.project(points.row(0)).iter().all(|x| x.abs() < 1e-12));
    }
}

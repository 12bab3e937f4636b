//! How far two explanations of the same superpixels agree.

/// Spearman's rank correlation, −1 to 1; equal values share their mean rank. `None` when lengths differ,
/// there are fewer than two values, or one side is constant.
pub fn rank_correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let (a, b) = (ranks(a), ranks(b));
    let mean = (a.len() as f64 - 1.0) / 2.0;
    let about = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(p, q)| (p - mean) * (q - mean)).sum::<f64>();
    let spread = libm::sqrt(about(&a, &a) * about(&b, &b));
    (spread > 0.0).then(|| about(&a, &b) / spread)
}

/// Ranks from 0, ties at their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut out = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let tied = order[start..].iter().take_while(|&&i| values[i] == values[order[start]]).count();
        let rank = start as f64 + (tied as f64 - 1.0) / 2.0;
        order[start..start + tied].iter().for_each(|&i| out[i] = rank);
        start += tied;
    }
    out
}

/// How many of the `count` superpixels with the largest absolute value both explanations share; ties go to
/// the lower index. With fewer superpixels than `count`, all of them.
///
/// # Panics
/// When lengths differ.
pub fn top_overlap(a: &[f64], b: &[f64], count: usize) -> usize {
    assert_eq!(a.len(), b.len(), "a value per superpixel on both sides");
    let (a, b) = (strongest(a, count), strongest(b, count));
    a.iter().filter(|i| b.contains(i)).count()
}

/// The `count` superpixels with the largest absolute value, the strongest first.
pub fn strongest(values: &[f64], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[j].abs().total_cmp(&values[i].abs()));
    order.truncate(count);
    order
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 1 − 6 Σ d² / (n (n² − 1)), the textbook formula for values without ties.
    fn textbook(a: &[f64], b: &[f64]) -> f64 {
        let rank = |v: &[f64], i: usize| v.iter().filter(|x| **x < v[i]).count() as f64;
        let squares: f64 = (0..a.len()).map(|i| (rank(a, i) - rank(b, i)).powi(2)).sum();
        let n = a.len() as f64;
        1.0 - 6.0 * squares / (n * (n * n - 1.0))
    }

    proptest! {
        #[test]
        fn equals_the_textbook_formula(
            a in prop::collection::hash_set(-1000i32..1000, 2..40),
            b in prop::collection::hash_set(-1000i32..1000, 40),
        ) {
            let a: Vec<f64> = a.into_iter().map(f64::from).collect();
            let b: Vec<f64> = b.into_iter().take(a.len()).map(f64::from).collect();
            let found = rank_correlation(&a, &b).unwrap();
            prop_assert!((found - textbook(&a, &b)).abs() < 1e-12);
            prop_assert!((rank_correlation(&a, &a).unwrap() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn ties_share_their_rank_and_constants_have_no_correlation() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 0.0]), [2.5, 1.0, 2.5, 0.0]);
        assert_eq!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(rank_correlation(&[1.0], &[1.0]), None);
        assert_eq!(rank_correlation(&[1.0, 2.0], &[1.0]), None);
    }

    #[test]
    fn the_sign_does_not_matter_for_the_top() {
        let a = [5.0, -4.0, 0.1, 3.0, 0.0];
        let b = [-9.0, 0.0, 8.0, 7.0, 1.0];
        assert_eq!(strongest(&a, 3), [0, 1, 3]);
        assert_eq!(top_overlap(&a, &b, 3), 2);
        assert_eq!(top_overlap(&a, &b, 99), 5);
    }
}

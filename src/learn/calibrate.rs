//! Making probabilities honest: temperature, and how honest they are.

use super::metrics::best;
use crate::model::head::softmax;

/// The temperatures looked at.
const RANGE: (f64, f64) = (0.02, 50.0);
/// Halvings of the bracket before Newton's method may take over.
const BISECTIONS: usize = 8;

/// The temperature that makes `softmax(logits / T)` fit the labels best: the minimum of the mean
/// log-loss (Guo et al. 2017), 0.02 to 50.
///
/// The loss is convex in `1 / T`: a few bisections of its logarithm find the neighbourhood of the
/// minimum, Newton's method, kept inside the bracket, the minimum to 1e-9. Give it out-of-fold scores: on training scores it is far too sure.
///
/// # Panics
/// When there are no rows or the lengths do not fit.
pub fn fit_temperature(logits: &[f32], labels: &[usize], classes: usize) -> f64 {
    assert!(
        !labels.is_empty() && logits.len() == labels.len() * classes,
        "scores and labels differ in number"
    );
    let (mut low, mut high) = (1.0 / RANGE.1, 1.0 / RANGE.0);
    let mut beta = 1.0f64;
    for round in 0..60 {
        let (slope, curvature) = slopes(logits, labels, classes, beta);
        if slope > 0.0 {
            high = beta;
        } else {
            low = beta;
        }
        let newton = beta - slope / curvature;
        let close = round >= BISECTIONS && newton > low && newton < high;
        let next = if close { newton } else { (low * high).sqrt() };
        let moved = (next - beta).abs();
        beta = next;
        if moved <= 1e-9 * beta {
            break;
        }
    }
    1.0 / beta
}

/// First and second derivative of the mean log-loss by the inverse temperature.
fn slopes(logits: &[f32], labels: &[usize], classes: usize, beta: f64) -> (f64, f64) {
    let (mut slope, mut curvature) = (0.0, 0.0);
    for (z, &label) in logits.chunks_exact(classes).zip(labels) {
        let top = f64::from(z[best(z)]);
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for &z in z {
            let z = f64::from(z) - top;
            let p = libm::exp(beta * z);
            sum += p;
            first += p * z;
            second += p * z * z;
        }
        let mean = first / sum;
        slope += mean - (f64::from(z[label]) - top);
        curvature += second / sum - mean * mean;
    }
    let n = labels.len() as f64;
    (slope / n, curvature / n)
}

/// Decisions whose probability lies in one interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityBin {
    /// Lower end, not included.
    pub lower: f64,
    /// Upper end, included.
    pub upper: f64,
    /// Number of decisions.
    pub count: usize,
    /// Mean probability of the decisions; 0 when there are none.
    pub confidence: f64,
    /// Share of them that are right; 0 when there are none.
    pub accuracy: f64,
}

/// A reliability diagram of `bins` equal intervals of 0..1 over the probability of the decided class.
///
/// # Panics
/// When the lengths do not fit or there is no bin.
pub fn reliability(logits: &[f32], labels: &[usize], classes: usize, bins: usize) -> Vec<ReliabilityBin> {
    assert!(bins > 0 && logits.len() == labels.len() * classes, "scores and labels differ in number");
    let mut sums = vec![(0usize, 0.0f64, 0usize); bins];
    for (z, &label) in logits.chunks_exact(classes).zip(labels) {
        let decided = best(z);
        let p = f64::from(softmax(z)[decided]);
        let bin = ((p * bins as f64).ceil() as usize).clamp(1, bins) - 1;
        sums[bin].0 += 1;
        sums[bin].1 += p;
        sums[bin].2 += usize::from(decided == label);
    }
    let width = 1.0 / bins as f64;
    let bin = |(i, &(count, p, right)): (usize, &(usize, f64, usize))| ReliabilityBin {
        lower: i as f64 * width,
        upper: (i + 1) as f64 * width,
        count,
        confidence: p / count.max(1) as f64,
        accuracy: right as f64 / count.max(1) as f64,
    };
    sums.iter().enumerate().map(bin).collect()
}

/// Expected calibration error: the mean gap between confidence and accuracy, weighted by the number
/// of decisions (Naeini et al. 2015), in 0..=1.
pub fn expected_calibration_error(bins: &[ReliabilityBin]) -> f64 {
    let all: usize = bins.iter().map(|b| b.count).sum();
    bins.iter().map(|b| b.count as f64 * (b.confidence - b.accuracy).abs()).sum::<f64>() / all.max(1) as f64
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::metrics::Metrics;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Scores whose softmax is exactly the chance of each label, and labels drawn by them.
    fn honest(count: usize, classes: usize, seed: u64) -> (Vec<f32>, Vec<usize>) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let logits: Vec<f32> = (0..count * classes).map(|_| rng.random_range(-3.0f32..3.0)).collect();
        let labels = logits
            .chunks_exact(classes)
            .map(|z| {
                let mut left = rng.random_range(0.0f32..1.0);
                softmax(z)
                    .iter()
                    .position(|p| {
                        left -= p;
                        left < 0.0
                    })
                    .unwrap_or(classes - 1)
            })
            .collect();
        (logits, labels)
    }

    #[test]
    fn a_known_temperature_is_found_again() {
        let (logits, labels) = honest(6000, 6, 5);
        for t in [0.25f32, 1.0, 3.0] {
            let hot: Vec<f32> = logits.iter().map(|z| z * t).collect();
            let found = fit_temperature(&hot, &labels, 6);
            assert!((found / f64::from(t) - 1.0).abs() < 0.05, "{found} for {t}");
            let cooled = |t: f64| {
                let z: Vec<f32> = hot.iter().map(|&z| (f64::from(z) / t) as f32).collect();
                Metrics::of(&z, &labels, 6).log_loss
            };
            assert!(cooled(found) <= cooled(found * 1.02) && cooled(found) <= cooled(found / 1.02));
        }
    }

    #[test]
    fn perfect_and_hopeless_scores_stay_in_range() {
        assert!((fit_temperature(&[5.0, 0.0, 0.0, 5.0], &[0, 1], 2) - RANGE.0).abs() < 1e-6);
        assert!((fit_temperature(&[5.0, 0.0, 0.0, 5.0], &[1, 0], 2) - RANGE.1).abs() < 1e-3);
        assert!(fit_temperature(&[0.0; 4], &[0, 1], 2).is_finite());
    }

    #[test]
    fn honest_scores_have_a_small_error_and_boasting_ones_a_large_one() {
        let (logits, labels) = honest(8000, 4, 6);
        let bins = reliability(&logits, &labels, 4, 15);
        assert_eq!(bins.iter().map(|b| b.count).sum::<usize>(), 8000);
        assert!(expected_calibration_error(&bins) < 0.02);
        let boasting: Vec<f32> = logits.iter().map(|z| z * 4.0).collect();
        assert!(expected_calibration_error(&reliability(&boasting, &labels, 4, 15)) > 0.1);
    }

    #[test]
    fn bins_of_a_hand_made_case() {
        // Probabilities 0.5 (right) and about 0.88 (wrong).
        let bins = reliability(&[0.0, 0.0, 2.0, 0.0], &[0, 1], 2, 10);
        assert_eq!((bins[4].count, bins[8].count), (1, 1));
        assert_eq!((bins[4].accuracy, bins[8].accuracy), (1.0, 0.0));
        let error = expected_calibration_error(&bins);
        assert!((error - (0.5 + 0.880_797) / 2.0).abs() < 1e-5, "{error}");
    }
}

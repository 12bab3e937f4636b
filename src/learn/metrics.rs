//! How good scores are: accuracies, confusion, log-loss.

use crate::model::head::log_sum_exp;

/// Figures of a set of scored pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct Metrics {
    /// Number of classes.
    pub classes: usize,
    /// Number of pictures.
    pub count: usize,
    /// Pictures whose class has the highest score.
    pub top1: usize,
    /// Pictures whose class is among the five highest scores.
    pub top5: usize,
    /// Mean of `−ln p(class)`, in nats.
    pub log_loss: f64,
    /// `classes × classes`, row-major: pictures of class (row) decided as class (column).
    pub confusion: Vec<usize>,
}

impl Metrics {
    /// Measures `labels.len() × classes` row-major scores. Of equal scores the lower class number
    /// counts as the higher one.
    ///
    /// # Panics
    /// When the lengths do not fit or a label is out of range.
    pub fn of(logits: &[f32], labels: &[usize], classes: usize) -> Self {
        assert_eq!(logits.len(), labels.len() * classes, "scores and labels differ in number");
        let mut confusion = vec![0; classes * classes];
        let (mut top1, mut top5, mut loss) = (0, 0, 0.0);
        for (z, &label) in logits.chunks_exact(classes).zip(labels) {
            let own = z[label];
            let rank = z.iter().enumerate().filter(|&(c, &s)| s > own || (s == own && c < label)).count();
            top1 += usize::from(rank == 0);
            top5 += usize::from(rank < 5);
            loss += log_sum_exp(z) - f64::from(own);
            confusion[label * classes + best(z)] += 1;
        }
        let count = labels.len();
        Self { classes, count, top1, top5, log_loss: loss / count.max(1) as f64, confusion }
    }

    /// Share of pictures whose class has the highest score, in 0..=1.
    pub fn accuracy(&self) -> f64 {
        self.top1 as f64 / self.count.max(1) as f64
    }

    /// Share of pictures whose class is among the five highest scores, in 0..=1.
    pub fn top5_accuracy(&self) -> f64 {
        self.top5 as f64 / self.count.max(1) as f64
    }

    /// Share of right decisions for each class; `None` for a class without pictures.
    pub fn class_accuracy(&self) -> Vec<Option<f64>> {
        let rows = self.confusion.chunks_exact(self.classes).enumerate();
        rows.map(|(class, row)| {
            let all: usize = row.iter().sum();
            (all > 0).then(|| row[class] as f64 / all as f64)
        })
        .collect()
    }

    /// Pairs of classes that are taken for each other, most often first: lower class, higher class,
    /// pictures of one decided as the other. Pairs without a mistake are left out.
    pub fn mixed_up(&self) -> Vec<(usize, usize, usize)> {
        let at = |a: usize, b: usize| self.confusion[a * self.classes + b];
        let mut pairs: Vec<_> = (0..self.classes)
            .flat_map(|a| (a + 1..self.classes).map(move |b| (a, b)))
            .map(|(a, b)| (a, b, at(a, b) + at(b, a)))
            .filter(|pair| pair.2 > 0)
            .collect();
        pairs.sort_by_key(|&(a, b, n)| (std::cmp::Reverse(n), a, b));
        pairs
    }
}

/// The class of the highest score, the lowest number among equals.
///
/// # Panics
/// When there is no score.
pub fn best(logits: &[f32]) -> usize {
    (1..logits.len()).fold(0, |best, c| if logits[c] > logits[best] { c } else { best })
}

/// Wilson's interval for a share of `hits` among `count` (Wilson 1927), `z` standard errors to either
/// side (1.96 for 95 %); 0 to 1 when `count` is 0.
pub fn wilson(hits: usize, count: usize, z: f64) -> (f64, f64) {
    if count == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (count as f64, hits as f64 / count as f64);
    let centre = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    proptest! {
        #[test]
        fn figures_equal_brute_force(count in 1usize..40, classes in 2usize..9, seed: u64) {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            // Few distinct values, so that ties occur.
            let logits: Vec<f32> = (0..count * classes).map(|_| rng.random_range(-3i32..4) as f32).collect();
            let labels: Vec<usize> = (0..count).map(|_| rng.random_range(0..classes as u32) as usize).collect();
            let m = Metrics::of(&logits, &labels, classes);
            let (mut top1, mut top5, mut loss) = (0, 0, 0.0);
            let mut confusion = vec![0; classes * classes];
            for i in 0..count {
                let z = &logits[i * classes..(i + 1) * classes];
                let mut order: Vec<usize> = (0..classes).collect();
                order.sort_by(|&a, &b| z[b].total_cmp(&z[a])); // stable: lower class first among equals
                top1 += usize::from(order[0] == labels[i]);
                top5 += usize::from(order.iter().take(5).any(|&c| c == labels[i]));
                confusion[labels[i] * classes + order[0]] += 1;
                let sum: f64 = z.iter().map(|&z| f64::from(z).exp()).sum();
                loss -= (f64::from(z[labels[i]]).exp() / sum).ln() / count as f64;
            }
            prop_assert_eq!((m.top1, m.top5), (top1, top5));
            prop_assert!((m.log_loss - loss).abs() < 1e-9);
            let mistakes: usize = m.mixed_up().iter().map(|p| p.2).sum();
            prop_assert_eq!(mistakes, count - top1);
            for (class, accuracy) in m.class_accuracy().into_iter().enumerate() {
                let all = labels.iter().filter(|&&l| l == class).count();
                prop_assert_eq!(accuracy.is_some(), all > 0);
                if let Some(share) = accuracy {
                    let hits = confusion[class * classes + class] as f64;
                    prop_assert!((share - hits / all as f64).abs() < 1e-12);
                }
            }
            prop_assert_eq!(m.confusion, confusion);
        }

        #[test]
        fn wilson_solves_its_equation(hits in 0usize..50, more in 0usize..50) {
            let n = hits + more;
            let (low, high) = wilson(hits, n, 1.96);
            prop_assert!((0.0..=1.0).contains(&low) && low <= high && high <= 1.0);
            if n > 0 {
                let p = hits as f64 / n as f64;
                // Its ends are where |p − q| is 1.96 standard errors of q.
                for q in [low, high] {
                    let error = 1.96 * (q * (1.0 - q) / n as f64).sqrt();
                    prop_assert!(((p - q).abs() - error).abs() < 1e-7 || q == 0.0 || q == 1.0);
                }
            }
        }
    }

    #[test]
    fn a_textbook_interval() {
        let (low, high) = wilson(81, 263, 1.96);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
        assert_eq!(wilson(0, 0, 1.96), (0.0, 1.0));
    }
}

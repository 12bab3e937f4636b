//! The linear head: an embedding in, calibrated class scores and "do I know this at all?" out.

mod file;
mod rejection;

pub use file::HeadError;
pub(super) use file::{half_bytes, single_bytes, widened};
pub(crate) use rejection::centred;
pub use rejection::{Rejection, RejectionScore};

/// What is done to an embedding before the weights see it.
#[derive(Clone, Debug, PartialEq)]
pub enum EmbeddingScale {
    /// Divided by its Euclidean length (where that is not 0), then times `factor`.
    L2 {
        /// Length of every embedding afterwards; above 0.
        factor: f32,
    },
    /// `(x − mean) / deviation`, each of the embedding's length; deviations are above 0.
    Standardised {
        /// Mean of each coordinate over the training pictures.
        mean: Vec<f32>,
        /// Standard deviation of each coordinate over the training pictures.
        deviation: Vec<f32>,
    },
}

impl EmbeddingScale {
    /// The scaled embedding, of the same length.
    ///
    /// # Panics
    /// When a standardised scale has another length than `embedding`.
    pub fn apply(&self, embedding: &[f32]) -> Vec<f32> {
        match self {
            Self::L2 { factor } => {
                let norm = dot(embedding, embedding).sqrt();
                let by = if norm > 0.0 { f64::from(*factor) / norm } else { 0.0 };
                embedding.iter().map(|&x| (f64::from(x) * by) as f32).collect()
            }
            Self::Standardised { mean, deviation } => {
                assert_eq!(mean.len(), embedding.len(), "the scale and the embedding differ in length");
                let pairs = mean.iter().zip(deviation);
                embedding.iter().zip(pairs).map(|(&x, (&m, &d))| (x - m) / d).collect()
            }
        }
    }
}

/// A multinomial logistic regression over embeddings, with its temperature and its rejection rule.
///
/// Scores are `(W · scale(x) + b) / temperature`: the softmax of them is the calibrated probability
/// (temperature scaling, Guo et al. 2017, "On Calibration of Modern Neural Networks").
#[derive(Clone, Debug, PartialEq)]
pub struct LinearHead {
    labels: Vec<String>,
    dimension: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
    scale: EmbeddingScale,
    temperature: f32,
    rejection: Option<Rejection>,
}

impl LinearHead {
    /// A head of temperature 1 that knows everybody.
    ///
    /// `weights` is `labels × dimension`, row-major; `bias` has one value per label.
    ///
    /// # Errors
    /// [`HeadError::Shape`] when a length does not fit, [`HeadError::Value`] when a number is not
    /// finite or a scale is not positive, [`HeadError::Label`] when a label is missing or repeated.
    pub fn new(
        labels: Vec<String>,
        dimension: usize,
        weights: Vec<f32>,
        bias: Vec<f32>,
        scale: EmbeddingScale,
    ) -> Result<Self, HeadError> {
        let head = Self { labels, dimension, weights, bias, scale, temperature: 1.0, rejection: None };
        head.check()?;
        Ok(head)
    }

    /// The same head with another temperature, which must be finite and above 0.
    ///
    /// # Errors
    /// [`HeadError::Value`] for any other number.
    pub fn with_temperature(mut self, temperature: f32) -> Result<Self, HeadError> {
        self.temperature = temperature;
        self.check()?;
        Ok(self)
    }

    /// The same head with a rule for "nobody I know".
    ///
    /// # Errors
    /// [`HeadError::Value`] for a threshold that is not finite, [`HeadError::Shape`] for centroids
    /// of another shape than the weights.
    pub fn with_rejection(mut self, rejection: Rejection) -> Result<Self, HeadError> {
        self.rejection = Some(rejection);
        self.check()?;
        Ok(self)
    }

    /// The same head, which knows everybody.
    #[must_use]
    pub fn without_rejection(mut self) -> Self {
        self.rejection = None;
        self
    }

    fn check(&self) -> Result<(), HeadError> {
        let classes = self.labels.len();
        if classes == 0 {
            return Err(HeadError::Label { reason: "a head needs at least one label".into() });
        }
        if self.dimension == 0 {
            return Err(HeadError::Shape { name: "weights", expected: classes, found: 0 });
        }
        let mut sorted: Vec<&str> = self.labels.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(HeadError::Label { reason: format!("the label {:?} stands twice", pair[0]) });
        }
        shape("weights", &self.weights, classes * self.dimension)?;
        shape("bias", &self.bias, classes)?;
        match &self.scale {
            EmbeddingScale::L2 { factor } => positive("scale factor", &[*factor])?,
            EmbeddingScale::Standardised { mean, deviation } => {
                shape("mean", mean, self.dimension)?;
                shape("deviation", deviation, self.dimension)?;
                positive("deviation", deviation)?;
            }
        }
        positive("temperature", &[self.temperature])?;
        if let Some(rejection) = &self.rejection {
            shape("threshold", &[rejection.threshold], 1)?;
            if let RejectionScore::Centroid { centre, centroids } = &rejection.score {
                shape("centre", centre, self.dimension)?;
                shape("centroids", centroids, classes * self.dimension)?;
            }
        }
        Ok(())
    }

    /// Class names, in the order of the scores.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.labels.len()
    }

    /// Length of the embeddings it takes.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// `classes × dimension`, row-major, before division by the temperature.
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// One value per class, before division by the temperature.
    pub fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// What is done to an embedding first.
    pub fn scale(&self) -> &EmbeddingScale {
        &self.scale
    }

    /// What the scores are divided by; above 0.
    pub fn temperature(&self) -> f32 {
        self.temperature
    }

    /// The rule for "nobody I know", where there is one.
    pub fn rejection(&self) -> Option<&Rejection> {
        self.rejection.as_ref()
    }

    /// Calibrated class scores of a raw embedding, one per label.
    ///
    /// Products are added in `f64` in a fixed order, so every target gives the same bits.
    ///
    /// # Panics
    /// When the embedding is not of [`dimension`](Self::dimension).
    pub fn logits(&self, embedding: &[f32]) -> Vec<f32> {
        assert_eq!(embedding.len(), self.dimension, "the head and the embedding differ in length");
        let x = self.scale.apply(embedding);
        let rows = self.weights.chunks_exact(self.dimension);
        let score =
            |(w, &b): (&[f32], &f32)| ((dot(w, &x) + f64::from(b)) / f64::from(self.temperature)) as f32;
        rows.zip(&self.bias).map(score).collect()
    }

    /// Calibrated probabilities of a raw embedding, one per label; they sum to 1.
    ///
    /// # Panics
    /// When the embedding is not of [`dimension`](Self::dimension).
    pub fn probabilities(&self, embedding: &[f32]) -> Vec<f32> {
        softmax(&self.logits(embedding))
    }

    /// How well known a raw embedding looks by the head's own rule, larger is better known; `None`
    /// without a rule.
    ///
    /// # Panics
    /// When the embedding is not of [`dimension`](Self::dimension).
    pub fn known_score(&self, embedding: &[f32]) -> Option<f64> {
        self.rejection.as_ref().map(|rule| rule.score.of(&self.logits(embedding), embedding))
    }

    /// Whether a raw embedding looks like somebody the head was trained on: its score reaches the
    /// threshold. Always true without a rule.
    ///
    /// # Panics
    /// When the embedding is not of [`dimension`](Self::dimension).
    pub fn is_known(&self, embedding: &[f32]) -> bool {
        match (&self.rejection, self.known_score(embedding)) {
            (Some(rule), Some(score)) => score >= f64::from(rule.threshold),
            _ => true,
        }
    }
}

/// Probabilities of scores: `exp(zᵢ) / Σ exp(zⱼ)`, computed in `f64` after subtracting the largest.
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = logits.iter().map(|&z| libm::exp(f64::from(z) - f64::from(top))).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|p| (p / sum) as f32).collect()
}

/// `ln Σ exp(zⱼ)` in `f64`, computed after subtracting the largest.
pub fn log_sum_exp(logits: &[f32]) -> f64 {
    let top = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    top + libm::log(logits.iter().map(|&z| libm::exp(f64::from(z) - top)).sum())
}

/// Inner product in `f64`: four interleaved sums, added pairwise at the end.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f64 {
    let mut sums = [0.0f64; 4];
    let (ac, bc) = (a.chunks_exact(4), b.chunks_exact(4));
    let tail: f64 =
        ac.remainder().iter().zip(bc.remainder()).map(|(&x, &y)| f64::from(x) * f64::from(y)).sum();
    for (x, y) in ac.zip(bc) {
        for i in 0..4 {
            sums[i] += f64::from(x[i]) * f64::from(y[i]);
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + tail
}

fn shape(name: &'static str, values: &[f32], expected: usize) -> Result<(), HeadError> {
    if values.len() != expected {
        return Err(HeadError::Shape { name, expected, found: values.len() });
    }
    match values.iter().find(|v| !v.is_finite()) {
        Some(&found) => Err(HeadError::Value { name, expected: "a finite number", found }),
        None => Ok(()),
    }
}

fn positive(name: &'static str, values: &[f32]) -> Result<(), HeadError> {
    match values.iter().find(|&&v| !(v.is_finite() && v > 0.0)) {
        Some(&found) => Err(HeadError::Value { name, expected: "a finite number above 0", found }),
        None => Ok(()),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn small(scale: EmbeddingScale) -> LinearHead {
        let labels = vec!["Aoi".to_string(), "Rin".to_string()];
        LinearHead::new(labels, 3, vec![1.0, 0.0, -1.0, 0.5, 2.0, 0.25], vec![0.1, -0.2], scale).unwrap()
    }

    #[test]
    fn scores_follow_the_formula() {
        let head = small(EmbeddingScale::L2 { factor: 2.0 }).with_temperature(0.5).unwrap();
        // |(3, 4, 0)| = 5, so the scaled embedding is (1.2, 1.6, 0).
        let logits = head.logits(&[3.0, 4.0, 0.0]);
        assert!((logits[0] - (1.2 + 0.1) / 0.5).abs() < 1e-6);
        assert!((logits[1] - (0.6 + 3.2 - 0.2) / 0.5).abs() < 1e-6);
        let scale =
            EmbeddingScale::Standardised { mean: vec![1.0, 2.0, 3.0], deviation: vec![2.0, 1.0, 0.5] };
        let logits = small(scale).logits(&[3.0, 2.0, 4.0]);
        assert!((logits[0] - (1.0 - 2.0 + 0.1)).abs() < 1e-6);
        assert!((logits[1] - (0.5 + 0.5 - 0.2)).abs() < 1e-6);
    }

    #[test]
    fn a_black_embedding_gives_the_bias() {
        let head = small(EmbeddingScale::L2 { factor: 8.0 });
        assert_eq!(head.logits(&[0.0; 3]), head.bias());
    }

    #[test]
    fn the_threshold_parts_known_from_unknown() {
        let rule = Rejection { score: RejectionScore::MaxLogit, threshold: 1.0 };
        let head = small(EmbeddingScale::L2 { factor: 1.0 }).with_rejection(rule).unwrap();
        assert!(head.is_known(&[0.0, 1.0, 0.0]));
        assert!(!head.is_known(&[-1.0, 0.0, 0.0]));
        assert!(small(EmbeddingScale::L2 { factor: 1.0 }).is_known(&[-1.0, 0.0, 0.0]));
    }

    #[test]
    fn wrong_parts_are_refused() {
        let l2 = || EmbeddingScale::L2 { factor: 8.0 };
        let labels = || vec!["Aoi".to_string(), "Rin".to_string()];
        let made =
            |labels, weights: Vec<f32>, scale| LinearHead::new(labels, 2, weights, vec![0.0; 2], scale);
        assert!(matches!(
            made(labels(), vec![0.0; 3], l2()),
            Err(HeadError::Shape { name: "weights", expected: 4, found: 3 })
        ));
        assert!(matches!(made(vec!["Aoi".into(); 2], vec![0.0; 4], l2()), Err(HeadError::Label { .. })));
        assert!(matches!(made(vec![], vec![], l2()), Err(HeadError::Label { .. })));
        assert!(matches!(made(labels(), vec![f32::NAN; 4], l2()), Err(HeadError::Value { .. })));
        let flat = EmbeddingScale::Standardised { mean: vec![0.0; 2], deviation: vec![1.0, 0.0] };
        assert!(matches!(made(labels(), vec![0.0; 4], flat), Err(HeadError::Value { .. })));
        let good = made(labels(), vec![0.0; 4], l2()).unwrap();
        assert!(matches!(good.with_temperature(0.0), Err(HeadError::Value { .. })));
    }

    proptest! {
        #[test]
        fn softmax_equals_the_naive_formula(logits in proptest::collection::vec(-20.0f32..20.0, 1..12)) {
            let p = softmax(&logits);
            let sum: f64 = logits.iter().map(|&z| f64::from(z).exp()).sum();
            for (p, z) in p.iter().zip(&logits) {
                prop_assert!((f64::from(*p) - f64::from(*z).exp() / sum).abs() < 1e-6);
            }
            prop_assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            prop_assert!((log_sum_exp(&logits) - sum.ln()).abs() < 1e-9);
        }

        #[test]
        fn dot_equals_the_naive_sum(a in proptest::collection::vec(-2.0f32..2.0, 0..40)) {
            let b: Vec<f32> = a.iter().rev().copied().collect();
            let naive: f64 = a.iter().zip(&b).map(|(&x, &y)| f64::from(x) * f64::from(y)).sum();
            prop_assert!((dot(&a, &b) - naive).abs() < 1e-9);
        }
    }
}
